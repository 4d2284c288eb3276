"""The clauses of a stretch of content: what becomes a claim of its own, with which words.

A clause with its own finite verb is a claim, coordinated verbs and counts are one each and share
their subject, a participle behind a comma is one, a relative clause takes its noun along.
Conditions stay with what they are a condition of. Every word belongs to the nearest verb above
it that heads a claim; `_RULES` says which verbs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.claims.clause_heads import SEPARATING, SHORTEST, claim_heads
from worker.extract.records import Range, runs
from worker.extract.reporting.content.position import STOPS, trimmed
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, joint, mention
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_OPENERS: Final = SEPARATING | {"just", "even", "when"}
_PERSONS: Final = words("people", "persons") | words("people", "anonymous")
_PLACING: Final = frozenset({"on", "in", "at", "near", "inside", "outside", "across", "through"})
"""Prepositions before a place or a thing, which no "who" tells of."""

_ARGUMENTS: Final = frozenset({"with", "of", "to", "for", "into"})
"""Prepositions that belong to one verb: "was arrested and charged with theft"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One claim's words: `head` is its verb, `parts` its evidence, in the order of the text."""

    head: Token
    parts: tuple[Range, ...]


def clauses(parsed: Parsed, content: Sequence[Range], *, own: bool = False) -> tuple[Clause, ...]:
    """The clauses of `content`; all of it as one where no verb divides it.

    `own` says that it is the article's own: a clause behind an attribution then takes its subject
    out of it, as in "said Brandt, who left on Friday".
    """
    inside = {i for part in content for i in range(*part)}
    heads = claim_heads(parsed, inside)
    if not heads:
        return _counted(parsed, _whole(parsed, content, inside))
    owned: dict[int, set[int]] = {head.i: set() for head in heads}
    for i in inside:
        owned[_owner(parsed.tokens[i], heads).i].add(i)
    found: list[Clause] = []
    for head in heads:
        indices = _without_opener(parsed, head, owned[head.i])
        shared = _shared(parsed, head)
        indices |= shared if own else shared & inside
        indices |= _trailing(head, heads, owned)
        clause = _clause(parsed, head, indices)
        if clause is not None:
            found += _counted(parsed, clause)
    if not found and len(inside) == 1:
        # "vowed to appeal": one verb is a proposition too.
        return (_whole(parsed, content, inside),)
    return tuple(sorted(found, key=lambda clause: (clause.parts[0], clause.head.i)))


def _whole(parsed: Parsed, content: Sequence[Range], inside: set[int]) -> Clause:
    """All of the content as one clause."""
    tokens = parsed.tokens
    head = next(
        (
            tokens[i]
            for i in sorted(inside)
            if tokens[i].head.i not in inside or tokens[i].head.i == i
        ),
        tokens[content[0].start],
    )
    parts = [trimmed(parsed, part, leading=False) or part for part in content]
    return Clause(head, tuple(parts))


def _owner(token: Token, heads: Sequence[Token]) -> Token:
    """The head of the claim that a word belongs to: the nearest above it."""
    if token in heads:
        return token
    below = token
    for above in token.ancestors():
        if above in heads:
            return _nearer(below, above, heads)
        below = above
    return heads[0]


def _nearer(phrase: Token, over: Token, heads: Sequence[Token]) -> Token:
    """The verb of a noun that was joined to one too far above, with another verb between them."""
    if phrase.dep != "conj" or phrase.pos not in {"NOUN", "PROPN"}:
        return over
    between = [h for h in heads if over.i < h.i < phrase.i and h.dep == "conj" and h.head is over]
    return between[-1] if between else over


def _without_opener(parsed: Parsed, head: Token, indices: set[int]) -> set[int]:
    """The words of a clause without the conjunction or "that" that joins it to the one above."""
    kept = set(indices)
    for i in sorted(kept):
        token = parsed.tokens[i]
        if token.i == head.i or head.dep not in {"advcl", "conj"} or token.lower not in _OPENERS:
            break
        if token.child("pobj") is not None:
            # "After the sale, it will close": no conjunction, but the adverbial of the clause.
            break
        kept.discard(i)
    first = parsed.tokens[min(kept)]
    marked = first.lower == "that" and first.dep == "mark" and first.head is head
    if marked and head.dep not in {"relcl", "acl"}:
        kept.discard(first.i)
    return kept


def _shared(parsed: Parsed, head: Token) -> set[int]:
    """What a clause takes from before it: a shared subject, or the noun of a relative clause."""
    if head.dep in {"relcl", "acl"}:
        return set(range(*mention(_antecedent(parsed, head))))
    own = head.child(*SUBJECTS, "expl")
    if own is not None:
        return _named(own) if own.i < head.i else set()
    if head.dep != "conj":
        return set()
    first = head
    while (
        first.dep in {"conj", "dep"}
        and first.head is not first
        and first.child(*SUBJECTS, "expl") is None
    ):
        first = first.head
    own = first.child(*SUBJECTS, "expl")
    if own is None:
        return set()
    if first.dep == "relcl" and own.lower in RELATIVES:
        own = _antecedent(parsed, first)
    shared = _named(own)
    if head.tag == "VBN" and head.child("aux", "auxpass") is None:
        shared |= {c.i for c in first.children if c.dep in {"aux", "auxpass"}}
    return shared


def _named(own: Token) -> set[int]:
    """The words that name a subject, with all that it is coordinated with: "Dow and others"."""
    last = joint(own)[-1]
    return set(range(mention(own).start, max(mention(own).end, mention(last).end)))


def _antecedent(parsed: Parsed, verb: Token) -> Token:
    """The noun that a relative clause tells of: for "which" no day, for "who" no place.

    The parser joins the clause to the noun right before it: "a man on the net, who sold it".
    """
    noun, over = verb.head, verb.head.head
    pronoun = next((c.lower for c in verb.children if c.lower in {"who", "which"}), "")
    if over.dep != "prep" or noun.dep != "pobj":
        return noun
    if pronoun == "which" and _is_dated(parsed, noun):
        taken = over.head.child("dobj", "nsubjpass")
        return taken if taken is not None and taken.i < noun.i else noun
    if pronoun == "who" and over.lower in _PLACING and noun.pos == "NOUN" and not _is_person(noun):
        return next((a for a in noun.ancestors() if a.i < noun.i and _is_person(a)), noun)
    return noun


def _is_dated(parsed: Parsed, noun: Token) -> bool:
    """Whether a word belongs to a day or a year that is named."""
    return any(
        time.span and time.span.start <= noun.start < time.span.end for time in parsed.times
    )


def _is_person(noun: Token) -> bool:
    return noun.entity == "PERSON" or (noun.tag in {"NN", "NNS"} and noun.lemma in _PERSONS)


def _trailing(head: Token, heads: Sequence[Token], owned: dict[int, set[int]]) -> set[int]:
    """What stands behind "300 were killed and 2,700 injured" and belongs to both."""
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


def _clause(parsed: Parsed, head: Token, indices: set[int]) -> Clause | None:
    """A clause of these tokens without punctuation at the edges of its parts."""
    parts: list[Range] = []
    for part in runs(indices):
        found = trimmed(parsed, part, leading=not parts)
        if found is None:
            continue
        gap = parsed.tokens[parts[-1].end : found.start] if parts else ()
        if gap and all(token.text in STOPS for token in gap):
            parts[-1] = Range(parts[-1].start, found.end)
        else:
            parts.append(found)
    words = sum(1 for part in parts for i in range(*part) if parsed.tokens[i].text not in STOPS)
    return Clause(head, tuple(parts)) if words >= SHORTEST else None


def _counted(parsed: Parsed, clause: Clause) -> tuple[Clause, ...]:
    """The clause, divided where it counts two things: "300 deaths and 2,700 injuries"."""
    inside = {i for part in clause.parts for i in range(*part)}
    for i in sorted(inside):
        noun = parsed.tokens[i]
        other = noun.child("conj")
        if other is None or other.i not in inside or not (_count(noun) and _count(other)):
            continue
        if noun.dep not in {"dobj", "nsubj", "nsubjpass", "ROOT", "attr"}:
            continue
        second = {n for n in range(other.left, other.right) if n in inside}
        joined = {c.i for c in noun.children if c.dep in {"cc", "punct"} and c.i > noun.i}
        first = inside - second - joined
        verb = noun.head
        if verb.lemma == "include":
            first = {n for n in range(noun.left, other.left) if n in inside} - joined
        elif noun.dep == "dobj":
            second |= first - set(range(noun.left, noun.right))
        halves = (_clause(parsed, clause.head, first), _clause(parsed, clause.head, second))
        return tuple(half for half in halves if half is not None)
    return (clause,)


def _count(noun: Token) -> bool:
    return noun.pos == "NOUN" and any(
        child.dep == "nummod" and child.pos == "NUM" for child in noun.children
    )
