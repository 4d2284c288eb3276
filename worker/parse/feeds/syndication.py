"""A ParsedFeed out of RSS, RDF or Atom, read by feedparser.

feedparser is handed a file and never the bytes, since bytes that happen to be a path would be
opened. Its sanitising and its resolving of addresses in texts are off: texts become plain words
here, which needs neither. Its dates are not used; `dates` says why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from worker.errors import RejectedError
from worker.parse.addresses import absolute_url
from worker.parse.characters import storable
from worker.parse.feeds.entries import with_unique_keys
from worker.parse.feeds.entry import authors_of, line_of, read_entry, value_of
from worker.parse.feeds.raw import RawFeed, read_raw
from worker.parse.feeds.wishes import new_url, skip_days, skip_hours, ttl_minutes
from worker.records import ParsedFeed

if TYPE_CHECKING:
    from datetime import datetime

# Bytes in which the root element is looked for.
_SNIFFED: Final = 4_096
_OTHERS: Final = (
    (re.compile(rb"<opml\b", re.IGNORECASE), "a list of feeds (OPML), not a feed"),
    (re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE), "a sitemap, not a feed"),
    (re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE), "a web page, not a feed"),
    (re.compile(rb"<(?:head|body|div|p|script)\b", re.IGNORECASE), "a web page, not a feed"),
    (re.compile(rb"<\?xml|<[a-z][\w:.-]*[\s>/]", re.IGNORECASE), "XML, but not of a feed"),
)
# A page is recognised at its start: feedparser would look for entries in all of it.
_PAGE_ROOT: Final = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_FEED_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
# Entries that are there and were not found: their prefix is declared as nothing that is known.
_PREFIXED: Final = re.compile(rb"<([A-Za-z][\w.-]{0,30}):(?:item|entry)\b")


def read_syndicated(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    now: datetime | None = None,
) -> ParsedFeed:
    """Return the feed in `body`, which came from `url`; dates well after `now` are dropped.

    Raises:
        RejectedError: the body is no feed; the message says what it is instead.
    """
    start = body[:_SNIFFED]
    if _PAGE_ROOT.search(start) and not _FEED_ROOT.search(start):
        raise RejectedError("not a feed: a web page, not a feed")
    parsed = _parse(body, content_type)
    if not parsed.entries and (prefixed := _PREFIXED.search(body)) is not None:
        parsed = _parse(_without_prefix(body, prefixed[1]), content_type)
    moved = new_url(parsed.feed, url)
    if not parsed.entries and not parsed.version and moved is None:
        raise RejectedError(f"not a feed: {_what_it_is(body)}")
    return _as_feed(parsed, url=url, moved=moved, now=now)


def _as_feed(parsed: RawFeed, *, url: str, moved: str | None, now: datetime | None) -> ParsedFeed:
    feed = parsed.feed
    language = _language(feed)
    # Atom's entries have the authors of their feed where they name none; RSS names its editor.
    authors = authors_of(feed) if parsed.version.startswith("atom") else ()
    entries = (
        read_entry(one, base=url, language=language, authors=authors, now=now)
        for one in parsed.entries
    )
    return ParsedFeed(
        title=line_of(feed, "title"),
        url=absolute_url(value_of(feed, "link"), url) or absolute_url(value_of(feed, "id"), ""),
        language=language,
        entries=with_unique_keys(entries),
        ttl_minutes=ttl_minutes(feed),
        skip_hours=skip_hours(feed),
        skip_days=skip_days(feed),
        new_url=moved,
        cut=parsed.cut,
    )


def _parse(body: bytes, content_type: str | None) -> RawFeed:
    try:
        return read_raw(body, content_type)
    except RejectedError:
        raise
    except Exception as error:  # whatever it stumbles over, the bytes are at fault
        raise RejectedError(f"not a feed: it cannot be read ({type(error).__name__})") from error


def _without_prefix(body: bytes, prefix: bytes) -> bytes:
    """Return the body of a feed with its elements and attributes named without `prefix`."""
    return re.sub(rb"(</?|\s)" + re.escape(prefix) + rb":(?=\w)", rb"\1", body)


def _what_it_is(body: bytes) -> str:
    start = body[:_SNIFFED].replace(b"\0", b"")
    for form, words in _OTHERS:
        if form.search(start):
            return words
    return "binary data" if b"\0" in body[:_SNIFFED] else "text of some other kind"


def _language(feed: dict[str, Any]) -> str | None:
    given = value_of(feed, "language")
    if not isinstance(given, str) or not given.strip():
        detail = value_of(feed, "title_detail")
        given = value_of(detail, "language") if isinstance(detail, dict) else None
    return storable(given.strip())[:35] if isinstance(given, str) and given.strip() else None
