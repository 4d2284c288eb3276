"""The checks of single fields: the type of a value, its length, its form, what can be stored."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from worker.errors import RejectedError

MAX_CHARACTERS: Final = 2_000
"""Characters of a field other than the text, at most; not measured."""

MAX_NAMES: Final = 100
"""Names in a byline, at most; not measured."""

_MAX_ID: Final = 2**63
"""The bound of a number that is an id: signed, 64 bits, as in the JSON Schema."""

_SHOWN: Final = 40
"""Characters of a wrong value that its message repeats, at most: bounds the message."""

# PostgreSQL cannot store a NUL, UTF-8 cannot encode half a surrogate pair: each becomes one
# replacement character, so that all offsets stay as they were sent.
_UNSTORABLE: Final = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Form(NamedTuple):
    """The form of a field that is not free text; `wanted` describes it in an error message."""

    pattern: re.Pattern[str]
    wanted: str


# Whether the day and the hour exist is checked later.
_WHEN: Final = Form(
    re.compile(
        r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
        r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-5][0-9])?)?"
    ),
    "a date such as 2025-01-13 or 2025-01-13T09:30:00Z",
)
LANGUAGE: Final = Form(
    re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}"), "a language tag such as en or pt-BR"
)
NOTICE: Final = Form(
    re.compile("correction|clarification|update|retraction"),
    "one of correction, clarification, update, retraction",
)


def required_text(value: object, *, limit: int) -> str:
    """Return the text of an article.

    Raises:
        RejectedError: it is missing, blank, too long or not a string.
    """
    text = words(value, "text", limit=limit)
    if text is None:
        raise RejectedError("text: missing or blank; a document needs a text")
    return text


def storable(value: str | None) -> str | None:
    """Return a text as both databases can store it, of the same length; None if blank."""
    stored = (value or "").translate(_UNSTORABLE)
    return stored if stored.strip() else None


def words(value: object, name: str, *, limit: int = MAX_CHARACTERS) -> str | None:
    """Return the text of a field, or None if it is missing or blank.

    Raises:
        RejectedError: it is not a string, or longer than `limit` characters.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise RejectedError(f"{name}: must be a string, not {kind(value)}")
    if len(value) > limit:
        raise RejectedError(f"{name}: {len(value):,} characters; the limit is {limit:,}")
    return storable(value)


def identifier(value: object) -> str | None:
    """Return the id of a document as a string, or None if it is missing or blank.

    Raises:
        RejectedError: it is neither a string nor a whole number of 64 bits.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return words(value, "id")
    # In JSON, 7.0 is a whole number too.
    if not -_MAX_ID <= value < _MAX_ID or value != int(value):
        raise RejectedError("id: a number must be whole and have 64 bits at most; send a string")
    return str(int(value))


def byline(value: object) -> str | None:
    """Return the names of a byline in one line, or None if it is missing or blank.

    Raises:
        RejectedError: it is neither a string nor a list of strings, or too long.
    """
    if not isinstance(value, list | tuple):
        return words(value, "byline")
    if len(value) > MAX_NAMES:
        raise RejectedError(f"byline: {len(value):,} names; the limit is {MAX_NAMES}")
    if None in value:
        raise RejectedError(f"byline[{value.index(None)}]: must be a string, not null")
    names = [words(name, f"byline[{number}]") for number, name in enumerate(value)]
    return ", ".join(name for name in names if name) or None


def formed(document: Mapping[str, object], name: str, form: Form) -> str | None:
    """Return the value of a field that has a form, or None if it is missing or empty.

    Raises:
        RejectedError: it does not have the form.
    """
    value = document.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RejectedError(f"{name}: must be a string, not {kind(value)}")
    if not form.pattern.fullmatch(value):
        raise RejectedError(f"{name}: {value[:_SHOWN]!r} is not {form.wanted}")
    return value


def when(document: Mapping[str, object], name: str) -> date | datetime | None:
    """Return the day or the moment of a field, or None if it is missing or empty.

    Raises:
        RejectedError: it is not a date in ISO form, or there is no such day or hour.
    """
    given = document.get(name)
    # Celery restores a moment that a Python sender passed as a `datetime`.
    value = formed({name: given.isoformat() if isinstance(given, date) else given}, name, _WHEN)
    if value is None:
        return None
    try:
        is_day = len(value) == len("2025-01-13")
        return date.fromisoformat(value) if is_day else datetime.fromisoformat(value)
    except ValueError:
        raise RejectedError(f"{name}: {value!r} is not {_WHEN.wanted}") from None


def fitting(value: str | None) -> str | None:
    """Return the text of an optional field of a draft; None if it is empty or too long."""
    return value if value and len(value) <= MAX_CHARACTERS else None


def kind(value: object) -> str:
    """Return the name of a value's type, as error messages show it."""
    return "null" if value is None else type(value).__name__
