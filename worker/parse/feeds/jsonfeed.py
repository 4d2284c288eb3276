"""A ParsedFeed out of a JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from worker.errors import RejectedError
from worker.parse.addresses import absolute_url
from worker.parse.bounds import MAX_ENTRIES, check, cut_after
from worker.parse.characters import storable
from worker.parse.dates import read_first
from worker.parse.feeds.entries import (
    author_names,
    enclosure,
    entry_key,
    first_enclosures,
    readable_words,
    with_unique_keys,
)
from worker.parse.html import html_to_line, plain_to_text
from worker.records import FeedEntry, ParsedFeed

if TYPE_CHECKING:
    from datetime import datetime

_VERSIONS: Final = tuple(
    f"{scheme}://{host}jsonfeed.org/version/1{minor}"
    for scheme in ("https", "http")
    for host in ("", "www.")
    for minor in ("", ".0", ".1")
)
_MOST: Final = {
    "values": (300_000, (b'":', b'" :')),
    "objects and lists": (200_000, (b"{", b"[")),
    "tags": (400_000, (b"<", b"\\u003c")),
}
_UPDATED: Final = ("date_modified",)
_PUBLISHED: Final = ("date_published", *_UPDATED)


def read_json_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,  # noqa: ARG001 - JSON is UTF-8, whatever its server says
    now: datetime | None = None,
) -> ParsedFeed:
    """Return the JSON Feed in `body`, which came from `url`.

    Raises:
        RejectedError: it is no JSON, or JSON of some other kind.
    """
    check(body, _MOST, refusal="not a feed")
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        raise RejectedError("not a feed: it opens like JSON and is none") from None
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or version.strip().rstrip("/") not in _VERSIONS:
        raise RejectedError("not a feed: JSON, but not of a JSON Feed of version 1 or 1.1")
    given = feed.get("items")
    if not isinstance(given, list):
        raise RejectedError("not a feed: a JSON Feed without a list of items")
    items = [one for one in given if isinstance(one, dict)]
    language = _line(feed.get("language"))
    authors = _authors(feed)
    return ParsedFeed(
        title=_line(feed.get("title")),
        url=absolute_url(feed.get("home_page_url"), url),
        language=language,
        entries=with_unique_keys(
            _entry(one, url, language=language, authors=authors, now=now)
            for one in items[:MAX_ENTRIES]
        ),
        cut=cut_after(len(items)),
    )


def _entry(
    given: dict[str, Any],
    base: str,
    *,
    language: str | None,
    authors: tuple[str, ...],
    now: datetime | None,
) -> FeedEntry:
    url = absolute_url(given.get("url"), base) or absolute_url(given.get("external_url"), base)
    title = _line(given.get("title"))
    text = _text(given)
    key = given.get("id")
    if isinstance(key, int | float) and not isinstance(key, bool):
        key = str(key)  # the format asks for a string, and for readers that take a number
    published, published_from = _moment(given, _PUBLISHED, language, now)
    updated, updated_from = _moment(given, _UPDATED, language, now)
    attached = given.get("attachments")
    return FeedEntry(
        key=storable(entry_key(key, url, title, text)),
        url=storable(url) if url is not None else None,
        title=title,
        text=text,
        published=published,
        updated=updated,
        published_from=published_from,
        updated_from=updated_from,
        authors=_authors(given) or authors,
        enclosures=first_enclosures(
            enclosure(absolute_url(one.get("url"), base), one.get("mime_type"), _size(one))
            for one in (attached if isinstance(attached, list) else [])
            if isinstance(one, dict)
        ),
    )


def _size(attachment: dict[str, Any]) -> object:
    size = attachment.get("size_in_bytes")
    return int(size) if isinstance(size, float) and size.is_integer() else size


def _text(given: dict[str, Any]) -> str:
    """Return the longest of the three places where an entry may have its words."""
    html, plain, summary = (given.get(f) for f in ("content_html", "content_text", "summary"))
    texts = [readable_words(html, is_html=True) if isinstance(html, str) else ""]
    texts += [storable(plain_to_text(one)) for one in (plain, summary) if isinstance(one, str)]
    return max(texts, key=len)


def _line(value: object) -> str | None:
    return storable(html_to_line(value)) or None if isinstance(value, str) else None


def _moment(
    given: dict[str, Any], names: tuple[str, ...], language: str | None, now: datetime | None
) -> tuple[datetime | None, str | None]:
    words = ((name, given.get(name)) for name in names)
    return read_first(
        ((name, one) for name, one in words if isinstance(one, str) and one),
        now=now,
        language=language,
    )


def _authors(given: dict[str, Any]) -> tuple[str, ...]:
    authors = given.get("authors")
    listed = authors if isinstance(authors, list) else [given.get("author")]
    return author_names(one.get("name") for one in listed if isinstance(one, dict))
