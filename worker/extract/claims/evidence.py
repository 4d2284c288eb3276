"""The evidence of a claim: the exact characters of its clause, and how far they are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.clauses import Clause
    from worker.extract.records import Passage, Range
    from worker.records import Speech


def evidence_of(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """The spans of a clause without the outer quotation marks at their edges."""
    spans = []
    for part in clause.parts:
        span = _unquoted(passage, part)
        if span is not None and any(map(str.isalnum, passage.parsed.words(part))):
            spans.append(_closed(passage, span))
    return tuple(spans)


def spans_of(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """The spans of a clause as it stands."""
    return tuple(passage.parsed.span(part) for part in clause.parts)


def _unquoted(passage: Passage, part: Range) -> Span | None:
    """The span of tokens without a mark whose partner does not stand in it."""
    tokens = passage.parsed.tokens
    start, end = part
    for mark in passage.quotations:
        left, right = tokens[start].start, tokens[end - 1].end
        if mark.start <= left < mark.inner_start and (
            mark.end >= right or mark.inner_end + 1 >= right
        ):
            while start < end and tokens[start].start < mark.inner_start:
                start += 1
        if (
            start < end
            and mark.inner_end < tokens[end - 1].end <= mark.end
            and mark.start <= tokens[start].start
        ):
            while end > start and tokens[end - 1].end > mark.inner_end:
                end -= 1
        if start >= end:
            return None
    while end > start and tokens[end - 1].text in {".", ",", ";", ":", "!"}:
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if start < end else None


def _closed(passage: Passage, span: Span) -> Span:
    """The span with the closing mark of a quotation that opens in it and ends right behind it."""
    paragraph = passage.parsed.paragraph
    for mark in passage.quotations:
        if not span.start < mark.start < span.end <= mark.inner_end < mark.end:
            continue
        between = paragraph.text[span.end - paragraph.offset : mark.inner_end - paragraph.offset]
        if not any(map(str.isalnum, between)):
            return Span(span.start, mark.end)
    return span


def speech_of(passage: Passage, evidence: Sequence[Span]) -> Speech:
    """Whether evidence stands between quotation marks, in part or altogether."""
    quoted = sum(
        max(0, min(end, mark.inner_end) - max(start, mark.inner_start))
        for start, end in evidence
        for mark in passage.quotations
    )
    total = sum(end - start for start, end in evidence)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= total - 2 else "mixed"


def is_inside(span: Span, evidence: Sequence[Span]) -> bool:
    """Whether a span stands in a part of the evidence."""
    return any(start <= span.start and span.end <= end for start, end in evidence)
