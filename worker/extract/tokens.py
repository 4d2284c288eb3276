"""The parsed paragraph as plain records: tokens in a tree, and its sentences.

Nothing here refers to spaCy, so that the records outlive the parser's memory and a rule can be
tested on a tree that was written by hand.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.extract.paragraphs import Paragraph
    from worker.records import Place, Quantity, Time


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
    `quote` says that it is a quotation mark, `quoted` is the number of the quotation it stands in.
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
    """A paragraph with its tree and what the number, time and place grammars found in it."""

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
        """The number of the sentence that token `i` stands in."""
        return next(n for n, sentence in enumerate(self.sentences) if i < sentence.end)


def runs(indices: Iterable[int]) -> tuple[Range, ...]:
    """The unbroken ranges that a set of token indices makes."""
    found: list[list[int]] = []
    for i in sorted(set(indices)):
        if found and found[-1][1] == i:
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return tuple(Range(start, end) for start, end in found)
