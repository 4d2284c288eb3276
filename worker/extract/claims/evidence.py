"""The evidence of a claim: the exact characters of its clause, and how much of it is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Passage, Range
    from worker.records import Speech

_EDGES: Final = frozenset({".", ",", ";", ":", "!"})
"""Punctuation cut off the end of evidence; a question mark stays."""

_AFTER_UNCLOSED: Final = 1
"""Characters of evidence after an unclosed quotation, at most, for its mark to be left out.

It is the full stop; evidence that goes on has the quotation as a part and keeps the mark.
"""

_UNQUOTED: Final = 2
"""Characters of evidence outside its quotation marks, at most, for it to be direct speech.

They are the marks themselves, which evidence with a quotation inside keeps.
"""


def evidence_of(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """Return the spans of a clause without the outer quotation marks at their edges."""
    spans = []
    for part in clause.parts:
        span = _unquoted(passage, part)
        if span is not None and any(map(str.isalnum, passage.parsed.words(part))):
            spans.append(_closed(passage, span))
    return tuple(spans)


def spans_of(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """Return the spans of a clause, with every mark at their edges."""
    return tuple(passage.parsed.span(part) for part in clause.parts)


def _unquoted(passage: Passage, part: Range) -> Span | None:
    """Return the span of tokens without the quotation marks and punctuation at its edges.

    A mark stays where its quotation is only a part of them. None where no token is left.
    """
    tokens = passage.parsed.tokens
    start, end = part
    for mark in passage.quotations:
        left, right = tokens[start].start, tokens[end - 1].end
        if mark.start <= left < mark.inner_start and (
            mark.end >= right or mark.inner_end + _AFTER_UNCLOSED >= right
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
    while end > start and tokens[end - 1].text in _EDGES:
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if start < end else None


@as_in('Ana Brandt said the plan was "a costly mistake."')
def _closed(passage: Passage, span: Span) -> Span:
    """Return the span with the closing mark after it, if the quotation opens inside it."""
    paragraph = passage.parsed.paragraph
    for mark in passage.quotations:
        if not span.start < mark.start < span.end <= mark.inner_end < mark.end:
            continue
        between = paragraph.text[span.end - paragraph.offset : mark.inner_end - paragraph.offset]
        if not any(map(str.isalnum, between)):
            return Span(span.start, mark.end)
    return span


def speech_of(passage: Passage, evidence: Sequence[Span]) -> Speech:
    """Return "direct" for evidence in quotation marks, "mixed" where only a part is in them."""
    quoted = sum(
        max(0, min(end, mark.inner_end) - max(start, mark.inner_start))
        for start, end in evidence
        for mark in passage.quotations
    )
    total = sum(end - start for start, end in evidence)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= total - _UNQUOTED else "mixed"


def is_inside(span: Span, evidence: Sequence[Span]) -> bool:
    """Return whether a span is inside one part of the evidence."""
    return any(start <= span.start and span.end <= end for start, end in evidence)
