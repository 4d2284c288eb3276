"""Step 3, accept: a pushed document, checked field by field, becomes an Article.

One path for everything that is pushed, whether by the command line or by the Celery task. Pure:
the same document gives the same Article and the same source key, which makes a repeat harmless.
`document.schema.json` describes exactly the documents accepted here.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final, NamedTuple, cast

from worker.deduplicate.exact import text_hash
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.parse.language import language_of
from worker.parse.text.plaintext import read_text
from worker.records import Article, Notice, Page

MAX_CHARACTERS: Final = 2_000
"""Of every field but the text."""

MAX_NAMES: Final = 100
_MAX_ID: Final = 2**63
_SHOWN: Final = 40
# PostgreSQL cannot store a NUL, UTF-8 has no form for half a surrogate pair: each becomes one
# replacement character, so that all other offsets stay as they were sent.
_UNSTORABLE: Final = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class _Form(NamedTuple):
    """How a field is written that is no free text, and what is said where it is not."""

    pattern: re.Pattern[str]
    wanted: str


# Whether there is such a day and such an hour is asked after this.
_WHEN: Final = _Form(
    re.compile(
        r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
        r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-5][0-9])?)?"
    ),
    "a date such as 2025-01-13 or 2025-01-13T09:30:00Z",
)
_LANGUAGE: Final = _Form(
    re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}"), "a language tag such as en or pt-BR"
)
_NOTICE: Final = _Form(
    re.compile("correction|clarification|update|retraction"),
    "one of correction, clarification, update, retraction",
)


def accept(document: Mapping[str, object], *, max_characters: int) -> Article:
    """Return the Article of a pushed document; its fields are those of `document.schema.json`.

    Raises:
        RejectedError: a field is missing, of the wrong kind or too long; the message names it.
    """
    if not isinstance(document, Mapping):
        raise RejectedError(f"a document is an object, not {_kind(document)}")
    text = _words(document.get("text"), "text", limit=max_characters)
    if text is None:
        raise RejectedError("text: missing or blank; a document needs a text")
    article = read_text(
        text,
        title=_words(document.get("title"), "title"),
        published=_when(document, "published"),
        url=_words(document.get("url"), "url"),
    )
    language = _formed(document, "language", _LANGUAGE)
    return replace(
        article,
        published_from=_origin(document.get("published"), article),
        source_key=_source_key(article, _id(document.get("id"))),
        credit=_words(document.get("credit"), "credit") or article.credit,
        language=language_of(article.text, language and language.replace("_", "-")),
        byline=_byline(document.get("byline")),
        section=_words(document.get("section"), "section"),
        modified=_when(document, "modified"),
        notice=cast("Notice | None", _formed(document, "notice", _NOTICE)),
    )


def schema(*, max_characters: int) -> dict[str, Any]:
    """Return the JSON Schema of a document, with the longest text that is taken here."""
    given = files(__package__).joinpath("document.schema.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(given)
    described["properties"]["text"]["maxLength"] = max_characters
    return described


def document_of(
    page: Page, *, url: object, title: object = None, published: object = None
) -> dict[str, object]:
    """Return a page as a document; what the page does not say of itself is as it was named.

    Its title is above its text, so that the headline's claims have offsets too. What it says
    of itself in a form that is not taken is left out: the text is worth more.
    """
    heading = fitting(page.title) or (title if isinstance(title, str) else None)
    missing = heading and not page.text.lstrip().startswith(heading)
    tag = page.language
    return {
        "url": url,
        "title": heading,
        "published": published or _iso(page.published),
        "modified": _iso(page.modified),
        "language": tag if tag and _LANGUAGE.pattern.fullmatch(tag) else None,
        "byline": fitting(page.byline),
        "section": fitting(page.section),
        "credit": fitting(page.credit),
        "notice": page.notice,
        "text": f"{heading}\n\n{page.text}" if missing else page.text,
    }


def key_of_address(url: str) -> str:
    """Return the source key of an article that its address names."""
    return f"url:{url_key(url)}"


def _origin(given: object, article: Article) -> str | None:
    if article.published is None:
        return None
    return "document" if given else "text"


def _source_key(article: Article, given_id: str | None) -> str:
    # The producer's id first, then the address; a text without either is named by itself.
    if given_id:
        return f"id:{given_id}"
    return key_of_address(article.url) if article.url else f"text:{text_hash(article)}"


def _words(value: object, name: str, *, limit: int = MAX_CHARACTERS) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise RejectedError(f"{name}: must be a string, not {_kind(value)}")
    if len(value) > limit:
        raise RejectedError(f"{name}: {len(value):,} characters; the limit is {limit:,}")
    value = value.translate(_UNSTORABLE)
    return value if value.strip() else None


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _words(value, "id")
    # To JSON, 7.0 is a whole number too.
    if not -_MAX_ID <= value < _MAX_ID or value != int(value):
        raise RejectedError("id: a number must be whole and have 64 bits at most; send a string")
    return str(int(value))


def _byline(value: object) -> str | None:
    if not isinstance(value, list | tuple):
        return _words(value, "byline")
    if len(value) > MAX_NAMES:
        raise RejectedError(f"byline: {len(value):,} names; the limit is {MAX_NAMES}")
    if None in value:
        raise RejectedError(f"byline[{value.index(None)}]: must be a string, not null")
    names = [_words(name, f"byline[{number}]") for number, name in enumerate(value)]
    return ", ".join(name for name in names if name) or None


def _formed(document: Mapping[str, object], name: str, form: _Form) -> str | None:
    value = document.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RejectedError(f"{name}: must be a string, not {_kind(value)}")
    if not form.pattern.fullmatch(value):
        raise RejectedError(f"{name}: {value[:_SHOWN]!r} is not {form.wanted}")
    return value


def _when(document: Mapping[str, object], name: str) -> date | datetime | None:
    given = document.get(name)
    # The serializer of a Python producer sends a moment as one, and gives it back as one.
    value = _formed({name: _iso(given) if isinstance(given, date) else given}, name, _WHEN)
    if value is None:
        return None
    try:
        is_day = len(value) == len("2025-01-13")
        return date.fromisoformat(value) if is_day else datetime.fromisoformat(value)
    except ValueError:
        raise RejectedError(f"{name}: {value!r} is not {_WHEN.wanted}") from None


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def fitting(words: str | None) -> str | None:
    """Return the words of a field, or None where they are too many to be taken."""
    return words if words and len(words) <= MAX_CHARACTERS else None


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__
