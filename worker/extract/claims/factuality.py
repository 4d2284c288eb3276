"""The factuality of a claim: how sure the innermost committed voice is.

The stance of the reporting words decides first; where they only say, the words of the
proposition do: modals, conditions, adverbs. A hedge on a number is no doubt about the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.certainty.by_words import by_words
from worker.extract.claims.certainty.scope import main_tokens
from worker.extract.examples import as_in
from worker.extract.stances import OF_CLASS, STANCES
from worker.extract.trace import because, seen
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import FINITE
from worker.extract.words import VERB_CLASSES, words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance
    from worker.records import Factuality

NOT: Final = frozenset({"not", "n't", "n’t"})
_ALLEGED: Final = words("other_cues", "adverbs", "accused") | words(
    "claims", "factuality", "alleged"
)
_STATEMENTS: Final = words("other_cues", "propositions", "nouns") - words(
    "claims", "factuality", "no_statements"
)
_POINTING: Final = frozenset({"it", "this", "that"})
_TRUTHS: Final = words("claims", "factuality", "truths")
_FALSEHOODS: Final = words("stance", "falsehoods")
_FALSE_OF_THINGS: Final = words("claims", "factuality", "false_of_things")
_KNOWING: Final = words("claims", "factuality", "knowing")
_UNCLEAR: Final = words("claims", "factuality", "unclear")
_CLEAR: Final = words("claims", "factuality", "clear")
_QUESTIONS: Final = frozenset({"whether", "if", "what", "who", "why", "how"})


def factuality(
    parsed: Parsed, clause: Clause, stances: Sequence[Stance], *, reported_past: bool
) -> Factuality:
    """Return the factuality of a clause under `stances`, the outermost first.

    `reported_past` says that the reporting verb is in the past and the speech indirect: "would"
    is then a shifted "will".
    """
    stance = next((s for s in reversed(stances) if STANCES[s].factuality), None)
    by_stance = STANCES[stance].factuality if stance is not None else None
    tokens = main_tokens(parsed, clause)
    if stance == "warning" and _is_tensed(clause.head):
        by_stance = None
    if by_stance == "predicted":
        words_make_it = by_words(parsed, clause, tokens, reported_past=True)
        if words_make_it in {"hypothetical", "hedged"}:
            return words_make_it
    if by_stance is not None:
        because(f"the stance of its voice is {stance}")
        return by_stance
    alleged = (t for t in tokens if t.lower in _ALLEGED and _modifies_clause(clause, t))
    if seen("an allegation", alleged):
        return "accused"
    if seen("an open question", open_questions(parsed, clause)):
        return "questioned"
    verb_stance = stance_of_verb(clause)
    by_verb = STANCES[verb_stance].factuality
    if by_verb is not None:
        because(
            f"the stance of its verb is {verb_stance}", Span(clause.head.start, clause.head.end)
        )
        return by_verb
    return by_words(parsed, clause, tokens, reported_past=reported_past)


@as_in(
    "The alleged theft was filmed.",
    "It was a suspected theft.",
    no=("The car was stolen by an alleged thief.",),
)
def _modifies_clause(clause: Clause, token: Token) -> bool:
    """Return whether an "allegedly" or "alleged" covers the clause and not a noun inside it."""
    noun = token.head
    return (
        (token.tag == "RB" and noun.dep != "amod")
        or noun is clause.head
        or (noun.head is clause.head and noun.dep != "dobj")
    )


@as_in(
    "Ana Brandt warned that the bridge had been closed.",
    "Ana Brandt warned that the bridge was unsafe.",
    no=("Ana Brandt warned that the bridge would be closed.",),
)
def _is_tensed(verb: Token) -> bool:
    """Return whether a verb is finite without a modal: what is warned of is already so."""
    group = (verb, *(child for child in verb.children if child.dep in {"aux", "auxpass"}))
    tags = {token.tag for token in group if token.head is verb or token is verb}
    return "MD" not in tags and not tags.isdisjoint(FINITE)


@as_in(
    "I deny that the bridge was closed.",
    "That claim is false.",
    "It is not true that the bridge was closed.",
    "That is not the case.",
    "The mayor does not know whether the bridge was closed.",
)
def stance_of_verb(clause: Clause) -> Stance:
    """Return the stance of the clause's verb towards its complement: "saying" if it has none."""
    verb = clause.head
    if is_negated(verb):
        state = verb.child("acomp", "attr")
        if verb.lemma == "be" and state is not None and state.lower in _TRUTHS:
            return "denying" if _is_about_statement(verb) else "saying"
        asks = any(c.lower in {"whether", "if"} for b in verb.children for c in b.children)
        return "open" if verb.lemma in _KNOWING and asks else "saying"
    subject = verb.child("nsubj")
    about = verb.child("ccomp", "dobj")
    if subject is not None and subject.lower in {"i", "we"} and about is not None:
        stance = OF_CLASS[VERB_CLASSES.get(verb.lemma, ("saying",))[0]]
        statement = about.dep == "ccomp" or about.lemma in _STATEMENTS
        return stance if statement and STANCES[stance].disputes else "saying"
    state = verb.child("acomp", "attr")
    if verb.lemma == "be" and state is not None and state.lower in _FALSEHOODS:
        return "denying" if _is_about_statement(verb) else "saying"
    return "saying"


@as_in(
    "That claim is false.",
    "It is not true that the bridge was closed.",
    no=("The door is false.", "It is a fake."),
)
def _is_about_statement(verb: Token) -> bool:
    """Return whether what is called false or untrue is a statement, and no thing or person."""
    subject = verb.child("nsubj", "csubj")
    if subject is None:
        return False
    thing = any(child.lower in _FALSE_OF_THINGS for child in verb.children)
    pointing = subject.lower in _POINTING and not thing
    return subject.dep == "csubj" or pointing or subject.lemma in _STATEMENTS - _POINTING


@as_in(
    "It is unclear whether the bridge was closed.",
    "It is not clear whether the bridge was closed.",
    "There is no word on whether the bridge was closed.",
    no=("It is clear whether the bridge was closed.", "The reason for it is unclear."),
)
def open_questions(parsed: Parsed, clause: Clause) -> list[Token]:
    """Return the "whether" and other question words of a clause that says it is unclear."""
    tokens = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    inside = {token.lower for token in tokens}
    unclear = bool(inside & _UNCLEAR) or bool(inside & _CLEAR and inside & NOT)
    if {"there", "no", "whether"} <= inside and clause.head.child("expl") is not None:
        return [token for token in tokens if token.lower == "whether"]
    return [token for token in tokens if unclear and token.lower in _QUESTIONS]
