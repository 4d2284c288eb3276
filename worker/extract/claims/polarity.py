"""The polarity of a claim: whether the proposition itself carries a negation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.factuality import NOT, open_questions, stance_of_verb
from worker.extract.claims.modality import main_tokens
from worker.extract.examples import as_in
from worker.extract.stances import STANCES
from worker.extract.trace import because
from worker.extract.words import words
from worker.records import Span

if TYPE_CHECKING:
    from worker.extract.claims.clauses import Clause
    from worker.extract.records import Parsed, Token
    from worker.records import Polarity

_NEGATIONS: Final = words("stance", "negations")


def polarity(parsed: Parsed, clause: Clause) -> Polarity:
    """Return "negative" where the verb, subject or object of a proposition has a negation."""
    verb = clause.head
    if open_questions(parsed, clause) or STANCES[stance_of_verb(clause)].absorbs_negation:
        return "positive"
    for token in main_tokens(parsed, clause):
        if token.lower not in _NEGATIONS or _negates_nothing(parsed, token):
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
    "The bridge was not only closed but sold.",
    "The firm sold no more than 70 houses.",
    "The man lived in a house with no roof.",
    no=("The firm did not sell the house.", "No houses were sold."),
)
def _negates_nothing(parsed: Parsed, token: Token) -> bool:
    """Return whether a negation leaves the proposition positive.

    It does in "not only", before a number or a comparison, in "second to none", in one of two
    coordinated phrases, and in a phrase with "with".
    """
    before = parsed.tokens[token.i - 1].lower if token.i else ""
    following = [t.lower for t in parsed.tokens[token.i + 1 : token.i + 3]]
    if token.lower in NOT and following[:1] in (["only"], ["just"], ["least"]):
        return True
    if token.lower == "no" and (following[:1] == ["-"] or "".join(following)[1:].isdigit()):
        return True
    if token.lower in {"no", "not"} and following[1:] == ["than"]:
        return True
    if token.head.dep == "conj" and token.head.pos not in {"VERB", "AUX"}:
        # "a low price, but not much else": only the second phrase is negated.
        return True
    phrase = token.head.head if token.dep == "det" else token.head
    return (token.lower == "no" and phrase.lower == "with") or (
        token.lower == "none" and before == "to"
    )
