"""A ParsedFeed out of a news sitemap: a <urlset> whose addresses have a news:title and a date.

The format is https://www.sitemaps.org/protocol.html with Google's news extension. An entry has no
text of its own: its page is what is read.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.bounds import MAX_ENTRIES, check
from worker.parse.dates import read_moment
from worker.parse.entries import absolute_url, entry_key, storable, with_unique_keys
from worker.parse.html import html_to_line
from worker.records import FeedEntry, ParsedFeed

if TYPE_CHECKING:
    from datetime import datetime

_SNIFFED: Final = 4_096
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?urlset\b")
_MOST: Final = {"tags": (150_000, (b"<",)), "attributes": (100_000, (b"=",))}


def looks_like_news_sitemap(body: bytes) -> bool:
    """Whether a body is a sitemap in which news is listed, and not addresses alone."""
    return _ROOT.search(body[:_SNIFFED]) is not None and b"sitemap-news" in body


def read_news_sitemap(body: bytes, *, url: str, now: datetime | None = None) -> ParsedFeed:
    """Return the news in the sitemap in `body`, which came from `url`.

    Raises:
        RejectedError: it is no XML, or names no news.
    """
    check(body, _MOST, refusal="not a feed")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(body, parser)
    named = [] if root is None else list(islice(root.iter("{*}url"), MAX_ENTRIES))
    entries = [entry for one in named if (entry := _entry(one, url, now)) is not None]
    if not entries:
        raise RejectedError("not a feed: a sitemap without news")
    languages = (_words(one, "language") for one in named)
    return ParsedFeed(
        title=next((name for one in named if (name := _words(one, "name"))), None),
        url=None,
        language=next((language for language in languages if language), None),
        entries=with_unique_keys(entries),
    )


def _entry(element: etree._Element, base: str, now: datetime | None) -> FeedEntry | None:
    """The entry of one address; None where it tells of no news."""
    url, title = absolute_url(_words(element, "loc"), base), _words(element, "title")
    if url is None or title is None:
        return None
    return FeedEntry(
        key=storable(entry_key(None, url, title, "")),
        url=storable(url),
        title=title,
        text="",
        published=read_moment(_words(element, "publication_date"), now=now),
        updated=read_moment(_words(element, "lastmod"), now=now),
    )


def _words(element: etree._Element, name: str) -> str | None:
    """The words of the first element of this name, whatever its namespace."""
    found = next(element.iter(f"{{*}}{name}"), None)
    return storable(html_to_line(found.text or "")) or None if found is not None else None
