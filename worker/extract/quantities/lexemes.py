"""Lexemes: the words, numbers and signs of a text, cut by `lex`.

Offsets are those of the text that was cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.examples import as_in
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

FRACTION_SIGNS: Final = {"\u00bc": 0.25, "\u00bd": 0.5, "\u00be": 0.75}
"""The part that each sign of a fraction is: "5\u00bd"."""
_BEFORE_SPLIT: Final = frozenset("$€£") | words("quantities", "numbers", "before_split")
_AFTER_SPLIT: Final = words("quantities", "numbers", "after_split")
_MONTHS: Final = words("quantities", "nouns", "months")
_RICHTER: Final = words("quantities", "quakes", "richter")
_PARTS: Final = 3
"""Lexemes of a number with a space in it: digits, a sign, digits."""
_GROUP: Final = 3
"""Digits between two thousands separators."""
_NEAR: Final = 2
"""Lexemes before and after a split number in which a word or sign that makes it one is looked for:
farther away it belongs to another number."""
_RICHTER_NEAR: Final = 3
"""Lexemes after a split number, but for the first, in which "Richter" is looked for: "6. 1 on the
Richter scale" has it there."""
_LEXEME: Final = re.compile(
    r"(?P<opaque>https?://\S+|\S{1,80}@\S+"
    r"|\(?\d{3}\)?[\s./-]\d{3}-(?:\d{4}|[A-Z]{4})\b|\b1-\d{3}-[\d-]+"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b|\b\d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}\s?:\s?\d{2}(?::\d{2})?(?!\d)"
    r"|\b\d['\u2019\u2032]\s?\d{1,2}(?!\d)|(?<!, )\b0\d{2,}(?![.,]?\d)"
    r"|\b\d{4} - \d{1,2} - \d{1,2}\b|\b\d{1,2} / \d{1,2} / \d{2,4}\b"
    r"|\b(?!\d{1,3}(?:\.\d{3}){2,}(?![.\d]))\d+(?:\.\d+){2,}|[#№]\s?\d+|\d{10,}|(?<![\w.])\.\d+|[^\W\d_]+\d\w*)"
    r"|(?P<number>\d{1,3}(?:[,'\u2019\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:,\s000)+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?)(?P<suffix>[^\W\d_]+)?"
    r"|(?P<word>[^\W\d_]+(?:['\u2019](?![sS]\b)[^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_SUFFIXES: Final = frozenset(FRACTION_SIGNS) | words("quantities", "numbers", "suffixes")
"""What may be glued to digits and is a word for itself: "16ounces", "5\u00bd"."""
_DASHES: Final = frozenset("-\u2010\u2011\u2013")


class Lexeme(NamedTuple):
    """A word, number or sign: `word` is casefolded, and empty where nothing may be read."""

    start: int
    end: int
    word: str
    number: float | None = None


def lex(text: str) -> list[Lexeme]:
    """Return the lexemes of `text` in order; names and codes that hold digits are opaque."""
    lexemes: list[Lexeme] = []
    for found in _LEXEME.finditer(text):
        start, end = found.span()
        suffix = (found["suffix"] or "").casefold()
        if found["number"] is None:
            word = "" if found["opaque"] else (found["word"] or found["sign"]).casefold()
            lexemes.append(Lexeme(start, end, "-" if word in _DASHES else word))
        elif suffix and suffix not in _SUFFIXES:
            lexemes.append(Lexeme(start, end, ""))
        else:
            middle = found.end("number")
            digits = re.sub(r"[,\s'\u2019]", "", found["number"])
            if digits.count(".") > 1:  # "1.200.000"
                digits = digits.replace(".", "")
            lexemes.append(Lexeme(start, middle, digits, float(digits)))
            if suffix:
                lexemes.append(Lexeme(middle, end, suffix))
    return _join_split(text, lexemes)


def _join_split(text: str, lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with split numbers joined: "$2. 5 million", "2, 116", "12 500"."""
    joined: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        groups = _groups(text, lexemes, i)
        if groups:
            end = lexemes[i + groups - 1].end
            digits = text[lexemes[i].start : end].replace(" ", "")
            joined.append(Lexeme(lexemes[i].start, end, digits, float(digits)))
            i += groups
        elif word_at(lexemes, i + 1) in (".", ",") and _is_split(text, lexemes, i):
            whole, sign, rest = lexemes[i : i + _PARTS]
            number = f"{whole.word}.{rest.word}" if sign.word == "." else whole.word + rest.word
            joined.append(Lexeme(whole.start, rest.end, number, float(number)))
            i += _PARTS
        else:
            joined.append(lexemes[i])
            i += 1
    return joined


@as_in(
    "The flood displaced 12 500 people.",
    no=(
        "On May 12 500 people left.",
        "The buses 12, 66 and 12 500 people left.",
    ),
)
def _groups(text: str, lexemes: Sequence[Lexeme], i: int) -> int:
    """Return how many lexemes from `i` on are groups of one number: two in "12 500", else 0."""
    first = lexemes[i].word
    before, listed = word_at(lexemes, i - 1), i > 1 and lexemes[i - 2].number is not None
    if not first.isdecimal() or len(first) > _GROUP or first.startswith("0"):
        return 0
    if before in _MONTHS or (before in (",", "and", "-", "/") and listed):
        return 0
    end = i + 1
    while end < len(lexemes) and text[lexemes[end - 1].end : lexemes[end].start] == " ":
        digits = text[lexemes[end].start : lexemes[end].end]
        if not digits.isdecimal():
            break
        if len(digits) != _GROUP:
            return 0  # a telephone number
        end += 1
    return end - i if end > i + 1 else 0


@as_in(
    "The firm lost $2. 5 million.",
    "The index gained 2, 116 points.",
    no=(
        "The firm closed gates 2, 116, 117 and 118.",
        "The firm closed gate 2. 5 guards left.",
    ),
)
def _is_split(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether lexemes `i`, `i` + 1 and `i` + 2 are one number with a space in it."""
    if i + _PARTS > len(lexemes):
        return False
    whole, sign, rest = lexemes[i : i + _PARTS]
    digits = whole.word.isdecimal() and rest.word.isdecimal() and len(whole.word) < _GROUP + 1
    if not digits or whole.end != sign.start or text[sign.end : rest.start] != " ":
        return False
    before = {lexeme.word for lexeme in lexemes[max(0, i - _NEAR) : i]}
    end = i + _PARTS
    after = {lexeme.word for lexeme in lexemes[end : end + _NEAR]}
    if sign.word == ".":
        force = any(
            lexeme.word in _RICHTER for lexeme in lexemes[end + 1 : end + 1 + _RICHTER_NEAR]
        )
        known = force or before & _BEFORE_SPLIT or after & _AFTER_SPLIT
        return len(rest.word) < _GROUP and bool(known)
    listed = word_at(lexemes, end) == "," or word_at(lexemes, i - 1) in (",", "(")
    return len(rest.word) == _GROUP and not listed and not before & _MONTHS


def word_at(lexemes: Sequence[Lexeme], i: int) -> str:
    """Return the word of lexeme `i`, or the empty string outside of the text."""
    return lexemes[i].word if 0 <= i < len(lexemes) else ""
