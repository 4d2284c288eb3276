"""feedparser's two parsers with other handlers: strict for XML, loose for the rest.

In addition to the limits of the handlers each has its own: on depth, on attributes, on text made
by entities, on the pieces of a text.
"""

from __future__ import annotations

from typing import Any, Final

from feedparser.api import (  # type: ignore[import-untyped]
    LooseFeedParser,
    StrictFeedParser,
)

from worker.errors import RejectedError
from worker.parse.feeds.handlers import MAX_ELEMENTS, Bounded, EnoughError

MAX_PIECES: Final = 300_000
"""Pieces that the loose parser reads of all texts: entities and what is between them."""

MAX_DEPTH: Final = 200
"""Elements that are open at once."""

MAX_ATTRIBUTES: Final = 100
"""Attributes of one element."""

# Characters that named entities may add to a feed; more is an attack.
_SWELLING: Final = 1_000_000
_FOREIGN: Final = frozenset({"math", "svg"})


class Strict(Bounded, StrictFeedParser):  # type: ignore[misc]
    """The handlers, driven by a real XML parser."""

    nested = 0
    characters_left = _SWELLING
    decls: dict[str, str]
    unknown_endtag: Any
    _matchnamespaces: dict[str, str]

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self._tags: dict[tuple[str | None, str], str] = {}

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: ANN401, N802
        """Refuse what is nested as nothing is that was written to be read."""
        self.nested += 1
        if self.nested > MAX_DEPTH:
            raise RejectedError(f"not a feed: it is nested more than {MAX_DEPTH} elements deep")
        if len(attrs) > MAX_ATTRIBUTES:
            raise RejectedError(
                f"not a feed: an element has more than {MAX_ATTRIBUTES} attributes"
            )
        if attrs or self.decls or name[1] in _FOREIGN:
            super().startElementNS(name, qname, attrs)
        else:
            self.unknown_starttag(self._tags.get(name) or self._tag(name), [])

    def endElementNS(self, name: Any, _qname: Any) -> None:  # noqa: ANN401, N802
        """Count back."""
        self.nested -= 1
        self.unknown_endtag(self._tags.get(name) or self._tag(name))

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        """Forget the prefixes of the elements: they may change."""
        self._tags.clear()
        super().track_namespace(prefix, uri)

    def _tag(self, name: tuple[str | None, str]) -> str:
        """Return the element's name with the usual prefix of its namespace, else with its own."""
        namespace, local = name
        prefix = self._matchnamespaces.get((namespace or "").lower())
        if prefix is None and namespace:
            in_use = self.namespaces_in_use.items()
            prefix = next((given for given, uri in in_use if given and uri == namespace), None)
        tag = (f"{prefix}:{local}" if prefix else local).lower()
        self._tags[name] = tag
        return tag

    def characters(self, text: str) -> None:
        """Refuse text that grows well beyond the bytes that it came from."""
        self.characters_left -= len(text)
        if self.characters_left < 0:
            raise RejectedError("not a feed: its entities make more text than there is")
        super().characters(text)


class Loose(Bounded, LooseFeedParser):  # type: ignore[misc]
    """The handlers, driven by a parser that takes anything for a tag."""

    most_elements = MAX_ELEMENTS // 2
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
            raise EnoughError(f"its text is in more than {MAX_PIECES:,} pieces")
