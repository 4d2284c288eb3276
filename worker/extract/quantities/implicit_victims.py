"""Victims that no number counts: "a man was shot dead" is one killed, though no "one" is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.properties import property_of
from worker.extract.quantities.property_words import is_event, is_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from worker.records import Property

_FATES: Final = frozenset({"killed", "injured", "casualties", "missing", "captured", "rescued"})
_SINGULAR: Final = frozenset({"NN", "NNP"})
_ROLES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})
_NO_VICTIM: Final = frozenset({"no", "any", "every", "each"})
_MANY: Final = frozenset({"staff", "crew", "police", "family", "personnel", "youth", "force"})
_LONGEST: Final = 8


def find_victims(doc: Doc) -> Iterator[tuple[Span, Property]]:
    """The phrase of every single victim, and what befell them."""
    for token in doc:
        if not _is_somebody(token):
            continue
        start = max(token.left_edge.i, token.i - _LONGEST)
        while doc[start].is_space or doc[start].is_punct:
            # A no-break space or the half of a word may stand where the phrase is cut.
            start += 1
        phrase = doc[start : token.i + 1]
        kind = property_of(phrase, token)
        if kind in _FATES:
            yield phrase, kind


def _is_somebody(token: Token) -> bool:
    """Whether the token heads the words for one person, by name or in the singular."""
    if token.lower_ in _MANY or token.tag_ not in _SINGULAR or token.dep_ not in _ROLES:
        return False
    person = is_person(token.text)
    named = token.ent_type_ == "PERSON" and (person or not is_event(token.text))
    if not named and (token.tag_ == "NNP" or not person):
        return False
    counted = any(child.dep_ == "nummod" or child.lower_ in _NO_VICTIM for child in token.children)
    return not counted
