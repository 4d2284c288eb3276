"""Modals: "could", "would", "will", with the auxiliaries that coordinated verbs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.certainty.futures import is_planned
from worker.extract.examples import as_in
from worker.extract.trace import because, seen
from worker.extract.tree.negation import is_negated, shared_auxiliaries
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Token
    from worker.records import Factuality

_POSSIBILITIES: Final = words("stance", "possible_nouns")
_HYPOTHETICAL_MODALS: Final = words("stance", "hypothetical_modals")
_PREDICTING_MODALS: Final = words("stance", "predicting_modals")
_CHANCES: Final = words("stance", "chance_nouns")
_RISKING: Final = words("stance", "risking_verbs")
_PERCEIVING: Final = words("claims", "modality", "perceiving")
_WISHING: Final = words("claims", "modality", "wishing")
_PREFERRING: Final = words("claims", "modality", "preferring")


@as_in(
    "The bridge could be closed.",
    "Ana Brandt said the bridge would be closed.",
    "The mayor plans to close the bridge.",
    "The talks raised the prospect of a swap.",
    no=("The bridge was closed.",),
)
def by_modal(clause: Clause, tokens: Sequence[Token], *, reported_past: bool) -> Factuality | None:
    """Return the factuality that "could", "would", "will" or a plan gives; None without one."""
    possible = (t for t in tokens if _is_possibility(t))
    risked = clause.head.lemma in _RISKING and clause.head.child("xcomp") is not None
    auxiliaries = [child for child in clause.head.children if child.dep in {"aux", "auxpass"}]
    auxiliaries += [token for token in tokens if token.tag == "MD"]
    auxiliaries += shared_auxiliaries(clause.head)
    able = not (is_negated(clause.head) or clause.head.lemma in _PERCEIVING)
    able = able and has_modal(auxiliaries, _HYPOTHETICAL_MODALS)
    if seen("a noun of possibility", possible) or able:
        return "hypothetical"
    if risked and seen("a verb of risk", [clause.head]):
        return "hypothetical"
    if _is_wish(clause.head):
        return None
    if seen("a modal", (t for t in auxiliaries if _is_would(t))):
        shifted = reported_past and not _is_consequence(clause.head)
        because(
            "after a reporting verb in the past it is a shifted “will”"
            if shifted
            else "not a shifted “will”"
        )
        return "predicted" if shifted else "hypothetical"
    if has_modal(auxiliaries, _PREDICTING_MODALS) or is_planned(tokens, clause):
        return "predicted"
    return None


@as_in(
    "Ana Brandt said the bridge would be closed.",
    "I'd close the bridge.",
    no=("I'd never seen the bridge.",),
)
def _is_would(auxiliary: Token) -> bool:
    """Return whether an auxiliary is "would" or a "'d" that is no "had"."""
    if auxiliary.lower == "would":
        return True
    return auxiliary.lower in {"'d", "’d"} and auxiliary.head.tag not in {"VBN", "VBD"}


@as_in(
    "Ana Brandt said that would help the town.",
    no=("Ana Brandt said the bridge would help the town.",),
)
def _is_consequence(verb: Token) -> bool:
    """Return whether the subject is "that", "this" or "which", which refers to a condition."""
    subject = verb.child("nsubj")
    return subject is not None and subject.lower in {"that", "this", "which"}


@as_in(
    "Ana Brandt said she would like to leave.",
    "Ana Brandt said she would rather stay.",
    no=("Ana Brandt said she would stay.",),
)
def _is_wish(verb: Token) -> bool:
    """Return whether "would" is part of a wish, "would like to" or "would rather"."""
    wishes = any(_is_would(child) for child in verb.children if child.dep == "aux")
    prefers = any(child.lower in _PREFERRING for child in verb.children)
    return wishes and (prefers or verb.lemma in _WISHING)


def has_modal(auxiliaries: Sequence[Token], modals: frozenset[str]) -> bool:
    """Return whether one of the auxiliaries is among these modals."""
    return seen("a modal", (t for t in auxiliaries if t.lower in modals and not _is_name(t)))


@as_in(
    "Will Brandt scored a goal.",
    "May faces a vote on Friday.",
    no=("The bridge will be closed.",),
)
def _is_name(token: Token) -> bool:
    """Return whether a modal is a name, before a finite verb, or the "will" of "if you will"."""
    return token.head.tag in {"VBD", "VBZ"} or token.child("mark") is not None


@as_in(
    "The talks raised the prospect of a swap.",
    "There is a chance that the bridge will fall.",
    no=("The mayor gave the driver a chance.",),
)
def _is_possibility(noun: Token) -> bool:
    """Return whether a noun of possibility is raised, or said to exist: "there is a chance"."""
    if noun.dep == "dobj":
        return noun.lemma in _POSSIBILITIES
    existing = noun.dep == "attr" and noun.head.child("expl") is not None
    denied = is_negated(noun.head) or any(
        child.lower == "no" or child.tag == "JJR" for child in noun.children
    )
    return existing and not denied and noun.lemma in _POSSIBILITIES | _CHANCES
