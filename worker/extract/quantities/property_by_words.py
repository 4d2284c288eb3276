"""What a number counts by the words beside it: "300 killed", "killing 107", "five critically"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.property_by_clause import of_object
from worker.extract.quantities.property_words import (
    ALONE,
    FATALLY,
    LISTS,
    VERBS,
    WORDS,
    is_person,
    is_victim,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from worker.records import Property

_MEASURING: Final = frozenset(LISTS["measuring"]["verbs"].split())
_DAYS: Final = frozenset(LISTS["nouns"]["weekdays"].split())
_WHEN: Final = frozenset({"early", "late", "last", "earlier", "today", "yesterday", "overnight"})
_OBJECT_POS: Final = frozenset({"DET", "NUM", "PROPN", "NOUN", "PRON", "ADJ"})
_LONG: Final = 8
_SKIPPED: Final = frozenset(
    {"others", "more", "other", "were", "was", "are", "have", "has", "had", "been", "feared"}
)
_AGES: Final = frozenset(
    {"age", "ages", "aged", "and", "or", "to", "under", "over", "months", "years", "old", ","}
)
_LOOK_BACK: Final = 15


def beside(phrase: Span, noun: Token | None) -> Property | None:
    """What the words in the phrase, right behind it or right before it say."""
    return (
        _how(phrase, noun)
        or _in_phrase(phrase, noun)
        or _after(phrase, noun)
        or _before(phrase, noun)
    )


def _how(phrase: Span, noun: Token | None) -> Property | None:
    """As in "were shot, one fatally", "five of them critically"."""
    behind = [token.lower_ for token in phrase.doc[phrase.end : phrase.end + 4]]
    behind = behind[2:] if behind[:2] in (["of", "them"], ["of", "whom"]) else behind[:2]
    if noun is not None or not behind or not set(behind[1:]) <= {",", ".", ";", ")", "and"}:
        return None
    if behind[0] in FATALLY:
        return "killed"
    return "injured" if behind[0] in ("critically", "seriously", "severely", "badly") else None


def _in_phrase(phrase: Span, noun: Token | None) -> Property | None:
    """As in "300 deaths", "the wounded employees", "two prisoners of war"."""
    words = [token for token in phrase if token.pos_ not in ("NUM", "ADP", "DET")]
    if noun is not None:
        words.insert(0, noun)
    for token in words:
        low = token.lower_
        if token.dep_ == "compound" and token is not noun and not is_victim(noun):
            continue  # "two murder scenes", "20 rescue workers"
        if low == "lives" and not {"claim", "lose", "cost", "take"} & _lemmas_near(phrase):
            continue
        if low in WORDS and low not in ("victim", "victims"):
            return WORDS[low]
        if low in VERBS and token.i != phrase.end - 1 and low not in ("shot", "shooting"):
            return VERBS[low]
    return None


def _lemmas_near(phrase: Span) -> set[str]:
    doc = phrase.doc
    near = (*doc[max(0, phrase.start - 4) : phrase.start], *doc[phrase.end : phrase.end + 4])
    return {token.lemma_.lower() for token in near}


def _after(phrase: Span, noun: Token | None) -> Property | None:
    """As in "300 killed", "two others missing", "20 wounded": the word right behind the number."""
    doc, i = phrase.doc, phrase.end
    if i < len(doc) and doc[i].lower_.startswith("age"):  # "three boys ages 6 to 9 were hurt"
        end = min(len(doc), i + _LOOK_BACK)
        while i < end and (doc[i].lower_ in _AGES or doc[i].like_num):
            i += 1
    while i < len(doc) and (doc[i].lower_ in _SKIPPED or doc[i].lower_.endswith("ly")):
        i += 1
    return _said_at(doc, i, noun) if i < len(doc) else None


def behind_others(phrase: Span) -> Property | None:
    """What is said behind others too: "2 women and a boy killed in fire"."""
    doc, i = phrase.doc, phrase.end
    if i >= len(doc) or doc[i].lower_ not in ("and", ","):
        return None
    end = min(len(doc), i + _LONG)
    while i < end and (doc[i].pos_ in _OBJECT_POS or doc[i].lower_ in ("and", ",")):
        i += 1
    others = any(is_person(token.text) for token in doc[phrase.end : i])
    if i >= end or not others or not is_person(doc[phrase.end - 1].text):
        return None
    return _said_at(doc, i, None) if doc[i].tag_ == "VBN" or doc[i].lower_ in WORDS else None


def _said_at(doc: Doc, i: int, noun: Token | None) -> Property | None:
    """What the word at `i` says of those before it."""
    token = doc[i]
    low = token.lower_
    if low in ALONE:
        return ALONE[low]
    if low in WORDS and low not in VERBS:
        return WORDS[low] if low != "lives" else None
    if low == "shot" and noun is not None and not is_person(noun.text):
        return None  # "a 3-point shot"
    if low in VERBS and low.endswith(("ed", "t", "n", "d")) and not _has_object(doc, i):
        return VERBS[low]
    return None


def _has_object(doc: Doc, i: int) -> bool:
    """Whether the verb at `i` takes what follows as its object: "two soldiers killed three"."""
    if doc[i - 1].lower_ in ("were", "was") or i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    if after.lower_ in _DAYS or after.lower_ in _WHEN or after.lower_.endswith("ing"):
        return False
    return after.pos_ in _OBJECT_POS


def _before(phrase: Span, noun: Token | None) -> Property | None:
    """As in "killing 107", "captured two soldiers", "sent more than 10,000 soldiers"."""
    doc, i = phrase.doc, phrase.start - 1
    while i >= 0 and doc[i].lower_ in ("the", "a", "an", "just", "only", "all", "another"):
        i -= 1
    return of_object(doc[i], noun) if i >= 0 else None


def in_sentence(phrase: Span) -> Property | None:
    """What a bare number is of: "casualties have surpassed 3,000", "the toll rose to nine"."""
    doc, start = phrase.doc, phrase.start
    first = start
    while first > max(0, start - _LOOK_BACK) and not doc[first].is_sent_start:
        first -= 1
    before = list(doc[first:start])
    if not {token.lower_ for token in (*before[-4:], *phrase)} & (_MEASURING | {"to", "from"}):
        return None
    for token in reversed(before):
        if token.lower_ in WORDS and token.lower_ != "lives":
            return WORDS[token.lower_]
    return None
