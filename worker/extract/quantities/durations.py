"""Lengths of time without a number, and times that only look like one: "a week or so"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.comparators import (
    Amount,
    bounded,
    comparator_after,
    comparator_before,
)
from worker.extract.quantities.lexemes import word_at
from worker.extract.quantities.units import Unit, read_unit
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme

_TWO: Final = words("quantities", "numbers", "or_two")
_LONG: Final = words("quantities", "lengths", "long")
_AGO: Final = words("quantities", "lengths", "ago")
_LASTING: Final = frozenset({"for", "after"}) | words("quantities", "lengths", "taking")
_AHEAD: Final = words("quantities", "lengths", "ahead")
_AGES_LONG: Final = words("quantities", "lengths", "ages_long")
_SHORT_UNITS: Final = words("quantities", "lengths", "short_units")
_OVER: Final = frozenset({"in", "over", "for", "during", "within", "of", "through", "throughout"})
_PAST: Final = words("quantities", "nouns", "past")
_ERAS: Final = words("quantities", "nouns", "eras")


@as_in(
    "The work took less than a year.",
    "The road is about a mile long.",
    "The bridge is half an hour away.",
    "The work took a day or two.",
    "The work took a year and a half.",
    no=("The mayor left on a day of rain.",),
)
def article_with_unit(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the amount of an article with a unit, where it is a length and no time."""
    if word_at(lexemes, i) == "half" and word_at(lexemes, i + 1) in ("a", "an"):
        unit, value, at = read_unit(lexemes, i + 2), 0.5, i
    elif word_at(lexemes, i) in ("a", "an"):
        unit, value, at = read_unit(lexemes, i + 1), 1.0, i
    else:
        return None
    if unit is None or unit.property not in ("duration", "measure") or unit.name == "second":
        return None
    last, after = unit.last, [word_at(lexemes, unit.last + k) for k in range(3)]
    if after[0] == "or" and after[1] in _TWO:
        return bounded(lexemes, at, last + 2, unit, (None, unit.factor, 2 * unit.factor))
    if after == ["and", "a", "half"]:
        value, last = 1.5, last + 3
    start, kind = comparator_before(lexemes, at, None, unit)
    bare = kind is None and value == 1.0
    if (bare and not _is_length(lexemes, at, last, unit)) or is_time(lexemes, start, last):
        return None
    value *= unit.factor
    return bounded(lexemes, at, last, unit, (value, value, value))


@as_in(
    "The road was closed for a week.",
    "A week or so went by.",
    "The bridge opened a week ahead of the vote.",
    no=(
        "The firm closes a day like this.",
        "The phone rang twice a day.",
    ),
)
def _is_length(lexemes: Sequence[Lexeme], at: int, last: int, unit: Unit) -> bool:
    """Return whether an article with a unit of time says how long something takes."""
    if comparator_after(lexemes, last)[1] is not None:
        return True
    before, after = word_at(lexemes, at - 1), word_at(lexemes, last)
    lasts = before in ("for", "been", "within", "after") or after in _AHEAD
    return unit.property == "duration" and lasts and after not in ("of", "like", "when", "that")


@as_in(
    "The talks went on for weeks.",
    "The queue was hours long.",
    "The town saw decades of war.",
    no=(
        "The last days of the war were hard.",
        "The town argued for years.",
    ),
)
def plural_duration(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the amount of a plural of time without a number: at least two of the unit."""
    word, before, after = (word_at(lexemes, k) for k in (i, i - 1, i + 1))
    unit = read_unit(lexemes, i) if word.endswith(("s", "ies")) else None
    if before == "for" and word in _AGES_LONG:
        return None  # "for years" is a figure of speech
    if unit is None or unit.property != "duration" or word in _SHORT_UNITS:
        return None
    if before not in _LASTING and after != "of" and after not in _LONG:
        return None
    if before in _ERAS:
        return None
    low = 2 * unit.factor
    last = unit.last + (after in _LONG)
    return Amount(i, last, None, low, None, "gte", unit.name, "duration")


@as_in(
    "The bridge closed two years ago.",
    "The firm hired guards in the past several days.",
    "The last five days have been hard.",
    "The bridge closed one day in May.",
    no=(
        "The bridge was closed for 30 days.",
        "The firm hired guards in the past 30 days.",
    ),
)
def is_time(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Return whether a duration says only when something happened."""
    if [word_at(lexemes, first), word_at(lexemes, last - 1)] == ["one", "day"]:
        return word_at(lexemes, first - 1) not in ("in", "for", "within", "after", "than")
    if word_at(lexemes, first - 1) in _PAST:
        at = first - 2 - (word_at(lexemes, first - 2) in ("the", "these"))
        return word_at(lexemes, first) == "several" or word_at(lexemes, at) not in _OVER
    return word_at(lexemes, last) in _AGO
