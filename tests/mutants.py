"""Documents of each kind, and what they become with up to four things wrong with them.

What is mutated is a whole document, so that the mutants reach into the readers.
"""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

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


def swollen(draw: st.DrawFn, body: bytes, times: int) -> bytes:
    """A body with a letter, a digit or a blank in it so many times."""
    at = draw(st.integers(0, len(body)))
    unit = draw(st.sampled_from((b"a ", b"\n", b"9", "й".encode())))
    return body[:at] + unit * times + body[at:]


def _swell(draw: st.DrawFn, body: bytes) -> bytes:
    return swollen(draw, body, 20_000)


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
