"""Claims and their parts. `docs/claims.md` explains every column with examples."""

from datetime import date
from typing import get_args

from sqlalchemy import Date, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, BigKey, RowId, one_of
from worker import records


def _claim_key() -> Mapped[int]:
    return mapped_column(BigKey, ForeignKey("claims.id"), primary_key=True, autoincrement=False)


def _ordinal() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False)


class EntityRow(Base):
    """A person, institution or document that is a voice, or a place; each has one row."""

    __tablename__ = "entities"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        one_of("kind", ("voice", "place")),
    )

    id: Mapped[RowId]
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class ClaimRow(Base):
    """One proposition, one chain, one factuality, at one place of one revision."""

    __tablename__ = "claims"
    __table_args__ = (
        UniqueConstraint("run_id", "ordinal"),
        UniqueConstraint("run_id", "key"),
        one_of("section", get_args(records.SectionKind)),
        one_of("voice", ("attributed", "publisher")),
        one_of("factuality", get_args(records.Factuality)),
        one_of("polarity", get_args(records.Polarity)),
        one_of("speech", get_args(records.Speech)),
    )

    id: Mapped[RowId]
    run_id: Mapped[int] = mapped_column(BigKey, ForeignKey("runs.id"))
    ordinal: Mapped[int]
    key: Mapped[str] = mapped_column(Text, index=True)
    section: Mapped[str] = mapped_column(Text)
    voice: Mapped[str] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text)
    factuality: Mapped[str] = mapped_column(Text, index=True)
    polarity: Mapped[str] = mapped_column(Text)
    speech: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float | None]


class SpanRow(Base):
    """One span of a claim's evidence."""

    __tablename__ = "claim_spans"

    claim_id: Mapped[int] = _claim_key()
    ordinal: Mapped[int] = _ordinal()
    start: Mapped[int]
    end: Mapped[int]


class LinkRow(Base):
    """One voice of a claim's chain."""

    __tablename__ = "claim_links"
    __table_args__ = (one_of("role", get_args(records.Role)),)

    claim_id: Mapped[int] = _claim_key()
    position: Mapped[int] = _ordinal()
    group_number: Mapped[int] = _ordinal()
    role: Mapped[str] = mapped_column(Text)
    entity_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("entities.id"), index=True)
    name: Mapped[str | None] = mapped_column(Text)
    descriptor: Mapped[str | None] = mapped_column(Text)
    anonymous: Mapped[bool]
    mention_start: Mapped[int | None]
    mention_end: Mapped[int | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    explicit: Mapped[bool]


class QuantityRow(Base):
    """One number of a claim, with its bounds."""

    __tablename__ = "claim_quantities"
    __table_args__ = (
        one_of("comparator", get_args(records.Comparator)),
        one_of("property", get_args(records.Property)),
    )

    claim_id: Mapped[int] = _claim_key()
    ordinal: Mapped[int] = _ordinal()
    start: Mapped[int]
    end: Mapped[int]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    comparator: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    property: Mapped[str] = mapped_column(Text, index=True)
    implicit: Mapped[bool]


class TimeRow(Base):
    """When a claim was said, or when its event happened; no span where the time is inherited."""

    __tablename__ = "claim_times"
    __table_args__ = (
        one_of("role", ("said_at", "event_time")),
        one_of("granularity", get_args(records.Granularity)),
    )

    claim_id: Mapped[int] = _claim_key()
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[date] = mapped_column(Date)
    value_end: Mapped[date | None] = mapped_column(Date)
    granularity: Mapped[str] = mapped_column(Text)
    start: Mapped[int | None]
    end: Mapped[int | None]


class PlaceRow(Base):
    """A place that a claim's evidence names."""

    __tablename__ = "claim_places"

    claim_id: Mapped[int] = _claim_key()
    ordinal: Mapped[int] = _ordinal()
    entity_id: Mapped[int] = mapped_column(BigKey, ForeignKey("entities.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
