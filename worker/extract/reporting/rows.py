"""The reporting frames of an article as rows: one a frame, with its whole content.

A quotation that runs on belongs to the row of its frame. A new quotation that follows in the
frame's paragraph is a row of its own with the same source and cue; one in a later paragraph is a
row without them. docs/decisions/0006 says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.records import Range, Spoken
from worker.extract.reporting.content.position import trimmed
from worker.extract.reporting.topics import topics
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, mention
from worker.extract.words import STRONG_VERBS
from worker.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.records import Parsed, Passage, Token


_BREAK = 4
"""Characters of white space between two paragraphs that follow each other."""

_GAP = 3
"""Characters between two spans of one content that are only marks and white space."""


def attributions(
    passages: Sequence[Passage], paragraphs: Sequence[Parsed]
) -> tuple[Attribution, ...]:
    """One row for each frame that has a source or runs on, in the order of the text."""
    rows: dict[tuple[int, int, bool], tuple[Spoken, list[Span]]] = {}
    floating: dict[int, list[Span]] = {}
    for passage in passages:
        for spoken in passage.outer:
            spans = [passage.parsed.span(part) for part in passage.content]
            if not passage.explicit and not _same_quotation(passage, spoken):
                floating.setdefault(passage.parsed.paragraph.offset, []).extend(spans)
                continue
            if passage.explicit and spoken is passage.outer[-1]:
                spans = [spoken.parsed.span(part) for part in _content(spoken)]
            key = (spoken.parsed.paragraph.offset, spoken.frame.anchor, _new(passage, spoken))
            rows.setdefault(key, (spoken, []))[1].extend(spans)
    found = [
        _row(spoken, spans)
        for spoken, spans in rows.values()
        if spoken.frame.sources and spans and _is_told(spoken)
    ]
    found += _topics(passages, paragraphs)
    found += [Attribution((), (), _merged(spans)) for spans in floating.values()]
    return tuple(sorted(found, key=lambda row: (row.content, row.cue)))


def _topics(passages: Sequence[Passage], paragraphs: Sequence[Parsed]) -> Iterator[Attribution]:
    """The rows of speech whose topic alone is told, outside of what somebody is quoted with."""
    told: dict[int, set[int]] = {}
    for passage in passages:
        here = told.setdefault(passage.parsed.paragraph.offset, set())
        here.update(frame.anchor for frame in passage.nested)
        here.update(s.frame.anchor for s in passage.outer if s.parsed is passage.parsed)
        if passage.outer:
            here.update(i for part in passage.content for i in range(*part))
    for parsed in paragraphs:
        for frame in topics(parsed, told.get(parsed.paragraph.offset, set())):
            spoken = Spoken(parsed, frame)
            yield _row(spoken, [parsed.span(part) for part in frame.content])


def _is_told(spoken: Spoken) -> bool:
    """Whether somebody says it; what he believes or expects is a claim, but nobody reported it."""
    row = spoken.frame.meaning.row
    if row == "strong":
        return spoken.parsed.tokens[spoken.frame.anchor].lemma in STRONG_VERBS
    return row == "yes"


def _content(spoken: Spoken) -> tuple[Range, ...]:
    """The frame's content; of a silence that is a whole clause, what stands behind its cue.

    As a claim "X declined to comment on P" is its own evidence; as a row it hands on
    "to comment on P".
    """
    frame, tokens = spoken.frame, spoken.parsed.tokens
    if not frame.meaning.silent or not frame.holds(frame.anchor):
        return frame.content
    end = frame.content[-1].end
    start = next(
        (i for i in range(frame.cue.start, frame.cue.end) if tokens[i].lower == "to"),
        frame.cue.end,
    )
    found = trimmed(spoken.parsed, Range(start, end)) if start < end else None
    return (found,) if found is not None else ()


def _new(passage: Passage, spoken: Spoken) -> bool:
    """Whether a passage that runs on opens marks of its own, as "Q" in '"P," he said. "Q"'."""
    if passage.explicit or spoken.frame.kind == "lead-in":
        return False
    return not _groups(passage.parsed, passage.content) & _groups(
        spoken.parsed, spoken.frame.content
    )


def _same_quotation(passage: Passage, spoken: Spoken) -> bool:
    """Whether a passage that runs on stands with its frame: one paragraph, or one quotation."""
    if passage.parsed is spoken.parsed:
        return True
    leads_in = spoken.frame.kind == "lead-in"
    if leads_in and passage.quotations[0].start == passage.parsed.paragraph.offset:
        return passage.parsed.paragraph.offset <= spoken.parsed.paragraph.end + _BREAK
    here = _groups(passage.parsed, passage.content)
    return bool(here & _groups(spoken.parsed, spoken.frame.content))


def _groups(parsed: Parsed, content: Sequence[Range]) -> set[int]:
    """The numbers of the quotations that a content stands in."""
    return {parsed.tokens[i].quoted for part in content for i in range(*part)} - {0}


def _row(spoken: Spoken, spans: Sequence[Span]) -> Attribution:
    """The row of one frame."""
    frame, parsed = spoken.frame, spoken.parsed
    named = [part for source in frame.sources for part in _named(source)]
    relative = parsed.tokens[frame.anchor].child(*SUBJECTS)
    if relative is not None and relative.lower in RELATIVES:
        named.append(Range(relative.i, relative.i + 1))
    return Attribution(
        source=_merged([parsed.span(part) for part in named]),
        cue=(parsed.span(frame.cue),),
        content=_merged(spans),
    )


def _named(source: Token) -> list[Range]:
    """The words of a source and those of its appositions: "the coach, Ana Brandt"."""
    return [mention(source), *(mention(c) for c in source.children if c.dep == "appos")]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap joined."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and span.start <= found[-1].end + _GAP:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
