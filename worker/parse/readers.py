"""The kinds of documents that are read, and the function that reads each.

A reader is named by its module, which is imported when the first document of its kind is read:
the libraries for feeds and pages take a while, and most commands need neither.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["feed", "page", "text"]

READERS: Final[Mapping[Kind, str]] = {
    "feed": "worker.parse.feeds.reader:read_feed",
    "page": "worker.parse.pages.page:read_page",
    "text": "worker.parse.text.plaintext:read_text",
}
"""For each kind its reader: bytes to a `ParsedFeed` or a `Page`, characters to an `Article`."""


def reader(kind: Kind) -> Callable[..., Any]:
    """Return the function that reads documents of a kind; its module is imported now."""
    found: Callable[..., Any] = resolve_name(READERS[kind])
    return found
