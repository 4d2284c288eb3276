"""`Phrase`: a number with the noun that it counts, as a range of the tokens of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.extract.records import Range
from worker.extract.tree.phrases import root

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.records import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` up to `end`: a number and the noun it counts, or the words for one victim.

    `noun` is None where the number has no noun: "300 killed", "one of them".
    """

    parsed: Parsed
    start: int
    end: int
    noun: Token | None = None

    @property
    def span(self) -> Span:
        """The span in the article."""
        return self.parsed.span(Range(self.start, self.end))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the phrase."""
        return self.parsed.tokens[self.start : self.end]

    @property
    def root(self) -> Token:
        """The token of the phrase that is highest in the tree."""
        return root(self.parsed, Range(self.start, self.end))

    def before(self, count: int) -> tuple[Token, ...]:
        """Return at most so many tokens before the phrase."""
        return self.parsed.tokens[max(0, self.start - count) : self.start]

    def after(self, count: int) -> tuple[Token, ...]:
        """Return at most so many tokens after the phrase."""
        return self.parsed.tokens[self.end : self.end + count]
