"""The feeds that a page names, and addresses that look like those of feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from worker.parse.addresses import absolute_url
from worker.parse.characters import storable
from worker.parse.feeds.formats import MEDIA_TYPES
from worker.parse.heads import head_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

# Characters of a feed's title and feeds of a page that are kept, to be chosen from by a person.
_LONGEST_TITLE: Final = 200
_MOST_FEEDS: Final = 100
_NAMES: Final = (".rss", ".atom", ".rdf", ".xml")
_ENDINGS: Final = frozenset({"rss", "atom", "feed", "feeds", "rdf", "feed.json"})
_COMMENTS: Final = re.compile(r"/comments/(?:feed|rss|atom)\b|[?&]feed=comments", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed as a page names it in a `link` element; its title and type are the page's words."""

    url: str
    title: str | None
    type: str | None


def looks_like_feed_address(url: str) -> bool:
    """Return whether an address ends as those of feeds do: `/rss`, `/feed/`, `/news.xml`."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    return last in _ENDINGS or last.endswith(_NAMES)


def find_feeds(body: bytes, *, url: str) -> tuple[NamedFeed, ...]:
    """Return the feeds that a page from `url` names, each once, in the order of the page.

    A feed of the comments is left out where there is another one.
    """
    tree = head_of(body)
    if tree is None:
        return ()
    base = absolute_url(next((one.get("href") for one in tree.iter("base")), None), url) or url
    found: dict[str, NamedFeed] = {}
    for link in _feed_links(tree):
        address = absolute_url(link.get("href"), base)
        if address is not None and len(found) < _MOST_FEEDS:
            title = storable(" ".join((link.get("title") or "").split()))[:_LONGEST_TITLE]
            mime = (link.get("type") or "").strip().lower()
            address = storable(address)
            found.setdefault(address, NamedFeed(address, title or None, mime or None))
    feeds = tuple(found.values())
    return tuple(one for one in feeds if not _COMMENTS.search(one.url)) or feeds


def _feed_links(tree: etree._Element) -> Iterator[etree._Element]:
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        mime = (link.get("type") or "").partition(";")[0].strip().lower()
        # A site's programming interface is JSON too, and named in the same way.
        json_feed = mime == "application/json" and "feed" in (link.get("href") or "").lower()
        if "feed" in relations or (
            "alternate" in relations
            and "stylesheet" not in relations
            and (mime in MEDIA_TYPES or json_feed)
        ):
            yield link
