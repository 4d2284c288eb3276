"""What befell people where no verb of harm says it: brought to a hospital, struck by bullets."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.extract.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from worker.records import Property

_LISTS: Final = table("quantities")
_HARM: Final = frozenset(_LISTS["harm"]["nouns"].split())
_SUFFERING: Final = frozenset(_LISTS["harm"]["verbs"].split())
_CARRYING: Final = frozenset(_LISTS["carrying"]["verbs"].split())
_HOSPITALS: Final = frozenset(_LISTS["carrying"]["places"].split())
_STRUCK: Final = frozenset(_LISTS["struck"]["verbs"].split())
_BULLETS: Final = frozenset(_LISTS["struck"]["by"].split())
_MOST: Final = 30  # no sentence that anybody wrote hangs more on one verb


def is_harm(word: str) -> bool:
    """Whether the noun is a harm that one has: "two gunshot wounds" count nobody."""
    return word.lower() in _HARM


def harm_of_subject(verb: Token, *, passive: bool) -> Property | None:
    """As in "was flown to a hospital", "were struck by gunfire", "suffered two wounds"."""
    low = verb.lower_
    if passive and low in _STRUCK and _BULLETS & set(_objects(verb, "by")):
        return "casualties"
    if passive and low in _CARRYING and _HOSPITALS & set(_objects(verb, "to")):
        return "injured"
    if not passive and low in _SUFFERING and any(is_harm(word) for word in _suffered(verb)):
        return "injured"
    return None


def harm_of_object(verb: Token) -> Property | None:
    """As in "sent six people to hospitals", "a bullet struck the driver", "injuries to two"."""
    low = verb.lower_
    if low in _CARRYING and _HOSPITALS & set(_objects(verb, "to")):
        return "injured"
    if low in _STRUCK and any(child.lower_ in _BULLETS for child in islice(verb.lefts, _MOST)):
        return "casualties"
    return None


def harm_beside(token: Token) -> Property | None:
    """As in "three others with serious injuries"; or "injuries to nine people"."""
    if _HARM & set(_objects(token, "with")):
        return "injured"
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.i:
        return "injured" if is_harm(token.head.nbor(-1).text) else None
    return None


def _suffered(verb: Token) -> Iterator[str]:
    """The nouns that are objects of a verb."""
    return (child.lower_ for child in islice(verb.rights, _MOST) if child.dep_ == "dobj")


def _objects(token: Token, preposition: str) -> Iterator[str]:
    """The nouns behind a preposition that hangs on `token`."""
    for child in islice(token.children, _MOST):
        if child.lower_ == preposition and child.dep_ in ("prep", "agent"):
            nouns = islice(child.children, _MOST)
            yield from (noun.lower_ for noun in nouns if noun.dep_ == "pobj")
