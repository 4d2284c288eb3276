"""Plans and other futures without a modal: "plans to close", "is set to close", "to close"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.trace import seen
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Token

_PREDICTING_VERBS: Final = words("stance", "predicting_verbs")
_PREDICTING_WORDS: Final = words("stance", "predicting_words")
_PURPOSES: Final = words("claims", "modality", "purposes")
_TRACKS: Final = words("claims", "modality", "tracks")
_BLAMING: Final = words("claims", "modality", "blaming")
_DEFINED_BY_ACT: Final = words("claims", "modality", "defined_by_act")
_BEFORE_COMING: Final = {
    word: frozenset(after) for word, after in table("claims")["modality"]["before_coming"].items()
}
"""The prepositions before what is coming, by the word before them: "due in court"."""

_GOING: Final = words("claims", "modality", "going")


@as_in(
    "The mayor plans to close the bridge.",
    "The bridge is going to fall.",
    "The bridge is set to close on Friday.",
    "The mayor is to be questioned on Friday.",
    no=("The bridge was closed.", "The wall was intended to keep the river out."),
)
def is_planned(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a verb or adjective says what is planned, due or about to happen."""
    verb = clause.head
    if _is_headline_infinitive(verb) or _is_arranged(verb):
        return seen("an infinitive: what is planned", [verb])
    going = verb.lemma in _GOING and verb.tag == "VBG"
    purpose = verb.child("auxpass") is not None and verb.lemma in _PURPOSES
    past = verb.tag == "VBD" and verb.lemma in _PURPOSES
    act = verb.child("xcomp")
    infinitive = act is not None and act.tag == "VB"
    if (going or verb.lemma in _PREDICTING_VERBS) and infinitive and not (purpose or past):
        return seen("a plan", [verb])
    return seen("what is due or scheduled", (t for t in tokens if _is_due(t, verb)))


@as_in(
    "The bridge is set to close on Friday.",
    "The club is set for a long season.",
    "The minister is due in court on Friday.",
    "The firm is on track to open a plant.",
    no=("The crash was due to frost.", "The mayor was about to leave."),
)
def _is_due(token: Token, verb: Token) -> bool:
    """Return whether a word such as "due" or "set" has what is coming after it.

    What was "about to" happen did not.
    """
    if token.lower in _TRACKS and token.head.lower == "on":
        return _has_infinitive(token) or _has_infinitive(token.head) or _has_infinitive(verb)
    if token.lower not in _PREDICTING_WORDS:
        return False
    over = [token] if token.i != verb.i or token.child("auxpass") is not None else []
    if token.lower == "about" and verb.tag == "VBD":
        return False
    if _has_infinitive(token):
        return True
    after = {c.lower for c in token.children if c.dep == "prep" and c.i == token.i + 1}
    return bool(over) and not after.isdisjoint(_BEFORE_COMING.get(token.lower, ()))


def _has_infinitive(token: Token) -> bool:
    """Return whether an infinitive with "to" depends on a word."""
    kinds = {"xcomp", "acl", "advcl"} if token.lower in _TRACKS | {"on"} else {"xcomp"}
    acts = (c for c in token.children if c.dep in kinds and c.tag == "VB")
    return any(act.child("aux") is not None for act in acts)


@as_in(
    "The mayor is to be questioned on Friday.",
    "Ana Brandt said the talks were to begin on Friday.",
    no=("The aim is to close the bridge.", "The frost is to blame.", "The mayor is ready to go."),
)
def _is_arranged(verb: Token) -> bool:
    """Return whether "be" with an infinitive says what has been arranged: "is to open"."""
    act = verb.child("xcomp") if verb.lemma == "be" else None
    subject = verb.child(*SUBJECTS)
    passive = act is not None and act.child("auxpass") is not None
    if act is None or subject is None or act.lemma in _BLAMING or not (passive or act.tag == "VB"):
        return False
    if any(c.dep in {"acomp", "attr", "prep", "dobj"} for c in verb.children):
        return False
    mark = act.child("aux")
    marked = mark is not None and mark.i == act.left > verb.i
    return marked and subject.lemma not in _DEFINED_BY_ACT and subject.pos != "VERB"


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
