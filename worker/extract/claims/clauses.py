"""The clauses of a stretch of content: which parts of it are claims, with which words.

A clause with a finite verb is a claim. Coordinated verbs and counts are one claim each and share
their subject; so is a participle after a comma, and a relative clause, which takes its noun along.
A condition stays with the clause that it is a condition of. Every word belongs to the nearest
verb above it that heads a claim; `boundaries.heads` says which verbs do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.claims.boundaries.heads import claim_heads
from worker.extract.claims.extents.counts import counted
from worker.extract.claims.extents.owners import owned_words, without_opener
from worker.extract.claims.extents.records import Clause, clause_of
from worker.extract.claims.extents.shared import shared_words, trailing_words
from worker.extract.reporting.content.position import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Range


def clauses(
    parsed: Parsed, content: Sequence[Range], *, unattributed: bool = False
) -> tuple[Clause, ...]:
    """Return the clauses of `content`; all of it as one where no verb divides it.

    `unattributed` says that the article itself states it: a clause then takes its subject even
    from outside the content, as in "said Brandt, who left on Friday".
    """
    inside = {i for part in content for i in range(*part)}
    heads = claim_heads(parsed, inside)
    if not heads:
        return counted(parsed, _whole(parsed, content, inside))
    owned = owned_words(parsed, heads, inside)
    found: list[Clause] = []
    for head in heads:
        indices = without_opener(parsed, head, owned[head.i])
        shared = shared_words(parsed, head)
        indices |= shared if unattributed else shared & inside
        indices |= trailing_words(head, heads, owned)
        clause = clause_of(parsed, head, indices)
        if clause is not None:
            found += counted(parsed, clause)
    if not found and len(inside) == 1:
        # "vowed to appeal": one verb is a proposition too.
        return (_whole(parsed, content, inside),)
    return tuple(sorted(found, key=lambda clause: (clause.parts[0], clause.head.i)))


def _whole(parsed: Parsed, content: Sequence[Range], inside: set[int]) -> Clause:
    """Return all of the content as one clause."""
    tokens = parsed.tokens
    head = next(
        (
            tokens[i]
            for i in sorted(inside)
            if tokens[i].head.i not in inside or tokens[i].head.i == i
        ),
        tokens[content[0].start],
    )
    parts = [trimmed(parsed, part, leading=False) or part for part in content]
    return Clause(head, tuple(parts))
