"""Every attempt to fetch, the bodies that they brought, and the state of hosts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime


class FetchRow(Base):
    """One attempt at one address: its outcome, size and duration, or why nothing came."""

    __tablename__ = "fetches"
    __table_args__ = (Index(None, "feed_id", "fetched_at"), Index(None, "fetched_at"))

    id: Mapped[RowId]
    feed_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("feeds.id"))
    url: Mapped[str] = mapped_column(Text)
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text)
    status: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    bytes_read: Mapped[int]
    milliseconds: Mapped[int]
    body_hash: Mapped[str | None] = mapped_column(Text)


class BodyRow(Base):
    """The raw bytes of an answer, one row per content, compressed with zstd."""

    __tablename__ = "bodies"

    id: Mapped[RowId]
    hash: Mapped[str] = mapped_column(Text, unique=True)
    size: Mapped[int]
    compressed: Mapped[bytes] = mapped_column(LargeBinary)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class HostRow(Base):
    """The state of a host, shared so that all processes together are polite to it."""

    __tablename__ = "hosts"

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(Text, unique=True)
    gap_seconds: Mapped[float]
    next_start_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resume_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(Text)
    crawl_delay: Mapped[float | None]
    robots: Mapped[str | None] = mapped_column(Text)
    robots_status: Mapped[int | None]
    robots_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
