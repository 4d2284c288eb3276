"""Names in the order of the text, and what several of them have in common."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.voices.name_parts import JOINS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from worker.extract.records import Parsed
    from worker.extract.voices.mentions import Name

_POLICE: Final = words("voices", "organisations", "police")
_POLICE_IN_NAMES: Final = frozenset(noun.capitalize() for noun in _POLICE)
_REACH: Final = 50
"""Names before a pronoun: none farther back is its antecedent, however long the article is."""


class Ordered:
    """Names of one kind in the order of the text, to find those before an offset."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        self._starts = [name.start for name in self._names]

    def last_before(self, offset: int) -> Name | None:
        """Return the last name before an offset."""
        n = bisect_left(self._starts, offset)
        return self._names[n - 1] if n else None

    def within_reach(self, offset: int) -> Sequence[Name]:
        """Return the names that may be the antecedent of a pronoun at an offset, nearest first."""
        n = bisect_left(self._starts, offset)
        return self._names[max(0, n - _REACH) : n][::-1]


@as_in(
    "Denzel Washington left. Washington said it fell.",
)
def of_known_person(name: Name, surnames: Container[str]) -> Name:
    """Return a name of one word as a person's, where a person of the article has that surname."""
    if len(name.words) > 1 or name.is_person or name.words[0] not in surnames:
        return name
    return replace(name, is_person=True, may_be_person=True, is_body=False, is_organisation=False)


@as_in(
    "Lawmaker Ana Brandt left. The lawmaker said it fell.",
    no=("Senator Ana Brandt met Senator Otto Falk. The senator said it fell.",),
)
def sole_bearer(bearers: Sequence[Name]) -> Name | None:
    """Return the longest name of the bearers of a role, where they are one person."""
    people = {name.words[-1].casefold() for name in bearers}
    return max(bearers, key=lambda name: len(name.words)) if len(people) == 1 else None


@as_in(
    "Orlo police closed the bridge. Police said the bridge was icy.",
    "The Orlo Police Department closed it.",
    no=("Police closed the bridge.", "Orlo police closed the bridge. Malby police came."),
)
def police_force(names: Sequence[Name], paragraphs: Sequence[Parsed]) -> str | None:
    """Return the name of an article's police force; None where it has none, or several."""
    forces = [
        name
        for name in names
        if len(name.words) > 1
        and not name.is_person
        and not _POLICE_IN_NAMES.isdisjoint(name.words)
    ]
    longest = max(forces, key=lambda name: len(name.words), default=None)
    if longest is not None and all(set(name.words) <= set(longest.words) for name in forces):
        return longest.text
    words_of_names = {word for name in names for word in name.words}
    called = {
        f"{place.text} {noun.text}"
        for parsed in paragraphs
        for place, noun in pairwise(parsed.tokens)
        if noun.text in _POLICE and place.text in words_of_names
    }
    return next(iter(called)) if len(called) == 1 else None


@as_in("Ana Brandt left. Brandt said it fell.", "Ana Brandt left. Ana said it fell.")
def is_part(wanted: Sequence[str], known: Name) -> bool:
    """Return whether `wanted` is the last, first or whole part of a name, no half of one."""
    folded = tuple(word.casefold() for word in known.words)
    size = len(wanted)
    if folded[-size:] == tuple(wanted) and (len(folded) == size or folded[-size - 1] not in JOINS):
        return known.is_person or size == 1 or len(folded) == size
    first = known.is_person and folded[:size] == tuple(wanted)
    return first and folded[size] not in JOINS
