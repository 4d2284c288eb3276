"""The clauses of a stretch of content: which parts of it are claims, with which words.

A clause with a finite verb is a claim. Coordinated verbs and counts are one claim each and share
their subject; so is a participle after a comma, and a relative clause, which takes its noun along.
A condition stays with the clause that it is a condition of. Every word belongs to the nearest
verb above it that heads a claim; `clause_heads` says which verbs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.claims.clause_heads import FEWEST_WORDS, SEPARATING, claim_heads
from worker.extract.examples import as_in
from worker.extract.records import Range, runs
from worker.extract.reporting.content.position import STOPS, trimmed
from worker.extract.tree.negation import shared_auxiliaries, shared_negation
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, conjuncts, mention
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_OPENERS: Final = SEPARATING | {"just", "even", "when"}
"""Words that join a clause to the one above it, left out of its evidence."""

_PERSONS: Final = words("people", "persons") | words("people", "anonymous")
_PLACING: Final = frozenset({"on", "in", "at", "near", "inside", "outside", "across", "through"})
"""Prepositions before a place or a thing, which no "who" refers to."""

_ARGUMENTS: Final = frozenset({"with", "of", "to", "for", "into"})
"""Prepositions that belong to one verb: "was arrested and charged with theft"."""

_INCLUDING: Final = words("claims", "clauses", "including")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one claim: `head` is its verb, `parts` its evidence in textual order."""

    head: Token
    parts: tuple[Range, ...]


def clauses(
    parsed: Parsed, content: Sequence[Range], *, unattributed: bool = False
) -> tuple[Clause, ...]:
    """Return the clauses of `content`; all of it as one where no verb divides it.

    `unattributed` says that the article itself states it: a clause then takes its subject even
    from outside the content, as in "said Brandt, who left on Friday".
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
        indices |= shared if unattributed else shared & inside
        indices |= _trailing(head, heads, owned)
        clause = _clause(parsed, head, indices)
        if clause is not None:
            found += _counted(parsed, clause)
    if not found and len(inside) == 1:
        # "vowed to appeal": one verb is a proposition too.
        return (_whole(parsed, content, inside),)
    return tuple(sorted(found, key=lambda clause: (clause.parts[0], clause.head.i)))


def _whole(parsed: Parsed, content: Sequence[Range], inside: set[int]) -> Clause:
    """Return all of the content as one clause."""
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


def _without_opener(parsed: Parsed, head: Token, indices: set[int]) -> set[int]:
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


@as_in(
    "Police arrested two men and seized a car.",
    "The mayor, who left on Friday, sold the house.",
    no=("Close the bridge.",),
)
def _shared(parsed: Parsed, head: Token) -> set[int]:
    """Return the words before a clause that belong to it: its subject or its antecedent."""
    if head.dep in {"relcl", "acl"}:
        return set(range(*mention(_antecedent(parsed, head))))
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
        subject = _antecedent(parsed, first)
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


@as_in("The police arrested a man on the net, who sold the car.")
def _antecedent(parsed: Parsed, verb: Token) -> Token:
    """Return the antecedent of a relative clause: for "which" no day, for "who" no place.

    The parser attaches the clause to the noun right before it: "a man on the net, who sold it".
    """
    noun, above = verb.head, verb.head.head
    pronoun = next((c.lower for c in verb.children if c.lower in {"who", "which"}), "")
    if above.dep != "prep" or noun.dep != "pobj":
        return noun
    if pronoun == "which" and _is_dated(parsed, noun):
        target = above.head.child("dobj", "nsubjpass")
        return target if target is not None and target.i < noun.i else noun
    if (
        pronoun == "who"
        and above.lower in _PLACING
        and noun.pos == "NOUN"
        and not _is_person(noun)
    ):
        return next((a for a in noun.ancestors() if a.i < noun.i and _is_person(a)), noun)
    return noun


@as_in(
    "The firm sold the house in 2019, which angered the mayor.",
    no=("The firm sold the house in Oslo, which angered the mayor.",),
)
def _is_dated(parsed: Parsed, noun: Token) -> bool:
    """Return whether a word belongs to a named day or year."""
    return any(
        time.span and time.span.start <= noun.start < time.span.end for time in parsed.times
    )


@as_in(
    "A farmer on the net, who sold the house, was fined.",
    no=("The firm put the house on the net, who sold it.",),
)
def _is_person(noun: Token) -> bool:
    """Return whether a noun names a person."""
    return noun.entity == "PERSON" or (noun.tag in {"NN", "NNS"} and noun.lemma in _PERSONS)


@as_in(
    "Some 300 soldiers were killed and 2,700 wounded in the battle.",
    no=("Two men were arrested on Friday and charged with theft.",),
)
def _trailing(head: Token, heads: Sequence[Token], owned: dict[int, set[int]]) -> set[int]:
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


def _clause(parsed: Parsed, head: Token, indices: set[int]) -> Clause | None:
    """Return these tokens as a clause without punctuation at the edges of its parts.

    None where they have fewer words than a claim needs.
    """
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
    count = sum(1 for part in parts for i in range(*part) if parsed.tokens[i].text not in STOPS)
    return Clause(head, tuple(parts)) if count >= FEWEST_WORDS else None


@as_in("The battle caused 300 deaths and 2,700 injuries.")
def _counted(parsed: Parsed, clause: Clause) -> tuple[Clause, ...]:
    """Return the clause, divided in two where it counts two things, each with its number."""
    inside = {i for part in clause.parts for i in range(*part)}
    for i in sorted(inside):
        noun = parsed.tokens[i]
        other = noun.child("conj")
        if (
            other is None
            or other.i not in inside
            or not (_is_counted(noun) and _is_counted(other))
        ):
            continue
        if noun.dep not in {"dobj", "nsubj", "nsubjpass", "ROOT", "attr"}:
            continue
        second = {n for n in range(other.left, other.right) if n in inside}
        joined = {c.i for c in noun.children if c.dep in {"cc", "punct"} and c.i > noun.i}
        first = inside - second - joined
        verb = noun.head
        if verb.lemma in _INCLUDING:
            first = {n for n in range(noun.left, other.left) if n in inside} - joined
        elif noun.dep == "dobj":
            second |= first - set(range(noun.left, noun.right))
        halves = (_clause(parsed, clause.head, first), _clause(parsed, clause.head, second))
        return tuple(half for half in halves if half is not None)
    return (clause,)


@as_in(
    "The battle caused 300 deaths and 2,700 injuries.",
    no=("The battle caused deaths and injuries.",),
)
def _is_counted(noun: Token) -> bool:
    """Return whether a noun has a number."""
    return noun.pos == "NOUN" and any(
        child.dep == "nummod" and child.pos == "NUM" for child in noun.children
    )
