"""The factuality that the words of a proposition give it: modals, plans, hedges, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.claims.certainty.conditions import has_condition
from worker.extract.claims.certainty.hedges import is_hedged
from worker.extract.claims.certainty.modals import by_modal
from worker.extract.claims.certainty.scope import clause_above, clause_below, main_tokens
from worker.extract.examples import as_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token
    from worker.records import Factuality


@as_in(
    "The bridge closes if the river rises.",
    "The bridge is probably closed.",
    "The bridge will be closed.",
)
def by_words(
    parsed: Parsed, clause: Clause, tokens: Sequence[Token], *, reported_past: bool
) -> Factuality:
    """Return the factuality that the words of a proposition give it.

    `tokens` are those of the clause without its subordinate clauses. A participle after a comma
    is as sure as the clause above it, "the fact is that P" and "it means that P" as P.
    """
    if has_condition(parsed, clause):
        return "hypothetical"
    if is_hedged(parsed, clause, tokens):
        return "hedged"
    modal = by_modal(clause, tokens, reported_past=reported_past)
    if modal is not None:
        return modal
    other = clause_above(clause) or clause_below(clause)
    if other is None:
        return "asserted"
    return by_words(parsed, other, main_tokens(parsed, other), reported_past=reported_past)
