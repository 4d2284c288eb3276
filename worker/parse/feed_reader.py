"""What feedparser reads out of a feed's bytes, with what it would waste time on left out.

feedparser's own handlers are driven here in the way `feedparser.parse` does it: strictly, and
loosely where the feed is no XML. What differs: text comes in one piece and not line by line;
dates, tags and addresses in texts are not worked out, since nobody here reads them; and a feed is
given up, or read no further, where it would take more time or memory than any feed is worth.
"""

from __future__ import annotations

import re
import xml.sax
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces

from feedparser.api import (  # type: ignore[import-untyped]
    LooseFeedParser,
    StrictFeedParser,
)
from feedparser.encodings import convert_to_utf8  # type: ignore[import-untyped]
from feedparser.sanitizer import replace_doctype  # type: ignore[import-untyped]
from feedparser.util import FeedParserDict  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.bounds import MAX_ENTRIES, check, with_declaration_apart, without_gaps

MAX_ELEMENTS: Final = 40_000
MAX_PIECES: Final = 300_000
MAX_DEPTH: Final = 200
MAX_NAMESPACES: Final = 100
MAX_ATTRIBUTES: Final = 100
MAX_HEAD: Final = 20_000
# Each has a price in time or memory, in the parsers or in what is made of the texts.
_MOST: Final = {
    "tags": (300_000, (b"<", b"&lt;")),
    "attributes": (300_000, (b"=",)),
    "lines": (400_000, (b"\n", b"\r")),
}
# What named entities may add to a feed; more is a bomb.
_SWELLING: Final = 1_000_000
_LONGEST_ENTITY: Final = 100
_LONGEST_AUTHOR: Final = 1_000
_BLANKS: Final = re.compile(rb"\s{2,}")
_TO_MAP: Final = re.compile("[\x80-\x9f]")
_ELEMENT: Final = re.compile(rb"<\w")


@dataclass(frozen=True, slots=True)
class RawFeed:
    """feedparser's own mappings; `version` is empty where nothing told of a feed."""

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]


class _EnoughError(Exception):
    """A feed is read no further."""


class _Parameters(FeedParserDict):  # type: ignore[misc]
    """What feedparser knows of the text it is in: asked for each piece, copied for each text."""

    get = dict.get  # its names are none of those that feedparser has two of

    def __deepcopy__(self, _memo: dict[int, object]) -> FeedParserDict:
        return FeedParserDict(self)  # there are only strings in it


class _Text(str):
    """A text that is mapped from Windows-1252 only where there is something to map."""

    __slots__ = ()

    def translate(self, table: Any) -> str:  # noqa: ANN401 - as str has it
        """Return the text, mapped: going through it by a table takes as long as all the rest."""
        return str.translate(self, table) if _TO_MAP.search(self) else str(self)


class _Bounded:
    """feedparser's handlers, within limits."""

    # feedparser's, given here since the two parsers share nothing that is typed.
    pop: Any
    push: Any
    entries: list[dict[str, Any]]
    inentry: int
    namespaces_in_use: dict[str, str]
    sanitize_html = False
    resolve_relative_uris = False
    elements = 0

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.contentparams = _Parameters()

    def push_content(self, *given: object) -> None:
        """Begin a text."""
        super().push_content(*given)  # type: ignore[misc]
        self.contentparams = _Parameters(self.contentparams)

    def decode_entities(self, element: str, data: str) -> _Text:
        """Return the text of an element, its entities read."""
        return _Text(super().decode_entities(element, data))  # type: ignore[misc]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        """Count what begins, and read no further after too much of it."""
        self.elements += 1
        if self.elements > MAX_ELEMENTS or len(self.entries) > MAX_ENTRIES:
            raise _EnoughError
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        """Refuse what is made of namespaces: each is looked through for each element."""
        if len(self.namespaces_in_use) > MAX_NAMESPACES:
            raise RejectedError(f"not a feed: it declares more than {MAX_NAMESPACES} namespaces")
        super().track_namespace(prefix, uri)  # type: ignore[misc]

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        author = dict.get(context, key)
        if isinstance(author, str) and len(author) > _LONGEST_AUTHOR:
            context[key] = author[:_LONGEST_AUTHOR]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _end_published(self) -> None:
        self.pop("published")

    _end_issued = _end_pubdate = _end_published

    def _end_updated(self) -> None:
        self.pop("updated")

    _end_modified = _end_lastbuilddate = _end_updated

    def _end_created(self) -> None:
        self.pop("created")

    def _end_expirationdate(self) -> None:
        self.pop("expired")

    def _start_category(self, _attributes: dict[str, str]) -> None:
        self.push("category", 1)

    def _end_category(self) -> None:
        self.pop("category")

    _start_keywords = _start_category
    _end_keywords = _end_category

    def _add_tag(self, *_parts: object) -> None:
        """Keep no tags."""

    def _drop_geometry(self) -> None:
        self.pop("geometry")

    _end_georss_point = _end_georss_line = _end_georss_polygon = _end_georss_box = _drop_geometry
    _end_gml_pos = _end_gml_poslist = _drop_geometry

    def _end_dcterms_valid(self) -> None:
        self.pop("validity")


class _Strict(_Bounded, StrictFeedParser):  # type: ignore[misc]
    """The handlers behind a real XML parser."""

    nested = 0
    characters_left = _SWELLING

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: ANN401, N802
        """Refuse what is nested as nothing is that was written to be read."""
        self.nested += 1
        if self.nested > MAX_DEPTH:
            raise RejectedError(f"not a feed: it is nested more than {MAX_DEPTH} elements deep")
        if len(attrs) > MAX_ATTRIBUTES:
            raise RejectedError(
                f"not a feed: an element has more than {MAX_ATTRIBUTES} attributes"
            )
        super().startElementNS(name, qname, attrs)

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: ANN401, N802
        """Count back."""
        self.nested -= 1
        super().endElementNS(name, qname)

    def characters(self, text: str) -> None:
        """Refuse text that grows well beyond the bytes that it came from."""
        self.characters_left -= len(text)
        if self.characters_left < 0:
            raise RejectedError("not a feed: its entities make more text than there is")
        super().characters(text)


class _Loose(_Bounded, LooseFeedParser):  # type: ignore[misc]
    """The handlers behind a parser that takes anything for a tag."""

    pieces_left = MAX_PIECES

    def handle_charref(self, ref: str) -> None:
        """Count the piece, and leave out what names no character."""
        self._count()
        try:
            super().handle_charref(ref)
        except (ValueError, OverflowError):
            return

    def handle_entityref(self, ref: str) -> None:
        """Count the piece."""
        self._count()
        super().handle_entityref(ref)

    def handle_data(self, text: str, escape: int = 1) -> None:
        """Count the piece."""
        self._count()
        super().handle_data(text, escape)

    def _count(self) -> None:
        self.pieces_left -= 1
        if self.pieces_left < 0:
            raise _EnoughError


class _Parser(ExpatParser):
    """expat, handing on text whole: as it comes, every line is a piece."""

    def reset(self) -> None:
        """Begin anew."""
        super().reset()
        self._parser.buffer_text = True  # type: ignore[attr-defined]
        self._parser.buffer_size = 1 << 16  # type: ignore[attr-defined]


def read_raw(body: bytes, content_type: str | None = None) -> RawFeed:
    """Return what feedparser finds in `body`; `content_type` counts where it names a charset.

    Raises:
        RejectedError: no feed is like that; the message says what is wrong.
    """
    # Without a charset the type says nothing about the bytes, and feedparser would think it does.
    named = content_type is not None and "charset" in content_type.lower()
    headers = {"content-type": content_type} if named else {}
    told: dict[str, Any] = {}
    data = convert_to_utf8(headers, with_declaration_apart(body), told)
    check(data, _MOST, refusal="not a feed")
    first = _ELEMENT.search(data)
    head = _BLANKS.sub(b"\n", data[: first.start() if first else len(data)])
    if len(head) > MAX_HEAD:
        raise RejectedError(f"not a feed: no element begins in its first {MAX_HEAD:,} bytes")
    data = head + data[first.start() :] if first else head
    version, data, entities = replace_doctype(data)
    reader = _strictly(data) if told["encoding"] else None
    if reader is None:
        kept = {name: text for name, text in entities.items() if len(text) < _LONGEST_ENTITY}
        reader = _loosely(data, kept)
    return RawFeed(version or reader.version, reader.feeddata, reader.entries[:MAX_ENTRIES])


def _strictly(data: bytes) -> Any:  # noqa: ANN401 - feedparser's
    reader = _Strict("", None, "utf-8")
    reader.characters_left += len(data)
    parser = _Parser()
    parser.setFeature(feature_namespaces, 1)
    parser.setFeature(feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    try:
        parser.feed(data)
        parser.close()
    except xml.sax.SAXException:
        return None
    except _EnoughError:
        _drop_open_entry(reader)
    return reader


def _loosely(data: bytes, entities: dict[str, str]) -> Any:  # noqa: ANN401 - feedparser's
    reader = _Loose("", None, "utf-8", entities)
    try:
        reader.feed(without_gaps(data).decode("utf-8", "replace"))
    except _EnoughError:
        _drop_open_entry(reader)
    return reader


def _drop_open_entry(reader: _Bounded) -> None:
    # Half an entry has another text, and so another hash, each time it is read.
    if reader.inentry and len(reader.entries) > 1:
        reader.entries.pop()
