"""The register of an article's names, to look up by a part of a name, a role or an abbreviation.

`Names.full_form` gives the longest form of a name, "Ana Brandt" for "Brandt" where the article
has it, `Names.by_role` the one person whose title a noun repeats, as "the lawmaker" does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.voices.described import described_bodies
from worker.extract.voices.mentions import mentions_of_names, mistaken_surnames
from worker.extract.voices.name_lists import (
    Ordered,
    is_part,
    of_known_person,
    police_force,
    sole_bearer,
)
from worker.extract.voices.name_parts import is_of_outlet
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from worker.extract.records import Parsed
    from worker.extract.voices.described import Described
    from worker.extract.voices.mentions import Name

_BODIES: Final = words("people", "bodies")
_SHORTEST: Final = 3
"""Capitals of a name that it needs more of, if its abbreviation leaves one out."""

_LAST_TWO: Final = 2
"""Sentences in which a pair is named that "the couple" means."""

_PAIR: Final = 2
"""Persons that "the couple" means."""

_NEAR: Final = 5
"""Characters: a body described this near before a noun is that noun itself, with its article."""


class Names:
    """All names of one article, indexed by what a source may call their bearers."""

    def __init__(self, paragraphs: Sequence[Parsed]) -> None:
        names = mentions_of_names(paragraphs)
        surnames = {name.words[-1] for name in names if name.is_person and name.words[1:]}
        names += [name for parsed in paragraphs for name in mistaken_surnames(parsed, surnames)]
        names = [of_known_person(name, surnames) for name in names]
        names.sort(key=lambda name: name.start)
        self._surnames = {name.casefold() for name in surnames}
        self._by_word: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            for word in {word.casefold() for word in name.words}:
                self._by_word[word].append(name)
        self._full_forms: dict[tuple[str, ...], Name | None] = {}
        self._bodies: dict[str, Ordered] = {}
        self._force = police_force(names, paragraphs)
        self._described = described_bodies(paragraphs)
        words = {token.lower for parsed in paragraphs for token in parsed.tokens}
        self._both_genders = {"he", "she"} <= words
        self._sentences = [
            parsed.tokens[sentence.start].start
            for parsed in paragraphs
            for sentence in parsed.sentences
        ]
        self.mentions = tuple(names)
        self._plural_subjects = [
            token.start
            for parsed in paragraphs
            for token in parsed.tokens
            if token.tag == "NNS" and token.dep in SUBJECTS and not token.quoted
        ]
        self._learn(names)
        self._order(names)

    def _learn(self, names: Sequence[Name]) -> None:
        """Index what the article says of the bearers of its names: gender, roles, initials."""
        self._female: dict[str, bool] = {}
        self._roles: dict[str, frozenset[str]] = {}
        self._initials: dict[str, Name] = {}
        self._bearers: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            folded = name.text.casefold()
            self._roles[folded] = self._roles.get(folded, frozenset()) | name.roles
            if name.is_female is not None:
                self._female.setdefault(folded, name.is_female)
            if len(name.words) > 1:
                self._learn_initials(name)
            for role in name.roles if name.is_person else ():
                self._bearers[role].append(name)

    def _learn_initials(self, name: Name) -> None:
        """Index what a name of several words may be called by its capitals."""
        capitals = "".join(word[0] for word in name.words if word[0].isupper())
        self._initials.setdefault(capitals, name)
        if name.is_organisation and len(capitals) > _SHORTEST:
            # "CDC" of Disease Control and Prevention, "HHS" of the Department of Health and ...
            self._initials.setdefault(capitals[:-1], name)
            self._initials.setdefault(capitals[1:], name)
        if name.abbreviation:
            self._initials[name.abbreviation] = name

    def _order(self, names: Sequence[Name]) -> None:
        """Put the names of each kind that a pronoun or noun may mean in the order of the text."""
        self._all = Ordered(names)
        people = [name for name in names if name.is_person]
        subjects = [name for name in names if name.is_subject]
        outlets = {name for name in names if is_of_outlet(name.words)}
        self._people = Ordered(people)
        self._bodies_and_states = Ordered(name for name in names if name.is_body)
        self._outlets = Ordered(name for name in names if not name.is_person and name in outlets)
        self._subject_people = Ordered(
            n for n in subjects if n.is_person or self._may_be_person(n)
        )
        self._subject_others = Ordered(name for name in subjects if not name.is_person)
        self._subject_organisations = Ordered(
            name for name in subjects if name.is_organisation and name not in outlets
        )
        first: dict[str, int] = {}
        for name in people:
            first.setdefault(name.words[-1].casefold(), name.start)
        self._first_mentions = list(first.values())

    @as_in("Ana Brandt left. Brandt said it fell.")
    def full_form(self, name: Sequence[str]) -> Name | None:
        """Return the longest name of the article that `name` is the last, first or whole part of.

        A surname that two people of the article share names neither of them, unless it was used
        for one of them before the other was named.
        """
        wanted = tuple(word.casefold() for word in name)
        if wanted not in self._full_forms:
            self._full_forms[wanted] = self._longest(wanted)
        return self._full_forms[wanted]

    def _longest(self, wanted: tuple[str, ...]) -> Name | None:
        """Return the longest name with a part, or what that part names by itself."""
        # The rarest of the words leaves the fewest names to look at.
        found = min((self._by_word.get(word, []) for word in wanted), key=len)
        parts = (name for name in found if is_part(wanted, name))
        best = max(parts, key=lambda name: len(name.words), default=None)
        if best is None or len(wanted) > 1 or len(best.words) == 1:
            return best
        return self._bearer(wanted[0], best) if best.is_person else self._body(wanted[0], best)

    @as_in("Orlo Bank fell. Young Orlo Bank rose. Orlo Bank said it was sad.")
    def _body(self, word: str, best: Name) -> Name:
        """Return the name of a word: `best`, or the word alone if it came first and is no noun."""
        alone = [name for name in self._by_word[word] if len(name.words) == 1]
        if not alone or alone[0].start > best.start or word in _BODIES:
            return best
        return next((name for name in alone if not name.is_person), alone[0])

    @as_in("Anna Hale met the crew. Hale left. Peter Hale came. Hale said it was old.")
    def _bearer(self, surname: str, best: Name) -> Name:
        """Return whom a surname names: `best`, or the person so called before another had it."""
        alike = [name for name in self._by_word[surname] if name.words[-1].casefold() == surname]
        first: dict[str, Name] = {}
        for name in alike:
            if name.is_person and len(name.words) > 1:
                first.setdefault(name.words[0].casefold(), name)
        if len(first) <= 1:
            return best
        earliest, second = list(first.values())[:2]
        bare = [name for name in alike if len(name.words) == 1]
        if any(earliest.start < name.start < second.start for name in bare):
            forms = (name for name in alike if name.words[0] == earliest.words[0])
            return max(forms, key=lambda name: len(name.words))
        return bare[0] if bare else best

    @as_in(
        "Anna Brandt met the crew. She said it was old.",
        no=("Peter Brandt met the crew. She said it was old.",),
    )
    def is_female(self, name: str) -> bool | None:
        """Return whether a name is a woman's, by title, role or first name; None if unknown."""
        return self._female.get(name.casefold())

    @as_in(
        "Lawmaker Ana Brandt left. The lawmaker said it fell.",
        no=("Senator Ana Brandt left. Senator Otto Falk came. The senator said it fell.",),
    )
    def by_role(self, role: str, described: AbstractSet[str] = frozenset()) -> Name | None:
        """Return the one person that the article gives this role; None where several have it.

        Words that describe the bearer tell several apart: "the French president".
        """
        bearers = self._bearers.get(role, [])
        fitting = [name for name in bearers if described & name.described_by]
        return sole_bearer(fitting or bearers)

    @as_in(
        "Ana Brandt, 34, left. The 34-year-old said it fell.",
        no=("Ana Brandt, 34, left. The 35-year-old said it fell.",),
    )
    def by_age(self, age: str) -> Name | None:
        """Return the one person whose age the article gives as this number."""
        return sole_bearer([n for n in self.mentions if n.is_person and age in n.described_by])

    @as_in(
        "Senator Ana Brandt left. Senator Otto Falk said it was old. The senator said it fell.",
        no=("Otto Falk said it fell. The senator said it was old.",),
    )
    def roles(self, name: str) -> frozenset[str]:
        """Return every role that the article gives the bearer of a full name."""
        return self._roles.get(name.casefold(), frozenset())

    @as_in(
        "The Regional Housing Committee met. The RHC says rents will rise.",
        no=("The Regional Housing Committee met. The RTC says rents will rise.",),
    )
    def by_initials(self, letters: str) -> Name | None:
        """Return the name with these capitals, as of the abbreviation "ILO"."""
        return self._initials.get(letters) if len(letters) > 1 else None

    def last_before(self, offset: int, *, person: bool) -> Name | None:
        """Return the last name before an offset: a person's, or one of a body or a state."""
        return (self._people if person else self._bodies_and_states).last_before(offset)

    @as_in(
        "Clerk Linda Hale left. He said it was old.",
        no=(
            "John Hale met Peter Falk. She said it was old.",
            "Linda Hale left. He said it was old. She said no.",
        ),
    )
    def is_only_person(self, offset: int) -> bool:
        """Return whether one person alone is named before an offset.

        Where the article has both "he" and "she", there is a second person.
        """
        return not self._both_genders and bisect_left(self._first_mentions, offset) == 1

    def in_one_sentence(self, first: int, second: int) -> bool:
        """Return whether two offsets are in one sentence of the article."""
        return bisect_right(self._sentences, first) == bisect_right(self._sentences, second)

    @as_in(
        "Anna Brandt met the crew. John Hale said it was gone. She said it was old.",
        no=("Peter Falk met the crew. She said it was old.",),
    )
    def person_before(self, offset: int, *, female: bool) -> Name | None:
        """Return the last person before an offset who is known to be a woman, or a man."""
        for name in self._all.within_reach(offset):
            full = self.full_form(name.words) or name
            known = name.is_person or full.is_person or self._may_be_person(name)
            if known and self.is_female(full.text) == female:
                return name
        return None

    def people_before(self, offset: int) -> Iterator[Name]:
        """Yield the names of persons before an offset, the last one first."""
        for name in self._all.within_reach(offset):
            full = self.full_form(name.words) or name
            if name.is_person or full.is_person or self._may_be_person(name):
                yield name

    @as_in(
        "Anna Brandt met the crew. She said it was old.",
        no=("The boat hit Anna Brandt. She said it was old.",),
    )
    def subject_before(self, offset: int, *, person: bool) -> Name | None:
        """Return the last name before an offset that is a subject, outside of quotations.

        For a person, a name of no known kind counts too, if it has two words or
        more or is the surname of a person.
        """
        return (self._subject_people if person else self._subject_others).last_before(offset)

    @as_in(
        "Orlo Act met the crew.",
        no=("The Harbour Union met the crew.",),
    )
    def _may_be_person(self, name: Name) -> bool:
        """Return whether a name is likely to be a person's though the parser does not say so."""
        return name.may_be_person and (
            len(name.words) > 1 or name.words[0].casefold() in self._surnames
        )

    @as_in(
        "The Harbour Gazette has the story. The pier is gone, the news site notes.",
        no=("The Harbour Union has the story. The pier is gone, the news site notes.",),
    )
    def outlet_before(self, offset: int) -> Name | None:
        """Return the last name of a paper, station or agency before an offset."""
        return self._outlets.last_before(offset)

    @as_in(
        "Orlo Bank cut rates. The bank said rents will rise.",
        no=("Orlo Bank cut rates. The council said rents will rise.",),
    )
    def body_called(self, noun: str, offset: int) -> Name | None:
        """Return the last body before an offset that has a noun in its name: "the bank"."""
        if noun not in self._bodies:
            found = self._by_word.get(noun, [])
            bodies = (name for name in found if not name.is_person and len(name.words) > 1)
            self._bodies[noun] = Ordered(bodies)
        return self._bodies[noun].last_before(offset)

    @as_in(
        "The Orlo Refugee Council opened a camp. The charity said it was full.",
        no=("Otto Falk opened a camp. The charity said it was full.",),
    )
    def organisation_before(self, offset: int) -> Name | None:
        """Return the last organisation before an offset that is a subject, not in a quotation."""
        return self._subject_organisations.last_before(offset)

    @as_in(
        "The health ministry closed the port. The ministry said it was old.",
        no=("The health ministry closed the port. The council said it was old.",),
    )
    def described_body(self, noun: str, offset: int) -> Described | None:
        """Return the last body before an offset that is called by a noun and says which it is."""
        found = (one for one in reversed(self._described) if one.noun == noun)
        return next((d for d in found if d.is_qualified and d.span.start < offset - _NEAR), None)

    @as_in(
        "The airline cancelled 40 flights, it said.",
        no=("The crew left. It said the pier was gone.",),
    )
    def described_subject(self, offset: int) -> Described | None:
        """Return the last body before an offset that is described and is a subject."""
        before = (one for one in reversed(self._described) if one.span.start < offset)
        return next((one for one in before if one.is_subject), None)

    def sentences_between(self, first: int, second: int) -> int:
        """Return the number of sentences from an offset to a later one."""
        return bisect_right(self._sentences, second) - bisect_right(self._sentences, first)

    @as_in(
        "Linda Brandt and Otto Falk met the crew. Both said it was old.",
        no=("Linda Brandt met the crew. Both said it was old.",),
    )
    def pair_before(self, offset: int) -> tuple[Name, ...]:
        """Return the last persons before an offset that "and" joins as subjects."""
        joined: dict[int, dict[str, Name]] = defaultdict(dict)
        for name in self.people_before(offset):
            full = self.full_form(name.words) or name
            if name.joined >= 0 and full.text not in joined[name.joined]:
                joined[name.joined][full.text] = name
        groups = [g for g in joined.values() if len(g) > 1]
        last = max(groups, key=lambda g: max(n.start for n in g.values()), default={})
        return tuple(sorted(last.values(), key=lambda name: name.start))

    @as_in(
        "Linda Brandt is married to Otto Falk. The couple said it was old.",
        no=("Linda Brandt left. The couple said it was old.",),
    )
    def two_before(self, offset: int) -> tuple[Name, ...]:
        """Return the two persons named in the last two sentences, if there are exactly two."""
        near: dict[str, Name] = {}
        for name in self.people_before(offset):
            if self.sentences_between(name.start, offset) <= _LAST_TWO:
                near.setdefault((self.full_form(name.words) or name).text, name)
        found = sorted(near.values(), key=lambda name: name.start)
        return tuple(found) if len(found) == _PAIR else ()

    def plural_subject_between(self, first: int, second: int) -> bool:
        """Return whether a common noun in the plural is a subject between two offsets."""
        return any(first < start < second for start in self._plural_subjects)

    def police(self) -> str | None:
        """Return the name of the one police force: "Oslo Police Department", or "Oslo police"."""
        return self._force
