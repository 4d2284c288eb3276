"""Voices by their names: whom the proper words of a source mean in this article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.places.states import state_of
from worker.extract.records import Range
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.descriptors import bare, is_camel
from worker.extract.voices.name_parts import PROPER, joined, name_run
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
_COMMON: Final = words("people", "documents") | _PERSONS | _ANONYMOUS
"""Words that the tagger takes for names at the start of a sentence."""


def place_of(name: Name) -> Span:
    """Where a name stands: its first word."""
    return Span(name.start, name.start + len(name.words[0]))


def is_name(names: Names, head: Token) -> bool:
    """Whether a source is a name: by its tag, or since the article uses the word as one."""
    if _is_surname(names, head):
        return True
    alone = mention(head)
    if head.tag in PROPER and not (alone.end - alone.start == 1 and head.lower in _COMMON):
        return True
    if not head.text[:1].isupper() or head.lemma in _PERSONS | _ANONYMOUS:
        return False
    known = names.full([head.text])
    return known is not None and known.is_person


def _is_surname(names: Names, head: Token) -> bool:
    """Whether a large word is what somebody of the article is called: "Cook", "Leader"."""
    known = names.full([head.text]) if head.text[:1].isupper() else None
    return known is not None and known.is_person and known.words[1:][-1:] == (head.text,)


def by_name(names: Names, parsed: Parsed, head: Token, span: Span) -> Voice:
    """The bearer of the name at `head`; for a part of an outlet, the outlet."""
    column = _column(names, parsed, head, span)
    if column is not None:
        return column
    run = name_run(parsed, head)
    if run is None:
        full = names.full([head.text])
        name = full.text if full is not None else bare(parsed, mention(head))
        return Voice(name, None, span, is_person=full is not None and full.is_person)
    person = any(
        parsed.tokens[i].lemma in _PERSONS or parsed.tokens[i].lower in _TITLES
        for i in range(mention(head).start, run.start)
    )
    return named(names, parsed, run, span, person=person)


def named(names: Names, parsed: Parsed, run: Range, span: Span, *, person: bool) -> Voice:
    """The bearer of the name that stands at `run`, by the article's full form of it."""
    inside = tuple(token.text for token in parsed.tokens[run.start : run.end])
    full = _full(names, inside)
    if full is not None and full.words != inside:
        resolved(span, "the article's full form of the name", place_of(full))
    is_person = person or (full is not None and full.is_person)
    name = joined(inside)
    if full is not None and len(full.words) >= len(inside):
        name = full.text
    parts = name.casefold().replace("-", " ").split(" ")
    outlet = not is_person and not _OUTLETS.isdisjoint(parts)
    return Voice(state_of(name) or name, None, span, is_person=is_person, is_outlet=outlet)


def _full(names: Names, inside: Sequence[str]) -> Name | None:
    """The article's full form of a name, or of an abbreviation that it has not written out."""
    full = names.full(inside)
    if len(inside) > 1 or (full is not None and (len(full.words) > 1 or not inside[0].isupper())):
        return full
    return names.by_initials(inside[0]) or full


def apposition(names: Names, parsed: Parsed, head: Token) -> Voice | None:
    """As in "its owner, Northline": the name that stands beside a common noun."""
    if head.tag in PROPER:
        return None
    other = head.child("conj")
    for child in head.children:
        if other is not None and other.i < child.i:
            return None
        if child.dep == "appos" and child.tag in PROPER and child.i > head.i:
            run = name_run(parsed, child)
            if run is not None:
                start = mention(head).start
                span = Span(parsed.tokens[start].start, parsed.tokens[run.end - 1].end)
                return named(names, parsed, run, span, person=head.lemma in _PERSONS)
    return None


def name_behind_comma(parsed: Parsed, head: Token) -> Range | None:
    """The name at the end of "the head of the harbour, Ana Brandt", wherever it hangs."""
    words_of = mention(head)
    inside = parsed.tokens[words_of.start : words_of.end]
    if head.lemma not in _PERSONS or "," not in {token.text for token in inside}:
        return None
    last = inside[-1]
    return name_run(parsed, last) if last.tag in PROPER else None


def maker_of(parsed: Parsed, document: Token) -> Range | None:
    """The name of who made a document: "the Herald's analysis", "a Justice Department report"."""
    for child in document.children:
        if child.dep in {"poss", "compound", "nmod"}:
            if child.tag in PROPER:
                return name_run(parsed, child)
            if is_camel(child.text):
                return Range(child.i, child.i + 1)
    return None


def owner_of(parsed: Parsed, head: Token) -> tuple[Token, Range] | None:
    """As in "Ana Brandt's campaign": the owner with the range of its name."""
    owner = head.child("poss")
    run = name_run(parsed, owner) if owner is not None and owner.tag == "NNP" else None
    return (owner, run) if owner is not None and run is not None else None


def _column(names: Names, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """As in "the Herald's 'Street Talk'": a part of an outlet speaks for it."""
    owned = owner_of(parsed, head)
    if owned is None or parsed.tokens[owned[0].right].quote != "open":
        return None
    voice = named(names, parsed, owned[1], span, person=False)
    return voice if voice.is_outlet else None
