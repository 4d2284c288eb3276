"""Hints: the ids of due jobs, put on the queue after commit and again where they were lost."""

from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError
from sqlalchemy import Engine

from db import lookup
from db.session import reading
from worker import jobs, log
from worker.celery_app import app
from worker.kinds import worked
from worker.records import Hint
from worker.settings import Settings

MOST_HINTS = 2_000
"""How many hints a queue holds at most: the rest wait in the ledger until the sweep."""


def hint(due: Iterable[Hint]) -> bool:
    """Tell the workers of due jobs; False where the broker is away, which loses nothing."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
            for job_id, kind in due:
                app.send_task(
                    f"reportedly.{kind}",
                    (job_id,),
                    task_id=f"job-{job_id}",
                    connection=connection,
                    retry=False,
                )
    except (OperationalError, OSError) as error:
        log.event(log.BROKER_AWAY, error=str(error))
        return False
    return True


def sweep(engine: Engine, settings: Settings) -> None:
    """Release lost leases and fill the queues up with due jobs that no hint tells of."""
    released = jobs.sweep(engine)
    lost: list[Hint] = []
    with reading(engine) as connection:
        for queue, kinds in worked(poll=settings.poll).items():
            due = lookup.jobs.due(connection, kinds, jobs.hosts_now(), limit=MOST_HINTS)
            # More due rows than messages: some messages are lost. Which ones the broker cannot
            # say, so the oldest rows are told again; a row told twice is worked once.
            lost += due[: max(0, len(due) - _depth(queue))] if due else []
    if lost:
        hint(lost)
    if lost or released:
        log.event(log.SWEEP, released=released, queued=len(lost))


def _depth(queue: str) -> int:
    with app.connection_for_read() as connection:
        channel: Any = connection.default_channel
        return int(channel.queue_declare(queue, passive=False).message_count)
