"""What a number counts by the words next to it: "300 killed", "killing 107", "five critically"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.numbers import is_number
from worker.extract.quantities.properties.by_clause import object_property
from worker.extract.quantities.properties.words import (
    ALONE,
    FATALLY,
    VERBS,
    WORDS,
    is_person,
    is_victim,
)
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_BADLY: Final = words("quantities", "manner", "badly")
_LOSING: Final = words("quantities", "measuring", "losing")
_LIVES: Final = words("quantities", "measuring", "lost")
_SHOT: Final = words("quantities", "counted", "one_shot")
_SHOOTING: Final = words("quantities", "measuring", "shooting")
_TIMES: Final = words("quantities", "nouns", "weekdays") | words("quantities", "manner", "times")
_OBJECT_POS: Final = frozenset({"DET", "NUM", "PROPN", "NOUN", "PRON", "ADJ"})
_AUXILIARIES: Final = frozenset({"were", "was", "are", "have", "has", "had", "been"})
_PASSED_OVER: Final = _AUXILIARIES | words("quantities", "counted", "passed_over")
_JOINS: Final = frozenset({"and", "or", "to", "under", "over", ","})
_AGES: Final = _JOINS | words("quantities", "ages", "after_aged")
_DETERMINERS: Final = frozenset({"the", "a", "an", "just", "only", "all", "another"})
_PARTICIPLES: Final = ("ed", "t", "n", "d")
_LONGEST: Final = 8
"""Tokens after a phrase that may name others to whom the same happened: it bounds the cost."""
_NEAR: Final = 4
"""Tokens around "300 lives" in which a verb such as "claimed" is looked for: farther away it has
another object."""
_LONGEST_AGES: Final = 15
"""Tokens of a list of ages after a noun: it bounds the cost."""


@as_in(
    "About 300 killed, the mayor said.", "The blast killed two men.", no=("About 300 men agreed.",)
)
def by_words(phrase: Phrase) -> Property | None:
    """Return what the words in the phrase, directly after it or directly before it say."""
    return (
        _manner(phrase) or _noun_or_modifier(phrase) or _word_after(phrase) or _word_before(phrase)
    )


@as_in(
    "Four men were shot, one fatally.",
    "Ten men were hurt, five of them critically.",
    no=("Four men were shot, one on Monday.",),
)
def _manner(phrase: Phrase) -> Property | None:
    """Return what an adverb after a bare number says of a part of those who were hurt."""
    after = [token.lower for token in phrase.after(4)]
    after = after[2:] if after[:2] in (["of", "them"], ["of", "whom"]) else after[:2]
    if phrase.noun is not None or not after or not set(after[1:]) <= {",", ".", ";", ")", "and"}:
        return None
    if after[0] in FATALLY:
        return "killed"
    return "injured" if after[0] in _BADLY else None


@as_in(
    "About 300 deaths were reported.",
    "The 20 wounded guards left.",
    "Two prisoners of war left.",
    no=(
        "Two murder scenes were closed.",
        "The 20 rescue workers left.",
        "The storm cost 300 jobs.",
    ),
)
def _noun_or_modifier(phrase: Phrase) -> Property | None:
    """Return what a noun or a modifier in the phrase says."""
    noun = phrase.noun
    words = [token for token in phrase.tokens if token.pos not in ("NUM", "ADP", "DET")]
    if noun is not None:
        words.insert(0, noun)
    for token in words:
        low = token.lower
        if token.dep == "compound" and token is not noun and not is_victim(noun):
            continue  # "two murder scenes", "20 rescue workers"
        if low in _LIVES and _LOSING.isdisjoint(_lemmas_near(phrase)):
            continue
        if low in WORDS and not is_victim(token):
            return WORDS[low]
        if low in VERBS and token.i != phrase.end - 1 and low not in _SHOOTING:
            return VERBS[low]
    return None


def _lemmas_near(phrase: Phrase) -> set[str]:
    """Return the base forms of the words around a phrase."""
    return {token.lemma for token in (*phrase.before(_NEAR), *phrase.after(_NEAR))}


@as_in(
    "About 300 killed, the mayor said.",
    "Two others missing, the mayor said.",
    "Three boys ages 6 to 9 were hurt.",
    "Three of the dead left no family.",
    no=("About 300 left.",),
)
def _word_after(phrase: Phrase) -> Property | None:
    """Return what the word directly after the phrase says."""
    tokens, i = phrase.parsed.tokens, phrase.end
    of = [token.lower for token in phrase.after(3)]
    if phrase.noun is None and of[:2] in (["of", "the"], ["of", "those"]) and len(of) > 2:  # noqa: PLR2004
        return WORDS.get(of[2]) or VERBS.get(of[2])
    if i < len(tokens) and tokens[i].lower.startswith("age"):  # "three boys ages 6 to 9 were hurt"
        end = min(len(tokens), i + _LONGEST_AGES)
        while i < end and (tokens[i].lower in _AGES or is_number(tokens[i].lower)):
            i += 1
    while i < len(tokens) and (tokens[i].lower in _PASSED_OVER or tokens[i].lower.endswith("ly")):
        i += 1
    return _property_at(tokens, i, phrase.noun) if i < len(tokens) else None


@as_in("2 women and a boy killed in fire", no=("2 women and a boy left.",))
def by_coordination(phrase: Phrase) -> Property | None:
    """Return what is said after others who are joined to the phrase."""
    tokens, i = phrase.parsed.tokens, phrase.end
    if i >= len(tokens) or tokens[i].lower not in ("and", ","):
        return None
    end = min(len(tokens), i + _LONGEST)
    while i < end and (tokens[i].pos in _OBJECT_POS or tokens[i].lower in ("and", ",")):
        i += 1
    others = any(is_person(token.text) for token in tokens[phrase.end : i])
    if i >= end or not others or not is_person(tokens[phrase.end - 1].text):
        return None
    says = tokens[i].tag == "VBN" or tokens[i].lower in WORDS
    return _property_at(tokens, i, None) if says else None


@as_in(
    "About 300 killed, the mayor said.",
    "Two men died.",
    no=(
        "Two soldiers killed three men.",
        "Leo Holt missed a 3-point shot.",
    ),
)
def _property_at(tokens: Sequence[Token], i: int, noun: Token | None) -> Property | None:
    """Return what the word at `i` says of those before it."""
    low = tokens[i].lower
    if low in ALONE:
        return ALONE[low]
    if low in WORDS and low not in VERBS:
        return WORDS[low] if low not in _LIVES else None
    if low in _SHOT and noun is not None and not is_person(noun.text):
        return None  # "a 3-point shot"
    if low in VERBS and low.endswith(_PARTICIPLES) and not _has_object(tokens, i):
        return VERBS[low]
    return None


@as_in(
    "Two soldiers killed three men.",
    no=(
        "Two soldiers killed late Monday were from the town.",
        "Two soldiers were killed.",
    ),
)
def _has_object(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the verb at `i` takes what follows as its object."""
    if tokens[i - 1].lower in ("were", "was") or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if after.lower in _TIMES or after.lower.endswith("ing"):
        return False
    return after.pos in _OBJECT_POS


@as_in(
    "The blast hit the town, killing 107.",
    "The army captured two soldiers.",
    "The army sent more than 10,000 soldiers.",
    no=("The army met two soldiers.",),
)
def _word_before(phrase: Phrase) -> Property | None:
    """Return what the word directly before the phrase says of it as its object."""
    tokens, i = phrase.parsed.tokens, phrase.start - 1
    while i >= 0 and tokens[i].lower in _DETERMINERS:
        i -= 1
    return object_property(tokens[i], phrase) if i >= 0 else None
