"""Conditions of a clause: "if", "unless", "in the event of"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.forms import is_inverted
from worker.extract.examples import as_in
from worker.extract.trace import seen
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token

_ASKING: Final = words("claims", "conditions", "asking")
_RIDERS: Final = words("claims", "conditions", "riders")
_REMARKS: Final = words("claims", "conditions", "remarks")
_CASES: Final = words("claims", "conditions", "cases")


@as_in(
    "The bridge closes if the river rises.",
    "Had it rained, the river would have flooded the town.",
    "In the event that it rains, the bridge is closed.",
    no=("The bridge closes even if the river rises.",),
)
def has_condition(parsed: Parsed, clause: Clause) -> bool:
    """Return whether a clause has a condition."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    marks = [t for t in inside if t.lower in {"if", "unless"} and not _is_rider(t)]
    conditions = (t for t in marks if _is_condition(clause, t))
    cases = (t for t in inside if t.lower in _CASES and _is_case(t))
    if seen("a condition", conditions) or seen("a case that may occur", cases):
        return True
    return is_inverted(inside[0]) and seen("a condition without “if”", [inside[0]])


@as_in(
    "In the event that it rains, the bridge is closed.",
    "In the unlikely event of a tie, the mayor decides.",
    no=("The mayor opened the event on Friday.",),
)
def _is_case(noun: Token) -> bool:
    """Return whether a noun is in a phrase such as "in the event of", a condition."""
    inside = noun.head.lower == "in" and any(child.lower == "the" for child in noun.children)
    clause = any(c.dep in {"acl", "relcl"} or c.lower == "of" for c in noun.children)
    return inside and (clause or noun.head.head.dep == "ccomp")


@as_in(
    "The bridge closes if the river rises.",
    no=(
        "The bridge closes even if the river rises.",
        "The town waits to see if the river rises.",
        "The firm sold a bridge that closes if the river rises.",
        "The mayor knows that the bridge closes if the river rises.",
    ),
)
def _is_condition(clause: Clause, mark: Token) -> bool:
    """Return whether an "if" is a condition of the clause's verb, and not of one of its nouns."""
    if mark.dep not in {"mark", "advmod"} or any(c.lower == "as" for c in mark.head.children):
        return False
    if any(c.lower == "even" and c.i + 1 == mark.i for c in (*mark.children, *mark.head.children)):
        # "even if it rains": the claim is made whether it rains or not.
        return False
    if mark.head.head.lemma in _ASKING and mark.head is not clause.head:
        return False
    for above in mark.ancestors():
        if above is clause.head:
            return True
        if above.dep in {"relcl", "acl"} or (above.dep == "ccomp" and above.head.i < above.i):
            return False
    return True


@as_in(
    "The bridge, if needed, is closed at night.",
    "The bridge is old, if you will.",
    no=("The bridge closes if the river rises.", "The bridge, if closed, will be sold."),
)
def _is_rider(mark: Token) -> bool:
    """Return whether an "if" opens a verbless rider of need, or a polite remark to the reader."""
    verb = mark.head
    subject = verb.child(*SUBJECTS)
    if subject is None:
        return verb.lower in _RIDERS
    return subject.lower == "you" and verb.lemma in _REMARKS and verb.child("neg") is None
