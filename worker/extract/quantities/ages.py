"""Ages among the amounts: "aged 14", "Ann Holt, 62,", "two men, 24 and 31, were charged"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.quantities.comparators import comparator_before
from worker.extract.quantities.numbers import read_number, word_at
from worker.extract.quantities.units import Unit
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.comparators import Amount
    from worker.extract.quantities.numbers import Lexeme
    from worker.records import Comparator

_LISTED: Final = words("quantities", "ages", "listed")
_AT_THE_TIME: Final = words("quantities", "ages", "past")
_MONTHS: Final = words("quantities", "nouns", "months")
_PERSONS: Final = words("quantities", "nouns", "persons")
_AGED: Final = words("quantities", "ages", "aged")
_TURNING: Final = words("quantities", "ages", "turning")
_AFTER_TURNING: Final = frozenset({"", ".", ",", "in", "on", "this", "next", "last"})
_ENDS: Final = frozenset({"", ".", ",", ";", ")"})
_PAUSES: Final = frozenset({"-", "\u2014"})
_ADVERBS: Final = words("quantities", "ages", "adverbs")  # "Ann Holt, now 62"
_STARTING: Final = frozenset({"was", "is", "had", "has", "who"})  # "Ann Holt, 62 was charged"
_DYING: Final = words("quantities", "ages", "dying")
_OTHERS: Final = frozenset({"of", "other", "others", "more", *_PERSONS})
_AFTER_NAMES: Final = words("quantities", "ages", "after_names")  # "Ann Holt, M.D., 51,"
_PRONOUNS: Final = frozenset({"he", "she", "who"})
_OLDEST: Final = 120
"""Years: a larger number is no age."""
_LONGEST_LIST: Final = 24
"""Lexemes before a number in which "ages" begins a list of them."""


def aged(text: str, lexemes: Sequence[Lexeme], amount: Amount, before: Amount | None) -> Amount:
    """The amount as an age where the words around it say so; `before` is the amount before it."""
    if amount.kind == "duration" and amount.unit == "year":
        named = word_at(lexemes, amount.first - 1) in _AGED
        return _as_age(amount, amount.first - 1) if named else amount
    if amount.kind is not None or amount.exact is None or amount.exact > _OLDEST:
        return amount
    if _is_plain_age(text, lexemes, amount) or (before and _continues(lexemes, before, amount)):
        return _as_age(amount, amount.first)
    return _after_age(lexemes, amount)


def _is_plain_age(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Whether a number without a unit is an age by the words around it."""
    after = word_at(lexemes, amount.last)
    return (
        (word_at(lexemes, amount.first) == "under" and after in _ENDS)
        or (word_at(lexemes, amount.first - 1) in _TURNING and after in _AFTER_TURNING)
        or _is_predicate(text, lexemes, amount)
        or _is_last_age(lexemes, amount)
        or _is_after_name(text, lexemes, amount)
        or _is_listed_age(lexemes, amount)
    )


def _is_predicate(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """As in "he was 77.", "Ann Holt is 63", "the boy was 18 at the time"."""
    i = amount.first
    if amount.comparator != "eq" or word_at(lexemes, i - 1) not in ("was", "is"):
        return False
    after = [word_at(lexemes, amount.last + k) for k in range(3)]
    if after[:2] == ["at", "the"] and after[2] in _AT_THE_TIME:
        return True
    person = word_at(lexemes, i - 2) in _PRONOUNS or _is_full_name(text, lexemes, i - 2)
    return person and (after[0] in _ENDS or after[0] in ("and", "when"))


def _is_last_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """As in "dies at 92"."""
    at, dying = (word_at(lexemes, amount.first - k) for k in (1, 2))
    return at == "at" and dying in _DYING and word_at(lexemes, amount.last) in _ENDS


def _is_full_name(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether lexeme `i` and the one before it are words with capitals."""
    return _is_capital(text, lexemes, i - 1) and _is_capital(text, lexemes, i)


def _is_capital(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether lexeme `i` is a word with a capital."""
    return word_at(lexemes, i).isalpha() and text[lexemes[i].start].isupper()


def _after_age(lexemes: Sequence[Lexeme], amount: Amount) -> Amount:
    """As in "age 48", "aged over 65", "under the age of 18"."""
    first = amount.first
    if word_at(lexemes, first - 1) in _AGED:
        return _as_age(amount, first - 1)
    if [word_at(lexemes, first - 2), word_at(lexemes, first - 1)] != ["age", "of"]:
        return amount
    at = first - 2 - (word_at(lexemes, first - 3) == "the")
    unit = Unit("age", "year", amount.last)
    start, kind = comparator_before(lexemes, at, amount.value, unit)
    return _as_age(amount, first) if kind is None else _as_age(_compared(amount, kind), start)


def _continues(lexemes: Sequence[Lexeme], before: Amount, amount: Amount) -> bool:
    """Whether the amount continues a list of ages: "two men, 24 and 31, were charged"."""
    plain = before.kind == "age" and amount.kind is None and (amount.exact or 0) <= _OLDEST
    joined = word_at(lexemes, before.last) in (",", "and") and amount.first == before.last + 1
    after = word_at(lexemes, amount.last)
    named = not _AGED.isdisjoint(
        {word_at(lexemes, before.first - 1), word_at(lexemes, before.first)}
    )
    ends = after in _ENDS or after in _PAUSES or after == "and"
    return plain and joined and (ends or (named and after not in _OTHERS))


def _is_listed_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Whether it is one of "their ages as 14, 18 and 29"."""
    if word_at(lexemes, amount.last) not in (",", "and", "or", ".", ""):
        return False
    back = [
        lexeme.word
        for lexeme in reversed(lexemes[max(0, amount.first - _LONGEST_LIST) : amount.first])
    ]
    sentence = back[: next((k for k, word in enumerate(back) if word in (".", ";")), len(back))]
    return not _LISTED.isdisjoint(sentence)


def _compared(amount: Amount, kind: Comparator) -> Amount:
    """The amount with the bounds of a comparator."""
    low = amount.value if kind in ("gt", "gte") else None
    high = amount.value if kind in ("lt", "lte") else None
    return replace(amount, low=low, high=high, comparator=kind)


def _as_age(amount: Amount, first: int) -> Amount:
    """The amount as an age in years that begins at lexeme `first`."""
    return replace(amount, first=first, unit="year", kind="age")


def _is_after_name(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """As in "Ann Holt, 62, said" and "Ann Holt (62)"."""
    i = amount.first
    if amount.comparator != "eq" or amount.last != i + 1 or lexemes[i].number is None or i < 2:  # noqa: PLR2004
        return False
    sign, after = word_at(lexemes, i - 1), word_at(lexemes, i + 1)
    if sign in _ADVERBS and word_at(lexemes, i - 2) == "," and (after in _ENDS or after == "and"):
        return _is_capital(text, lexemes, i - 3) or word_at(lexemes, i - 3) in _PERSONS
    if after == "and" or after in _STARTING:
        return sign == "," and _is_followed(text, lexemes, i)
    if (sign, after) != ("(", ")") and (sign != "," or after not in _ENDS | _PAUSES):
        return False
    if after in _PAUSES and lexemes[i].end == lexemes[i + 1].start:
        return False  # "Section A, 32-page"
    junior = word_at(lexemes, i - 2) == "." and word_at(lexemes, i - 3) in _AFTER_NAMES
    name = lexemes[i - 3] if junior else lexemes[i - 2]
    named = text[name.start].isupper() and name.word not in _MONTHS
    person = name.word in _PERSONS and after == ","
    return (named or person) and _is_alone(lexemes, i, after)


def _is_followed(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """As in "two men, 24 and 31", "Ann Holt, 62 and Bob Orr, 64", "Ann Holt, 62 was charged"."""
    joined = word_at(lexemes, i + 1) == "and"
    if joined and lexemes[i - 2].word in _PERSONS:
        return read_number(lexemes, i + 2) is not None
    starts = not joined or _is_capital(text, lexemes, i + 2)
    return starts and _is_full_name(text, lexemes, i - 2)


def _is_alone(lexemes: Sequence[Lexeme], i: int, after: str) -> bool:
    """Whether the number is not part of a list of numbers: "Group A, 12, 14 and 16"."""
    return not (after == "," and read_number(lexemes, i + 2) is not None)
