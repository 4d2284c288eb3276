"""Extractors, their runs over revisions, and the run of each revision that is shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, UtcDateTime
from worker.records import RunOutcome


class ExtractorRow(Base):
    """A name, a version and the hash of a configuration: rules, word lists, model, parser."""

    __tablename__ = "extractors"
    __table_args__ = (UniqueConstraint("name", "version", "config_hash"),)

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    config_hash: Mapped[str] = mapped_column(Text)
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RunRow(Base):
    """One extractor over one revision: the outcome, and the rejections with their reasons."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("revision_id", "extractor_id"),)

    id: Mapped[RowId]
    revision_id: Mapped[int] = mapped_column(BigKey, ForeignKey("revisions.id"))
    extractor_id: Mapped[int] = mapped_column(BigKey, ForeignKey("extractors.id"))
    outcome: Mapped[RunOutcome] = mapped_column(Text, server_default="extracted")
    claims: Mapped[int]
    rejections: Mapped[list[Any]] = mapped_column(JSON)
    milliseconds: Mapped[int]
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActiveRunRow(Base):
    """The run of a revision that is shown; to promote or roll back, one row is changed."""

    __tablename__ = "active_runs"

    revision_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("revisions.id"), primary_key=True, autoincrement=False
    )
    run_id: Mapped[int] = mapped_column(BigKey, ForeignKey("runs.id"))
