"""Noun phrases and verb groups of a tree: subjects, conjuncts, the words that name a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

SUBJECTS: Final = ("nsubj", "nsubjpass")
"""Relations of a subject to its verb."""

NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
"""Tags of nouns, names and personal pronouns."""

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs and modals."""

_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "DT", "PRP$"})
_NOT_NAMING: Final = frozenset({"relcl", "appos", "conj", "cc", "punct", "advcl", "parataxis"})
"""Dependents of a noun that are no part of its mention, which ends before them."""

_NOT_FIRST: Final = frozenset({"preconj", "predet", "cc", "punct", "advmod", "neg"})
"""Dependents before a noun that its mention does not begin with."""

_FIRMS: Final = {word.capitalize() for word in words("tree", "firms")}
RELATIVES: Final = frozenset({"who", "which", "that", "whom"})
"""Relative pronouns."""

_VERB_GROUP: Final = frozenset({"aux", "auxpass", "neg", "advmod"})
_INHERITING: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "acomp"})
"""Relations of a verb to the head whose subject it shares, if it has none."""

_SHARED_BY: Final = 4
"""Verbs that are asked for a subject, up from the first: a subject is shared by no more."""


def mention(head: Token) -> Range:
    """Return the words that name a source: its noun phrase without clauses and appositions."""
    start = head.i
    for child in head.children:
        if child.i < head.i and child.dep not in _NOT_FIRST and child.dep not in _NOT_NAMING:
            start = min(start, child.left)
    end, firm = head.i + 1, _is_firm(head)
    for child in head.children:
        if child.i < head.i:
            continue
        if firm and child.dep in {"cc", "conj", "punct"}:
            end = max(end, child.right)
            continue
        if child.dep in _NOT_NAMING or (child.dep == "acl" and not _is_naming(child, end)):
            break
        if child.dep in {"prep", "acl", "case", "poss", "npadvmod", "amod", "nummod", "compound"}:
            end = max(end, child.right)
    return Range(start, end)


@as_in(
    "The man accused of fraud said that the bridge was safe.",
    no=("A man standing nearby said that the bridge was safe.",),
)
def _is_naming(clause: Token, end: int) -> bool:
    """Return whether a past participle right after a noun is part of its mention."""
    return clause.left <= end and clause.tag == "VBN" and clause.child("ccomp") is None


def conjuncts(head: Token) -> tuple[Token, ...]:
    """Return a noun and its conjuncts, in order; the "&" of a firm joins no conjuncts."""
    found = [head]
    following = _conjuncts(head)
    while following:
        token = following.pop(0)
        if token.tag in _NOUN_TAGS:
            found.append(token)
        following += _conjuncts(token)
    return tuple(sorted(found, key=lambda token: token.i))


@as_in(
    "Marek & Lind reported that the bridge was safe.",
    "Hale, Lind and Co said that the bridge was safe.",
    no=("Hale, Lind and Marek said that the bridge was safe.",),
)
def _is_firm(token: Token) -> bool:
    """Return whether a name and its conjuncts are one firm."""
    if any(child.dep == "cc" and child.text == "&" for child in token.children):
        return True
    last: Token | None = token.child("conj") if token.pos == "PROPN" else None
    while last is not None and last.text not in _FIRMS:
        last = last.child("conj")
    return last is not None


def _conjuncts(token: Token) -> list[Token]:
    """Return the conjuncts that depend on a token; none for the name of a firm."""
    if _is_firm(token):
        return []
    return [child for child in token.children if child.dep == "conj"]


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb: its own, its antecedent, or that of the verb it depends on."""
    token: Token | None = verb
    for _ in range(_SHARED_BY):
        if token is None:
            return None
        found = token.child(*SUBJECTS)
        if found is not None and not (found.lower in RELATIVES and token.dep == "relcl"):
            return found
        if token.tag == "VBG" and token.dep == "advcl":
            return _main_subject(token) or subject(token.head)
        token = _sharing_head(token)
        if token is not None and token.tag in _NOUN_TAGS:
            return token
    return None


@as_in(
    "Ana Lind left the room, saying the bridge was safe.",
    no=("Saying the bridge was safe, Ana Lind left the room.",),
)
def _main_subject(participle: Token) -> Token | None:
    """Return the subject of the sentence, which a participle after it shares."""
    root = participle
    for above in participle.ancestors():
        root = above
    found = root.child(*SUBJECTS)
    return found if found is not None and found.i < participle.i else None


def _sharing_head(verb: Token) -> Token | None:
    """Return the head whose subject a verb shares; the noun that a clause modifies is one."""
    if verb.head is verb:
        return None
    if verb.dep in {"relcl", "acl"}:
        return verb.head
    if verb.dep == "pcomp":
        return verb.head.head if verb.head.head is not verb.head else None
    return verb.head if verb.dep in _INHERITING else None


def verb_group(verb: Token) -> Range:
    """Return a verb with its particle and the auxiliaries, negations and adverbs before it."""
    start = verb.i
    for child in sorted(verb.children, key=lambda token: -token.i):
        if child.i < start and child.dep in _VERB_GROUP and child.right == start:
            start = child.left
    particle = verb.child("prt")
    end = particle.i + 1 if particle is not None and particle.i == verb.i + 1 else verb.i + 1
    return Range(start, end)


@as_in(
    "If the firm says that the bridge is safe, the mayor will open it.",
    no=("The firm says that the bridge is safe.",),
)
def is_conditional(verb: Token) -> bool:
    """Return whether a verb is in a conditional clause: "if the firm says P" reports nothing."""
    conditional = any(child.dep == "mark" and child.lower == "if" for child in verb.children)
    return conditional and verb.dep in {"advcl", "conj"}


def noun_before(parsed: Parsed, verb: Token) -> Token | None:
    """Return the noun right before the verb group, where the parser found no subject."""
    i = verb_group(verb).start - 1
    if i < 0:
        return None
    token = parsed.tokens[i]
    return token if token.tag in _NOUN_TAGS and token.tag not in {"CD", "DT", "PRP$"} else None


def root(parsed: Parsed, part: Range) -> Token:
    """Return the token of a part that is nearest to the root of its tree, the first of several."""
    return min(parsed.tokens[part.start : part.end], key=_depth)


def _depth(token: Token) -> int:
    """Return how many tokens are above a token in its tree."""
    return sum(1 for _ in token.ancestors())


def left_children(head: Token) -> list[Token]:
    """Return the dependents of a token that come before it."""
    return [child for child in head.children if child.i < head.i]


def right_children(head: Token) -> list[Token]:
    """Return the dependents of a token that come after it."""
    return [child for child in head.children if child.i > head.i]


def tags_of(parsed: Parsed, part: Range) -> set[str]:
    """Return the tags of the tokens of a part."""
    return {token.tag for token in parsed.tokens[part.start : part.end]}
