"""The passages of an article: every stretch of content with the frames that report it.

A passage is in one sentence and has one outer attribution, or none (the article's own voice).
A continued quotation without an attribution inherits its speaker; its passage has
`explicit=False`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Passage, Range, Row, Spoken, runs
from worker.extract.reporting.adjacent_speech import attribution_after, signature
from worker.extract.reporting.content.position import trimmed
from worker.extract.reporting.cues.headlines import detach_dateline, headline_frame, opposed
from worker.extract.reporting.cues.lexicon import other_frames
from worker.extract.reporting.cues.verbs import verb_frames
from worker.extract.reporting.lead_ins import asked, before_colon, give_blocks, lead_in
from worker.extract.reporting.remainder import SPEECH, has_subject, remaining_passages
from worker.extract.reporting.secondary_sources import secondary_sources
from worker.extract.trace import framed, made, nested, rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.extract.records import Parsed, Quotation

_FIRST_PERSON: Final = frozenset({"i", "we", "you", "me", "us"})


def passages(
    paragraphs: Sequence[Parsed], quotations: Sequence[tuple[Quotation, ...]]
) -> tuple[Passage, ...]:
    """Return every passage of the article, in the order of the text."""
    for parsed in paragraphs:
        detach_dateline(parsed)
    opening = [_opens(parsed, marks) for parsed, marks in zip(paragraphs, quotations, strict=True)]
    following = [*opening[1:], False][: len(opening)]
    rows = [
        _row(parsed, sentence, marks, before_quotation=follows)
        for parsed, marks, follows in zip(paragraphs, quotations, following, strict=True)
        for sentence in parsed.sentences
    ]
    give_blocks(rows)
    voices = _voices(rows)
    found: list[Passage] = []
    for n, row in enumerate(rows):
        found += _reported(row)
        found += remaining_passages(row, rows, n, voices)
    return tuple(found)


def _opens(parsed: Parsed, marks: Sequence[Quotation]) -> bool:
    """Return whether a paragraph opens with a quotation."""
    return bool(marks) and marks[0].start == parsed.paragraph.offset


def _row(
    parsed: Parsed,
    sentence: Range,
    marks: tuple[Quotation, ...],
    *,
    before_quotation: bool,
) -> Row:
    """Return a sentence with its frames and, of these, the outer ones."""
    frames = list(other_frames(parsed, sentence))
    known = {frame.anchor for frame in frames}
    frames += [frame for frame in verb_frames(parsed, sentence) if frame.anchor not in known]
    frames = opposed(parsed, sentence, frames) or frames
    titled = parsed.paragraph.section in {"headline", "dek"} or parsed.paragraph.offset == 0
    if titled and len(parsed.sentences) == 1:
        headline = headline_frame(parsed)
        if headline is not None:
            made(headline_frame, parsed.tokens[headline.anchor])
            frames.append(headline)
    neighbour = (
        signature(parsed, sentence, marks)
        or attribution_after(parsed, sentence, frames, marks)
        or before_colon(parsed, sentence, frames)
        or lead_in(parsed, sentence, frames, marked=before_quotation)
        or asked(parsed, sentence, before_quotation=before_quotation)
    )
    if neighbour is not None:
        frames.append(neighbour)
    frames.sort(key=lambda frame: frame.anchor)
    frames = [frame for frame in frames if _reports(parsed, frame, frames)]
    outer = [frame for frame in frames if _is_outer(parsed, frame, frames, marks)]
    outer = [
        replace(frame, secondary=secondary_sources(parsed, frame, sentence)) for frame in outer
    ]
    framed(parsed, sentence, frames, outer)
    return Row(parsed, sentence, marks, frames, outer)


def _reports(parsed: Parsed, frame: Frame, frames: Sequence[Frame]) -> bool:
    """Return whether a frame adds a voice: not an "I", and no content that a nearer cue has."""
    cue = parsed.tokens[frame.anchor]
    if _is_first_person(frame):
        rejected(cue, "its source is only “I”, “we” or “you”: the voice that is speaking already")
        return False
    if _is_doubled(frame, frames):
        rejected(cue, "another cue between it and the same content reports it already")
        return False
    return True


def _is_outer(
    parsed: Parsed, frame: Frame, frames: Sequence[Frame], marks: Sequence[Quotation]
) -> bool:
    """Return whether a frame makes passages of the sentence: it is in no other voice's content."""
    why = _why_inner(parsed, frame, frames)
    if why is None and _is_quoted(parsed, frame, marks):
        why = "said by the voice that is quoted, not by the article"
    if why is not None:
        nested(parsed.tokens[frame.anchor], why)
    return why is None


@as_in("Ana Brandt reiterated her belief that the bridge was unsafe.")
def _is_doubled(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Return whether a cue between this frame's cue and its content reports the same content."""
    return any(
        other.content == frame.content
        and frame.anchor < other.anchor < other.content[0].start
        and other.stance == frame.stance
        for other in frames
        if other is not frame and other.content
    )


@as_in(
    "We said that the bridge was closed.",
    no=("Ana Brandt said that the bridge was closed.",),
)
def _is_first_person(frame: Frame) -> bool:
    """Return whether every source of a frame is "I", "we" or "you"."""
    return (
        not frame.meaning.silent
        and bool(frame.sources)
        and all(source.lower in _FIRST_PERSON and source.tag == "PRP" for source in frame.sources)
    )


@as_in(
    '"Some may believe that all is lost. I do not," Ana Brandt said.',
    no=('Ana Brandt "strongly denied" the claim.',),
)
def _is_quoted(parsed: Parsed, frame: Frame, marks: Sequence[Quotation]) -> bool:
    """Return whether a frame's cue is inside quoted speech, and so not said by the article."""
    token = parsed.tokens[frame.anchor]
    if not token.quoted:
        return False
    mark = next((m for m in marks if m.inner_start <= token.start < m.inner_end), None)
    if mark is None:
        return False
    inside = [t for t in parsed.tokens if t.quoted == token.quoted]
    return any(t.pos in {"VERB", "AUX"} for t in inside) and len(inside) >= SPEECH


@as_in(
    "Ana Brandt said that Olaf Berg believed that it was closed.",
    "The soldiers, reportedly from the north, have left.",
)
def _why_inner(parsed: Parsed, frame: Frame, frames: Sequence[Frame]) -> str | None:
    """Return why a frame makes no passage by itself; None where it does."""
    if frame.kind == "marker":
        return "marks the clause around it"
    if frame.kind == "aside":
        return "a claim in addition to the one around it"
    around = next((o for o in frames if o is not frame and _contains(o, frame)), None)
    if around is None:
        return None
    return f"in the content of “{parsed.tokens[around.anchor].text}”"


@as_in(
    "Ana Brandt said that Olaf Berg believed that it was closed.",
    no=("Ana Brandt said the bridge was closed, but Olaf Berg said it was open.",),
)
def _contains(outer: Frame, inner: Frame) -> bool:
    """Return whether `inner` is in the content of `outer`; of two in each other, the later is."""
    if outer.kind == "marker":
        return False
    if not outer.holds(inner.anchor):
        return False
    return not inner.holds(outer.anchor) or outer.anchor > inner.anchor


def _voices(rows: Sequence[Row]) -> dict[int, Spoken]:
    """Return the first frame that reports a part of each quotation, by its group."""
    found: dict[int, Spoken] = {}
    for row in rows:
        for frame in row.outer:
            if not frame.sources or frame.meaning.silent:
                continue
            for mark in row.quotations:
                if _touches(row.parsed, frame, mark):
                    found.setdefault(mark.group, Spoken(row.parsed, frame))
    return found


def _touches(parsed: Parsed, frame: Frame, mark: Quotation) -> bool:
    """Return whether a frame's content has any part of a quotation."""
    return any(
        parsed.tokens[part.start].start < mark.inner_end
        and parsed.tokens[part.end - 1].end > mark.inner_start
        for part in frame.content
    )


def _reported(row: Row) -> list[Passage]:
    """Return the passages of a sentence's outer frames."""
    found = []
    for frame in row.outer:
        if not frame.content:
            continue
        inner = tuple(
            other for other in row.frames if other.cue != frame.cue and frame.holds(other.anchor)
        )
        spoken = Spoken(row.parsed, frame)
        split = [other for other in inner if _splits(row.parsed, frame, other)]
        given: list[tuple[Range, ...]] = []
        for other in split:
            content = _within(other.content, frame.content)
            rest = tuple(third for third in inner if third is not other)
            if content and content not in given:
                given.append(content)
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


@as_in(
    "According to the Herald, Ana Brandt said the bridge was closed.",
    "Ana Brandt said the soldiers, reportedly from the north, had left.",
    "Ana Brandt said that Olaf Berg declined to comment.",
    'Fans left the bus, chanting: "We will win," the Herald said.',
    no=("Ana Brandt said that Olaf Berg denied the claim.",),
)
def _splits(parsed: Parsed, outer: Frame, inner: Frame) -> bool:
    """Return whether an inner frame makes its own passage, taken from the outer one's content."""
    if inner.kind in {"aside", "relay"} or _is_quotation_in(parsed, outer, inner):
        return True
    if inner.meaning.unnamed or not inner.sources:
        return False
    if inner.meaning.silent:
        return True
    return outer.kind == "relay" and not (inner.kind == "phrase" and len(inner.content) == 1)


@as_in(
    'Fans left the bus, chanting: "We will win," the Herald said.',
    no=('The Herald said that fans had shouted, "We will win."',),
)
def _is_quotation_in(parsed: Parsed, outer: Frame, inner: Frame) -> bool:
    """Return whether an inner frame quotes the end of what a voice after it tells."""
    shared = _within(inner.content, outer.content)
    if not inner.sources or len(shared) != 1:
        return False
    said = shared[0]
    opens = parsed.tokens[said.start].quote == "open" or parsed.tokens[said.start].quoted
    ends = said.end <= outer.anchor and inner.anchor < said.start
    return bool(opens) and ends and not parsed.tokens[inner.anchor].quoted


def _within(content: Iterable[Range], bounds: Iterable[Range]) -> tuple[Range, ...]:
    """Return the parts of content inside `bounds`."""
    inside = {i for part in bounds for i in range(*part)}
    return runs(i for part in content for i in range(*part) if i in inside)


def _left_over(row: Row, frame: Frame, split: Sequence[Frame]) -> tuple[Range, ...]:
    """Return the content of a frame that no inner passage took."""
    if not split:
        return frame.content
    taken: set[int] = set()
    if all(other.kind == "aside" for other in split):
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
    return tuple(part for part in kept if part is not None and has_subject(row.parsed, part))
