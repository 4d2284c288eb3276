"""The records that the rooms of extraction exchange: tokens, trees, frames, passages.

Nothing here refers to spaCy, so that the records outlive the parser's memory and a rule can be
tested on a tree written by hand.
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
    """One paragraph of a section: its `text` and the `offset` of that text in the article.

    `is_item` says that a bullet of a list precedes it.
    """

    section: SectionKind
    offset: int
    text: str
    is_item: bool = False

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, or the part of one that is in one paragraph.

    All positions are offsets in the article: `start` and `end` include the marks, `inner_start`
    and `inner_end` do not. `continued` says that the paragraph goes on with the quotation of the
    one before, `closed` that a mark closes it; the parts of one quotation share a `group`. `name`
    is where the name below the words begins, if they are signed with one.
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
    """Tokens of one paragraph: from `start` up to, but not including, `end`."""

    start: int
    end: int

    def __contains__(self, i: object) -> bool:
        return isinstance(i, int) and self.start <= i < self.end


@dataclass(slots=True, eq=False)
class Token:
    """One token with its head and its children in the tree.

    `start` and `end` are offsets in the article; `i`, `left` and `right` are indices of tokens in
    the paragraph. Its subtree runs from `left` up to, but not including, `right`. `entity` is the
    kind of the named entity that it is part of, `entity_start` says that it is the first token of
    one. `quote` says whether it opens or closes a quotation; `quoted` is the group of the
    quotation that it is in, 0 for none.
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
        """Return the first child with one of these dependencies."""
        return next((token for token in self.children if token.dep in deps), None)

    def ancestors(self) -> Iterable[Token]:
        """Return its head, the head of that, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A paragraph with its tokens, its sentences, and the quantities, times and places in it."""

    paragraph: Paragraph
    tokens: tuple[Token, ...]
    sentences: tuple[Range, ...]
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()

    def span(self, tokens: Range) -> Span:
        """Return the span of a range of tokens in the article."""
        return Span(self.tokens[tokens.start].start, self.tokens[tokens.end - 1].end)

    def words(self, tokens: Range) -> str:
        """Return the text of a range of tokens, exactly as in the article."""
        span = self.span(tokens)
        offset = self.paragraph.offset
        return self.paragraph.text[span.start - offset : span.end - offset]

    def at(self, offset: int) -> Token:
        """Return the token at an offset of the article, or the first token after it."""
        i = bisect_right(self.tokens, offset, key=lambda token: token.end)
        return self.tokens[min(i, len(self.tokens) - 1)]

    def sentence_of(self, i: int) -> int:
        """Return the index of the sentence that token `i` is in."""
        return bisect_right(self.sentences, i, key=lambda sentence: sentence.end)


def runs(indices: Iterable[int]) -> tuple[Range, ...]:
    """Return the unbroken ranges that the indices of tokens make, in order."""
    found: list[list[int]] = []
    for i in sorted(set(indices)):
        if found and found[-1][1] == i:
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return tuple(Range(start, end) for start, end in found)


Found = tuple[Stance, tuple["Range", ...]]
"""The stance of a verb, and the ranges of its content."""


@dataclass(frozen=True, slots=True)
class SecondarySource:
    """A source that the source itself relies on, as in "citing the spy agency".

    `head` is its noun, `cue` the words that name the relation. `lasting` says that the speaker
    relies on it in the sentences that follow, too: remarks after a briefing.
    """

    head: Token
    cue: Range
    lasting: bool = False


FrameKind = Literal["report", "relay", "phrase", "marker", "aside", "lead-in"]
"""How a frame's content relates to the sentence.

- `report`: a clause or a quotation, as in "said that P".
- `relay`: the source passes on what others say: an attribution inside the content belongs to the
  claim, as in "according to the Herald, Lind said P".
- `phrase`: a noun phrase of what is expected: "expects a win".
- `marker`: the cue is in the clause that it marks: "P, reportedly", "is said to".
- `aside`: a claim in addition to the clause around it: ", reportedly from the north,".
- `lead-in`: the quotation follows in the next paragraph: "Mr Dow said:".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One report in a sentence: its `sources`, its `cue` (the reporting words), its `content`.

    `anchor` is the index of the word that the rule was asked about, `attribution` the tokens of
    the attribution, which are part of no content, and `secondary` the sources that the sources
    rely on. `antecedent` is the part of the content before the relative clause that the frame is
    in: it belongs to the clause around it, too. `is_past` is the tense of the cue, and `negated`
    says that a negation modifies it.
    """

    stance: Stance
    anchor: int
    cue: Range
    sources: tuple[Token, ...]
    content: tuple[Range, ...]
    attribution: tuple[Range, ...] = ()
    secondary: tuple[SecondarySource, ...] = ()
    kind: FrameKind = "report"
    antecedent: Range | None = None
    is_past: bool = False
    negated: bool = False

    @property
    def meaning(self) -> Meaning:
        """Return what its stance means."""
        return STANCES[self.stance]

    def holds(self, i: int) -> bool:
        """Return whether token `i` is in the content."""
        return any(i in part for part in self.content)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A frame together with the paragraph whose tokens it refers to."""

    parsed: Parsed
    frame: Frame


@dataclass(frozen=True, slots=True)
class Passage:
    """Content of one sentence with its outer frames (nearest first) and the frames inside it.

    `explicit` is False where the speaker is inherited from an earlier sentence.
    """

    parsed: Parsed
    sentence: Range
    content: tuple[Range, ...]
    outer: tuple[Spoken, ...] = ()
    nested: tuple[Frame, ...] = ()
    explicit: bool = True
    quotations: tuple[Quotation, ...] = ()


@dataclass(slots=True)
class Row:
    """One sentence with its frames, while its passages are built.

    `block` is the voice of a block without quotation marks that the sentence is in.
    """

    parsed: Parsed
    sentence: Range
    quotations: tuple[Quotation, ...]
    frames: list[Frame]
    outer: list[Frame]
    block: Spoken | None = None
