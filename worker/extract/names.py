"""The names of an article: every proper name that it writes, with the roles it gives them.

`Names.full` gives the longest form of a name ("Lee" is "Lee Seong-kweun" where the article says
so), `Names.by_role` the one person whose title a noun repeats ("the lawmaker").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.states import state_of
from worker.extract.tokens import Range
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_JOINS: Final = frozenset({"-", "\u2011"})
_PAIR: Final = 2
_INNER: Final = frozenset({"of", "for", "and"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_TITLES: Final = words("people", "titles")
_OUTLETS: Final = words("people", "outlets")
_PERSONS: Final = words("people", "persons")
_BODIES: Final = words("people", "bodies")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name: its words without titles, its roles, and whether it is a person's."""

    words: tuple[str, ...]
    start: int
    roles: frozenset[str]
    is_person: bool
    is_subject: bool = False
    may_be_person: bool = False

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
    while start < end and tokens[start].tag not in _PROPER:
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
    if token.tag in _PROPER:
        return True
    if token.text in _JOINS or (
        token.lower in {"al", "de", "von", "van", "bin"} and token.tag != "IN"
    ):
        other = i + 1 if i > beside else i - 1
        return 0 <= other < len(tokens) and (
            tokens[other].tag in _PROPER or tokens[other].lower in _PARTICLES
        )
    return False


class Names:
    """All names of one article."""

    def __init__(self, paragraphs: Sequence[Parsed]) -> None:
        self._names = sorted(
            (name for parsed in paragraphs for name in _of_paragraph(parsed)),
            key=lambda name: name.start,
        )
        places = {word for name in self._names for word in name.words}
        self._forces = places & {
            parsed.tokens[token.i - 1].text
            for parsed in paragraphs
            for token in parsed.tokens
            if token.text == "police" and token.i
        }

    def full(self, name: Sequence[str]) -> Name | None:
        """The longest name of the article that `name` is the last, first or whole part of."""
        wanted = tuple(word.casefold() for word in name)
        best: Name | None = None
        for known in self._names:
            folded = tuple(word.casefold() for word in known.words)
            size = len(wanted)
            fits = folded[-size:] == wanted or (known.is_person and folded[:size] == wanted)
            if (
                fits
                and (best is None or len(known.words) > len(best.words))
                and not (
                    size > 1
                    and len(folded) > size
                    and folded[:size] != wanted
                    and not known.is_person
                )
            ):
                best = known
        return best

    def by_role(self, role: str) -> Name | None:
        """The one person that the article gives this role; None where several have it."""
        found = [name for name in self._names if role in name.roles and name.is_person]
        people = {name.words[-1].casefold() for name in found}
        return max(found, key=lambda name: len(name.words)) if len(people) == 1 else None

    def by_initials(self, letters: str) -> Name | None:
        """The name whose capitals an abbreviation gives: ILO."""
        for name in self._names:
            capitals = "".join(word[0] for word in name.words if word[0].isupper())
            if len(letters) > 1 and capitals == letters and len(name.words) > 1:
                return name
        return None

    def before(self, offset: int, *, person: bool) -> Name | None:
        """The last name before an offset, a person's or another's."""
        found = [name for name in self._names if name.start < offset and name.is_person == person]
        return found[-1] if found else None

    def subject_before(self, offset: int, *, person: bool) -> Name | None:
        """The last name before an offset that is a subject in the article's own words.

        For a person, a name of two words or more will do where the parser calls it none.
        """
        found = [
            name
            for name in self._names
            if name.start < offset
            and name.is_subject
            and (name.is_person == person or (person and name.may_be_person))
        ]
        return found[-1] if found else None

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
        yield _name(parsed, run)
        i = run.end


def _name(parsed: Parsed, run: Range) -> Name:
    tokens = parsed.tokens
    inside = tokens[run.start : run.end]
    entities = {token.entity for token in inside}
    roles = _roles(parsed, run)
    titled = run.start > 0 and tokens[run.start - 1].lower in _TITLES
    person = ("PERSON" in entities or bool(roles) or titled) and not (
        entities & {"GPE", "NORP"} and not titled and not roles
    )
    last = inside[-1]
    person &= last.lower not in _BODIES
    subject = last.dep in _SUBJECTS and not last.quoted
    if last.dep == "compound" and not person:
        # "The Nilpress agency is small": the name of what is spoken of.
        subject = last.head.dep in _SUBJECTS and last.head.pos == "NOUN" and not last.quoted
    words_of = tuple(token.text for token in inside)
    may_be = len(words_of) > 1 and not entities & {"ORG", "NORP"} and not _is_place(words_of)
    return Name(words_of, inside[0].start, roles, person, subject, may_be)


def _is_place(name: Sequence[str]) -> bool:
    """Whether a name is a state's or an outlet's."""
    return state_of(" ".join(name)) is not None or bool(_OUTLETS & {w.casefold() for w in name})


def _roles(parsed: Parsed, run: Range) -> frozenset[str]:
    """The nouns that say what a named person is: before the name, or in apposition to it."""
    tokens = parsed.tokens
    roles = set()
    i = run.start - 1
    while i >= 0 and (tokens[i].pos in {"NOUN", "PROPN", "ADJ"} or tokens[i].text in _JOINS):
        if tokens[i].lemma in _PERSONS:
            roles.add(tokens[i].lemma)
        i -= 1
    if _is_reporter(tokens, run):
        roles |= {"reporter", "correspondent"}
    last = tokens[run.end - 1]
    for near in (*last.children, last.head):
        if (near.dep == "appos" or last.dep == "appos") and near.lemma in _PERSONS:
            roles.add(near.lemma)
    return frozenset(roles)


def _is_reporter(tokens: Sequence[Token], run: Range) -> bool:
    """As in "The BBC's Ana Brandt": somebody of an outlet."""
    owner = tokens[run.start - 2] if run.start > 1 else None
    mark = tokens[run.start - 1].lower if run.start else ""
    return owner is not None and mark in {"'s", "’s"} and owner.lower in _OUTLETS
