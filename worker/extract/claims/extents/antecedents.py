"""The noun that a relative clause is about, where the parser attached it to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_PERSONS: Final = words("people", "persons") | words("people", "anonymous")
_ONE: Final = frozenset({"NN", "NNP"})
"""Tags of a noun in the singular."""

_PLACING: Final = frozenset({"on", "in", "at", "near", "inside", "outside", "across", "through"})
"""Prepositions before a place or a thing, which no "who" refers to."""


@as_in(
    "The police arrested a man on the net, who sold the car.",
    "Petra Lund runs the bureau inspecting fishing boats, which has its seat in Oslo.",
)
def antecedent(parsed: Parsed, verb: Token) -> Token:
    """Return the antecedent of a relative clause: for "which" no day, for "who" no place.

    The parser attaches the clause to the noun right before it: "a man on the net, who sold it".
    """
    noun = _of_one(verb) or verb.head
    above = noun.head
    pronoun = next((c.lower for c in verb.children if c.lower in {"who", "which"}), "")
    if above.dep != "prep" or noun.dep != "pobj":
        return noun
    if pronoun == "which" and _is_dated(parsed, noun):
        target = above.head.child("dobj", "nsubjpass")
        return target if target is not None and target.i < noun.i else noun
    if (
        pronoun == "who"
        and above.lower in _PLACING
        and noun.pos == "NOUN"
        and not _is_person(noun)
    ):
        return next((a for a in noun.ancestors() if a.i < noun.i and _is_person(a)), noun)
    return noun


@as_in(
    "Petra Lund runs the bureau inspecting fishing boats, which has its seat in Oslo.",
    no=("Petra Lund inspects the fishing boats, which have left the port.",),
)
def _of_one(verb: Token) -> Token | None:
    """Return the singular noun before that a singular "which has" means; None where none is.

    The parser attaches the clause to the plural object of a participle after that noun.
    """
    singular = any(c.tag == "VBZ" for c in (verb, *verb.children) if c.dep != "conj")
    pronoun = next((c for c in verb.children if c.lower == "which"), None)
    if not singular or pronoun is None or pronoun.dep != "nsubj" or verb.head.tag != "NNS":
        return None
    act = verb.head.head
    if verb.head.dep != "dobj" or act.tag != "VBG":
        return None
    subjects = (act.child("nsubj"), act.head if act.head.tag in _ONE else act.head.child("dobj"))
    return next((noun for noun in subjects if noun is not None and noun.tag in _ONE), None)


@as_in(
    "The firm sold the house in 2019, which angered the mayor.",
    no=("The firm sold the house in Oslo, which angered the mayor.",),
)
def _is_dated(parsed: Parsed, noun: Token) -> bool:
    """Return whether a word belongs to a named day or year."""
    return any(
        time.span and time.span.start <= noun.start < time.span.end for time in parsed.times
    )


@as_in(
    "A farmer on the net, who sold the house, was fined.",
    no=("The firm put the house on the net, who sold it.",),
)
def _is_person(noun: Token) -> bool:
    """Return whether a noun names a person."""
    return noun.entity == "PERSON" or (noun.tag in {"NN", "NNS"} and noun.lemma in _PERSONS)
