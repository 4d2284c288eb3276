"""The words of a proposition that make it less than asserted: modals, plans, hedges, "if"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.clause_heads import is_inverted
from worker.extract.claims.clauses import Clause
from worker.extract.records import Range
from worker.extract.trace import because, seen
from worker.extract.tree.phrases import SUBJECTS, is_negated
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token
    from worker.records import Factuality

_ADVERBS: Final = words("other_cues", "adverbs", "hedged") | words(
    "other_cues", "adverbs", "hearsay"
)
_ASKING: Final = frozenset({"see", "know", "ask", "check", "find", "determine", "learn", "decide"})
"""Verbs behind which an "if" asks and sets no condition."""
STANCE: Final = {name: frozenset(entry) for name, entry in table("stance").items()}


def by_words(
    parsed: Parsed, clause: Clause, own: Sequence[Token], *, reported_past: bool
) -> Factuality:
    """The factuality that the words of the proposition give."""
    if _has_condition(parsed, clause):
        return "hypothetical"
    if _is_hedged(parsed, clause, own):
        return "hedged"
    modal = _by_modal(clause, own, reported_past=reported_past)
    if modal is not None:
        return modal
    above = followed(clause)
    if above is None:
        return "asserted"
    return by_words(parsed, above, own_words(parsed, above), reported_past=reported_past)


def _by_modal(clause: Clause, own: Sequence[Token], *, reported_past: bool) -> Factuality | None:
    """What "could", "would", "will" or a plan makes of the proposition; None without one."""
    possible = (t for t in own if t.lemma in STANCE["possible_nouns"] and t.dep == "dobj")
    auxiliaries = [child for child in clause.head.children if child.dep in {"aux", "auxpass"}]
    auxiliaries += [token for token in own if token.tag == "MD"]
    if clause.head.tag in {"VBD", "VBZ"}:
        # No modal stands before a finite verb: "Will Artino scored" names somebody.
        auxiliaries = [token for token in auxiliaries if token.head is not clause.head]
    auxiliaries += _over_both(clause.head)
    able = not is_negated(clause.head) and _has_modal(auxiliaries, "hypothetical_modals")
    if seen("a noun of possibility", possible) or able:
        return "hypothetical"
    if seen("a modal", (t for t in auxiliaries if _is_would(t))):
        shifted = reported_past and not (_rests_on_it(clause.head) or _wishes(clause.head))
        because("the saying is past: a “will”" if shifted else "not a “will” of the past")
        return "predicted" if shifted else "hypothetical"
    if _has_modal(auxiliaries, "predicting_modals") or _is_planned(own, clause):
        return "predicted"
    return None


def _over_both(verb: Token) -> list[Token]:
    """The auxiliaries of "will mend the well and replace the tank" over the second verb."""
    over = verb
    while over.dep == "conj" and over.head is not over and _shares(over):
        over = over.head
        found = [child for child in over.children if child.dep in {"aux", "auxpass"}]
        if found:
            return found
    return []


def _shares(verb: Token) -> bool:
    """Whether a coordinated verb has its subject and its auxiliaries from the one before."""
    alone = verb.child(*SUBJECTS, "expl", "aux", "auxpass") is None
    participle = verb.head.tag == "VBN" and verb.tag in {"VBN", "VBD"}
    return alone and (verb.tag == "VB" or participle)


def _is_would(auxiliary: Token) -> bool:
    """Whether an auxiliary is "would", and no "had" as in "I'd never seen him"."""
    if auxiliary.lower == "would":
        return True
    return auxiliary.lower in {"'d", "’d"} and auxiliary.head.tag not in {"VBN", "VBD"}


def followed(clause: Clause) -> Clause | None:
    """What a participle follows from: ", forcing them to leave" is as sure as the clause above."""
    verb, over = clause.head, clause.head.head
    if verb.tag != "VBG" or verb.dep != "advcl" or over.i > verb.i:
        return None
    return Clause(over, (Range(over.left, verb.left),))


def _rests_on_it(verb: Token) -> bool:
    """As in "That would help": a "would" that depends on what "that" refers to."""
    own = verb.child("nsubj")
    return own is not None and own.lower in {"that", "this", "which"}


def _wishes(verb: Token) -> bool:
    """As in "would like to", "would rather stay": what somebody wants, whatever comes."""
    rather = any(child.lower in {"rather", "sooner"} for child in verb.children)
    return rather or verb.lemma in {"like", "prefer", "love", "hate"}


def _has_modal(auxiliaries: Sequence[Token], kind: str) -> bool:
    """Whether one of the auxiliaries is a modal of this kind."""
    return seen("a modal", (token for token in auxiliaries if token.lower in STANCE[kind]))


def own_words(parsed: Parsed, clause: Clause) -> list[Token]:
    """The tokens around the clause's verb: its evidence without clauses below it."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    below = [
        token
        for token in inside
        if token is not clause.head
        and token.dep in {"relcl", "advcl", "acl", "ccomp", "pcomp", "csubj"}
    ]
    hidden = {i for token in below for i in range(token.left, token.right)} - {clause.head.i}
    return [token for token in inside if token.i not in hidden or token.head is clause.head]


def _is_hedged(parsed: Parsed, clause: Clause, own: Sequence[Token]) -> bool:
    modals = [token for token in own if token.tag == "MD"]
    if _has_modal([*modals, *_over_both(clause.head)], "hedging_modals"):
        return True
    if _seems(parsed, clause.head):
        return seen("a verb that hedges", [clause.head])
    adverbs = (
        token
        for token in own
        if token.lower in _ADVERBS
        and _is_near(token.head, clause.head)
        and token.tag in {"RB", "JJ"}
    )
    adjectives = (
        token
        for token in own
        if token.lower in STANCE["hedging_adjectives"] and token.dep in {"acomp", "advmod"}
    )
    named = clause.head.child("attr") if clause.head.lemma == "be" else None
    called = (c for c in named.children if c.lower in STANCE["doubtful"]) if named else ()
    nouns = (t for t in own if t.lemma in STANCE["estimating_nouns"] and t.dep in SUBJECTS)
    return (
        seen("an adverb that hedges", adverbs)
        or seen("an adjective that hedges", adjectives)
        or seen("an adjective that hedges what it is", called)
        or seen("an estimate", nouns)
        or _thinks(parsed, clause)
    )


def _is_near(over: Token, verb: Token) -> bool:
    """Whether what an adverb stands with carries the clause: "cut off, apparently for a day"."""
    if over.dep == "amod":
        # "a possibly contested convention": nothing is said to be less sure.
        return over is verb
    return over.pos in {"VERB", "AUX", "ADJ"} or (over.pos == "ADP" and over.head is verb)


def _seems(parsed: Parsed, verb: Token) -> bool:
    """As in "appears to be", "looks as if P", "sounds as though P"."""
    if verb.lemma in STANCE["hedging_verbs"] and verb.child("xcomp", "acomp", "oprd", "ccomp"):
        return True
    if verb.lemma not in STANCE["likening_verbs"]:
        return False
    behind = [token.lower for token in parsed.tokens[verb.i + 1 : verb.i + 3]]
    return behind[:1] == ["as"] and behind[1:] in (["if"], ["though"])


def _thinks(parsed: Parsed, clause: Clause) -> bool:
    """Whether an "I think" or "it seems" stands in or over the clause."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    beside = clause.head.dep == "conj" and clause.head.child(*SUBJECTS, "expl") is not None
    over = () if beside else (clause.head.head,)
    thinking = (
        token
        for token in (*inside, *over)
        if token.lemma in {"think", "believe", "guess", "suppose", "seem"}
        and not (token.dep in {"relcl", "acl"} and token is not clause.head)
        and (token.tag != "VBD" or token.lemma == "seem")
        and (own := token.child("nsubj")) is not None
        and own.lower in {"i", "we", "it"}
    )
    return seen("only thought", thinking)


def _has_condition(parsed: Parsed, clause: Clause) -> bool:
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    conditions = (t for t in inside if t.lower in {"if", "unless"} and _conditions(clause, t))
    events = (t for t in inside if t.lower == "event" and _is_case(t))
    if seen("a condition", conditions) or seen("a case that may come", events):
        return True
    return is_inverted(inside[0]) and seen("a condition without “if”", [inside[0]])


def _is_case(noun: Token) -> bool:
    """As in "in the event that it rains", "in the unlikely event of a tie"."""
    inside = noun.head.lower == "in" and any(child.lower == "the" for child in noun.children)
    clause = any(c.dep in {"acl", "relcl"} or c.lower == "of" for c in noun.children)
    return inside and (clause or noun.head.head.dep == "ccomp")


def _conditions(clause: Clause, mark: Token) -> bool:
    """Whether an "if" is over the clause's verb and not inside a clause on one of its nouns."""
    if mark.dep not in {"mark", "advmod"} or any(c.lower == "as" for c in mark.head.children):
        return False
    if any(c.lower == "even" and c.i + 1 == mark.i for c in (*mark.children, *mark.head.children)):
        # "even if it rains": what is said holds with or without it.
        return False
    if mark.head.head.lemma in _ASKING and mark.head is not clause.head:
        return False
    for above in mark.ancestors():
        if above is clause.head:
            return True
        if above.dep in {"relcl", "acl"}:
            return False
    return True


def _is_planned(own: Sequence[Token], clause: Clause) -> bool:
    verb = clause.head
    if _is_to_be(verb):
        return seen("an infinitive with a subject alone: what is to come", [verb])
    going = verb.lemma == "go" and verb.tag == "VBG"
    if (going or verb.lemma in STANCE["predicting_verbs"]) and verb.child("xcomp") is not None:
        return seen("a plan", [verb])
    planned = (
        token
        for token in own
        if token.lower in STANCE["predicting_words"]
        and any(c.dep == "xcomp" and c.child("aux") is not None for c in token.children)
    )
    return seen("what is to come", planned)


def _is_to_be(verb: Token) -> bool:
    """As in the headline "Minister to close bridge": an infinitive with a subject alone."""
    named = verb.head is verb and (
        verb.pos == "PROPN" or verb.child("compound", "poss") is not None
    )
    named = named and verb.pos in {"NOUN", "PROPN"} and verb.child("nummod", "det") is None
    act = verb.child("acl", "relcl") if named else verb
    if act is None or act.tag != "VB" or (verb.head is not verb and verb.head.pos == "VERB"):
        return False
    bare = named or act.child(*SUBJECTS) is not None
    return bare and [c.lower for c in act.children if c.dep == "aux"] == ["to"]
