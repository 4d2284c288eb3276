"""What happened to each sentence of an article, in words: the notes of `explain`, put together.

Sentences are numbered through the article from 1, claims in the order of the extraction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.extract.tree.phrases import mention
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.extract import Draft
    from worker.extract.records import Frame, Parsed, Passage, Quotation
    from worker.extract.trace import Decided, Framed, Reason, Rejected, Trace
    from worker.records import Claim, Link, Quantity, Rejection, SectionKind

ASSERTED = "no stance of its voice and no word of its own makes it less"
NARRATED = "the article's own words"
CITED = "the source behind the voice (reporting/secondary_sources.py)"


@dataclass(frozen=True, slots=True)
class FrameNote:
    """One frame: the rule that made it, its words, and why it stands inside another if it does."""

    rule: str
    stance: str
    cue: str
    sources: tuple[str, ...]
    behind: tuple[str, ...]
    content: tuple[str, ...]
    held: str | None


@dataclass(frozen=True, slots=True)
class TopicNote:
    """Speech of which only the topic is told: a row of attribution, and no claim."""

    rule: str
    cue: str
    sources: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class LinkNote:
    """One voice of a claim with the words that name it here, the rule that linked it, and why."""

    link: Link
    mention: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """One claim with its number, its voices, and what decided how it is held."""

    number: int
    claim: Claim
    links: tuple[LinkNote, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """What became of one sentence.

    `rejected` are words that might have reported, each with what every rule had against it;
    `no_claims` is what claims nothing, `uncounted` the quantities that stand in no claim.
    """

    number: int
    section: SectionKind
    span: Span
    text: str
    quotations: tuple[str, ...]
    frames: tuple[FrameNote, ...]
    topics: tuple[TopicNote, ...]
    rejected: tuple[tuple[str, tuple[Rejected, ...]], ...]
    claims: tuple[ClaimNote, ...]
    no_claims: tuple[tuple[str, str], ...]
    uncounted: tuple[Quantity, ...]


def explanation(draft: Draft, trace: Trace) -> tuple[SentenceNote, ...]:
    """The sentences of an article, each with all that was noted about it."""
    told = _told(draft, trace)
    return tuple(told.sentence(n, row) for n, row in enumerate(trace.sentences, start=1))


def _told(draft: Draft, trace: Trace) -> _Told:
    """The notes by the sentence that they are about, gathered once however long the article."""
    ends = [row.parsed.span(row.sentence).end for row in trace.sentences]
    made = {_shared(note.claim): note for note in trace.claims}
    claims = defaultdict(list)
    for number, claim in enumerate(draft.extraction.claims, start=1):
        note = made[_shared(claim)]
        begins = note.passage.parsed.span(note.passage.sentence).start
        claims[begins].append((number, claim, note))
    no_claims = defaultdict(list)
    for rejection in draft.extraction.rejections:
        no_claims[bisect_right(ends, rejection.spans[0].start)].append(rejection)
    marks = {
        parsed.paragraph.offset: marks
        for parsed, marks in zip(draft.parsed, draft.quotations, strict=True)
    }
    return _Told(draft, trace, ends, claims, no_claims, marks)


@dataclass(frozen=True, slots=True)
class _Told:
    """The notes of one article, told sentence by sentence.

    `claims` stand under the offset at which their sentence begins, `no_claims` under the place of
    theirs among the `ends` of all sentences, `marks` under the offset of their paragraph.
    """

    draft: Draft
    trace: Trace
    ends: Sequence[int]
    claims: Mapping[int, Sequence[tuple[int, Claim, Decided]]]
    no_claims: Mapping[int, Sequence[Rejection]]
    marks: Mapping[int, Sequence[Quotation]]

    def sentence(self, number: int, row: Framed) -> SentenceNote:
        """All about one sentence."""
        span = row.parsed.span(row.sentence)
        claims = tuple(self._claims(row))
        counted = {quantity.span for note in claims for quantity in note.claim.quantities}
        return SentenceNote(
            number=number,
            section=row.parsed.paragraph.section,
            span=span,
            text=self._text(span),
            quotations=tuple(self._quotations(row, span)),
            frames=tuple(self._frame(row, frame) for frame in row.frames),
            topics=tuple(self._topics(row)),
            rejected=tuple(self._rejected(row)),
            claims=claims,
            no_claims=tuple(
                (self._texts(rejection.spans), rejection.reason)
                for rejection in self.no_claims.get(number - 1, ())
            ),
            uncounted=tuple(
                quantity
                for quantity in row.parsed.quantities
                if span.start <= quantity.span.start < span.end and quantity.span not in counted
            ),
        )

    def _text(self, span: Span) -> str:
        return printable(self.draft.article.text[span.start : span.end])

    def _texts(self, spans: Sequence[Span]) -> str:
        return " … ".join(self._text(span) for span in spans)

    def _quotations(self, row: Framed, span: Span) -> Iterator[str]:
        """The quotations that stand in a sentence, with what is unusual about them."""
        for mark in self.marks[row.parsed.paragraph.offset]:
            if mark.start >= span.end or mark.end <= span.start:
                continue
            start, end = max(mark.start, span.start), min(mark.end, span.end)
            told = self._text(Span(start, end))
            if mark.name is not None:
                told += " (over the name that it is signed with)"
            if mark.continued or mark.start < span.start:
                told += " (goes on from before)"
            if mark.end > span.end:
                told += " (goes on behind)"
            elif not mark.closed:
                told += " (is not closed in its paragraph)"
            yield told

    def _frame(self, row: Framed, frame: Frame) -> FrameNote:
        parsed = row.parsed
        # The outer frames are the same ones with the sources behind their own filled in.
        whole = next((outer for outer in row.outer if outer.anchor == frame.anchor), frame)
        return FrameNote(
            rule=self._rule(parsed, frame),
            stance=frame.stance,
            cue=self._text(parsed.span(frame.cue)),
            sources=tuple(self._text(parsed.span(mention(head))) for head in frame.sources),
            behind=tuple(self._text(parsed.span(mention(b.head))) for b in whole.secondary),
            content=tuple(self._text(parsed.span(part)) for part in frame.content),
            held=self.trace.nested.get(parsed.tokens[frame.anchor].start),
        )

    def _topics(self, row: Framed) -> Iterator[TopicNote]:
        """The speech of a sentence of which only the topic is told."""
        for rule, parsed, frame in self.trace.topics:
            if parsed is row.parsed and frame.anchor in row.sentence:
                cue = self._text(parsed.span(frame.cue))
                sources = tuple(self._text(parsed.span(mention(head))) for head in frame.sources)
                topic = self._texts([parsed.span(part) for part in frame.content])
                yield TopicNote(rule, cue, sources, topic)

    def _rule(self, parsed: Parsed, frame: Frame) -> str:
        return self.trace.rules[parsed.tokens[frame.anchor].start]

    def _rejected(self, row: Framed) -> Iterator[tuple[str, tuple[Rejected, ...]]]:
        """The words of a sentence that some rule looked at and none took."""
        kept = {i for frame in row.frames for i in (frame.anchor, *range(*frame.cue))}
        for token in row.parsed.tokens[row.sentence.start : row.sentence.end]:
            found = self.trace.rejections.get(token.start)
            if found and token.i not in kept:
                yield token.text, tuple(found)

    def _claims(self, row: Framed) -> Iterator[ClaimNote]:
        """The claims that were made of the passages of a sentence."""
        begins = row.parsed.span(row.sentence).start
        for number, claim, made in self.claims.get(begins, ()):
            links = tuple(self._noted(link, made.passage) for link in claim.chain)
            yield ClaimNote(number, claim, links, tuple(self._reasons(made)))

    def _noted(self, link: Link, passage: Passage) -> LinkNote:
        named = self._text(link.mention) if link.mention is not None else None
        return LinkNote(link, named, tuple(self._link(link, passage)))

    def _reasons(self, made: Decided) -> Iterator[str]:
        if made.claim.factuality == "asserted":
            yield ASSERTED
        for reason in made.reasons:
            yield self._reason(reason, made.passage)

    def _reason(self, reason: Reason, passage: Passage) -> str:
        """A reason with its words, and their sentence where that is another one."""
        here = passage.parsed.span(passage.sentence)
        told = reason.text
        for span in reason.spans:
            told += f": “{self._text(span)}”"
            if not here.start <= span.start < here.end:
                told += f" (sentence {self._number(span.start)})"
        return told

    def _number(self, offset: int) -> int:
        """The number of the sentence that an offset of the article stands in."""
        return bisect_right(self.ends, offset) + 1

    def _link(self, link: Link, passage: Passage) -> Iterator[str]:
        """How a voice came into a chain, and to its name."""
        if link.role == "narrator":
            yield NARRATED
        elif not link.explicit:
            yield self._inherited(link, passage)
        else:
            yield self._linked(link, passage)
        if link.mention is not None and link.mention in self.trace.resolved:
            yield self._reason(self.trace.resolved[link.mention], passage)

    def _linked(self, link: Link, passage: Passage) -> str:
        """The rule of the frame that names a voice here."""
        frames = [*((s.parsed, s.frame) for s in passage.outer)]
        frames += [(passage.parsed, frame) for frame in passage.nested]
        for parsed, frame in frames:
            if parsed.span(frame.cue) == link.cue:
                return f"“{self._text(link.cue)}”, {self._rule(parsed, frame)}"
        cue = f"“{self._text(link.cue)}”, " if link.cue is not None else ""
        return f"{cue}{CITED}"

    def _inherited(self, link: Link, passage: Passage) -> str:
        """From which sentence a voice is kept, and why."""
        voice = passage.outer[0]
        first = passage.parsed.tokens[passage.content[0].start].start
        behind = voice.parsed.tokens[voice.frame.anchor].start
        own = not passage.explicit and (link.position == 0 or bool(voice.frame.secondary))
        reason = self.trace.inherited[first if own else behind]
        return f"inherited: {self._reason(reason, passage)}"


def printable(words: str) -> str:
    """Words of an article on one line, without what a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _shared(claim: Claim) -> Claim:
    """What a claim has in common with what was noted: not yet rated, not yet one a holder."""
    chain = tuple(link for link in claim.chain if link.role != "holder")
    return replace(claim, chain=chain, confidence=None)
