"""Numbers in running text: `read_number` reads the one that begins at a lexeme.

The grammar is the project's own, since no library reads "a quarter of a million", "25, 000" and
"dozens" alike without taking a year, a clock time or "IE9" for a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import FRACTION_SIGNS, word_at
from worker.extract.quantities.millions import is_scale
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme

_NUMERALS: Final[str] = table("quantities")["numbers"]["units"]
_DECADES: Final[str] = table("quantities")["numbers"]["tens"]
_UNITS: Final = {word: float(n) for n, word in enumerate(_NUMERALS.split())}
_TENS: Final = {word: 10.0 * n for n, word in enumerate(_DECADES.split(), start=2)}
_SCALES: Final[dict[str, float]] = table("quantities")["numbers"]["scales"]
_PLURALS: Final[dict[str, float]] = table("quantities")["numbers"]["plurals"]
_FRACTIONS: Final[dict[str, float]] = table("quantities")["numbers"]["fractions"]
_SHORT_SCALES: Final = words("quantities", "numbers", "short_scales")
_CARDINALS: Final = frozenset({*_UNITS, *_TENS, *_SCALES}) - _SHORT_SCALES
_WHOLES: Final = words("quantities", "numbers", "wholes") | {
    word
    for kind in ("duration", "measure")
    for words in table("quantities")["units"][kind].values()
    for word in words.split()
}
_HALVES: Final = words("quantities", "numbers", "halves")
_MULTIPLE: Final = words("quantities", "numbers", "multiple")
_FEW: Final = {"several": 3.0, "few": 3.0, **dict.fromkeys(_MULTIPLE, 2.0)}
_ARTICLES: Final = frozenset({"a", "an"})
_STARTS: Final = frozenset({*_UNITS, *_TENS, *_PLURALS, *_FRACTIONS, *_FEW, *_ARTICLES})
_BOUNDING: Final = words("quantities", "numbers", "bounding")
_POINT: Final = words("quantities", "numbers", "point")
_TWO: Final = words("quantities", "numbers", "or_two")
_COUPLE: Final = words("quantities", "numbers", "couple")
_WHOLE: Final = 100.0
"""Percent of a whole."""
_ONES: Final = range(1, 10)
"""Numbers after a ten that are part of it: "twenty-three", but not "twenty twelve"."""
_DIGITS: Final = range(10)
"""What can follow the point of a number in words."""
_THOUSAND: Final = 1000
"""Numbers below it are part of a "thousand" before them: "two thousand three hundred"."""
_MOST_IN: Final = 100
"""The largest number that a share is taken of: 2008 in "one in 2008" is a year."""
_MOST_OF: Final = 9
"""The largest number that is a share of another: larger ones are two counts, "12 in 20 days"."""


class Number(NamedTuple):
    """A number from lexeme `first` up to `last`; `value` is None where words give only bounds."""

    first: int
    last: int
    value: float | None
    low: float
    high: float | None
    percent: bool = False


def is_number(word: str) -> bool:
    """Return whether a word in small letters is a number by itself: "20", "3.5", "twenty"."""
    return word.replace(",", "").replace(".", "").isdigit() or word in _CARDINALS


def may_start(lexeme: Lexeme) -> bool:
    """Return whether a number can begin with this lexeme: most words need no closer look."""
    return lexeme.number is not None or lexeme.word in _STARTS


@as_in("The firm hired 300 guards.", "Dozens left.", no=("A man left.",))
def read_number(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return the number that begins at lexeme `i`, or None."""
    return (
        _part_of_scale(lexemes, i)
        or _fraction(lexemes, i)
        or _vague(lexemes, i)
        or _cardinal(lexemes, i)
    )


@as_in(
    "The firm hired 1,250 guards.",
    "Twenty-three guards left.",
    "A thousand guards left.",
    "One and a half million left.",
    "A million and a half guards left.",
    "A dozen or two left.",
    no=("A guard left.",),
)
def _cardinal(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return a number in digits or in words, with the scales and the half after it."""
    if word_at(lexemes, i) in _ARTICLES:
        return _one_scale(lexemes, i)
    read = _digits(lexemes, i) or _words(lexemes, i)
    if read is None:
        return None
    value, last = _with_decimals(lexemes, *read)
    half = [word_at(lexemes, last + k) for k in range(3)]
    if half in (["and", "a", "half"], ["and", "-", "half"]):
        value, last = value + 0.5, last + 3
    elif half[0] in FRACTION_SIGNS:
        value, last = value + FRACTION_SIGNS[half[0]], last + 1
    value, last = _scaled(lexemes, value, last)
    return Number(i, last, value, value, value)


@as_in(
    "A thousand guards left.",
    "A million and a half guards left.",
    "A dozen or two left.",
    no=("A guard left.",),
)
def _one_scale(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return the number of an article with a scale, with the half or the "or two" after it."""
    scale = word_at(lexemes, i + 1)
    if scale not in _SCALES or scale in _SHORT_SCALES:
        return None
    value, last = _scaled(lexemes, 1.0, i + 1)
    after = [word_at(lexemes, last + k) for k in range(3)]
    if after == ["and", "a", "half"]:
        value, last = 1.5 * value, last + 3
    elif after[0] == "or" and after[1] in _TWO:
        return Number(i, last + 2, None, value, 2 * value)
    return Number(i, last, value, value, value)


@as_in("One point two million guards left.")
def _with_decimals(lexemes: Sequence[Lexeme], value: float, last: int) -> tuple[float, int]:
    """Return a number in words with the digits after its point, and the lexeme after it."""
    if word_at(lexemes, last) not in _POINT:
        return value, last
    end, digits = last + 1, ""
    while (digit := _UNITS.get(word_at(lexemes, end))) is not None and digit in _DIGITS:
        digits, end = f"{digits}{digit:.0f}", end + 1
    return (float(f"{value:.0f}.{digits}"), end) if digits else (value, last)


@as_in("The firm hired 1,250 guards.", no=("The firm hired twenty guards.",))
def _digits(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """Return a number in digits, and the lexeme after it."""
    number = lexemes[i].number if i < len(lexemes) else None
    return None if number is None else (number, i + 1)


@as_in(
    "Twenty-three guards left.",
    "Two hundred and five guards left.",
    no=(
        "Dozens of guards left.",
        "Half left.",
    ),
)
def _words(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """Return a number below a thousand in words, and the lexeme after it."""
    value, last = _below_hundred(lexemes, i)
    if last == i:
        return None
    if word_at(lexemes, last) == "hundred":
        value, last = value * 100, last + 1
        joint = last + (word_at(lexemes, last) == "and")
        rest, end = _below_hundred(lexemes, joint)
        if end > joint:
            value, last = value + rest, end
    return value, last


def _below_hundred(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int]:
    """Return a number below a hundred in words, and the lexeme after it: `i` without one."""
    word = word_at(lexemes, i)
    if word in _UNITS:
        return _UNITS[word], i + 1
    if word not in _TENS:
        return 0.0, i
    j = i + 1 + (word_at(lexemes, i + 1) == "-")
    unit = _UNITS.get(word_at(lexemes, j), 0.0)
    return (_TENS[word] + unit, j + 1) if unit in _ONES else (_TENS[word], i + 1)


@as_in("The firm lost 3bn euros.", "Two thousand three hundred guards left.")
def _scaled(lexemes: Sequence[Lexeme], value: float, last: int) -> tuple[float, int]:
    """Return the value times the scales after it: "20 thousand", "3bn", "two million dollars"."""
    while True:
        at = last + (word_at(lexemes, last) == "-")
        scale = word_at(lexemes, at)
        if scale not in _SCALES or (scale in _SHORT_SCALES and not is_scale(lexemes, at)):
            return value, last
        value, last = value * _SCALES[scale], at + 1
        if scale == "thousand":
            rest = _digits(lexemes, last) or _words(
                lexemes, last + (word_at(lexemes, last) == "and")
            )
            if rest is not None and rest[0] < _THOUSAND:
                value, last = value + rest[0], rest[1]


@as_in(
    "Dozens left.",
    "Several hundred guards left.",
    "A couple of guards left.",
    no=(
        "A guard left.",
        "Few left.",
    ),
)
def _vague(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return a number that words state only by its bounds."""
    word, after = word_at(lexemes, i), word_at(lexemes, i + 1)
    if word in _PLURALS:
        return _plural(lexemes, i)
    few = i + (word == "a")
    if word_at(lexemes, few) in _FEW and (word_at(lexemes, few) != "few" or few > i):
        low, last = _scaled(lexemes, _FEW[word_at(lexemes, few)], few + 1)
        return Number(i, last, None, low, None)
    if word in _ARTICLES and after in _COUPLE:
        end = i + 2 + (word_at(lexemes, i + 2) == "of")
        scale, last = _scaled(lexemes, 1.0, end)
        return Number(i, last, None, 2 * scale, 3 * scale)
    return None


@as_in("Dozens left.", "Hundreds of thousands left.", no=("The scores were high.",))
def _plural(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return the number of a plural of a scale: at least two of it."""
    word, low, last = word_at(lexemes, i), 2 * _PLURALS[word_at(lexemes, i)], i + 1
    while word_at(lexemes, last) == "of" and word_at(lexemes, last + 1) in _PLURALS:
        low, last = low * _PLURALS[word_at(lexemes, last + 1)], last + 2
    if word in ("tens", "scores") and last == i + 1 and word_at(lexemes, last) != "of":
        return None
    if word == "tens" and last == i + 1:
        low = 20.0
    return Number(i, last, None, low, None)


@as_in(
    "Half a million left.",
    "A quarter of a million left.",
    "Half a dozen guards left.",
    "Three quarters of a million left.",
    no=("Half the guards left.",),
)
def _part_of_scale(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return the parts of a scale that a fraction before it makes."""
    above = _UNITS.get(word_at(lexemes, i), 1.0)
    counted = word_at(lexemes, i) in _ARTICLES or word_at(lexemes, i) in _UNITS
    first = i + counted + (counted and word_at(lexemes, i + 1) == "-")
    parts = _FRACTIONS.get(word_at(lexemes, first))
    if parts is None:
        return None
    j = first + 1
    for filler in ("-", "of", "-", "a", "-"):
        j += word_at(lexemes, j) == filler
    scale = word_at(lexemes, j)
    if scale not in _SCALES or scale in _SHORT_SCALES or j == first + 1:
        return None
    value = above * _SCALES[scale] / parts
    return Number(i, j + 1, value, value, value)


@as_in("Two thirds of the guards left.", "One in three guards left.", no=("Six guards left.",))
def _fraction(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return a share as a percentage, or a part of one unit."""
    return _ratio(lexemes, i) or _share(lexemes, i)


@as_in(
    "One in three guards left.",
    "Nine out of ten guards left.",
    no=("The storm hit 12 in 20 towns.",),
)
def _ratio(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return the percentage of one small number in another."""
    above = _digits(lexemes, i) or _words(lexemes, i)
    if above is None:
        return None
    j = above[1]
    if [word_at(lexemes, j + k) for k in range(3)] == ["out", "of", "every"]:
        j += 3
    elif word_at(lexemes, j) == "in" or [word_at(lexemes, j + k) for k in (0, 1)] == ["out", "of"]:
        j += 1 if word_at(lexemes, j) == "in" else 2
        j += word_at(lexemes, j) == "every"
    else:
        return None
    below = _digits(lexemes, j) or _words(lexemes, j)
    if below is None or not 0 < above[0] < below[0] <= _MOST_IN:
        return None
    if above[0] > _MOST_OF or word_at(lexemes, i - 1) in _TENS:
        return None
    return _percent(i, below[1], above[0] / below[0])


@as_in(
    "Two thirds of the guards left.",
    "Half the guards left.",
    "Nearly a third left.",
    "The road was closed for a quarter of a mile.",
    no=("The second half was dull.",),
)
def _share(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Return a fraction of a whole as a percentage, or of one unit as a number."""
    word = word_at(lexemes, i)
    above = 1.0 if word in _ARTICLES or word == "half" else _UNITS.get(word)
    if above is None:
        return None
    j = i + (word != "half")
    j += word_at(lexemes, j) == "-"
    part = word_at(lexemes, j)
    if word == "half" and word_at(lexemes, i - 1) in _HALVES:
        return None
    if part in _FRACTIONS and (end := _one_whole(lexemes, j + 1)):
        value = round(above / _FRACTIONS[part], 4)
        return Number(i, end, value, value, value)
    follows = ("of",) if part != "half" else ("of", "the", "its", "their", "his", "her", "all")
    shared = word_at(lexemes, j + 1) in follows
    bounded = word in _ARTICLES and word_at(lexemes, i - 1) in _BOUNDING
    plain = word == "one" or bounded or (above > 1 and part.endswith("s"))
    if part not in _FRACTIONS or not (shared or plain):
        return None
    return _percent(i, j + 1, above / _FRACTIONS[part])


@as_in(
    "Prices rose half a percent.",
    "The road is two-tenths of a mile long.",
    no=("Half of the guards left.",),
)
def _one_whole(lexemes: Sequence[Lexeme], i: int) -> int:
    """Return where the unit that a fraction is a part of ends, or 0."""
    at = i + (word_at(lexemes, i) == "of")
    one = word_at(lexemes, at) in ("a", "one", "1")
    return at + 1 if one and word_at(lexemes, at + 1) in _WHOLES else 0


def _percent(first: int, last: int, share: float) -> Number:
    """Return a share of the whole as a percentage."""
    value = round(_WHOLE * share, 2)
    return Number(first, last, value, value, value, percent=True)
