"""The formats of feeds: how a body of each is recognised, and which function reads it.

A new format is a module here and an entry in `FORMATS`: `read_feed` and `guess_kind` go by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from worker.records import ParsedFeed

# Bytes at the start of a body in which its root element is looked for.
_SNIFFED: Final = 4_096
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SITEMAP: Final = re.compile(rb"<(?:[\w.-]+:)?urlset\b")


class Read(Protocol):
    """A function that reads the bodies of one format."""

    def __call__(
        self, body: bytes, *, url: str, content_type: str | None, now: datetime | None
    ) -> ParsedFeed:
        """Return the feed in `body`, which came from `url`; dates well after `now` are dropped."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of feeds.

    `opens` says whether a body is to be read as this format; formats are asked in their order.
    `read` is `module:function`, imported when a body is read, since feedparser takes a while.
    `elements` are the root elements of its XML. `mark` is what a body of JSON must contain to be
    taken for a feed by its content alone.
    """

    name: str
    opens: Callable[[bytes], bool]
    read: str
    elements: frozenset[str] = frozenset()
    media_types: frozenset[str] = frozenset()
    mark: bytes = b""

    def reader(self) -> Read:
        """Return the function that reads this format."""
        return cast("Read", resolve_name(self.read))


def looks_like_json(body: bytes) -> bool:
    """Return whether a body opens like a JSON object."""
    start = body[:64]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith(b"{")


def _looks_like_news_sitemap(body: bytes) -> bool:
    """Return whether a body is a sitemap in which news is listed, and not addresses alone."""
    return _SITEMAP.search(body[:_SNIFFED]) is not None and b"sitemap-news" in body


def _is_read_last(_body: bytes) -> bool:
    return True


FORMATS: Final = (
    Format(
        name="JSON Feed",
        opens=looks_like_json,
        read="worker.parse.feeds.jsonfeed:read_json_feed",
        media_types=frozenset({"application/feed+json"}),
        mark=b"jsonfeed.org/version",
    ),
    Format(
        name="a news sitemap",
        opens=_looks_like_news_sitemap,
        read="worker.parse.feeds.sitemap:read_news_sitemap",
        elements=frozenset({"urlset", "sitemapindex"}),
    ),
    Format(
        name="RSS, RDF or Atom",
        opens=_is_read_last,
        read="worker.parse.feeds.syndication:read_syndicated",
        elements=frozenset({"rss", "feed", "rdf", "channel"}),
        media_types=frozenset(
            {
                "application/rss+xml", "application/atom+xml", "application/rdf+xml",
                "application/rss", "application/atom", "application/xml",
                "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml", "text/xml",
            }
        ),
    ),
)  # fmt: skip
"""The formats of feeds, in the order in which a body is compared with them."""

ELEMENTS: Final = frozenset[str]().union(*(one.elements for one in FORMATS))
"""The root elements of all formats, in lower case and without a prefix."""

MEDIA_TYPES: Final = frozenset[str]().union(*(one.media_types for one in FORMATS))
"""The media types of all formats."""
