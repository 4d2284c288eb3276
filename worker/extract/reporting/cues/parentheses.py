"""Attributions beside a clause that is theirs: "according to X", "as X said", "in X's words"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import is_side
from worker.extract.reporting.content.position import MARKS, STOPS, has_verb, trimmed
from worker.extract.trace import rejected
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, joint, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_CITING: Final = words("other_cues", "citing", "verbs")
_FINITE: Final = frozenset({"VBN", "VBD", "VBZ", "VBP"})
_OWN: Final = frozenset({"my", "our", "your"})
_PUTTING: Final = frozenset({"put", "see", "tell"})
_DASHES: Final = frozenset({"—", "–", "--"})
_CALLING: Final = frozenset({"NOUN", "DET", "ADJ", "PROPN"})


def according(parsed: Parsed, sentence: Range, token: Token) -> Frame | None:
    """As in "according to X": the rest of the clause is X's."""
    tokens = parsed.tokens
    if token.i + 2 > sentence.end - 1 or tokens[token.i + 1].lower != "to" or token.quoted:
        rejected(token, "in a quotation" if token.quoted else "no “to” and source behind it")
        return None
    prep = tokens[token.i + 1]
    source = prep.child("pobj") or token.child("pobj") or _next_noun(parsed, token.i + 2, sentence)
    if source is None or source.i < token.i:
        rejected(token, "no noun behind it that could be a source")
        return None
    sources = joint(source)
    return _outside(parsed, sentence, Range(token.i, token.i + 2), sources)


def _next_noun(parsed: Parsed, start: int, sentence: Range) -> Token | None:
    for token in parsed.tokens[start : min(start + 8, sentence.end)]:
        if token.pos in {"NOUN", "PROPN", "PRON"} and token.dep not in {
            "compound",
            "poss",
            "amod",
        }:
            return token
    return None


def _outside(
    parsed: Parsed, sentence: Range, cue: Range, sources: tuple[Token, ...]
) -> Frame | None:
    """A frame whose content is the sentence around it: before it, behind it, or both."""
    tokens = parsed.tokens
    start = min([cue.start, *(mention(source).start for source in sources)])
    end, close = _edges(parsed, sentence, cue, sources)
    if (
        start == sentence.start
        and end < sentence.end
        and tokens[end].tag in {"DT", "PRP", "PRP$", "CD"}
    ):
        close = end
    ahead = trimmed(parsed, Range(sentence.start, start)) if start > sentence.start else None
    if ahead is not None and not has_verb(parsed, ahead):
        ahead = None
    rest = None
    if close is not None:
        rest = trimmed(parsed, Range(close, sentence.end))
    elif ahead is None:
        rest = trimmed(parsed, Range(end, sentence.end))
    if (
        ahead is not None
        and rest is not None
        and (tokens[rest.start].tag == "VBG" or is_side(parsed, tokens[rest.start]))
    ):
        rest = None
    content = tuple(part for part in (_relative(parsed, ahead), rest) if part is not None)
    if not content or not any(has_verb(parsed, part) for part in content):
        rejected(tokens[cue.start], "no clause before or behind it")
        return None
    attribution = (Range(start, end), *(mention(source) for source in sources))
    return Frame(
        stance="saying",
        anchor=cue.start,
        cue=cue,
        sources=sources,
        content=content,
        attribution=attribution,
        kind="relay",
    )


def _edges(
    parsed: Parsed, sentence: Range, cue: Range, sources: tuple[Token, ...]
) -> tuple[int, int | None]:
    """Where an attribution ends, and the comma behind which content goes on; None without."""
    tokens = parsed.tokens
    end = max([cue.end, *(mention(source).end for source in sources)])
    close = _past_apposition(parsed, sentence, end)
    if close == sentence.end:
        return close, None
    while close is not None and tokens[min(close + 1, sentence.end - 1)].lemma in _CITING:
        # "According to the Herald, quoting an interview, P": the citing is no content.
        close = next((i for i in range(close + 1, sentence.end) if tokens[i].text == ","), None)
        end = close if close is not None else end
    return end, close


def _past_apposition(parsed: Parsed, sentence: Range, end: int) -> int | None:
    """The comma behind a source and what is told of it: "Ana Brandt, head of the firm,".

    The sentence's end where all the rest is told of the source; None without a comma.
    """
    tokens = parsed.tokens
    commas = [i for i in range(end, sentence.end) if tokens[i].text in {",", ";"}]
    if not commas or commas[0] != end or end + 1 >= sentence.end:
        return commas[0] if commas else None
    first = tokens[end + 1]
    close = commas[1] if len(commas) > 1 else sentence.end
    called = first.pos in _CALLING and first.dep in {"appos", "compound", "det", "amod"}
    if first.lower in RELATIVES | {"whose"} or (
        called and not has_verb(parsed, Range(end + 1, close))
    ):
        return close
    return end


def _relative(parsed: Parsed, ahead: Range | None) -> Range | None:
    """Nothing ahead where the attribution opens a clause: behind its "which," or its "that"."""
    if ahead is None:
        return None
    last = parsed.tokens[ahead.end - 1]
    return None if last.tag in {"WDT", "WP", "WRB"} or last.lower == "that" else ahead


def view(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "In Hale's words, P", "P, in the view of the court"."""
    prep = noun.head
    if prep.lower not in {"in", "by"} or prep.dep != "prep" or prep.i > noun.i or noun.quoted:
        rejected(noun, "no “in” or “by” before it: nobody's words or view")
        return None
    of = noun.child("prep")
    source = noun.child("poss") or (of.child("pobj") if of is not None else None)
    end = max(noun.i + 1, mention(source).end if source is not None else 0)
    opens = prep.i == sentence.start or parsed.tokens[prep.i - 1].text in STOPS
    closes = end >= sentence.end or parsed.tokens[end].text in STOPS
    if source is None or not (opens and closes):
        rejected(noun, "no parenthesis with a source: “in Hale’s words,”")
        return None
    if source.lower in _OWN or any(
        _is_saying(t, source) for t in parsed.tokens[end : sentence.end]
    ):
        rejected(noun, "whoever speaks already has it")
        return None
    return _outside(parsed, sentence, Range(prep.i, noun.i + 1), joint(source))


def _is_saying(verb: Token, source: Token) -> bool:
    """Whether a verb reports what a pronoun's view is: "In his view, he said, P"."""
    finite = verb.tag in _FINITE and verb.lemma in STRONG_VERBS
    return source.tag == "PRP$" and finite and verb.child(*SUBJECTS) is not None


def may_be_told(verb: Token) -> bool:
    """Whether an "as" may stand before it: "as Hale said", "as Hale put it"."""
    taken = verb.child("dobj")
    put = verb.lemma in _PUTTING and taken is not None and taken.lower == "it"
    return put or verb.lemma in VERB_CLASSES


def as_told(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "As Brandt told the Post, P" and "as reported by the Post"."""
    tokens = parsed.tokens
    own = verb.child(*SUBJECTS)
    left = min(
        verb_group(verb).start,
        mention(own).start if own is not None and own.i < verb.i else verb.i,
    )
    if left == 0 or tokens[left - 1].lower != "as" or left - 1 < sentence.start:
        return None
    if (
        left - 2 >= sentence.start
        and tokens[left - 2].text not in STOPS
        and tokens[left - 2].text not in MARKS
    ):
        rejected(verb, "its “as” opens no parenthesis: no stop before it")
        return None
    agent = verb.child("agent", "prep")
    by = agent.child("pobj") if agent is not None and agent.lower == "by" else None
    source = own if own is not None and verb.tag != "VBN" else by
    if source is None:
        rejected(verb, "an “as” without a source")
        return None
    start = left - 1
    end = max(verb.i + 1, mention(source).end)
    while (
        end < sentence.end
        and tokens[end].text not in {",", ";", *_DASHES}
        and tokens[end].text not in MARKS
    ):
        end += 1
    whole = Range(sentence.start, sentence.end)
    ahead = trimmed(parsed, Range(whole.start, start)) if start > whole.start else None
    rest = trimmed(parsed, Range(end, whole.end))
    content = tuple(part for part in (ahead, rest) if part is not None and has_verb(parsed, part))
    if not content:
        return None
    cue = verb_group(verb)
    return Frame(
        stance="saying",
        anchor=verb.i,
        cue=cue,
        sources=joint(source),
        content=content,
        attribution=(Range(start, end),),
        kind="report" if by is None else "relay",
    )
