"""The ledger's writes: enqueue, claim, renew, finish, put back, bury, sweep.

Every change of a leased job is a compare-and-set on its owner, so that a worker that lost its
lease can change nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, and_, or_, update

from db.models import JobRow
from db.session import insert_into


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that the caller holds the lease of."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    created_at: datetime
    owner: str
    host: str | None = None


class LeaseLostError(Exception):
    """Another worker has this job now: nothing of this attempt may be kept.

    Operator: nothing; it happens after a pause longer than the lease, and the other one counts.
    """


def enqueue(  # noqa: PLR0913 - what a row of work is
    connection: Connection,
    kind: str,
    key: str,
    payload: dict[str, Any],
    *,
    now: datetime,
    again: bool = False,
    host: str | None = None,
) -> int | None:
    """Write the row of a piece of work; return its id, or None where it is there already.

    With `again`, a row that is done, dead or waiting for later is due now, as if it were new.
    `host` is the web host that it asks.
    """
    fresh = {
        "payload": payload,
        "host": host,
        "state": "pending",
        "attempts": 0,
        "run_after": now,
        "error": None,
        "created_at": now,
        "finished_at": None,
    }
    statement = insert_into(connection, JobRow).values(kind=kind, key=key, **fresh)
    if again:
        statement = statement.on_conflict_do_update(
            index_elements=["kind", "key"],
            set_=fresh,
            where=or_(
                JobRow.state.in_(("done", "dead")),
                and_(JobRow.state == "pending", JobRow.run_after > now),
            ),
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=["kind", "key"])
    return connection.execute(statement.returning(JobRow.id)).scalar()


def enqueue_many(
    connection: Connection,
    kind: str,
    payloads: Mapping[str, Mapping[str, object]],
    *,
    now: datetime,
) -> dict[str, int]:
    """Write the rows of work of one kind by their keys; return the ids of those that are new."""
    if not payloads:
        return {}
    statement = (
        insert_into(connection, JobRow)
        .on_conflict_do_nothing(index_elements=["kind", "key"])
        .returning(JobRow.id, JobRow.key)
    )
    shared = {"kind": kind, "state": "pending", "attempts": 0, "run_after": now, "created_at": now}
    rows = [{**shared, "key": key, "payload": payload} for key, payload in payloads.items()]
    return {row.key: row.id for row in connection.execute(statement, rows)}


def record(
    connection: Connection,
    kind: str,
    key: str,
    payload: dict[str, Any],
    *,
    now: datetime,
    error: str | None = None,
) -> None:
    """Write down work that ended as it came: done, or dead with its error."""
    ended = {
        "payload": payload,
        "state": "dead" if error else "done",
        "error": error,
        "attempts": 1,
        "finished_at": now,
    }
    connection.execute(
        insert_into(connection, JobRow)
        .values(kind=kind, key=key, run_after=now, created_at=now, **ended)
        .on_conflict_do_update(index_elements=["kind", "key"], set_=ended)
    )


def claim(
    connection: Connection, job_id: int, owner: str, *, now: datetime, until: datetime
) -> Job | None:
    """Take the lease of a due pending job; None where another has it or nothing is to do."""
    row = connection.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == "pending", JobRow.run_after <= now)
        .values(state="leased", lease_owner=owner, lease_until=until, attempts=JobRow.attempts + 1)
        .returning(
            JobRow.id,
            JobRow.kind,
            JobRow.key,
            JobRow.payload,
            JobRow.attempts,
            JobRow.created_at,
            JobRow.host,
        )
    ).one_or_none()
    if row is None:
        return None
    return Job(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        attempts=row.attempts,
        created_at=row.created_at,
        owner=owner,
        host=row.host,
    )


def renew(connection: Connection, job: Job, *, until: datetime) -> bool:
    """Lengthen a lease; False where it was lost."""
    return _changed(connection, _held(job).values(lease_until=until))


def finish(connection: Connection, job: Job, *, now: datetime) -> None:
    """Mark a job done, in the transaction of its result; LeaseLostError undoes that result."""
    done = _held(job).values(
        state="done", finished_at=now, error=None, lease_owner=None, lease_until=None
    )
    if not _changed(connection, done):
        raise LeaseLostError(f"job {job.id} ({job.kind} {job.key}) was taken over")


def reschedule(
    connection: Connection,
    job: Job,
    *,
    at: datetime,
    payload: dict[str, Any],
    host: str | None,
) -> None:
    """Let a job that recurs wait for its next turn, in the transaction of this one's result."""
    waiting = _held(job).values(
        state="pending",
        payload=payload,
        host=host,
        attempts=0,
        run_after=at,
        error=None,
        lease_owner=None,
        lease_until=None,
    )
    if not _changed(connection, waiting):
        raise LeaseLostError(f"job {job.id} ({job.kind} {job.key}) was taken over")


def put_back(connection: Connection, job: Job, error: str, *, run_after: datetime) -> bool:
    """Give a job back to the ledger, to be tried again after a while; False where it was lost."""
    pending = _held(job).values(
        state="pending", error=error, run_after=run_after, lease_owner=None, lease_until=None
    )
    return _changed(connection, pending)


def bury(connection: Connection, job: Job, error: str, *, now: datetime) -> bool:
    """Mark a job dead with its error; False where the lease was lost."""
    dead = _held(job).values(
        state="dead", error=error, finished_at=now, lease_owner=None, lease_until=None
    )
    return _changed(connection, dead)


def release_expired(connection: Connection, *, now: datetime) -> int:
    """Put jobs whose lease has run out back to pending; return how many."""
    return _release(connection, JobRow.lease_until < now, "the lease ran out")


def release_owned(connection: Connection, owners: Sequence[str]) -> int:
    """Put the jobs of these owners, who are gone, back to pending; return how many."""
    if not owners:
        return 0
    return _release(connection, JobRow.lease_owner.in_(owners), "its process was killed")


def revive(connection: Connection, job_ids: Sequence[int], *, now: datetime) -> int:
    """Put dead jobs back to pending with fresh attempts; return how many."""
    statement = (
        update(JobRow)
        .where(JobRow.id.in_(job_ids), JobRow.state == "dead")
        .values(state="pending", attempts=0, run_after=now, finished_at=None)
    )
    return _count(connection, statement)


def _release(connection: Connection, condition: Any, why: str) -> int:  # noqa: ANN401 - a clause
    statement = (
        update(JobRow)
        .where(JobRow.state == "leased", or_(condition))
        .values(state="pending", lease_owner=None, lease_until=None, error=why)
    )
    return _count(connection, statement)


def _held(job: Job) -> Update:
    return update(JobRow).where(
        JobRow.id == job.id, JobRow.state == "leased", JobRow.lease_owner == job.owner
    )


def _changed(connection: Connection, statement: Update) -> bool:
    return _count(connection, statement) == 1


def _count(connection: Connection, statement: Update) -> int:
    return connection.execute(statement).rowcount
