"""Attributions next to their content: "according to X", "as X said", "in X's words"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import opens_side_report
from worker.extract.reporting.content.position import MARKS, STOPS, has_verb, trimmed
from worker.extract.trace import rejected
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, conjuncts, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_CITING: Final = words("other_cues", "citing", "verbs")
_PUTTING: Final = words("cues", "parentheses", "putting")
_VERB_TAGS: Final = frozenset({"VBN", "VBD", "VBZ", "VBP"})
"""Tags of a verb that may be the main verb of a parenthesis; a participle is one after "as"."""

_FIRST_OR_SECOND: Final = frozenset({"my", "our", "your"})
"""Possessives of the speaker and the listener: "in my view" names no other source."""

_DASHES: Final = frozenset({"—", "–", "--"})
_APPOSED: Final = frozenset({"NOUN", "DET", "ADJ", "PROPN"})
"""Parts of speech that an apposition may begin with."""

_TO_NOUN: Final = 8
"""Tokens after "according to" within which its noun must be; a later one is in another phrase."""


@as_in(
    "According to Ana Brandt, the bridge was closed.",
    "The bridge was closed on Monday, according to the Harbour Agency.",
    no=('"The bridge was built according to the rules," Ana Brandt said.',),
)
def according(parsed: Parsed, sentence: Range, token: Token) -> Frame | None:
    """Return the frame of "according to X": the rest of the clause is X's."""
    tokens = parsed.tokens
    if token.i + 2 > sentence.end - 1 or tokens[token.i + 1].lower != "to" or token.quoted:
        rejected(token, "in a quotation" if token.quoted else "no “to” and source after it")
        return None
    prep = tokens[token.i + 1]
    source = prep.child("pobj") or token.child("pobj") or _next_noun(parsed, token.i + 2, sentence)
    if source is None or source.i < token.i:
        rejected(token, "no noun after it that could be a source")
        return None
    return _surrounding_frame(parsed, sentence, Range(token.i, token.i + 2), conjuncts(source))


def _next_noun(parsed: Parsed, start: int, sentence: Range) -> Token | None:
    """Return the head of the noun phrase at `start`, where the parser attached none."""
    for token in parsed.tokens[start : min(start + _TO_NOUN, sentence.end)]:
        if token.pos in {"NOUN", "PROPN", "PRON"} and token.dep not in {
            "compound",
            "poss",
            "amod",
        }:
            return token
    return None


@as_in(
    "The bridge, according to Ana Brandt, was closed on Monday.",
    no=("The rules, according to Ana Brandt.",),
)
def _surrounding_frame(
    parsed: Parsed, sentence: Range, cue: Range, sources: tuple[Token, ...]
) -> Frame | None:
    """Return a frame whose content is the sentence around it: before it, after it, or both."""
    tokens = parsed.tokens
    start = min([cue.start, *(mention(source).start for source in sources)])
    end, close = _edges(parsed, sentence, cue, sources)
    if (
        start == sentence.start
        and end < sentence.end
        and tokens[end].tag in {"DT", "PRP", "PRP$", "CD"}
    ):
        close = end
    before = trimmed(parsed, Range(sentence.start, start)) if start > sentence.start else None
    if before is not None and not has_verb(parsed, before):
        before = None
    after = None
    if close is not None:
        after = trimmed(parsed, Range(close, sentence.end))
    elif before is None:
        after = trimmed(parsed, Range(end, sentence.end))
    if (
        before is not None
        and after is not None
        and (tokens[after.start].tag == "VBG" or opens_side_report(parsed, tokens[after.start]))
    ):
        after = None
    content = tuple(p for p in (_unless_relative(parsed, before), after) if p is not None)
    if not content or not any(has_verb(parsed, part) for part in content):
        rejected(tokens[cue.start], "no clause before or after it")
        return None
    return Frame(
        stance="saying",
        anchor=cue.start,
        cue=cue,
        sources=sources,
        content=content,
        attribution=(Range(start, end), *(mention(source) for source in sources)),
        kind="relay",
    )


def _edges(
    parsed: Parsed, sentence: Range, cue: Range, sources: tuple[Token, ...]
) -> tuple[int, int | None]:
    """Return where an attribution ends, and the comma before content after it, or None."""
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


@as_in(
    "According to Ana Brandt, head of the firm, the bridge was closed.",
    no=("According to Ana Brandt the bridge was closed.",),
)
def _past_apposition(parsed: Parsed, sentence: Range, end: int) -> int | None:
    """Return the comma after a source and its apposition: "Ana Brandt, head of the firm,".

    It is the sentence's end where the apposition goes on to the end, and None without a comma.
    """
    tokens = parsed.tokens
    commas = [i for i in range(end, sentence.end) if tokens[i].text in {",", ";"}]
    if not commas or commas[0] != end or end + 1 >= sentence.end:
        return commas[0] if commas else None
    first = tokens[end + 1]
    close = commas[1] if len(commas) > 1 else sentence.end
    apposed = first.pos in _APPOSED and first.dep in {"appos", "compound", "det", "amod"}
    if first.lower in RELATIVES | {"whose"} or (
        apposed and not has_verb(parsed, Range(end + 1, close))
    ):
        return close
    return end


@as_in(
    "The bridge was closed, according to Ana Brandt.",
    no=("According to Ana Brandt, the bridge was closed.",),
)
def _unless_relative(parsed: Parsed, before: Range | None) -> Range | None:
    """Return the words before an attribution; None where they end with "which" or "that"."""
    if before is None:
        return None
    last = parsed.tokens[before.end - 1]
    return None if last.tag in {"WDT", "WP", "WRB"} or last.lower == "that" else before


@as_in(
    "In the mayor's view, the bridge is unsafe.",
    "The bridge is unsafe, in the view of the court.",
    no=("In my view, the bridge is unsafe.", "The view was blocked by the bridge."),
)
def view(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """Return the frame of "in X's view" or "by X's account": the sentence around it is X's."""
    prep = noun.head
    if prep.lower not in {"in", "by"} or prep.dep != "prep" or prep.i > noun.i or noun.quoted:
        rejected(noun, "no “in” or “by” before it, as in “in Hale’s words”")
        return None
    of = noun.child("prep")
    source = noun.child("poss") or (of.child("pobj") if of is not None else None)
    end = max(noun.i + 1, mention(source).end if source is not None else 0)
    opens = prep.i == sentence.start or parsed.tokens[prep.i - 1].text in STOPS
    closes = end >= sentence.end or parsed.tokens[end].text in STOPS
    if source is None or not (opens and closes):
        rejected(noun, "no parenthesis with a source: “in Hale’s words,”")
        return None
    if source.lower in _FIRST_OR_SECOND or any(
        _is_saying(t, source) for t in parsed.tokens[end : sentence.end]
    ):
        rejected(noun, "the speaker's own view, which is reported already")
        return None
    return _surrounding_frame(parsed, sentence, Range(prep.i, noun.i + 1), conjuncts(source))


@as_in(
    "In his view, he said, the bridge is unsafe.",
    no=("In his view, the bridge that he built is unsafe.",),
)
def _is_saying(verb: Token, source: Token) -> bool:
    """Return whether a verb reports the view of a possessive pronoun: "in his view, he said"."""
    finite = verb.tag in _VERB_TAGS and verb.lemma in STRONG_VERBS
    return source.tag == "PRP$" and finite and verb.child(*SUBJECTS) is not None


@as_in("As Ana Brandt put it, the bridge was a mess.", no=("The bridge fell on Monday.",))
def may_follow_as(verb: Token) -> bool:
    """Return whether a verb may be that of an "as" clause: "as Hale said", "as Hale put it"."""
    if verb.tag not in _VERB_TAGS:
        return False
    target = verb.child("dobj")
    put = verb.lemma in _PUTTING and target is not None and target.lower == "it"
    return put or verb.lemma in VERB_CLASSES


@as_in(
    "As Ana Brandt told the Post, the bridge was closed.",
    "The bridge was closed, as reported by the Post.",
    no=("The bridge was as bad as Ana Brandt said.",),
)
def as_clause(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of "as X said" or "as reported by X": the sentence around it is X's."""
    tokens = parsed.tokens
    subject = verb.child(*SUBJECTS)
    left = verb_group(verb).start
    if subject is not None and subject.i < verb.i:
        left = min(left, mention(subject).start)
    if left == 0 or tokens[left - 1].lower != "as" or left - 1 < sentence.start:
        return None
    if (
        left - 2 >= sentence.start
        and tokens[left - 2].text not in STOPS
        and tokens[left - 2].text not in MARKS
    ):
        rejected(verb, "its “as” opens no parenthesis: no punctuation before it")
        return None
    agent = verb.child("agent", "prep")
    by = agent.child("pobj") if agent is not None and agent.lower == "by" else None
    source = subject if subject is not None and verb.tag != "VBN" else by
    if source is None:
        rejected(verb, "an “as” without a source")
        return None
    start, end = left - 1, _as_clause_end(parsed, sentence, max(verb.i + 1, mention(source).end))
    before = trimmed(parsed, Range(sentence.start, start)) if start > sentence.start else None
    after = trimmed(parsed, Range(end, sentence.end))
    content = tuple(p for p in (before, after) if p is not None and has_verb(parsed, p))
    if not content:
        return None
    return Frame(
        stance="saying",
        anchor=verb.i,
        cue=verb_group(verb),
        sources=conjuncts(source),
        content=content,
        attribution=(Range(start, end),),
        kind="report" if by is None else "relay",
    )


def _as_clause_end(parsed: Parsed, sentence: Range, start: int) -> int:
    """Return where an "as" clause ends: the next comma, semicolon, dash or quotation mark."""
    closing = {",", ";", *_DASHES, *MARKS}
    return next(
        (i for i in range(start, sentence.end) if parsed.tokens[i].text in closing),
        max(start, sentence.end),
    )
