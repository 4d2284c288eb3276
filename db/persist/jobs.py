"""The writes of jobs: enqueue, claim, renew, finish, reschedule, put back, bury, release.

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
    """A job that the caller has leased."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    created_at: datetime
    owner: str
    host: str | None = None


class LeaseLostError(Exception):
    """Another worker has leased this job: the result of this attempt must not be stored.

    Operator: nothing; it happens after a pause longer than the lease, and the other result counts.
    """


def enqueue(  # noqa: PLR0913 - the columns of a job
    connection: Connection,
    kind: str,
    key: str,
    payload: dict[str, Any],
    *,
    now: datetime,
    again: bool = False,
    host: str | None = None,
) -> int | None:
    """Insert the row of a job; return its id, or None where it exists already.

    With `again`, a row that is done, dead or not due yet becomes due now, as if it were new.
    `host` is the web host that the job asks.
    """
    columns = {
        "payload": payload,
        "host": host,
        "state": "pending",
        "attempts": 0,
        "run_after": now,
        "error": None,
        "created_at": now,
        "finished_at": None,
    }
    statement = insert_into(connection, JobRow).values(kind=kind, key=key, **columns)
    if again:
        statement = statement.on_conflict_do_update(
            index_elements=["kind", "key"],
            set_=columns,
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
    """Insert jobs of one kind, given by their keys; return the ids of the new ones."""
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
    """Store a job that needs no worker: done, or dead if there is an error."""
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
    """Take the lease of a job; return None where it is not pending, or not due."""
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
    """Extend a lease; return False where it was lost."""
    return _changed(connection, _leased(job).values(lease_until=until))


def finish(connection: Connection, job: Job, *, now: datetime) -> None:
    """Mark a job done, in the transaction of its result.

    Raises:
        LeaseLostError: another worker has it; the error rolls the result back.
    """
    done = _leased(job).values(
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
    """Make a recurring job due at its next turn, in the transaction of this turn's result.

    Raises:
        LeaseLostError: another worker has it; the error rolls the result back.
    """
    waiting = _leased(job).values(
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
    """Make a job pending again, to be retried later; return False where the lease was lost."""
    pending = _leased(job).values(
        state="pending", error=error, run_after=run_after, lease_owner=None, lease_until=None
    )
    return _changed(connection, pending)


def bury(connection: Connection, job: Job, error: str, *, now: datetime) -> bool:
    """Mark a job dead with its error; return False where the lease was lost."""
    dead = _leased(job).values(
        state="dead", error=error, finished_at=now, lease_owner=None, lease_until=None
    )
    return _changed(connection, dead)


def release_expired(connection: Connection, *, now: datetime) -> int:
    """Make jobs whose lease has expired pending again; return how many."""
    return _release(connection, JobRow.lease_until < now, "the lease ran out")


def release_owned(connection: Connection, owners: Sequence[str]) -> int:
    """Make the jobs of these owners, who are gone, pending again; return how many."""
    if not owners:
        return 0
    return _release(connection, JobRow.lease_owner.in_(owners), "its process was killed")


def revive(connection: Connection, job_ids: Sequence[int], *, now: datetime) -> int:
    """Make dead jobs pending again, with no attempts counted; return how many."""
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


def _leased(job: Job) -> Update:
    """Return the update of a job that its owner still has leased."""
    return update(JobRow).where(
        JobRow.id == job.id, JobRow.state == "leased", JobRow.lease_owner == job.owner
    )


def _changed(connection: Connection, statement: Update) -> bool:
    return _count(connection, statement) == 1


def _count(connection: Connection, statement: Update) -> int:
    return connection.execute(statement).rowcount
