"""The reporting frames whose cue is no plain verb: "according to", nouns, adverbs, adjectives.

`BY_WORD` and `BY_NOUN` name the words that begin one, each with the function that reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from worker.extract.contents import MARKS, STOPS, has_verb, trimmed, without_mark
from worker.extract.explain import made, rejected
from worker.extract.frames import Frame
from worker.extract.hearsay import adverb_frame
from worker.extract.limits import is_side, limit
from worker.extract.objects import noun_clause
from worker.extract.phrases import (
    RELATIVES,
    SUBJECTS,
    is_negated,
    joint,
    mention,
    subject,
    verb_group,
)
from worker.extract.tokens import Range
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.frames import Stance
    from worker.extract.tokens import Parsed, Token

Finder = Callable[["Parsed", Range, "Token"], "Frame | None"]

_ACCUSATIONS: Final = words("other_cues", "propositions", "accusing")
_SAYINGS: Final = words("other_cues", "propositions", "saying")
_CITING: Final = words("other_cues", "citing", "verbs")
_CARRIERS: Final = words("other_cues", "citing", "carriers")
_OCCASIONS: Final = words("other_cues", "citing", "occasions")
_STANCES: Final[dict[Stance, frozenset[str]]] = {
    "accusing": _ACCUSATIONS,
    "denying": words("other_cues", "propositions", "denying"),
    "doubting": words("other_cues", "propositions", "doubting"),
    "open": words("other_cues", "propositions", "open"),
}
"""What a noun does with its clause; the others say it."""

_HEARSAY: Final = words("other_cues", "adverbs", "hearsay")
_ALLEGED: Final = words("other_cues", "adverbs", "accused")
_SURE: Final = words("other_cues", "adjectives", "asserted")
_OPEN: Final = words("other_cues", "adjectives", "open")
_DOCUMENTS: Final = words("people", "documents")
_PEOPLE: Final = words("people", "persons") | words("people", "anonymous")
_PRETEXTS: Final = words("other_cues", "propositions", "pretexts")
_LIGHT: Final = words("other_cues", "propositions", "light")
_FINITE: Final = frozenset({"VBN", "VBD", "VBZ", "VBP"})
_VIEWS: Final = words("other_cues", "views")
_OWN: Final = frozenset({"my", "our", "your"})
_AWAY: Final = 12
"""Tokens from "made it clear" to its "that"."""

_TAKING_BACK: Final = frozenset({"retract", "withdraw", "recant", "disavow", "drop", "rescind"})
_PUTTING: Final = frozenset({"put", "see", "tell"})
_DASHES: Final = frozenset({"—", "–", "--"})
_CALLING: Final = frozenset({"NOUN", "DET", "ADJ", "PROPN"})


def other_frames(parsed: Parsed, sentence: Range) -> Iterator[Frame]:
    """The frames of one sentence that no verb of saying makes."""
    for token in parsed.tokens[sentence.start : sentence.end]:
        finder = BY_WORD.get(token.lower)
        if finder is None and token.pos in {"NOUN", "PROPN"}:
            finder = BY_NOUN.get(token.lemma)
        if finder is None and token.tag in _FINITE and _may_be_told(token):
            finder = _as_told
        frame = finder(parsed, sentence, token) if finder is not None else None
        if finder is not None and frame is not None:
            made(finder, token)
            yield frame


def _according(parsed: Parsed, sentence: Range, token: Token) -> Frame | None:
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
    beyond = ()
    return Frame("saying", cue.start, cue, sources, content, attribution, beyond, relays=True)


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


def _view(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "In Hale's words, P", "P, in the view of the court"; else as any noun of saying."""
    prep = noun.head
    if prep.lower not in {"in", "by"} or prep.dep != "prep" or prep.i > noun.i or noun.quoted:
        if noun.lemma in _SAYINGS:
            return _noun(parsed, sentence, noun)
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


def _made_clear(parsed: Parsed, sentence: Range, clear: Token) -> Frame | None:
    """As in "made clear that P", "has made it clear that P"."""
    tokens = parsed.tokens
    i = clear.i - 1
    while i > sentence.start and (tokens[i].lower == "it" or tokens[i].tag == "RB"):
        i -= 1
    verb = tokens[i]
    own = subject(verb) if verb.lemma == "make" else None
    start = clear.i + 1
    if own is None or start >= sentence.end or is_negated(verb):
        rejected(clear, "nobody is named who makes it clear")
        return None
    if tokens[start].tag in {"IN", "TO"} and tokens[start].lower != "that":
        # "made it clear to the council that P"
        end = min(start + _AWAY, sentence.end)
        start = next((t.i for t in tokens[start:end] if t.lower == "that"), sentence.end - 1)
    content = without_mark(parsed, Range(start, limit(parsed, sentence, verb, start)))
    clause = any(t.dep in SUBJECTS for t in tokens[start : sentence.end])
    if content is None or not clause or tokens[start].text in STOPS:
        rejected(clear, "no clause behind it that is made clear")
        return None
    cue = Range(verb_group(verb).start, clear.i + 1)
    past = "VBD" in _tags(parsed, cue)
    return Frame("saying", clear.i, cue, joint(own), (content,), (cue, mention(own)), is_past=past)


def _may_be_told(verb: Token) -> bool:
    """Whether an "as" may stand before it: "as Hale said", "as Hale put it"."""
    taken = verb.child("dobj")
    put = verb.lemma in _PUTTING and taken is not None and taken.lower == "it"
    return put or verb.lemma in VERB_CLASSES


def _as_told(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
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
        "saying", verb.i, cue, joint(source), content, (Range(start, end),), relays=by is not None
    )


def _noun(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "the union's accusations that P", "a report in the Herald that P"."""
    content = noun_clause(parsed, sentence, noun) or _predicate(parsed, sentence, noun)
    source = noun.child("poss")
    cue = Range(noun.i, noun.i + 1)
    if source is None:
        prep = next(
            (
                c
                for c in noun.children
                if c.dep in {"prep", "agent"} and c.lower in {"by", "from", "in", "of"}
            ),
            None,
        )
        source = prep.child("pobj") if prep is not None else None
        cue = Range(mention(noun).start, prep.i + 1) if prep is not None else cue
    if source is None and noun.dep in {"dobj", "pobj"}:
        source, cue = _holder(noun)
    if content is None:
        rejected(noun, "a noun of saying, but no “that” clause behind it")
        return None
    if noun.dep == "dobj" and noun.head.lemma in _TAKING_BACK:
        rejected(noun, "taken back: nobody says it any more")
        return None
    if source is None:
        return _unnamed(parsed, sentence, noun, content)
    stance = _stance_of(noun)
    past = noun.dep in {"dobj", "pobj"} and cue.start < noun.i and "VBD" in _tags(parsed, cue)
    return Frame(stance, noun.i, cue, (source,), (content,), (mention(noun),), is_past=past)


def _predicate(parsed: Parsed, sentence: Range, noun: Token) -> Range | None:
    """As in "Hale's message was that P": the clause behind the "be" whose subject the noun is."""
    clause = noun.head.child("ccomp") if noun.dep == "nsubj" and noun.head.lemma == "be" else None
    if clause is None or clause.left != noun.head.i + 1 or is_negated(noun.head):
        return None
    if parsed.tokens[clause.left].lower != "that":
        return None
    return without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))


def _tags(parsed: Parsed, part: Range) -> set[str]:
    return {token.tag for token in parsed.tokens[part.start : part.end]}


def _stance_of(noun: Token) -> Stance:
    """What a noun does with its clause, or the noun over it: "cast doubt on the claim that"."""
    over = noun.head.head.child("dobj") if noun.dep == "pobj" else None
    if any(child.lower in {"little", "no"} for child in noun.children):
        return "saying"
    names = {noun.lemma, over.lemma if over is not None else ""}
    return next((stance for stance, nouns in _STANCES.items() if names & nouns), "saying")


def _unnamed(parsed: Parsed, sentence: Range, noun: Token, content: Range) -> Frame | None:
    """As in "There were rumours that P", "faces accusations that P": nobody says who says so."""
    verb = noun.head
    if is_negated(verb) or any(c.lower == "no" for c in noun.children):
        rejected(noun, "there is none: a “not” over it or a “no” before it")
        return None
    if verb.lemma == "face" and noun.dep == "dobj" and noun.lemma in _ACCUSATIONS:
        cue = Range(verb_group(verb).start, noun.i + 1)
        begun = Range(max(verb.left, sentence.start), content.start)
        return Frame("hearsay-accused", noun.i, cue, (), (content,), (begun,))
    told = noun.lemma in _SAYINGS and verb.lemma == "be" and verb.child("expl") is not None
    whole = trimmed(parsed, Range(max(verb.left, sentence.start), content.end)) if told else None
    if whole is None:
        rejected(noun, "nobody is named who has it, and no “there is” or “faces” before it")
        return None
    cue = Range(noun.i, noun.i + 1)
    return Frame("hearsay", noun.i, cue, (), (whole,), keeps_cue=True)


def _pretext(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "under the pretext that P": whoever says so denies P."""
    content = noun_clause(parsed, sentence, noun)
    if content is None:
        rejected(noun, "no “that” clause behind it")
        return None
    prep = noun.head
    start = prep.i if prep.dep == "prep" and prep.i < noun.i else mention(noun).start
    cue = Range(start, content.start)
    return Frame("denying", noun.i, cue, (), (content,), (cue,), apart=True)


def _holder(noun: Token) -> tuple[Token | None, Range]:
    """Who has the view of "came to the conclusion that P", and those words up to the noun."""
    verb = noun.head if noun.dep == "dobj" else noun.head.head
    light = verb.lemma in _LIGHT or (verb.dep == "xcomp" and verb.head.lemma in _LIGHT)
    own = subject(verb) if light and not is_negated(verb) else None
    if own is None or own.i > verb.i:
        return None, Range(noun.i, noun.i + 1)
    return own, Range(verb_group(verb).start, noun.i + 1)


def _adjective(parsed: Parsed, sentence: Range, adjective: Token) -> Frame | None:
    """As in "is convinced that P", "is not sure that P": a source that has a view."""
    verb = adjective if adjective.child("auxpass") is not None else adjective.head
    clause = adjective.child("ccomp") or (
        verb.child("ccomp") if verb.pos in {"VERB", "AUX"} else None
    )
    own = verb.child(*SUBJECTS)
    if own is None:
        own = next((s for c in verb.children if (s := c.child(*SUBJECTS)) is not None), None)
    if (
        own is None
        or own.dep == "expl"
        or own.lower in {"it", "this", "that", "i", "we"}
        or adjective.i < max(own.i, verb.i)
    ):
        rejected(adjective, "nobody is named who is so")
        return None
    negated = is_negated(verb)
    cue = Range(verb_group(verb).start, adjective.i + 1)
    if clause is None or clause.i <= adjective.i:
        if not (negated and adjective.lower in {"convinced", "sure", "certain"}):
            rejected(adjective, "no clause behind it")
            return None
        found = trimmed(
            parsed, Range(max(own.left, sentence.start), max(verb.right, adjective.i + 1))
        )
        return (
            None
            if found is None
            else Frame("doubting", adjective.i, cue, joint(own), (found,), keeps_cue=True)
        )
    content = without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))
    if content is None:
        return None
    stance: Stance = "doubting" if negated or adjective.lower in _OPEN else "believing"
    past = "VBD" in _tags(parsed, Range(cue.start, adjective.i))
    return Frame(
        stance, adjective.i, cue, joint(own), (content,), (cue, mention(own)), is_past=past
    )


BY_WORD: Final[dict[str, Finder]] = {
    "according": _according,
    "clear": _made_clear,
    **dict.fromkeys(_HEARSAY | _ALLEGED, adverb_frame),
    **dict.fromkeys(_SURE | _OPEN, _adjective),
}
"""Which words begin a frame, and what reads it."""

BY_NOUN: Final[dict[str, Finder]] = {
    **dict.fromkeys(_SAYINGS.union(*_STANCES.values()), _noun),
    **dict.fromkeys(_PRETEXTS, _pretext),
    **dict.fromkeys(_VIEWS, _view),
}
"""Which nouns name a proposition, and what reads their frame."""
