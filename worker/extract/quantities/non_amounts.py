"""Numbers that are no amounts: dates, clock times, addresses, scores and parts of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import word_at
from worker.extract.quantities.numbers import read_number
from worker.extract.quantities.units import read_unit, sign_before
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.lexemes import Lexeme
    from worker.extract.quantities.numbers import Number

_BLOCKS: Final = words("quantities", "nouns", "blocks")
_MONTHS: Final = words("quantities", "nouns", "months")
_STREETS: Final = words("quantities", "nouns", "streets")
_SCORES: Final = words("quantities", "nouns", "scores")
_LABELS: Final = words("quantities", "nouns", "labels")
_CALLS: Final = words("quantities", "nouns", "calls")
_ANSWERING: Final = _CALLS | words("quantities", "nouns", "answering")
_END: Final = 30
""""-30-" ends a press release."""
_ALARMS: Final = frozenset({911.0, 999.0})
"""Telephone numbers of emergency services."""
_SHORT: Final = words("quantities", "nouns", "short_labels")
_PERSONS: Final = words("quantities", "nouns", "persons")
_PLURALS: Final = tuple(sorted(words("quantities", "nouns", "plural_endings")))
_PREPOSITIONS: Final = frozenset({"in", "since", "the", "by", "until", "from", "after"})
_BEFORE_YEARS: Final = _MONTHS | _PREPOSITIONS | words("quantities", "nouns", "years")
_YEARS: Final = range(1000, 2101)
_FIRST_YEAR: Final = 1900
"""A year: a lower number before a plural is a count, as in "1709 households"."""
_YEAR_DIGITS: Final = 4
"""Digits of a year."""
_LAST_DAY: Final = 31
"""The last day of a month, and the largest number that "call" leaves an amount."""
_STREET_WORDS: Final = 4
"""Words after a number in which a street is looked for: names of streets are short."""
_NEAR_CALL: Final = 4
"""Lexemes before a number in which "call" before "to" is looked for: "made a call to 911"."""
_DENOMINATIONS: Final = frozenset({1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0})
"""What single notes and coins are worth."""
_NOTE: Final = words("quantities", "nouns", "note")
_NOTES: Final = words("quantities", "nouns", "notes")
_PAST_HOURS: Final = words("quantities", "nouns", "past_hours")
_HOURS: Final = words("quantities", "nouns", "hours")
_CLOCKS: Final = words("quantities", "nouns", "clocks")


@as_in(
    "The bridge fell on June 20.", "The judge read Chapter 3.", no=("The firm hired 20 guards.",)
)
def is_name_part(text: str, lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number is a date, a clock time, an address, a score or part of a name."""
    return (
        _is_day(text, lexemes, number)
        or _is_year(text, lexemes, number)
        or _is_clock(lexemes, number.last)
        or _is_address(text, lexemes, number)
        or _is_score(lexemes, number)
        or _is_label(text, lexemes, number)
        or _is_attribute(lexemes, number)
    )


@as_in(
    "The bridge fell on June 20.",
    "The bridge fell on Sept. 3.",
    "The bridge fell on 12 March.",
    no=(
        "The council may, 20 guards said, close the bridge.",
        "The firm hired 20 guards.",
    ),
)
def _is_day(text: str, lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number is a day next to its month.

    A month needs its capital, since "may" is a verb.
    """
    first, last = number.first, number.last
    if number.value is None or number.value > _LAST_DAY or last != first + 1:
        return False
    if _continues(lexemes, number):
        first -= 2
    at = first - 1 - (word_at(lexemes, first - 1) == ".")
    if word_at(lexemes, at) in _MONTHS and text[lexemes[at].start].isupper():
        return True
    followed = word_at(lexemes, last) in _MONTHS and lexemes[last - 1].number is not None
    return followed and text[lexemes[last].start].isupper()


@as_in(
    "The fair is on November 1-2.",
    "The fair is on March 12 or 13.",
    no=("The fair is on November 2.",),
)
def _continues(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether a number before it begins a range of days."""
    if number.first < 2 or word_at(lexemes, number.first - 1) not in ("-", "to", "or", "and"):  # noqa: PLR2004
        return False
    before = lexemes[number.first - 2].number
    return before is not None and before <= _LAST_DAY and not read_unit(lexemes, number.last)


@as_in(
    "The bridge was built in 1985.",
    "The 2004 flood hit the town.",
    no=("The storm hit 1709 households.",),
)
def _is_year(text: str, lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether four digits are a year, and count no people or things."""
    first, last = number.first, number.last
    digits = text[lexemes[first].start : lexemes[first].end]
    if last != first + 1 or len(digits) != _YEAR_DIGITS or not digits.isdecimal():
        return False
    if int(digits) not in _YEARS or sign_before(lexemes, first) or read_unit(lexemes, last):
        return False
    before, after = word_at(lexemes, first - 1), word_at(lexemes, last)
    if before in _BEFORE_YEARS or not after.endswith(_PLURALS):
        return True
    return after not in _PERSONS and int(digits) >= _FIRST_YEAR


@as_in(
    "The bridge closed at 7 p.m.",
    "The bridge closed at 9 o'clock.",
    "The bridge closed at half past 9.",
    "The bridge closed at 16hrs.",
    no=("The storm hit 7 houses.",),
)
def _is_clock(lexemes: Sequence[Lexeme], last: int) -> bool:
    """Return whether the hour of a clock ends before lexeme `last`."""
    past = [word_at(lexemes, last - k) for k in (3, 2)]
    if past[1] == "past" and past[0] in _PAST_HOURS:
        return True
    words = [word_at(lexemes, last + k) for k in range(3)]
    if words[0] in _HOURS and word_at(lexemes, last - 2) in (
        "at",
        "by",
        "until",
        "till",
        "beyond",
    ):
        return True
    return words[0] in _CLOCKS or (words[0] in ("a", "p") and words[1:] == [".", "m"])


@as_in(
    "The house is in the 3500 block of Elm Street.",
    "The house is at 12 North Elm St. in the town.",
    no=("The firm sold 12 houses on Elm Street.",),
)
def _is_address(text: str, lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number is that of a house or of a block of a street."""
    if word_at(lexemes, number.last) in _BLOCKS and lexemes[number.first].number is not None:
        return True
    for i in range(number.last, min(number.last + _STREET_WORDS, len(lexemes))):
        if lexemes[i].word == "." and i == number.last + 1:
            continue
        ordinal = not lexemes[i].word and text[lexemes[i].start].isdigit()  # "2nd"
        if not ordinal and not text[lexemes[i].start].isupper():
            return False
        if lexemes[i].word in _STREETS and i > number.last:
            return True
    return False


@as_in(
    "The court ruled in a 5-4 vote.",
    "The Tigers won 3-1.",
    "Leo Holt was 3-of-4 on Monday.",
    no=("The firm hired 5-10 guards.",),
)
def _is_score(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number belongs to a score: falling, or before such a noun or verb."""
    made = [word_at(lexemes, number.last + k) for k in range(3)] == ["-", "of", "-"]
    tried = [word_at(lexemes, number.first - k) for k in (3, 2, 1)] == ["-", "of", "-"]
    if made or tried:
        return True
    for low in (number.first, number.first - 2):
        pair = [lexemes[k].number for k in (low, low + 2) if 0 <= k < len(lexemes)]
        joint = word_at(lexemes, low + 1)
        if joint not in ("-", "to") or len(pair) == 1 or None in pair:
            continue
        falls = joint == "-" and (pair[0] or 0) >= (pair[1] or 0)
        if falls or word_at(lexemes, low + 3) in _SCORES:
            return True
    return False


@as_in(
    "The judge read Chapter 3.",
    "The list has No. 10 in it.",
    "The army lost a Mig-29.",
    "A witness called 911.",
    no=("The firm hired 10 guards.",),
)
def _is_label(text: str, lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number is a label, a telephone number or at the head of a list item."""
    first = number.first
    before = word_at(lexemes, first - 1)
    called = before in _CALLS or (
        before == "to" and _CALLS & {word_at(lexemes, first - k) for k in range(2, _NEAR_CALL + 1)}
    )
    if called and number.value is not None and number.value > _LAST_DAY:
        return True
    if number.value == _END and first == 1 and before == "-" == word_at(lexemes, number.last):
        return True
    if number.value in _ALARMS and word_at(lexemes, number.last) in _ANSWERING:
        return True
    if before in _LABELS or (before == "." and word_at(lexemes, first - 2) in _SHORT):
        return True
    if before == "-" and first > 1 and lexemes[first - 2].word.isalpha():
        glued = lexemes[first - 2].end == lexemes[first - 1].start == lexemes[first].start - 1
        return glued and read_number(lexemes, first - 2) is None
    heads = first == 0 and lexemes[0].number is not None and number.last == 1
    return heads and word_at(lexemes, 1) in (".", ")") and bool(text[lexemes[1].end :].strip())


@as_in(
    "The man was in his 30's.",
    "A 40-something left.",
    "The firm found a zero-day flaw.",
    "The till held a pile of $1 bills.",
    no=("The firm found 12 flaws.", "The city faces a $900 bill."),
)
def _is_attribute(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Return whether the number describes a person or a thing, and counts nothing."""
    after = [word_at(lexemes, number.last + k) for k in range(2)]
    if after[0] in ("'s", "\u2019s") or after in (["'", "s"], ["\u2019", "s"], ["-", "something"]):
        return True
    if number.value == 0 and "day" in after:
        return True
    if number.value not in _DENOMINATIONS or sign_before(lexemes, number.first) is None:
        return False
    return after[0] in _NOTES or (number.value == 1 and after[0] in _NOTE)
