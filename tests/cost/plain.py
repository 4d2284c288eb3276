"""Well-formed documents of any size: what the costly ones of the same size are compared with."""

import math

XML = b"<?xml version='1.0' encoding='utf-8'?>"
RSS = b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Gazette</title>"
CLOSE = b"</channel></rss>"
ENTRY = (
    b"<item><title>Storm number %d</title><link>https://gazette.example/%d</link>"
    b"<guid>storm-%d</guid><pubDate>Tue, 06 Feb 2024 19:00:00 GMT</pubDate>"
    b"<dc:creator>Ada Moor</dc:creator><description>&lt;p&gt;It rained.&lt;/p&gt;</description>"
    b"</item>"
)
PARAGRAPH = b"<p>Two divers were <b>rescued</b> off <a href='/x'>Port Arlen</a> on Monday.</p>"
SENTENCE = (
    b"Two divers were rescued off Port Arlen on Monday, a doctor of the harbour office said."
)
OUTLINE = (
    b"<outline text='Gazette %d' type='rss' xmlUrl='https://gazette.example/%d' "
    b"htmlUrl='https://gazette.example/'/>\n"
)
GROUP = b"User-agent: crawler%d\nDisallow: /search/\nAllow: /search/about\nCrawl-delay: 2\n\n"
SIZE = 9_900_000
"""Of most bodies, in bytes: just below what is fetched at most."""
SIZES = (100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, SIZE)
"""Of well-formed bodies, in bytes; of fewer the clock and the caches would decide."""
LARGEST_PAGE, MOST_PARAGRAPHS = 4_900_000, 3_290
"""A page of more is refused before it is read."""


def size_near(size: int) -> int:
    """The size of the well-formed body with which one of `size` bytes is compared."""
    return min(SIZES, key=lambda one: abs(math.log(one / max(1, size))))


def many(unit: bytes, size: int = SIZE) -> bytes:
    """A unit again and again, to a size in bytes."""
    return unit * (size // len(unit))


def numbered(form: bytes, size: int = SIZE) -> bytes:
    """A form filled with number after number, to a size in bytes."""
    widest = len(form.replace(b"%d", b"1234567"))
    fields = form.count(b"%d")
    return b"".join(form % ((one,) * fields) for one in range(size // widest))


def feed(size: int) -> bytes:
    """A feed of RSS."""
    return XML + RSS + numbered(ENTRY, size) + CLOSE


def page(size: int) -> bytes:
    """The page of an article, the larger the longer its paragraphs."""
    size = min(size, LARGEST_PAGE)
    paragraphs = min(size // len(PARAGRAPH), MOST_PARAGRAPHS)
    words = many(SENTENCE + b" ", size // paragraphs - len(PARAGRAPH))
    head = b"<!DOCTYPE html><html><head><title>Storm</title></head><body><article><h1>Storm</h1>"
    return head + PARAGRAPH.replace(b"</p>", b" " + words + b"</p>\n") * paragraphs


def front_page(size: int) -> bytes:
    """A page that names a feed, of short paragraphs with links."""
    link = b"<link rel='alternate' type='application/rss+xml' href='/feed'>"
    head = b"<!DOCTYPE html><html><head><title>Gazette</title>" + link + b"</head><body>"
    return head + many(PARAGRAPH.replace(b"</p>", b" " + SENTENCE + b"</p>\n"), size)


def markup(size: int) -> bytes:
    """The text of an entry of a feed."""
    return many(PARAGRAPH, size)


def text(size: int) -> bytes:
    """Plain text: a sentence, and the results of a few games, line by line."""
    return many(SENTENCE + b"\n\n" + b"Port Arlen 2, Brandt 1\n" * 9 + b"\n", size)


def opml(size: int) -> bytes:
    """A list of feeds."""
    return b"<opml version='2.0'><body>" + numbered(OUTLINE, size) + b"</body></opml>"


def address(size: int) -> bytes:
    """An address, one half of it folders, the other parameters, in French."""
    folders = many(b"/caf%C3%A9-du-port-d-arlen", size // 2)
    return (
        b"https://gazette.example" + folders + b"?a=b" + numbered(b"&p%d=caf%%C3%%A9", size // 2)
    )


def robots(size: int) -> bytes:
    """A robots.txt of many groups."""
    return numbered(GROUP, size)
