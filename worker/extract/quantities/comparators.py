"""Comparators, "more than" before a number and "or so" after it, and the `Amount` they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import word_at
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme
    from worker.extract.quantities.units import Unit
    from worker.records import Comparator, Property

AFTER_NUMBERS: Final = frozenset(
    {
        "in",
        "on",
        "at",
        "after",
        "since",
        "by",
        "from",
        "as",
        "and",
        "with",
        "when",
        "while",
        "over",
    }
)
"""Words after a number that is not followed by what it counts."""
_BEFORE_ABOUT: Final = frozenset(
    {
        "with",
        "for",
        "after",
        "in",
        "at",
        "by",
        "from",
        "to",
        "within",
        "has",
        "have",
        "had",
        "only",
    }
)
"""Words after which "about" is not of a topic."""
_ESTIMATED: Final = words("quantities", "estimates", "estimated")
_COSTING: Final = words("quantities", "estimates", "between")
_PASSING: Final = words("quantities", "measuring", "passing") | frozenset({"past"})
_NEAR_ESTIMATE: Final = 5
"""Lexemes before a number in which "estimated" is looked for: farther back it is said of
another number."""
_SMALL: Final = 10
"""A plain count below it is not bounded by "about" or a preposition: "about two boys"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as its words bound it, from lexeme `first` up to `last`.

    `unit` and `kind` are None for a plain count. `shared` says that a comparator before it may
    hold for a number that is coordinated with it.
    """

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None = None
    kind: Property | None = None
    shared: bool = False

    @property
    def exact(self) -> float | None:
        """The number in the words, whatever bounds it."""
        return self.value if self.value is not None else self.low


def _phrases(lists: dict[str, list[str]]) -> list[tuple[list[str], Comparator]]:
    """Return the words of each comparator in a list, the longest first."""
    pairs = [
        (phrase.split(), cast("Comparator", kind))
        for kind, phrases in lists.items()
        for phrase in phrases
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_COMPARED: Final[dict[str, str]] = table("quantities")["comparatives"]
_BEFORE: Final = _phrases(
    {
        kind: [*phrases, *(f"{word} than" for word in _COMPARED.get(kind, "").split())]
        for kind, phrases in table("quantities")["comparators"].items()
    }
)
AFTER: Final = _phrases(table("quantities")["after"])
"""Comparators after a number, the longest first."""
_MEASURE_ONLY: Final = words("quantities", "measure_only", "words")
_PREPOSITIONS: Final = frozenset({"for", "after", "of"})
_BEFORE_OVER: Final = _PREPOSITIONS | words("quantities", "lengths", "before_over")
_WITH_OVER: Final = words("quantities", "lengths", "with_over")


@as_in(
    "More than 300 men were hurt.",
    "An estimated 300 men were hurt.",
    "The bridge cost an estimated total of $5 million.",
    "The storms took the death toll past 400.",
)
def comparator_before(
    lexemes: Sequence[Lexeme], first: int, value: float | None, unit: Unit | None
) -> tuple[int, Comparator | None]:
    """Return where the comparator before a number begins, and which it is, or None."""
    for skipped in (0, 1):
        if skipped and word_at(lexemes, first - 1) not in ("a", "an"):
            break
        if skipped and unit is not None and unit.property == "age":
            break  # "a call about a 3-year-old" is about a child
        for phrase, kind in _BEFORE:
            start = first - skipped - len(phrase)
            words = [word_at(lexemes, start + k) for k in range(len(phrase))]
            if words == phrase and _bounds(lexemes, start, value, unit):
                return start, kind
    if _is_estimated(lexemes, first):
        return first, "approx"
    return first, None


@as_in(
    "The bridge cost an estimated total of $5 million.",
    "The bridge was built at an estimated cost of $5 million.",
    no=("The mayor estimated the cost of the bridge, and paid $5 million.",),
)
def _is_estimated(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Return whether "estimated cost of" or the like is before the number."""
    back = [word_at(lexemes, first - k) for k in range(1, _NEAR_ESTIMATE + 1)]
    at = next((k for k, word in enumerate(back) if word in _ESTIMATED), 0)
    return at > 1 and back[0] == "of" and set(back[1:at]) <= _COSTING


@as_in(
    "The storms took the death toll past 400.",
    "The death toll has passed 400.",
    "The rate crossed 5 percent.",
    no=(
        "The bus passed 400 houses.",
        "The council passed 12 laws.",
    ),
)
def passes(lexemes: Sequence[Lexeme], first: int, last: int, unit: Unit | None) -> bool:
    """Return whether a number without a noun, from `first` to `last`, is one that was passed."""
    if word_at(lexemes, first - 1) not in _PASSING:
        return False
    if unit is not None:
        return unit.property in ("money", "percent", "measure")
    before, after = word_at(lexemes, first - 2), word_at(lexemes, last)
    if before == "the" or (first > 1 and lexemes[first - 2].number is not None):
        return False  # "the past 30 days", "ten past four"
    return not after.isalpha() or after in AFTER_NUMBERS


@as_in(
    "More than 300 men were hurt.",
    "The road was closed for over a year.",
    "The hall has a room with about six cars.",
    no=(
        "The firm made a film about two boys.",
        "The town argued over two years of work.",
        "The firm secured control over 138 sites.",
    ),
)
def _bounds(lexemes: Sequence[Lexeme], start: int, value: float | None, unit: Unit | None) -> bool:
    """Return whether the word at `start` bounds the number: no preposition of place or topic."""
    word = word_at(lexemes, start)
    small = unit is None and value is not None and value < _SMALL
    if word == "over" and word_at(lexemes, start - 1) in _WITH_OVER:
        return False
    if word == "over" and unit is not None and unit.property == "duration":
        return word_at(lexemes, start - 1) in _BEFORE_OVER
    if word == "within" and unit is None:
        return False
    if word == "about" and word_at(lexemes, start - 1) in _BEFORE_ABOUT:
        return True
    return not (small and (word in _MEASURE_ONLY or word in ("about", "some")))


@as_in("The work took 40 days or more.", "Thirty-odd guards left.")
def comparator_after(lexemes: Sequence[Lexeme], last: int) -> tuple[int, Comparator | None]:
    """Return where the comparator after a number ends, and which it is, or None."""
    for phrase, kind in AFTER:
        end = last + len(phrase)
        if [word_at(lexemes, last + k) for k in range(len(phrase))] == phrase:
            return end, kind
        inside = [word_at(lexemes, last - 3), word_at(lexemes, last - 2)]
        if inside == phrase and phrase[0] == "or":  # "ten or more years"
            return last, kind
    return last, None


def bounded(
    lexemes: Sequence[Lexeme],
    first: int,
    last: int,
    unit: Unit | None,
    bounds: tuple[float | None, float | None, float | None],
) -> Amount:
    """Return the amount that a number makes with the comparator before or after it."""
    value, low, high = bounds
    start, kind = comparator_before(lexemes, first, value, unit)
    end = last
    shared = kind is not None
    if kind is None and value is not None and passes(lexemes, first, last, unit):
        kind = "gt"
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
