"""The explanation of an extraction: for each sentence its frames, claims and rejected words.

It is assembled from the notes of `worker.extract.trace`. Sentences are numbered through the
article from 1, claims in the order of the extraction.
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

ASSERTED = "nothing in the reporting words or the sentence weakens it"
NARRATED = "the article's own words"
CITED = "the source that the voice relies on (reporting/secondary_sources.py)"


@dataclass(frozen=True, slots=True)
class FrameNote:
    """One frame: the rule that made it, its words, and why it is inside another if it is.

    `secondary` are the sources that its `sources` rely on.
    """

    rule: str
    stance: str
    cue: str
    sources: tuple[str, ...]
    secondary: tuple[str, ...]
    content: tuple[str, ...]
    inside: str | None


@dataclass(frozen=True, slots=True)
class TopicNote:
    """Speech of which only the topic is reported: a row of attribution, and no claim."""

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
    """One claim with its number, its voices, and what decided its factuality and polarity."""

    number: int
    claim: Claim
    links: tuple[LinkNote, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """One sentence with its frames, its claims and its rejected words.

    `rejected` are words that could have been cues, each with the reason of every rule that turned
    it down; `no_claims` are clauses that claim nothing, with the reason; `uncounted` are the
    quantities outside every claim.
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
    """Return the sentences of an article, each with its notes."""
    notes = _by_sentence(draft, trace)
    return tuple(notes.sentence(n, row) for n, row in enumerate(trace.sentences, start=1))


def _by_sentence(draft: Draft, trace: Trace) -> _Notes:
    """Return the notes of an article by sentence, sorted once however long the article is."""
    ends = [row.parsed.span(row.sentence).end for row in trace.sentences]
    decisions = {_as_noted(note.claim): note for note in trace.claims}
    claims = defaultdict(list)
    for number, claim in enumerate(draft.extraction.claims, start=1):
        note = decisions[_as_noted(claim)]
        begins = note.passage.parsed.span(note.passage.sentence).start
        claims[begins].append((number, claim, note))
    no_claims = defaultdict(list)
    for rejection in draft.extraction.rejections:
        no_claims[bisect_right(ends, rejection.spans[0].start)].append(rejection)
    marks = {
        parsed.paragraph.offset: marks
        for parsed, marks in zip(draft.parsed, draft.quotations, strict=True)
    }
    return _Notes(draft, trace, ends, claims, no_claims, marks)


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes of one article, sorted by sentence.

    `ends` are the offsets at which the sentences end. `claims` are by the offset at which their
    sentence begins, `no_claims` by the index of their sentence, `marks` by the offset of their
    paragraph.
    """

    draft: Draft
    trace: Trace
    ends: Sequence[int]
    claims: Mapping[int, Sequence[tuple[int, Claim, Decided]]]
    no_claims: Mapping[int, Sequence[Rejection]]
    marks: Mapping[int, Sequence[Quotation]]

    def sentence(self, number: int, row: Framed) -> SentenceNote:
        """Return the notes on one sentence."""
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
        """Return the quotations in a sentence, with what is unusual about them."""
        for mark in self.marks[row.parsed.paragraph.offset]:
            if mark.start >= span.end or mark.end <= span.start:
                continue
            start, end = max(mark.start, span.start), min(mark.end, span.end)
            words = self._text(Span(start, end))
            if mark.name is not None:
                words += " (followed by its signature)"
            if mark.continued or mark.start < span.start:
                words += " (continued from before)"
            if mark.end > span.end:
                words += " (continued after the sentence)"
            elif not mark.closed:
                words += " (not closed in its paragraph)"
            yield words

    def _frame(self, row: Framed, frame: Frame) -> FrameNote:
        parsed = row.parsed
        # The outer frames are the same ones with their secondary sources filled in.
        whole = next((outer for outer in row.outer if outer.anchor == frame.anchor), frame)
        return FrameNote(
            rule=self._rule(parsed, frame),
            stance=frame.stance,
            cue=self._text(parsed.span(frame.cue)),
            sources=tuple(self._text(parsed.span(mention(head))) for head in frame.sources),
            secondary=tuple(self._text(parsed.span(mention(s.head))) for s in whole.secondary),
            content=tuple(self._text(parsed.span(part)) for part in frame.content),
            inside=self.trace.held.get(parsed.tokens[frame.anchor].start),
        )

    def _topics(self, row: Framed) -> Iterator[TopicNote]:
        """Return the speech in a sentence of which only the topic is reported."""
        for rule, parsed, frame in self.trace.topics:
            if parsed is row.parsed and frame.anchor in row.sentence:
                cue = self._text(parsed.span(frame.cue))
                sources = tuple(self._text(parsed.span(mention(head))) for head in frame.sources)
                topic = self._texts([parsed.span(part) for part in frame.content])
                yield TopicNote(rule, cue, sources, topic)

    def _rule(self, parsed: Parsed, frame: Frame) -> str:
        return self.trace.rules[parsed.tokens[frame.anchor].start]

    def _rejected(self, row: Framed) -> Iterator[tuple[str, tuple[Rejected, ...]]]:
        """Return the words of a sentence that were turned down by a rule and are in no frame."""
        used = {i for frame in row.frames for i in (frame.anchor, *range(*frame.cue))}
        for token in row.parsed.tokens[row.sentence.start : row.sentence.end]:
            found = self.trace.rejections.get(token.start)
            if found and token.i not in used:
                yield token.text, tuple(found)

    def _claims(self, row: Framed) -> Iterator[ClaimNote]:
        """Return the claims from the passages of a sentence."""
        begins = row.parsed.span(row.sentence).start
        for number, claim, decision in self.claims.get(begins, ()):
            links = tuple(self._link(link, decision.passage) for link in claim.chain)
            yield ClaimNote(number, claim, links, tuple(self._reasons(decision)))

    def _link(self, link: Link, passage: Passage) -> LinkNote:
        mentioned = self._text(link.mention) if link.mention is not None else None
        return LinkNote(link, mentioned, tuple(self._why_linked(link, passage)))

    def _reasons(self, decision: Decided) -> Iterator[str]:
        if decision.claim.factuality == "asserted":
            yield ASSERTED
        for reason in decision.reasons:
            yield self._reason(reason, decision.passage)

    def _reason(self, reason: Reason, passage: Passage) -> str:
        """Return a reason with its words, and the number of their sentence if it is another."""
        here = passage.parsed.span(passage.sentence)
        words = reason.text
        for span in reason.spans:
            words += f": “{self._text(span)}”"
            if not here.start <= span.start < here.end:
                words += f" (sentence {self._number(span.start)})"
        return words

    def _number(self, offset: int) -> int:
        """Return the number of the sentence at an offset of the article."""
        return bisect_right(self.ends, offset) + 1

    def _why_linked(self, link: Link, passage: Passage) -> Iterator[str]:
        """Return why a voice is in a chain, and how its mention was resolved."""
        if link.role == "narrator":
            yield NARRATED
        elif not link.explicit:
            yield self._inherited(link, passage)
        else:
            yield self._named_here(link, passage)
        if link.mention is not None and link.mention in self.trace.resolved:
            yield self._reason(self.trace.resolved[link.mention], passage)

    def _named_here(self, link: Link, passage: Passage) -> str:
        """Return the cue and the rule of the frame that names a voice in this passage."""
        frames = [*((s.parsed, s.frame) for s in passage.outer)]
        frames += [(passage.parsed, frame) for frame in passage.nested]
        for parsed, frame in frames:
            if parsed.span(frame.cue) == link.cue:
                return f"“{self._text(link.cue)}”, {self._rule(parsed, frame)}"
        cue = f"“{self._text(link.cue)}”, " if link.cue is not None else ""
        return f"{cue}{CITED}"

    def _inherited(self, link: Link, passage: Passage) -> str:
        """Return why a voice is inherited from another sentence, and from which."""
        voice = passage.outer[0]
        content = passage.parsed.tokens[passage.content[0].start].start
        anchor = voice.parsed.tokens[voice.frame.anchor].start
        by_content = not passage.explicit and (link.position == 0 or bool(voice.frame.secondary))
        reason = self.trace.inherited[content if by_content else anchor]
        return f"inherited: {self._reason(reason, passage)}"


def printable(words: str) -> str:
    """Return words of an article on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _as_noted(claim: Claim) -> Claim:
    """Return a claim as it was noted: without its confidence, and before holders were split."""
    chain = tuple(link for link in claim.chain if link.role != "holder")
    return replace(claim, chain=chain, confidence=None)
