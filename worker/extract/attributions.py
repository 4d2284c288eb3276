"""The reporting frames of an article as rows: one a frame, with its whole content.

A quotation that runs on belongs to the row of its frame, in the frame's own paragraph and where
the marks say that it is the same quotation. A new quotation in a later paragraph is a row of its
own, without source and cue: the public sets mark it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.phrases import mention
from worker.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.attribution import Passage, Spoken
    from worker.extract.tokens import Parsed, Range

_GAP = 3
"""Characters between two spans of one content that are only marks and white space."""


def attributions(passages: Sequence[Passage]) -> tuple[Attribution, ...]:
    """One row for each frame that has a source or runs on, in the order of the text."""
    rows: dict[tuple[int, int], tuple[Spoken, list[Span]]] = {}
    floating: dict[int, list[Span]] = {}
    for passage in passages:
        for spoken in passage.outer:
            spans = [passage.parsed.span(part) for part in passage.content]
            if not passage.explicit and not _same_quotation(passage, spoken):
                floating.setdefault(passage.parsed.paragraph.offset, []).extend(spans)
                continue
            if passage.explicit and spoken is passage.outer[-1]:
                spans = [spoken.parsed.span(part) for part in spoken.frame.content]
            key = (spoken.parsed.paragraph.offset, spoken.frame.anchor)
            rows.setdefault(key, (spoken, []))[1].extend(spans)
    found = [_row(spoken, spans) for spoken, spans in rows.values() if spoken.frame.sources]
    found += [Attribution((), (), _merged(spans)) for spans in floating.values()]
    return tuple(sorted(found, key=lambda row: (row.content, row.cue)))


def _same_quotation(passage: Passage, spoken: Spoken) -> bool:
    """Whether a passage that runs on stands with its frame: one paragraph, or one quotation."""
    if passage.parsed is spoken.parsed:
        return True
    here = _groups(passage.parsed, passage.content)
    return bool(here & _groups(spoken.parsed, spoken.frame.content))


def _groups(parsed: Parsed, content: Sequence[Range]) -> set[int]:
    """The numbers of the quotations that a content stands in."""
    return {parsed.tokens[i].quoted for part in content for i in range(*part)} - {0}


def _row(spoken: Spoken, spans: Sequence[Span]) -> Attribution:
    """The row of one frame."""
    frame, parsed = spoken.frame, spoken.parsed
    return Attribution(
        source=tuple(parsed.span(mention(source)) for source in frame.sources),
        cue=(parsed.span(frame.cue),),
        content=_merged(spans),
    )


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap joined."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and span.start <= found[-1].end + _GAP:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
