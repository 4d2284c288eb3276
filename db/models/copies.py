"""Copies: fingerprints of revisions, verified relations between them, and their stories."""

from datetime import datetime
from typing import Final, get_args

from sqlalchemy import JSON, BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime, one_of
from worker.records import Relation

SPAN: Final = 72 * 3600
"""Seconds of event time whose fingerprints are stored together: as long as the window in which
copies are looked for, so that a lookup reads three spans."""


def span_of(second: int) -> int:
    """Return the number of the span that contains a second since 1970."""
    return second // SPAN


class FingerprintRow(Base):
    """One winnowed hash of a revision, with the second of its event.

    Derived, written by the thousand and deleted after some weeks, so there is no foreign key to
    check. In the order of the key, new rows are adjacent, a lookup reads only a hash's rows in the
    window, and old rows are deleted from one end.
    """

    __tablename__ = "fingerprints"
    __table_args__ = ({"sqlite_with_rowid": False},)

    # `span_of(second)`.
    span: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    second: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)


class PublisherLineRow(Base):
    """A line that a publisher repeats in story after story; rows are added, never changed."""

    __tablename__ = "publisher_lines"

    publisher: Mapped[str] = mapped_column(Text, primary_key=True)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(index=True)
    line: Mapped[str] = mapped_column(Text)
    stories: Mapped[int]
    learned_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CopyRow(Base):
    """A verified relation of the newer of two revisions to the older, with the proof."""

    __tablename__ = "copies"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        one_of("relation", get_args(Relation)),
    )

    id: Mapped[RowId]
    low_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"))
    high_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"), index=True)
    older_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"))
    relation: Mapped[str] = mapped_column(Text)
    contained_older: Mapped[float]
    contained_newer: Mapped[float]
    evidence: Mapped[dict[str, list[str] | int]] = mapped_column(JSON)
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StoryRow(Base):
    """Union-find over revisions: those with one root are one story; a root is its own parent."""

    __tablename__ = "stories"

    revision_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("revisions.id"), primary_key=True, autoincrement=False
    )
    parent_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"), index=True)
