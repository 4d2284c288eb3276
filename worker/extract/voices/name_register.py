"""The register of an article's names: who is meant by a part of a name, a role or an abbreviation.

`Names.full` gives the longest form of a name ("Lee" is "Lee Seong-kweun" where the article says
so), `Names.by_role` the one person whose title a noun repeats ("the lawmaker").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from worker.extract.voices.mentions import mentions_of_names, mistaken_surnames
from worker.extract.voices.name_parts import JOINS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.extract.records import Parsed
    from worker.extract.voices.mentions import Name

_PAIR: Final = 2
_OUTLETS: Final = words("people", "outlets")
_BODIES: Final = words("people", "bodies")
_REACH: Final = 50
"""Names: a pronoun reaches no farther back."""


class _Line:
    """Names of one kind in the order of the text, to find the last before an offset."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        self._starts = [name.start for name in self._names]

    def last(self, offset: int) -> Name | None:
        """The last name before an offset."""
        n = bisect_left(self._starts, offset)
        return self._names[n - 1] if n else None

    def reach(self, offset: int) -> Sequence[Name]:
        """The names before an offset that a pronoun reaches, the nearest first."""
        n = bisect_left(self._starts, offset)
        return self._names[max(0, n - _REACH) : n][::-1]


class Names:
    """All names of one article; what is asked again and again is looked up, not searched for."""

    def __init__(self, paragraphs: Sequence[Parsed]) -> None:
        names = mentions_of_names(paragraphs)
        surnames = {name.words[-1] for name in names if name.is_person and name.words[1:]}
        names += [name for parsed in paragraphs for name in mistaken_surnames(parsed, surnames)]
        names.sort(key=lambda name: name.start)
        self._surnames = {name.casefold() for name in surnames}
        self._with: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            for word in {word.casefold() for word in name.words}:
                self._with[word].append(name)
        self._full: dict[tuple[str, ...], Name | None] = {}
        self._bodies: dict[str, _Line] = {}
        self._force = _police(names, paragraphs)
        words = {token.lower for parsed in paragraphs for token in parsed.tokens}
        self._of_both = {"he", "she"} <= words
        self._sentences = [
            parsed.tokens[sentence.start].start
            for parsed in paragraphs
            for sentence in parsed.sentences
        ]
        self._learn(names)
        self._arrange(names)

    def _learn(self, names: Sequence[Name]) -> None:
        """Notes what the article says of the bearers of its names."""
        self._female: dict[str, bool] = {}
        self._roles: dict[str, frozenset[str]] = {}
        self._initials: dict[str, Name] = {}
        bearers: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            folded = name.text.casefold()
            self._roles[folded] = self._roles.get(folded, frozenset()) | name.roles
            if name.is_female is not None:
                self._female.setdefault(folded, name.is_female)
            if len(name.words) > 1:
                capitals = "".join(word[0] for word in name.words if word[0].isupper())
                self._initials.setdefault(capitals, name)
            for role in name.roles if name.is_person else ():
                bearers[role].append(name)
        self._bearer_of = {role: _only(found) for role, found in bearers.items()}

    def _arrange(self, names: Sequence[Name]) -> None:
        """Lines up the names of each kind that a pronoun or a noun may mean."""
        self._all = _Line(names)
        people = [name for name in names if name.is_person]
        subjects = [name for name in names if name.is_subject]
        outlets = {name for name in names if _is_outlet(name)}
        self._people = _Line(people)
        self._things = _Line(name for name in names if name.is_body)
        self._outlets = _Line(name for name in names if not name.is_person and name in outlets)
        self._acting_people = _Line(n for n in subjects if n.is_person or self._may_be_person(n))
        self._acting_things = _Line(name for name in subjects if not name.is_person)
        self._acting_organizations = _Line(
            name for name in subjects if name.is_organization and name not in outlets
        )
        first: dict[str, int] = {}
        for name in people:
            first.setdefault(name.words[-1].casefold(), name.start)
        self._newcomers = list(first.values())

    def full(self, name: Sequence[str]) -> Name | None:
        """The longest name of the article that `name` is the last, first or whole part of.

        A surname that two people of the article have is nobody's, unless it was one's before
        the other was named.
        """
        wanted = tuple(word.casefold() for word in name)
        if wanted not in self._full:
            self._full[wanted] = self._longest(wanted)
        return self._full[wanted]

    def _longest(self, wanted: tuple[str, ...]) -> Name | None:
        # The rarest of the words leaves the fewest names to look at.
        found = min((self._with.get(word, []) for word in wanted), key=len)
        parts = (name for name in found if _is_part(wanted, name))
        best = max(parts, key=lambda name: len(name.words), default=None)
        if best is None or len(wanted) > 1 or len(best.words) == 1:
            return best
        return self._bearer(wanted[0], best) if best.is_person else self._body(wanted[0], best)

    def _body(self, word: str, best: Name) -> Name:
        """What one word names: `best`, or itself where it stood alone before, and is no noun."""
        alone = [name for name in self._with[word] if len(name.words) == 1]
        if not alone or alone[0].start > best.start or word in _BODIES:
            return best
        return next((name for name in alone if not name.is_person), alone[0])

    def _bearer(self, surname: str, best: Name) -> Name:
        """Who is meant by a surname: `best`, or the one who had it alone before another came."""
        alike = [name for name in self._with[surname] if name.words[-1].casefold() == surname]
        first: dict[str, Name] = {}
        for name in alike:
            if name.is_person and len(name.words) > 1:
                first.setdefault(name.words[0].casefold(), name)
        if len(first) < _PAIR:
            return best
        earliest, second = list(first.values())[:_PAIR]
        bare = [name for name in alike if len(name.words) == 1]
        if any(earliest.start < name.start < second.start for name in bare):
            own = (name for name in alike if name.words[0] == earliest.words[0])
            return max(own, key=lambda name: len(name.words))
        return bare[0] if bare else best

    def is_female(self, name: str) -> bool | None:
        """Whether a title, a role or the first name says that a woman bears it; None: unknown."""
        return self._female.get(name.casefold())

    def by_role(self, role: str) -> Name | None:
        """The one person that the article gives this role; None where several have it."""
        return self._bearer_of.get(role)

    def roles(self, name: str) -> frozenset[str]:
        """Every role that the article gives the bearer of a full name."""
        return self._roles.get(name.casefold(), frozenset())

    def by_initials(self, letters: str) -> Name | None:
        """The name whose capitals an abbreviation gives: ILO."""
        return self._initials.get(letters) if len(letters) > 1 else None

    def before(self, offset: int, *, person: bool) -> Name | None:
        """The last name before an offset: a person's, or a body's or a state's, not a place's."""
        return (self._people if person else self._things).last(offset)

    def is_alone(self, offset: int) -> bool:
        """Whether one person only is spoken of: one name before, and not "he" and "she"."""
        return not self._of_both and bisect_left(self._newcomers, offset) == 1

    def in_one_sentence(self, first: int, second: int) -> bool:
        """Whether two offsets stand in one sentence of the article."""
        return bisect_right(self._sentences, first) == bisect_right(self._sentences, second)

    def person_before(self, offset: int, *, female: bool) -> Name | None:
        """The last person before an offset who is known to be a woman, or a man."""
        for name in self._all.reach(offset):
            full = self.full(name.words) or name
            known = name.is_person or full.is_person or self._may_be_person(name)
            if known and self.is_female(full.text) == female:
                return name
        return None

    def subject_before(self, offset: int, *, person: bool) -> Name | None:
        """The last name before an offset that is a subject in the article's own words.

        For a person, a name of two words or more will do where the parser calls it none, and the
        surname of a person.
        """
        return (self._acting_people if person else self._acting_things).last(offset)

    def _may_be_person(self, name: Name) -> bool:
        return name.may_be_person and (
            len(name.words) > 1 or name.words[0].casefold() in self._surnames
        )

    def outlet_before(self, offset: int) -> Name | None:
        """The last name of a paper, station or agency before an offset."""
        return self._outlets.last(offset)

    def body(self, noun: str, offset: int) -> Name | None:
        """The body that was named last before an offset and has a noun in its name: "the bank"."""
        if noun not in self._bodies:
            found = self._with.get(noun, [])
            bodies = (name for name in found if not name.is_person and len(name.words) > 1)
            self._bodies[noun] = _Line(bodies)
        return self._bodies[noun].last(offset)

    def organization_before(self, offset: int) -> Name | None:
        """The last organization before an offset that is a subject in the article's own words."""
        return self._acting_organizations.last(offset)

    def police(self) -> str | None:
        """What the one police force is called: "Oslo Police Department", or "Oslo police"."""
        return self._force


def _only(bearers: Sequence[Name]) -> Name | None:
    """The fullest name of those who bear a role, where they are one person."""
    people = {name.words[-1].casefold() for name in bearers}
    return max(bearers, key=lambda name: len(name.words)) if len(people) == 1 else None


def _is_outlet(name: Name) -> bool:
    """Whether a word of the name says that it is a paper, a station or an agency."""
    return not _OUTLETS.isdisjoint(word.casefold() for word in name.words)


def _police(names: Sequence[Name], paragraphs: Sequence[Parsed]) -> str | None:
    """What the one police force of an article is called; None where it has none, or several."""
    forces = [n for n in names if "Police" in n.words and len(n.words) > 1 and not n.is_person]
    longest = max(forces, key=lambda name: len(name.words), default=None)
    if longest is not None and all(set(name.words) <= set(longest.words) for name in forces):
        return longest.text
    places = {word for name in names for word in name.words} & {
        parsed.tokens[token.i - 1].text
        for parsed in paragraphs
        for token in parsed.tokens
        if token.text == "police" and token.i
    }
    return f"{next(iter(places))} police" if len(places) == 1 else None


def _is_part(wanted: Sequence[str], known: Name) -> bool:
    """Whether `wanted` is the last, first or whole part of a name, no half of a double one."""
    folded = tuple(word.casefold() for word in known.words)
    size = len(wanted)
    if folded[-size:] == tuple(wanted) and (len(folded) == size or folded[-size - 1] not in JOINS):
        return known.is_person or size == 1 or len(folded) == size
    first = known.is_person and folded[:size] == tuple(wanted)
    return first and folded[size] not in JOINS
