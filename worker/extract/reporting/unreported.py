"""What of a sentence no frame reports: quotations that run on, and the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Passage, Range, Row, Spoken, runs
from worker.extract.reporting.content.position import STOPS, has_verb, trimmed
from worker.extract.reporting.neighbours import quoted_part
from worker.extract.trace import inherited, rejected
from worker.extract.tree.phrases import SUBJECTS, mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Frame, Parsed, Quotation, Token

FRAGMENT: Final = 5
"""Words in quotation marks from which on they are speech without a reporting verb."""

_LEFT: Final = "beside the frames, “{}” is no clause with a subject of its own"
_REACH: Final = 40
"""Sentences over which a quotation may look for its voice."""


def rest(row: Row, rows: Sequence[Row], n: int, voices: dict[int, Spoken]) -> list[Passage]:
    """The passages outside every frame: quotations that run on, and the article's own words."""
    found = []
    for part in _uncovered(row.sentence, row.outer):
        going_on = _going_on(row, rows, n, part, voices)
        if going_on is not None:
            found.append(going_on)
            continue
        own = trimmed(row.parsed, part)
        own = _completed(row, own) if own is not None else None
        if own is None:
            continue
        if row.outer and not (has_subject(row.parsed, own) or _is_beside_charge(row, own)):
            if has_verb(row.parsed, own):
                rejected(row.parsed.tokens[own.start], _LEFT.format(row.parsed.words(own)))
            continue
        nested = tuple(frame for frame in row.frames if frame.anchor in own)
        content = _of_source(row, own)
        found.append(
            Passage(row.parsed, row.sentence, content, (), nested, quotations=row.quotations)
        )
    return found


def _is_beside_charge(row: Row, own: Range) -> bool:
    """As in "Hale was arrested and charged with P": what befell the one who is charged."""
    anchors = [
        row.parsed.tokens[f.anchor] for f in row.outer if f.meaning.unnamed and f.meaning.charges
    ]
    beside = [(a.head, a) for a in anchors] + [(c, c) for a in anchors for c in a.children]
    return any(verb.i in own and joined.dep == "conj" for verb, joined in beside)


def _of_source(row: Row, own: Range) -> tuple[Range, ...]:
    """As in "said [Reed, 34,] who lives next door": with the noun that the clause tells of."""
    tokens = row.parsed.tokens
    sources = {source.i for frame in row.outer for source in frame.sources}
    for verb in tokens[own.start : own.end]:
        if verb.dep == "relcl" and verb.head.i < own.start and verb.head.i in sources:
            return (mention(verb.head), Range(max(own.start, verb.left), own.end))
    return (own,)


def _completed(row: Row, own: Range) -> Range | None:
    """The article's own words before an attribution that begins within their clause.

    As in "spoke with [Lind], who said that P": with the noun that the preposition takes. As in
    "left in March, when [Lind said that P]": without the word that only opens the other clause.
    """
    tokens = row.parsed.tokens
    if own.end == row.sentence.end or tokens[own.end].text in STOPS:
        return own
    last = tokens[own.end - 1]
    if last.dep in {"prep", "agent"} and last.child("pcomp") is not None:
        # "began by [saying that P]": what was said is the attribution's.
        return None
    noun = last.child("pobj") if last.dep in {"prep", "agent"} else None
    if noun is not None and mention(noun).start == own.end:
        reported = any(noun in f.sources or noun.i == f.anchor for f in row.outer)
        return Range(own.start, mention(noun).end) if reported else own
    while own.end > own.start and _opens_clause(tokens[own.end - 1], tokens[own.end]):
        own = Range(own.start, own.end - 1)
    torn = own.end - own.start <= 1 or tokens[own.end - 1].lemma == "be"
    return None if torn else trimmed(row.parsed, own)


def _opens_clause(last: Token, following: Token) -> bool:
    """Whether a last word only opens the clause behind it: "when", "that", "on which"."""
    if last.tag in {"WRB", "WDT", "WP"} or last.dep == "mark":
        return True
    return last.dep == "prep" and following.tag in {"WDT", "WP"}


def _going_on(
    row: Row, rows: Sequence[Row], n: int, part: Range, voices: dict[int, Spoken]
) -> Passage | None:
    """The passage of a quotation without an attribution that goes on with a known voice."""
    mark = _quotation_of(row, part)
    quoted = quoted_part(row.parsed, part, mark) if mark is not None else None
    if mark is None or quoted is None:
        return None
    first = row.parsed.tokens[quoted.start]
    if not _runs_on(row, quoted, mark):
        rejected(first, "quotation marks around too few words: no speech that goes on")
        return None
    known = _inherited(row, rows, n, (mark, voices))
    if known is None:
        rejected(first, "a quotation, but nobody speaks near it whose voice could go on")
        return None
    spoken, why = known
    inherited(first, why, spoken.parsed.span(spoken.frame.cue))
    nested = tuple(frame for frame in row.frames if frame.anchor in quoted)
    return Passage(
        row.parsed,
        row.sentence,
        (quoted,),
        (spoken,),
        nested,
        explicit=False,
        quotations=row.quotations,
    )


def _uncovered(sentence: Range, frames: Sequence[Frame]) -> tuple[Range, ...]:
    """The parts of a sentence that no frame reports and that belong to no attribution."""
    taken: set[int] = set()
    for frame in frames:
        for part in (*frame.content, *frame.attribution, frame.cue):
            taken.update(range(*part))
        for further in frame.secondary:
            taken.update(range(*further.cue))
            taken.update(range(*mention(further.head)))
    return runs(i for i in range(*sentence) if i not in taken)


def _quotation_of(row: Row, part: Range) -> Quotation | None:
    """The quotation that most of `part` stands in."""
    tokens = row.parsed.tokens[part.start : part.end]
    for mark in row.quotations:
        inside = [t for t in tokens if mark.inner_start <= t.start and t.end <= mark.inner_end]
        words = [t for t in tokens if t.text[0].isalnum()]
        if inside and 2 * len([t for t in inside if t.text[0].isalnum()]) > len(words):
            return mark
    return None


def _runs_on(row: Row, quoted: Range, mark: Quotation) -> bool:
    """Whether quoted words are speech and no scare quotes."""
    length = quoted.end - quoted.start
    sentence = row.parsed.span(row.sentence)
    full = 2 * (mark.inner_end - mark.inner_start) > sentence.end - sentence.start
    return (has_verb(row.parsed, quoted) and length >= FRAGMENT - 2) or (
        full and length >= FRAGMENT
    )


def _inherited(
    row: Row, rows: Sequence[Row], n: int, known: tuple[Quotation, dict[int, Spoken]]
) -> tuple[Spoken, str] | None:
    """Whose voice a quotation without an attribution goes on with, and why."""
    mark, voices = known
    if mark.group in voices:
        return voices[mark.group], "the same quotation"
    above = rows[max(0, n - _REACH) : n][::-1]
    same = [other for other in above if other.parsed is row.parsed]
    later = [other for other in rows[n + 1 : n + _REACH] if other.parsed is row.parsed]
    for other in (*same, *later):
        spoken = _speaker(other)
        if spoken is not None:
            return spoken, "who speaks nearest in the paragraph"
    for other in above:
        quoted = (voices[q.group] for q in other.quotations if q.group in voices)
        spoken = _speaker(other) or next(quoted, None)
        if spoken is not None:
            return spoken, "who spoke last in the paragraphs before"
    return None


def _speaker(row: Row) -> Spoken | None:
    """The last frame of a sentence that a quotation may go on with."""
    speaking = [frame for frame in row.outer if frame.sources and frame.meaning.continues]
    return Spoken(row.parsed, speaking[-1]) if speaking else None


def has_subject(parsed: Parsed, part: Range) -> bool:
    """Whether a clause with its own subject stands there."""
    return any(
        token.dep in SUBJECTS and token.head.i in part and token.head.pos in {"VERB", "AUX"}
        for token in parsed.tokens[part.start : part.end]
    )
