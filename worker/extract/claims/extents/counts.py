"""Counts joined by "and": each is a claim of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.extents.records import clause_of
from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token

_INCLUDING: Final = words("claims", "clauses", "including")


@as_in("The battle caused 300 deaths and 2,700 injuries.")
def counted(parsed: Parsed, clause: Clause) -> tuple[Clause, ...]:
    """Return the clause, divided in two where it counts two things, each with its number."""
    inside = {i for part in clause.parts for i in range(*part)}
    for i in sorted(inside):
        noun = parsed.tokens[i]
        other = noun.child("conj")
        if (
            other is None
            or other.i not in inside
            or not (_is_counted(noun) and _is_counted(other))
        ):
            continue
        if noun.dep not in {"dobj", "nsubj", "nsubjpass", "ROOT", "attr"}:
            continue
        second = {n for n in range(other.left, other.right) if n in inside}
        joined = {c.i for c in noun.children if c.dep in {"cc", "punct"} and c.i > noun.i}
        first = inside - second - joined
        verb = noun.head
        if verb.lemma in _INCLUDING:
            first = {n for n in range(noun.left, other.left) if n in inside} - joined
        elif noun.dep == "dobj":
            second |= first - set(range(noun.left, noun.right))
        halves = (clause_of(parsed, clause.head, first), clause_of(parsed, clause.head, second))
        return tuple(half for half in halves if half is not None)
    return (clause,)


@as_in(
    "The battle caused 300 deaths and 2,700 injuries.",
    no=("The battle caused deaths and injuries.",),
)
def _is_counted(noun: Token) -> bool:
    """Return whether a noun has a number."""
    return noun.pos == "NOUN" and any(
        child.dep == "nummod" and child.pos == "NUM" for child in noun.children
    )
