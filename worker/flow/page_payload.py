"""The payload of the job of a page: its keys are spelled here and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from worker.accept import key_of_address
from worker.records import ArticleDraft


@dataclass(frozen=True, slots=True)
class PagePayload:
    """A page to visit: the entry that named it, and the validators of its last good answer.

    `entry` is what the feed says; its `url` is the address of the page. `published_from` is the
    element of the feed that its date is from.
    """

    feed_id: int
    source_key: str
    entry: ArticleDraft
    published_from: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.entry.url or ""

    def to_json(self) -> dict[str, Any]:
        """Return what the row of the job stores."""
        published = self.entry.published
        return {
            "feed": self.feed_id,
            "source_key": self.source_key,
            "url": self.url,
            "title": self.entry.title,
            "published": published.isoformat() if published else None,
            "published_from": self.published_from,
            "byline": self.entry.byline,
            "credit": self.entry.credit,
            "text": self.entry.text,
            "etag": self.etag,
            "last_modified": self.last_modified,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the payload of a row; those of earlier versions lack some keys."""
        url = stored["url"]
        entry = ArticleDraft(
            text=stored.get("text") or "",
            url=url,
            title=stored.get("title"),
            published=_moment(stored.get("published")),
            byline=_byline(stored.get("byline")),
            credit=stored.get("credit"),
        )
        return cls(
            feed_id=stored["feed"],
            source_key=stored.get("source_key") or key_of_address(url),
            entry=entry,
            published_from=stored.get("published_from"),
            etag=stored.get("etag"),
            last_modified=stored.get("last_modified"),
        )


def _byline(stored: str | list[str] | None) -> str | None:
    # Earlier versions stored a list of names.
    return ", ".join(stored) or None if isinstance(stored, list) else stored


def _moment(stored: str | None) -> date | datetime | None:
    if stored is None:
        return None
    is_day = len(stored) == len("2025-01-13")
    return date.fromisoformat(stored) if is_day else datetime.fromisoformat(stored)
