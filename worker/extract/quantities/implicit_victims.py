"""Victims that no number counts: "a man was shot dead" is one killed, though no "one" is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.phrase import Phrase
from worker.extract.quantities.properties.choice import property_of
from worker.extract.quantities.properties.words import is_event, is_person
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.records import Parsed, Token
    from worker.records import Property

_PROPERTIES: Final = frozenset(
    {"killed", "injured", "casualties", "missing", "captured", "rescued"}
)
"""The properties that one person alone can have and that are news."""
_SINGULAR: Final = frozenset({"NN", "NNP"})
_ROLES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})
_NO_VICTIM: Final = frozenset({"no", "any", "every", "each"})
_COLLECTIVE: Final = words("quantities", "counted", "collectives")
_LONGEST: Final = 8
"""Tokens before the noun at which its phrase is cut: it bounds the cost."""


@as_in(
    "A man was shot dead.",
    no=(
        "A man was fined.",
        "No man was shot.",
    ),
)
def find_victims(parsed: Parsed) -> Iterator[tuple[Phrase, Property]]:
    """Yield the phrase of every single victim, and what happened to that person."""
    for token in parsed.tokens:
        if not _is_person(token):
            continue
        start = max(token.left, token.i - _LONGEST)
        while start < token.i and parsed.tokens[start].pos == "PUNCT":
            start += 1  # half of a hyphenated word, where the phrase is cut
        phrase = Phrase(parsed, start, token.i + 1, token)
        kind = property_of(phrase)
        if kind in _PROPERTIES:
            yield phrase, kind


@as_in(
    "A man was shot dead.",
    "Ana Brandt was hurt.",
    no=(
        "No man was shot.",
        "The crew was hurt.",
    ),
)
def _is_person(token: Token) -> bool:
    """Return whether the token is the head of a phrase for one person, named or singular."""
    if token.lower in _COLLECTIVE or token.tag not in _SINGULAR or token.dep not in _ROLES:
        return False
    person = is_person(token.text)
    named = token.entity == "PERSON" and (person or not is_event(token.text))
    if not named and (token.tag == "NNP" or not person):
        return False
    return not any(child.dep == "nummod" or child.lower in _NO_VICTIM for child in token.children)
