"""A FeedEntry from what feedparser's handlers kept of one entry.

* Its address is the one that FeedBurner replaced, else the first link to the story as a page, else
  any link to it, else a guid that is an address and is not said to be no link. Where a link and a
  guid disagree the link counts: many guids are addresses that never were, or no longer are.
* Its text is the longest of what it gives, in words; what is said of a picture or a film counts
  where nothing else is.
* Its credit is the source it names. `media:credit` names who took the picture, and counts only
  where its role is that of an agency or a publisher.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from worker.parse.addresses import absolute_url
from worker.parse.characters import storable
from worker.parse.dates import read_first
from worker.parse.feeds.entries import (
    author_names,
    enclosure,
    entry_key,
    first_enclosures,
    readable_words,
)
from worker.parse.feeds.handlers import DATE, PUBLISHED, UPDATED
from worker.parse.html import html_to_line
from worker.records import FeedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from worker.records import Enclosure

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", None})
_TO_THE_STORY: Final = frozenset({"alternate", "via", "related", None})
_NO_WORDS: Final = re.compile(r"(?:image|audio|video|font)/|application/(?:octet|pdf|zip)")
_CREDITED: Final = frozenset(
    {"agency", "news agency", "publisher", "publishing company", "distribution company", "source"}
)
_UPDATED: Final = tuple(UPDATED.values())
# A feed that says only when it was changed says no better when it was published.
_PUBLISHED: Final = (*PUBLISHED.values(), *_UPDATED)


def read_entry(
    given: dict[str, Any],
    *,
    base: str,
    language: str | None = None,
    authors: tuple[str, ...] = (),
    now: datetime | None = None,
) -> FeedEntry:
    """Return the entry in feedparser's mapping.

    `base` is what its addresses are relative to, `language` and `authors` are the feed's own.
    """
    url = _url(given, base)
    title = line_of(given, "title") or line_of(given, "media_title")
    text = _text(given)
    published, published_from = _moment(given, _PUBLISHED, language, now)
    updated, updated_from = _moment(given, _UPDATED, language, now)
    credit, credit_url = _credit(given, base)
    return FeedEntry(
        key=storable(entry_key(value_of(given, "id"), url, title, text)),
        url=url,
        title=title,
        text=text,
        published=published,
        updated=updated,
        published_from=published_from,
        updated_from=updated_from,
        authors=authors_of(given) or authors,
        credit=credit,
        credit_url=credit_url,
        enclosures=first_enclosures(_enclosures(given, base)),
    )


def value_of(given: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - feedparser's values
    """Return what is kept under a name, or None."""
    # Not `given.get`: feedparser answers "updated" with "published", and warns about it.
    return dict.get(given, name)


def line_of(given: dict[str, Any], name: str) -> str | None:
    """Return what is kept under a name as one line of words, or None."""
    return _line(value_of(given, name))


def authors_of(given: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of all authors, in order; an address where there is no name."""
    return author_names(
        value_of(one, "name") or value_of(one, "email") for one in _all_of(given, "authors")
    )


def _all_of(given: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the mappings kept under a name: an element of that name may have put words there."""
    kept = value_of(given, name)
    return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return storable(html_to_line(_unwrapped(value))) or None


def _moment(
    given: dict[str, Any], names: tuple[str, ...], language: str | None, now: datetime | None
) -> tuple[datetime | None, str | None]:
    words = ((name, value_of(given, DATE + name)) for name in names)
    return read_first(((n, w) for n, w in words if w), now=now, language=language)


def _url(given: dict[str, Any], base: str) -> str | None:
    for candidate in _addresses(given):
        url = absolute_url(candidate, base)
        if url is not None:
            return storable(url)
    guid = value_of(given, "id")
    if value_of(given, "guidislink") is False:
        return None
    url = absolute_url(guid, "")
    return storable(url) if url is not None else None


def _addresses(given: dict[str, Any]) -> Iterator[object]:
    yield value_of(given, "feedburner_origlink")
    links = _all_of(given, "links")
    for link in links:
        if value_of(link, "rel") == "alternate" and value_of(link, "type") in _PAGES:
            yield value_of(link, "href")
    yield value_of(given, "link")
    for link in links:
        if value_of(link, "rel") in _TO_THE_STORY:
            yield value_of(link, "href")
    for piece in _all_of(given, "content"):
        yield value_of(piece, "src")


def _text(given: dict[str, Any]) -> str:
    summary = value_of(given, "summary_detail")
    pieces = [*_all_of(given, "content"), *([summary] if isinstance(summary, dict) else [])]
    texts = [(value_of(piece, "value") or "", value_of(piece, "type")) for piece in pieces]
    texts.sort(key=lambda text: len(text[0]), reverse=True)
    longest = ""
    for text, kind in texts:
        # Markup is longer than its words: what is too short with it need not be read.
        if len(text) > len(longest) and not _NO_WORDS.match(kind or ""):
            longest = max(longest, _words(text, kind), key=len)
    return longest or _words(value_of(given, "media_description"), None)


def _words(text: object, kind: str | None) -> str:
    if not isinstance(text, str):
        return ""
    return readable_words(_unwrapped(text), is_html=kind is not None and kind in _PAGES)


def _unwrapped(text: str) -> str:
    """Return the text without marks of CDATA that were written into it as words."""
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _credit(given: dict[str, Any], base: str) -> tuple[str | None, str | None]:
    """Return the name and the address of the source that an entry names."""
    source = value_of(given, "source")
    if isinstance(source, dict):
        addresses = [value_of(source, "href"), value_of(source, "link")]
        url = next((u for one in addresses if (u := absolute_url(one, base)) is not None), None)
        name = line_of(source, "title")
        if name or url:
            return name or url, storable(url) if url else None
    return _credit_of_dublin_core(given) or (_credit_of_media(given), None)


def _credit_of_dublin_core(given: dict[str, Any]) -> tuple[str, str | None] | None:
    name = line_of(given, "dc_source")
    return (name, absolute_url(name, "")) if name is not None else None


def _credit_of_media(given: dict[str, Any]) -> str | None:
    names = (
        line_of(one, "content")
        for one in _all_of(given, "media_credit")
        if (value_of(one, "role") or "").strip().lower() in _CREDITED
    )
    return next((name for name in names if name), None)


def _enclosures(given: dict[str, Any], base: str) -> Iterator[Enclosure | None]:
    for link in _all_of(given, "links"):
        if value_of(link, "rel") == "enclosure":
            kind = value_of(link, "type")
            yield enclosure(
                absolute_url(value_of(link, "href"), base),
                None if kind == "text/html" else kind,  # feedparser's word for none given
                value_of(link, "length"),
            )
    for media in _all_of(given, "media_content"):
        yield enclosure(
            absolute_url(value_of(media, "url"), base),
            value_of(media, "type") or value_of(media, "medium"),
            value_of(media, "filesize"),
        )
