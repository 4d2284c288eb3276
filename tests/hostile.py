"""Bodies that are made to be costly, and what each costs to read: seconds of CPU and memory.

usage: hostile.py [NAME ...]   (all of them without)

Prints one JSON object a line. Every body is read in a process of its own, forked from one in which
all parsers are loaded, so that neither loading nor the body before counts.
"""

import codecs
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from worker.errors import RejectedError
from worker.parse.feeds.discovery import find_feeds
from worker.parse.feeds.opml import read_opml
from worker.parse.feeds.reader import read_feed
from worker.parse.kinds import guess_kind
from worker.parse.pages.page import read_page
from worker.parse.text.plaintext import read_text
from worker.settings import Settings

URL = "https://gazette.example/feed"
LONGEST = 10
"""Seconds of CPU after which a reading is given up."""
SIZE = 9_900_000
"""Of each body, in bytes: just below what is fetched at most."""

XML = b"<?xml version='1.0' encoding='utf-8'?>"
RSS = b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Gazette</title>"
ITEM = RSS + b"<item><title>One</title><description>"
END = b"</description></item></channel></rss>"
CLOSE = b"</channel></rss>"
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title>"
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
NEWS = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    b"xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
)
PARAGRAPH = b"<p>Two divers were <b>rescued</b> off <a href='/x'>Port Arlen</a> on Monday.</p>"


def many(unit: bytes, size: int = SIZE) -> bytes:
    """A unit again and again, to a size in bytes."""
    return unit * (size // len(unit))


def numbered(form: bytes, size: int = SIZE) -> bytes:
    """A form filled with number after number, to a size in bytes."""
    widest = len(form.replace(b"%d", b"1234567"))
    fields = form.count(b"%d")
    return b"".join(form % ((one,) * fields) for one in range(size // widest))


def entity_bomb(levels: int, width: int, leaf: bytes) -> bytes:
    """A document type whose last entity is `width` to the power of `levels` leaves."""
    made = [b'<!ENTITY e0 "' + leaf + b'">']
    made += [
        b'<!ENTITY e%d "%b">' % (level, b"&e%d;" % (level - 1) * width)
        for level in range(1, levels + 1)
    ]
    return b"<!DOCTYPE rss [\n" + b"\n".join(made) + b"\n]>"


ENTRY = (
    b"<item><title>Storm number %d</title><link>https://gazette.example/%d</link>"
    b"<guid>storm-%d</guid><pubDate>Tue, 06 Feb 2024 19:00:00 GMT</pubDate>"
    b"<dc:creator>Ada Moor</dc:creator><description>&lt;p&gt;It rained.&lt;/p&gt;</description>"
    b"</item>"
)
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
    "one attribute": lambda: RSS + b"<item a='" + many(b"a") + b"'/>" + CLOSE,
    "one attribute and broken": lambda: RSS + b"<item a='" + many(b"a ") + b"'/>&x",
    "no end of an attribute": lambda: ITEM + b"<a b='" + many(b"c "),
    "attributes": lambda: RSS + b"<item " + numbered(b"a%d='1' ") + b"/>" + CLOSE,
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
    "document types": lambda: many(b"<!DOCTYPE rss>\n"),
    "entity declarations": lambda: XML + b"<!DOCTYPE rss [" + many(b"\n<!ENTITY a 'b'>"),
    "a declaration without end": lambda: b"<?xml " + many(b"a='"),
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
    "authors": lambda: RSS + b"<item>" + many(b"<author>a@b.c (A)</author>") + b"</item>" + CLOSE,
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
    "marks of UTF-8": lambda: many(codecs.BOM_UTF8) + RSS,
    "quotation marks": lambda: many('"“”'.encode()),
    "dashes": lambda: many(b"- "),
}
"""Each by its name, made when it is asked for: all at once they would fill a small machine."""


def _read_text(body: bytes) -> object:
    # No longer text is accepted.
    return read_text(body.decode("utf-8", "replace")[: Settings().max_characters])


READERS: dict[str, Callable[[bytes], object]] = {
    "read_feed": lambda body: read_feed(body, url=URL),
    "read_page": lambda body: read_page(body, url=URL),
    "read_text": _read_text,
    "read_opml": read_opml,
    "find_feeds": lambda body: find_feeds(body, url=URL),
    "guess_kind": guess_kind,
}


def cost(reader: str, body: bytes) -> dict[str, object]:
    """Return what reading costs: seconds of CPU, megabytes more than before, and the end it took.

    `end` is the type of what was read, `RejectedError: reason`, or the bug.
    """
    before = _peak()
    began = time.process_time()
    try:
        end = type(READERS[reader](body)).__name__
    except RejectedError as error:
        end = f"RejectedError: {error}"
    except Exception as error:  # noqa: BLE001 - it is told, and fails the test
        end = f"bug: {type(error).__name__}: {error}"
    seconds = time.process_time() - began
    return {"seconds": round(seconds, 2), "megabytes": round(_peak() - before), "end": end[:200]}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _warm_up() -> None:
    page = b"<html><body><article>" + PARAGRAPH * 20 + b"</article></body></html>"
    for body in (RSS + ENTRY + CLOSE, page, JSON + b"]}", NEWS + NEWS_ENTRY + b"</urlset>"):
        for reader in READERS:
            cost(reader, body)


def main() -> None:
    """Print what each body costs each reader."""
    _warm_up()
    for name in sys.argv[1:] or BODIES:
        body = BODIES[name]()
        for reader in READERS:
            sys.stdout.flush()
            child = os.fork()
            if child == 0:
                resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
                told = {"body": name, "reader": reader, **cost(reader, body)}
                sys.stdout.write(f"{json.dumps(told)}\n")
                sys.stdout.flush()
                os._exit(0)
            _, status = os.waitpid(child, 0)
            if status:
                killed = {"body": name, "reader": reader, "end": f"bug: status {status}"}
                sys.stdout.write(f"{json.dumps(killed)}\n")


if __name__ == "__main__":
    main()
