"""Jobs: each is a row before it is a message."""

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, RowId, UtcDateTime, one_of

State = Literal["pending", "leased", "done", "dead"]
STATES = get_args(State)


class JobRow(Base):
    """One job with its state, its lease, its attempts and its last error."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index(None, "state", "run_after"),
        Index(None, "host", "state"),
        one_of("state", STATES),
    )

    id: Mapped[RowId]
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    # The web host that it asks, if any; the jobs of one host that run at a time are limited.
    host: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(Text, default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(Text)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
