"""Words that several claims share: a subject, an auxiliary, an antecedent, a tail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.extents.antecedents import antecedent
from worker.extract.examples import as_in
from worker.extract.tree.negation import shared_auxiliaries, shared_negation
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, conjuncts, mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_ARGUMENTS: Final = frozenset({"with", "of", "to", "for", "into"})
"""Prepositions that belong to one verb: "was arrested and charged with theft"."""


@as_in(
    "Police arrested two men and seized a car.",
    "The mayor, who left on Friday, sold the house.",
    no=("Close the bridge.",),
)
def shared_words(parsed: Parsed, head: Token) -> set[int]:
    """Return the words before a clause that belong to it: its subject or its antecedent."""
    if head.dep in {"relcl", "acl"}:
        return set(range(*mention(antecedent(parsed, head))))
    subject = head.child(*SUBJECTS, "expl")
    if subject is not None:
        return _subject_words(subject) if subject.i < head.i else set()
    if head.dep != "conj":
        return set()
    first = head
    while (
        first.dep in {"conj", "dep"}
        and first.head is not first
        and first.child(*SUBJECTS, "expl") is None
    ):
        first = first.head
    subject = first.child(*SUBJECTS, "expl")
    if subject is None:
        return set()
    if first.dep == "relcl" and subject.lower in RELATIVES:
        subject = antecedent(parsed, first)
    return _subject_words(subject) | _shared_with_verb(head, first)


@as_in(
    "Two men were arrested on Friday and taken to a court.",
    "The firm has not broken the law or hidden the letter.",
    no=("The mayor closed the bridge and sold the house.",),
)
def _shared_with_verb(verb: Token, first: Token) -> set[int]:
    """Return the auxiliaries, and the "not" or "never", that a verb shares with the first."""
    shared = set()
    if verb.tag == "VBN" and verb.child("aux", "auxpass") is None:
        shared |= {c.i for c in first.children if c.dep in {"aux", "auxpass"}}
    negation = shared_negation(verb)
    if negation is not None and negation.dep != "preconj":
        shared |= {negation.i, *(auxiliary.i for auxiliary in shared_auxiliaries(verb))}
    return shared


def _subject_words(subject: Token) -> set[int]:
    """Return the words that name a subject, with its conjuncts: "Dow and others"."""
    phrase, last = mention(subject), conjuncts(subject)[-1]
    return set(range(phrase.start, max(phrase.end, mention(last).end)))


@as_in(
    "Some 300 soldiers were killed and 2,700 wounded in the battle.",
    no=("Two men were arrested on Friday and charged with theft.",),
)
def trailing_words(head: Token, heads: Sequence[Token], owned: dict[int, set[int]]) -> set[int]:
    """Return the adverbials after coordinated participles, which belong to the first, too."""
    last = next(
        (
            c
            for c in head.children
            if c.dep == "conj"
            and c in heads
            and c.tag == "VBN"
            and c.child("aux", "auxpass") is None
        ),
        None,
    )
    if last is None or head.tag not in {"VBN", "VBD"}:
        return set()
    if any(c.i > head.i and c.dep not in {"cc", "conj", "punct"} for c in head.children):
        # "was arrested on Friday and charged with theft": each has its own.
        return set()
    shared: set[int] = set()
    for child in last.children:
        alone = child.dep == "prep" and child.lower in _ARGUMENTS
        if child.dep in {"advcl", "prep"} and child.i > last.i and not (alone or child in heads):
            shared |= {i for i in range(child.left, child.right) if i in owned[last.i]}
    return shared
