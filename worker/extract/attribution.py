"""The passages of an article: every stretch of content with the frames that carry it.

A passage lies in one sentence and has one outer attribution, or none (the article's own voice).
Quotations that run on without an attribution of their own inherit it, explicitly not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from worker.extract.beyond import beyond
from worker.extract.contents import STOPS, has_verb, trimmed
from worker.extract.explain import framed, held, inherited, made, rejected
from worker.extract.frames import MARKERS, Frame
from worker.extract.headlines import headline_frame
from worker.extract.outside import ahead, introduced, orphan, quoted_part, signature
from worker.extract.phrases import SUBJECTS, mention
from worker.extract.reporting import verb_frames
from worker.extract.sourcing import other_frames
from worker.extract.tokens import Range, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.extract.quotations import Quotation
    from worker.extract.tokens import Parsed, Token

_FIRST_PERSON: Final = frozenset({"i", "we", "you", "me", "us"})
_FRAGMENT: Final = 5
"""Words in quotation marks from which on they are speech without a reporting verb."""

_LEFT: Final = "beside the frames, “{}” is no clause with a subject of its own"
_REACH: Final = 40
"""Sentences over which a quotation may look for its voice."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A frame with the paragraph whose tokens it refers to."""

    parsed: Parsed
    frame: Frame


@dataclass(frozen=True, slots=True)
class Passage:
    """Content of one sentence with its outer frames (nearest first) and the frames inside it."""

    parsed: Parsed
    sentence: Range
    content: tuple[Range, ...]
    outer: tuple[Spoken, ...] = ()
    nested: tuple[Frame, ...] = ()
    explicit: bool = True
    quotations: tuple[Quotation, ...] = ()


@dataclass(slots=True)
class _Row:
    """One sentence with its frames while the passages are put together."""

    parsed: Parsed
    sentence: Range
    quotations: tuple[Quotation, ...]
    frames: list[Frame]
    outer: list[Frame]


def passages(
    paragraphs: Sequence[Parsed], quotations: Sequence[tuple[Quotation, ...]]
) -> tuple[Passage, ...]:
    """Every passage of the article, in the order of the text."""
    opening = [_opens(parsed, marks) for parsed, marks in zip(paragraphs, quotations, strict=True)]
    following = [*opening[1:], False][: len(opening)]
    rows = [
        _row(parsed, sentence, marks, before_quotation=follows)
        for parsed, marks, follows in zip(paragraphs, quotations, following, strict=True)
        for sentence in parsed.sentences
    ]
    voices = _voices(rows)
    found: list[Passage] = []
    for n, row in enumerate(rows):
        found += _reported(row)
        found += _rest(row, rows, n, voices)
    return tuple(found)


def _opens(parsed: Parsed, marks: Sequence[Quotation]) -> bool:
    """Whether a paragraph opens with a quotation."""
    return bool(marks) and marks[0].start == parsed.paragraph.offset


def _row(
    parsed: Parsed,
    sentence: Range,
    marks: tuple[Quotation, ...],
    *,
    before_quotation: bool,
) -> _Row:
    frames = list(other_frames(parsed, sentence))
    known = {frame.anchor for frame in frames}
    frames += [frame for frame in verb_frames(parsed, sentence) if frame.anchor not in known]
    titled = parsed.paragraph.section in {"headline", "dek"} or parsed.paragraph.offset == 0
    if titled and len(parsed.sentences) == 1:
        headline = headline_frame(parsed)
        if headline is not None:
            made(headline_frame, parsed.tokens[headline.anchor])
            frames.append(headline)
    apart = (
        signature(parsed, sentence, marks)
        or orphan(parsed, sentence, frames, marks)
        or introduced(parsed, sentence, frames)
        or (ahead(parsed, sentence, frames) if before_quotation else None)
    )
    if apart is not None:
        frames.append(apart)
    frames.sort(key=lambda frame: frame.anchor)
    frames = [frame for frame in frames if _reports(parsed, frame, frames)]
    outer = [frame for frame in frames if _is_outer(parsed, frame, frames, marks)]
    outer = [replace(frame, beyond=beyond(parsed, frame, sentence)) for frame in outer]
    framed(parsed, sentence, frames, outer)
    return _Row(parsed, sentence, marks, frames, outer)


def _reports(parsed: Parsed, frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a frame adds a voice: neither the speaker's own "I", nor a nearer cue's content."""
    cue = parsed.tokens[frame.anchor]
    if _is_first_person(frame):
        rejected(cue, "its source is only “I”, “we” or “you”: whoever speaks already")
        return False
    if _is_doubled(frame, frames):
        rejected(cue, "another cue between it and the same content reports it already")
        return False
    return True


def _is_outer(
    parsed: Parsed, frame: Frame, frames: Sequence[Frame], marks: Sequence[Quotation]
) -> bool:
    """Whether a frame makes passages of the sentence, and is in no other voice's content."""
    why = _why_inner(parsed, frame, frames)
    if why is None and _is_quoted(parsed, frame, marks):
        why = "said by whoever is quoted, not by the article"
    if why is not None:
        held(parsed.tokens[frame.anchor], why)
    return why is None


def _is_doubled(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether another frame between this one's cue and its content has the same content."""
    return any(
        other.content == frame.content
        and frame.anchor < other.anchor < other.content[0].start
        and other.stance == frame.stance
        for other in frames
        if other is not frame and other.content
    )


def _is_first_person(frame: Frame) -> bool:
    return (
        frame.stance != "silence"
        and bool(frame.sources)
        and all(source.lower in _FIRST_PERSON and source.tag == "PRP" for source in frame.sources)
    )


def _is_quoted(parsed: Parsed, frame: Frame, marks: Sequence[Quotation]) -> bool:
    """Whether a frame's cue is said by somebody who is quoted, and not by the article."""
    token = parsed.tokens[frame.anchor]
    if not token.quoted:
        return False
    mark = next((m for m in marks if m.inner_start <= token.start < m.inner_end), None)
    if mark is None:
        return False
    inside = [t for t in parsed.tokens if t.quoted == token.quoted]
    return any(t.pos in {"VERB", "AUX"} for t in inside) and len(inside) >= _FRAGMENT


def _why_inner(parsed: Parsed, frame: Frame, frames: Sequence[Frame]) -> str | None:
    """Why a frame is a part of other content; None where it stands alone with its own."""
    if frame.stance in MARKERS and frame.keeps_cue:
        return "marks the clause that it stands in"
    if frame.apart:
        return "a claim beside the one that it stands in"
    holder = next((o for o in frames if o is not frame and _contains(o, frame)), None)
    if holder is None:
        return None
    return f"in the content of “{parsed.tokens[holder.anchor].text}”"


def _contains(outer: Frame, inner: Frame) -> bool:
    """Whether `inner` stands in the content of `outer`; of two in each other, the later holds."""
    if outer.stance in MARKERS and outer.keeps_cue:
        return False
    if not outer.holds(inner.anchor):
        return False
    return not inner.holds(outer.anchor) or outer.anchor > inner.anchor


def _voices(rows: Sequence[_Row]) -> dict[int, Spoken]:
    """The frame that speaks each quotation group, where one touches it."""
    found: dict[int, Spoken] = {}
    for row in rows:
        for frame in row.outer:
            if not frame.sources or frame.stance == "silence":
                continue
            for mark in row.quotations:
                if _touches(row.parsed, frame, mark):
                    found.setdefault(mark.group, Spoken(row.parsed, frame))
    return found


def _touches(parsed: Parsed, frame: Frame, mark: Quotation) -> bool:
    return any(
        parsed.tokens[part.start].start < mark.inner_end
        and parsed.tokens[part.end - 1].end > mark.inner_start
        for part in frame.content
    )


def _reported(row: _Row) -> list[Passage]:
    """The passages of a sentence's outer frames."""
    found = []
    for frame in row.outer:
        if not frame.content:
            continue
        inner = tuple(
            other for other in row.frames if other.cue != frame.cue and frame.holds(other.anchor)
        )
        spoken = Spoken(row.parsed, frame)
        split = [other for other in inner if _splits(frame, other)]
        for other in split:
            content = _within(other.content, frame.content)
            rest = tuple(third for third in inner if third is not other)
            if content:
                found.append(
                    Passage(
                        row.parsed,
                        row.sentence,
                        content,
                        (spoken, Spoken(row.parsed, other)),
                        rest,
                        quotations=row.quotations,
                    )
                )
        left = _left_over(row, frame, split)
        if left:
            found.append(
                Passage(
                    row.parsed, row.sentence, left, (spoken,), inner, quotations=row.quotations
                )
            )
    return found


def _splits(outer: Frame, inner: Frame) -> bool:
    """Whether an inner frame makes a passage of its own: behind a relay, or from a noun."""
    if inner.apart or inner.relays:
        return True
    if inner.stance in MARKERS or not inner.sources:
        return False
    if inner.stance == "silence":
        return True
    return outer.relays and not (
        inner.stance == "predicting" and len(inner.content) == 1 and inner.bare
    )


def _within(content: Iterable[Range], bounds: Iterable[Range]) -> tuple[Range, ...]:
    inside = {i for part in bounds for i in range(*part)}
    return runs(i for part in content for i in range(*part) if i in inside)


def _left_over(row: _Row, frame: Frame, split: Sequence[Frame]) -> tuple[Range, ...]:
    """What of a frame's content no inner passage took; all of it where none did."""
    if not split:
        return frame.content
    taken: set[int] = set()
    if all(other.apart for other in split):
        taken = {
            i
            for other in split
            for part in (*other.content, *other.attribution)
            for i in range(*part)
        }
        return runs(i for part in frame.content for i in range(*part) if i not in taken)
    for other in split:
        for part in (*other.content, *other.attribution, other.cue):
            taken.update(range(*part))
    left = runs(i for part in frame.content for i in range(*part) if i not in taken)
    kept = (trimmed(row.parsed, part) for part in left)
    return tuple(part for part in kept if part is not None and _has_subject(row.parsed, part))


def _has_subject(parsed: Parsed, part: Range) -> bool:
    """Whether a clause with its own subject stands there."""
    return any(
        token.dep in SUBJECTS and token.head.i in part and token.head.pos in {"VERB", "AUX"}
        for token in parsed.tokens[part.start : part.end]
    )


def _rest(row: _Row, rows: Sequence[_Row], n: int, voices: dict[int, Spoken]) -> list[Passage]:
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
        if row.outer and not _has_subject(row.parsed, own):
            if has_verb(row.parsed, own):
                rejected(row.parsed.tokens[own.start], _LEFT.format(row.parsed.words(own)))
            continue
        nested = tuple(frame for frame in row.frames if frame.anchor in own)
        content = _of_source(row, own)
        found.append(
            Passage(row.parsed, row.sentence, content, (), nested, quotations=row.quotations)
        )
    return found


def _of_source(row: _Row, own: Range) -> tuple[Range, ...]:
    """As in "said [Reed, 34,] who lives next door": with the noun that the clause tells of."""
    tokens = row.parsed.tokens
    sources = {source.i for frame in row.outer for source in frame.sources}
    for verb in tokens[own.start : own.end]:
        if verb.dep == "relcl" and verb.head.i < own.start and verb.head.i in sources:
            return (mention(verb.head), Range(max(own.start, verb.left), own.end))
    return (own,)


def _completed(row: _Row, own: Range) -> Range | None:
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
    row: _Row, rows: Sequence[_Row], n: int, part: Range, voices: dict[int, Spoken]
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
        for further in frame.beyond:
            taken.update(range(*further.cue))
            taken.update(range(*mention(further.head)))
    return runs(i for i in range(*sentence) if i not in taken)


def _quotation_of(row: _Row, part: Range) -> Quotation | None:
    """The quotation that most of `part` stands in."""
    tokens = row.parsed.tokens[part.start : part.end]
    for mark in row.quotations:
        inside = [t for t in tokens if mark.inner_start <= t.start and t.end <= mark.inner_end]
        words = [t for t in tokens if t.text[0].isalnum()]
        if inside and 2 * len([t for t in inside if t.text[0].isalnum()]) > len(words):
            return mark
    return None


def _runs_on(row: _Row, quoted: Range, mark: Quotation) -> bool:
    """Whether quoted words are speech and no scare quotes."""
    length = quoted.end - quoted.start
    sentence = row.parsed.span(row.sentence)
    full = 2 * (mark.inner_end - mark.inner_start) > sentence.end - sentence.start
    return (has_verb(row.parsed, quoted) and length >= _FRAGMENT - 2) or (
        full and length >= _FRAGMENT
    )


def _inherited(
    row: _Row, rows: Sequence[_Row], n: int, known: tuple[Quotation, dict[int, Spoken]]
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


def _speaker(row: _Row) -> Spoken | None:
    """The last frame of a sentence that a quotation may go on with."""
    speaking = [
        frame
        for frame in row.outer
        if frame.sources and frame.stance not in {"silence", "calling", "showing"}
    ]
    return Spoken(row.parsed, speaking[-1]) if speaking else None
