"""Requests without an answer: "calls were not returned", "there was no comment from X"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS, conjuncts, mention, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_ANSWERS: Final = words("other_cues", "silence", "answers")
_CALLS: Final = words("other_cues", "silence", "calls")
_RETURNED: Final = words("cues", "requests", "returned")
_LOST: Final = words("cues", "requests", "lost")
_GOING: Final = words("cues", "requests", "going")


@as_in(
    "Calls to the ministry were not returned.",
    "Messages left with the firm went unanswered.",
    "There was no comment from the ministry.",
    no=("Calls to the ministry were returned.", "There was no bridge across the river."),
)
def unanswered_request(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a call that was not returned or a comment that was not made."""
    request = _request(verb)
    holder = _addressee(request) if request is not None else None
    if request is None or holder is None:
        return None
    start = min(verb.left, request.left)
    whole = trimmed(parsed, Range(max(start, sentence.start), max(verb.right, verb.i + 1)))
    if whole is None:
        return None
    state = verb.child("acomp", "oprd")
    cue = verb_group(verb) if verb.lemma != "be" else mention(request)
    if state is not None and state.i >= cue.end:
        cue = Range(cue.start, state.i + 1)
    return Frame(
        stance="silence",
        anchor=verb.i,
        cue=cue,
        sources=conjuncts(holder),
        content=(whole,),
        attribution=(cue,),
    )


@as_in(
    "Calls to the ministry were not returned.",
    "There was no comment from the ministry.",
    no=("Calls to the ministry were returned.",),
)
def _request(verb: Token) -> Token | None:
    """Return the call that is not returned, or the comment that is not made."""
    call = verb.child(*SUBJECTS)
    if verb.lemma == "be":
        missing = verb.child("attr") if verb.child("expl") is not None else None
        none = missing is not None and any(c.lower == "no" for c in missing.children)
        return missing if none and missing is not None and missing.lemma in _ANSWERS else None
    if call is None or call.lemma not in _CALLS:
        return None
    returned = verb.lemma in _RETURNED and verb.child("auxpass") is not None
    lost = verb.lemma in _GOING and any(c.lower in _LOST for c in verb.children)
    return call if lost or (returned and is_negated(verb)) else None


@as_in("Messages left with the firm went unanswered.", no=("There was no comment.",))
def _addressee(request: Token) -> Token | None:
    """Return who is called or asked for comment: the noun after "to", "with", "for" or "from"."""
    for child in request.children:
        prep = child if child.dep == "prep" else child.child("prep")
        if (
            child.i > request.i
            and prep is not None
            and prep.lower in {"to", "with", "for", "from"}
        ):
            return prep.child("pobj")
    return None
