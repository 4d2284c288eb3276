"""The reporting frames of an article as rows: one a frame, with its whole content.

A continued quotation belongs to the row of its frame. A new quotation after it in the frame's
paragraph is another row with the same source and cue; one in a later paragraph is a row without
them. docs/decisions/0006 says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range, Spoken
from worker.extract.reporting.content.position import trimmed
from worker.extract.reporting.topics import topics
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, mention
from worker.extract.words import STRONG_VERBS
from worker.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.records import Parsed, Passage, Token

_BREAK: Final = 4
"""Characters of white space between a lead-in and the paragraph of its quotation: more is a gap
in the text, after which the quotation may be another speaker's."""

_GAP: Final = 3
"""Characters between two spans of one content, such as a mark and a space: more are words."""


def attributions(
    passages: Sequence[Passage], paragraphs: Sequence[Parsed]
) -> tuple[Attribution, ...]:
    """Return the rows of all frames with a source and of quotations without one, in order."""
    rows: dict[tuple[int, int, bool], tuple[Spoken, list[Span]]] = {}
    unattributed: dict[int, list[Span]] = {}
    for passage in passages:
        for spoken in passage.outer:
            spans = [passage.parsed.span(part) for part in passage.content]
            if not passage.explicit and not _same_quotation(passage, spoken):
                unattributed.setdefault(passage.parsed.paragraph.offset, []).extend(spans)
                continue
            if passage.explicit and spoken is passage.outer[-1]:
                spans = [spoken.parsed.span(part) for part in _content(spoken)]
            key = (
                spoken.parsed.paragraph.offset,
                spoken.frame.anchor,
                _opens_quotation(passage, spoken),
            )
            rows.setdefault(key, (spoken, []))[1].extend(spans)
    found = [
        _row(spoken, spans)
        for spoken, spans in rows.values()
        if spoken.frame.sources and spans and _makes_row(spoken)
    ]
    found += _topics(passages, paragraphs)
    found += [Attribution((), (), _merged(spans)) for spans in unattributed.values()]
    return tuple(sorted(found, key=lambda row: (row.content, row.cue)))


def _topics(passages: Sequence[Passage], paragraphs: Sequence[Parsed]) -> Iterator[Attribution]:
    """Yield the rows of speech of which the article names only the topic, outside quotations."""
    reported: dict[int, set[int]] = {}
    for passage in passages:
        here = reported.setdefault(passage.parsed.paragraph.offset, set())
        here.update(frame.anchor for frame in passage.nested)
        here.update(s.frame.anchor for s in passage.outer if s.parsed is passage.parsed)
        if passage.outer:
            here.update(i for part in passage.content for i in range(*part))
    for parsed in paragraphs:
        for frame in topics(parsed, reported.get(parsed.paragraph.offset, set())):
            spoken = Spoken(parsed, frame)
            yield _row(spoken, [parsed.span(part) for part in frame.content])


@as_in(
    "Ana Brandt warned that the bridge might close.",
    no=("Ana Brandt believes that the bridge might close.",),
)
def _makes_row(spoken: Spoken) -> bool:
    """Return whether a frame makes a row: a belief or an expectation is a claim, but no report."""
    row = spoken.frame.meaning.row
    if row == "strong":
        return spoken.parsed.tokens[spoken.frame.anchor].lemma in STRONG_VERBS
    return row == "yes"


@as_in("Ana Brandt declined to comment on the report.")
def _content(spoken: Spoken) -> tuple[Range, ...]:
    """Return the frame's content; of a silence that is a whole clause, the words after its cue.

    The claim of "X declined to comment on P" has the whole clause as its evidence; the row has
    "to comment on P".
    """
    frame, tokens = spoken.frame, spoken.parsed.tokens
    if frame.antecedent is not None:
        # A row has the relative pronoun, and the claim what it refers to.
        between = range(frame.antecedent.end, frame.anchor)
        pronouns = (Range(i, i + 1) for i in between if tokens[i].lower in RELATIVES)
        first = next(pronouns, frame.antecedent)
        return tuple(first if part == frame.antecedent else part for part in frame.content)
    if not frame.meaning.silent or not frame.holds(frame.anchor):
        return frame.content
    end = frame.content[-1].end
    start = next(
        (i for i in range(frame.cue.start, frame.cue.end) if tokens[i].lower == "to"),
        frame.cue.end,
    )
    found = trimmed(spoken.parsed, Range(start, end)) if start < end else None
    return (found,) if found is not None else ()


@as_in(
    '"The bridge is closed," Ana Brandt said. "It will open in May."',
    no=('Ana Brandt said: "The bridge is closed. It will open in May."',),
)
def _opens_quotation(passage: Passage, spoken: Spoken) -> bool:
    """Return whether a passage is a new quotation after the frame's: '"P," he said. "Q"'."""
    if passage.explicit or spoken.frame.kind == "lead-in":
        return False
    return not _groups(passage.parsed, passage.content) & _groups(
        spoken.parsed, spoken.frame.content
    )


@as_in(
    '"The bridge is closed," Ana Brandt said. "It will open in May."',
    'Ana Brandt said:\n\n"The bridge is closed. It will open in May."',
    no=(
        'Ana Brandt said the bridge was closed.\n\n"It will open in May and stay open for good."',
    ),
)
def _same_quotation(passage: Passage, spoken: Spoken) -> bool:
    """Return whether a passage is in its frame's paragraph, or continues its quotation."""
    if passage.parsed is spoken.parsed:
        return True
    leads_in = spoken.frame.kind == "lead-in"
    if leads_in and not passage.quotations:
        return True
    if leads_in and passage.quotations[0].start == passage.parsed.paragraph.offset:
        return passage.parsed.paragraph.offset <= spoken.parsed.paragraph.end + _BREAK
    here = _groups(passage.parsed, passage.content)
    return bool(here & _groups(spoken.parsed, spoken.frame.content))


def _groups(parsed: Parsed, content: Sequence[Range]) -> set[int]:
    """Return the numbers of the quotations that content is in."""
    return {parsed.tokens[i].quoted for part in content for i in range(*part)} - {0}


def _row(spoken: Spoken, spans: Sequence[Span]) -> Attribution:
    """Return the row of one frame."""
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


@as_in("The coach, Ana Brandt, said that the bridge was closed.")
def _named(source: Token) -> list[Range]:
    """Return the words of a source and of its appositions: "the coach, Ana Brandt"."""
    return [mention(source), *(mention(c) for c in source.children if c.dep == "appos")]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in order; those that overlap, or have only marks between, are joined."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and span.start <= found[-1].end + _GAP:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
