"""Decades of a life: "in her late 20s" is an age from 27 to 29."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.comparators import Amount
from worker.extract.quantities.lexemes import word_at
from worker.extract.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme

_PARTS: Final[dict[str, list[int]]] = dict(table("quantities")["decades"]["parts"].items())
_WORDS: Final[dict[str, int]] = dict(table("quantities")["decades"]["words"].items())
_DIGITS: Final = re.compile(r"[2-9]0['\u2019]?s")
_WHOSE: Final = frozenset({"his", "her", "their", "my", "your", "our"})
_WHOLE: Final = [0, 9]


def may_begin_decade(text: str, lexeme: Lexeme) -> bool:
    """Return whether the lexeme is a decade: most are not, and need no closer look."""
    return lexeme.word in _WORDS or _first_year(text, lexeme) is not None


@as_in(
    "The woman is in her late 20s.",
    "The man was in his thirties.",
    "The man was in his mid-40s.",
    no=(
        "The bridge was built in the late 20s.",
        "The firm closed in the thirties.",
    ),
)
def read_decade(text: str, lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the ages that a decade of a life at lexeme `i` has, or None."""
    year = _first_year(text, lexemes[i])
    if year is None:
        return None
    last = i + 1
    if lexemes[i].word.isdecimal():
        last += 2 if word_at(lexemes, i + 1) != "s" else 1
    first = i - (word_at(lexemes, i - 1) == "-")
    part = _PARTS.get(word_at(lexemes, first - 1))
    first = first - 1 if part is not None else i
    if word_at(lexemes, first - 1) not in _WHOSE:
        return None
    low, high = part or _WHOLE
    return Amount(first, last, None, float(year + low), float(year + high), "range", "year", "age")


def _first_year(text: str, lexeme: Lexeme) -> int | None:
    """Return the first year of a decade in words or digits: "thirties", "30s", "30's"."""
    if lexeme.word in _WORDS:
        return _WORDS[lexeme.word]
    found = _DIGITS.match(text, lexeme.start)
    return int(found.group()[:2]) if found else None
