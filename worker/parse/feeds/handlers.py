"""feedparser's handlers of elements, within limits, and keeping more of what feeds say.

What differs: dates, tags and places are not worked out, since nobody here reads them so; every
date keeps the name of its element; the words of a picture are not taken for the entry's; a guid is
no link; and a feed is given up, or read no further, where it would take more time or memory than
any feed is worth.
"""

from __future__ import annotations

import re
from typing import Any, Final

from feedparser.util import FeedParserDict  # type: ignore[import-untyped]

from worker.errors import RejectedError
from worker.parse.bounds import cut_after

MAX_ELEMENTS: Final = 50_000
"""Elements that a feed is read to: about 7,500 entries of RSS, or 4,000 of Atom.

Those with attributes and those within a text take twice the time and count twice; of a feed that
is no XML half as many are read.
"""
MAX_NAMESPACES: Final = 100
"""Namespaces that a feed declares: each is looked through for each element."""

PUBLISHED: Final = {
    "pubdate": "pubDate",
    "published": "published",
    "issued": "issued",
    "dcterms_issued": "dcterms:issued",
    "dc_date": "dc:date",
    "date": "date",
    "prism_publicationdate": "prism:publicationDate",
    "created": "created",
    "dcterms_created": "dcterms:created",
}
"""Elements that say when an entry was published, the best first, each with its name in a feed."""
UPDATED: Final = {
    "updated": "updated",
    "modified": "modified",
    "dcterms_modified": "dcterms:modified",
    "lastbuilddate": "lastBuildDate",
}
"""The same for when it was changed."""
DATE: Final = "date:"
"""The prefix of the names under which dates are kept."""

_TO_MAP: Final = re.compile("[\x80-\x9f]")
# Elements that feedparser takes for parts of an image or a search box that does not end.
_IMAGE_PARTS: Final = frozenset({"title", "link", "description", "url", "href", "width", "height"})
_BOX_PARTS: Final = frozenset({"title", "link", "description", "name"})


class EnoughError(Exception):
    """A feed is read no further; the message says why."""


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


class Bounded:
    """feedparser's handlers, within limits."""

    # feedparser's, given here since the two parsers share nothing that is typed.
    pop: Any
    push: Any
    _save: Any
    _get_context: Any
    entries: list[dict[str, Any]]
    inentry: int
    incontent: int
    inimage: int
    insource: int
    sourcedata: dict[str, Any]
    inauthor: int
    intextinput: int
    guidislink: int
    baseuri: str
    lang: str | None
    basestack: list[str]
    langstack: list[str | None]
    elementstack: list[Any]
    namespacemap: dict[str, str]
    namespaces_in_use: dict[str, str]
    sanitize_html = False
    resolve_relative_uris = False
    most_elements = MAX_ELEMENTS
    elements = 0
    depth = 0
    cut: str | None = None

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.contentparams = _Parameters()
        self._names: dict[str, str] = {}

    def push_content(self, *given: object) -> None:
        """Begin a text."""
        super().push_content(*given)  # type: ignore[misc]
        self.contentparams = _Parameters(self.contentparams)

    def decode_entities(self, element: str, data: str) -> _Text:
        """Return the text of an element, its entities read."""
        return _Text(super().decode_entities(element, data))  # type: ignore[misc]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        """Count what begins, and read no further after too much of it."""
        is_plain = not attrs and not self.incontent
        self.elements += 1 if is_plain else 2
        if self.elements > self.most_elements:
            raise EnoughError(f"it has more than {self.most_elements:,} elements")
        if (cut := cut_after(len(self.entries))) is not None:
            raise EnoughError(cut)
        if not is_plain:
            super().unknown_starttag(tag, attrs)  # type: ignore[misc]
        else:
            self._start_plain(tag)

    def _start_plain(self, tag: str) -> None:
        """Begin an element without attributes: nothing is said of address, language or names."""
        self.depth += 1
        self.basestack.append(self.baseuri)
        self.langstack.append(self.lang)
        name = self._names.get(tag) or self._name(tag)
        if ":" not in tag:
            self.intextinput = self.intextinput if tag in _BOX_PARTS else 0
            self.inimage = self.inimage if tag in _IMAGE_PARTS else 0
        try:
            getattr(self, f"_start_{name}")({})
        except AttributeError:  # no handler, or one that is at a loss
            self.push(name, 1)

    def _name(self, tag: str) -> str:
        """Return feedparser's name of a tag: its usual prefix, an underscore for the colon."""
        prefix, colon, suffix = tag.partition(":")
        prefix = self.namespacemap.get(prefix, prefix) if colon else ""
        name = f"{prefix}_{suffix}" if prefix else suffix or tag
        self._names[tag] = name
        return name

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        """Refuse what is made of namespaces: each is looked through for each element."""
        if len(self.namespaces_in_use) > MAX_NAMESPACES:
            raise RejectedError(f"not a feed: it declares more than {MAX_NAMESPACES} namespaces")
        self._names.clear()
        super().track_namespace(prefix, uri)  # type: ignore[misc]

    def _sync_author_detail(self, *_key: str) -> None:
        """Leave names and addresses as they are given; `entries.author_names` takes them apart."""

    def _end_author(self) -> None:
        words = self.pop("author")
        self.inauthor = 0
        authors = dict.get(self._get_context(), "authors")
        if words and authors and not authors[-1]:
            authors[-1]["name"] = words

    _end_managingeditor = _end_author

    def _start_other(self, _attributes: dict[str, str]) -> None:
        self.push("other", 0)

    def _end_other(self) -> None:
        self.pop("other")

    # Elements with the names under which lists are kept.
    _start_links = _start_authors = _start_contributors = _start_hours = _start_days = _start_other
    _end_links = _end_authors = _end_contributors = _end_hours = _end_days = _end_other

    def _end_source(self) -> None:
        self.insource = 0
        title = self.pop("source")
        if title:
            self.sourcedata["title"] = title
        self._get_context()["source"] = dict(self.sourcedata)
        self.sourcedata.clear()

    def _end_guid(self) -> None:
        self.pop("id")
        self._save("guidislink", bool(self.guidislink))

    _end_id = _end_guid

    def _start_dc_source(self, attributes: dict[str, str]) -> None:
        self.push("dc_source", 1)
        self.elementstack[-1][2].append(attributes.get("rdf:resource", ""))

    def _start_hour(self, _attributes: dict[str, str]) -> None:
        self.push("hour", 1)

    def _end_hour(self) -> None:
        self._keep("hours", self.pop("hour"))

    def _start_day(self, _attributes: dict[str, str]) -> None:
        self.push("day", 1)

    def _end_day(self) -> None:
        self._keep("days", self.pop("day"))

    def _keep(self, name: str, words: str | None) -> None:
        if words and not self.inentry:
            dict.setdefault(self._get_context(), name, []).append(words)

    def _start_media_title(self, _attributes: dict[str, str]) -> None:
        self.push("media_title", 1)

    def _end_media_title(self) -> None:
        self.pop("media_title")

    def _start_media_description(self, _attributes: dict[str, str]) -> None:
        self.push("media_description", 1)

    def _end_media_description(self) -> None:
        self.pop("media_description")

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


def _keep_dates_apart() -> None:
    """Give each element with a date its own handlers: feedparser has two for all of them."""
    for tag, name in (PUBLISHED | UPDATED).items():
        key = f"{DATE}{name}"

        def start(self: Bounded, _attributes: dict[str, str], key: str = key) -> None:
            self.push(key, 1)

        def end(self: Bounded, key: str = key) -> None:
            self.pop(key)

        setattr(Bounded, f"_start_{tag}", start)
        setattr(Bounded, f"_end_{tag}", end)


_keep_dates_apart()
