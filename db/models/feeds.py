"""Feeds, their publishers and their entries."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime


class PublisherRow(Base):
    """An outlet, a wire or an official source."""

    __tablename__ = "publishers"

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)


class FeedRow(Base):
    """A source that is polled, with the result of its last poll and its next turn."""

    __tablename__ = "feeds"

    id: Mapped[RowId]
    url_key: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    publisher_id: Mapped[int] = mapped_column(BigKey, ForeignKey("publishers.id"))
    language: Mapped[str | None] = mapped_column(Text)
    site: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    allowed_hosts: Mapped[list[Any]] = mapped_column(JSON)
    headers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Paused by hand if there is no next turn; otherwise by itself, and the next turn is a probe.
    paused: Mapped[bool] = mapped_column(default=False)
    next_fetch_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_why: Mapped[str | None] = mapped_column(Text)
    interval_seconds: Mapped[int]
    ttl_minutes: Mapped[int | None]
    skip_hours: Mapped[list[Any]] = mapped_column(JSON, default=list)
    skip_days: Mapped[list[Any]] = mapped_column(JSON, default=list)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    # False once the server has wrongly answered "not modified".
    conditional: Mapped[bool] = mapped_column(default=True)
    full_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    body_hash: Mapped[str | None] = mapped_column(Text)
    moved_to: Mapped[str | None] = mapped_column(Text)
    times_moved: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    failure_weight: Mapped[float] = mapped_column(default=0.0)
    outcome: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedEntryRow(Base):
    """An entry of a feed, which names an article: one row per name, however often it is seen."""

    __tablename__ = "feed_entries"
    __table_args__ = (
        UniqueConstraint("feed_id", "entry_key"),
        Index(None, "feed_id", "url_key"),
        Index(None, "feed_id", "content_hash"),
    )

    id: Mapped[RowId]
    feed_id: Mapped[int] = mapped_column(BigKey, ForeignKey("feeds.id"))
    entry_key: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    url_key: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(Text)
    # The article that it became, which stays the same when its link or its guid changes.
    source_key: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_from: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[list[Any]] = mapped_column(JSON)
    credit: Mapped[str | None] = mapped_column(Text)
    credit_url: Mapped[str | None] = mapped_column(Text)
    enclosures: Mapped[list[Any]] = mapped_column(JSON)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
