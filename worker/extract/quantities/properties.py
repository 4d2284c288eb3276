"""What a number counts, as one of the closed list: killed, injured, arrested and so on.

The words beside a number decide before the parse does, since the parser attaches "300 killed and
2,700 injured" anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.property_by_clause import by_clause
from worker.extract.quantities.property_by_words import behind_others, beside, in_sentence
from worker.extract.quantities.property_words import ATTACKS, FATALLY, LISTS, VERBS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from worker.records import Property

_FATAL: Final = frozenset({"dead", "fatal", "deadly", "fatally", "death", "killed", "died"})
_SHOT: Final = frozenset({"shot", "stabbed", "gunned", *ATTACKS})
_TARGETS: Final = frozenset(LISTS["measuring"]["targets"].split())
"""What is shot at and no person: "shot down 24 drones" counts nobody."""

_LOOK_AHEAD: Final = 6


def property_of(phrase: Span, noun: Token | None) -> Property:
    """What the number in `phrase` counts; `noun` is the noun it stands with, or None."""
    found = (
        beside(phrase, noun)
        or by_clause(phrase, noun)
        or behind_others(phrase)
        or (in_sentence(phrase) if noun is None and not _acts(phrase.root) else None)
    )
    if found == "casualties" and noun is not None and noun.lower_ in _TARGETS:
        return "count"
    if found == "casualties" and _is_fatal(phrase):
        return "killed"
    if found == "injured" and _is_mortal(phrase):
        return "killed"
    if found in ("killed", "injured") and _is_either(phrase):
        return "casualties"
    return found or "count"


def _acts(token: Token) -> bool:
    """Whether a number has a verb of its own that says what befell whom: "nobody wanted it"."""
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ == "VERB"


def _is_either(phrase: Span) -> bool:
    """As in "killed or wounded": how many were which is not said."""
    near = phrase.doc[max(0, phrase.start - 4) : phrase.end + _LOOK_AHEAD]
    for token in near:
        if token.lower_ == "or" and 0 < token.i < len(phrase.doc) - 1:
            words = (token.nbor(-1).lower_, token.nbor(1).lower_)
            kinds = {"killed" if word == "dead" else VERBS.get(word) for word in words}
            if kinds == {"killed", "injured"} and not phrase[0].lower_.startswith("no"):
                return True
    return False


def _is_mortal(phrase: Span) -> bool:
    """As in "two fatally wounded", "fatally injured two men"."""
    doc = phrase.doc
    behind = {token.lower_ for token in doc[phrase.end : phrase.end + 3]}
    ahead = {token.lower_ for token in doc[max(0, phrase.start - 2) : phrase.start]}
    return bool((behind | ahead) & FATALLY)


def _is_fatal(phrase: Span) -> bool:
    """Whether the shot are dead: "shot dead", "fatally shot", "shot and killed"."""
    doc = phrase.doc
    near = (*doc[max(0, phrase.start - 4) : phrase.start], *doc[phrase.end : phrase.end + 6])
    shot = [token.i for token in near if token.lower_ in _SHOT]
    return any(
        token.lower_ in _FATAL and not _is_of_one(token)
        for i in shot
        for token in doc[max(0, i - 1) : i + 4]
        if token.i != i
    )


def _is_of_one(token: Token) -> bool:
    """As in "four people were shot, one fatally", "one of them fatally"."""
    before = token.doc[max(0, token.i - 1) : token.i]
    if token.lower_ in ("fatal", "deadly"):
        return False
    return any(word.like_num or word.lower_ in ("them", "whom") for word in before)
