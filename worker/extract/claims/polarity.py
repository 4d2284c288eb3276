"""The polarity of a claim: whether the proposition itself carries a negation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.factuality import NOT, left_open, own_stance
from worker.extract.claims.modality import own_words
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
    """Whether the proposition itself carries a negation, in its verb, subject or object."""
    verb = clause.head
    own = own_words(parsed, clause)
    if left_open(parsed, clause) or STANCES[own_stance(clause)].absorbs_negation:
        return "positive"
    for token in own:
        if token.lower not in _NEGATIONS:
            continue
        if _negates_nothing(parsed, token):
            continue
        near = token.head is verb or token.head.head is verb or token.head.head.head is verb
        near |= verb.pos not in {"VERB", "AUX"} and token.dep == "neg"
        if near and (token.head is verb or not _is_aside(token, verb)):
            because("a negation", Span(token.start, token.end))
            return "negative"
    return "positive"


def _is_aside(token: Token, verb: Token) -> bool:
    """Whether a negation stands in a clause that only says when, why or which."""
    between = []
    for above in token.ancestors():
        if above is verb:
            break
        between.append(above)
    return any(above.dep in {"advcl", "relcl"} for above in between)


def _negates_nothing(parsed: Parsed, token: Token) -> bool:
    """As in "not only", "no more than 70", "No. 5", "second to none", "a house with no roof"."""
    before = parsed.tokens[token.i - 1].lower if token.i else ""
    following = [t.lower for t in parsed.tokens[token.i + 1 : token.i + 3]]
    if token.lower in NOT and following[:1] in (["only"], ["just"], ["least"]):
        return True
    if token.lower == "no" and (following[:1] == ["-"] or "".join(following)[1:].isdigit()):
        return True
    if token.lower in {"no", "not"} and following[1:] == ["than"]:
        return True
    if token.head.dep == "conj" and token.head.pos not in {"VERB", "AUX"}:
        # "a low price, but not much else": the first half stands.
        return True
    phrase = token.head.head if token.dep == "det" else token.head
    return (token.lower == "no" and phrase.lower == "with") or (
        token.lower == "none" and before == "to"
    )
