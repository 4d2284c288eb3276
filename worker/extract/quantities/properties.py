"""What a number counts, as one of a closed list: killed, injured, arrested and so on.

The words next to a number decide before the tree does, since the parser attaches "300 killed and
2,700 injured" anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.numbers import is_number
from worker.extract.quantities.property_by_clause import by_clause
from worker.extract.quantities.property_by_words import by_coordination, by_words, in_sentence
from worker.extract.quantities.property_words import ATTACKS, FATALLY, VERBS
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_FATAL: Final = words("quantities", "fatal", "words")
_DEAD: Final = words("quantities", "fatal", "or_wounded")
_NEVER_OF_ONE: Final = words("quantities", "fatal", "adjectives")
_ATTACKED: Final = words("quantities", "fatal", "attacked") | frozenset(ATTACKS)
_TARGETS: Final = words("quantities", "measuring", "targets")
"""What is shot at and no person: "shot down 24 drones" counts nobody."""
_NEAR_BEFORE: Final = 4
_NEAR_AFTER: Final = 6
"""Tokens before and after a phrase in which a second word for what happened is looked for."""


def property_of(phrase: Phrase) -> Property:
    """What the number in a phrase counts, "count" where no word says more."""
    noun = phrase.noun
    found = (
        by_words(phrase)
        or by_clause(phrase)
        or by_coordination(phrase)
        or (in_sentence(phrase) if noun is None and not _has_verb(phrase.root) else None)
    )
    if found == "casualties" and noun is not None and noun.lower in _TARGETS:
        return "count"
    if found == "casualties" and _is_fatal(phrase):
        return "killed"
    if found == "injured" and _is_mortal(phrase):
        return "killed"
    if found in ("killed", "injured") and _is_either(phrase):
        return "casualties"
    return found or "count"


def _has_verb(number: Token) -> bool:
    """Whether a number is the subject of a verb that already failed to say: "nobody wanted it"."""
    return number.dep in SUBJECTS and number.head.pos == "VERB"


def _is_either(phrase: Phrase) -> bool:
    """As in "killed or wounded": it is not said how many were killed."""
    tokens = phrase.parsed.tokens
    for token in tokens[max(0, phrase.start - _NEAR_BEFORE) : phrase.end + _NEAR_AFTER]:
        if token.lower == "or" and 0 < token.i < len(tokens) - 1:
            words = (tokens[token.i - 1].lower, tokens[token.i + 1].lower)
            kinds = {"killed" if word in _DEAD else VERBS.get(word) for word in words}
            if kinds == {"killed", "injured"} and not phrase.tokens[0].lower.startswith("no"):
                return True
    return False


def _is_mortal(phrase: Phrase) -> bool:
    """As in "two fatally wounded", "fatally injured two men"."""
    near = {token.lower for token in (*phrase.before(2), *phrase.after(3))}
    return not near.isdisjoint(FATALLY)


def _is_fatal(phrase: Phrase) -> bool:
    """Whether those who were shot are dead: "shot dead", "fatally shot", "shot and killed"."""
    tokens = phrase.parsed.tokens
    near = (*phrase.before(_NEAR_BEFORE), *phrase.after(_NEAR_AFTER))
    attacked = [token.i for token in near if token.lower in _ATTACKED]
    return any(
        token.lower in _FATAL and not _is_of_one(tokens, token)
        for i in attacked
        for token in tokens[max(0, i - 1) : i + 4]
        if token.i != i
    )


def _is_of_one(tokens: Sequence[Token], token: Token) -> bool:
    """As in "four people were shot, one fatally", "one of them fatally"."""
    if not token.i or token.lower in _NEVER_OF_ONE:
        return False
    before = tokens[token.i - 1].lower
    return is_number(before) or before in ("them", "whom")
