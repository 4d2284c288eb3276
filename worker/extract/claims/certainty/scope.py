"""The words that decide how sure a clause is: its own, or those of the clause above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.claims.extents.records import Clause
from worker.extract.examples import as_in
from worker.extract.records import Range

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token


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
