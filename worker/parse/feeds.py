"""A ParsedFeed out of the bytes of a feed: RSS, RDF and Atom by feedparser, JSON Feed by us.

feedparser is handed a file and never the bytes, since bytes that happen to be a path would be
opened. Its sanitising and its resolving of addresses in texts are off: texts become plain words
here, which needs neither. Its dates are not used; `dates` says why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from worker.errors import RejectedError
from worker.parse.bounds import check
from worker.parse.dates import read_moment
from worker.parse.entries import absolute_url, entry_key, storable, with_unique_keys
from worker.parse.feed_reader import RawFeed, read_raw
from worker.parse.html import has_markup, html_to_line, html_to_text, plain_to_text
from worker.parse.jsonfeed import looks_like_json, read_json_feed
from worker.parse.sitemap import looks_like_news_sitemap, read_news_sitemap
from worker.records import FeedEntry, ParsedFeed

if TYPE_CHECKING:
    from datetime import datetime

_SNIFFED: Final = 4_096
_OTHERS: Final = (
    (re.compile(rb"<opml\b", re.IGNORECASE), "a list of feeds (OPML), not a feed"),
    (re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE), "a sitemap, not a feed"),
    (re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE), "a web page, not a feed"),
    (re.compile(rb"<(?:head|body|div|p|script)\b", re.IGNORECASE), "a web page, not a feed"),
    (re.compile(rb"<\?xml|<[a-z][\w:.-]*[\s>/]", re.IGNORECASE), "XML, but not of a feed"),
)
# A page is told at its start: feedparser would look for entries in all of it.
_PAGE_ROOT: Final = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_FEED_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
# Entries that are there and were not found: their prefix is declared as nothing that is known.
_PREFIXED: Final = re.compile(rb"<([A-Za-z][\w.-]{0,30}):(?:item|entry)\b")
_MIME_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def read_feed(
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
    if not body.strip():
        raise RejectedError("not a feed: the body is empty")
    check(body, {}, refusal="not a feed")
    if looks_like_json(body):
        return read_json_feed(body, url=url, now=now)
    if looks_like_news_sitemap(body):
        return read_news_sitemap(body, url=url, now=now)
    start = body[:_SNIFFED]
    if _PAGE_ROOT.search(start) and not _FEED_ROOT.search(start):
        raise RejectedError("not a feed: a web page, not a feed")
    parsed = _parse(body, content_type)
    if not parsed.entries and (prefixed := _PREFIXED.search(body)) is not None:
        parsed = _parse(_without_prefix(body, prefixed[1]), content_type)
    if not parsed.entries and not parsed.version:
        raise RejectedError(f"not a feed: {_what_it_is(body)}")
    feed = parsed.feed
    return ParsedFeed(
        title=_line(feed, "title"),
        url=absolute_url(_given(feed, "link"), url),
        language=_language(feed),
        entries=with_unique_keys(_entry(entry, url, now) for entry in parsed.entries),
    )


def _parse(body: bytes, content_type: str | None) -> RawFeed:
    try:
        return read_raw(body, content_type)
    except RejectedError:
        raise
    except Exception as error:  # whatever it stumbles over, the bytes are at fault
        raise RejectedError(f"not a feed: it cannot be read ({type(error).__name__})") from error


def _without_prefix(body: bytes, prefix: bytes) -> bytes:
    """The body of a feed with its elements and attributes named without `prefix`."""
    return re.sub(rb"(</?|\s)" + re.escape(prefix) + rb":(?=\w)", rb"\1", body)


def _what_it_is(body: bytes) -> str:
    start = body[:_SNIFFED].replace(b"\0", b"")
    for form, words in _OTHERS:
        if form.search(start):
            return words
    return "binary data" if b"\0" in body[:_SNIFFED] else "text of some other kind"


def _entry(entry: dict[str, Any], base: str, now: datetime | None) -> FeedEntry:
    url = _entry_url(entry, base)
    title = _line(entry, "title")
    text = _text(entry)
    source = _given(entry, "source")
    return FeedEntry(
        key=storable(entry_key(_given(entry, "id"), url, title, text)),
        url=url,
        title=title,
        text=text,
        published=_moment(entry, ("published", "created"), now),
        updated=_moment(entry, ("updated",), now),
        author=_line(entry, "author"),
        credit=_line(source, "title") if isinstance(source, dict) else None,
    )


def _given(mapping: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - feedparser's values
    # Not `mapping.get`: feedparser answers "updated" with "published", and warns about it.
    return dict.get(mapping, name)


def _line(mapping: dict[str, Any], name: str) -> str | None:
    value = _given(mapping, name)
    line = storable(html_to_line(value)) if isinstance(value, str) else ""
    return line or None


def _language(feed: dict[str, Any]) -> str | None:
    given = _given(feed, "language")
    if not isinstance(given, str) or not given.strip():
        detail = _given(feed, "title_detail")
        given = _given(detail, "language") if isinstance(detail, dict) else None
    return storable(given.strip())[:35] if isinstance(given, str) and given.strip() else None


def _moment(
    entry: dict[str, Any], names: tuple[str, ...], now: datetime | None
) -> datetime | None:
    for name in names:
        value = _given(entry, name)
        moment = read_moment(value, now=now) if isinstance(value, str) else None
        if moment is not None:
            return moment
    return None


def _entry_url(entry: dict[str, Any], base: str) -> str | None:
    """The address of the story: the one that FeedBurner replaced, the link, any alternate."""
    candidates = [_given(entry, "feedburner_origlink"), _given(entry, "link")]
    candidates += [
        _given(link, "href")
        for link in _given(entry, "links") or ()
        if _given(link, "rel") in {None, "alternate", "via", "related"}
    ]
    urls = (absolute_url(candidate, base) for candidate in candidates)
    found = next((url for url in urls if url is not None), None)
    return storable(found) if found is not None else None


def _text(entry: dict[str, Any]) -> str:
    """The longest of the contents and the summary, as words."""
    pieces = [*(_given(entry, "content") or ()), _given(entry, "summary_detail")]
    given = [piece for piece in pieces if isinstance(piece, dict)]
    given.sort(key=lambda piece: len(_given(piece, "value") or ""), reverse=True)
    longest = ""
    for piece in given:
        # Markup is longer than its words: what is too short as it stands need not be read.
        if len(_given(piece, "value") or "") > len(longest):
            longest = max(longest, _words(piece), key=len)
    return longest


def _words(piece: dict[str, Any]) -> str:
    value = _given(piece, "value")
    if not isinstance(value, str):
        return ""
    marked = _given(piece, "type") in _MIME_HTML or has_markup(value)
    return storable(html_to_text(value) if marked else plain_to_text(value))
