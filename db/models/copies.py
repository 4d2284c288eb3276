"""What is one story's text: fingerprints, verified relations, and what hangs together."""

from datetime import datetime
from typing import get_args

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime, one_of
from worker.records import Relation


class FingerprintRow(Base):
    """One winnowed hash of a revision, with the moment of its event, which the window is of."""

    __tablename__ = "fingerprints"
    __table_args__ = (Index(None, "event_at"), {"sqlite_with_rowid": False})

    # In this order, so that of a hash only the window's part is read.
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    revision_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"), primary_key=True)


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
