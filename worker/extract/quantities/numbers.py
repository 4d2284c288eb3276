"""Numbers in running text: `lex` cuts a text into lexemes, `read_number` reads one at a place.

The grammar is the project's own, since no library reads "a quarter of a million", "25, 000" and
"dozens" alike without taking a year, a clock time or "IE9" for a number. Offsets are those of the
text that was lexed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTS: Final = table("quantities")["numbers"]
_UNITS: Final = {word: float(n) for n, word in enumerate(_LISTS["units"].split())}
_TENS: Final = {word: 10.0 * n for n, word in enumerate(_LISTS["tens"].split(), start=2)}
_SCALES: Final[dict[str, float]] = _LISTS["scales"]
_PLURALS: Final[dict[str, float]] = _LISTS["plurals"]
_FRACTIONS: Final[dict[str, float]] = _LISTS["fractions"]
_SHORT_SCALES: Final = words("quantities", "numbers", "short_scales")
_CARDINALS: Final = frozenset({*_UNITS, *_TENS, *_SCALES}) - _SHORT_SCALES
_SIGNS: Final = {"\u00bc": 0.25, "\u00bd": 0.5, "\u00be": 0.75}
_WHOLES: Final = words("quantities", "numbers", "wholes") | {
    word
    for kind in ("duration", "measure")
    for words in table("quantities")["units"][kind].values()
    for word in words.split()
}
_HALVES: Final = words("quantities", "numbers", "halves")
_FEW: Final = {"several": 3.0, "few": 3.0}
_ARTICLES: Final = frozenset({"a", "an"})
_STARTS: Final = frozenset({*_UNITS, *_TENS, *_PLURALS, *_FRACTIONS, *_FEW, *_ARTICLES})
_DIMENSIONS: Final = words("quantities", "numbers", "metres")
_BEFORE_SPLIT: Final = frozenset("$€£") | words("quantities", "numbers", "before_split")
_AFTER_SPLIT: Final = words("quantities", "numbers", "after_split")
_MONTHS: Final = words("quantities", "nouns", "months")
_RICHTER: Final = words("quantities", "quakes", "richter")
_COUPLE: Final = words("quantities", "numbers", "couple")
_PARTS: Final = 3
"""Lexemes of a number with a space in it: digits, a sign, digits."""
_GROUP: Final = 3
"""Digits between two thousands separators."""
_WHOLE: Final = 100.0
"""Percent of a whole."""

_LEXEME: Final = re.compile(
    r"(?P<opaque>https?://\S+|\S{1,80}@\S+"
    r"|\(?\d{3}\)?[\s./-]\d{3}-(?:\d{4}|[A-Z]{4})\b|\b1-\d{3}-[\d-]+"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b|\b\d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}\s?:\s?\d{2}(?::\d{2})?(?!\d)"
    r"|\b\d['\u2019\u2032]\s?\d{1,2}(?!\d)|(?<!, )\b0\d{2,}(?![.,]?\d)"
    r"|\b\d{4} - \d{1,2} - \d{1,2}\b|\b\d{1,2} / \d{1,2} / \d{2,4}\b"
    r"|\b\d+(?:\.\d+){2,}|[#№]\s?\d+|\d{10,}|(?<![\w.])\.\d+|[^\W\d_]+\d\w*)"
    r"|(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:,\s000)+(?!\d)"
    r"|\d+(?:\.\d+)?)(?P<suffix>[^\W\d_]+)?"
    r"|(?P<word>[^\W\d_]+(?:['\u2019](?![sS]\b)[^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_SUFFIXES: Final = frozenset(_SIGNS) | words("quantities", "numbers", "suffixes")
"""What may be glued to digits and is a word for itself: "16ounces", "5\u00bd"."""
_DASHES: Final = frozenset("-\u2010\u2011\u2013")


class Lexeme(NamedTuple):
    """A word, number or sign: `word` is casefolded, and empty where nothing may be read."""

    start: int
    end: int
    word: str
    number: float | None = None


class Number(NamedTuple):
    """A number from lexeme `first` up to `last`; `value` is None where words give only bounds."""

    first: int
    last: int
    value: float | None
    low: float
    high: float | None
    percent: bool = False


def lex(text: str) -> list[Lexeme]:
    """The lexemes of `text` in order; names and codes that hold digits are opaque."""
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
            digits = re.sub(r"[,\s]", "", found["number"])
            lexemes.append(Lexeme(start, middle, digits, float(digits)))
            if suffix:
                lexemes.append(Lexeme(middle, end, suffix))
    return _join_split(text, lexemes)


def _join_split(text: str, lexemes: list[Lexeme]) -> list[Lexeme]:
    """The lexemes with split numbers joined: "$2. 5 million", "2, 116 points"."""
    joined: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        if word_at(lexemes, i + 1) in (".", ",") and _is_split(text, lexemes, i):
            whole, sign, rest = lexemes[i : i + _PARTS]
            number = f"{whole.word}.{rest.word}" if sign.word == "." else whole.word + rest.word
            joined.append(Lexeme(whole.start, rest.end, number, float(number)))
            i += _PARTS
        else:
            joined.append(lexemes[i])
            i += 1
    return joined


def _is_split(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether lexemes `i`, `i` + 1 and `i` + 2 are one number with a space in it."""
    if i + _PARTS > len(lexemes):
        return False
    whole, sign, rest = lexemes[i : i + _PARTS]
    digits = whole.word.isdecimal() and rest.word.isdecimal() and len(whole.word) < _GROUP + 1
    if not digits or whole.end != sign.start or text[sign.end : rest.start] != " ":
        return False
    before = {lexeme.word for lexeme in lexemes[max(0, i - 2) : i]}
    after = {lexeme.word for lexeme in lexemes[i + 3 : i + 5]}
    if sign.word == ".":
        force = any(lexeme.word in _RICHTER for lexeme in lexemes[i + 4 : i + 7])
        known = force or before & _BEFORE_SPLIT or after & _AFTER_SPLIT
        return len(rest.word) < _GROUP and bool(known)
    listed = word_at(lexemes, i + 3) == "," or word_at(lexemes, i - 1) in (",", "(")
    return len(rest.word) == _GROUP and not listed and not before & _MONTHS


def word_at(lexemes: Sequence[Lexeme], i: int) -> str:
    """The word of lexeme `i`, or the empty string outside of the text."""
    return lexemes[i].word if 0 <= i < len(lexemes) else ""


def is_number(word: str) -> bool:
    """Whether a word in small letters is a number by itself: "20", "3.5", "twenty", "million"."""
    return word.replace(",", "").replace(".", "").isdigit() or word in _CARDINALS


def may_start(lexeme: Lexeme) -> bool:
    """Whether a number can begin with this lexeme: most words need no closer look."""
    return lexeme.number is not None or lexeme.word in _STARTS


def read_number(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """The number that begins at lexeme `i`, or None."""
    return (
        _part_of_scale(lexemes, i)
        or _fraction(lexemes, i)
        or _vague(lexemes, i)
        or _cardinal(lexemes, i)
    )


def _cardinal(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "1,250", "twenty-three", "a thousand", "one and a half million"."""
    if word_at(lexemes, i) in _ARTICLES:
        scale = word_at(lexemes, i + 1)
        if scale not in _SCALES or scale in _SHORT_SCALES:
            return None
        value, last = 1.0, i + 1
    else:
        read = _digits(lexemes, i) or _words(lexemes, i)
        if read is None:
            return None
        value, last = read
        half = [word_at(lexemes, last + k) for k in range(3)]
        if half in (["and", "a", "half"], ["and", "-", "half"]):
            value, last = value + 0.5, last + 3
        elif half[0] in _SIGNS:
            value, last = value + _SIGNS[half[0]], last + 1
    value, last = _scaled(lexemes, value, last)
    return Number(i, last, value, value, value)


def _digits(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """A number in digits, and the lexeme after it."""
    number = lexemes[i].number if i < len(lexemes) else None
    return None if number is None else (number, i + 1)


def _words(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """Number words below a thousand: "twenty-three", "two hundred and five"."""
    value, last = _below_hundred(lexemes, i)
    if last == i:
        return None
    if word_at(lexemes, last) == "hundred":
        value, last = value * 100, last + 1
        joint = last + (word_at(lexemes, last) == "and")
        rest, end = _below_hundred(lexemes, joint)
        if end > joint:
            value, last = value + rest, end
    return value, last


def _below_hundred(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int]:
    """As in "three", "twenty-three"; `i` itself where there is none."""
    word = word_at(lexemes, i)
    if word in _UNITS:
        return _UNITS[word], i + 1
    if word not in _TENS:
        return 0.0, i
    j = i + 1 + (word_at(lexemes, i + 1) == "-")
    unit = _UNITS.get(word_at(lexemes, j), 0.0)
    return (_TENS[word] + unit, j + 1) if 0 < unit < 10 else (_TENS[word], i + 1)  # noqa: PLR2004


def _scaled(lexemes: Sequence[Lexeme], value: float, last: int) -> tuple[float, int]:
    """The value times the scales after it: "20 thousand", "3bn", "two million dollars"."""
    while True:
        at = last + (word_at(lexemes, last) == "-")
        scale = word_at(lexemes, at)
        if scale not in _SCALES or (scale in _SHORT_SCALES and not _is_scale(lexemes, at)):
            return value, last
        value, last = value * _SCALES[scale], at + 1
        if scale == "thousand":
            rest = _digits(lexemes, last) or _words(
                lexemes, last + (word_at(lexemes, last) == "and")
            )
            if rest is not None and rest[0] < 1000:  # noqa: PLR2004 - "two thousand three hundred"
                value, last = value + rest[0], rest[1]


def _is_scale(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether "m" is million: glued to its digits, and either money or before another word."""
    if lexemes[at].start != lexemes[at - 1].end:
        return False
    if lexemes[at].word != "m":
        return True
    before, after = word_at(lexemes, at - 2), word_at(lexemes, at + 1)
    return before in ("$", "€", "£", "¥", "₹") or (after.isalpha() and after not in _DIMENSIONS)


def _vague(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "dozens", "hundreds of thousands", "several hundred", "a couple of"."""
    word, after = word_at(lexemes, i), word_at(lexemes, i + 1)
    if word in _PLURALS:
        return _plural(lexemes, i)
    few = i + (word == "a")
    if word_at(lexemes, few) in _FEW and (word_at(lexemes, few) == "several" or few > i):
        low, last = _scaled(lexemes, _FEW[word_at(lexemes, few)], few + 1)
        return Number(i, last, None, low, None)
    if word in _ARTICLES and after in _COUPLE:
        end = i + 2 + (word_at(lexemes, i + 2) == "of")
        scale, last = _scaled(lexemes, 1.0, end)
        return Number(i, last, None, 2 * scale, 3 * scale)
    return None


def _plural(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "dozens", "hundreds of thousands": at least two of the scale."""
    word, low, last = word_at(lexemes, i), 2 * _PLURALS[word_at(lexemes, i)], i + 1
    while word_at(lexemes, last) == "of" and word_at(lexemes, last + 1) in _PLURALS:
        low, last = low * _PLURALS[word_at(lexemes, last + 1)], last + 2
    if word in ("tens", "scores") and last == i + 1 and word_at(lexemes, last) != "of":
        return None
    if word == "tens" and last == i + 1:
        low = 20.0
    return Number(i, last, None, low, None)


def _part_of_scale(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "half a million", "a quarter of a million", "half a dozen"."""
    first = i + (word_at(lexemes, i) in _ARTICLES)
    parts = _FRACTIONS.get(word_at(lexemes, first))
    if parts is None:
        return None
    j = first + 1
    for filler in ("-", "of", "-", "a", "-"):
        j += word_at(lexemes, j) == filler
    scale = word_at(lexemes, j)
    if scale not in _SCALES or scale in _SHORT_SCALES or j == first + 1:
        return None
    value = _SCALES[scale] / parts
    return Number(i, j + 1, value, value, value)


def _fraction(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """A share as a percentage: "two thirds of", "half the", "one in three"."""
    return _ratio(lexemes, i) or _share(lexemes, i)


def _ratio(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "one in three", "nine out of ten"."""
    above = _digits(lexemes, i) or _words(lexemes, i)
    if above is None:
        return None
    j = above[1]
    if [word_at(lexemes, j + k) for k in range(3)] == ["out", "of", "every"]:
        j += 3
    elif word_at(lexemes, j) == "in" or [word_at(lexemes, j + k) for k in (0, 1)] == ["out", "of"]:
        j += 1 if word_at(lexemes, j) == "in" else 2
        j += word_at(lexemes, j) == "every"
    else:
        return None
    below = _digits(lexemes, j) or _words(lexemes, j)
    if below is None or not 0 < above[0] < below[0] <= 100:  # noqa: PLR2004 - "one in 2008"
        return None
    if above[0] > 9 or word_at(lexemes, i - 1) in _TENS:  # noqa: PLR2004 - "killed 12 in 20 days"
        return None
    return _percent(i, below[1], above[0] / below[0])


def _share(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """As in "two thirds of", "half the", "a quarter of a mile"."""
    word = word_at(lexemes, i)
    above = 1.0 if word in _ARTICLES or word == "half" else _UNITS.get(word)
    if above is None:
        return None
    j = i + (word != "half")
    j += word_at(lexemes, j) == "-"
    part = word_at(lexemes, j)
    if word == "half" and word_at(lexemes, i - 1) in _HALVES:
        return None
    if part in _FRACTIONS and (end := _one_whole(lexemes, j + 1)):
        value = round(above / _FRACTIONS[part], 4)
        return Number(i, end, value, value, value)
    follows = ("of",) if part != "half" else ("of", "the", "its", "their", "his", "her", "all")
    shared = word_at(lexemes, j + 1) in follows
    plain = word == "one" or (above > 1 and part.endswith("s"))
    if part not in _FRACTIONS or not (shared or plain):
        return None
    return _percent(i, j + 1, above / _FRACTIONS[part])


def _one_whole(lexemes: Sequence[Lexeme], i: int) -> int:
    """Where the unit of "half a percent", "two-tenths of a mile" is, or 0."""
    at = i + (word_at(lexemes, i) == "of")
    one = word_at(lexemes, at) in ("a", "one", "1")
    return at + 1 if one and word_at(lexemes, at + 1) in _WHOLES else 0


def _percent(first: int, last: int, share: float) -> Number:
    """A share of the whole as a percentage."""
    value = round(_WHOLE * share, 2)
    return Number(first, last, value, value, value, percent=True)
