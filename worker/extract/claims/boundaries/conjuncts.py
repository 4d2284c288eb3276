"""Coordinated verbs: which of them are claims of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.forms import FEWEST_WORDS, is_finite
from worker.extract.examples import as_in
from worker.extract.tree.phrases import FINITE, SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Token

_UNFINISHED: Final = frozenset({"xcomp", "pcomp", "acl", "amod", "relcl"})
"""Dependencies of a verb whose conjuncts are claims only if it is one."""

_OBJECTLESS: Final = words("stance", "objectless")
_WITH_BARE_INFINITIVE: Final = words("claims", "boundaries", "with_bare_infinitive")
_QUESTION_WORDS: Final = frozenset({"who", "what", "which", "that"})
"""Subjects of a conjunct that repeat the pronoun of the clause that it continues."""

_NEXT_VERB: Final = 3
"""Tokens from a verb to its conjunct, at most, for both to share the conjunct's object.

"sold or quietly lent shares" has three; further away, the first verb has words after it.
"""


def first_of(verb: Token) -> Token:
    """Return the first verb of a coordination."""
    first = verb
    while first.dep == "conj" and first.head is not first:
        first = first.head
    return first


@as_in(
    "The mayor opened the bridge and the council closed the road.",
    "Police arrested two men and seized a car.",
    no=(
        "The firm wants to sell the house and buy a boat.",
        "The mayor sold or leased the houses.",
        "The mayor asked where the paint came from and who ordered it.",
        "It’s an old tool, created to overload/create malformed texts and crash a server.",
    ),
)
def is_conjunct_claim(verb: Token, *, first_is_part: bool) -> bool:
    """Return whether a coordinated verb is a claim: finite, or with a subject.

    `first_is_part` says that the verb that it is coordinated with is part of another claim: a
    conjunct without a subject is part of that, too, and so is any conjunct of an adverbial.
    """
    first = first_of(verb)
    subject = verb.child(*SUBJECTS, "expl")
    continues = subject is None or subject.lower in _QUESTION_WORDS
    part = first_is_part and (first.dep == "advcl" or (first.dep in _UNFINISHED and continues))
    if part or _is_after_slash(verb):
        return False
    if subject is not None and subject.lower in _QUESTION_WORDS - {"that"}:
        return first.dep == "relcl"
    if subject is not None or (verb.tag == "VBG" and is_finite(verb)):
        return True
    if _shares_object(verb) or _is_bare_infinitive(first):
        return False
    if verb.tag == "VBG" or (verb.tag == "VB" and not _has_modal(verb)):
        return verb.tag == "VBG" and first.tag == "VBG" and first.dep == "advcl"
    long = verb.right - verb.left > FEWEST_WORDS
    return verb.tag in FINITE | {"VB"} or first.tag == "VBN" or long


@as_in(
    "It’s an old tool, created to overload/create malformed texts and crash a server.",
    no=("The tool makes text and crashes a site.",),
)
def _is_after_slash(verb: Token) -> bool:
    """Return whether a slash joins a verb, or one that it is coordinated with, to the word before.

    Such a word is another for the same act: "to overload/create text".
    """
    while verb.dep == "conj" and verb.head is not verb:
        if any(c.text == "/" and c.i == verb.left - 1 for c in verb.head.children):
            return True
        verb = verb.head
    return False


@as_in(
    "The mayor sold or leased the houses.",
    no=("The men stopped and ate lunch.", "The mayor sold a house and leased a boat."),
)
def _shares_object(verb: Token) -> bool:
    """Return whether a verb and its first conjunct have one object and so are one claim."""
    first, target = verb.head, verb.child("dobj")
    past = {verb.tag, first.tag} <= {"VBD", "VBN"}
    if target is None or target.i < verb.i or not (past or verb.tag == first.tag):
        return False
    passive = first.child("auxpass") is not None
    if first.lemma in _OBJECTLESS or passive or verb.i - first.i > _NEXT_VERB:
        return False
    return all(c.dep in {"cc", "conj", "punct"} for c in first.children if c.i > first.i)


@as_in("The coach would like to see them apply and be chosen.")
def _is_bare_infinitive(verb: Token) -> bool:
    """Return whether a verb is a bare infinitive after "see" or "let", which states no event."""
    bare = verb.tag == "VB" and not any(c.dep == "aux" for c in verb.children)
    return bare and verb.dep == "ccomp" and verb.head.lemma in _WITH_BARE_INFINITIVE


@as_in(
    "The firm will mend the well and replace the tank.",
    no=("The firm did not mend the well or replace the tank.",),
)
def _has_modal(verb: Token) -> bool:
    """Return whether an infinitive or the verb that it is coordinated with has a modal."""
    return any(child.tag == "MD" for child in (*verb.children, *verb.head.children))
