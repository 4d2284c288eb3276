"""Numbers with their bounds and units: `read_amounts` reads "up to 180 km/h" as one amount.

Only words are read here, no tree. Dates, clock times, addresses, scores and numbers that are part
of a name are left out. What a plain count counts is found in `expressions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.ages import aged
from worker.extract.quantities.comparators import (
    AFTER,
    Amount,
    comparator_after,
    comparator_before,
)
from worker.extract.quantities.non_amounts import is_name_part
from worker.extract.quantities.numbers import lex, may_start, read_number, word_at
from worker.extract.quantities.units import DURATIONS, Unit, read_unit, sign_before
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.numbers import Lexeme, Number

_TWICE: Final = words("quantities", "numbers", "twice")
_SINGLE: Final = words("quantities", "numbers", "single")
_MAGNITUDE: Final = words("quantities", "quakes", "magnitude")
_LONG: Final = words("quantities", "lengths", "long")
_AGO: Final = words("quantities", "lengths", "ago")
_RANGING: Final = words("quantities", "lengths", "ranging")
_LASTING: Final = frozenset({"for", "after"}) | words("quantities", "lengths", "taking")
_SHORT_UNITS: Final = words("quantities", "lengths", "short_units")
_PAST: Final = words("quantities", "nouns", "past")
_ERAS: Final = words("quantities", "nouns", "eras")
_SUSPENDED: Final = 5
"""Numbers in a row whose unit only the last one has."""
_UNWED: Final = words("quantities", "nouns", "unwed")
_UNCHANGED: Final = words("quantities", "lengths", "plurals")
"""Plurals of units without an "s"."""


def read_amounts(text: str) -> tuple[list[Lexeme], list[Amount]]:
    """The lexemes of `text`, and the amounts in it in order, which never overlap."""
    lexemes = lex(text)
    amounts: list[Amount] = []
    i = 0
    while i < len(lexemes):
        amount = _amount(text, lexemes, i) if may_begin(lexemes[i]) else None
        if amount is None:
            i += 1
            continue
        amount = aged(text, lexemes, amount, amounts[-1] if amounts else None)
        if not amounts or amount.first >= amounts[-1].last:
            amounts.append(amount)
        i = max(i + 1, amount.last)
    return lexemes, amounts


def may_begin(lexeme: Lexeme) -> bool:
    """Whether an amount can begin with this lexeme."""
    return may_start(lexeme) or lexeme.word in _TWICE or lexeme.word in DURATIONS


def _amount(text: str, lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """The amount that begins at lexeme `i`, or None."""
    number = read_number(lexemes, i)
    if number is None:
        return _article(lexemes, i) or _lengths(lexemes, i) or _twice(lexemes, i)
    if is_name_part(text, lexemes, number):
        return None
    read = _ranged(lexemes, number) or _measured(lexemes, number)
    first, last, unit, bounds = read
    if unit is not None and unit.property == "duration" and _is_time(lexemes, first, last):
        return None
    return _bounded(lexemes, first, last, unit, bounds)


def _measured(
    lexemes: Sequence[Lexeme], number: Number
) -> tuple[int, int, Unit | None, tuple[float | None, float | None, float | None]]:
    """A number with its unit: first and last lexeme, the unit, and the value with its bounds."""
    first, last, money = _with_sign(lexemes, number)
    unit = money
    named = first - 1 - (word_at(lexemes, first - 1) == "-")
    if number.percent:
        unit = Unit("percent", "percent", last)
    elif word_at(lexemes, named) in _MAGNITUDE:
        first, unit = named, Unit("count", "magnitude", last)
    elif money is None:
        unit = read_unit(lexemes, _skip_after(lexemes, last)) or _unit_of_many(lexemes, number)
        unit = unit or _suspended(lexemes, last)
        last = unit.last if unit is not None else last
    factor = unit.factor if unit is not None else 1.0
    values = [None if v is None else v * factor for v in (number.value, number.low, number.high)]
    return first, last, unit, (values[0], values[1], values[2])


def _suspended(lexemes: Sequence[Lexeme], last: int) -> Unit | None:
    """As in "16-, 17- and 18-year-olds", "12 and 14 years old": the unit that the last one has."""
    at, hyphen = last, word_at(lexemes, last) == "-"
    for _ in range(_SUSPENDED):
        at += word_at(lexemes, at) == "-"
        joint = at
        while word_at(lexemes, at) in (",", "and", "or"):
            at += 1
        other = read_number(lexemes, at) if joint < at else None
        if other is None:
            return None
        unit = read_unit(lexemes, other.last)
        if unit is not None:
            return unit._replace(last=last) if hyphen or unit.property == "age" else None
        at = other.last
    return None


def _unit_of_many(lexemes: Sequence[Lexeme], number: Number) -> Unit | None:
    """As in "hundreds of miles", "millions more dollars", but not "hundreds of foot soldiers"."""
    if number.value is not None:
        return None
    at = number.last + (word_at(lexemes, number.last) == "more")
    at += word_at(lexemes, at) == "of"
    unit = read_unit(lexemes, at) if at > number.last else None
    if unit is None and word_at(lexemes, at).isalpha():
        after = read_unit(lexemes, at + 1)  # "millions of federal dollars"
        unit = after if after is not None and after.property == "money" else None
    word = word_at(lexemes, unit.last - 1) if unit is not None else ""
    return unit if word.endswith("s") or word in _UNCHANGED else None


def _with_sign(lexemes: Sequence[Lexeme], number: Number) -> tuple[int, int, Unit | None]:
    """The number with the sign of a currency before it."""
    signed = sign_before(lexemes, number.first)
    if signed is None:
        return number.first, number.last, None
    return signed[0], number.last, Unit("money", signed[1], number.last)


def _skip_after(lexemes: Sequence[Lexeme], last: int) -> int:
    """Where a unit begins after "or more" or an editor's bracket, which follow the number."""
    if word_at(lexemes, last) == "]":
        return last + 1
    for phrase, _ in AFTER:
        if phrase[0] == "or" and [word_at(lexemes, last + k) for k in range(2)] == phrase:
            return last + 2
    return last


def _ranged(
    lexemes: Sequence[Lexeme], number: Number
) -> tuple[int, int, Unit | None, tuple[None, float, float]] | None:
    """As in "between 15 and 20", "7 million to 8 million euros", "5-10 percent"."""
    first, last, money = _with_sign(lexemes, number)
    before, joint = word_at(lexemes, first - 1), last
    unit = money or read_unit(lexemes, last)
    if money is None and unit is not None:
        joint = unit.last
    if not _joins(lexemes, first, joint) or number.value is None:
        return None
    at = joint + 1 + (word_at(lexemes, joint + 1) == "to")
    at += word_at(lexemes, at) in ("$", "€", "£")
    other = read_number(lexemes, at)
    if other is None or other.value is None:
        return None
    end = other.last
    last_unit = read_unit(lexemes, end)
    if unit is not None and money is None and (last_unit is None or last_unit.name != unit.name):
        return None  # "up 0.5 per cent to 11,130"
    if money is None and last_unit is not None:
        unit, end = last_unit, last_unit.last
    low = _same_scale(number.value, other.value)
    if low >= other.value:
        return None
    start = first - 1 if before in ("between", "from") else first
    factor = unit.factor if unit is not None else 1.0
    return start, end, unit, (None, low * factor, other.value * factor)


def _joins(lexemes: Sequence[Lexeme], first: int, joint: int) -> bool:
    """Whether the lexeme `joint` joins the number at `first` and the next one to a range."""
    before, word = word_at(lexemes, first - 1), word_at(lexemes, joint)
    if before == "between":
        return word in ("and", "-")
    near = [word_at(lexemes, first - k) for k in range(1, 5)]
    if "from" in near:  # "rose from the current $7 to $12" states two sums
        return word == "to" and not _RANGING.isdisjoint(near)
    return word in ("to", "-", "or")


def _same_scale(low: float, high: float) -> float:
    """As in "5 to 10 million" and "20 to 30,000" begin at five million and twenty thousand."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        if high >= scale and high % scale == 0 and low < 1000 and high / scale > low:  # noqa: PLR2004
            return low * scale if high / scale < 1000 and scale >= 1e6 else low  # noqa: PLR2004
    return low


def _bounded(
    lexemes: Sequence[Lexeme],
    first: int,
    last: int,
    unit: Unit | None,
    bounds: tuple[float | None, float | None, float | None],
) -> Amount:
    """The amount that a number makes with the comparator before or after it."""
    value, low, high = bounds
    start, kind = comparator_before(lexemes, first, value, unit)
    end = last
    shared = kind is not None
    if kind is None:
        end, kind = comparator_after(lexemes, last)
    if value is None:  # a vague word or a range keeps its bounds
        kind = "gte" if high is None else "range"
        low = None if unit is not None and unit.property == "age" and kind == "range" else low
        low, high = bounds[1], bounds[2]
    else:
        kind = kind or "eq"
        low = value if kind in ("eq", "gt", "gte") else None
        high = value if kind in ("eq", "lt", "lte") else None
    named = unit.name if unit is not None else None
    measured = unit.property if unit is not None else None
    return Amount(start, end, value, low, high, kind, named, measured, shared)


def _article(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """As in "less than a year", "about a mile": an article is one only if bounded."""
    if word_at(lexemes, i) == "half" and word_at(lexemes, i + 1) in ("a", "an"):
        unit, value, at = read_unit(lexemes, i + 2), 0.5, i
    elif word_at(lexemes, i) in ("a", "an"):
        unit, value, at = read_unit(lexemes, i + 1), 1.0, i
    else:
        return None
    if unit is None or unit.property not in ("duration", "measure") or unit.name == "second":
        return None
    start, kind = comparator_before(lexemes, at, None, unit)
    if (kind is None and value == 1.0) or _is_time(lexemes, start, unit.last):
        return None
    value *= unit.factor
    return _bounded(lexemes, at, unit.last, unit, (value, value, value))


def _lengths(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """As in "for weeks", "hours long", "decades of war": at least two of the unit."""
    word, before, after = (word_at(lexemes, k) for k in (i, i - 1, i + 1))
    unit = read_unit(lexemes, i) if word.endswith(("s", "ies")) else None
    if unit is None or unit.property != "duration" or word in _SHORT_UNITS:
        return None
    if before not in _LASTING and after != "of" and after not in _LONG:
        return None
    if before in _ERAS:
        return None
    low = 2 * unit.factor
    last = unit.last + (after in _LONG)
    return Amount(i, last, None, low, None, "gte", unit.name, "duration")


def _twice(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """As in "rang twice", "a single shot"."""
    if word_at(lexemes, i) == "a" and word_at(lexemes, i + 1) in _SINGLE:
        denied = word_at(lexemes, i - 1) == "not" or word_at(lexemes, i + 2) in _UNWED
        return None if denied else Amount(i, i + 2, 1.0, 1.0, 1.0, "eq")
    if word_at(lexemes, i) not in _TWICE or word_at(lexemes, i + 1) in ("as", "the"):
        return None
    return Amount(i, i + 1, 2.0, 2.0, 2.0, "eq", "time", "count")


def _is_time(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether it says when: "two years ago", "the past 30 days", "one day"."""
    if [word_at(lexemes, first), word_at(lexemes, last - 1)] == ["one", "day"]:
        return word_at(lexemes, first - 1) not in ("in", "for", "within", "after", "than")
    if word_at(lexemes, last) in _AGO:
        return True
    if word_at(lexemes, first - 1) in ("to", "or", "-") and word_at(lexemes, first - 2).isalnum():
        first -= 2  # "the last three to four weeks"
    return word_at(lexemes, first - 1) in _PAST
