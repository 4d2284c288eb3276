"""Quotations between single marks: 'like this', as British papers print them.

The mark is also the apostrophe, so that a closing one must be told from that of a possessive
("the ships' owners") and of a shortened word ("rock 'n' roll", "the '90s").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SINGLE: Final = {"‘": "’", "'": "'"}
_ELISIONS: Final = words("language", "elisions")
_SPOKEN: Final = frozenset(",.!?…")
"""Punctuation inside a closing mark: with it, the mark closes a quotation for certain."""


@as_in(
    "The mayor said 'the bridge is safe' on Monday.",
    "'The bridge is closed and the ships' owners know it,' said Ana Brandt.",
    no=("The mayors' bridge isn't the miners'.", "They play rock 'n' roll of the '90s."),
)
def between_single_marks(text: str) -> tuple[tuple[int, int], ...]:
    """Return the bounds of the quotations between single marks, with the marks."""
    found = []
    i = 0
    while i < len(text):
        if _opens(text, i):
            closing = _closing(text, i)
            if closing > 0:
                found.append((i, closing + 1))
                i = closing
        i += 1
    return tuple(found)


def is_spoken(text: str, bounds: tuple[int, int]) -> bool:
    """Return whether a quotation ends with punctuation inside its mark, as a sentence does."""
    return text[bounds[1] - 2] in _SPOKEN


def _opens(text: str, i: int) -> bool:
    """Return whether a single mark opens a quotation at `i`: no letter before it, one after it."""
    if text[i] not in _SINGLE or i + 1 >= len(text) or not text[i + 1].isalnum():
        return False
    return not (i and text[i - 1].isalnum()) and not _is_elision(text, i)


def _is_elision(text: str, i: int) -> bool:
    """Return whether a mark at `i` shortens the word after it: "'em", "'n'", "'90s"."""
    end = next((n for n in range(i + 1, len(text)) if not text[n].isalnum()), len(text))
    word = text[i + 1 : end]
    return word in _ELISIONS or (word[:1].isdigit() and word.endswith("s"))


def _closing(text: str, start: int) -> int:
    """Return the mark that closes a quotation opened at `start`; -1 where none does.

    A mark after an "s" and before a word may be that of a possessive: it closes only if no surer
    one follows before the next quotation.
    """
    doubtful = -1
    for i in _candidates(text, start):
        if not _may_be_possessive(text, i):
            return i
        if doubtful < 0:
            doubtful = i
    return doubtful


def _candidates(text: str, start: int) -> Iterator[int]:
    """Yield the marks after `start` that may close a quotation, up to the next one that opens."""
    closing = _SINGLE[text[start]]
    for i in range(start + 2, len(text)):
        if _opens(text, i):
            return
        after = text[i + 1] if i + 1 < len(text) else " "
        shortened = text[i - 1 : i] == "n" and text[i - 2] in "'’‘"
        touches = text[i] == closing and not text[i - 1].isspace() and not after.isalnum()
        if touches and not shortened:
            yield i


def _may_be_possessive(text: str, i: int) -> bool:
    """Return whether a mark follows an "s" or "z" and precedes a word: "the ships' owners"."""
    return text[i - 1] in "szSZ" and text[i + 1 : i + 2] == " " and text[i + 2 : i + 3].isalnum()
