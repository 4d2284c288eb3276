"""The names of an article: every proper name that it writes, with the roles it gives them.

`Names.full` gives the longest form of a name ("Lee" is "Lee Seong-kweun" where the article says
so), `Names.by_role` the one person whose title a noun repeats ("the lawmaker").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.states import state_of
from worker.extract.tokens import Range
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from worker.extract.tokens import Parsed, Token

_PROPER: Final = frozenset({"NNP", "NNPS"})
_PARTICLES: Final = frozenset(
    {
        "al",
        "de",
        "da",
        "di",
        "von",
        "van",
        "der",
        "bin",
        "ibn",
        "el",
        "la",
        "le",
        "of",
        "the",
        "and",
        "for",
    }
)
_JOINS: Final = frozenset({"-", "\u2011", "&"})
_PAIR: Final = 2
_INNER: Final = frozenset({"of", "for", "and"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_TITLES: Final = words("people", "titles")
_OUTLETS: Final = words("people", "outlets")
_PERSONS: Final = words("people", "persons")
_BODIES: Final = words("people", "bodies")
_WOMEN: Final = words("people", "women")
_MEN: Final = words("people", "men")
_TITLED: Final[dict[str, list[str]]] = table("people")["titled"]
_WOMENS_NAMES: Final = frozenset(table("given_names")["women"].split())
_MENS_NAMES: Final = frozenset(table("given_names")["men"].split())
_REACH: Final = 50
"""Names: a pronoun reaches no farther back."""

_HEADING: Final = 25
"""Tokens: a first paragraph of fewer may be the heading of the text."""


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name: its words without titles, its roles, and whether it is a person's."""

    words: tuple[str, ...]
    start: int
    roles: frozenset[str]
    is_person: bool
    is_subject: bool = False
    may_be_person: bool = False
    is_female: bool | None = None
    is_body: bool = False
    is_organization: bool = False

    @property
    def text(self) -> str:
        """The name in one string; hyphens stand tight."""
        return joined(self.words)


_SPELLINGS: Final = {"U.S.": "US", "U. S.": "US", "U.K.": "UK", "U.N.": "UN", "N. Y.": "New York"}


def joined(parts: Sequence[str]) -> str:
    """Words as one name: hyphens and apostrophes stand tight."""
    text = " ".join(parts)
    for join in ("-", "\u2011"):
        text = text.replace(f" {join} ", join)
    for spelling, plain in _SPELLINGS.items():
        text = text.replace(spelling, plain)
    return text.replace(" 's", "'s").replace(" ’s", "’s").replace(" .", ".").replace(" ,", ",")


def name_run(parsed: Parsed, head: Token) -> Range | None:
    """The proper words around `head`, titles left out; None where it is no name."""
    tokens = parsed.tokens
    start, end = head.i, head.i + 1
    while start > 0 and _joins(tokens, start - 1, start):
        start -= 1
    while end < len(tokens) and _joins(tokens, end, end - 1):
        end += 1
    while start < end and tokens[start].tag not in _PROPER and not _is_doubled(tokens, start):
        start += 1
    while end > start and tokens[end - 1].tag not in _PROPER:
        end -= 1
    if start >= end:
        return None
    return Range(_past_titles(tokens, Range(start, end)), end)


def _past_titles(tokens: Sequence[Token], run: Range) -> int:
    """Where the bare name begins: behind the last title, before which an office may stand."""
    start = run.start
    if tokens[run.end - 1].lower in _BODIES:
        return start
    for i in range(run.start, run.end - 1):
        token, following = tokens[i], tokens[i + 1]
        titled = token.lower in _TITLES or token.lower in _PERSONS
        firm = token.entity == "ORG" and following.entity == "ORG" and run.end - i <= _PAIR
        if titled and not firm and following.text not in _JOINS and following.lower not in _INNER:
            start = i + 1
    return start


def _joins(tokens: Sequence[Token], i: int, beside: int) -> bool:
    """Whether token `i` belongs to the same name as its neighbour `beside`."""
    token = tokens[i]
    if token.tag in _PROPER or (i < beside and _is_doubled(tokens, i)):
        return True
    if token.text in _JOINS or (
        token.lower in {"al", "de", "von", "van", "bin"} and token.tag != "IN"
    ):
        other = i + 1 if i > beside else i - 1
        return 0 <= other < len(tokens) and (
            tokens[other].tag in _PROPER
            or tokens[other].lower in _PARTICLES
            or _is_doubled(tokens, other)
        )
    return False


def _is_doubled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a large word is the first half of a double name: "Rush-Cox", read as a verb."""
    if i + 2 >= len(tokens) or tokens[i + 1].text not in _JOINS:
        return False
    tight = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    return tight and tokens[i].text[:1].isupper() and tokens[i + 2].tag in _PROPER


class Names:
    """All names of one article."""

    def __init__(self, paragraphs: Sequence[Parsed]) -> None:
        self._names = _all_names(paragraphs)
        surnames = {name.words[-1] for name in self._names if name.is_person and name.words[1:]}
        self._names += [name for parsed in paragraphs for name in _mistaken(parsed, surnames)]
        self._names.sort(key=lambda name: name.start)
        self._surnames = {name.casefold() for name in surnames}
        self._full: dict[tuple[str, ...], Name | None] = {}
        self._female: dict[str, bool] = {}
        self._roles: dict[str, frozenset[str]] = {}
        for name in self._names:
            folded = name.text.casefold()
            self._roles[folded] = self._roles.get(folded, frozenset()) | name.roles
            if name.is_female is not None:
                self._female.setdefault(folded, name.is_female)
        self._sentences = [
            parsed.tokens[sentence.start].start
            for parsed in paragraphs
            for sentence in parsed.sentences
        ]
        places = {word for name in self._names for word in name.words}
        self._forces = places & {
            parsed.tokens[token.i - 1].text
            for parsed in paragraphs
            for token in parsed.tokens
            if token.text == "police" and token.i
        }

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
        best: Name | None = None
        for known in self._names:
            longer = best is None or len(known.words) > len(best.words)
            if longer and _is_part(wanted, known):
                best = known
        if best is None or len(wanted) > 1 or len(best.words) == 1:
            return best
        return self._bearer(wanted[0], best) if best.is_person else self._body(wanted[0], best)

    def _body(self, word: str, best: Name) -> Name:
        """What one word names: `best`, or itself where it stood alone before, and is no noun."""
        alone = [n for n in self._names if len(n.words) == 1 and n.words[0].casefold() == word]
        if not alone or alone[0].start > best.start or word in _BODIES:
            return best
        return next((name for name in alone if not name.is_person), alone[0])

    def _bearer(self, surname: str, best: Name) -> Name:
        """Who is meant by a surname: `best`, or the one who had it alone before another came."""
        first: dict[str, Name] = {}
        for name in self._names:
            if name.is_person and len(name.words) > 1 and name.words[-1].casefold() == surname:
                first.setdefault(name.words[0].casefold(), name)
        if len(first) < _PAIR:
            return best
        earliest, second = list(first.values())[:_PAIR]
        alone = [name for name in self._names if name.words[-1].casefold() == surname]
        bare = [name for name in alone if len(name.words) == 1]
        if any(earliest.start < name.start < second.start for name in bare):
            return max(
                (name for name in alone if name.words[0] == earliest.words[0]),
                key=lambda name: len(name.words),
            )
        return bare[0] if bare else best

    def is_female(self, name: str) -> bool | None:
        """Whether a title, a role or the first name says that a woman bears it; None: unknown."""
        return self._female.get(name.casefold())

    def by_role(self, role: str) -> Name | None:
        """The one person that the article gives this role; None where several have it."""
        found = [name for name in self._names if role in name.roles and name.is_person]
        people = {name.words[-1].casefold() for name in found}
        return max(found, key=lambda name: len(name.words)) if len(people) == 1 else None

    def roles(self, name: str) -> frozenset[str]:
        """Every role that the article gives the bearer of a full name."""
        return self._roles.get(name.casefold(), frozenset())

    def by_initials(self, letters: str) -> Name | None:
        """The name whose capitals an abbreviation gives: ILO."""
        for name in self._names:
            capitals = "".join(word[0] for word in name.words if word[0].isupper())
            if len(letters) > 1 and capitals == letters and len(name.words) > 1:
                return name
        return None

    def before(self, offset: int, *, person: bool) -> Name | None:
        """The last name before an offset: a person's, or a body's or a state's, not a place's."""
        found = [
            name
            for name in self._names
            if name.start < offset and (name.is_person if person else name.is_body)
        ]
        return found[-1] if found else None

    def is_alone(self, offset: int) -> bool:
        """Whether one person only was named before an offset."""
        found = (name for name in self._names if name.start < offset and name.is_person)
        return len({name.words[-1].casefold() for name in found}) == 1

    def in_one_sentence(self, first: int, second: int) -> bool:
        """Whether two offsets stand in one sentence of the article."""
        return bisect_right(self._sentences, first) == bisect_right(self._sentences, second)

    def person_before(self, offset: int, *, female: bool) -> Name | None:
        """The last person before an offset who is known to be a woman, or a man."""
        before = [name for name in self._names if name.start < offset]
        for name in reversed(before[-_REACH:]):
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
        found = [
            name
            for name in self._names
            if name.start < offset
            and name.is_subject
            and (name.is_person == person or (person and self._may_be_person(name)))
        ]
        return found[-1] if found else None

    def _may_be_person(self, name: Name) -> bool:
        return name.may_be_person and (
            len(name.words) > 1 or name.words[0].casefold() in self._surnames
        )

    def outlet_before(self, offset: int) -> Name | None:
        """The last name of a paper, station or agency before an offset."""
        found = [
            name
            for name in self._names
            if name.start < offset
            and not name.is_person
            and _OUTLETS & {w.casefold() for w in name.words}
        ]
        return found[-1] if found else None

    def body(self, noun: str, offset: int) -> Name | None:
        """The body that was named last before an offset and has a noun in its name: "the bank"."""
        found = [
            name
            for name in self._names
            if name.start < offset
            and not name.is_person
            and len(name.words) > 1
            and noun in {word.casefold() for word in name.words}
        ]
        return found[-1] if found else None

    def organization_before(self, offset: int) -> Name | None:
        """The last organization before an offset that is a subject in the article's own words."""
        found = [
            name
            for name in self._names
            if name.start < offset
            and name.is_subject
            and name.is_organization
            and _OUTLETS.isdisjoint(word.casefold() for word in name.words)
        ]
        return found[-1] if found else None

    def police(self) -> str | None:
        """What the one police force is called: "Oslo Police Department", or "Oslo police"."""
        force = self.holding("Police")
        if force is not None:
            return force.text
        return f"{next(iter(self._forces))} police" if len(self._forces) == 1 else None

    def holding(self, word: str) -> Name | None:
        """The longest name with `word` in it that is no person's, where all agree: the police."""
        found = [
            n for n in self._names if word in n.words and len(n.words) > 1 and not n.is_person
        ]
        best = max(found, key=lambda name: len(name.words), default=None)
        if best is None or any(not set(name.words) <= set(best.words) for name in found):
            return None
        return best


def _all_names(paragraphs: Sequence[Parsed]) -> list[Name]:
    """Every name, without those of a heading that the text has better.

    Headings write verbs and nouns large, and the parser takes "Hale Defends" for a name.
    """
    heading = [parsed for n, parsed in enumerate(paragraphs) if _is_heading(parsed, n)]
    rest = [parsed for parsed in paragraphs if parsed not in heading]
    found = [name for parsed in rest for name in _of_paragraph(parsed)]
    longer = {word for name in found if len(name.words) > 1 for word in name.words}
    common = {token.text for parsed in rest for token in parsed.tokens}
    # In capitals throughout every word looks like a name, and none is worth a guess.
    mixed = [parsed for parsed in heading if not parsed.paragraph.text.isupper()]
    large = [name for parsed in mixed for name in _of_paragraph(parsed)]
    return found + [
        name
        for name in large
        if (len(name.words) > 1 and longer.isdisjoint(name.words))
        or (len(name.words) == 1 and name.words[0].casefold() not in common)
    ]


def _is_heading(parsed: Parsed, n: int) -> bool:
    """Whether a paragraph is a headline, by its section or by its place and length."""
    if parsed.paragraph.section == "headline":
        return True
    return n == 0 and len(parsed.sentences) == 1 and len(parsed.tokens) < _HEADING


def _is_part(wanted: Sequence[str], known: Name) -> bool:
    """Whether `wanted` is the last, first or whole part of a name, no half of a double one."""
    folded = tuple(word.casefold() for word in known.words)
    size = len(wanted)
    if folded[-size:] == tuple(wanted) and (
        len(folded) == size or folded[-size - 1] not in _JOINS
    ):
        return known.is_person or size == 1 or len(folded) == size
    first = known.is_person and folded[:size] == tuple(wanted)
    return first and folded[size] not in _JOINS


def _of_paragraph(parsed: Parsed) -> Iterator[Name]:
    """The names of one paragraph."""
    tokens = parsed.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].tag not in _PROPER:
            i += 1
            continue
        run = name_run(parsed, tokens[i])
        if run is None or run.end <= i:
            i += 1
            continue
        if any(token.text != token.lower for token in tokens[run.start : run.end]):
            yield _name(parsed, run)
        i = run.end


def _mistaken(parsed: Parsed, surnames: AbstractSet[str]) -> Iterator[Name]:
    """The surnames of an article's people that were tagged as common words: "Rathbun asked"."""
    for token in parsed.tokens:
        mistaken = token.tag == "NN" or (token.tag not in _PROPER and token.entity == "PERSON")
        if mistaken and token.text in surnames and token.text[:1].isupper():
            subject = token.dep in _SUBJECTS and not token.quoted
            yield Name(
                (token.text,),
                token.start,
                frozenset(),
                is_person=True,
                is_subject=subject,
                may_be_person=True,
            )


def _name(parsed: Parsed, run: Range) -> Name:
    tokens = parsed.tokens
    inside = tokens[run.start : run.end]
    entities = {token.entity for token in inside}
    roles = _roles(parsed, run)
    before = tokens[run.start - 1].lower if run.start else ""
    titled = before in _TITLES
    female = _is_female(inside, roles | {before})
    roles |= _titled(tokens, run)
    person = ("PERSON" in entities or bool(roles) or titled) and not (
        entities & {"GPE", "NORP"} and not titled and not roles
    )
    last = inside[-1]
    person |= len(inside) > 1 and female is not None and inside[0].entity in {"", "PERSON"}
    person &= last.lower not in _BODIES and (last.tag != "NNPS" or titled)
    first = last
    while first.dep == "conj" and first.head is not first:
        first = first.head
    subject = first.dep in _SUBJECTS and not last.quoted
    if last.dep == "compound" and not person:
        # "The Nilpress agency is small": the name of what is spoken of.
        subject = last.head.dep in _SUBJECTS and last.head.pos == "NOUN" and not last.quoted
    words_of = tuple(token.text for token in inside)
    body = not person and ("GPE" not in entities or state_of(" ".join(words_of)) is not None)
    organized = body and "ORG" in entities and state_of(" ".join(words_of)) is None
    may_be = not entities & ({"ORG", "NORP"} if len(inside) > 1 else {"NORP", "GPE"})
    may_be &= not _is_place(words_of)
    return Name(words_of, inside[0].start, roles, person, subject, may_be, female, body, organized)


def _is_female(inside: Sequence[Token], called: AbstractSet[str]) -> bool | None:
    """Whether title, role or first name says that a woman is meant; None where none does."""
    first = inside[0].lower if len(inside) > 1 else ""
    for women, men, said in ((_WOMEN, _MEN, called), (_WOMENS_NAMES, _MENS_NAMES, {first})):
        if not women.isdisjoint(said) or not men.isdisjoint(said):
            return not women.isdisjoint(said)
    return None


def _is_place(name: Sequence[str]) -> bool:
    """Whether a name is a state's or an outlet's."""
    return state_of(" ".join(name)) is not None or bool(_OUTLETS & {w.casefold() for w in name})


def _roles(parsed: Parsed, run: Range) -> frozenset[str]:
    """The nouns that say what a named person is: before the name, or in apposition to it."""
    tokens = parsed.tokens
    roles = set()
    i = run.start - 1
    while i >= 0 and (tokens[i].pos in {"NOUN", "PROPN", "ADJ"} or tokens[i].text in _JOINS):
        nearest = tokens[i].lemma != "chief" or i == run.start - 1
        if tokens[i].lemma in _PERSONS and tokens[i].pos != "ADJ" and nearest:
            # Not "chief rival Ana Brandt", "official news agency Nilpress".
            roles.add(tokens[i].lemma)
        i -= 1
    if _is_reporter(tokens, run):
        roles |= {"reporter", "correspondent"}
    last = tokens[run.end - 1]
    for near in (*last.children, last.head):
        if (near.dep == "appos" or last.dep == "appos") and near.lemma in _PERSONS:
            roles.add(near.lemma)
    return frozenset(roles)


def _titled(tokens: Sequence[Token], run: Range) -> frozenset[str]:
    """The roles that the titles right before a name give: "Sen. Ana Brandt"."""
    start = run.start
    while start > 0 and tokens[start - 1].lower in _TITLES:
        start -= 1
    return frozenset(r for t in tokens[start : run.start] for r in _TITLED.get(t.lower, ()))


def _is_reporter(tokens: Sequence[Token], run: Range) -> bool:
    """As in "The BBC's Ana Brandt": somebody of an outlet."""
    owner = tokens[run.start - 2] if run.start > 1 else None
    mark = tokens[run.start - 1].lower if run.start else ""
    return owner is not None and mark in {"'s", "’s"} and owner.lower in _OUTLETS
