"""Feeds, their publishers, what they named, and every attempt to fetch."""

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
    """A source that is polled, and what its last polls were like."""

    __tablename__ = "feeds"

    id: Mapped[RowId]
    url_key: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    publisher_id: Mapped[int] = mapped_column(BigKey, ForeignKey("publishers.id"))
    language: Mapped[str | None] = mapped_column(Text)
    allowed_hosts: Mapped[list[Any]] = mapped_column(JSON)
    paused: Mapped[bool] = mapped_column(default=False)
    next_fetch_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedEntryRow(Base):
    """How a feed names an article: once for each name, however often it is seen."""

    __tablename__ = "feed_entries"
    __table_args__ = (UniqueConstraint("feed_id", "entry_key"),)

    id: Mapped[RowId]
    feed_id: Mapped[int] = mapped_column(BigKey, ForeignKey("feeds.id"))
    entry_key: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(Text)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FetchRow(Base):
    """One attempt at one address: what came, how long it took, or why nothing came."""

    __tablename__ = "fetches"
    __table_args__ = (Index(None, "feed_id", "fetched_at"),)

    id: Mapped[RowId]
    feed_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("feeds.id"))
    url: Mapped[str] = mapped_column(Text)
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text)
    status: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    bytes_read: Mapped[int]
    milliseconds: Mapped[int]
