"""Articles and their revisions, with the text as it was accepted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime, one_of
from worker.records import Notice


class ArticleRow(Base):
    """One story page at one address, or one pushed document."""

    __tablename__ = "articles"
    __table_args__ = (one_of("status", ("active", "corrected", "retracted", "gone")),)

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(Text, unique=True)
    source_key: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default="active")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    times_seen: Mapped[int] = mapped_column(default=1)


class RevisionRow(Base):
    """One text of an article, never changed; every offset refers to one of these."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[RowId]
    article_id: Mapped[int] = mapped_column(BigKey, ForeignKey("articles.id"))
    number: Mapped[int]
    text_hash: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date | None] = mapped_column(Date)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_from: Mapped[str | None] = mapped_column(Text)
    modified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    credit: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    byline: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    notice: Mapped[Notice | None] = mapped_column(Text)
    sections: Mapped[list[Any]] = mapped_column(JSON)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
