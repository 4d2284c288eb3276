"""Plans and other futures without a modal: "plans to close", "is set to close", "to close"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.trace import seen
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Token

_PREDICTING_VERBS: Final = words("stance", "predicting_verbs")
_PREDICTING_WORDS: Final = words("stance", "predicting_words")
_GOING: Final = words("claims", "modality", "going")


@as_in(
    "The mayor plans to close the bridge.",
    "The bridge is going to fall.",
    "The bridge is set to close on Friday.",
    no=("The bridge was closed.",),
)
def is_planned(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a verb or adjective with an infinitive says what is planned."""
    verb = clause.head
    if _is_headline_infinitive(verb):
        return seen("an infinitive with a subject: what is planned", [verb])
    going = verb.lemma in _GOING and verb.tag == "VBG"
    if (going or verb.lemma in _PREDICTING_VERBS) and verb.child("xcomp") is not None:
        return seen("a plan", [verb])
    planned = (
        token
        for token in tokens
        if token.lower in _PREDICTING_WORDS
        and any(c.dep == "xcomp" and c.child("aux") is not None for c in token.children)
    )
    return seen("what is due or scheduled", planned)


@as_in("Minister to close bridge.", no=("The mayor left to close the bridge.",))
def _is_headline_infinitive(verb: Token) -> bool:
    """Return whether a verb is an infinitive with a subject, as in headlines."""
    named = verb.head is verb and (
        verb.pos == "PROPN" or verb.child("compound", "poss") is not None
    )
    named = named and verb.pos in {"NOUN", "PROPN"} and verb.child("nummod", "det") is None
    act = verb.child("acl", "relcl") if named else verb
    if act is None or act.tag != "VB" or (verb.head is not verb and verb.head.pos == "VERB"):
        return False
    bare = named or act.child(*SUBJECTS) is not None
    return bare and [c.lower for c in act.children if c.dep == "aux"] == ["to"]
