"""A ParsedFeed out of a news sitemap: a <urlset> whose addresses have a news:title and a date.

The format is https://www.sitemaps.org/protocol.html with Google's news extension. An entry has no
text: its page is read instead.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.addresses import absolute_url
from worker.parse.bounds import MAX_ENTRIES, check, cut_after
from worker.parse.characters import storable
from worker.parse.dates import read_first
from worker.parse.feeds.entries import entry_key, with_unique_keys
from worker.parse.html import html_to_line
from worker.records import FeedEntry, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_DATES: Final = ("publication_date", "lastmod")
_MEDIA: Final = re.compile(r"sitemap-(?:image|video)")
_NEWS: Final = "{http://www.google.com/schemas/sitemap-news/0.9}"
_MOST: Final = {"tags": (150_000, (b"<",)), "attributes": (100_000, (b"=",))}


def read_news_sitemap(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,  # noqa: ARG001 - XML names its encoding
    now: datetime | None = None,
) -> ParsedFeed:
    """Return the news in the sitemap in `body`, which came from `url`.

    Raises:
        RejectedError: it is no XML, or names no news.
    """
    check(body, _MOST, refusal="not a feed")
    # One more than is kept shows that there are more.
    named = list(islice(_addresses(body), MAX_ENTRIES + 1))
    language = next((words for one in named if (words := _words(one, "language"))), None)
    read = (_entry(one, url, language, now) for one in named[:MAX_ENTRIES])
    entries = with_unique_keys(entry for entry in read if entry is not None)
    if not entries:
        raise RejectedError("not a feed: a sitemap without news")
    return ParsedFeed(
        title=next((name for one in named if (name := _words(one, "name"))), None),
        url=None,
        language=language,
        entries=entries,
        cut=cut_after(len(named)),
    )


def _addresses(body: bytes) -> Iterator[etree._Element]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        root = None
    return iter(()) if root is None else root.iter("{*}url")


def _entry(
    element: etree._Element, base: str, language: str | None, now: datetime | None
) -> FeedEntry | None:
    """Return the entry of one address; None where it is no news."""
    url, title = absolute_url(_words(element, "loc"), base), _words(element, "title")
    if url is None or title is None:
        return None
    dates = [(name, words) for name in _DATES if (words := _words(element, name)) is not None]
    published, published_from = read_first(dates, now=now, language=language)
    changed = [(name, words) for name, words in dates if name == "lastmod"]
    updated, updated_from = read_first(changed, now=now, language=language)
    return FeedEntry(
        key=storable(entry_key(None, url, title, "")),
        url=storable(url),
        title=title,
        text="",
        published=published,
        updated=updated,
        published_from=published_from,
        updated_from=updated_from,
    )


def _words(element: etree._Element, name: str) -> str | None:
    """Return the words of the first element of this name, those of pictures and films left out."""
    try:
        found = next(element.iter(f"{_NEWS}{name}"), None)
        if found is None:
            found = next((one for one in element.iter(f"{{*}}{name}") if _is_plain(one)), None)
        text = found.text if found is not None else None
    except UnicodeDecodeError:  # half of a pair, written by its number
        return None
    return storable(html_to_line(text or "")) or None


def _is_plain(element: etree._Element) -> bool:
    """Return whether an element is the sitemap's own, or of news under another name."""
    return not _MEDIA.search(etree.QName(element).namespace or "")
