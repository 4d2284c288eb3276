"""Acts that somebody means to do or does not do: "moved to arrest two" arrests nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Token

_INTENDING: Final = words("quantities", "intention", "intending")
_DEEPEST: Final = 4
"""Verbs that are coordinated with one that is looked at: it bounds the cost."""


@as_in(
    "Guards moved to arrest three men.",
    "Guards refused to stop or arrest three men.",
    "The court heard of a plot to kill three men.",
    no=(
        "Guards managed to arrest three men.",
        "The storm is expected to kill three men.",
        "Guards arrested three men.",
    ),
)
def is_intended(verb: Token) -> bool:
    """Return whether the verb is an infinitive after a word of intention, trying or refusing."""
    first = verb
    for _ in range(_DEEPEST):
        if first.dep != "conj" or first.head.pos not in ("VERB", "AUX"):
            break
        first = first.head
    auxiliaries = {child.lower for child in first.children if child.dep == "aux"}
    return (
        "to" in auxiliaries
        and "have" not in auxiliaries
        and first.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl")
        and first.head.lemma in _INTENDING
    )
