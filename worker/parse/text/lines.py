"""The lines of a text, and the blocks that blank lines make of them."""

from __future__ import annotations

from typing import Final, NamedTuple

from worker.errors import RejectedError

MAX_LINES: Final = 100_000
"""Each becomes a section that is read by itself."""


class Line(NamedTuple):
    """A line without the white space about it; `block` counts the blank lines before it."""

    start: int
    text: str
    block: int

    @property
    def ended(self) -> bool:
        """Whether it ends like a sentence."""
        return self.text.rstrip(" \"'”\u2019»)]").endswith((".", "!", "?", "…", ":"))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank.

    Raises:
        RejectedError: it has more lines than any article.
    """
    lines: list[Line] = []
    start = block = 0
    raws = text.splitlines(keepends=True)
    if len(raws) > MAX_LINES:
        raise RejectedError(f"text: it has more than {MAX_LINES:,} lines, as no article has")
    for raw in raws:
        words = raw.strip()
        if words:
            lines.append(Line(start + raw.index(words), words, block))
        else:
            block += 1
        start += len(raw)
    return lines
