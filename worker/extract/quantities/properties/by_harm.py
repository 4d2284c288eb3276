"""Harm that no verb of harm names: brought to a hospital, struck by bullets, with injuries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.properties.words import index_of_words, is_person
from worker.extract.tree.phrases import left_children, right_children
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.records import Token
    from worker.records import Property

_HARM: Final = words("quantities", "harm", "nouns")
_SUFFERING: Final = words("quantities", "harm", "verbs")
_CARRYING: Final = words("quantities", "carrying", "verbs")
_HOSPITALS: Final = words("quantities", "carrying", "places")
_LOSE: Final = "lose"
_LIVES: Final = words("quantities", "measuring", "lives")
_PASSIVES: Final = index_of_words("passives")
_NEEDING: Final = words("quantities", "care", "needing")
_CARE: Final = words("quantities", "care", "nouns")
_RECOVERING: Final = words("quantities", "care", "recovering")
_STRUCK: Final = words("quantities", "struck", "verbs")
_BULLETS: Final = words("quantities", "struck", "by")
_MOST: Final = 30
"""Children of one token that are looked at; it bounds the cost, no real sentence has more."""


@as_in(
    "The mayor reported injuries to nine guards.", no=("The mayor gave the keys to nine guards.",)
)
def is_harm(word: str) -> bool:
    """Return whether the noun is a harm that one has: "two gunshot wounds" count nobody."""
    return word.lower() in _HARM


@as_in(
    "Two men from the town were flown to a hospital.",
    "Two men from the town were struck by gunfire.",
    "Two men from the town suffered burns.",
    "Two men from the town were trampled.",
    "Two men from the town lost their lives.",
    "Two men from the town are recovering in a hospital.",
    no=("Two men from the town were flown to Rome.",),
)
def harm_of_subject(subject: Token, verb: Token, *, passive: bool) -> Property | None:
    """Return what a verb says of its subject: brought to a hospital, struck by bullets, hurt."""
    if passive:
        return _harm_of_passive(subject, verb)
    objects = set(_direct_objects(verb))
    if verb.lemma == _LOSE and objects & _LIVES:
        return "killed"
    suffers = verb.lower in _SUFFERING and objects & _HARM
    needs = verb.lemma in _NEEDING and objects & _CARE
    return "injured" if suffers or needs or _is_recovering(verb) else None


@as_in(
    "Two men from the town were flown to a hospital.",
    "Two men from the town were trampled.",
    no=("Two men from the town were flown to Rome.",),
)
def _harm_of_passive(subject: Token, verb: Token) -> Property | None:
    """Return what a verb in the passive says of its subject."""
    low = verb.lower
    if low in _STRUCK and not _BULLETS.isdisjoint(_objects(verb, "by")):
        return "casualties"
    if low in _CARRYING and not _HOSPITALS.isdisjoint(_objects(verb, "to")):
        return "injured"
    return _PASSIVES.get(low) if is_person(subject.text) or subject.pos == "NUM" else None


@as_in(
    "Two men from the town are recovering in a hospital.",
    no=("Two men from the town are recovering their cars.",),
)
def _is_recovering(verb: Token) -> bool:
    """Return whether the subject recovers from harm, or fights for life."""
    where = {word for prep in ("in", "from", "for", "at") for word in _objects(verb, prep)}
    return verb.lemma in _RECOVERING and bool(where & (_HARM | _HOSPITALS | _LIVES | _CARE))


@as_in(
    "The fire sent six people to hospitals.",
    "A bullet struck two drivers.",
    no=("The guards took six men to a hall.",),
)
def harm_of_object(verb: Token) -> Property | None:
    """Return what a verb says of its object: brought to a hospital, or struck by bullets."""
    low = verb.lower
    if low in _CARRYING and not _HOSPITALS.isdisjoint(_objects(verb, "to")):
        return "injured"
    if low in _STRUCK and any(c.lower in _BULLETS for c in left_children(verb)[:_MOST]):
        return "casualties"
    return None


@as_in(
    "The guards saw three men with serious injuries.",
    "The mayor reported injuries to nine guards.",
    no=("The guards saw three men with bags.",),
)
def harm_by_preposition(tokens: Sequence[Token], token: Token) -> Property | None:
    """Return what "with" a harm, or a harm "to" people, says of a phrase."""
    if not _HARM.isdisjoint(_objects(token, "with")):
        return "injured"
    if token.dep == "pobj" and token.head.lower == "to" and token.head.i:
        return "injured" if is_harm(tokens[token.head.i - 1].text) else None
    return None


def _direct_objects(verb: Token) -> Iterator[str]:
    """Return the nouns that are direct objects of a verb."""
    return (child.lower for child in right_children(verb)[:_MOST] if child.dep == "dobj")


def _objects(token: Token, preposition: str) -> Iterator[str]:
    """Yield the nouns after a preposition that modifies `token`."""
    for child in token.children[:_MOST]:
        if child.lower == preposition and child.dep in ("prep", "agent"):
            yield from (noun.lower for noun in child.children[:_MOST] if noun.dep == "pobj")
