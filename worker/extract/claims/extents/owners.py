"""The claim that each word belongs to: that of the nearest verb above it that heads one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.adverbials import SEPARATING
from worker.extract.claims.boundaries.participles import preposition_above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_OPENERS: Final = SEPARATING | {"just", "even", "when", "before"}
"""Words that join a clause to the one above it, left out of its evidence."""


def owned_words(parsed: Parsed, heads: Sequence[Token], inside: set[int]) -> dict[int, set[int]]:
    """Return the words of each claim by the index of its head.

    The preposition before a participle with its own subject belongs to none: "with the council
    looking for a firm".
    """
    owned: dict[int, set[int]] = {head.i: set() for head in heads}
    for i in inside:
        owned[owner(parsed.tokens[i], heads).i].add(i)
    for head in heads[1:]:
        prep = preposition_above(head)
        if prep is None:
            continue
        for words in owned.values():
            words.discard(prep.i)
            if head.dep == "acl":
                words.difference_update(range(head.head.left, head.i))
        if head.dep == "acl":
            owned[head.i] |= set(range(head.head.left, head.i)) & inside
    return owned


def owner(token: Token, heads: Sequence[Token]) -> Token:
    """Return the head of the claim that a word belongs to: the nearest above it."""
    if token in heads:
        return token
    below = token
    for above in token.ancestors():
        if above in heads:
            return _nearest_conjunct(below, above, heads)
        below = above
    return heads[0]


def _nearest_conjunct(phrase: Token, verb: Token, heads: Sequence[Token]) -> Token:
    """Return the head of a noun that the parser coordinated with a verb.

    It is the last of the verb's conjuncts before the noun, or the verb itself.
    """
    if phrase.dep != "conj" or phrase.pos not in {"NOUN", "PROPN"}:
        return verb
    between = [h for h in heads if verb.i < h.i < phrase.i and h.dep == "conj" and h.head is verb]
    return between[-1] if between else verb


def without_opener(parsed: Parsed, head: Token, indices: set[int]) -> set[int]:
    """Return the words of a clause without the conjunction or "that" before it."""
    kept = set(indices)
    for i in sorted(kept):
        token = parsed.tokens[i]
        if token.i == head.i or head.dep not in {"advcl", "conj"} or token.lower not in _OPENERS:
            break
        if token.child("pobj") is not None:
            # "After the sale, it will close": a preposition, which is part of the clause.
            break
        kept.discard(i)
    first = parsed.tokens[min(kept)]
    marked = first.lower == "that" and first.dep == "mark" and first.head is head
    if marked and head.dep not in {"relcl", "acl"}:
        kept.discard(first.i)
    return kept
