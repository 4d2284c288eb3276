"""The kinds of documents that are read, and the function that reads each.

A reader is named by its module, which is imported when the first document of its kind is read:
the libraries for feeds and pages take a while, and most commands need neither.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from worker.records import Article, Page, ParsedFeed

Kind = Literal["feed", "page", "text"]

READERS: Final[Mapping[Kind, str]] = {
    "feed": "worker.parse.feeds.reader:read_feed",
    "page": "worker.parse.pages.page:read_page",
    "text": "worker.parse.text.plaintext:read_text",
}
"""For each kind its reader: bytes to a `ParsedFeed` or a `Page`, characters to an `Article`."""

_Read_co = TypeVar("_Read_co", covariant=True)


class ReadsBytes(Protocol[_Read_co]):
    """A function that reads the bytes of a document."""

    def __call__(
        self, body: bytes, *, url: str, content_type: str | None, now: datetime | None
    ) -> _Read_co:
        """Return what is in `body`, which came from `url`; dates well after `now` are dropped."""


class ReadsText(Protocol):
    """A function that reads the characters of a document."""

    def __call__(
        self,
        text: str,
        *,
        title: str | None,
        published: Any,  # noqa: ANN401 - a day or a moment
    ) -> Article:
        """Return the article in `text`; a title or day that is None is looked for there."""


@overload
def reader(kind: Literal["feed"]) -> ReadsBytes[ParsedFeed]: ...
@overload
def reader(kind: Literal["page"]) -> ReadsBytes[Page]: ...
@overload
def reader(kind: Literal["text"]) -> ReadsText: ...
def reader(kind: Kind) -> object:
    """Return the function that reads documents of a kind; its module is imported now."""
    return resolve_name(READERS[kind])
