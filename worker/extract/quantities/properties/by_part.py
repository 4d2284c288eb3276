"""What a second count says of more people to whom the same happened, or of a part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.properties.intention import is_intended
from worker.extract.quantities.properties.words import ALONE, VERBS, WORDS, is_person
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_INCLUDING: Final = words("quantities", "counted", "including")
_OTHERS: Final = frozenset({"other", "others", "more", "another"}) | words(
    "quantities", "counted", "totals"
)
_JOINS: Final = frozenset({"and", ",", "plus", "as"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEING: Final = frozenset({"is", "are", "was", "were"})
_LOOK_BACK: Final = 25
"""Tokens before a second count among which is looked for what happened to the first."""


@as_in(
    "Two men were killed in the hall and six others on the bridge.",
    "The fire killed 12 people, including four children.",
    "Among the 12 killed were four children.",
    "Of the dead, four were children.",
    no=(
        "Two men were killed and six others watched.",
        "Two men were killed, and six guards left the town.",
    ),
)
def by_part(phrase: Phrase) -> Property | None:
    """Return what happened to those of whom the people counted are a part, or to the others."""
    noun = phrase.noun
    if noun is not None and noun.lower not in _OTHERS and not is_person(noun.text):
        return None
    parsed = phrase.parsed
    start = parsed.sentences[parsed.sentence_of(phrase.start)].start
    before = parsed.tokens[max(start, phrase.start - _LOOK_BACK) : phrase.start]
    return _of_whole(phrase, before) or _of_first(phrase, before)


@as_in(
    "The fire killed 12 people, including four children.",
    "The dead included four children.",
    "Among the 12 killed were four children.",
    "Of those killed, four were children.",
    no=("Among the guards were four boys.",),
)
def _of_whole(phrase: Phrase, before: tuple[Token, ...]) -> Property | None:
    """Return what happened to all, where the number is said to be a part of them."""
    if not before:
        return None
    if before[-1].lower in _INCLUDING:
        return _said(before[:-1])
    if phrase.noun is not None and before[-1].lower not in _BEING:
        return None
    for i, token in enumerate(before):
        opens = i == 0 or before[i - 1].lower in (",", "and")
        if opens and token.lower in ("among", "of") and token.dep == "prep":
            whole = before[i + 1 :]
            return _said(whole) if before[-1].lower in (",", *_BEING) else None
    return None


@as_in(
    "Two men were killed in the hall and six others on the bridge.",
    "Two men were arrested on Monday and three more on Friday.",
    no=("Two men were killed and six others watched.",),
)
def _of_first(phrase: Phrase, before: tuple[Token, ...]) -> Property | None:
    """Return what happened to the people before, where the number has no verb of its own."""
    if not before or before[-1].lower not in _JOINS or _has_own_verb(phrase):
        return None
    if _OTHERS.isdisjoint(token.lower for token in phrase.tokens) and phrase.noun is not None:
        return None
    return _said(before)


@as_in("Two men were killed and six others watched.", no=("Two men were killed and six others.",))
def _has_own_verb(phrase: Phrase) -> bool:
    """Return whether a verb after the number, or an adjective, says something else of it."""
    after = [token for token in phrase.after(2) if token.lower not in _OTHERS]
    if after and (after[0].pos in ("VERB", "AUX", "ADJ") or after[0].tag in _FINITE):
        return True
    token = phrase.noun if phrase.noun is not None else phrase.root
    return token.dep in SUBJECTS and token.head.i >= phrase.end


@as_in(
    "The fire killed 12 people, including four children.",
    no=("The mayor met 12 men, including four guards.",),
)
def _said(before: Iterable[Token]) -> Property | None:
    """Return what the nearest verb or noun before a number says happened to people."""
    for token in reversed(tuple(before)):
        low = token.lower
        if token.dep in ("relcl", "compound") or any(c.dep == "neg" for c in token.children):
            continue
        if low in VERBS and token.pos in ("VERB", "ADJ", "NOUN"):
            return None if is_intended(token) else VERBS[low]
        if low in ALONE or low in WORDS:
            return ALONE.get(low) or WORDS[low]
        if token.pos == "VERB" and token.tag in _FINITE:
            return None
    return None
