"""What a bare number counts that a toll or another count is said to reach: "rose to nine"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.properties.words import WORDS
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_LEVELS: Final = frozenset(
    {"to", "at", "past", "from", "above", "beyond", "over", "under", "below"}
)
_MEASURING: Final = _LEVELS | words("quantities", "measuring", "verbs")
_LIVES: Final = words("quantities", "measuring", "lost")
_PRONOUNS: Final = frozenset({"it", "that", "which"})
_LOOK_BACK: Final = 15
"""Tokens before a bare number among which its noun is looked for: farther away another clause
begins."""
_NEAR_MEASURE: Final = 4
"""Tokens before a bare number in which a verb such as "reached" is looked for: farther away it has
another object."""
_MOST: Final = 30
"""Children of one token that are looked at; it bounds the cost, no real sentence has more."""


@as_in(
    "Casualties have surpassed 3,000.",
    "The death toll rose to nine.",
    "The death toll from the storm that hit the town and the villages around it rose to nine.",
    "The mayor put the death toll at nine, but raised it to 12.",
    "The number of injured men stands at nine.",
    no=(
        "The price rose to nine.",
        "The deaths closed nine.",
        "The death toll rose by nine.",
    ),
)
def by_measure(phrase: Phrase) -> Property | None:
    """Return what the noun of a count says of a bare number that it is said to reach."""
    parsed, start = phrase.parsed, phrase.start
    sentence = parsed.sentences[parsed.sentence_of(start)]
    before = parsed.tokens[max(sentence.start, start - _LOOK_BACK) : start]
    if before and before[-1].lower == "by":
        return None  # a change of what is counted
    found = _of_level(phrase, parsed.tokens[sentence.start : start])
    if found is not None:
        return found
    if _MEASURING.isdisjoint(token.lower for token in (*before[-_NEAR_MEASURE:], *phrase.tokens)):
        return None
    return _nearest(before)


@as_in(
    "The death toll from the storm that hit the town and the villages around it rose to nine.",
    "The mayor put the death toll at nine, but raised it to 12.",
)
def _of_level(phrase: Phrase, before: tuple[Token, ...]) -> Property | None:
    """Return what is said of the subject or the object of a verb with the number as its level."""
    number = phrase.root
    if number.dep == "pobj" and number.head.lower in _LEVELS:
        verb = number.head.head
    elif number.dep in ("dobj", "attr", "oprd") and number.head.lower in _MEASURING:
        verb = number.head
    else:
        return None
    for noun in _arguments(verb):
        if noun is number:
            continue
        if noun.lower in _PRONOUNS:
            joined = _arguments(verb.head) if verb.dep == "conj" else ()
            counts = [count for one in joined if (count := _of_noun(one)) is not None]
            found = counts[0] if counts else _nearest(before)
        else:
            found = _of_noun(noun)
        if found is not None:
            return found
    return None


def _arguments(verb: Token) -> Iterator[Token]:
    """Yield the object of a verb, then its subject, or that of the verb it is joined to."""
    for deps in (("dobj",), SUBJECTS):
        yield from (child for child in verb.children[:_MOST] if child.dep in deps)
    if verb.dep == "conj":
        yield from (child for child in verb.head.children[:_MOST] if child.dep in SUBJECTS)


@as_in("The number of injured men stands at nine.", "The death toll has reached nine.")
def _of_noun(noun: Token) -> Property | None:
    """Return what a noun of a count, or what it is a count of, says."""
    of = [
        word
        for child in noun.children[:_MOST]
        if child.lower == "of" and child.dep == "prep"
        for word in child.children[:_MOST]
    ]
    named = [child for child in noun.children[:_MOST] if child.dep in ("compound", "amod")]
    inside = [child for word in of for child in word.children[:_MOST]]
    for token in (*of, *inside, *named, noun):
        if token.lower in WORDS and token.lower not in _LIVES:
            return WORDS[token.lower]
    return None


def _nearest(before: tuple[Token, ...]) -> Property | None:
    """Return what the nearest noun of a count before a number says."""
    for token in reversed(before):
        if token.lower in WORDS and token.lower not in _LIVES:
            return WORDS[token.lower]
    return None
