"""The object of a reporting verb: its noun, that noun's "that" clause, and where both end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import (
    before_occasion,
    content_end,
    opens_side_report,
)
from worker.extract.reporting.content.position import trimmed, without_mark
from worker.extract.tree.phrases import SUBJECTS, mention

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token


@as_in(
    "Ana Brandt rejected the claim that the bridge was unsafe.",
    "Ana Brandt dismissed a report in the Herald that the bridge was unsafe.",
    no=("Ana Brandt rejected a claim that was false.",),
)
def noun_clause(parsed: Parsed, sentence: Range, noun: Token) -> Range | None:
    """Return the "that" clause of a noun like "claim", even if it was attached elsewhere."""
    tokens = parsed.tokens
    for end in sorted({noun.i + 1, mention(noun).end, _prepositional_end(noun)}):
        if end >= sentence.end or tokens[end].lower != "that" or tokens[end].dep in SUBJECTS:
            continue
        verb = next(
            (a for a in tokens[end].ancestors() if a.i > end and a.pos in {"VERB", "AUX"}), None
        )
        close = min(verb.right, sentence.end) if verb is not None else sentence.end
        side = (t.i for t in tokens[end:close] if opens_side_report(parsed, t))
        return without_mark(parsed, Range(end, max(next(side, close), end + 1)))
    return None


def _prepositional_end(noun: Token) -> int:
    """Return where "a report in the Herald" ends without the clause that follows."""
    prep = noun.child("prep")
    inner = prep.child("pobj") if prep is not None else None
    return inner.i + 1 if inner is not None else noun.i + 1


@as_in("Ana Brandt denied any links to the firm.")
def object_to_end(parsed: Parsed, sentence: Range, verb: Token, start: int) -> tuple[Range, ...]:
    """Return the content from token `start` to the end of the verb's subtree.

    It ends earlier before the next attribution or the occasion of the speech.
    """
    end = min(content_end(parsed, sentence, verb, start), max(verb.right, start + 1))
    end = before_occasion(parsed, Range(start, end))
    found = trimmed(parsed, Range(start, end), leading=False)
    return (found,) if found is not None else (Range(start, start + 1),)
