"""Numbers with their bounds and units: `read_amounts` reads "up to 180 km/h" as one amount.

Only words are read here, no tree. Dates, clock times, addresses, scores and numbers that are part
of a name are left out. What a plain count counts is found in `expressions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.ages import read_age
from worker.extract.quantities.comparators import (
    AFTER,
    AFTER_NUMBERS,
    Amount,
    bounded,
    comparator_before,
)
from worker.extract.quantities.decades import may_begin_decade, read_decade
from worker.extract.quantities.durations import article_with_unit, is_time, plural_duration
from worker.extract.quantities.lexemes import lex, word_at
from worker.extract.quantities.non_amounts import is_name_part
from worker.extract.quantities.numbers import may_start, read_number
from worker.extract.quantities.units import DURATIONS, Unit, read_unit, sign_before
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme
    from worker.extract.quantities.numbers import Number

_TWICE: Final = words("quantities", "numbers", "twice")
_SINGLE: Final = words("quantities", "numbers", "single")
_MAGNITUDE: Final = words("quantities", "quakes", "magnitude")
_RANGING: Final = words("quantities", "lengths", "ranging")
_LONGEST_ROW: Final = 5
"""Numbers in a row whose unit only the last one has; it bounds the cost."""
_NEAR: Final = 4
"""Lexemes before a number in which "from" and "ranging" are looked for; farther back they are of
another number."""
_THOUSAND: Final = 1000
"""Numbers below it may leave out a scale, and be of one: "5 to 10 million"."""
_MILLION: Final = 1e6
"""The least scale that a lower bound leaves out: in "20 to 30,000" it is twenty."""
_UNWED: Final = words("quantities", "nouns", "unwed")
_PLURALS: Final = words("quantities", "lengths", "plurals")


def read_amounts(text: str) -> tuple[list[Lexeme], list[Amount]]:
    """Return the lexemes of `text`, and the amounts in it in order, which never overlap."""
    lexemes = lex(text)
    amounts: list[Amount] = []
    i = 0
    while i < len(lexemes):
        amount = _amount(text, lexemes, i) if may_begin(lexemes[i]) else None
        if amount is None and may_begin_decade(text, lexemes[i]):
            amount = read_decade(text, lexemes, i)
        if amount is None:
            i += 1
            continue
        amount = read_age(text, lexemes, amount, amounts[-1] if amounts else None)
        if not amounts or amount.first >= amounts[-1].last:
            amounts.append(amount)
        i = max(i + 1, amount.last)
    return lexemes, amounts


def may_begin(lexeme: Lexeme) -> bool:
    """Return whether an amount can begin with this lexeme."""
    return may_start(lexeme) or lexeme.word in _TWICE or lexeme.word in DURATIONS


@as_in(
    "The wind reached up to 180 km/h.",
    "The phone rang twice.",
    no=("The bridge fell on June 20.",),
)
def _amount(text: str, lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the amount that begins at lexeme `i`, or None."""
    number = read_number(lexemes, i)
    if number is None:
        return article_with_unit(lexemes, i) or plural_duration(lexemes, i) or _twice(lexemes, i)
    if is_name_part(text, lexemes, number):
        return None
    read = _range(lexemes, number) or _number_with_unit(lexemes, number)
    first, last, unit, bounds = read
    if unit is not None and unit.property == "duration" and is_time(lexemes, first, last):
        return None
    return bounded(lexemes, first, last, unit, bounds)


@as_in(
    "The bridge is 300 metres long.",
    "The quake had magnitude 6.1.",
    "The bridge cost $20 million.",
)
def _number_with_unit(
    lexemes: Sequence[Lexeme], number: Number
) -> tuple[int, int, Unit | None, tuple[float | None, float | None, float | None]]:
    """Return the first and last lexeme of a number with its unit, the unit, value and bounds."""
    first, last, money = _with_sign(lexemes, number)
    unit = money
    named = first - 1 - (word_at(lexemes, first - 1) == "-")
    if number.percent:
        unit = Unit("percent", "percent", last)
    elif word_at(lexemes, named) in _MAGNITUDE:
        first, unit = named, Unit("count", "magnitude", last)
    elif _is_of_magnitude(lexemes, number):
        unit = Unit("count", "magnitude", last)
    elif money is None:
        unit = read_unit(lexemes, _unit_start(lexemes, last)) or _unit_of_many(lexemes, number)
        unit = unit or _shared_unit(lexemes, last)
        last = unit.last if unit is not None else last
    factor = unit.factor if unit is not None else 1.0
    values = [None if v is None else v * factor for v in (number.value, number.low, number.high)]
    return first, last, unit, (values[0], values[1], values[2])


@as_in(
    "The quake had a magnitude of more than 5.",
    "The quake had a magnitude of 5.2.",
    no=("The quake hit a town of 5.",),
)
def _is_of_magnitude(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether "magnitude of" is before the number with its comparator."""
    start, _ = comparator_before(lexemes, number.first, number.value, None)
    return word_at(lexemes, start - 1) == "of" and word_at(lexemes, start - 2) in _MAGNITUDE


@as_in(
    "The firm hired 16-, 17- and 18-year-olds.",
    "The girls are 12 and 14 years old.",
    no=("The firm lost 12 and 14 days.",),
)
def _shared_unit(lexemes: Sequence[Lexeme], last: int) -> Unit | None:
    """Return the unit of the last number in a list, which the numbers before it share."""
    at, hyphen = last, word_at(lexemes, last) == "-"
    for _ in range(_LONGEST_ROW):
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


@as_in(
    "Hundreds of miles of road were closed.",
    "The firm lost millions more dollars.",
    "The firm got millions of federal dollars.",
    no=("Hundreds of foot soldiers left the town.",),
)
def _unit_of_many(lexemes: Sequence[Lexeme], number: Number) -> Unit | None:
    """Return the unit of a number that is only a plural, after "of" or "more"."""
    if number.value is not None:
        return None
    at = number.last + (word_at(lexemes, number.last) == "more")
    at += word_at(lexemes, at) == "of"
    unit = read_unit(lexemes, at) if at > number.last else None
    if unit is None and word_at(lexemes, at).isalpha():
        after = read_unit(lexemes, at + 1)  # "millions of federal dollars"
        unit = after if after is not None and after.property == "money" else None
    word = word_at(lexemes, unit.last - 1) if unit is not None else ""
    return unit if word.endswith("s") or word in _PLURALS else None


def _with_sign(lexemes: Sequence[Lexeme], number: Number) -> tuple[int, int, Unit | None]:
    """Return the first and last lexeme of a number with its currency sign, and the unit."""
    signed = sign_before(lexemes, number.first)
    if signed is None:
        return number.first, number.last, None
    return signed[0], number.last, Unit("money", signed[1], number.last)


def _unit_start(lexemes: Sequence[Lexeme], last: int) -> int:
    """Return where a unit begins after "or more" or an editor's bracket after the number."""
    if word_at(lexemes, last) == "]":
        return last + 1
    for phrase, _ in AFTER:
        if phrase[0] == "or" and [word_at(lexemes, last + k) for k in range(2)] == phrase:
            return last + 2
    return last


@as_in(
    "Between 15 and 20 men were hurt.",
    "The bridge cost 7 million to 8 million euros.",
    "Prices rose 5-10 percent.",
    no=("The index rose 0.5 per cent to 11,130.",),
)
def _range(
    lexemes: Sequence[Lexeme], number: Number
) -> tuple[int, int, Unit | None, tuple[None, float, float]] | None:
    """Return the first and last lexeme of a range of two numbers, its unit and its bounds."""
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
    in_words = lexemes[other.last - 1].number is None
    low = _same_scale(number.value, other.value) if in_words else number.value
    if low >= other.value:
        return None
    start = first - 1 if before in ("between", "from") else first
    factor = unit.factor if unit is not None else 1.0
    return start, end, unit, (None, low * factor, other.value * factor)


@as_in(
    "Between 15 and 20 men were hurt.",
    "The fees range from 5 to 10 euros.",
    "The rate fell from 5% to 4.1%-4.4% in May.",
    no=(
        "The price rose from the current $7 to $12.",
        "The death toll rose by seven to 19.",
    ),
)
def _joins(lexemes: Sequence[Lexeme], first: int, joint: int) -> bool:
    """Return whether lexeme `joint` joins the number at `first` and the next one to a range."""
    before, word = word_at(lexemes, first - 1), word_at(lexemes, joint)
    if before == "between":
        return word in ("and", "-")
    if before == "by" and word == "to" and _is_change(lexemes, joint):
        return False
    near = [word_at(lexemes, first - k) for k in range(1, _NEAR + 1)]
    if "from" in near and "to" not in near[: near.index("from")]:
        # "rose from the current $7 to $12" states two sums
        return word == "to" and not _RANGING.isdisjoint(near)
    return word in ("to", "-", "or")


@as_in(
    "The death toll rose by seven to 19.",
    no=(
        "The rate rose by 5 to 10 percent.",
        "The staff rose by 5 to 10 guards.",
    ),
)
def _is_change(lexemes: Sequence[Lexeme], joint: int) -> bool:
    """Return whether a change is before "to" at lexeme `joint`, and a bare level after it."""
    level = read_number(lexemes, joint + 1)
    after = word_at(lexemes, level.last) if level is not None else ""
    return level is not None and (not after.isalpha() or after in AFTER_NUMBERS)


@as_in("The bridge cost 5 to 10 million euros.", "The flood displaced 1.2 to 1.5 million people.")
def _same_scale(low: float, high: float) -> float:
    """Return the lower bound of a range, in millions where only the upper one says so."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        tenths = round(10 * high / scale, 6)  # "1.2 to 1.5 million"
        if high >= scale and tenths % 1 == 0 and low < _THOUSAND and high / scale > low:
            return low * scale if high / scale < _THOUSAND and scale >= _MILLION else low
    return low


@as_in(
    "The phone rang twice.",
    "The guard fired a single shot.",
    no=(
        "The bridge is twice as long.",
        "Ana Brandt is a single mother.",
    ),
)
def _twice(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the amount of "twice" or "a single"."""
    if word_at(lexemes, i) == "a" and word_at(lexemes, i + 1) in _SINGLE:
        denied = word_at(lexemes, i - 1) == "not" or word_at(lexemes, i + 2) in _UNWED
        return None if denied else Amount(i, i + 2, 1.0, 1.0, 1.0, "eq")
    if word_at(lexemes, i) not in _TWICE or word_at(lexemes, i + 1) in ("as", "the"):
        return None
    return Amount(i, i + 1, 2.0, 2.0, 2.0, "eq", "time", "count")
