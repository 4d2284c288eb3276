"""Noun phrases and verb groups of a tree: who does it, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

SUBJECTS: Final = ("nsubj", "nsubjpass")
NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
"""Tags of words that name somebody or something."""

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that a sentence may rest on."""

_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "DT", "PRP$"})
_OUTSIDE: Final = frozenset({"relcl", "appos", "conj", "cc", "punct", "advcl", "parataxis"})
_NOT_FIRST: Final = frozenset({"preconj", "predet", "cc", "punct", "advmod", "neg"})
_FIRMS: Final = frozenset(
    {"Co", "Co.", "Sons", "Bros", "Bros.", "Brothers", "Partners", "Associates"}
)
"""What ends the name of a firm that is called by several names."""

RELATIVES: Final = frozenset({"who", "which", "that", "whom"})
_VERB_GROUP: Final = frozenset({"aux", "auxpass", "neg", "advmod"})
_INHERITING: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "acomp"})


def mention(head: Token) -> Range:
    """The words that name a source: its noun phrase without clauses and appositions behind it."""
    start = head.i
    for child in head.children:
        if child.i < head.i and child.dep not in _NOT_FIRST and child.dep not in _OUTSIDE:
            start = min(start, child.left)
    end, firm = head.i + 1, _is_firm(head)
    for child in head.children:
        if child.i < head.i:
            continue
        if firm and child.dep in {"cc", "conj", "punct"}:
            end = max(end, child.right)
            continue
        if child.dep in _OUTSIDE or (child.dep == "acl" and not _names(child, end)):
            break
        if child.dep in {"prep", "acl", "case", "poss", "npadvmod", "amod", "nummod", "compound"}:
            end = max(end, child.right)
    return Range(start, end)


def _names(clause: Token, end: int) -> bool:
    """Whether a participle behind a noun helps to name it, and does not report by itself."""
    return clause.left <= end and clause.tag == "VBN" and clause.child("ccomp") is None


def joint(head: Token) -> tuple[Token, ...]:
    """The noun phrases that `head` is coordinated with, itself first; a firm's "&" is no "and"."""
    found = [head]
    following = _joined(head)
    while following:
        token = following.pop(0)
        if token.tag in _NOUN_TAGS:
            found.append(token)
        following += _joined(token)
    return tuple(sorted(found, key=lambda token: token.i))


def _is_firm(token: Token) -> bool:
    """Whether a name goes on: "Procter & Gamble", "Hale, Lind and Co"."""
    if any(child.dep == "cc" and child.text == "&" for child in token.children):
        return True
    last: Token | None = token.child("conj") if token.pos == "PROPN" else None
    while last is not None and last.text not in _FIRMS:
        last = last.child("conj")
    return last is not None


def _joined(token: Token) -> list[Token]:
    """What is coordinated with a token by a comma or an "and"."""
    if _is_firm(token):
        return []
    return [child for child in token.children if child.dep == "conj"]


def subject(verb: Token) -> Token | None:
    """Who does what `verb` says: its own subject, its antecedent's or its governor's."""
    token: Token | None = verb
    for _ in range(4):
        if token is None:
            return None
        own = token.child(*SUBJECTS)
        if own is not None and not (own.lower in RELATIVES and token.dep == "relcl"):
            return own
        if token.tag == "VBG" and token.dep == "advcl":
            return _main_subject(token) or subject(token.head)
        token = _governor(token)
        if token is not None and token.tag in _NOUN_TAGS:
            return token
    return None


def _main_subject(participle: Token) -> Token | None:
    """The subject of the sentence, which a participle behind a comma shares."""
    root = participle
    for above in participle.ancestors():
        root = above
    own = root.child(*SUBJECTS)
    return own if own is not None and own.i < participle.i else None


def _governor(verb: Token) -> Token | None:
    """Whose subject a verb without one shares; the noun itself for a clause on a noun."""
    if verb.head is verb:
        return None
    if verb.dep in {"relcl", "acl"}:
        return verb.head
    if verb.dep == "pcomp":
        return verb.head.head if verb.head.head is not verb.head else None
    return verb.head if verb.dep in _INHERITING else None


def verb_group(verb: Token) -> Range:
    """The verb with the auxiliaries, negations and adverbs right before it, and its particle."""
    start = verb.i
    for child in sorted(verb.children, key=lambda token: -token.i):
        if child.i < start and child.dep in _VERB_GROUP and child.right == start:
            start = child.left
    particle = verb.child("prt")
    end = particle.i + 1 if particle is not None and particle.i == verb.i + 1 else verb.i + 1
    return Range(start, end)


def is_negated(verb: Token) -> bool:
    """Whether a "not", "never" or a negative subject stands over the verb."""
    if any(child.dep == "neg" or child.lower in {"never", "neither"} for child in verb.children):
        return True
    own = verb.child(*SUBJECTS)
    if own is None:
        return False
    if {"not", "even"} <= {child.lower for child in own.children}:
        return True
    return any(
        child.dep in {"preconj", "det", "cc"} and child.lower in {"neither", "no"}
        for child in own.children
    )


def is_supposed(verb: Token) -> bool:
    """Whether a verb stands in a condition: "if the firm says P" reports nothing."""
    conditional = any(child.dep == "mark" and child.lower == "if" for child in verb.children)
    return conditional and verb.dep in {"advcl", "conj"}


def noun_before(parsed: Parsed, verb: Token) -> Token | None:
    """The noun that ends right before the verb group, where the parser saw no subject."""
    i = verb_group(verb).start - 1
    if i < 0:
        return None
    token = parsed.tokens[i]
    return token if token.tag in _NOUN_TAGS and token.tag not in {"CD", "DT", "PRP$"} else None


def root(parsed: Parsed, part: Range) -> Token:
    """The token of a part that is highest in the tree, the first of several."""
    return min(parsed.tokens[part.start : part.end], key=_depth)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors())


def left_children(head: Token) -> list[Token]:
    """The dependents of a token that come before it."""
    return [child for child in head.children if child.i < head.i]


def right_children(head: Token) -> list[Token]:
    """The dependents of a token that come after it."""
    return [child for child in head.children if child.i > head.i]


def tags_of(parsed: Parsed, part: Range) -> set[str]:
    """The tags of the tokens of a part."""
    return {token.tag for token in parsed.tokens[part.start : part.end]}
