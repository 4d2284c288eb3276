"""What the ledger of work holds: backlog, leases, dead jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, func, select

from db.models import JobRow
from worker.records import Hint


@dataclass(frozen=True, slots=True)
class JobView:
    """A row of the ledger as it is shown."""

    id: int
    kind: str
    key: str
    state: str
    attempts: int
    run_after: datetime
    lease_owner: str | None
    error: str | None


def due(connection: Connection, kinds: Sequence[str], *, now: datetime, limit: int) -> list[Hint]:
    """Return the oldest due pending jobs of these kinds."""
    statement = (
        select(JobRow.id, JobRow.kind)
        .where(JobRow.kind.in_(kinds), JobRow.state == "pending", JobRow.run_after <= now)
        .order_by(JobRow.id)
        .limit(limit)
    )
    return [Hint(*row) for row in connection.execute(statement)]


def open_work(connection: Connection, kinds: Sequence[str], *, now: datetime) -> int:
    """Return how many jobs of these kinds are due or being done right now."""
    statement = (
        select(func.count())
        .select_from(JobRow)
        .where(JobRow.kind.in_(kinds))
        .where(
            (JobRow.state == "leased") | ((JobRow.state == "pending") & (JobRow.run_after <= now))
        )
    )
    return connection.execute(statement).scalar_one()


def lease_owners(connection: Connection) -> list[str]:
    """Return the owners of all leases."""
    statement = select(JobRow.lease_owner).where(JobRow.state == "leased").distinct()
    return [owner for owner in connection.execute(statement).scalars() if owner]


def find(
    connection: Connection, *, state: str | None = None, kind: str | None = None, limit: int = 50
) -> list[JobView]:
    """Return the newest jobs, of one state and kind if asked."""
    statement = select(
        JobRow.id,
        JobRow.kind,
        JobRow.key,
        JobRow.state,
        JobRow.attempts,
        JobRow.run_after,
        JobRow.lease_owner,
        JobRow.error,
    )
    if state:
        statement = statement.where(JobRow.state == state)
    if kind:
        statement = statement.where(JobRow.kind == kind)
    rows = connection.execute(statement.order_by(JobRow.id.desc()).limit(limit))
    return [JobView(*row) for row in rows]


def counts(connection: Connection, *, now: datetime) -> dict[str, int]:
    """Return how many jobs each state has; those that wait for later are `scheduled`."""
    later = and_(JobRow.state == "pending", JobRow.run_after > now)
    state = case((later, "scheduled"), else_=JobRow.state).label("state")
    statement = select(state, func.count()).group_by(state)
    return dict(connection.execute(statement).all())


def ended(connection: Connection, kind: str, key: str) -> bool:
    """Whether this work was done once, or given up."""
    statement = select(JobRow.state).where(JobRow.kind == kind, JobRow.key == key)
    return connection.execute(statement).scalar() in {"done", "dead"}
