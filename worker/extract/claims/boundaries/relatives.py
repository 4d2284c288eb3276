"""Relative clauses: which state something in passing, and which only say who or what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.forms import has_modal, is_finite, is_parted, is_past
from worker.extract.examples import as_in
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import STRONG_VERBS

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_LONG: Final = 5
"""Tokens that a relative clause without a comma has at least to be a claim.

A shorter one only says which: "the man who left".
"""

_UNSPECIFIC: Final = frozenset({"any", "every", "each", "no", "some", "all"})
"""Determiners of a noun that stands for nobody in particular, or for all."""


@as_in(
    "The mayor, who left on Friday, sold the house.",
    "The hall where a judge saw him last year was closed.",
    "The firm sold a bridge that may be closed for a year.",
    "The bridge, “which fell on Friday,” was closed.",
    no=(
        "The man who left sold the house.",
        "Most of the losses involve farmers who have not been insured.",
    ),
)
def is_relative_claim(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a relative clause is a claim.

    It is one after a comma or a dash, where it states something in passing. Without one it is a
    claim if its noun is known without it: one person or thing to whom something happened.
    """
    if verb.head.i not in inside or not verb.left or not is_finite(verb):
        return False
    if is_parted(parsed, verb.left):
        return True
    above = verb.head.head
    if verb.right - verb.left < _LONG or (above.i < verb.head.i and is_negated(above)):
        return False
    return _is_added(verb) and (_is_loose(verb) or _is_specific(verb.head))


@as_in(
    "The firm sold the bridge which closed in May for repairs.",
    no=("The mayor met our soldiers who are held in the north.",),
)
def _is_loose(verb: Token) -> bool:
    """Return whether a clause opens with "which", which writers keep for what is added."""
    first = next((child for child in verb.children if child.i == verb.left), None)
    return first is not None and first.lower == "which"


@as_in(
    "The mayor met our soldiers who are held in the north.",
    "The hall where a judge saw him last year was closed.",
    "The firm sold a bridge that may be closed for a year.",
    no=("The mayor met the man who runs the firm in the north.",),
)
def _is_added(verb: Token) -> bool:
    """Return whether a clause without a comma says more than which one is meant.

    It has an event, a modal or a negation; what somebody is or does in general only picks him out.
    """
    subject = verb.child(*SUBJECTS)
    if subject is None:
        return False
    if any(child.lower == "where" for child in verb.children):
        return subject.pos in {"NOUN", "PROPN"} and is_past(verb)
    if subject.lower == "which":
        return True
    if subject.lower == "that":
        return has_modal(verb)
    if subject.lower != "who" or (verb.lemma in STRONG_VERBS and is_negated(verb)):
        return False
    passive = verb.child("auxpass") is not None
    said = is_past(verb) or passive or has_modal(verb) or is_negated(verb)
    return verb.head.dep != "attr" and said


@as_in(
    "The mayor met our soldiers who are held in the north.",
    "Police met three men who were held in the north.",
    no=(
        "The mayor met anyone who was held in the north.",
        "The mayor met soldiers who were held in the north.",
        "The mayor met all the men who were held in the north.",
    ),
)
def _is_specific(noun: Token) -> bool:
    """Return whether a noun stands for somebody or something in particular without its clause.

    A name does, a counted or owned noun, a singular with an article, and a plural with "the".
    """
    determiners = {child.lower for child in noun.children if child.dep in {"det", "predet"}}
    if determiners & _UNSPECIFIC:
        return False
    if noun.pos == "PROPN" or any(child.dep in {"poss", "nummod"} for child in noun.children):
        return True
    return bool(determiners) and (noun.tag == "NN" or "the" in determiners)
