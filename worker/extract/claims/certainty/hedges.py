"""Doubt about the event: hedging modals, verbs, adverbs, adjectives and nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.certainty.modals import has_modal
from worker.extract.examples import as_in
from worker.extract.trace import seen
from worker.extract.tree.negation import conjunction, shared_auxiliaries
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token

_ADVERBS: Final = words("other_cues", "adverbs", "hedged") | words(
    "other_cues", "adverbs", "hearsay"
)
_HEDGING_MODALS: Final = words("stance", "hedging_modals")
_HEDGING_VERBS: Final = words("stance", "hedging_verbs")
_LIKENING_VERBS: Final = words("stance", "likening_verbs")
_HEDGING_ADJECTIVES: Final = words("stance", "hedging_adjectives")
_DOUBTFUL: Final = words("stance", "doubtful")
_ESTIMATES: Final = words("stance", "estimating_nouns")
_IMPRESSIONS: Final = words("stance", "impression_nouns")
_ABLE: Final = words("claims", "modality", "able")
_THINKING: Final = words("claims", "modality", "thinking")
_SEEMING: Final = words("claims", "modality", "seeming")


@as_in(
    "The bridge may be closed.",
    "Hopefully the bridge is open.",
    "It is likely to be closed.",
    "It was an apparent suicide.",
    no=("The bridge was closed.",),
)
def is_hedged(parsed: Parsed, clause: Clause, tokens: Sequence[Token]) -> bool:
    """Return whether a modal, verb, adverb, adjective or noun of doubt makes a clause unsure."""
    modals = [token for token in tokens if token.tag == "MD"]
    if has_modal([*modals, *shared_auxiliaries(clause.head)], _HEDGING_MODALS):
        return True
    if _seems(parsed, clause.head):
        return seen("a verb that hedges", [clause.head])
    adverbs = (
        token
        for token in tokens
        if token.lower in _ADVERBS
        and _modifies_verb(token.head, clause.head)
        and token.tag in {"RB", "JJ"}
    )
    adjectives = (
        token
        for token in tokens
        if token.lower in _HEDGING_ADJECTIVES
        and token.dep in {"acomp", "advmod"}
        and not (token.lower in _ABLE and _is_ability(token))
    )
    noun = clause.head.child("attr") if clause.head.lemma == "be" else None
    doubtful = (c for c in noun.children if c.lower in _DOUBTFUL) if noun else ()
    nouns = (t for t in tokens if t.lemma in _ESTIMATES and t.dep in SUBJECTS)
    return (
        seen("an adverb that hedges", adverbs)
        or seen("an adjective that hedges", adjectives)
        or seen("an adjective that hedges the predicate noun", doubtful)
        or seen("an estimate", nouns)
        or seen("an impression", (t for t in tokens if _is_impression(t)))
        or _thinks(parsed, clause)
    )


@as_in(
    "The bridge is probably closed.",
    "The town was cut off, apparently for a day.",
    no=("The mayor left a possibly contested convention.",),
)
def _modifies_verb(modified: Token, verb: Token) -> bool:
    """Return whether what an adverb modifies is a predicate, or a phrase that depends on one."""
    if modified.dep == "amod":
        # "a possibly contested convention": the clause itself is no less sure.
        return modified is verb
    return modified.pos in {"VERB", "AUX", "ADJ"} or (
        modified.pos == "ADP" and modified.head is verb
    )


@as_in(
    "The bridge appears to be closed.",
    "It looks as if it fell.",
    "It seems like a mistake.",
    no=("The mayor appeared on Friday.", "It looks good."),
)
def _seems(parsed: Parsed, verb: Token) -> bool:
    """Return whether a verb is "seem" with a complement, or one such as "look" with "as if"."""
    if verb.lemma in _HEDGING_VERBS and (
        verb.child("xcomp", "acomp", "oprd", "ccomp")
        or any(child.lower == "like" for child in verb.children)
    ):
        return True
    if verb.lemma not in _LIKENING_VERBS:
        return False
    after = [token.lower for token in parsed.tokens[verb.i + 1 : verb.i + 3]]
    return after[:1] == ["as"] and after[1:] in (["if"], ["though"])


@as_in(
    "I think the bridge was closed.",
    no=("We thought the bridge was closed.", "Some think the bridge was closed."),
)
def _thinks(parsed: Parsed, clause: Clause) -> bool:
    """Return whether an "I think" or "it seems" is inside a clause or governs it."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    above = _governor(clause.head)
    thinking = (
        token
        for token in (*inside, *([above] if above is not None else ()))
        if token.lemma in _THINKING
        and not (token.dep in {"relcl", "acl"} and token is not clause.head)
        and (token.tag != "VBD" or token.lemma in _SEEMING)
        and (subject := token.child("nsubj")) is not None
        and subject.lower in {"i", "we", "it"}
    )
    return seen("only thought to be so", thinking)


@as_in(
    "I think the bridge was closed or the road was flooded.",
    "I think that the bridge was closed and that the road was flooded.",
)
def _governor(verb: Token) -> Token | None:
    """Return the verb that a clause depends on, through the clause that it is coordinated with.

    None for one with its own subject after "and", which may be outside what is only thought.
    """
    first = verb
    while first.dep == "conj" and first.head is not first:
        alone = first.child(*SUBJECTS, "expl") is None
        marked = any(c.dep == "mark" and c.lower == "that" for c in first.children)
        if not (alone or marked or conjunction(first) == "or"):
            return None
        first = first.head
        if alone:
            return first
    return first.head


@as_in(
    "My understanding is that the bridge was closed.",
    "I get the impression that the bridge was closed.",
    no=("The painting left an impression.", "The understanding of the law has grown."),
)
def _is_impression(noun: Token) -> bool:
    """Return whether a noun says that a clause is only somebody's impression."""
    if noun.lemma not in _IMPRESSIONS:
        return False
    stated = noun.dep in SUBJECTS and noun.head.lemma == "be"
    clause = noun.head if stated else noun
    return clause.child("ccomp", "acl") is not None and (stated or noun.dep == "dobj")


@as_in(
    "It was possible to slow the river.",
    no=("It is possible that the bridge was closed.",),
)
def _is_ability(adjective: Token) -> bool:
    """Return whether "possible" has an infinitive, of what can be done."""
    verb = adjective.head
    act = adjective.child("xcomp") or verb.child("xcomp")
    return act is not None and act.tag == "VB"
