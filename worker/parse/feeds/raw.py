"""What feedparser reads from a feed's bytes, without what it would waste time on.

feedparser's own handlers are driven here in the way `feedparser.parse` does it: strictly, and
loosely where the feed is no XML. Text comes in one piece and not line by line; `handlers` has
what else differs.
"""

from __future__ import annotations

import re
import xml.sax
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces

from feedparser.sanitizer import replace_doctype  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.bounds import MAX_ENTRIES, as_far_as, with_declaration_apart, without_gaps
from worker.parse.feeds.encodings import as_utf8
from worker.parse.feeds.handlers import EnoughError
from worker.parse.feeds.parsers import Loose, Strict

MAX_HEAD: Final = 20_000
"""Bytes before the first element, white space counted once."""

# Each costs time or memory, in the parsers or in what is made of the texts.
_MOST: Final = {
    "tags": (300_000, (b"<", b"&lt;")),
    "attributes": (300_000, (b"=",)),
    "lines": (400_000, (b"\n", b"\r")),
}
# Characters of a named entity that the loose parser replaces; longer ones are attacks.
_LONGEST_ENTITY: Final = 100
_BLANKS: Final = re.compile(rb"\s{2,}")
_ELEMENT: Final = re.compile(rb"<\w")


@dataclass(frozen=True, slots=True)
class RawFeed:
    """feedparser's own mappings; `version` is empty where nothing showed a feed.

    `cut` says why it was read no further, and is None where all of it was read.
    """

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    cut: str | None = None


class _Parser(ExpatParser):
    """expat, handing on text whole: as it comes, every line is a piece."""

    def reset(self) -> None:
        """Start over."""
        super().reset()
        self._parser.buffer_text = True  # type: ignore[attr-defined]
        self._parser.buffer_size = 1 << 16  # type: ignore[attr-defined]


def read_raw(body: bytes, content_type: str | None = None) -> RawFeed:
    """Return what feedparser finds in `body`; `content_type` counts where it names a charset.

    Raises:
        RejectedError: no feed is like that; the message says what is wrong.
    """
    data, is_known = as_utf8(with_declaration_apart(body), content_type)
    data, cut = as_far_as(data, _MOST, refusal="not a feed")
    first = _ELEMENT.search(data)
    head = _BLANKS.sub(b"\n", data[: first.start() if first else len(data)])
    if len(head) > MAX_HEAD:
        raise RejectedError(f"not a feed: no element begins in its first {MAX_HEAD:,} bytes")
    data = head + data[first.start() :] if first else head
    version, data, entities = replace_doctype(data)
    whole = cut is None
    reader = None
    if is_known and (entities or _is_well_formed(data, whole=whole)):
        reader = _strictly(data, whole=whole)
    if reader is None:
        kept = {name: text for name, text in entities.items() if len(text) < _LONGEST_ENTITY}
        reader = _loosely(data, kept)
    entries = reader.entries[:MAX_ENTRIES]
    return RawFeed(version or reader.version, reader.feeddata, entries, cut or reader.cut)


def _is_well_formed(data: bytes, *, whole: bool) -> bool:
    """Return whether all of it is XML; otherwise it would be read strictly for nothing."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, whole)
    except expat.ExpatError:
        return False
    return True


def _strictly(data: bytes, *, whole: bool) -> Strict | None:
    reader = Strict("", None, "utf-8")
    reader.characters_left += len(data)
    parser = _Parser()
    parser.setFeature(feature_namespaces, 1)
    parser.setFeature(feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    try:
        parser.feed(data)
        if whole:
            parser.close()
    except xml.sax.SAXException:
        return None
    except EnoughError as error:
        _stop(reader, str(error))
    return reader


def _loosely(data: bytes, entities: dict[str, str]) -> Loose:
    reader = Loose("", None, "utf-8", entities)
    try:
        reader.feed(without_gaps(data).decode("utf-8", "replace"))
    except EnoughError as error:
        _stop(reader, str(error))
    return reader


def _stop(reader: Strict | Loose, cut: str) -> None:
    reader.cut = cut
    # Half an entry has another text, and so another hash, each time it is read.
    if reader.inentry and len(reader.entries) > 1:
        reader.entries.pop()
