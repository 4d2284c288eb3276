"""What is one story's text: fingerprints, verified relations, and what hangs together."""

from datetime import datetime
from typing import Final, get_args

from sqlalchemy import JSON, BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.schema import Base, BigKey, RowId, UtcDateTime, one_of
from worker.records import Relation

SPAN: Final = 72 * 3600
"""Seconds of event time of which the fingerprints lie together."""


def span_of(second: int) -> int:
    """Return which span a second since 1970 lies in."""
    return second // SPAN


class FingerprintRow(Base):
    """One winnowed hash of a revision, with the second of its event.

    Derived, written by the thousand, and gone after some weeks: no foreign key is checked. In this
    order, new rows lie together, of a hash only the window's part is read, and what is old is
    deleted from one end.
    """

    __tablename__ = "fingerprints"
    __table_args__ = ({"sqlite_with_rowid": False},)

    # What `span_of` says of the second.
    span: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    second: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)


class PublisherLineRow(Base):
    """A line that a publisher puts into story after story; what was learned is never changed."""

    __tablename__ = "publisher_lines"

    publisher: Mapped[str] = mapped_column(Text, primary_key=True)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(index=True)
    line: Mapped[str] = mapped_column(Text)
    stories: Mapped[int]
    learned_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CopyRow(Base):
    """A verified relation of two revisions: what the newer is to the older, and the proof."""

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
    """Union-find over revisions: those with one root are one story; the root has itself."""

    __tablename__ = "stories"

    revision_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("revisions.id"), primary_key=True, autoincrement=False
    )
    parent_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"), index=True)
