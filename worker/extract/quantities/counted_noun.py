"""The noun that a number counts, and where its noun phrase ends: "eight coal-fired plants"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.numbers import is_number
from worker.extract.quantities.properties.words import is_event, is_person
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_PARTS: Final = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PART"})
"""What a noun phrase may consist of after a number."""
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_MODIFIED: Final = frozenset({"NOUN", "PROPN", "ADJ"})
_MODIFYING: Final = frozenset({"JJ", "VBN", "VBG"})
_DESCRIBED: Final = frozenset({"JJ", "JJR", "JJS", "VBN", "HYPH"})
_DETERMINING: Final = frozenset({"DET", "PRON", "NUM"})
_TOTALS: Final = words("quantities", "counted", "totals")
_FATES: Final = words("quantities", "counted", "fates")
_AGED: Final = words("quantities", "ages", "aged")
_ONE_SHOT: Final = words("quantities", "counted", "one_shot")
_SINGLE: Final = frozenset({"one"}) | words("quantities", "numbers", "single")
_LONGEST: Final = 8
"""Tokens after a number among which its noun is looked for: farther away another phrase begins."""
_MODIFIERS: Final = 3
"""Tokens between a noun and the plural that it modifies: with more the tree is in error."""


@as_in(
    "Eight old power plants were closed.",
    "Two of the five directors left.",
    "About 20 (guards) left.",
)
def noun_after(parsed: Parsed, i: int) -> tuple[Token | None, int]:
    """Return the noun that a number before token `i` counts, or None, and its phrase's end."""
    tokens = parsed.tokens
    bracketed = [token.text for token in tokens[i : i + 3 : 2]] == ["(", ")"]
    if bracketed and tokens[i + 1].pos in _NOMINAL:
        return tokens[i + 1], i + 3
    noun: Token | None = None
    end = i
    if i < len(tokens) and tokens[i].lower == "of":
        sentence = _sentence_end(parsed, i)
        i += 1
        while i < len(tokens) and (tokens[i].pos in _DETERMINING or is_number(tokens[i].lower)):
            i += 1
            end = i
    else:
        sentence = _sentence_end(parsed, i)
    for token in tokens[i : min(i + _LONGEST, sentence)]:
        if not _belongs(tokens, token, noun):
            break
        named = token.pos in _NOMINAL and token.lower[:1].isalpha()
        if named or token.lower == "others":
            noun, end = token, token.i + 1
    noun = _modified(tokens, i, noun)
    if noun is not None and noun.pos == "PROPN" and not _is_plural(noun):
        return None, i
    return noun, end if noun is None else max(end, noun.i + 1)


def _sentence_end(parsed: Parsed, i: int) -> int:
    """Return where the sentence of token `i` ends."""
    if i >= len(parsed.tokens):
        return len(parsed.tokens)
    return parsed.sentences[parsed.sentence_of(i)].end


@as_in("Eight coal-fired plants were closed.", no=("About 300 were hurt.",))
def _modified(tokens: Sequence[Token], i: int, noun: Token | None) -> Token | None:
    """Return the noun; where it modifies a plural that the tree counts, that plural."""
    number = tokens[i - 1] if 0 < i <= len(tokens) else None
    if noun is None or number is None or number.dep != "nummod" or number.head.tag != "NNS":
        return noun
    between = tokens[noun.i + 1 : number.head.i]
    near = 0 < len(between) <= _MODIFIERS
    modifiers = all(
        token.text == "-" or token.pos in _NOMINAL or token.tag in _MODIFYING for token in between
    )
    return number.head if near and modifiers else noun


@as_in("Four Marines left.", no=("The firm bought four Boeing.",))
def _is_plural(noun: Token) -> bool:
    """Return whether a capitalised noun can be counted, as in a headline; a name cannot."""
    return is_person(noun.text) or is_event(noun.text) or noun.lower.endswith("s")


@as_in(
    "Two other guards left.",
    "Two of the firm's five directors left.",
    no=("About 300 in the town left.",),
)
def _belongs(tokens: Sequence[Token], token: Token, noun: Token | None) -> bool:
    """Return whether the token is part of the phrase, whose last noun so far is `noun`."""
    before = tokens[token.i - 1] if token.i else None
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if token.text == "-":
        return after is not None and not is_number(after.lower)
    if token.lower in _TOTALS:
        return True
    if token.lower in _ONE_SHOT and before is not None and before.lower in _SINGLE:
        return True
    if noun is None:
        return _describes(token, after)
    if is_number(token.lower):
        # "two of the firm's five directors", but not "three boys two years ago"
        return before is not None and before.tag == "POS"
    ends = token.pos in ("ADJ", "VERB") or token.lower in _FATES or token.lower in _AGED
    return token.pos in _PARTS and not ends


@as_in(
    "The 20 wounded guards left.",
    "The 100 most powerful women met.",
    no=("About 20 wounded were sent home.",),
)
def _describes(token: Token, after: Token | None) -> bool:
    """Return whether a token before the noun describes it, and is not said of the number."""
    if token.pos == "VERB" or token.lower in _FATES:
        described = token.dep in ("amod", "compound")  # "20 wounded men", "five shooting victims"
        return described and after is not None and after.pos in _MODIFIED
    if token.pos == "ADV":
        return after is not None and after.tag in _DESCRIBED
    return token.pos in _PARTS
