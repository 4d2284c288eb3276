"""How sure the innermost committed voice of a claim is, and whether the claim is negative.

The stance of the reporting words decides first; where they only say, the words of the
proposition do: modals, conditions, adverbs. A hedge on a number is no doubt about the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.phrases import SUBJECTS
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.clauses import Clause
    from worker.extract.tokens import Parsed, Token
    from worker.records import Factuality, Polarity

BY_STANCE: Final[dict[str, Factuality]] = {
    "accusing": "accused",
    "denying": "denied",
    "doubting": "questioned",
    "silence": "unacknowledged",
    "open": "hypothetical",
    "offering": "hypothetical",
    "predicting": "predicted",
    "guessing": "hedged",
    "hearsay": "hedged",
    "hearsay-accused": "accused",
    "hearsay-predicted": "predicted",
}
"""What a stance makes of its content, whatever the words of the content are."""

_NEGATIONS: Final = words("stance", "negations")
_ADVERBS: Final = words("other_cues", "adverbs", "hedged") | words(
    "other_cues", "adverbs", "hearsay"
)
_ALLEGED: Final = words("other_cues", "adverbs", "accused") | {"alleged", "suspected"}
_STANCE: Final = {name: frozenset(entry) for name, entry in table("stance").items()}


def factuality(
    parsed: Parsed, clause: Clause, stances: Sequence[str], *, reported_past: bool
) -> Factuality:
    """The factuality of a clause under `stances`, the outermost first.

    `reported_past` says that the reporting verb is past and the speech indirect: "would" is then
    a shifted "will".
    """
    for stance in reversed(stances):
        if stance in BY_STANCE:
            return BY_STANCE[stance]
    own = _own_words(parsed, clause)
    lowers = {token.lower for token in own}
    if lowers & _ALLEGED:
        return "accused"
    if _is_open(parsed, clause):
        return "questioned"
    return _by_words(parsed, clause, own, reported_past=reported_past)


def _by_words(
    parsed: Parsed, clause: Clause, own: Sequence[Token], *, reported_past: bool
) -> Factuality:
    """The factuality that the words of the proposition give."""
    if _has_condition(parsed, clause):
        return "hypothetical"
    if _is_hedged(parsed, clause, own):
        return "hedged"
    possible = any(t.lemma in _STANCE["possible_nouns"] and t.dep == "dobj" for t in own)
    auxiliaries = {
        child.lower for child in clause.head.children if child.dep in {"aux", "auxpass"}
    }
    auxiliaries |= {token.lower for token in own if token.tag == "MD"}
    if possible or auxiliaries & _STANCE["hypothetical_modals"]:
        return "hypothetical"
    if auxiliaries & {"would", "'d", "’d"}:
        return "predicted" if reported_past else "hypothetical"
    if auxiliaries & _STANCE["predicting_modals"] or _is_planned(own, clause):
        return "predicted"
    return "asserted"


def _own_words(parsed: Parsed, clause: Clause) -> list[Token]:
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
    verb = clause.head
    if any(token.lower in _STANCE["hedging_modals"] and token.tag == "MD" for token in own):
        return True
    if verb.lemma in _STANCE["hedging_verbs"] and verb.child("xcomp", "acomp", "oprd", "ccomp"):
        return True
    if any(
        token.lower in _ADVERBS
        and token.head.pos in {"VERB", "AUX", "ADJ"}
        and token.tag in {"RB", "JJ"}
        for token in own
    ):
        return True
    if any(
        token.lower in _STANCE["hedging_adjectives"] and token.dep in {"acomp", "advmod"}
        for token in own
    ):
        return True
    if any(token.lemma in _STANCE["estimating_nouns"] and token.dep in SUBJECTS for token in own):
        return True
    return _thinks(parsed, clause)


def _thinks(parsed: Parsed, clause: Clause) -> bool:
    """Whether an "I think" or "it seems" stands in or over the clause."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    over = clause.head.head
    return any(
        token.lemma in {"think", "believe", "guess", "suppose", "seem"}
        and (own := token.child("nsubj")) is not None
        and own.lower in {"i", "we", "it"}
        for token in (*inside, over)
    )


def _has_condition(parsed: Parsed, clause: Clause) -> bool:
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    if any(t.lower in {"if", "unless"} and _conditions(clause, t) for t in inside):
        return True
    first = inside[0]
    return first.lower in {"had", "were", "should"} and first.dep == "aux"


def _conditions(clause: Clause, mark: Token) -> bool:
    """Whether an "if" is over the clause's verb and not inside a clause on one of its nouns."""
    if mark.dep not in {"mark", "advmod"}:
        return False
    for above in mark.ancestors():
        if above is clause.head:
            return True
        if above.dep in {"relcl", "acl"}:
            return False
    return True


def _is_open(parsed: Parsed, clause: Clause) -> bool:
    """As in "It remains unclear whether": the article leaves it open."""
    inside = {parsed.tokens[i].lower for part in clause.parts for i in range(*part)}
    doubtful = inside & {"unclear", "uncertain", "unsure"} or {"not", "clear"} <= inside
    return bool(doubtful) and bool(inside & {"whether", "if", "what", "who", "why", "how"})


def _is_planned(own: Sequence[Token], clause: Clause) -> bool:
    verb = clause.head
    if verb.lemma in _STANCE["predicting_verbs"] and verb.child("xcomp") is not None:
        return True
    if verb.lemma == "go" and verb.tag == "VBG" and verb.child("xcomp") is not None:
        return True
    return any(
        token.lower in _STANCE["predicting_words"]
        and any(c.dep == "xcomp" and c.child("aux") is not None for c in token.children)
        for token in own
    )


def polarity(parsed: Parsed, clause: Clause) -> Polarity:
    """Whether the proposition itself carries a negation, in its verb, subject or object."""
    verb = clause.head
    own = _own_words(parsed, clause)
    for token in own:
        if token.lower not in _NEGATIONS:
            continue
        if (
            token.lower == "not"
            and token.i + 1 < len(parsed.tokens)
            and parsed.tokens[token.i + 1].lower in {"only", "just", "least"}
        ):
            continue
        near = token.head is verb or token.head.head is verb or token.head.head.head is verb
        if near and token.head.dep not in {"advcl", "relcl"}:
            return "negative"
    return "positive"
