"""Bodies and texts that are made to be costly, by their names.

Each is made when it is asked for: all at once they would fill a small machine.
"""

import codecs
import random
from collections.abc import Callable

from tests.cost.plain import CLOSE, ENTRY, PARAGRAPH, RSS, SIZE, XML, many, numbered

ITEM = RSS + b"<item><title>One</title><description>"
END = b"</description></item></channel></rss>"
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title>"
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
NEWS = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    b"xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
)


def entity_bomb(levels: int, width: int, leaf: bytes) -> bytes:
    """A document type whose last entity is `width` to the power of `levels` leaves."""
    made = [b'<!ENTITY e0 "' + leaf + b'">']
    made += [
        b'<!ENTITY e%d "%b">' % (level, b"&e%d;" % (level - 1) * width)
        for level in range(1, levels + 1)
    ]
    return b"<!DOCTYPE rss [\n" + b"\n".join(made) + b"\n]>"


LONG_ENTRY = b"<item><title>Storm %d</title><description><![CDATA[%b]]></description></item>"
ATOM_ENTRY = (
    b"<entry><id>urn:%d</id><title type='html'>Storm</title><link href='/%d'/>"
    b"<updated>2024-02-06T10:00:00Z</updated><content type='xhtml'><div "
    b"xmlns='http://www.w3.org/1999/xhtml'><p>It <b>rained</b>.</p></div></content></entry>"
)
NEWS_ENTRY = (
    b"<url><loc>https://gazette.example/%d</loc><n:news><n:publication_date>2024-02-06"
    b"</n:publication_date><n:title>Storm</n:title></n:news></url>"
)
LINK = b"<link rel=alternate type=application/rss+xml href=/feed>"
SITE = b"https://gazette.example"
BYTES = random.Random(7).randbytes(SIZE)  # noqa: S311 - any bytes, the same each time

BODIES: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: XML + entity_bomb(12, 10, b"lol") + ITEM + b"&e12;" + END,
    "quadratic entities": lambda: (
        XML + entity_bomb(0, 0, b"x" * 100_000) + ITEM + many(b"&e0;", 900_000) + END
    ),
    "short entities": lambda: XML + entity_bomb(0, 0, b"x" * 90) + ITEM + many(b"&e0;") + END,
    "external entity": lambda: (
        XML + b"<!DOCTYPE rss [\n<!ENTITY e SYSTEM 'file:///etc/passwd'>\n]>" + ITEM + b"&e;" + END
    ),
    "nested": lambda: RSS + b"<a>" * 100_000 + b"</a>" * 100_000 + CLOSE,
    "nested and open": lambda: RSS + many(b"<a>"),
    "nested divs": lambda: ITEM + many(b"<div>", 700_000) + many(b"</div>", 840_000) + END,
    "nested escaped": lambda: ITEM + many(b"&lt;div&gt;", 1_600_000) + END,
    "empty items": lambda: RSS + b"<item/>" * 1_000_000 + CLOSE,
    "open items": lambda: RSS + many(b"<item>"),
    "closed items": lambda: RSS + many(b"<item></item>") + CLOSE,
    "short entries and broken": lambda: RSS + many(b"<item><title>One</title></item>") + b"& <",
    "one attribute": lambda: RSS + b"<item a='" + many(b"a") + b"'/>" + CLOSE,
    "one attribute and broken": lambda: RSS + b"<item a='" + many(b"a ") + b"'/>&x",
    "no end of an attribute": lambda: ITEM + b"<a b='" + many(b"c "),
    "attributes": lambda: RSS + b"<item " + numbered(b"a%d='1' ") + b"/>" + CLOSE,
    "attributes and broken": lambda: ITEM + b"& <a " + numbered(b"a%d='1' "),
    "a tag without end": lambda: ITEM + b"& <" + many(b"a"),
    "blanks in a tag without end": lambda: ITEM + b"& <a" + many(b" "),
    "no tag": lambda: many(b"word "),
    "no tag in a feed": lambda: ITEM + many(b"word ") + END,
    "blanks": lambda: many(b" \n"),
    "blanks in a feed": lambda: RSS + many(b" ") + CLOSE,
    "lines": lambda: ITEM + many(b"a\n") + END,
    "opening marks": lambda: many(b"<"),
    "opening marks in a feed": lambda: ITEM + b"&" + many(b"<"),
    "closing marks": lambda: ITEM + b"<" + many(b">"),
    "ampersands": lambda: ITEM + many(b"&"),
    "escaped ampersands": lambda: ITEM + many(b"&amp;") + END,
    "characters by number": lambda: ITEM + many(b"&#960;") + END,
    "characters by number, broken": lambda: ITEM + many(b"&#960;") + b"&nosuch; <",
    "comments": lambda: RSS + many(b"<!---->") + CLOSE,
    "a comment without end": lambda: RSS + b"<!--" + many(b"-"),
    "beginnings of comments": lambda: ITEM + many(b"<!--"),
    "instructions": lambda: RSS + many(b"<?a?>") + CLOSE,
    "beginnings of CDATA": lambda: ITEM + many(b"<![CDATA["),
    "ends of CDATA": lambda: ITEM + many(b"]]>"),
    "declarations": lambda: RSS + many(b"<!A>"),
    "beginnings of declarations": lambda: ITEM + b"& " + many(b"<!"),
    "document types": lambda: many(b"<!DOCTYPE rss>\n"),
    "entity declarations": lambda: XML + b"<!DOCTYPE rss [" + many(b"\n<!ENTITY a 'b'>"),
    "a declaration without end": lambda: b"<?xml " + many(b"a='"),
    "quotation marks in a declaration": lambda: b"<?encoding='" + many(b"'"),
    "namespaces": lambda: b"<rss " + numbered(b"xmlns:a%d='u:%d' ") + b"/>",
    "NUL": lambda: bytes(SIZE),
    "NUL in a feed": lambda: ITEM + bytes(SIZE) + END,
    "any bytes": lambda: BYTES,
    "any bytes in a feed": lambda: ITEM + BYTES + END,
    "entries": lambda: RSS + numbered(ENTRY) + CLOSE,
    "entries and broken": lambda: RSS + numbered(ENTRY) + b"&nosuch; <",
    "entries in UTF-16": lambda: (
        (RSS + numbered(ENTRY, SIZE // 2) + CLOSE).decode().encode("utf-16")
    ),
    "entries in UTF-32": lambda: (
        (RSS + numbered(ENTRY, SIZE // 4) + CLOSE).decode().encode("utf-32")
    ),
    "entries in EBCDIC": lambda: (
        (XML.replace(b"utf-8", b"cp037") + RSS + numbered(ENTRY) + CLOSE).decode().encode("cp037")
    ),
    "entries in UTF-7": lambda: XML.replace(b"utf-8", b"utf-7") + RSS + numbered(ENTRY) + CLOSE,
    "entries in Cyrillic": lambda: (
        RSS + numbered(ENTRY.decode().replace("Storm number", "Шторм").encode("cp1251")) + CLOSE
    ),
    "long entries": lambda: (
        RSS + b"".join(LONG_ENTRY % (one, PARAGRAPH * 40) for one in range(SIZE // 3_400)) + CLOSE
    ),
    "one long entry": lambda: ITEM + b"<![CDATA[" + many(PARAGRAPH) + b"]]>" + END,
    "one long entry of another plane": lambda: ITEM + many("\U0001f600 ".encode()) + END,
    "tangled entries": lambda: (
        RSS
        + b"".join(
            LONG_ENTRY % (one, b"<p a='<'>It <b rained <i>" * 8) for one in range(SIZE // 300)
        )
        + CLOSE
    ),
    "Atom": lambda: ATOM + numbered(ATOM_ENTRY) + b"</feed>",
    "Atom and broken": lambda: ATOM + numbered(ATOM_ENTRY) + b"&nosuch; <",
    "a long author": lambda: RSS + b"<item><author>" + many(b"a.b@") + b"</author></item>" + CLOSE,
    "a long author of one word": lambda: (
        RSS + b"<item><author>" + many(b"a9") + b"</author></item>" + CLOSE
    ),
    "authors": lambda: RSS + b"<item>" + many(b"<author>a@b.c (A)</author>") + b"</item>" + CLOSE,
    "categories": lambda: (
        RSS + b"<item>" + numbered(b"<category>%d</category>") + b"</item>" + CLOSE
    ),
    "a long title": lambda: RSS + b"<item><title>" + many(b"a9") + b"</title></item>" + CLOSE,
    "a long date": lambda: RSS + b"<item><pubDate>" + many(b"1") + b"</pubDate></item>" + CLOSE,
    "a long link": lambda: RSS + b"<item><link>" + many(b"http://") + b"</link></item>" + CLOSE,
    "a long guid": lambda: RSS + b"<item><guid>" + many(b"g&amp;") + b"</guid></item>" + CLOSE,
    "links": lambda: RSS + b"<item>" + many(b"<link>/a</link>") + b"</item>" + CLOSE,
    "enclosures": lambda: (
        RSS + b"<item>" + numbered(b"<enclosure url='/%d'/>") + b"</item>" + CLOSE
    ),
    "hours": lambda: RSS + b"<skipHours>" + many(b"<hour>1</hour>") + b"</skipHours>" + CLOSE,
    "sources": lambda: ATOM + many(b"<entry><source><title>A</title></source></entry>"),
    "bases": lambda: RSS + numbered(b"<item xml:base='/%d/'><link>a</link></item>") + CLOSE,
    "JSON": lambda: JSON + numbered(b'{"id": "%d", "content_text": "It rained."},') + b"{}]}",
    "JSON of nothing": lambda: JSON + many(b"{},") + b"{}]}",
    "JSON of numbers": lambda: JSON + many(b"1,") + b"1]}",
    "JSON of one number": lambda: JSON + many(b"1") + b"]}",
    "JSON of one text": lambda: JSON + b'{"content_html": "' + many(b"<p>a ") + b'"}]}',
    "nested JSON": lambda: many(b'{"a":'),
    "a news sitemap": lambda: NEWS + numbered(NEWS_ENTRY) + b"</urlset>",
    "a sitemap of nothing": lambda: NEWS + many(b"<url/>") + b"</urlset>",
    "OPML": lambda: (
        b"<opml version='2.0'><body>"
        + numbered(b"<outline xmlUrl='https://gazette.example/%d'/>")
        + b"</body></opml>"
    ),
    "nested OPML": lambda: b"<opml><body>" + many(b"<outline text='a'>"),
    "a page": lambda: b"<!DOCTYPE html><html><body>" + many(PARAGRAPH) + b"</body></html>",
    "a page of divs": lambda: b"<!DOCTYPE html><html><body>" + many(b"<div>"),
    "a page of tables": lambda: b"<!DOCTYPE html><html><body>" + many(b"<table><tr><td>"),
    "a page of links": lambda: (
        b"<html><head>" + numbered(b"<link rel=alternate type=application/rss+xml href=/%d>")
    ),
    "a page of words": lambda: b"<html><body><p>" + many(b"word ") + b"</p></body></html>",
    "a page of words without a tag between": lambda: b"<html><body>" + many(b"word. "),
    "a page within its bounds": lambda: b"<html><body>" + PARAGRAPH * 3_300 + b"</body></html>",
    "a page of one long paragraph": lambda: b"<html><p>" + many(b"word. ", 4_900_000) + b"</p>",
    "a page of nested divs": lambda: b"<html>" + b"<div>" * 9_900 + b"a" + b"</div>" * 9_900,
    "a page of open divs": lambda: b"<html>" + b"<div>a" * 19_000,
    "a page of nested tables": lambda: b"<html>" + b"<table><tr><td>a" * 6_300,
    "a page of open links": lambda: b"<html>" + b"<a href='/x'>a " * 19_000,
    "a page of one attribute": lambda: b"<html><p a='" + many(b"a ", 4_900_000) + b"'>a</p>",
    "a page of attributes": lambda: b"<html><p " + numbered(b"a%d=1 ", 550_000) + b">a</p>",
    "a page of any bytes": lambda: b"<html><body><p>" + BYTES[:4_900_000],
    "a page of blanks in a script": lambda: (
        b'<html><script type="application/ld+json">['
        + many(b" ", 4_900_000)
        + b'{"@type": "NewsArticle", "headline": "Ferry sinks"}]</script><p>Ferry</p></html>'
    ),
    "a link to a feed and attributes": lambda: LINK + b"<p " + numbered(b"a%d=1 ") + b">",
    "a link to a feed and paragraphs": lambda: LINK + many(b"<p>"),
    "marks of UTF-8": lambda: many(codecs.BOM_UTF8) + RSS,
    "quotation marks": lambda: many('"“”'.encode()),
    "dashes": lambda: many(b"- "),
}
"""What may be fetched, at any address."""

_COUNTED = (19_000, 59_000, 99_000)
_UNITS = (b"<p", b"<p '", b"<p a='", b'<a ="', b"<p a=", b"<p/", b"/", b"= ", b'a\n="', b"a", b" ")


def _tag(unit: bytes) -> bytes:
    """A tag of as many units as are not too many by their number, and then of attributes."""
    marks = unit.count(b"<"), unit.count(b"="), unit.count(b"\n")
    most = [limit // count for limit, count in zip(_COUNTED, marks, strict=True) if count]
    units = unit * min([2_000_000 // len(unit), *most])
    return b"<p " + units + many(b" a", 4_000_000 - len(units))


PAGES: dict[str, Callable[[], bytes]] = {
    f"a tag of {unit.decode()!r}": lambda unit=unit: _tag(unit) for unit in _UNITS
}
"""What tags and their attributes are counted in before a page is parsed."""

DENSE: dict[str, Callable[[], bytes]] = {
    "entries of nothing": lambda: RSS + b"<item/>" * 10_000 + CLOSE,
    "entries of nothing and broken": lambda: RSS + b"<item/>" * 49_000 + b"& <",
    "entries of JSON of nothing": lambda: JSON + b"{}," * 19_000 + b"{}]}",
    "paragraphs of a letter": lambda: b"<html>" + b"<p>a" * 19_000,
    "links of a letter": lambda: b"<html>" + b"<a>a " * 19_000,
    "lines of a digit": lambda: b"1\n" * 99_000,
    "addresses of a letter": lambda: (
        b"<opml><body>" + b"<outline xmlUrl='a'/>" * 5_000 + b"</body></opml>"
    ),
    "links to feeds": lambda: LINK * 6_000,
    "links to many feeds": lambda: numbered(LINK.replace(b"feed", b"%d"), 500_000),
}
"""As much as is read of what is counted, and nothing else: the most work for a byte."""

_MARKS = ("<b>", "<a ", "<script>", "<!--", "<?", "<a b='", "&amp;", "<", "\n \n")
MARKUP: dict[str, Callable[[], bytes]] = {
    f"markup of {mark!r}": lambda mark=mark: many(mark.encode(), 1_500_000) for mark in _MARKS
}
"""What the text of an entry may be made of."""

ADDRESSES: dict[str, Callable[[], bytes]] = {
    "an address of print": lambda: SITE + b"/print" * 50_000,
    "an address of folders up": lambda: SITE + b"/a" * 50_000 + b"/.." * 50_000,
    "an address of sessions": lambda: SITE + b"/" + b";jsessionid=" * 20_000,
    "an address of escapes": lambda: SITE + b"/?" + b"%&" * 100_000,
    "an address for a viewer": lambda: b"https://x.turbopages.org/" + b"a." * 20_000 + b"/",
    "an address for AMP": lambda: b"https://google.com/amp/" + b"a." * 50_000,
    "an address with rules": lambda: b"https://msn.com/" + b"a/" * 50_000,
    "an address of clicks": lambda: b"https://l.facebook.com/l.php?u=" * 3_000,
    "an address of one long host": lambda: b"http://" + "é".encode() * 100_000 + b"/",
}
"""Addresses of pages and entries are strangers' words too."""


def _names_and_rules() -> bytes:
    names = b"".join(b"User-agent: a%d\n" % number for number in range(8_000))
    rules = b"".join(b"Allow: /%d$\n" % number for number in range(16_000))
    names += names[: len(names) // 2]
    return b"User-agent: reportedly\n" + names + rules + b"Disallow: /a\n"


ROBOTS: dict[str, Callable[[], bytes]] = {"a robots.txt of names and rules": _names_and_rules}
