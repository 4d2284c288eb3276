"""Units of amounts: percent, money, time, distance and the like, in the words after a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import word_at
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme
    from worker.records import Property


class Unit(NamedTuple):
    """A unit that ends before lexeme `last`; `factor` turns a decade into ten years."""

    property: Property
    name: str
    last: int
    factor: float = 1.0


def _by_word(kind: str) -> dict[str, str]:
    """Return the unit of each of its words, in one table of units."""
    lists: dict[str, str] = table("quantities")["units"][kind]
    return {word: name for name, words in lists.items() for word in words.split()}


_DURATION: Final = _by_word("duration")
DURATIONS: Final = frozenset(_DURATION)
"""Every word of a unit of time."""
_MEASURE: Final = _by_word("measure")
_MONEY: Final = _by_word("money")
_SIGNS: Final[dict[str, str]] = table("quantities")["signs"]
_DOLLARS: Final[dict[str, str]] = table("quantities")["dollars"]
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
_LIGHT: Final = words("quantities", "lengths", "light")
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
"""Lexemes before "two points lower than" in which its percentage is looked for: farther back it is
of another comparison."""
_NEAR: Final = 5
"""Lexemes before a number of pounds in which "weighs" is looked for: farther back it is said of
another thing."""


@as_in(
    "Prices rose 5 per cent.", "The bridge is 300 metres long.", no=("The firm hired 20 guards.",)
)
def read_unit(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return the unit that begins at lexeme `i`, or None."""
    return (
        _percent(lexemes, i)
        or _money(lexemes, i)
        or _duration(lexemes, i)
        or _measure(lexemes, i)
        or _times(lexemes, i)
    )


@as_in(
    "The bridge cost $20 million.",
    "The bridge cost C$20 million.",
    "The bridge cost Rs. 300.",
    no=("The bridge cost 20 million dollars.",),
)
def sign_before(lexemes: Sequence[Lexeme], first: int) -> tuple[int, str] | None:
    """Return the first lexeme of the currency sign before lexeme `first`, and the currency."""
    sign = word_at(lexemes, first - 1)
    if sign == "." and word_at(lexemes, first - 2) == "rs":
        return first - 2, "INR"
    if sign not in _SIGNS:
        return None
    nation = word_at(lexemes, first - 2)
    if sign == "$" and nation in _DOLLARS and lexemes[first - 2].end == lexemes[first - 1].start:
        return first - 2, _DOLLARS[nation]
    return first - 1, _SIGNS[sign]


@as_in(
    "Prices rose 5 per cent.",
    "The rate fell three percentage points.",
    "The index fell 90 points.",
    "The Tigers have a 10-point lead.",
    no=("The firm made a 10-point plan.",),
)
def _percent(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return percent, percentage points, or points of a game or an index."""
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


@as_in(
    "The share was 61 per cent, two points lower than before.",
    no=("The index fell 1 percent, or 90 points.",),
)
def _is_share(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether points that are compared are percentage points: after a percentage."""
    compared = word_at(lexemes, i + 1) in _COMPARED and word_at(lexemes, i + 2) == "than"
    before = [word_at(lexemes, i - k) for k in range(1, _IN_SENTENCE + 1)]
    sentence = before[: before.index(".")] if "." in before else before
    return compared and not (_PERCENT | _PER_CENT).isdisjoint(sentence)


@as_in(
    "The bridge cost 20 dollars.",
    "The bridge cost 20 Canadian dollars.",
    "The tea cost 75 cents.",
    no=("Six Canadian guards left.",),
)
def _money(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return the currency that a word after a number names."""
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


@as_in(
    "The firm sold 40 pounds of cheese.",
    "The guard has a 30-pound bag.",
    "The stone weighs 200 pounds.",
    no=(
        "The firm lost 40 pounds of tax.",
        "The tea cost 40 pounds.",
    ),
)
def _is_weight(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether pounds are a weight and no sum of money."""
    if word_at(lexemes, i) not in _POUND | _POUNDS:
        return False
    if word_at(lexemes, i + 1) == "of":
        return not {word_at(lexemes, i + k) for k in (2, 3)} & _STERLING
    if word_at(lexemes, i) in _POUND and word_at(lexemes, i - 1) == "-":
        return i > 1 and lexemes[i - 2].number is not None
    return bool({word_at(lexemes, i - k) for k in range(1, _NEAR + 1)} & _WEIGHING)


@as_in(
    "The work took six hours.",
    "The work took two more years.",
    "A nine-year-old boy left.",
    "Men over 18 years of age left.",
    no=("The firm hired 20 guards.",),
)
def _duration(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return a unit of time, or of an age where "old" or "of age" follows."""
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
    if name == "day" and word_at(lexemes, last) in ("a", "per") and _is_span(lexemes, last + 1):
        return Unit("count", "day", last)  # "six days a week" says how often
    return Unit("duration", name, last + (word_at(lexemes, last) in _DIMENSIONS), factor)


def _is_span(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether lexeme `i` is a unit of time."""
    return word_at(lexemes, i) in _DURATION


@as_in(
    "The bridge is 300 metres high.",
    "The town has 20 square miles.",
    "The wind reached 90 miles per hour.",
    "The star is 20 light years away.",
    no=(
        "The firm hired 20 guards.",
        "The firm sold 20-m boats.",
    ),
)
def _measure(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return a unit of length, area, speed, weight and the like."""
    at = i + (word_at(lexemes, i) == "-")
    kind = word_at(lexemes, at)
    if kind in _KINDS:
        at += 1 + (word_at(lexemes, at + 1) == "-")  # "a 600-square-foot room"
    word = word_at(lexemes, at)
    after = at + 1 + (word_at(lexemes, at + 1) == "-")
    if word in _LIGHT and _DURATION.get(word_at(lexemes, after)) == "year":
        return Unit("measure", "light year", after + 1)
    if word not in _MEASURE or (word in _AMBIGUOUS and at == i + 1):
        return None
    name = _MEASURE[word]
    if kind in _POWERS:
        name = f"{kind} {name}"
    at += 1
    if word_at(lexemes, at) in ("per", "an", "/") and word_at(lexemes, at + 1) in _HOUR:
        return Unit("measure", f"{name} per hour", at + 2)
    return Unit("measure", name, at + (word_at(lexemes, at) in _DIMENSIONS))


@as_in(
    "The phone rang six times.",
    "The price saw an 18-fold rise.",
    "The quake was 6.2 on the Richter scale.",
    "A 6.4 tremor hit the town.",
    no=(
        "The firm hired 20 guards.",
        "Six quakes hit the town.",
    ),
)
def _times(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """Return how often, how many times as much, or the magnitude of a quake."""
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
