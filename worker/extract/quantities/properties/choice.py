"""What a number counts, as one of a closed list: killed, injured, arrested and so on.

The words next to a number decide before the tree does, since the parser attaches "300 killed and
2,700 injured" anywhere.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.numbers import is_number
from worker.extract.quantities.properties.by_clause import by_clause
from worker.extract.quantities.properties.by_measure import by_measure
from worker.extract.quantities.properties.by_part import by_part
from worker.extract.quantities.properties.by_words import by_coordination, by_words
from worker.extract.quantities.properties.words import ATTACKS, FATALLY, VERBS
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_FATAL: Final = words("quantities", "fatal", "words")
_DEATH: Final = words("quantities", "fatal", "death")
_DEAD: Final = words("quantities", "fatal", "or_wounded")
_NEVER_OF_ONE: Final = words("quantities", "fatal", "adjectives")
_ATTACKED: Final = words("quantities", "fatal", "attacked") | frozenset(ATTACKS)
_TARGETS: Final = words("quantities", "measuring", "targets")
"""What is shot at or burned and no person: "shot down 24 drones" counts nobody."""
_NEAR_BEFORE: Final = 4
"""Tokens before a phrase in which a second word for what happened is looked for: farther away
it is said of others."""
_NEAR_AFTER: Final = 6
"""Tokens after a phrase in which it is looked for."""
_MORTAL_BEFORE: Final = 2
"""Tokens before a phrase in which "fatally" is looked for: "fatally injured two men"."""
_MORTAL_AFTER: Final = 3
"""Tokens after a phrase in which it is looked for: "two were fatally wounded"."""
_FATAL_AFTER: Final = 3
"""Tokens after "shot" in which "dead" is looked for: farther away it is said of others."""


@as_in("About 300 men were hurt.", "The firm hired 300 guards.")
def property_of(phrase: Phrase) -> Property:
    """Return what the number in a phrase counts, "count" where no word says more."""
    noun = phrase.noun
    found = (
        by_words(phrase)
        or by_clause(phrase)
        or by_coordination(phrase)
        or (by_measure(phrase) if noun is None and not _has_verb(phrase.root) else None)
        or by_part(phrase)
    )
    if found in ("casualties", "injured") and noun is not None and noun.lower in _TARGETS:
        return "count"
    if found == "casualties" and _is_fatal(phrase):
        return "killed"
    if found == "injured" and _is_mortal(phrase):
        return "killed"
    if found in ("killed", "injured") and _is_either(phrase):
        return "casualties"
    return found or "count"


@as_in("Nobody wanted the bridge.", no=("Nobody was at the bridge.",))
def _has_verb(number: Token) -> bool:
    """Return whether a number is the subject of a verb, which says nothing of harm."""
    return number.dep in SUBJECTS and number.head.pos == "VERB"


@as_in("About 300 men were killed or wounded.", no=("About 300 men were killed.",))
def _is_either(phrase: Phrase) -> bool:
    """Return whether the people were "killed or wounded": how many were killed is not said."""
    tokens = phrase.parsed.tokens
    for token in tokens[max(0, phrase.start - _NEAR_BEFORE) : phrase.end + _NEAR_AFTER]:
        if token.lower == "or" and 0 < token.i < len(tokens) - 1:
            words = (tokens[token.i - 1].lower, tokens[token.i + 1].lower)
            kinds = {"killed" if word in _DEAD else VERBS.get(word) for word in words}
            if kinds == {"killed", "injured"} and not phrase.tokens[0].lower.startswith("no"):
                return True
    return False


@as_in(
    "Two men were fatally wounded.",
    "Two men were burned to death.",
    no=("Two men were badly wounded.",),
)
def _is_mortal(phrase: Phrase) -> bool:
    """Return whether those who were hurt are dead."""
    after = [token.lower for token in phrase.after(_MORTAL_AFTER + 1)]
    if any(pair[0] == "to" and pair[1] in _DEATH for pair in pairwise(after)):
        return True
    near = {*after[:_MORTAL_AFTER], *(token.lower for token in phrase.before(_MORTAL_BEFORE))}
    return not near.isdisjoint(FATALLY)


@as_in(
    "Two men were fatally shot.",
    "Two men were shot dead.",
    "Two men were shot and killed.",
    no=("Four men were shot.",),
)
def _is_fatal(phrase: Phrase) -> bool:
    """Return whether those who were shot are dead."""
    tokens = phrase.parsed.tokens
    near = (*phrase.before(_NEAR_BEFORE), *phrase.after(_NEAR_AFTER))
    attacked = [token.i for token in near if token.lower in _ATTACKED]
    return any(
        token.lower in _FATAL and not _is_of_one(tokens, token)
        for i in attacked
        for token in tokens[max(0, i - 1) : i + 1 + _FATAL_AFTER]
        if token.i != i
    )


@as_in(
    "Four men were shot, one fatally.",
    "Four men were stabbed, two dead.",
    no=("Two men were fatally shot.",),
)
def _is_of_one(tokens: Sequence[Token], token: Token) -> bool:
    """Return whether the word for a death is said of one of those who were shot."""
    if not token.i or token.lower in _NEVER_OF_ONE:
        return False
    before = tokens[token.i - 1].lower
    return is_number(before) or before in ("them", "whom")
