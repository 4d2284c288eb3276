"""Adverbial clauses: which are claims, by their conjunction, tense and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.complements import has_remark
from worker.extract.claims.boundaries.forms import AUXILIARIES, is_inverted, is_parted, is_past
from worker.extract.claims.boundaries.participles import is_participle_claim
from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

SEPARATING: Final = frozenset(
    {"because", "although", "though", "while", "whereas", "after", "since"}
    | {"as", "so", "but", "and"}
)
"""Conjunctions that introduce an adverbial clause which is a claim."""

_KEEPING: Final = frozenset(
    {"if", "unless", "when", "where", "until", "before", "once", "how", "than"}
)
"""Conjunctions and adverbs whose clause stays part of the claim above it."""

_LONG: Final = 5
"""Tokens, with its conjunction, that a clause of time has at least to be a claim.

"When the quake hit" only says when.
"""

_TIME_NOUNS: Final = words("claims", "boundaries", "time_nouns")


@as_in(
    "The road was closed because the bridge had failed.",
    "The bridge collapsed, killing two men.",
    "The mayor stayed away, although the council had invited her.",
    "The road was closed when the river flooded it.",
    "The road has been closed since the bridge fell.",
    no=("The road is closed when the river rises.", "The shop opens daily, beginning in May."),
)
def is_adverbial_claim(parsed: Parsed, verb: Token) -> bool:
    """Return whether an adverbial clause is a claim.

    With a subject it is one after a separating conjunction, without one as a participle after a
    comma.
    """
    subject = verb.child(*SUBJECTS, "expl")
    if subject is None:
        # What hedges the participle alone makes it a claim: the main clause is as sure as before.
        return is_participle_claim(parsed, verb) or has_remark(verb)
    marks = {
        child.lower
        for child in verb.children
        if child.dep in {"mark", "advmod", "prep"} and child.i < verb.i
    }
    opener = parsed.tokens[verb.left]
    if is_inverted(opener) or opener.lower == "by" or _completes(verb):
        return False
    if marks & {"when", "before"} and _is_event(parsed, verb, subject):
        return True
    if verb.i < verb.head.i and marks & {"when", "as"}:
        return subject.tag != "PRP"
    if marks & _KEEPING or _is_measured(verb) or _is_each_time(verb) or _is_ellipsis(verb, marks):
        return False
    return not any(c.dep == "mark" for c in verb.children) or bool(marks & SEPARATING)


@as_in(
    '"He locked the gate, that is why we have charged Mr Tarr," the officer said.',
    "The school defines lateness as more than three lessons missed.",
    no=("The bridge was closed because the river rose.",),
)
def _completes(verb: Token) -> bool:
    """Return whether an adverbial clause completes its verb: after "be", or "as" after an object.

    "That is why it fell" and "defines lateness as three lessons missed" are one proposition each.
    """
    above = verb.head
    opener = next((child for child in verb.children if child.i == verb.left), verb)
    if above.lemma == "be" and verb.left == above.i + 1:
        return opener.tag == "WRB"
    bare = verb.tag == "VBN" and not any(c.dep in AUXILIARIES for c in verb.children)
    target = above.child("dobj")
    return bare and opener.lower == "as" and target is not None and target.right == verb.left


@as_in(
    "The road was closed when the river flooded it.",
    "The firm sold the house before the mayor left the town.",
    no=(
        "The road is closed when the river rises.",
        "The mayor was tired when he left.",
        "The mayor wanted to see the house before it was sold.",
    ),
)
def _is_event(parsed: Parsed, verb: Token, subject: Token) -> bool:
    """Return whether a clause of time states an event: in the past, of somebody else.

    "When he left" only says when something happened to him.
    """
    if not is_past(verb):
        return False
    if is_parted(parsed, verb.left) and verb.i > verb.head.i:
        return True
    long = verb.right - verb.left >= _LONG
    return long and subject.tag not in {"PRP", "EX"} and is_past(verb.head)


@as_in(
    "A day after the bridge opened, it was closed.",
    no=("The man died after he fell.",),
)
def _is_measured(verb: Token) -> bool:
    """Return whether an "after" clause only says how long after it something happened."""
    mark = next((c for c in verb.children if c.lower == "after" and c.i < verb.i), None)
    return mark is not None and mark.i > verb.left


def _is_each_time(verb: Token) -> bool:
    """Return whether an adverbial clause opens with a noun of time: "each time he calls"."""
    noun = verb.child("npadvmod")
    opens = noun is not None and noun.left == verb.left and noun.lemma in _TIME_NOUNS
    return opens and noun is not None and noun.child("det") is not None


@as_in("She ran as fast as he did.")
def _is_ellipsis(verb: Token, marks: set[str]) -> bool:
    """Return whether an "as" clause has an auxiliary alone: it compares and states nothing."""
    return "as" in marks and verb.lemma in {"do", "be", "have"} and verb.right == verb.i + 1
