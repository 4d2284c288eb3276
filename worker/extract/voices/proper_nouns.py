"""Voices by their names: who in this article the proper nouns of a source name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import state_of
from worker.extract.records import Range
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.descriptors import has_inner_capital, without_article
from worker.extract.voices.name_parts import PROPER, join_name, name_run
from worker.extract.voices.speakers import Voice
from worker.extract.words import words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.name_register import Names

_PERSONS: Final = words("people", "persons")
_ANONYMOUS: Final = words("people", "anonymous")
_OUTLETS: Final = words("people", "outlets")
_TITLES: Final = words("people", "titles")
_NAMING_VERBS: Final = words("voices", "names", "naming")
_BEFORE_GIVEN: Final = words("voices", "names", "before_given")

_BRACKETED: Final = 3
"""Tokens of an abbreviation in brackets."""

_LONGEST_TITLE: Final = 4
"""Words of a title between the name of a body and that of its officer."""

_TITLE_TAGS: Final = frozenset({"NN", "JJ"})
_COMMON: Final = words("people", "documents") | _PERSONS | _ANONYMOUS
"""Nouns that the tagger takes for names at the start of a sentence."""


def first_word(name: Name) -> Span:
    """Return the span of the first word of a name."""
    return Span(name.start, name.start + len(name.words[0]))


@as_in(
    "Ana Brandt said it fell.",
    "Otto Leader left the pier. Leader said it was old.",
    no=("The ministry said it fell.", "Officials said it fell."),
)
def is_name(names: Names, head: Token) -> bool:
    """Return whether a source is a name: by its tag, or because the article uses it as one."""
    if _is_surname(names, head):
        return True
    if _is_definite_title(head):
        return False
    phrase = mention(head)
    if head.tag in PROPER and not (phrase.end - phrase.start == 1 and head.lower in _COMMON):
        return True
    if not head.text[:1].isupper() or head.lemma in _PERSONS | _ANONYMOUS:
        return False
    known = names.full_form([head.text])
    return known is not None and known.is_person


@as_in("Otto Leader left the pier. Leader said it was old.", no=("The ministry said it fell.",))
def _is_surname(names: Names, head: Token) -> bool:
    """Return whether a word is the surname of a person of the article: "Cook", "Leader"."""
    known = names.full_form([head.text]) if head.text[:1].isupper() else None
    return known is not None and known.is_person and known.words[1:][-1:] == (head.text,)


@as_in("The US President said it fell.", no=("The President Hotel said it fell.",))
def _is_definite_title(head: Token) -> bool:
    """Return whether a source is a title in capitals with an article: "the US President"."""
    article = head.child("det")
    return head.lemma in _PERSONS and article is not None and article.lower == "the"


@as_in(
    "Denzel Washington left. Washington said it fell.",
    no=("Washington said it fell.", "Ana Brandt left. Washington said it fell."),
)
def is_of_person(names: Names, head: Token) -> bool:
    """Return whether a word that may name a state is part of the name of a person here."""
    known = names.full_form([head.text])
    return known is not None and known.is_person and len(known.words) > 1


def resolve_name(names: Names, parsed: Parsed, head: Token, span: Span) -> Voice:
    """Return the bearer of the name around `head`; for a column of an outlet, the outlet."""
    column = _column(names, parsed, head, span)
    if column is not None:
        return column
    run = name_run(parsed, head)
    if run is None:
        full = names.full_form([head.text])
        name = full.text if full is not None else without_article(parsed, mention(head))
        return Voice(name, None, span, is_person=full is not None and full.is_person)
    officer = person_after_title(parsed, run)
    if officer is not None:
        return bearer_of(names, parsed, officer, span, person=True)
    person = any(
        parsed.tokens[i].lemma in _PERSONS or parsed.tokens[i].lower in _TITLES
        for i in range(mention(head).start, run.start)
    )
    return bearer_of(names, parsed, run, span, person=person)


def bearer_of(names: Names, parsed: Parsed, run: Range, span: Span, *, person: bool) -> Voice:
    """Return the bearer of the name at `run`, by the article's full form of it."""
    parts = tuple(token.text for token in parsed.tokens[run.start : run.end])
    full = _full_form(names, parts)
    if full is not None and full.words != parts:
        resolved(span, "the article's full form of the name", first_word(full))
    is_person = person or (full is not None and full.is_person)
    name = join_name(parts)
    if full is not None and len(full.words) >= len(parts):
        name = full.text
    words_of_name = name.casefold().replace("-", " ").split(" ")
    outlet = not is_person and not _OUTLETS.isdisjoint(words_of_name)
    return Voice(state_of(name) or name, None, span, is_person=is_person, is_outlet=outlet)


@as_in(
    "The Regional Housing Committee met. The RHC says rents will rise.",
    "Ana Brandt left. Brandt says rents will rise.",
)
def _full_form(names: Names, parts: Sequence[str]) -> Name | None:
    """Return the article's full form of a name, or of an abbreviation by its initials."""
    full = names.full_form(parts)
    if len(parts) > 1 or (full is not None and (len(full.words) > 1 or not parts[0].isupper())):
        return full
    return names.by_initials(parts[0]) or full


@as_in(
    "Its owner, Northline, said the pier fell.", no=("Northline, its owner, said the pier fell.",)
)
def apposition(names: Names, parsed: Parsed, head: Token) -> Voice | None:
    """Return the voice of the name in apposition to a common noun."""
    if head.tag in PROPER:
        return None
    conjunct = head.child("conj")
    for child in head.children:
        if conjunct is not None and conjunct.i < child.i:
            return None
        if child.dep == "appos" and child.tag in PROPER and child.i > head.i:
            run = name_run(parsed, child)
            if run is not None:
                run = person_after_title(parsed, run) or run
                start = mention(head).start
                span = Span(parsed.tokens[start].start, parsed.tokens[run.end - 1].end)
                return bearer_of(names, parsed, run, span, person=head.lemma in _PERSONS)
    return None


@as_in(
    "A disaster agency official in Orlin province named Jhony told reporters most were fishermen.",
    '"It fell," said a docker who goes by the name "Pepper."',
    no=("An official named in the report said it fell.", "An official said it fell."),
)
def name_in_clause(parsed: Parsed, head: Token) -> Range | None:
    """Return the name that a clause after a noun gives its bearer: "a man named Falk"."""
    tokens = parsed.tokens[: head.right]
    for clause in tokens[head.i + 1 : -1]:
        gives = clause.tag == "VBN" or tokens[clause.i + 1].lower == "by"
        if not gives or clause.lower not in _NAMING_VERBS:
            continue
        given = (t for t in tokens[clause.i + 1 :] if t.lower not in _BEFORE_GIVEN and not t.quote)
        name = next(given, None)
        if name is not None and name.tag in PROPER:
            return name_run(parsed, name)
    return None


@as_in(
    "Former mayor Adel Runo's Orlin Civic League (OCL) secretary general Hamid Osore, who lost "
    'his seat, described the count as a "theft".',
    no=("The Orlo Civic League said it fell.",),
)
def person_after_title(parsed: Parsed, run: Range) -> Range | None:
    """Return the name of the person whose title follows the name of a body."""
    tokens = parsed.tokens
    i = run.end
    if [token.text for token in tokens[i : i + _BRACKETED : 2]] == ["(", ")"]:
        i += _BRACKETED
    start = i
    while i < len(tokens) and tokens[i].tag in _TITLE_TAGS and i - start < _LONGEST_TITLE:
        i += 1
    titled = any(token.lemma in _PERSONS for token in tokens[start:i])
    if not titled or i >= len(tokens) or tokens[i].tag not in PROPER:
        return None
    return name_run(parsed, tokens[i]) if tokens[i].entity == "PERSON" else None


@as_in(
    "The governor of Orlo State, Otto Falk, said the pier fell.",
    no=("The captain of the team said the pier fell.",),
)
def name_after_comma(parsed: Parsed, head: Token) -> Range | None:
    """Return the name after a comma at the end of a noun phrase, whatever it depends on."""
    phrase = mention(head)
    tokens = parsed.tokens[phrase.start : phrase.end]
    if head.lemma not in _PERSONS or "," not in {token.text for token in tokens}:
        return None
    last = tokens[-1]
    return name_run(parsed, last) if last.tag in PROPER else None


@as_in(
    "The Herald's analysis shows that it fell.",
    "A Justice Department report says that it fell.",
    "A CityFeed report says it fell.",
    no=("The report says that it fell.", "The council's report says that it fell."),
)
def maker_of(parsed: Parsed, document: Token) -> Range | None:
    """Return the name of the maker of a document: its possessor, or the name before its noun."""
    for child in document.children:
        if child.dep in {"poss", "compound", "nmod"}:
            if child.tag in PROPER:
                return name_run(parsed, child)
            if has_inner_capital(child.text):
                return Range(child.i, child.i + 1)
    return None


@as_in("Ana Brandt's campaign said it fell.", no=("The mayor's campaign said it fell.",))
def owner_of(parsed: Parsed, head: Token) -> tuple[Token, Range] | None:
    """Return the possessor of a noun, where it is a name, with the range of that name."""
    owner = head.child("poss")
    run = name_run(parsed, owner) if owner is not None and owner.tag == "NNP" else None
    return (owner, run) if owner is not None and run is not None else None


@as_in(
    'Rents will rise, the Harbour Gazette\'s "Street Talk" reported.',
    no=(
        'Otto Falk\'s "Street Talk" said it fell.',
        "According to the Harbour Gazette's Tove Lind, it fell.",
    ),
)
def _column(names: Names, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return the outlet whose column is the source, named in quotation marks after it."""
    owned = owner_of(parsed, head)
    if owned is None or parsed.tokens[owned[0].right].quote != "open":
        return None
    voice = bearer_of(names, parsed, owned[1], span, person=False)
    return voice if voice.is_outlet else None
