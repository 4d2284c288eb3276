"""read_feed on each format, on faulty feeds, and on any bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import RejectedError
from worker.parse.feeds.reader import read_feed
from worker.records import Enclosure, FeedEntry

URL = "https://gazette.example/news/feed.xml"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour &amp; Coast</title><link>/</link><language>en-gb</language>
<item>
  <title>Ferry &lt;i&gt;sinks&lt;/i&gt; off Port Arlen &amp;amp; coast</title>
  <link>ferry?id=1</link><guid isPermaLink="false">arlen-1</guid>
  <pubDate>Tue, 06 Feb 2024 19:00:00 KST</pubDate><dc:creator>Ada Moor</dc:creator>
  <source url="https://wire.example/rss">Wire Agency</source>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>Two divers were <b>rescued</b>.</p><script>x()</script>
   <p>&quot;Cold, but well&quot;,<br>a doctor&nbsp;said.</p>]]></content:encoded>
</item>
<item><title>Storm</title><link>https://gazette.example/storm</link>
  <pubDate>Thu, 06 Feb 2999 19:00:00 GMT</pubDate>
  <description>First line.

  Second paragraph.</description></item>
<item><description>Nothing but &lt;p&gt;words.</description></item>
</channel></rss>"""


def entries(body: str | bytes) -> tuple[FeedEntry, ...]:
    """The entries of a feed at URL."""
    body = body.encode() if isinstance(body, str) else body
    return read_feed(body, url=URL, now=NOW).entries


def test_rss_is_read_with_content_and_source() -> None:
    feed = read_feed(RSS.encode(), url=URL, now=NOW)
    assert (feed.title, feed.url, feed.language) == (
        "Harbour & Coast",
        "https://gazette.example/",
        "en-gb",
    )
    assert feed.entries[0] == FeedEntry(
        key="arlen-1",
        url="https://gazette.example/news/ferry?id=1",
        title="Ferry sinks off Port Arlen & coast",
        text='Two divers were rescued.\n\n"Cold, but well",\na doctor said.',
        published=datetime(2024, 2, 6, 10, 0, tzinfo=UTC),
        published_from="pubDate",
        authors=("Ada Moor",),
        credit="Wire Agency",
        credit_url="https://wire.example/rss",
    )


def test_an_entry_without_guid_is_identified_by_link_or_words() -> None:
    _, storm, words = entries(RSS)
    assert storm.key == "https://gazette.example/storm"
    assert storm.text == "First line.\n\nSecond paragraph."
    assert words.key.startswith("text:")
    assert (words.url, words.title, words.text) == (None, None, "Nothing but\n\nwords.")


def test_an_impossible_date_is_dropped_with_a_reason() -> None:
    storm = entries(RSS)[1]
    assert (storm.published, storm.published_from) == (None, "pubDate (in the future)")


def test_atom_is_read_with_relative_links_and_both_dates() -> None:
    (entry,) = entries(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.example/a/">
        <title>Gazette</title><entry><id>urn:uuid:7</id><title type="html">A &amp;lt; B</title>
        <link rel="enclosure" href="sound.mp3"/><link href="story"/>
        <published>2024-02-06T10:00:00+01:00</published><updated>2024-02-06T11:00:00Z</updated>
        <author><name>Ada Moor</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p>
        </div></content></entry></feed>"""
    )
    assert entry == FeedEntry(
        key="urn:uuid:7",
        url="https://gazette.example/a/story",
        title="A < B",
        text="One.\n\nTwo.",
        published=datetime(2024, 2, 6, 9, 0, tzinfo=UTC),
        updated=datetime(2024, 2, 6, 11, 0, tzinfo=UTC),
        published_from="published",
        updated_from="updated",
        authors=("Ada Moor",),
        enclosures=(Enclosure("https://gazette.example/a/sound.mp3"),),
    )


def test_rdf_is_read() -> None:
    (entry,) = entries(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>Gazette</title></channel>
        <item rdf:about="https://gazette.example/1"><title>One</title>
        <link>https://gazette.example/1</link><dc:date>2024-02-06T10:00Z</dc:date></item>
        </rdf:RDF>"""
    )
    assert (entry.key, entry.published, entry.published_from) == (
        "https://gazette.example/1",
        datetime(2024, 2, 6, 10, 0, tzinfo=UTC),
        "dc:date",
    )


def _items(*items: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


def test_entries_that_share_a_guid_have_distinct_keys() -> None:
    one = "<item><guid>g</guid><title>One</title><link>https://gazette.example/1</link></item>"
    two = "<item><guid>g</guid><title>Two</title><link>https://gazette.example/2</link></item>"
    forth, back = entries(_items(one, two)), entries(_items(two, one))
    assert len({entry.key for entry in forth}) == 2
    assert {(e.key, e.title) for e in forth} == {(e.key, e.title) for e in back}


def test_identical_entries_are_kept_with_different_keys() -> None:
    same = "<item><guid>g</guid><title>One</title></item>"
    assert len({entry.key for entry in entries(_items(same, same, same))}) == 3


def test_five_thousand_identical_entries_take_no_longer_than_distinct_ones() -> None:
    same = "<item><guid>g</guid><title>One</title></item>"
    assert len({entry.key for entry in entries(_items(same * 5_000))}) == 5_000


def test_a_guid_that_looks_like_a_path_is_not_resolved() -> None:
    item = "<item><guid>17</guid><title>One</title></item>"
    body = _items(item).encode()
    moved = read_feed(body, url="https://other.example/x/feed", now=NOW)
    assert moved.entries[0].key == read_feed(body, url=URL, now=NOW).entries[0].key == "17"


def test_a_body_that_is_a_file_name_is_not_opened() -> None:
    with pytest.raises(RejectedError):
        read_feed(b"/etc/passwd", url=URL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encoding_is_read_from_the_declaration(encoding: str) -> None:
    body = f"<?xml version='1.0' encoding='{encoding}'?>" + _items(
        "<item><title>Müller café</title></item>"
    )
    assert entries(body.encode(encoding))[0].title == "Müller café"


def test_encoding_is_read_from_the_header() -> None:
    body = _items("<item><title>Москва</title></item>").encode("koi8-r")
    feed = read_feed(body, url=URL, content_type="application/rss+xml; charset=koi8-r")
    assert feed.entries[0].title == "Москва"


@pytest.mark.parametrize(
    "content_type",
    ["text/html", "application/json", "application/octet-stream", "text/plain", "", "nonsense"],
)
def test_a_wrong_content_type_does_no_harm(content_type: str) -> None:
    body = _items("<item><title>Ferry – café</title></item>").encode()
    feed = read_feed(body, url=URL, content_type=content_type)
    assert [entry.title for entry in feed.entries] == ["Ferry – café"]


@pytest.mark.parametrize("name", ["links", "authors", "content", "summary_detail", "media_credit"])
def test_elements_named_like_feedparsers_lists_do_no_harm(name: str) -> None:
    for inside in (f"<{name}>x</{name}>", f"<{name} a='b'>x</{name}>"):
        (entry,) = entries(_items(f"<item>{inside}<title>One</title><link>/1</link></item>"))
        assert (entry.title, entry.url) == ("One", "https://gazette.example/1")


def test_a_truncated_feed_gives_its_complete_entries() -> None:
    body = _items("<item><title>One</title></item>", "<item><title>Two</title></item>")
    found = entries(body[: body.index("Two") + 2])
    assert [entry.title for entry in found][:1] == ["One"]


def test_a_feed_may_have_no_entries() -> None:
    feed = read_feed(b"<rss version='2.0'><channel><title>New</title></channel></rss>", url=URL)
    assert (feed.title, feed.entries) == ("New", ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "a web page"),
        (b"<div>Not allowed</div>", "a web page"),
        (b"<opml version='2.0'><body/></opml>", "OPML"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "a sitemap"),
        (b"<?xml version='1.0'?><note><to>you</to></note>", "XML, but not"),
        (b"Service unavailable", "text of some other kind"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        (b'{"version": "2", "items": []}', "JSON, but not"),
    ],
)
def test_a_rejected_body_is_named_for_what_it_is(body: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason):
        read_feed(body, url=URL)


def test_entity_bomb_is_defused() -> None:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    body = (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'lol'>{levels}]>"
        "<rss version='2.0'><channel><item><title>&e11;</title></item></channel></rss>"
    )
    try:
        found = entries(body)
    except RejectedError:
        return
    assert all(len(entry.title or "") < 1000 for entry in found)


def test_deep_nesting_is_read() -> None:
    depth = 20_000
    body = _items(f"<item><title>Deep</title><description>{'<b>' * depth}</description></item>")
    markup = _items(
        f"<item><title>Deep</title><description>{'&lt;b>' * depth}x</description></item>"
    )
    assert entries(markup)[0].title == "Deep"
    try:
        entries(body)
    except RejectedError as rejected:
        assert "not a feed" in str(rejected)  # noqa: PT017 - both ends are right


_BITS = st.lists(
    st.sampled_from(
        b"<rss version='2.0'> <channel> <item> </item> <title> </title> <guid> <link> "
        b"<description> <![CDATA[ ]]> &lt;p&gt; &#0; <feed xmlns='http://www.w3.org/2005/Atom'> "
        b"<entry> <updated> 2024-02-06 <?xml version='1.0' encoding='utf-16'?> "
        b'{"version": \xff\xfe \0'.split(b" ")
    )
    | st.binary(max_size=8)
).map(b" ".join)


@settings(deadline=None)
@given(_BITS | st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_rejected(body: bytes) -> None:
    try:
        feed = read_feed(body, url=URL, now=NOW)
    except RejectedError as rejected:
        assert str(rejected).startswith("not a feed: ")  # noqa: PT017 - one of two right ends
        return
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        (entry.key + (entry.title or "") + entry.text).encode("utf-8")
        assert "\0" not in entry.key + entry.text
