"""The polarity of a claim: whether the proposition itself carries a negation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.certainty.scope import main_tokens
from worker.extract.claims.factuality import NOT, open_questions, stance_of_verb
from worker.extract.examples import as_in
from worker.extract.stances import STANCES
from worker.extract.trace import because
from worker.extract.tree.negation import conjunction, shared_negation
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Token
    from worker.records import Polarity

_NEGATIONS: Final = words("stance", "negations")
_AFFIRMING: Final = words("stance", "affirming_nouns")
_ONLY: Final = words("stance", "after_not")
_ADVERBIAL: Final = NOT | {"never"}
"""Negations that are adverbs; the others are determiners, pronouns and conjunctions."""

_MENTION: Final = ("to", "mention")
_BREAKS: Final = frozenset({",", "-", "--", "–", "—"})
_ARGUMENTS: Final = frozenset({"attr", "acomp", "dobj", "prep", "advmod", "npadvmod"})


def polarity(parsed: Parsed, clause: Clause) -> Polarity:
    """Return "negative" where the verb, subject or object of a proposition has a negation."""
    verb = clause.head
    if open_questions(parsed, clause) or STANCES[stance_of_verb(clause)].absorbs_negation:
        return "positive"
    shared = shared_negation(verb) or _negative_subject(verb)
    if shared is not None:
        because("a negation that it shares", Span(shared.start, shared.end))
        return "negative"
    for token in main_tokens(parsed, clause):
        if token.lower not in _NEGATIONS or _negates_nothing(parsed, token):
            continue
        if _is_contrast(parsed, token, verb):
            continue
        # Further away, the negation belongs to another phrase.
        near = token.head is verb or token.head.head is verb or token.head.head.head is verb
        near |= verb.pos not in {"VERB", "AUX"} and token.dep == "neg"
        if near and (token.head is verb or not _is_aside(token, verb)):
            because("a negation", Span(token.start, token.end))
            return "negative"
    return "positive"


def _is_aside(token: Token, verb: Token) -> bool:
    """Return whether a negation is in an adverbial or relative clause below the verb."""
    between = []
    for above in token.ancestors():
        if above is verb:
            break
        between.append(above)
    return any(above.dep in {"advcl", "relcl"} for above in between)


@as_in(
    "Nobody shouted or left the hall.",
    "None of the men shouted or left the hall.",
    "Neither the mayor nor the clerk shouted and left the hall.",
    no=("Nobody shouted but the clerk left the hall.", "No one shouted but left the hall."),
)
def _negative_subject(verb: Token) -> Token | None:
    """Return the negative subject that a coordinated verb shares: "nobody", "no one", "none"."""
    first = verb
    while first.dep == "conj" and first.child(*SUBJECTS, "expl") is None:
        if conjunction(first) == "but":
            return None
        first = first.head
    subject = first.child(*SUBJECTS)
    if first is verb or subject is None:
        return None
    own = (subject, *(c for c in subject.children if c.dep in {"det", "preconj", "neg"}))
    return next((t for t in own if t.lower in _NEGATIONS - _ADVERBIAL), None)


@as_in(
    "The tools belong in a museum, not in a prison.",
    "The man won the vote not by force but by charm.",
    "It is a rescue, not a sale.",
    "It was vital not to close the bridge.",
    "The bridge, not the road, was closed.",
    no=(
        "The bridge was not closed.",
        "The council chose not to close the bridge.",
        "It is not a rescue.",
    ),
)
def _is_contrast(parsed: Parsed, token: Token, verb: Token) -> bool:
    """Return whether a "not" comes after the verb, or between commas, and negates another phrase.

    After "be" it negates the verb, unless what the subject is said to be comes before it.
    """
    if token.lower not in _ADVERBIAL:
        return False
    following = parsed.tokens[token.i + 1 : token.i + 2]
    act = token.head.dep == "xcomp" or any(t.lower == "to" for t in following)
    if act and verb.lemma != "be":
        # "chose not to close the bridge"
        return False
    if token.i < verb.i:
        named = token.head.pos in {"NOUN", "PROPN"}
        return named and parsed.tokens[token.i - 1].text in _BREAKS
    if verb.pos == "VERB" and verb.lemma not in {"be", "do", "have"}:
        return True
    return any(c.dep in _ARGUMENTS and verb.i < c.i < token.i for c in verb.children)


@as_in(
    "The bridge was not only closed but sold.",
    "The firm sold no more than 70 houses.",
    "The man lived in a house with no roof.",
    "There is no doubt that the bridge was closed.",
    "The men waited for days, if not weeks.",
    no=("The firm did not sell the house.", "No houses were sold."),
)
def _negates_nothing(parsed: Parsed, token: Token) -> bool:
    """Return whether a negation leaves the proposition positive.

    It does in "not only", before a number or a comparison, in "no doubt", "if not" and "second
    to none", in one of two coordinated phrases, and in a phrase with "with".
    """
    if token.head.dep == "conj" and token.head.pos not in {"VERB", "AUX"}:
        # "a low price, but not much else": only the second phrase is negated.
        return True
    phrase = token.head.head if token.dep == "det" else token.head
    if token.lower == "no" and phrase.lower == "with":
        return True
    before = parsed.tokens[token.i - 1].lower if token.i else ""
    following = [t.lower for t in parsed.tokens[token.i + 1 : token.i + 4]]
    return _is_fixed(token.lower, before, [*following, "", "", ""])


def _is_fixed(word: str, before: str, after: Sequence[str]) -> bool:
    """Return whether a negation is part of a fixed phrase that negates nothing.

    `before` is the word before it, `after` are those after it: "not only", "if not", "not to
    mention", "no more than", "no. 5", "a no vote", "nothing but", "second to none".
    """
    if word in NOT and (before in {"if", "or"} or after[0] in _ONLY):
        return True
    if word in {"no", "not"} and (after[1] == "than" or tuple(after[:2]) == _MENTION):
        return True
    if word == "no":
        numbered = after[0] == "-" or (after[0] + after[1])[1:].isdigit()
        return numbered or before in {"a", "the"} or _is_affirming(after)
    return (word, after[0]) == ("nothing", "but") or (before, word) == ("to", "none")


@as_in(
    "There is no doubt that the bridge was closed.",
    no=("There is no question of a sale.", "There is no house."),
)
def _is_affirming(following: Sequence[str]) -> bool:
    """Return whether the words after "no" make it an affirmation: "no doubt", "no wonder"."""
    return following[0] in _AFFIRMING and following[1] != "of"
