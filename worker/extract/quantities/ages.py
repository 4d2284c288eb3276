"""Ages among the amounts: "aged 14", "Ann Holt, 62,", "two men, 24 and 31, were charged"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.comparators import AFTER_NUMBERS, comparator_before
from worker.extract.quantities.lexemes import word_at
from worker.extract.quantities.numbers import read_number
from worker.extract.quantities.units import Unit
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.comparators import Amount
    from worker.extract.quantities.lexemes import Lexeme
    from worker.records import Comparator

_LISTED: Final = words("quantities", "ages", "listed")
_AT_THE_TIME: Final = words("quantities", "ages", "past")
_MONTHS: Final = words("quantities", "nouns", "months")
_PERSONS: Final = words("quantities", "nouns", "persons")
_SOMEBODY: Final = _PERSONS | words("people", "persons")
_AGED: Final = words("quantities", "ages", "aged")
_TURNING: Final = words("quantities", "ages", "turning")
_AFTER_TURNING: Final = frozenset({"", ".", ",", "in", "on", "this", "next", "last"})
_ENDS: Final = frozenset({"", ".", ",", ";", ")"})
_PAUSES: Final = frozenset({"-", "\u2014"})
_COMPARED: Final = words("quantities", "ages", "compared")
_ONE_PERSON: Final = words("quantities", "ages", "one_person")
_GIVEN: Final = words("given_names", "women") | words("given_names", "men")
_AUXILIARIES: Final = frozenset(
    {"was", "were", "is", "are", "has", "have", "had", "who", "that", "or", "but"}
    | {"can", "could", "may", "might", "must", "will", "would", "should", "shall", "do", "did"}
)
_BEING: Final = frozenset({"was", "is", "were", "are", "am", "'m", "\u2019m"})
_APOSTROPHES: Final = frozenset({"'", "\u2019"})
_ADVERBS: Final = words("quantities", "ages", "adverbs")  # "Ann Holt, now 62"
_STARTING: Final = frozenset({"was", "is", "had", "has", "who"})  # "Ann Holt, 62 was charged"
_DYING: Final = words("quantities", "ages", "dying")
_OTHERS: Final = frozenset({"of", "other", "others", "more", *_PERSONS})
_AFTER_NAMES: Final = words("quantities", "ages", "after_names")  # "Ann Holt, M.D., 51,"
_PRONOUNS: Final = frozenset({"he", "she", "who"})
_OLDEST: Final = 120
"""Years: a larger number is no age."""
_LONGEST_LIST: Final = 24
"""Lexemes before a number in which "ages" begins a list of them: farther back it has ended."""


@as_in(
    "Ana Brandt, aged 62, was hurt.",
    "Ana Brandt, 62, was hurt.",
    "The boys were 14 and 18 years old.",
)
def read_age(
    text: str, lexemes: Sequence[Lexeme], amount: Amount, before: Amount | None
) -> Amount:
    """Return the amount, as an age where the words around it make it one.

    `before` is the amount before it.
    """
    if amount.kind == "duration":
        named = word_at(lexemes, amount.first - 1) in _AGED
        return replace(amount, first=amount.first - 1, kind="age") if named else amount
    if amount.kind is not None or amount.exact is None or amount.exact > _OLDEST:
        return amount
    if _is_plain_age(text, lexemes, amount) or (before and _continues(lexemes, before, amount)):
        return _as_age(amount, amount.first)
    return _read_phrase(lexemes, amount)


@as_in(
    "Ana Brandt turned 18 in May.",
    "All the singers are under 20.",
    "People over 65 were sent home.",
    "At 24, Ana Brandt left the town.",
    "The singer is a man of 40.",
    no=(
        "The firm hired 18 guards.",
        "At 24, the price was low.",
        "The town is a place of 40.",
    ),
)
def _is_plain_age(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether a number without a unit is an age by the words around it."""
    first, last = word_at(lexemes, amount.first), word_at(lexemes, amount.last)
    before = word_at(lexemes, amount.first - 1)
    bare = last in _ENDS or last in AFTER_NUMBERS or last in _AUXILIARIES
    return (
        (first == "under" and last in _ENDS)
        or (first in _COMPARED and bare)
        or (first in ("over", "under", "above") and before in _PERSONS and bare)
        or (before in _TURNING and last in _AFTER_TURNING)
        or (before == "of" and bare and word_at(lexemes, amount.first - 2) in _ONE_PERSON)
        or _opens(text, lexemes, amount)
        or _is_predicate(text, lexemes, amount)
        or _is_last_age(lexemes, amount)
        or _is_after_name(text, lexemes, amount)
        or _is_listed_age(lexemes, amount)
    )


@as_in("At 24, Ana Brandt left the town.", no=("At 24, the price was low.",))
def _opens(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether "at" with the number opens a sentence about a person."""
    i, last = amount.first, amount.last
    opens = word_at(lexemes, i - 1) == "at" and not word_at(lexemes, i - 2).isalnum()
    if not opens or word_at(lexemes, last) != "," or last + 1 >= len(lexemes):
        return False
    following = word_at(lexemes, last + 1)
    return following in _PRONOUNS or _is_capital(text, lexemes, last + 1)


@as_in(
    "Ana Brandt is 63.",
    "He was 77 when the bridge fell.",
    "The boy was 18 at the time.",
    "Ana Brandt, who's 63, left.",
    "She was only 16 in 1985.",
    "The brothers were 14 and 16.",
    no=("The number of guards was 18.",),
)
def _is_predicate(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether the number is said of a person with "was" or "is"."""
    i = amount.first
    i -= word_at(lexemes, i - 1) in _ADVERBS
    if word_at(lexemes, i - 1) == "s" and word_at(lexemes, i - 2) in _APOSTROPHES:
        i -= 1
    elif word_at(lexemes, i - 1) not in _BEING:
        return False
    after = [word_at(lexemes, amount.last + k) for k in range(3)]
    if amount.comparator not in ("eq", "lt", "gt", "approx"):
        return False
    if after[:2] == ["at", "the"] and after[2] in _AT_THE_TIME:
        return True
    subject = word_at(lexemes, i - 2)
    person = (
        subject in (*_PRONOUNS, "i")
        or subject in _GIVEN
        or _is_full_name(text, lexemes, i - 2)
        or (after[0] in (",", "and") and subject in _PERSONS)
    )
    return person and (after[0] in _ENDS or after[0] in ("and", "when", "in", "at", "but"))


@as_in("The singer Ana Brandt dies at 92.", no=("The bus stopped at 92.",))
def _is_last_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether the number is the age at which a person dies."""
    at, dying = (word_at(lexemes, amount.first - k) for k in (1, 2))
    return at == "at" and dying in _DYING and word_at(lexemes, amount.last) in _ENDS


@as_in("Ana Brandt is 63.", no=("The number of guards is 63.",))
def _is_full_name(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether lexeme `i` and the one before it are words with capitals."""
    return _is_capital(text, lexemes, i - 1) and _is_capital(text, lexemes, i)


def _is_capital(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether lexeme `i` is a word with a capital."""
    return word_at(lexemes, i).isalpha() and text[lexemes[i].start].isupper()


@as_in("Men aged over 65 were sent home.", "Boys under the age of 18 were sent home.")
def _read_phrase(lexemes: Sequence[Lexeme], amount: Amount) -> Amount:
    """Return the amount, as an age with its comparator after "aged" or "the age of"."""
    first = amount.first
    if word_at(lexemes, first - 1) in _AGED:
        return _as_age(amount, first - 1)
    if [word_at(lexemes, first - 2), word_at(lexemes, first - 1)] != ["age", "of"]:
        return amount
    at = first - 2 - (word_at(lexemes, first - 3) == "the")
    unit = Unit("age", "year", amount.last)
    start, kind = comparator_before(lexemes, at, amount.value, unit)
    return (
        _as_age(amount, first) if kind is None else _as_age(_with_comparator(amount, kind), start)
    )


@as_in(
    "Two men, 24 and 31, were charged.",
    "Boys aged 9, 12 and 14 were hurt.",
    no=("The firm hired 24 guards and 31 drivers.",),
)
def _continues(lexemes: Sequence[Lexeme], before: Amount, amount: Amount) -> bool:
    """Return whether the amount continues a list of ages."""
    plain = before.kind == "age" and amount.kind is None and (amount.exact or 0) <= _OLDEST
    joined = word_at(lexemes, before.last) in (",", "and") and amount.first == before.last + 1
    after = word_at(lexemes, amount.last)
    named = not _AGED.isdisjoint(
        {word_at(lexemes, before.first - 1), word_at(lexemes, before.first)}
    )
    ends = after in _ENDS or after in _PAUSES or after == "and"
    return plain and joined and (ends or (named and after not in _OTHERS))


@as_in(
    "The police gave their ages as 14, 18 and 29.", no=("The buses that left were 14, 18 and 29.",)
)
def _is_listed_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether the number is in a list that "ages" begins, in the same sentence."""
    if word_at(lexemes, amount.last) not in (",", "and", "or", ".", ""):
        return False
    back = [
        lexeme.word
        for lexeme in reversed(lexemes[max(0, amount.first - _LONGEST_LIST) : amount.first])
    ]
    sentence = back[: next((k for k, word in enumerate(back) if word in (".", ";")), len(back))]
    return not _LISTED.isdisjoint(sentence)


def _with_comparator(amount: Amount, kind: Comparator) -> Amount:
    """Return the amount with the bounds of a comparator."""
    low = amount.value if kind in ("gt", "gte") else None
    high = amount.value if kind in ("lt", "lte") else None
    return replace(amount, low=low, high=high, comparator=kind)


def _as_age(amount: Amount, first: int) -> Amount:
    """Return the amount as an age in years that begins at lexeme `first`."""
    return replace(amount, first=first, unit="year", kind="age")


@as_in(
    "Ana Brandt, 62, was hurt.",
    "Ana Brandt (62) was hurt.",
    "Ana Brandt, now 62, was hurt.",
    "Ana Brandt, 62 was hurt.",
    "The singer, 62, was hurt.",
    no=("The court read Section A, 32-page as it was.",),
)
def _is_after_name(text: str, lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Return whether the number follows a name or a noun for a person, as its age."""
    i = amount.first
    if amount.comparator != "eq" or amount.last != i + 1 or lexemes[i].number is None or i < 2:  # noqa: PLR2004
        return False
    sign, after = word_at(lexemes, i - 1), word_at(lexemes, i + 1)
    if sign in _ADVERBS and word_at(lexemes, i - 2) == "," and (after in _ENDS or after == "and"):
        return _is_capital(text, lexemes, i - 3) or word_at(lexemes, i - 3) in _SOMEBODY
    if after == "and" or after in _STARTING:
        return sign == "," and _is_followed(text, lexemes, i)
    if (sign, after) != ("(", ")") and (sign != "," or after not in _ENDS | _PAUSES):
        return False
    if after in _PAUSES and lexemes[i].end == lexemes[i + 1].start:
        return False  # "Section A, 32-page"
    junior = word_at(lexemes, i - 2) == "." and word_at(lexemes, i - 3) in _AFTER_NAMES
    name = lexemes[i - 3] if junior else lexemes[i - 2]
    named = text[name.start].isupper() and name.word not in _MONTHS
    person = name.word in _SOMEBODY and after == ","
    return (named or person) and _is_alone(lexemes, i, after)


@as_in(
    "Two men, 24 and 31, were charged.",
    "Ana Brandt, 62 and Leo Holt, 64, were hurt.",
    "Ana Brandt, 62 was hurt.",
    no=("The bus stopped at Gate, 62 and left.",),
)
def _is_followed(text: str, lexemes: Sequence[Lexeme], i: int) -> bool:
    """Return whether the number is an age where a verb or another person or age follows it."""
    joined = word_at(lexemes, i + 1) == "and"
    if joined and lexemes[i - 2].word in _SOMEBODY:
        return read_number(lexemes, i + 2) is not None
    starts = not joined or _is_capital(text, lexemes, i + 2)
    return starts and _is_full_name(text, lexemes, i - 2)


@as_in("Ana Brandt, 62, was hurt.", no=("The firm sold Group A, 12, 14 and 16.",))
def _is_alone(lexemes: Sequence[Lexeme], i: int, after: str) -> bool:
    """Return whether the number is not the first in a list of numbers."""
    return not (after == "," and read_number(lexemes, i + 2) is not None)
