"""Short scales after digits: "60m" is 60 million shares, or 60 metres."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import word_at
from worker.extract.quantities.units import sign_before
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme

_CURRENCIES: Final = {
    word for row in table("quantities")["units"]["money"].values() for word in row.split()
}
_PERSONS: Final = words("quantities", "nouns", "persons")
_CHANGING: Final = words("quantities", "measuring", "verbs")
_WERE: Final = frozenset({"were", "are", "have"})
_PREPOSITIONS: Final = frozenset(
    {
        "in",
        "on",
        "at",
        "of",
        "to",
        "and",
        "or",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "was",
        "has",
    }
)
_DIMENSIONS: Final = words("quantities", "numbers", "metres")
_NEAR_CHANGE: Final = 5
"""Lexemes before "to 60m" among which a verb such as "rose" is looked for: farther back it is said
of another thing."""
_NEAR_COUNTED: Final = 3
"""Lexemes after "60m" among which what it counts is looked for: "60m active monthly users"."""


@as_in(
    "The firm lost $3bn.",
    "The firm lost £5m.",
    "The firm lost EUR 5m.",
    "The firm sold 60m shares.",
    "Sales rose to 60m from 50m.",
    no=(
        "Ana Brandt won the 60m hurdles.",
        "Ana Brandt won the 60m in May.",
        "The bridge fell 60m.",
    ),
)
def is_scale(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Return whether "m" is million, and no metres: of money, or before what it counts."""
    if lexemes[at].start != lexemes[at - 1].end:
        return False
    if lexemes[at].word != "m" or sign_before(lexemes, at - 1) is not None:
        return True
    after = [word_at(lexemes, at + k) for k in range(1, _NEAR_COUNTED + 2)]
    changed = {word_at(lexemes, at - k) for k in range(3, 3 + _NEAR_CHANGE)} & _CHANGING
    if after[0] in _WERE or (word_at(lexemes, at - 2) in ("to", "from") and changed):
        return True
    for word, following in pairwise(after):
        if not word.isalpha() or word in _DIMENSIONS or word in _PREPOSITIONS:
            return False
        if word in _CURRENCIES or (word in _PERSONS or word.endswith("s")):
            return not following.startswith(("'", "\u2019"))
    return False
