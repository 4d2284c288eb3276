"""Hints: the ids of due jobs, put on the queue after commit, and again if they were lost."""

from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError
from sqlalchemy import Engine

from db import lookup
from db.session import reading
from worker import jobs, log
from worker.celery_app import app
from worker.kinds import task_of
from worker.queues import worked
from worker.records import Hint
from worker.settings import Settings

MOST_HINTS = 2_000
"""Hints that one sweep puts on a queue, at most; the other due rows wait for the next sweep. Not
measured: more jobs than one machine works between two sweeps."""


def hint(due: Iterable[Hint]) -> bool:
    """Put due jobs on the queue; return False if the broker is away, which loses nothing."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
            for job_id, kind in due:
                app.send_task(
                    task_of(kind),
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
    """Release lost leases, and send the hints of due jobs again where they were lost."""
    released = jobs.sweep(engine)
    lost: list[Hint] = []
    with reading(engine) as connection:
        for queue, kinds in worked(poll=settings.poll).items():
            due = lookup.jobs.due(connection, kinds, jobs.hosts_now(), limit=MOST_HINTS)
            # More due rows than messages: some messages are lost. The broker cannot say which,
            # so the oldest rows are sent again; a row that is sent twice is worked once.
            lost += due[: max(0, len(due) - _depth(queue))] if due else []
    if lost:
        hint(lost)
    if lost or released:
        log.event(log.SWEEP, released=released, queued=len(lost))


def _depth(queue: str) -> int:
    with app.connection_for_read() as connection:
        channel: Any = connection.default_channel
        return int(channel.queue_declare(queue, passive=False).message_count)
