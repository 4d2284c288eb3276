"""Units of amounts: percent, money, time, distance and the like, in the words after a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.quantities.numbers import word_at
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.numbers import Lexeme
    from worker.records import Property

_LISTS: Final = table("quantities")


class Unit(NamedTuple):
    """A unit that ends before lexeme `last`; `factor` turns a decade into ten years."""

    property: Property
    name: str
    last: int
    factor: float = 1.0


def _by_word(kind: str) -> dict[str, str]:
    """The unit of each of its words, in one table of units."""
    lists: dict[str, str] = _LISTS["units"][kind]
    return {word: name for name, words in lists.items() for word in words.split()}


_DURATION: Final = _by_word("duration")
DURATIONS: Final = frozenset(_DURATION)
"""Every word of a unit of time."""
_MEASURE: Final = _by_word("measure")
_MONEY: Final = _by_word("money")
_SIGNS: Final[dict[str, str]] = _LISTS["signs"]
_DOLLARS: Final[dict[str, str]] = _LISTS["dollars"]
_BETWEEN: Final = words("quantities", "nouns", "between")
_LEADS: Final = words("quantities", "nouns", "leads")
_QUAKES: Final = words("quantities", "quakes", "nouns")
_COMPARED: Final = words("quantities", "shares", "compared")
_PERCENT: Final = words("quantities", "shares", "percent")
_COINS: Final = {"cent": "USD", "penny": "GBP"}
_MULTIPLES: Final = {"decade": ("year", 10.0), "century": ("year", 100.0)}
_NATIONS: Final = words("quantities", "nouns", "currency_nations")
_STERLING: Final = words("quantities", "nouns", "sterling")
_WEIGHING: Final = words("quantities", "lengths", "weighing")
_DIMENSIONS: Final = words("quantities", "lengths", "dimensions")
_POWERS: Final = words("quantities", "lengths", "powers")
_KINDS: Final = words("quantities", "lengths", "kinds")
_AMBIGUOUS: Final = words("quantities", "lengths", "glued")
_PER_CENT: Final = words("quantities", "shares", "per_cent")
_PERCENTAGE: Final = words("quantities", "shares", "percentage")
_POINT: Final = words("quantities", "shares", "point")
_POINTS: Final = words("quantities", "shares", "points")
_POUND: Final = words("quantities", "lengths", "pound")
_POUNDS: Final = words("quantities", "lengths", "pounds")
_SHORT_AGE: Final = words("quantities", "ages", "short")
_OLD: Final = words("quantities", "ages", "old")
_HOUR: Final = words("quantities", "lengths", "per_hour")
_FOLD: Final = words("quantities", "numbers", "fold")
_RICHTER: Final = words("quantities", "quakes", "richter")
_MAGNITUDE: Final = words("quantities", "quakes", "magnitude")
_IN_SENTENCE: Final = 11
"""Lexemes before "two points lower than" in which its percentage is looked for."""
_NEAR: Final = 5
"""Lexemes before a number of pounds in which "weighs" is looked for."""


def read_unit(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """The unit that begins at lexeme `i`, or None."""
    return (
        _percent(lexemes, i)
        or _money(lexemes, i)
        or _duration(lexemes, i)
        or _measure(lexemes, i)
        or _times(lexemes, i)
    )


def sign_before(lexemes: Sequence[Lexeme], first: int) -> tuple[int, str] | None:
    """The first lexeme of the sign of a currency before lexeme `first`, and the currency."""
    sign = word_at(lexemes, first - 1)
    if sign == "." and word_at(lexemes, first - 2) == "rs":
        return first - 2, "INR"
    if sign not in _SIGNS:
        return None
    nation = word_at(lexemes, first - 2)
    if sign == "$" and nation in _DOLLARS and lexemes[first - 2].end == lexemes[first - 1].start:
        return first - 2, _DOLLARS[nation]
    return first - 1, _SIGNS[sign]


def _percent(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """As in "%", "per cent", "percentage points", and points of a game or an index."""
    at = i + (word_at(lexemes, i) == "-")
    word, after = word_at(lexemes, at), word_at(lexemes, at + 1)
    if word in _PERCENT:
        points = after in _POINTS
        return Unit("percent", "percentage point" if points else "percent", at + 1 + points)
    if word == "per" and after in _PER_CENT:
        return Unit("percent", "percent", at + 2)
    if word in _PERCENTAGE:
        point = at + 1 + (after == "-")
        named = word_at(lexemes, point) in _POINT | _POINTS
        return Unit("percent", "percentage point", point + 1) if named else None
    if word in _POINTS and _is_share(lexemes, at):
        return Unit("percent", "percentage point", at + 1)
    led = {after, word_at(lexemes, at + 2)} & _LEADS  # "a 10-point halftime lead"
    if word in _POINTS or (word in _POINT and led):
        return Unit("count", "point", at + 1)
    return None


def _is_share(lexemes: Sequence[Lexeme], i: int) -> bool:
    """As in "was 61 per cent, two points lower than before", but not "1 percent, or 90 points"."""
    compared = word_at(lexemes, i + 1) in _COMPARED and word_at(lexemes, i + 2) == "than"
    before = [word_at(lexemes, i - k) for k in range(1, _IN_SENTENCE + 1)]
    sentence = before[: before.index(".")] if "." in before else before
    return compared and not (_PERCENT | _PER_CENT).isdisjoint(sentence)


def _money(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """As in "dollars", "Canadian dollars", "75 cents"."""
    word = word_at(lexemes, i)
    if word == "-" or word in _NATIONS:
        i += 1
        word = word_at(lexemes, i)
    if word not in _MONEY:
        return None
    if _MONEY[word] == "GBP" and _is_weight(lexemes, i):
        return Unit("measure", "pound", i + 1)
    if _MONEY[word] in _COINS:
        return Unit("money", _COINS[_MONEY[word]], i + 1, 0.01)
    return Unit("money", _MONEY[word], i + 1)


def _is_weight(lexemes: Sequence[Lexeme], i: int) -> bool:
    """As in "40 pounds of cheese", "a 30-pound bag", "weighs 200 pounds": no sum of money."""
    if word_at(lexemes, i) not in _POUND | _POUNDS:
        return False
    if word_at(lexemes, i + 1) == "of":
        return not {word_at(lexemes, i + k) for k in (2, 3)} & _STERLING
    if word_at(lexemes, i) in _POUND and word_at(lexemes, i - 1) == "-":
        return i > 1 and lexemes[i - 2].number is not None
    return bool({word_at(lexemes, i - k) for k in range(1, _NEAR + 1)} & _WEIGHING)


def _duration(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """As in "hours", "more years", and ages: "-year-old", "years of age"."""
    at = i + (word_at(lexemes, i) == "-")
    if word_at(lexemes, at) in _BETWEEN and word_at(lexemes, at + 1) in _DURATION:
        at += 1
    word = word_at(lexemes, at)
    if word in _SHORT_AGE or [word_at(lexemes, at + k) for k in range(3)] == ["y", ".", "o"]:
        return Unit("age", "year", at + (1 if word in _SHORT_AGE else 3))
    if word not in _DURATION:
        return None
    name, factor = _MULTIPLES.get(_DURATION[word], (_DURATION[word], 1.0))
    last = at + 1
    old = last + (word_at(lexemes, last) == "-")
    if word_at(lexemes, old) in _OLD:
        return Unit("age", name, old + 1, factor)
    if [word_at(lexemes, last), word_at(lexemes, last + 1)] == ["of", "age"]:
        return Unit("age", name, last + 2, factor)
    return Unit("duration", name, last + (word_at(lexemes, last) in _DIMENSIONS), factor)


def _measure(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """As in "km", "square miles", "miles per hour", "metres high"."""
    at = i + (word_at(lexemes, i) == "-")
    kind = word_at(lexemes, at)
    if kind in _KINDS:
        at += 1 + (word_at(lexemes, at + 1) == "-")  # "a 600-square-foot room"
    word = word_at(lexemes, at)
    if word not in _MEASURE or (word in _AMBIGUOUS and at == i + 1):
        return None
    name = _MEASURE[word]
    if kind in _POWERS:
        name = f"{kind} {name}"
    at += 1
    if word_at(lexemes, at) in ("per", "an", "/") and word_at(lexemes, at + 1) in _HOUR:
        return Unit("measure", f"{name} per hour", at + 2)
    return Unit("measure", name, at + (word_at(lexemes, at) in _DIMENSIONS))


def _times(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """As in "times", "-fold", and the magnitude of a quake."""
    at = i + (word_at(lexemes, i) == "-")
    word = word_at(lexemes, at)
    scale = [word_at(lexemes, i + k) for k in range(3)]
    if scale[:2] == ["on", "the"] and scale[2] in _RICHTER:
        return Unit("count", "magnitude", i)
    if word in _QUAKES and "." in word_at(lexemes, i - 1):
        return Unit("count", "magnitude", i)
    at += word == "more" and word_at(lexemes, at + 1) == "times"
    if word_at(lexemes, at) == "times":
        return Unit("count", "time", at + 1)
    if word in _FOLD:
        return Unit("count", "times", at + 1)
    return Unit("count", "magnitude", at + 1) if word in _MAGNITUDE else None
