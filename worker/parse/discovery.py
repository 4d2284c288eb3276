"""What a body is, and what a page says of itself: the feeds it names, the address it has.

For whoever gives an address or a file without saying what it is. Pure, and quick where it can be:
what a body is shows in its beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from worker.parse.bounds import without_gaps
from worker.parse.entries import absolute_url, storable
from worker.parse.jsonfeed import looks_like_json

if TYPE_CHECKING:
    from collections.abc import Iterator

BodyKind = Literal["feed", "page", "text"]

_SNIFFED: Final = 4_096
# What a page says of itself stands at its beginning.
_READ: Final = 1_000_000
_MOST_MARKS: Final = 60_000
_LONGEST_ADDRESS: Final = 2_000
_LONGEST_TITLE: Final = 200
_MOST_FEEDS: Final = 100
# What may stand before the first element: declarations, comments, a document type.
_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype\s+(?P<type>\w+).*?>)", re.IGNORECASE | re.DOTALL
)
_ELEMENT: Final = re.compile(r"\s*<(?P<name>[a-z][\w:.-]*)(?=[\s/>])", re.IGNORECASE)
_FEED_ELEMENTS: Final = frozenset({"rss", "feed", "rdf", "channel", "urlset", "sitemapindex"})
_PAGE_ELEMENTS: Final = frozenset(
    {"html", "head", "body", "title", "meta", "link", "script", "div", "article", "main", "p"}
)
_FEED_TYPES: Final = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "application/rss", "application/atom", "application/xml",
        "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml", "text/xml",
    }
)  # fmt: skip
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_NAMES: Final = (".html", ".htm", ".xhtml")
_FEED_NAMES: Final = (".rss", ".atom", ".rdf", ".xml")
_FEED_ENDINGS: Final = frozenset({"rss", "atom", "feed", "feeds", "rdf", "feed.json"})
_COMMENTS: Final = re.compile(r"/comments/(?:feed|rss|atom)\b|[?&]feed=comments", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed as a page names it in a `link` element; its title and type are the page's words."""

    url: str
    title: str | None
    type: str | None


def guess_kind(
    body: bytes, *, content_type: str | None = None, name: str = ""
) -> tuple[BodyKind, str]:
    """Return what a body is and why it is taken for that: by its content, type, then name."""
    found = _kind_by_content(body)
    if found is not None:
        return found
    mime = (content_type or "").partition(";")[0].strip().lower()
    if mime in _PAGE_TYPES:
        return "page", f"its content type is {mime}"
    if mime in _FEED_TYPES or (mime.endswith("json") and looks_like_json(body)):
        return "feed", f"its content type is {mime}"
    suffix = next((end for end in _PAGE_NAMES if name.lower().endswith(end)), None)
    if suffix is not None:
        return "page", f"its name ends in {suffix}"
    if looks_like_json(body):
        return "feed", "it opens like JSON"
    return "text", "it does not open like a feed or a page"


def looks_like_feed_address(url: str) -> bool:
    """Whether an address ends as those of feeds do: `/rss`, `/feed/`, `/news.xml`."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    return last in _FEED_ENDINGS or last.endswith(_FEED_NAMES)


def find_feeds(body: bytes, *, url: str) -> tuple[NamedFeed, ...]:
    """Return the feeds that a page from `url` names, each once, in the order of the page.

    A feed of the comments is left out where there is another one.
    """
    tree = _tree(body)
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


def own_address(body: bytes) -> str | None:
    """Return the address that a page says it has, or None where it says none that is one.

    The front page of a site is no address of an article: careless sites name it on every page.
    """
    tree = _tree(body)
    if tree is None:
        return None
    for given in _addresses(tree):
        found = absolute_url(given, "")
        if found is not None and len(found) <= _LONGEST_ADDRESS:
            parts = urlsplit(found)
            if parts.path.strip("/") or parts.query:
                return storable(found)
    return None


def _kind_by_content(body: bytes) -> tuple[BodyKind, str] | None:
    if looks_like_json(body):
        return ("feed", "it is JSON Feed") if b"jsonfeed.org/version" in body else None
    start = body[:_SNIFFED].replace(b"\0", b"").decode("latin-1")
    start = start.removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ")
    declared = start.lstrip().startswith("<?xml")
    while (match := _PROLOGUE.match(start)) is not None:
        if (match["type"] or "").lower() == "html":
            return "page", "it opens with <!doctype html>"
        start = start[match.end() :]
    element = _ELEMENT.match(start)
    if element is None:
        return None
    name = element["name"].lower().rpartition(":")[2]
    if name in _FEED_ELEMENTS or (declared and name not in _PAGE_ELEMENTS):
        return "feed", f"it opens with <{element['name']}>"
    return ("page", f"it opens with <{element['name']}>") if name in _PAGE_ELEMENTS else None


def _tree(body: bytes) -> etree._Element | None:
    """The beginning of a page as a tree; None where it is made to be costly."""
    body = without_gaps(body[:_READ])
    if any(body.count(mark) > _MOST_MARKS for mark in (b"<", b"=")):
        return None
    try:
        text = body.decode("utf-8-sig")
        parser = etree.HTMLParser(encoding="utf-8", no_network=True)
        body = text.encode()
    except ValueError:
        parser = etree.HTMLParser(no_network=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None


def _feed_links(tree: etree._Element) -> Iterator[etree._Element]:
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        mime = (link.get("type") or "").partition(";")[0].strip().lower()
        # A site's programming interface is JSON too, and named in the same way.
        json_feed = mime == "application/json" and "feed" in (link.get("href") or "").lower()
        if "feed" in relations or (
            "alternate" in relations
            and "stylesheet" not in relations
            and (mime in _FEED_TYPES or json_feed)
        ):
            yield link


def _addresses(tree: etree._Element) -> Iterator[str | None]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href")
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").lower() == "og:url":
            yield meta.get("content")
