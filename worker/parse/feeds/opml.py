"""Lists of feeds in OPML 2.0 (http://opml.org/spec2.opml), read and written without a loss.

The publisher of a feed has no place in OPML: it is kept in an attribute of a separate namespace,
which other readers ignore. Neither entities nor anything from the network is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.bounds import check
from worker.parse.characters import one_line, storable

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE: Final = "urn:reportedly:opml"
MAX_BYTES: Final = 20_000_000
"""Bytes of a list."""

_MOST: Final = {"tags": (250_000, (b"<",)), "attributes": (500_000, (b"=",))}
_PUBLISHER: Final = f"{{{NAMESPACE}}}publisher"
# Characters that XML forbids.
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed as a list names it; `category` is the folders it lies in, parted by slashes."""

    url: str
    name: str | None = None
    language: str | None = None
    publisher: str | None = None
    site: str | None = None
    category: str | None = None


def read_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """Return the feeds of a list in its order, those of one address as often as they are named.

    Raises:
        RejectedError: it is no OPML, or names no feed; the message says what is wrong and where.
    """
    root = _root(body)
    if etree.QName(root).localname.lower() != "opml":
        raise RejectedError(f"not OPML: it opens with <{etree.QName(root).localname}>")
    feeds = []
    for outline in root.iter("outline"):
        # The letters of attributes are as the spec has them in some lists only.
        given = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = _address(given.get("xmlurl", ""))
        if url:
            feeds.append(
                ListedFeed(
                    url=url,
                    name=one_line(given.get("title")) or one_line(given.get("text")),
                    language=one_line(given.get("language")),
                    publisher=one_line(given.get(_PUBLISHER)),
                    site=one_line(given.get("htmlurl")),
                    category=one_line(given.get("category")) or _folders(outline),
                )
            )
    if not feeds:
        raise RejectedError("an OPML list without a feed: no outline has an xmlUrl")
    return tuple(feeds)


def write_opml(feeds: Iterable[ListedFeed], *, title: str) -> bytes:
    """Return a list of feeds as OPML 2.0, indented, in UTF-8."""
    root = etree.Element("opml", version="2.0", nsmap={"reportedly": NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _writable(title)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _writable(feed.name or feed.url)
        given = {
            "type": "rss",
            "text": name,
            "title": name,
            "xmlUrl": _writable(feed.url),
            "htmlUrl": feed.site,
            "language": feed.language,
            "category": feed.category,
            _PUBLISHER: feed.publisher,
        }
        etree.SubElement(body, "outline", {k: _writable(v) for k, v in given.items() if v})
    written: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return written


def _root(body: bytes) -> etree._Element:
    if not body.strip():
        raise RejectedError("not OPML: the file is empty")
    if len(body) > MAX_BYTES:
        raise RejectedError(f"{len(body):,} bytes; a list has at most {MAX_BYTES:,}")
    check(body, _MOST, refusal="not read", largest=MAX_BYTES)
    if b"<!ENTITY" in body.replace(b"\0", b""):
        raise RejectedError("not read: it declares entities, which no list of feeds needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        words = " ".join(str(error.msg).split())
        raise RejectedError(f"not OPML: this is no well-formed XML ({words})") from None
    except ValueError as error:
        raise RejectedError(f"not OPML: {error}") from None


def _address(given: str) -> str:
    """Return the address without `feed:`, which some lists put before it."""
    url = storable(given.strip())
    if url.lower().startswith("feed://"):
        return f"http://{url[len('feed://') :]}"
    return url[len("feed:") :] if url.lower().startswith("feed:http") else url


def _folders(outline: etree._Element) -> str | None:
    above = [
        one_line(one.get("text") or one.get("title")) for one in outline.iterancestors("outline")
    ]
    return one_line("/".join(name for name in reversed(above) if name))


def _writable(words: str) -> str:
    return _UNWRITABLE.sub("\ufffd", words)
