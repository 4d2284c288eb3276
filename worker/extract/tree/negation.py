"""Negation of a verb, and what a coordinated verb shares with the first.

In "has not broken a law or hidden a letter" the second verb has no auxiliary and no negation of
its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import FINITE, SUBJECTS

if TYPE_CHECKING:
    from worker.extract.records import Token

_AUXILIARIES: Final = frozenset({"aux", "auxpass"})
_NEGATING: Final = frozenset({"not", "n't", "n’t", "never", "neither"})
_ALTERNATIVE: Final = frozenset({"or", "nor"})


@as_in(
    "Ana Lind did not say that the bridge was safe.",
    "Neither the mayor nor the firm said that the bridge was safe.",
    "Not even the mayor said that the bridge was safe.",
    "Ana Lind has never met the driver or said that the bridge was safe.",
    no=("Ana Lind said that the bridge was safe.",),
)
def is_negated(verb: Token) -> bool:
    """Return whether a verb is negated: by "not" or "never", or by "no" with its subject.

    A coordinated verb may share the negation of the first.
    """
    if any(child.dep == "neg" or child.lower in {"never", "neither"} for child in verb.children):
        return True
    if shared_negation(verb) is not None:
        return True
    negative = verb.child(*SUBJECTS)
    if negative is None:
        return False
    if {"not", "even"} <= {child.lower for child in negative.children}:
        return True
    owner = negative.child("poss")
    words = (*negative.children, *(owner.children if owner is not None else ()))
    return any(
        child.dep in {"preconj", "det", "cc"} and child.lower in {"neither", "no"}
        for child in words
    )


@as_in("The firm will mend the well and replace the tank.", no=("The river rose and fell.",))
def shared_auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries that a verb shares with the one that it is coordinated with."""
    first = verb
    while first.dep == "conj" and first.head is not first and _is_elliptic(first):
        first = first.head
        found = [child for child in first.children if child.dep in _AUXILIARIES]
        if found:
            return found
    return []


@as_in(
    "The firm will mend the well and replace the tank.",
    no=("The firm will mend the well and the council will replace the tank.",),
)
def _is_elliptic(verb: Token) -> bool:
    """Return whether a coordinated verb has neither its own subject nor its own auxiliaries."""
    participle = verb.head.tag == "VBN" and verb.tag in {"VBN", "VBD"}
    return _is_bare(verb) and (verb.tag == "VB" or participle)


def _is_bare(verb: Token) -> bool:
    """Return whether a verb has neither subject nor auxiliary."""
    return verb.child(*SUBJECTS, "expl", *_AUXILIARIES) is None


@as_in(
    "The firm has not broken the law or hidden the letter.",
    "The mayor never met the driver or sold him a car.",
    "The firm has not opened the letter, met the driver or sold the car.",
    no=(
        "The permit did not exist or contradicted the law.",
        "The firm has not closed the plant but sold a part of it.",
    ),
)
def shared_negation(verb: Token) -> Token | None:
    """Return the negation that a verb shares with the one that it is coordinated with."""
    first = verb
    while first.dep == "conj" and first.head is not first and _shares_negation(first):
        first = first.head
        found = _negation(first)
        if found is not None:
            return found
    return None


def _negation(verb: Token) -> Token | None:
    """Return the "not" or "never" before a verb, which may depend on its auxiliary."""
    over = [verb, *(child for child in verb.children if child.dep in _AUXILIARIES)]
    words = (child for token in over for child in token.children if child.i < verb.i)
    return next((word for word in words if word.lower in _NEGATING), None)


@as_in(
    "The firm has not broken the law or hidden the letter.",
    "You cannot sit here and watch the river rise.",
    no=(
        "Do not open the door and call the police.",
        "The permit did not exist or contradicted the law.",
    ),
)
def _shares_negation(verb: Token) -> bool:
    """Return whether a coordinated verb is under the negation of the verb before it.

    It is after "or", in a form that goes with the same auxiliary, or finite as the other is;
    after "and" only as an infinitive, which the negated modal governs with the first.
    """
    joined = conjunction(verb)
    first = verb.head
    if joined in _ALTERNATIVE:
        finite = _is_bare(verb) and _is_bare_verb(first) and verb.tag == first.tag in FINITE
        return _is_elliptic(verb) or finite
    modal = first.child("aux") is not None and first.child(*SUBJECTS) is not None
    return joined == "and" and verb.tag == "VB" and modal and _is_elliptic(verb)


def _is_bare_verb(verb: Token) -> bool:
    """Return whether a verb has no auxiliary."""
    return verb.child(*_AUXILIARIES) is None


@as_in("The firm has not opened the letter, met the driver or sold the car.")
def conjunction(verb: Token) -> str:
    """Return the word that joins a verb to those before it; in a list it is the last one's."""
    between = (c.lower for c in verb.head.children if c.dep == "cc" and c.i < verb.i)
    own = (c.lower for c in verb.children if c.dep == "cc")
    found = next(between, None) or next(own, None)
    following = verb.child("conj")
    if found is None and following is not None:
        return conjunction(following)
    return found or ""
