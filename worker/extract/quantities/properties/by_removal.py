"""People who are sent to a post or driven from where they were, by verbs that mean it only so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Token
    from worker.records import Property

_SENT: Final = words("quantities", "posted", "persons")
_SENDERS: Final = words("quantities", "posted", "senders")
_NO_POSTS: Final = words("quantities", "posted", "no_posts")
_DRIVING: Final = words("quantities", "driven", "verbs")
_EVACUATING: Final = words("quantities", "driven", "evacuating")
_LEAVING: Final = words("quantities", "driven", "leaving")
_PLACES: Final = frozenset({"GPE", "ORG", "NORP", "LOC"})
_MOST: Final = 30
"""Children of one token that are looked at; it bounds the cost, no real sentence has more."""


@as_in(
    "The government sent 300 engineers to the town.",
    no=(
        "The government sent 300 doctors to prison.",
        "The firm sent 300 engineers to the town.",
    ),
)
def is_posted(verb: Token, nouns: set[str]) -> bool:
    """Return whether people of a service are sent to a place by a state or one of its bodies."""
    if nouns.isdisjoint(_SENT):
        return False
    goals = {
        word.lower
        for child in verb.children[:_MOST]
        if child.lower in ("to", "into") and child.dep == "prep"
        for word in child.children[:_MOST]
    }
    senders = (child for child in verb.children[:_MOST] if child.dep in SUBJECTS)
    official = any(s.entity in _PLACES or s.lower in _SENDERS for s in senders)
    return official and bool(goals) and goals.isdisjoint(_NO_POSTS)


@as_in(
    "The storm drove 400 families from the town.",
    "About 400 people were forced to flee.",
    "About 400 people were forced to evacuate.",
    no=(
        "About 400 people were forced to work.",
        "The mayor drove 400 guests to the town.",
    ),
)
def removal_of(verb: Token) -> Property | None:
    """Return what a verb of driving says of its object, or of its subject in the passive."""
    if verb.lower not in _DRIVING:
        return None
    for child in verb.children[:_MOST]:
        if child.dep in ("prep", "advmod", "prt") and child.lower in ("from", "out"):
            return "displaced"
        if child.dep in ("xcomp", "ccomp", "advcl"):
            if child.lemma in _EVACUATING:
                return "evacuated"
            if child.lemma in _LEAVING:
                return "displaced"
    return None
