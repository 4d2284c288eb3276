"""The mentions of names in the trees, each with what the words around it say of its bearer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import state_of
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.voices.body_names import goes_on
from worker.extract.voices.name_parts import JOINS, PROPER, is_of_outlet, join_name, name_run
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from worker.extract.records import Parsed, Range, Token

_TITLES: Final = words("people", "titles")
_OUTLETS: Final = words("people", "outlets")
_PERSONS: Final = words("people", "persons")
_BODIES: Final = words("people", "bodies")
_WOMEN: Final = words("people", "women")
_MEN: Final = words("people", "men")
_MODIFYING: Final = words("voices", "roles", "modifying")
_OF_OUTLETS: Final = words("voices", "roles", "of_outlets")
_TITLED: Final[dict[str, list[str]]] = table("people")["titled"]
_WOMENS_NAMES: Final = frozenset(table("given_names")["women"].split())
_MENS_NAMES: Final = frozenset(table("given_names")["men"].split())
_HEADING: Final = 25
"""Tokens: a first paragraph of one sentence and fewer tokens may be the heading of the text."""


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name: its words without titles, and what they say of its bearer."""

    words: tuple[str, ...]
    start: int
    roles: frozenset[str]
    is_person: bool
    is_subject: bool = False
    may_be_person: bool = False
    is_female: bool | None = None
    is_body: bool = False
    is_organisation: bool = False
    abbreviation: str = ""
    """What the article writes for the name, in brackets after it: "(WHO)"."""

    described_by: frozenset[str] = frozenset()
    """The words of the title before the name, and the age: "rebel", "leader", "34-year-old"."""

    joined: int = -1
    """Where the first of the names is that this one is joined to by "and"."""

    @property
    def text(self) -> str:
        """The name in one string, without spaces around hyphens."""
        return join_name(self.words)


def mentions_of_names(paragraphs: Sequence[Parsed]) -> list[Name]:
    """Return every name, of a heading only those that the text gives no better form of.

    Headings capitalise verbs and nouns, and the parser takes "Hale Defends" for a name.
    """
    heading = [parsed for n, parsed in enumerate(paragraphs) if _is_heading(parsed, n)]
    rest = [parsed for parsed in paragraphs if parsed not in heading]
    found = [name for parsed in rest for name in _of_paragraph(parsed)]
    longer = {word for name in found if len(name.words) > 1 for word in name.words}
    common = {token.text for parsed in rest for token in parsed.tokens}
    # In a heading that is all in capitals every word looks like a name: none is worth a guess.
    mixed = [parsed for parsed in heading if not parsed.paragraph.text.isupper()]
    in_heading = [name for parsed in mixed for name in _of_paragraph(parsed)]
    return found + [
        name
        for name in in_heading
        if (len(name.words) > 1 and longer.isdisjoint(name.words))
        or (len(name.words) == 1 and name.words[0].casefold() not in common)
    ]


@as_in("Mayor Ben Hale Defends It.", no=("Ana Brandt left. It rained.",))
def _is_heading(parsed: Parsed, n: int) -> bool:
    """Return whether a paragraph is a headline, by its section or by its place and length."""
    if parsed.paragraph.section == "headline":
        return True
    return n == 0 and len(parsed.sentences) == 1 and len(parsed.tokens) < _HEADING


def _of_paragraph(parsed: Parsed) -> Iterator[Name]:
    """Yield the names of one paragraph."""
    tokens = parsed.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].tag not in PROPER:
            i += 1
            continue
        run = name_run(parsed, tokens[i])
        if run is None or run.end <= i:
            i += 1
            continue
        inside = tokens[run.start : run.end]
        capital = any(token.text != token.lower for token in inside)
        if capital and not all(token.entity == "DATE" for token in inside):
            yield _name(parsed, run)
        i = run.end


@as_in(
    "Otto Leader left. Leader said it was old.",
    no=("Otto Leader left. The leader said it was old.",),
)
def mistaken_surnames(parsed: Parsed, surnames: AbstractSet[str]) -> Iterator[Name]:
    """Yield the mentions of known surnames that were tagged as common words."""
    for token in parsed.tokens:
        mistaken = (
            token.tag == "NN"
            or token.entity == "DATE"
            or (token.tag not in PROPER and token.entity == "PERSON")
        )
        if mistaken and token.text in surnames and token.text[:1].isupper():
            subject = token.dep in SUBJECTS and not token.quoted
            yield Name(
                (token.text,),
                token.start,
                frozenset(),
                is_person=True,
                is_subject=subject,
                may_be_person=True,
            )


def _name(parsed: Parsed, run: Range) -> Name:
    """Return the name at `run`, with what the words around it say of its bearer."""
    inside = parsed.tokens[run.start : run.end]
    entities = {token.entity for token in inside}
    words_of = tuple(token.text for token in inside)
    before = parsed.tokens[run.start - 1].lower if run.start else ""
    described = _roles(parsed, run)
    female = _is_female(inside, described | {before})
    roles = described | _roles_of_titles(parsed.tokens, run)
    person = _is_person(inside, has_role=bool(roles), titled=before in _TITLES, female=female)
    state = state_of(" ".join(words_of)) is not None
    long = goes_on(inside)
    body = not person and (long or "GPE" not in entities or state)
    may_be = not entities & ({"ORG", "NORP"} if len(inside) > 1 else {"NORP", "GPE"})
    return Name(
        words_of,
        inside[0].start,
        roles,
        is_person=person,
        is_subject=_is_subject(_head(inside), person=person),
        may_be_person=may_be and not state and not is_of_outlet(words_of),
        is_female=female,
        is_body=body,
        is_organisation=body and (long or "ORG" in entities) and not state,
        abbreviation=_abbreviation(parsed.tokens, run.end),
        joined=_joined(_head(inside)),
        described_by=_described_by(parsed, run),
    )


def _head(inside: Sequence[Token]) -> Token:
    """Return the last word of a name that depends on a word outside of it."""
    within = range(inside[0].i, inside[-1].i + 1)
    outside = (t for t in reversed(inside) if t.head is t or t.head.i not in within)
    return next(outside, inside[-1])


@as_in(
    "The Regional Housing Committee (RHC) met.",
    no=("The Regional Housing Committee (a firm) met.", "The Regional Housing Committee met."),
)
def _abbreviation(tokens: Sequence[Token], end: int) -> str:
    """Return the capitals in brackets after a name; empty where there are none."""
    brackets = tokens[end : end + 3]
    if [token.text for token in brackets[::2]] != ["(", ")"]:
        return ""
    inside = brackets[1].text
    return inside if inside.isupper() and len(inside) > 1 else ""


def _joined(head: Token) -> int:
    """Return where the first of the subjects is that "and" joins; -1 for a subject alone."""
    first = head
    while first.dep == "conj" and first.head is not first:
        first = first.head
    several = first is not head or first.child("conj") is not None
    return first.start if several and first.dep in SUBJECTS and not first.quoted else -1


@as_in(
    "Mayor Ana Brandt left the pier.",
    "Otto Falk left the pier.",
    no=("The Orlo Housing Committee met.", "The Netherlands lost."),
)
def _is_person(
    inside: Sequence[Token], *, has_role: bool, titled: bool, female: bool | None
) -> bool:
    """Return whether a name is a person's: by its entity, a role, a title or a first name."""
    last = inside[-1]
    if last.lower in _BODIES or goes_on(inside) or (last.tag == "NNPS" and not titled):
        return False
    entities = {token.entity for token in inside}
    if len(inside) > 1 and female is not None and inside[0].entity in {"", "PERSON"}:
        return True
    return has_role or titled or ("PERSON" in entities and not entities & {"GPE", "NORP"})


@as_in(
    "Ana Brandt left the pier.",
    "The Nilpress agency is small.",
    "It was Ana Brandt who left the pier.",
    "A mason from the bank, Ana Brandt, left the pier.",
    no=(
        "The boat hit Ana Brandt.",
        'The crew said, "Ana Brandt left."',
        "The pier was closed after Ana Brandt left it.",
    ),
)
def _is_subject(last: Token, *, person: bool) -> bool:
    """Return whether the name that ends in `last` is a subject, outside of quotations."""
    if last.dep == "compound" and not person:
        # "The Nilpress agency is small": the name modifies the subject and names it.
        return last.head.dep in SUBJECTS and last.head.pos == "NOUN" and not last.quoted
    first = last
    while first.head is not first and (
        first.dep == "conj" or (first.dep == "appos" and first.head.tag == "NN")
    ):
        first = first.head
    cleft = first.dep == "attr" and any(
        child.lower == "it" and child.i < first.i for child in first.head.children
    )
    return (cleft or first.dep in SUBJECTS) and not last.quoted and _is_main(first.head)


def _is_main(verb: Token) -> bool:
    """Return whether a verb is in no adverbial or relative clause."""
    while verb.head is not verb:
        if verb.dep in {"advcl", "relcl", "acl"}:
            return False
        verb = verb.head
    return True


@as_in(
    "Orlo spokeswoman Yi Sato left.",
    "Mrs. Lind left.",
    "Anna Lind left.",
    no=("Mr. Lind left.", "Lind left."),
)
def _is_female(inside: Sequence[Token], nouns: AbstractSet[str]) -> bool | None:
    """Return whether a title, a role or the first name is a woman's; None where none says."""
    first = inside[0].lower if len(inside) > 1 else ""
    for women, men, given in ((_WOMEN, _MEN, nouns), (_WOMENS_NAMES, _MENS_NAMES, {first})):
        if not women.isdisjoint(given) or not men.isdisjoint(given):
            return not women.isdisjoint(given)
    return None


@as_in(
    "Orlo spokeswoman Yi Sato left.",
    "Otto Falk, a spokesman for the port, said no.",
    no=("His chief rival Ana Brandt left.", "The official news agency Nilpress closed."),
)
def _roles(parsed: Parsed, run: Range) -> frozenset[str]:
    """Return the nouns of persons before a name, or in apposition to it."""
    tokens = parsed.tokens
    roles = set()
    i = run.start - 1
    while i >= 0 and (tokens[i].pos in {"NOUN", "PROPN", "ADJ"} or tokens[i].text in JOINS):
        nearest = tokens[i].lemma not in _MODIFYING or i == run.start - 1
        if tokens[i].lemma in _PERSONS and tokens[i].pos != "ADJ" and nearest:
            # Not in "chief rival Ana Brandt" or "official news agency Nilpress".
            roles.add(tokens[i].lemma)
        i -= 1
    if _is_reporter(tokens, run):
        roles |= _OF_OUTLETS
    last = _head(tokens[run.start : run.end])
    for other in (*last.children, last.head):
        if (other.dep == "appos" or last.dep == "appos") and other.lemma in _PERSONS:
            roles.add(other.lemma)
    return frozenset(roles)


@as_in(
    "Rebel leader Ana Brandt left.",
    "Ana Brandt, 34, left.",
    "Ana Brandt, the rebel leader, left.",
    no=("Ana Brandt left.",),
)
def _described_by(parsed: Parsed, run: Range) -> frozenset[str]:
    """Return the words of the title before a name or in apposition to it, and the age."""
    tokens = parsed.tokens
    found = set()
    i = run.start - 1
    while i >= 0 and (tokens[i].pos in {"NOUN", "PROPN", "ADJ"} or tokens[i].text in JOINS):
        found.add(tokens[i].lower)
        i -= 1
    for child in _head(tokens[run.start : run.end]).children:
        if child.dep == "appos" and child.i >= run.end:
            found |= {token.lower for token in tokens[child.left : child.right]}
        if child.dep == "amod" and "year" in {t.lower for t in tokens[child.left : child.right]}:
            found |= {token.text for token in tokens[child.left : child.right]}
    after = tokens[run.end : run.end + 3]
    if [token.text for token in after[::2]] == [",", ","] and after[1].text.isdigit():
        found.add(after[1].text)
    return frozenset(found)


@as_in("Sen. Ana Brandt left.", no=("Ana Brandt left.",))
def _roles_of_titles(tokens: Sequence[Token], run: Range) -> frozenset[str]:
    """Return the roles that the titles right before a name give."""
    start = run.start
    while start > 0 and tokens[start - 1].lower in _TITLES:
        start -= 1
    return frozenset(r for t in tokens[start : run.start] for r in _TITLED.get(t.lower, ()))


@as_in(
    "The Herald's Tove Lind was at the harbour.",
    no=("The mayor's Tove Lind was at the harbour.", "Tove Lind was at the harbour."),
)
def _is_reporter(tokens: Sequence[Token], run: Range) -> bool:
    """Return whether a name follows the possessive of an outlet."""
    owner = tokens[run.start - 2] if run.start > 1 else None
    mark = tokens[run.start - 1].lower if run.start else ""
    return owner is not None and mark in {"'s", "’s"} and owner.lower in _OUTLETS
