"""Clauses parsed as complements or remarks that only a comma or colon joins to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.forms import BREAKS, has_subject, is_inverted
from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_CASES: Final = words("claims", "conditions", "cases")
_REMARKS: Final = words("claims", "boundaries", "inserted")


@as_in(
    "The bridge (it was built in 1900) was closed.",
    no=("The bridge, it seems, was closed.",),
)
def is_side_claim(verb: Token, inside: set[int]) -> bool:
    """Return whether a clause next to the main one is a claim: with a subject, no remark."""
    subject = verb.child(*SUBJECTS, "expl")
    if subject is None or verb.head.i not in inside:
        return False
    return verb.lemma not in _REMARKS or subject.tag != "PRP"


@as_in(
    "The bridge was closed, the river had flooded the road.",
    "The bridge was closed: the river had flooded the road.",
    no=("The mayor knows that the bridge is closed.",),
)
def is_complement_claim(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a clause parsed as a complement is a claim: only a mark joins it."""
    above = verb.head
    if verb.i > above.i or above.lemma in VERB_CLASSES or above.i not in inside:
        return False
    opening = [token.lower for token in parsed.tokens[verb.left : verb.i]]
    case = opening[:2] == ["in", "the"] and not _CASES.isdisjoint(opening)
    if case or is_inverted(parsed.tokens[verb.left]):
        return False
    after = parsed.tokens[verb.right].text if verb.right < len(parsed.tokens) else ""
    both = has_subject(verb) and has_subject(above)
    return both and after in BREAKS | {";", ":", "-"}


@as_in(
    "Prompted I think by the Ana Lind film, a new fashion is taking hold on the coast.",
    no=("Prompted by the film, a new fashion is taking hold.",),
)
def has_remark(verb: Token) -> bool:
    """Return whether a clause has a remark of its speaker: "prompted, I think, by the film"."""
    remarks = (child for child in verb.children if child.dep == "parataxis")
    subjects = (remark.child("nsubj") for remark in remarks if remark.lemma in _REMARKS)
    return any(subject is not None and subject.tag == "PRP" for subject in subjects)
