"""The scope of the frames inside a passage: which of them report a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.examples import as_in
from worker.extract.words import VERB_CLASSES

if TYPE_CHECKING:
    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Frame, Parsed, Passage, Spoken, Token


@as_in(
    "Ana Brandt said police believed the bridge was closed.",
    no=(
        "Ana Brandt claimed the driver allegedly stole the car.",
        "Ana Brandt said the board did not conclude that the bridge was closed.",
    ),
)
def adds_voice(passage: Passage, frame: Frame, clause: Clause) -> bool:
    """Return whether a frame inside the content adds a voice that no outer frame has."""
    if not _reports(passage.parsed, frame, clause):
        return False
    if frame.negated and frame.meaning.plain:
        # "The board did not conclude that P": the board said nothing.
        return False
    charges = any(s.frame.meaning.charges or _is_distancing(s) for s in passage.outer)
    if charges and frame.meaning.unnamed and frame.meaning.charges:
        return False
    return not any(frame.sources and s.frame.sources == frame.sources for s in passage.outer)


@as_in(
    "Ana Brandt claimed the driver allegedly stole the car.",
    no=("Ana Brandt said the driver allegedly stole the car.",),
)
def _is_distancing(spoken: Spoken) -> bool:
    """Return whether the article keeps its distance from the content by its reporting verb."""
    verb = spoken.parsed.tokens[spoken.frame.anchor]
    return "distancing" in VERB_CLASSES.get(verb.lemma, ())


def _reports(parsed: Parsed, frame: Frame, clause: Clause) -> bool:
    """Return whether a frame inside the content reports this clause."""
    covers_others = frame.kind == "marker" and frame.meaning.covers_conjuncts
    if covers_others and _is_covered(frame, clause):
        return True
    if not any(frame.anchor in part for part in clause.parts):
        return False
    if frame.kind == "relay":
        return any(start in part for part in frame.content for start, _ in clause.parts)
    if frame.meaning.unnamed:
        return _covers(parsed.tokens[frame.anchor], clause.head)
    return frame.anchor == clause.head.i


@as_in(
    "The bridge was reportedly closed.",
    no=("The mayor met the man reportedly hurt in the fire.",),
)
def _covers(cue: Token, head: Token) -> bool:
    """Return whether a cue depends on a clause's verb, and not on one inside a noun phrase."""
    token = cue
    while token is not head:
        if token.dep in {"relcl", "acl"} or token.head is token:
            return token.head is token
        token = token.head
    return True


@as_in(
    "The driver reportedly stole the car and sold it.",
    no=("The driver reportedly stole the car and the firm sold it.",),
)
def _is_covered(frame: Frame, clause: Clause) -> bool:
    """Return whether the "reportedly" of an earlier verb covers this one, too.

    It covers a conjunct without its own subject and a clause that only adds to the earlier one.
    """
    first = clause.head
    while (first.dep == "conj" and first.child("nsubj", "nsubjpass") is None) or _is_addition(
        first
    ):
        first = first.head
    return first is not clause.head and any(c.i == frame.anchor for c in first.children)


@as_in(
    "The driver reportedly stole the car after he left the house.",
    no=("The driver reportedly stole the car because he was late.",),
)
def _is_addition(verb: Token) -> bool:
    """Return whether a clause only says when, or continues with "which": it is no surer."""
    return any(
        child.lower in {"when", "after", "once", "until", "which"}
        for child in verb.children
        if child.i < verb.i and verb.dep in {"advcl", "relcl"}
    )
