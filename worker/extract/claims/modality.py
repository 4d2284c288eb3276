"""The factuality that the words of a proposition give it: modals, plans, hedges, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.clause_heads import is_inverted
from worker.extract.claims.clauses import Clause
from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.trace import because, seen
from worker.extract.tree.phrases import SUBJECTS, is_negated
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token
    from worker.records import Factuality

_ADVERBS: Final = words("other_cues", "adverbs", "hedged") | words(
    "other_cues", "adverbs", "hearsay"
)
_HEDGING_MODALS: Final = words("stance", "hedging_modals")
_HEDGING_VERBS: Final = words("stance", "hedging_verbs")
_LIKENING_VERBS: Final = words("stance", "likening_verbs")
_HEDGING_ADJECTIVES: Final = words("stance", "hedging_adjectives")
_DOUBTFUL: Final = words("stance", "doubtful")
_ESTIMATES: Final = words("stance", "estimating_nouns")
_THINKING: Final = words("claims", "modality", "thinking")
_SEEMING: Final = words("claims", "modality", "seeming")
_POSSIBILITIES: Final = words("stance", "possible_nouns")
_HYPOTHETICAL_MODALS: Final = words("stance", "hypothetical_modals")
_PREDICTING_MODALS: Final = words("stance", "predicting_modals")
_PREDICTING_VERBS: Final = words("stance", "predicting_verbs")
_PREDICTING_WORDS: Final = words("stance", "predicting_words")
_GOING: Final = words("claims", "modality", "going")
_WISHING: Final = words("claims", "modality", "wishing")
_PREFERRING: Final = words("claims", "modality", "preferring")
_ASKING: Final = words("claims", "conditions", "asking")
_CASES: Final = words("claims", "conditions", "cases")


@as_in(
    "The bridge closes if the river rises.",
    "The bridge is probably closed.",
    "The bridge will be closed.",
)
def by_words(
    parsed: Parsed, clause: Clause, tokens: Sequence[Token], *, reported_past: bool
) -> Factuality:
    """Return the factuality that the words of a proposition give it.

    `tokens` are those of the clause without its subordinate clauses. A participle after a comma
    is as sure as the clause above it.
    """
    if _has_condition(parsed, clause):
        return "hypothetical"
    if _is_hedged(parsed, clause, tokens):
        return "hedged"
    modal = _by_modal(clause, tokens, reported_past=reported_past)
    if modal is not None:
        return modal
    above = clause_above(clause)
    if above is None:
        return "asserted"
    return by_words(parsed, above, main_tokens(parsed, above), reported_past=reported_past)


@as_in(
    "The bridge could be closed.",
    "Ana Brandt said the bridge would be closed.",
    "The mayor plans to close the bridge.",
    "The talks raised the prospect of a swap.",
    no=("The bridge was closed.",),
)
def _by_modal(
    clause: Clause, tokens: Sequence[Token], *, reported_past: bool
) -> Factuality | None:
    """Return the factuality that "could", "would", "will" or a plan gives; None without one."""
    possible = (t for t in tokens if t.lemma in _POSSIBILITIES and t.dep == "dobj")
    auxiliaries = [child for child in clause.head.children if child.dep in {"aux", "auxpass"}]
    auxiliaries += [token for token in tokens if token.tag == "MD"]
    if clause.head.tag in {"VBD", "VBZ"}:
        # A finite verb has no modal: the "Will" of "Will Brandt scored" is a name.
        auxiliaries = [token for token in auxiliaries if token.head is not clause.head]
    auxiliaries += _shared_auxiliaries(clause.head)
    able = not is_negated(clause.head) and _has_modal(auxiliaries, _HYPOTHETICAL_MODALS)
    if seen("a noun of possibility", possible) or able:
        return "hypothetical"
    if seen("a modal", (t for t in auxiliaries if _is_would(t))):
        shifted = reported_past and not (_is_consequence(clause.head) or _is_wish(clause.head))
        because(
            "after a reporting verb in the past it is a shifted “will”"
            if shifted
            else "not a shifted “will”"
        )
        return "predicted" if shifted else "hypothetical"
    if _has_modal(auxiliaries, _PREDICTING_MODALS) or _is_planned(tokens, clause):
        return "predicted"
    return None


@as_in("The firm will mend the well and replace the tank.", no=("The river rose and fell.",))
def _shared_auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries that a verb shares with the one that it is coordinated with."""
    first = verb
    while first.dep == "conj" and first.head is not first and _is_elliptic(first):
        first = first.head
        found = [child for child in first.children if child.dep in {"aux", "auxpass"}]
        if found:
            return found
    return []


@as_in(
    "The firm will mend the well and replace the tank.",
    no=("The firm will mend the well and the council will replace the tank.",),
)
def _is_elliptic(verb: Token) -> bool:
    """Return whether a coordinated verb has neither its own subject nor its own auxiliaries."""
    alone = verb.child(*SUBJECTS, "expl", "aux", "auxpass") is None
    participle = verb.head.tag == "VBN" and verb.tag in {"VBN", "VBD"}
    return alone and (verb.tag == "VB" or participle)


@as_in(
    "Ana Brandt said the bridge would be closed.",
    "I'd close the bridge.",
    no=("I'd never seen the bridge.",),
)
def _is_would(auxiliary: Token) -> bool:
    """Return whether an auxiliary is "would" or a "'d" that is no "had"."""
    if auxiliary.lower == "would":
        return True
    return auxiliary.lower in {"'d", "’d"} and auxiliary.head.tag not in {"VBN", "VBD"}


@as_in(
    "The bridge may be closed, forcing them to leave.",
    no=("Forcing them to leave, the mayor closed the bridge.",),
)
def clause_above(clause: Clause) -> Clause | None:
    """Return the clause before a participle, which is as sure as that; None for other clauses."""
    verb, above = clause.head, clause.head.head
    if verb.tag != "VBG" or verb.dep != "advcl" or above.i > verb.i:
        return None
    return Clause(above, (Range(above.left, verb.left),))


@as_in(
    "Ana Brandt said that would help the town.",
    no=("Ana Brandt said the bridge would help the town.",),
)
def _is_consequence(verb: Token) -> bool:
    """Return whether the subject is "that", "this" or "which", which refers to a condition."""
    subject = verb.child("nsubj")
    return subject is not None and subject.lower in {"that", "this", "which"}


@as_in(
    "Ana Brandt said she would like to leave.",
    "Ana Brandt said she would rather stay.",
    no=("Ana Brandt said she would stay.",),
)
def _is_wish(verb: Token) -> bool:
    """Return whether "would" is part of a wish, "would like to" or "would rather"."""
    prefers = any(child.lower in _PREFERRING for child in verb.children)
    return prefers or verb.lemma in _WISHING


def _has_modal(auxiliaries: Sequence[Token], modals: frozenset[str]) -> bool:
    """Return whether one of the auxiliaries is among these modals."""
    return seen("a modal", (token for token in auxiliaries if token.lower in modals))


def main_tokens(parsed: Parsed, clause: Clause) -> list[Token]:
    """Return the tokens of a clause without those of its subordinate clauses."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    below = [
        token
        for token in inside
        if token is not clause.head
        and token.dep in {"relcl", "advcl", "acl", "ccomp", "pcomp", "csubj"}
    ]
    hidden = {i for token in below for i in range(token.left, token.right)} - {clause.head.i}
    return [token for token in inside if token.i not in hidden or token.head is clause.head]


@as_in(
    "The bridge may be closed.",
    "It is likely to be closed.",
    "It was an apparent suicide.",
    no=("The bridge was closed.",),
)
def _is_hedged(parsed: Parsed, clause: Clause, tokens: Sequence[Token]) -> bool:
    """Return whether a modal, verb, adverb, adjective or noun of doubt makes a clause unsure."""
    modals = [token for token in tokens if token.tag == "MD"]
    if _has_modal([*modals, *_shared_auxiliaries(clause.head)], _HEDGING_MODALS):
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
        if token.lower in _HEDGING_ADJECTIVES and token.dep in {"acomp", "advmod"}
    )
    noun = clause.head.child("attr") if clause.head.lemma == "be" else None
    doubtful = (c for c in noun.children if c.lower in _DOUBTFUL) if noun else ()
    nouns = (t for t in tokens if t.lemma in _ESTIMATES and t.dep in SUBJECTS)
    return (
        seen("an adverb that hedges", adverbs)
        or seen("an adjective that hedges", adjectives)
        or seen("an adjective that hedges the predicate noun", doubtful)
        or seen("an estimate", nouns)
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
    no=("The mayor appeared on Friday.", "It looks good."),
)
def _seems(parsed: Parsed, verb: Token) -> bool:
    """Return whether a verb is "seem" with a complement, or one such as "look" with "as if"."""
    if verb.lemma in _HEDGING_VERBS and verb.child("xcomp", "acomp", "oprd", "ccomp"):
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
    joined = clause.head.dep == "conj" and clause.head.child(*SUBJECTS, "expl") is not None
    above = () if joined else (clause.head.head,)
    thinking = (
        token
        for token in (*inside, *above)
        if token.lemma in _THINKING
        and not (token.dep in {"relcl", "acl"} and token is not clause.head)
        and (token.tag != "VBD" or token.lemma in _SEEMING)
        and (subject := token.child("nsubj")) is not None
        and subject.lower in {"i", "we", "it"}
    )
    return seen("only thought to be so", thinking)


@as_in(
    "The bridge closes if the river rises.",
    "Had it rained, the river would have flooded the town.",
    "In the event that it rains, the bridge is closed.",
    no=("The bridge closes even if the river rises.",),
)
def _has_condition(parsed: Parsed, clause: Clause) -> bool:
    """Return whether a clause has a condition."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    conditions = (t for t in inside if t.lower in {"if", "unless"} and _is_condition(clause, t))
    cases = (t for t in inside if t.lower in _CASES and _is_case(t))
    if seen("a condition", conditions) or seen("a case that may occur", cases):
        return True
    return is_inverted(inside[0]) and seen("a condition without “if”", [inside[0]])


@as_in(
    "In the event that it rains, the bridge is closed.",
    "In the unlikely event of a tie, the mayor decides.",
    no=("The mayor opened the event on Friday.",),
)
def _is_case(noun: Token) -> bool:
    """Return whether a noun is in a phrase such as "in the event of", a condition."""
    inside = noun.head.lower == "in" and any(child.lower == "the" for child in noun.children)
    clause = any(c.dep in {"acl", "relcl"} or c.lower == "of" for c in noun.children)
    return inside and (clause or noun.head.head.dep == "ccomp")


@as_in(
    "The bridge closes if the river rises.",
    no=(
        "The bridge closes even if the river rises.",
        "The town waits to see if the river rises.",
        "The firm sold a bridge that closes if the river rises.",
    ),
)
def _is_condition(clause: Clause, mark: Token) -> bool:
    """Return whether an "if" is a condition of the clause's verb, and not of one of its nouns."""
    if mark.dep not in {"mark", "advmod"} or any(c.lower == "as" for c in mark.head.children):
        return False
    if any(c.lower == "even" and c.i + 1 == mark.i for c in (*mark.children, *mark.head.children)):
        # "even if it rains": the claim is made whether it rains or not.
        return False
    if mark.head.head.lemma in _ASKING and mark.head is not clause.head:
        return False
    for above in mark.ancestors():
        if above is clause.head:
            return True
        if above.dep in {"relcl", "acl"}:
            return False
    return True


@as_in(
    "The mayor plans to close the bridge.",
    "The bridge is going to fall.",
    "The bridge is set to close on Friday.",
    no=("The bridge was closed.",),
)
def _is_planned(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a verb or adjective with an infinitive says what is planned."""
    verb = clause.head
    if _is_headline_infinitive(verb):
        return seen("an infinitive with a subject: what is planned", [verb])
    going = verb.lemma in _GOING and verb.tag == "VBG"
    if (going or verb.lemma in _PREDICTING_VERBS) and verb.child("xcomp") is not None:
        return seen("a plan", [verb])
    planned = (
        token
        for token in tokens
        if token.lower in _PREDICTING_WORDS
        and any(c.dep == "xcomp" and c.child("aux") is not None for c in token.children)
    )
    return seen("what is due or scheduled", planned)


@as_in("Minister to close bridge.", no=("The mayor left to close the bridge.",))
def _is_headline_infinitive(verb: Token) -> bool:
    """Return whether a verb is an infinitive with a subject, as in headlines."""
    named = verb.head is verb and (
        verb.pos == "PROPN" or verb.child("compound", "poss") is not None
    )
    named = named and verb.pos in {"NOUN", "PROPN"} and verb.child("nummod", "det") is None
    act = verb.child("acl", "relcl") if named else verb
    if act is None or act.tag != "VB" or (verb.head is not verb and verb.head.pos == "VERB"):
        return False
    bare = named or act.child(*SUBJECTS) is not None
    return bare and [c.lower for c in act.children if c.dep == "aux"] == ["to"]
