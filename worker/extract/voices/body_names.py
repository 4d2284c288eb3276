"""Names of bodies that go on after a preposition: "Committee to Protect Journalists"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token

_BODIES: Final = words("people", "bodies")
_PERSONS: Final = words("people", "persons")
_GIVEN: Final = words("given_names", "women") | words("given_names", "men")
_WITHIN: Final = frozenset({"of", "for", "on", "against", "without"})
"""Prepositions after which the name of a body goes on."""

_SMALL: Final = frozenset({"of", "for", "on", "in", "the", "and", "&"})
"""Words with a small letter between the capitalised words of a body's name."""

_PEOPLE: Final = frozenset({"PERSON", "NORP"})
_OTHERS: Final = _PEOPLE | {"GPE"}


def is_body(word: str) -> bool:
    """Return whether a word is a noun of bodies: "Committee", "Centers"."""
    return word in _BODIES or word.removesuffix("s") in _BODIES


def goes_on(own: Sequence[Token]) -> bool:
    """Return whether words are the name of a body with what it is for."""
    return any(
        is_body(noun.lower) and (after.lower in _WITHIN or after.lower == "to")
        for noun, after in pairwise(own)
    )


@as_in(
    "The Committee to Protect Journalists said it fell.",
    "The Department of Health and Human Services said it fell.",
    "The Centers for Disease Control and Prevention said it fell.",
    no=(
        "The Ministry said on Monday it fell.",
        "The Orlo Department for Ana Brandt said it fell.",
        "The Orlo Committee agreed to Terms.",
    ),
)
def tail_of_body(tokens: Sequence[Token], end: int) -> int:
    """Return the number of words after `end` that the name of a body there goes on with."""
    if not is_body(tokens[end - 1].lower) or not tokens[end - 1].text[:1].isupper():
        return 0
    start = end
    if start + 1 < len(tokens) and tokens[start].lower == "to":
        verb = tokens[start + 1]
        purpose = verb.text[:1].isupper() and verb.tag in {"VB", "VBP", "NNP"}
        return _after_joints(tokens, start + 1) - end if purpose else 0
    if start < len(tokens) and tokens[start].lower in _WITHIN:
        return max(0, _after_joints(tokens, start) - end)
    return 0


def _after_joints(tokens: Sequence[Token], i: int) -> int:
    """Return where the capitalised words end that begin at `i`, with small words between them."""
    end = i
    while i < len(tokens):
        token = tokens[i]
        if _is_part(token):
            end = i + 1
        elif _ends(tokens, i):
            break
        i += 1
    return end


def _ends(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word with a small letter ends the name of a body."""
    small = tokens[i].lower
    if small in {"and", "&"}:
        return not _is_thing(tokens, i + 1)
    if small == "in":
        return _is_place(tokens, i + 1)
    return small not in _SMALL and not _lists(tokens, i)


def _is_part(token: Token) -> bool:
    """Return whether a word is capitalised, no person's and no day's: a part of the name."""
    capital = token.text[:1].isupper() and token.text[:1].isalpha()
    people = token.entity in _PEOPLE and token.lower.removesuffix("s") not in _PERSONS
    return capital and not people and token.entity != "DATE" and token.pos != "PRON"


@as_in(
    "The Ministry of Labour, Family and Social Affairs said it fell.",
    no=("The Ministry of Labour, which closed, said it fell.",),
)
def _lists(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a comma divides the things that a body is for: "X, Y and Z"."""
    if tokens[i].text != "," or not _is_thing(tokens, i + 1):
        return False
    following = i + 1
    while following < len(tokens) and _is_part(tokens[following]):
        following += 1
    return following < len(tokens) and tokens[following].lower == "and"


@as_in(
    "The Department of Health and Human Services said it fell.",
    no=("The Ministry of Trade and Otto Falk said it fell.",),
)
def _is_thing(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a capitalised word after "and" is a thing: no person, place or body."""
    if i >= len(tokens) or not _is_part(tokens[i]) or tokens[i].lower in _GIVEN:
        return False
    end = i
    while end < len(tokens) and _is_part(tokens[end]):
        end += 1
    known = any(token.entity in _OTHERS for token in tokens[i:end])
    return not known and tokens[end - 1].lower not in _BODIES


def _is_place(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a place follows: where the body is, and no part of its name."""
    return i < len(tokens) and tokens[i].entity == "GPE"
