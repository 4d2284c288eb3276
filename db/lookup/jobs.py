"""The reads of jobs: the backlog, leases, dead jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from db.models import HostRow, JobRow
from worker.records import Hint


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as it is shown."""

    id: int
    kind: str
    key: str
    state: str
    attempts: int
    run_after: datetime
    lease_owner: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Politeness:
    """The limits on hosts: the next request may start until `soon`, `at_a_time` may run."""

    now: datetime
    soon: datetime
    at_a_time: int


def due(
    connection: Connection, kinds: Sequence[str], politeness: Politeness, *, limit: int
) -> list[Hint]:
    """Return the due jobs of these kinds that may start, the longest due first.

    At most as many of one host as may run at a time, so that a host with thousands does not hide
    the others.
    """
    place = func.row_number().over(
        partition_by=JobRow.host, order_by=(JobRow.run_after, JobRow.id)
    )
    waiting = (
        select(JobRow.id, JobRow.kind, JobRow.host, JobRow.run_after, place.label("place"))
        .where(JobRow.kind.in_(kinds), *_startable(politeness))
        .subquery()
    )
    statement = (
        select(waiting.c.id, waiting.c.kind)
        .where(or_(waiting.c.host.is_(None), waiting.c.place <= politeness.at_a_time))
        .order_by(waiting.c.run_after, waiting.c.id)
        .limit(limit)
    )
    return [Hint(*row) for row in connection.execute(statement)]


def next_due(connection: Connection, kinds: Sequence[str], politeness: Politeness) -> int | None:
    """Return the job that has been due longest of those that may start, and lock its row."""
    statement = (
        select(JobRow.id)
        .where(JobRow.kind.in_(kinds), *_startable(politeness))
        .order_by(JobRow.run_after, JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return connection.execute(statement).scalar()


def next_of_host(connection: Connection, host: str, *, now: datetime) -> Hint | None:
    """Return the job that has been due longest of those that ask this host."""
    statement = (
        select(JobRow.id, JobRow.kind)
        .where(JobRow.host == host, JobRow.state == "pending", JobRow.run_after <= now)
        .order_by(JobRow.run_after, JobRow.id)
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else Hint(*row)


def host_of_job(connection: Connection, job_id: int) -> str | None:
    """Return the web host that a job asks, or None if it asks none."""
    return connection.execute(select(JobRow.host).filter_by(id=job_id)).scalar()


def running(connection: Connection, host: str) -> int:
    """Return how many jobs that ask this host are being worked."""
    statement = select(func.count()).where(JobRow.host == host, JobRow.state == "leased")
    return connection.execute(statement).scalar_one()


def _startable(politeness: Politeness) -> tuple[ColumnElement[bool], ...]:
    full = (
        select(JobRow.host)
        .where(JobRow.state == "leased", JobRow.host.is_not(None))
        .group_by(JobRow.host)
        .having(func.count() >= politeness.at_a_time)
    )
    closed = select(HostRow.name).where(
        or_(HostRow.resume_at > politeness.now, HostRow.next_start_at > politeness.soon)
    )
    open_host = and_(JobRow.host.not_in(full), JobRow.host.not_in(closed))
    return (
        JobRow.state == "pending",
        JobRow.run_after <= politeness.now,
        or_(JobRow.host.is_(None), open_host),
    )


def open_work(connection: Connection, kinds: Sequence[str], *, now: datetime) -> int:
    """Return how many jobs of these kinds are being worked, or due at a host that may be asked."""
    quiet = select(HostRow.name).where(HostRow.resume_at > now)
    due_now = and_(
        JobRow.state == "pending",
        JobRow.run_after <= now,
        or_(JobRow.host.is_(None), JobRow.host.not_in(quiet)),
    )
    statement = (
        select(func.count())
        .select_from(JobRow)
        .where(JobRow.kind.in_(kinds), or_(JobRow.state == "leased", due_now))
    )
    return connection.execute(statement).scalar_one()


def lease_owners(connection: Connection) -> list[str]:
    """Return the owners of all leases."""
    statement = select(JobRow.lease_owner).where(JobRow.state == "leased").distinct()
    return [owner for owner in connection.execute(statement).scalars() if owner]


def find(
    connection: Connection, *, state: str | None = None, kind: str | None = None, limit: int = 50
) -> list[JobView]:
    """Return the newest jobs, of one state and kind if given."""
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
    """Return how many jobs each state has; pending jobs that are not due are `scheduled`."""
    later = and_(JobRow.state == "pending", JobRow.run_after > now)
    state = case((later, "scheduled"), else_=JobRow.state).label("state")
    statement = select(state, func.count()).group_by(state)
    return dict(connection.execute(statement).all())


def ended(connection: Connection, kind: str) -> set[str]:
    """Return the keys of the jobs of this kind that are done or dead."""
    statement = select(JobRow.key).where(JobRow.kind == kind, JobRow.state.in_(("done", "dead")))
    return set(connection.execute(statement).scalars())
