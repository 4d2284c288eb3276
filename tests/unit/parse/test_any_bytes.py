"""Any bytes end in a reading or in a reason, whichever reader they are handed to, and soon.

What is mutated is a document of each kind, so that the mutants reach into the readers.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worker.errors import RejectedError
from worker.parse.feeds.discovery import find_feeds
from worker.parse.feeds.opml import read_opml
from worker.parse.feeds.reader import read_feed
from worker.parse.kinds import guess_kind
from worker.parse.pages.addresses import own_address
from worker.parse.pages.page import read_page
from worker.parse.text.plaintext import read_text
from worker.records import ParsedFeed

URL = "https://gazette.example/feed"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)
SECONDS = 2.0

DOCUMENTS = (
    b"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "&#38;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Gazette</title><link>/</link><ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod>
<skipHours><hour>3</hour></skipHours><image><url>/i.png</url><title>Logo</title></image>
<item><title>Ferry &lt;i&gt;sinks&lt;/i&gt;</title><link>/1</link>
<guid isPermaLink="false">g1</guid><pubDate>Tue, 06 Feb 2024 19:00:00 KST</pubDate>
<author>ada@gazette.example (Ada Moor)</author>
<source url="https://wire.example/">Wire</source>
<enclosure url="/a.mp3" length="1" type="audio/mpeg"/>
<content:encoded><![CDATA[<p>Two divers were <b>rescued</b>.</p>]]></content:encoded>
<media:group><media:content url="/b.jpg"><media:description>A boat</media:description>
</media:content></media:group></item><item><title>Storm</title></item></channel></rss>""",
    b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/" xml:lang="de"><title>G</title>
<entry><id>urn:1</id><title type="html">A &amp;lt; B</title><link href="1"/>
<updated>2024-02-06T10:00Z</updated><author><name>Ada</name></author><source><title>Wire</title>
</source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><svg/><math/></div>
</content></entry></feed>""",
    b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>G</title></channel>
<item rdf:about="https://gazette.example/1"><title>One</title>
<dc:date>2024-02-06</dc:date></item></rdf:RDF>""",
    b"""{"version": "https://jsonfeed.org/version/1.1", "title": "G", "authors": [{"name": "Ada"}],
"items": [{"id": 1, "url": "/1", "content_html": "<p>One.</p>",
"date_published": "2024-02-06T10:00Z", "attachments": [{"url": "/a.mp3",
"mime_type": "audio/mpeg", "size_in_bytes": 7}]}]}""",
    b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://gazette.example/1</loc>
<n:news><n:publication_date>2024-02-06</n:publication_date><n:title>One</n:title></n:news>
</url></urlset>""",
    b"""<opml version="2.0"><body><outline text="News"><outline xmlUrl="feed://gazette.example/f"
 title="G"/></outline></body></opml>""",
    b"""<!DOCTYPE html><html lang="en"><head><title>Ferry sinks</title><base href="/b/">
<link rel="alternate" type="application/rss+xml" href="feed"><link rel="canonical" href="/1">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-02-06"}
</script></head><body><article><h1>Ferry sinks</h1>
<p>Two divers were rescued off Port Arlen on Monday.</p>
<p>All of them are well, a doctor said, and the ferry will be raised.</p>
</article></body></html>""",
    b"""February 6, 2024

Ferry sinks off Port Arlen

PORT ARLEN, Feb. 6 (Wire) -- Two divers were rescued, a doctor said.

SOURCE: Wire""",
)
PIECES = (
    b"<item>", b"</item>", b"<entry>", b"</channel>", b"<title>", b"</title>", b"<links>",
    b"<authors>",    b"<content>", b"<source>", b"</source>", b"<summary_detail>x",
    b"<media_credit>", b"<image>",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"<!DOCTYPE rss [", b"&", b"&#0;", b"&#xD800;",
    b"&#99999999;", b"&lt;p&gt;", b"<p a='", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<div xmlns='http://www.w3.org/1999/xhtml'>",
    b"xml:base='http://['", b"<link href='http://[' rel='enclosure'/>", b'{"', b'"items": 1',
    b"[[[[",    b"1e999", b"<day>", b"<hour>", b"<redirect><newLocation>", b"<textinput>",
    b"<svg>",
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp037", "cp1251", "shift_jis", "utf-8-sig")


def _cut(draw: st.DrawFn, body: bytes) -> bytes:
    return body[: draw(st.integers(0, len(body)))]


def _splice(draw: st.DrawFn, body: bytes) -> bytes:
    other = draw(st.sampled_from(DOCUMENTS))
    return body[: draw(st.integers(0, len(body)))] + other[draw(st.integers(0, len(other))) :]


def _repeat(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
    return body[:end] + body[start:end] * draw(st.integers(1, 20)) + body[end:]


def _insert(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
    return body[:at] + piece * draw(st.sampled_from((1, 1, 2, 300))) + body[at:]


def _encode(draw: st.DrawFn, body: bytes) -> bytes:
    return body.decode("latin-1").encode(draw(st.sampled_from(ENCODINGS)), "replace")


def _swell(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    return (
        body[:at] + draw(st.sampled_from((b"a ", b"\n", b"9", "й".encode()))) * 20_000 + body[at:]
    )


MUTATIONS: Sequence[Callable[[st.DrawFn, bytes], bytes]] = (
    _cut, _splice, _repeat, _insert, _insert, _insert, _encode, _swell,
)  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A document with up to four things wrong with it."""
    body = draw(st.sampled_from(DOCUMENTS))
    for mutate in draw(st.lists(st.sampled_from(MUTATIONS), max_size=4)):
        body = mutate(draw, body)
    return body


CHARSETS = st.sampled_from((None, "text/xml", "text/html; charset=utf-8", "a/b; charset=no-such"))
patiently = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _read_soon(read: Callable[[], object]) -> object:
    """What is read, or None where it is rejected with a reason."""
    began = time.process_time()
    try:
        found = read()
    except RejectedError as rejected:
        found = None
        assert len(str(rejected)) > 10  # noqa: PT017 - both ends are right
    assert time.process_time() - began < SECONDS
    return found


def test_the_documents_are_read_as_they_are() -> None:
    for body in DOCUMENTS[:5]:
        assert read_feed(body, url=URL, now=NOW).entries
    assert read_opml(DOCUMENTS[5])
    assert len(find_feeds(DOCUMENTS[6], url=URL)) == 1
    assert read_page(DOCUMENTS[6], url=URL).text
    assert read_text(DOCUMENTS[7].decode()).sections


@patiently
@given(mutants() | st.binary(max_size=300), CHARSETS)
def test_a_feed_or_a_reason(body: bytes, content_type: str | None) -> None:
    feed = _read_soon(lambda: read_feed(body, url=URL, content_type=content_type, now=NOW))
    if feed is None:
        return
    assert isinstance(feed, ParsedFeed)
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    assert all(0 <= hour < 24 for hour in feed.skip_hours)
    assert all(0 <= day < 7 for day in feed.skip_days)
    assert feed.ttl_minutes is None or feed.ttl_minutes > 0
    for entry in feed.entries:
        _assert_storable([getattr(entry, field.name) for field in fields(entry)])
        for moment, origin in (
            (entry.published, entry.published_from),
            (entry.updated, entry.updated_from),
        ):
            assert moment is None or (origin and "(" not in origin)
            assert moment is None or moment <= NOW + timedelta(days=1)
        for address in (entry.url, *(one.url for one in entry.enclosures)):
            assert address is None or address.startswith(("http://", "https://"))
    _assert_storable([feed.title, feed.url, feed.language, feed.new_url, feed.cut])


def _assert_storable(values: Sequence[object]) -> None:
    for value in values:
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\0" not in value
        elif isinstance(value, tuple):
            _assert_storable(value)


@patiently
@given(mutants() | st.binary(max_size=300), CHARSETS)
def test_a_page_or_a_reason(body: bytes, content_type: str | None) -> None:
    _read_soon(lambda: read_page(body, url=URL, content_type=content_type, now=NOW))


@patiently
@given(mutants() | st.binary(max_size=300))
@pytest.mark.parametrize(
    "read",
    [
        read_opml,
        guess_kind,
        own_address,
        lambda body: find_feeds(body, url=URL),
        lambda body: read_text(body.decode("utf-8", "replace")),
    ],
    ids=["opml", "kind", "address", "feeds", "text"],
)
def test_whatever_else_is_read(read: Callable[[bytes], object], body: bytes) -> None:
    _read_soon(lambda: read(body))


def test_white_space_in_a_script_is_read_soon() -> None:
    script = " " * 20_000 + '{"@type": "NewsArticle", "headline": "Ferry sinks"}'
    body = f'<html><script type="application/ld+json">[{script}]</script><p>Ferry</p></html>'
    _read_soon(lambda: read_page(body.encode(), url=URL, now=NOW))
