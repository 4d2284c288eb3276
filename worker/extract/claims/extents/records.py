"""The record of a clause, made of the tokens that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.extract.claims.boundaries.forms import FEWEST_WORDS
from worker.extract.records import Range, runs
from worker.extract.reporting.content.position import STOPS, trimmed

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one claim: `head` is its verb, `parts` its evidence in textual order."""

    head: Token
    parts: tuple[Range, ...]


def clause_of(parsed: Parsed, head: Token, indices: set[int]) -> Clause | None:
    """Return these tokens as a clause without punctuation at the edges of its parts.

    None where they have fewer words than a claim needs.
    """
    parts: list[Range] = []
    for part in runs(indices):
        found = trimmed(parsed, part, leading=not parts)
        if found is None:
            continue
        gap = parsed.tokens[parts[-1].end : found.start] if parts else ()
        if gap and all(token.text in STOPS for token in gap):
            parts[-1] = Range(parts[-1].start, found.end)
        else:
            parts.append(found)
    count = sum(1 for part in parts for i in range(*part) if parsed.tokens[i].text not in STOPS)
    return Clause(head, tuple(parts)) if count >= FEWEST_WORDS else None
