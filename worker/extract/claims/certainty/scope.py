"""The words that decide how sure a clause is: its own, or those of the clause above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.extents.records import Clause
from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token


_KNOWING: Final = words("claims", "modality", "knowing")
_INTRODUCING: Final = words("claims", "modality", "introducing")
_SPEAKING: Final = frozenset({"i", "we", "you"})
"""Subjects whose "know" and "feel" only introduce what they say."""


@as_in(
    "The bridge may be closed, forcing them to leave.",
    no=("Forcing them to leave, the mayor closed the bridge.",),
)
def clause_above(clause: Clause) -> Clause | None:
    """Return the clause before a participle, which is as sure as that; None for other clauses."""
    verb, above = clause.head, clause.head.head
    if verb.tag != "VBG" or verb.dep != "advcl" or above.i > verb.i:
        return None
    return Clause(above, (Range(above.left, verb.left),))


def main_tokens(parsed: Parsed, clause: Clause) -> list[Token]:
    """Return the tokens of a clause without those of its subordinate clauses."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    below = [
        token
        for token in inside
        if token is not clause.head
        and token.dep in {"relcl", "advcl", "acl", "ccomp", "pcomp", "csubj"}
    ]
    hidden = {i for token in below for i in range(token.left, token.right)} - {clause.head.i}
    return [token for token in inside if token.i not in hidden or token.head is clause.head]


@as_in(
    "The strike means that the bridge will be closed.",
    "I know the bridge will be closed.",
    "The fact is that the bridge was not closed.",
    no=("The mayor forgot that the bridge will be closed.", "I do not know that it will rain."),
)
def clause_below(clause: Clause) -> Clause | None:
    """Return the clause that a verb such as "mean" or "know" only introduces; None for others."""
    verb, below = clause.head, clause.head.child("ccomp")
    if below is None or below.i < verb.i or is_negated(verb):
        return None
    subject = verb.child(*SUBJECTS)
    known = verb.lemma in _KNOWING and subject is not None and subject.lower in _SPEAKING
    if not (known or verb.lemma in _INTRODUCING):
        return None
    inside = Range(below.left, below.right)
    return Clause(below, (inside,)) if any(inside.start in part for part in clause.parts) else None
