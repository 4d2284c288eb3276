"""The noun that a number counts, and where its phrase ends: "eight coal-fired plants"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.quantities.property_words import is_event, is_person

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARTS: Final = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PART"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_MODIFIED: Final = frozenset({"NOUN", "PROPN", "ADJ"})
_MODIFYING: Final = frozenset({"JJ", "VBN", "VBG"})
_DESCRIBED: Final = frozenset({"JJ", "JJR", "JJS", "VBN", "HYPH"})
_TOTALS: Final = frozenset({"total", "other", "others", "more", "separate", "additional"})
_FATES: Final = frozenset({"shot", "dead", "hurt", "missing", "killed", "injured", "wounded"})
_AGED: Final = frozenset({"age", "ages", "aged"})
_LONGEST: Final = 8
_MODIFIERS: Final = 3


def noun_after(doc: Doc, i: int) -> tuple[Token | None, int]:
    """The noun that a number before token `i` counts, and where its phrase ends."""
    noun: Token | None = None
    end = i
    first = min(i, len(doc) - 1)
    if i < len(doc) and doc[i].lower_ == "of":
        i += 1
        while i < len(doc) and (doc[i].pos_ in ("DET", "PRON", "NUM") or doc[i].like_num):
            i += 1
            end = i
    for token in doc[i : i + _LONGEST]:
        if (token.i > first and token.is_sent_start) or not _belongs(token, noun):
            break
        named = token.pos_ in _NOMINAL and token.lower_[:1].isalpha()
        if named or token.lower_ == "others":
            noun, end = token, token.i + 1
    noun = _beyond(doc, i, noun)
    if noun is not None and noun.pos_ == "PROPN" and not _is_plural(noun):
        return None, i
    return noun, end if noun is None else max(end, noun.i + 1)


def _beyond(doc: Doc, i: int, noun: Token | None) -> Token | None:
    """The plural that the number belongs to behind a modifier: "eight coal-fired plants"."""
    head = doc[i - 1].head if 0 < i <= len(doc) else None
    if noun is None or head is None or doc[i - 1].dep_ != "nummod" or head.tag_ != "NNS":
        return noun
    between = doc[noun.i + 1 : head.i]
    near = 0 < len(between) <= _MODIFIERS
    modifiers = all(
        token.text == "-" or token.pos_ in _NOMINAL or token.tag_ in _MODIFYING
        for token in between
    )
    return head if near and modifiers else noun


def _is_plural(noun: Token) -> bool:
    """Whether a capitalised noun may be counted, as in a headline; a name may not."""
    return is_person(noun.text) or is_event(noun.text) or noun.lower_.endswith("s")


def _belongs(token: Token, noun: Token | None) -> bool:
    """Whether the phrase goes on with the token; `noun` is its noun so far."""
    if token.text == "-":
        return token.i + 1 < len(token.doc) and not token.nbor().like_num
    if token.lower_ in _TOTALS or (token.is_space and "\n" not in token.text):
        return True
    if token.lower_ == "shot" and token.i and token.nbor(-1).lower_ in ("one", "single"):
        return True
    if noun is None:
        return _describes(token)
    if token.like_num:  # "two of the firm's five directors", but not "three boys two years ago"
        return token.nbor(-1).tag_ == "POS"
    ends = token.pos_ in ("ADJ", "VERB") or token.lower_ in _FATES or token.lower_ in _AGED
    return token.pos_ in _PARTS and not ends


def _describes(token: Token) -> bool:
    """As in "20 wounded employees", but not "20 wounded"; "the 100 most powerful women"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if token.pos_ == "VERB" or token.lower_ in _FATES:
        described = token.dep_ in ("amod", "compound")  # "20 wounded men", "five shooting victims"
        return described and after is not None and after.pos_ in _MODIFIED
    if token.pos_ == "ADV":
        return after is not None and after.tag_ in _DESCRIBED
    return token.pos_ in _PARTS
