"""What the rooms of extraction hand to one another: tokens, trees, frames, passages.

Nothing here refers to spaCy, so that the records outlive the parser's memory and a rule can be
tested on a tree that was written by hand.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from worker.extract.stances import STANCES, Meaning, Stance
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records import Place, Quantity, SectionKind, Time


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text`, which stands at `offset` of the article, in a section of one kind."""

    section: SectionKind
    offset: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Quotation:
    """`start` and `end` with the marks, `inner_start` and `inner_end` without; in the article.

    `name` is where the name under words without marks begins, as below a message that is shown.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continued: bool = False
    closed: bool = True
    group: int = 0
    name: int | None = None


class Range(NamedTuple):
    """Tokens `start` up to and without `end` of one paragraph."""

    start: int
    end: int

    def __contains__(self, i: object) -> bool:
        return isinstance(i, int) and self.start <= i < self.end


@dataclass(slots=True, eq=False)
class Token:
    """One token with its place in the tree; `left` and `right` bound its subtree, half-open.

    `start` and `end` are offsets in the article, `i` and the ranges are indices in the paragraph.
    `entity` is the kind of the named entity that it is part of, `entity_start` says that it is the
    first token of one. `quote` says that it is a quotation mark, `quoted` is the number of the
    quotation that it is in.
    """

    i: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    entity: str
    start: int
    end: int
    left: int = 0
    right: int = 0
    entity_start: bool = False
    quote: Literal["", "open", "close"] = ""
    quoted: int = 0
    head: Token = field(init=False, repr=False)
    children: list[Token] = field(default_factory=list, repr=False)

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependencies."""
        return next((token for token in self.children if token.dep in deps), None)

    def ancestors(self) -> Iterable[Token]:
        """From its head up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A paragraph with its tree, and the quantities, times and places that are found in it."""

    paragraph: Paragraph
    tokens: tuple[Token, ...]
    sentences: tuple[Range, ...]
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()

    def span(self, tokens: Range) -> Span:
        """The span of a range of tokens in the article."""
        return Span(self.tokens[tokens.start].start, self.tokens[tokens.end - 1].end)

    def words(self, tokens: Range) -> str:
        """The text of a range of tokens, as it stands in the article."""
        span = self.span(tokens)
        offset = self.paragraph.offset
        return self.paragraph.text[span.start - offset : span.end - offset]

    def at(self, offset: int) -> Token:
        """The token at an offset of the article, or the first behind it."""
        i = bisect_right(self.tokens, offset, key=lambda token: token.end)
        return self.tokens[min(i, len(self.tokens) - 1)]

    def sentence_of(self, i: int) -> int:
        """The number of the sentence that token `i` is in."""
        return bisect_right(self.sentences, i, key=lambda sentence: sentence.end)


def runs(indices: Iterable[int]) -> tuple[Range, ...]:
    """The unbroken ranges that a set of token indices makes."""
    found: list[list[int]] = []
    for i in sorted(set(indices)):
        if found and found[-1][1] == i:
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return tuple(Range(start, end) for start, end in found)


Found = tuple[Stance, tuple["Range", ...]]
"""The stance of a verb and where its content stands."""


@dataclass(frozen=True, slots=True)
class SecondarySource:
    """A source that the source relies on: "citing the spy agency"; `head` is its noun.

    `lasting` says that the voice keeps relying on it: remarks after a briefing.
    """

    head: Token
    cue: Range
    lasting: bool = False


FrameKind = Literal["report", "relay", "phrase", "marker", "aside", "lead-in"]
"""How a frame's content relates to the sentence.

- `report`: a clause or a quotation, as in "said that P".
- `relay`: the source passes on what others say: an attribution inside the content is the claim's
  own, as in "according to the Herald, Lind said P".
- `phrase`: a noun phrase of what is expected: "expects a win".
- `marker`: the cue is in the clause that it marks: "P, reportedly", "is said to".
- `aside`: a claim in addition to the clause around it: ", reportedly from the north,".
- `lead-in`: the quotation follows in the next paragraph: "Mr Dow said:".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who (`sources`) reports by which words (`cue`) which content, in one sentence.

    `anchor` is the index of the word that a rule began at, `attribution` the tokens that belong
    to the attribution itself and so to no content, `secondary` whom the sources rely on;
    `is_past` and `negated` are the tense of the cue and a negation over it.
    """

    stance: Stance
    anchor: int
    cue: Range
    sources: tuple[Token, ...]
    content: tuple[Range, ...]
    attribution: tuple[Range, ...] = ()
    secondary: tuple[SecondarySource, ...] = ()
    kind: FrameKind = "report"
    is_past: bool = False
    negated: bool = False

    @property
    def meaning(self) -> Meaning:
        """What its stance means."""
        return STANCES[self.stance]

    def holds(self, i: int) -> bool:
        """Whether token `i` is in the content."""
        return any(i in part for part in self.content)


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
class Row:
    """One sentence with its frames while the passages are put together."""

    parsed: Parsed
    sentence: Range
    quotations: tuple[Quotation, ...]
    frames: list[Frame]
    outer: list[Frame]
