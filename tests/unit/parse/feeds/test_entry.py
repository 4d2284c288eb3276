"""What is read of an entry of a real feed: address, words, dates, people, source, files."""

from datetime import UTC, datetime

import pytest

from worker.parse.feeds.entries import MAX_ENCLOSURES
from worker.parse.feeds.reader import read_feed
from worker.records import Enclosure, FeedEntry

URL = "https://gazette.example/news/feed.xml"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)
TEN = datetime(2024, 2, 6, 10, 0, tzinfo=UTC)
NAMES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom' "
    "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
)
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:h='http://www.w3.org/1999/xhtml'"
CAPTION = f"<media:description>A boat, {'and the sea, ' * 20}</media:description>"
LONG = "Two divers were rescued off Port Arlen on Monday, and all are well."


def item(inside: str, *, language: str = "en", tail: str = "") -> FeedEntry:
    """The one entry of an RSS feed; a tail that is not XML forces the tolerant parser."""
    body = (
        f"<rss version='2.0' {NAMES}><channel><language>{language}</language>"
        f"<managingEditor>desk@gazette.example (The Desk)</managingEditor>"
        f"<item>{inside}</item></channel></rss>{tail}"
    )
    (entry,) = read_feed(body.encode(), url=URL, now=NOW).entries
    return entry


def atom(inside: str, *, above: str = "", attributes: str = "") -> FeedEntry:
    """The one entry of an Atom feed."""
    body = f"{ATOM} {attributes}>{above}<entry>{inside}</entry></feed>"
    (entry,) = read_feed(body.encode(), url=URL, now=NOW).entries
    return entry


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>https://a.example/1</link>", "https://a.example/1"),
        ("<link>\n https://a.example/1\n</link>", "https://a.example/1"),
        ("<link>/1</link>", "https://gazette.example/1"),
        ("<link>//a.example/1</link>", "https://a.example/1"),
        ("<link><![CDATA[https://a.example/1?a=b&c=d]]></link>", "https://a.example/1?a=b&c=d"),
        ("<guid isPermaLink='true'>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid>https://a.example/1</guid><link></link>", "https://a.example/1"),
        ("<link/><guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", None),
        ("<guid>17</guid>", None),
        ("<guid>tag:a.example,2024:1</guid>", None),
        (
            "<guid>https://a.example/g</guid><link>https://a.example/1</link>",
            "https://a.example/1",
        ),
        (
            "<link>https://a.example/1</link><guid>https://a.example/g</guid>",
            "https://a.example/1",
        ),
        (
            "<link>/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
        (
            "<link>https://t.example/click?to=https%3A%2F%2Fa.example%2F1</link>",
            "https://t.example/click?to=https%3A%2F%2Fa.example%2F1",
        ),
        (
            "<atom:link rel='self' href='https://a.example/self'/><link>https://a.example/1</link>",
            "https://a.example/1",
        ),
        (
            "<link>https://a.example/1</link><link>https://a.example/2</link>",
            "https://a.example/1",
        ),
        ("<link>javascript:alert(1)</link>", None),
        ("<links>x</links><link>https://a.example/1</link>", "https://a.example/1"),
        (
            "<image><link>https://a.example/i</link></image><link>/1</link>",
            "https://gazette.example/1",
        ),
    ],
)
@pytest.mark.parametrize("tail", ["", "& <"])
def test_the_address_of_an_rss_entry(inside: str, url: str | None, tail: str) -> None:
    assert item(f"<title>One</title>{inside}", tail=tail).url == url


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link href='/1'/>", "https://gazette.example/1"),
        (
            "<link rel='alternate' href='/1'/><link rel='alternate' href='/2'/>",
            "https://gazette.example/1",
        ),
        (
            "<link type='application/json' href='/j'/><link type='text/html' href='/1'/>",
            "https://gazette.example/1",
        ),
        (
            "<link rel='self' href='/s'/><link rel='edit' href='/e'/><link href='/1'/>",
            "https://gazette.example/1",
        ),
        ("<link rel='related' href='/r'/>", "https://gazette.example/r"),
        ("<link rel='enclosure' href='/f.mp3'/>", None),
        ("<content src='/1' type='text/html'/>", "https://gazette.example/1"),
        ("<id>https://a.example/1</id>", "https://a.example/1"),
        ("<id>urn:uuid:7</id>", None),
        ("<link xml:base='https://a.example/x/' href='1'/>", "https://a.example/x/1"),
    ],
)
def test_the_address_of_an_atom_entry(inside: str, url: str | None) -> None:
    assert atom(f"<title>One</title>{inside}").url == url


def test_a_relative_base_is_resolved_against_the_feed() -> None:
    assert atom("<link href='1'/>", attributes="xml:base='/blog/'").url == (
        "https://gazette.example/blog/1"
    )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<description>Short.</description><content:encoded>{LONG}</content:encoded>", LONG),
        (f"<content:encoded>Short.</content:encoded><description>{LONG}</description>", LONG),
        (f"<description>&amp;lt;p&amp;gt;{LONG}&amp;lt;/p&amp;gt;</description>", LONG),
        (f"<description><![CDATA[&lt;p&gt;{LONG}&lt;/p&gt;]]></description>", LONG),
        (f"<description><![CDATA[<![CDATA[{LONG}]]]]><![CDATA[>]]></description>", LONG),
        (f"<description>&lt;![CDATA[{LONG}]]&gt;</description>", LONG),
        (
            "<description><![CDATA[<p>Write <code>&lt;p&gt;</code>.</p>]]></description>",
            "Write <p>.",
        ),
        (
            f"<description>{LONG}</description><media:content url='/a'>{CAPTION}</media:content>",
            LONG,
        ),
        (f"<media:group><media:description>{LONG}</media:description></media:group>", LONG),
        (f"<itunes:summary>{LONG}</itunes:summary><description>Short.</description>", LONG),
        (f"<description>{LONG}</description><description>Short.</description>", LONG),
        ("<description/>", ""),
    ],
    ids=range(12),
)
def test_the_text_of_an_rss_entry(inside: str, text: str) -> None:
    assert item(inside).text == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<summary>Short.</summary><content type='html'>&lt;p>{LONG}&lt;/p></content>", LONG),
        (f"<content type='text'>{LONG}</content>", LONG),
        (
            f"<content type='image/png'>{'iVBORw0KGgo' * 20}</content><summary>Short.</summary>",
            "Short.",
        ),
        ("<content type='text/html' mode='escaped'>&lt;b>One&lt;/b> two.</content>", "One two."),
        (
            "<content type='xhtml'><h:div><h:p>One.</h:p><h:p>2 &amp; 3.</h:p></h:div></content>",
            "One.\n\n2 & 3.",
        ),
    ],
    ids=range(5),
)
def test_the_text_of_an_atom_entry(inside: str, text: str) -> None:
    assert atom(inside).text == text


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        (
            "<title>AT&amp;amp;T &amp;lt;b&amp;gt;sinks&amp;lt;/b&amp;gt;</title>",
            "AT&T <b>sinks</b>",
        ),
        ("<title><![CDATA[Ferry <em>sinks</em>]]></title>", "Ferry sinks"),
        ("<title><![CDATA[<![CDATA[Ferry]]]]><![CDATA[>]]></title>", "Ferry"),
        ("<title>Ferry</title><media:title>A boat.jpg</media:title>", "Ferry"),
        ("<media:title>A boat.jpg</media:title><title>Ferry</title>", "Ferry"),
        ("<media:title>Ferry</media:title>", "Ferry"),
        ("<title>Ferry</title><image><title>Logo</title></image>", "Ferry"),
        ("<title> </title>", None),
        ("<title/>", None),
    ],
)
def test_the_title_of_an_entry(inside: str, title: str | None) -> None:
    assert item(f"{inside}<description>Words.</description>").title == title


@pytest.mark.parametrize(
    ("inside", "moment", "origin"),
    [
        ("<pubDate>Tue, 06 Feb 2024 10:00:00 GMT</pubDate>", TEN, "pubDate"),
        ("<dc:date>2024-02-06T10:00:00Z</dc:date>", TEN, "dc:date"),
        ("<dcterms:issued>2024-02-06T10:00Z</dcterms:issued>", TEN, "dcterms:issued"),
        ("<atom:published>2024-02-06T10:00Z</atom:published>", TEN, "published"),
        ("<atom:updated>2024-02-06T10:00Z</atom:updated>", TEN, "updated"),
        ("<pubDate>soon</pubDate><dc:date>2024-02-06T10:00Z</dc:date>", TEN, "dc:date"),
        (
            "<dc:date>2024-02-06T09:00Z</dc:date><pubDate>Tue, 06 Feb 2024 10:00 GMT</pubDate>",
            TEN,
            "pubDate",
        ),
        ("<pubDate>soon</pubDate>", None, "pubDate (no date)"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, "pubDate (before 1990)"),
        ("<pubDate>Fri, 06 Feb 2999 10:00:00 GMT</pubDate>", None, "pubDate (in the future)"),
        ("<pubDate/>", None, None),
        ("", None, None),
    ],
)
@pytest.mark.parametrize("tail", ["", "& <"])
def test_the_origin_of_a_date_is_kept(
    inside: str, moment: datetime | None, origin: str | None, tail: str
) -> None:
    entry = item(f"<title>One</title>{inside}", tail=tail)
    assert (entry.published, entry.published_from) == (moment, origin)


def test_zone_names_are_read_in_the_feeds_language() -> None:
    date = "<pubDate>Tue, 06 Feb 2024 18:00:00 CST</pubDate>"
    assert item(date, language="zh-CN").published == TEN
    assert item(date, language="en-us").published == datetime(2024, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<author>ada@gazette.example (Ada Moor)</author>", ("Ada Moor",)),
        ("<author>Ada Moor &lt;ada@gazette.example&gt;</author>", ("Ada Moor",)),
        ("<author>Ada Moor, ada@gazette.example</author>", ("Ada Moor",)),
        ("<author>ada@gazette.example</author>", ("ada@gazette.example",)),
        (
            "<dc:creator>Ada Moor</dc:creator><dc:creator>Ben Lock</dc:creator>",
            ("Ada Moor", "Ben Lock"),
        ),
        (
            "<dc:creator>Ada Moor</dc:creator><itunes:author>Ada Moor</itunes:author>",
            ("Ada Moor",),
        ),
        ("<dc:creator><![CDATA[<b>Ada</b> Moor]]></dc:creator>", ("Ada Moor",)),
        ("<dc:creator/>", ()),
        ("<authors>x</authors><author>Ada Moor</author>", ("Ada Moor",)),
        ("<authors><author>Ada Moor</author></authors>", ("Ada Moor",)),
        ("<contributors n='1'/><author>Ada Moor</author>", ("Ada Moor",)),
        ("", ()),
    ],
)
def test_the_authors_of_an_rss_entry(inside: str, authors: tuple[str, ...]) -> None:
    assert item(f"<title>One</title>{inside}").authors == authors


def test_an_atom_entry_has_all_its_authors_or_the_feeds() -> None:
    above = "<author><name>The Gazette</name></author>"
    named = (
        "<author><name>Ada Moor</name><email>a@b.example</email></author>"
        "<author><name>Ben Lock</name><uri>/ben</uri></author>"
        "<contributor><name>Cy Dale</name></contributor>"
    )
    assert atom(named, above=above).authors == ("Ada Moor", "Ben Lock")
    assert atom("<title>One</title>", above=above).authors == ("The Gazette",)


@pytest.mark.parametrize(
    ("inside", "credit"),
    [
        (
            "<source url='https://wire.example/rss'>Wire</source>",
            ("Wire", "https://wire.example/rss"),
        ),
        ("<source>Wire</source>", ("Wire", None)),
        ("<source url='https://wire.example/rss'/>", ("https://wire.example/rss",) * 2),
        ("<source url=''/>", (None, None)),
        ("<dc:source>Wire</dc:source>", ("Wire", None)),
        ("<dc:source xml:lang='en'>Wire</dc:source>", ("Wire", None)),
        ("<dc:source>https://wire.example/1</dc:source>", ("https://wire.example/1",) * 2),
        ("<dc:source rdf:resource='https://wire.example/1'/>", ("https://wire.example/1",) * 2),
        ("<media:credit role='news agency'>Wire</media:credit>", ("Wire", None)),
        ("<media:credit role='photographer'>Ada Moor / Wire</media:credit>", (None, None)),
        ("<media:credit>Ada Moor / Wire</media:credit>", (None, None)),
    ],
)
def test_the_credit_of_an_entry(inside: str, credit: tuple[str | None, str | None]) -> None:
    entry = item(f"<title>One</title>{inside}")
    assert (entry.credit, entry.credit_url, entry.title) == (*credit, "One")


def test_an_atom_source_does_not_mix_with_its_entry() -> None:
    entry = atom(
        "<title>One</title><id>urn:1</id><source><id>urn:wire</id><title>Wire</title>"
        "<link href='https://wire.example/'/><updated>2024-02-05T10:00:00Z</updated>"
        "<author><name>Desk</name></author></source><updated>2024-02-06T10:00:00Z</updated>"
    )
    assert (entry.credit, entry.credit_url) == ("Wire", "https://wire.example/")
    assert (entry.key, entry.title, entry.updated, entry.authors) == ("urn:1", "One", TEN, ())


def test_the_enclosures_of_an_entry() -> None:
    entry = item(
        "<enclosure url='/a.mp3' type='Audio/MPEG' length='1024'/>"
        "<enclosure url='/a.mp3' type='audio/mpeg' length='1024'/>"
        "<enclosure url='/b.mp3' length='unknown'/><enclosure type='audio/mpeg'/>"
        "<media:group><media:content url='/c.jpg' medium='image' fileSize='77'/>"
        "<media:content url='/d.mp4' type='video/mp4' fileSize='0'/></media:group>"
    )
    site = "https://gazette.example"
    assert entry.enclosures == (
        Enclosure(f"{site}/a.mp3", "audio/mpeg", 1024),
        Enclosure(f"{site}/b.mp3"),
        Enclosure(f"{site}/c.jpg", "image", 77),
        Enclosure(f"{site}/d.mp4", "video/mp4"),
    )


def test_the_number_of_enclosures_is_bounded() -> None:
    many = "".join(f"<enclosure url='/{one}.mp3'/>" for one in range(MAX_ENCLOSURES + 10))
    assert len(item(many).enclosures) == MAX_ENCLOSURES
