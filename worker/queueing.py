"""Hints: the ids of due jobs, put on the queue after commit and again where they were lost."""

from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError
from sqlalchemy import Engine

from db.lookup import jobs as lookup
from db.session import reading
from worker import jobs, log
from worker.celery_app import EXTRACT, PROCESS, app
from worker.clock import now

MOST_HINTS = 2_000
"""How many hints a queue holds at most: the rest wait in the ledger until the sweep."""


def hint(job_ids: Iterable[int]) -> bool:
    """Tell the workers of due jobs; False where the broker is away, which loses nothing."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
            for job_id in job_ids:
                app.send_task(
                    PROCESS, (job_id,), task_id=f"job-{job_id}", connection=connection, retry=False
                )
    except (OperationalError, OSError) as error:
        log.event(log.BROKER_AWAY, error=str(error))
        return False
    return True


def sweep(engine: Engine) -> None:
    """Release lost leases and fill the queue up with due jobs that no hint tells of."""
    released = jobs.sweep(engine)
    depth = _depth()
    with reading(engine) as connection:
        due = lookup.due(connection, now=now(), limit=MOST_HINTS)
    # More due rows than messages: some messages are lost. Which ones the broker cannot say, so
    # the oldest rows are told again; a row told twice is worked once.
    lost = [job_id for job_id, _kind in due[: max(0, len(due) - depth)]]
    if lost:
        hint(lost)
    if lost or released:
        log.event(log.SWEEP, released=released, queued=len(lost))


def _depth() -> int:
    with app.connection_for_read() as connection:
        channel: Any = connection.default_channel
        return int(channel.queue_declare(EXTRACT, passive=False).message_count)
