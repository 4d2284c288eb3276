"""How a job is worked: leased, renewed, finished with its result, put back or marked dead.

The row decides and the queue is only a hint: anything here may run twice, be killed halfway, or
meet another worker on the same row.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import psutil
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from db import lookup, persist
from db.session import reading, writing
from worker import kinds, log, queues
from worker.clock import now
from worker.errors import RejectedError, TransientError
from worker.fetch import hosts
from worker.flow import copy_recheck, extraction, feed_turn, page_visit
from worker.flow.outcome import Result
from worker.records import Hint
from worker.settings import Settings

Handler = Callable[[Engine, persist.jobs.Job, Settings], Result]

HANDLERS: Final[dict[str, Handler]] = {
    kinds.FETCH_FEED: feed_turn.fetch_feed,
    kinds.FETCH_PAGE: page_visit.fetch_page,
    kinds.EXTRACT: extraction.extract,
    kinds.RECHECK_COPIES: copy_recheck.recheck_copies,
}
"""The kinds of jobs, and the function that works each."""

_SECONDS_OF_LONGEST_RETRY = 3600
"""Seconds between two attempts at a job, at most, since each wait doubles; a round figure."""


def owner_name() -> str:
    """Return the name of this process as a lease's owner: host, process id, when it started."""
    process = psutil.Process()
    return f"{socket.gethostname()}:{process.pid}:{process.create_time():.2f}"


def is_gone(owner: str) -> bool:
    """Return whether the owner of a lease was a process of this machine that has ended."""
    host, process_id, started = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        return f"{psutil.Process(int(process_id)).create_time():.2f}" != started
    except psutil.NoSuchProcess:
        return True


def drained(engine: Engine, settings: Settings) -> bool:
    """Return whether no job of the kinds that are worked here is due or being worked."""
    with reading(engine) as connection:
        return lookup.jobs.open_work(connection, _worked(settings), now=now()) == 0


def work(engine: Engine, job_id: int, settings: Settings) -> list[Hint]:
    """Work one job by its id, if no other worker has it; return the jobs to put on the queue.

    Those are the jobs that its result queued, and the next one that waits for the same host.
    """
    with writing(engine) as connection:
        claimed = _claim(connection, job_id, settings)
    return [] if claimed is None else _run(engine, *claimed, settings)


def work_next(engine: Engine, settings: Settings) -> bool:
    """Work the job that has been due longest of those that may start; False if none may."""
    with writing(engine) as connection:
        job_id = lookup.jobs.next_due(connection, _worked(settings), hosts_now())
        claimed = None if job_id is None else _claim(connection, job_id, settings)
    if claimed is not None:
        _run(engine, *claimed, settings)
    return job_id is not None


def _claim(
    connection: Connection, job_id: int, settings: Settings
) -> tuple[persist.jobs.Job, datetime] | None:
    """Take the lease of a job and a slot at its host; return the job and when it may start.

    None if another worker has the job, or its host may not be asked now: then it stays due.
    """
    moment = start = now()
    host = lookup.jobs.host_of_job(connection, job_id)
    if host is not None:
        # The row is locked until the lease is written, so that no other job takes the slot.
        kept = persist.fetches.lock_host(connection, host, gap_seconds=settings.gap_seconds)
        running = lookup.jobs.running(connection, host)
        slot = hosts.reserve_slot(kept, running=running, now=moment)
        if slot is None:
            return None
        start, kept = slot.at, slot.host
    until = start + timedelta(seconds=settings.lease_seconds)
    job = persist.jobs.claim(connection, job_id, owner_name(), now=moment, until=until)
    if job is None:
        return None
    if host is not None:
        persist.fetches.save_host(connection, kept)
    return job, start


def hosts_now() -> lookup.jobs.Politeness:
    """Return the limits that decide, at this moment, which hosts may be asked."""
    return lookup.jobs.Politeness(now(), now() + hosts.PATIENCE, hosts.AT_A_TIME)


def _worked(settings: Settings) -> list[str]:
    return [kind for some in queues.worked(poll=settings.poll).values() for kind in some]


def _run(engine: Engine, job: persist.jobs.Job, start: datetime, settings: Settings) -> list[Hint]:
    """Work a leased job; return the jobs that it queued, and the next one of the same host."""
    queued = _handle(engine, job, start, settings)
    if job.host is not None:
        with reading(engine) as connection:
            following = lookup.jobs.next_of_host(connection, job.host, now=now())
        queued += [following] if following else []
    return queued


def _handle(
    engine: Engine, job: persist.jobs.Job, start: datetime, settings: Settings
) -> list[Hint]:
    """Call a job's handler, store the result or the error; return the jobs that it queued."""
    if job.attempts > settings.max_attempts:
        # An attempt that fails marks its job dead itself; the last ones were killed.
        _bury(engine, job, f"given up: its process was killed in {settings.max_attempts} attempts")
        return []
    try:
        with _lease_kept(engine, job, settings):
            time.sleep(max(0.0, (start - now()).total_seconds()))
            write = HANDLERS[job.kind](engine, job, settings)
            with writing(engine) as connection:
                outcome = write(connection)
                if outcome.again_at is None:
                    persist.jobs.finish(connection, job, now=now())
                else:
                    persist.jobs.reschedule(
                        connection,
                        job,
                        at=outcome.again_at,
                        payload=outcome.payload or job.payload,
                        host=outcome.host or job.host,
                    )
        log.event(outcome.event, **outcome.fields)
        return list(outcome.queued)
    except persist.jobs.LeaseLostError:
        log.event(log.JOB_LEASE_LOST, job=job.id, key=job.key)
    except RejectedError as error:
        _bury(engine, job, str(error))
    except KeyboardInterrupt:
        with writing(engine) as connection:
            persist.jobs.put_back(connection, job, "interrupted", run_after=now())
        raise
    except Exception as error:  # noqa: BLE001 - the ledger records any error
        _try_later(engine, job, error, settings)
    return []


def _try_later(
    engine: Engine, job: persist.jobs.Job, error: Exception, settings: Settings
) -> None:
    known = isinstance(error, TransientError)
    reason = str(error) if known else f"{type(error).__name__}: {error}".rstrip(": ")
    if job.attempts >= settings.max_attempts:
        _bury(engine, job, reason)
        return
    wait = min(settings.retry_seconds * 2 ** (job.attempts - 1), _SECONDS_OF_LONGEST_RETRY)
    with writing(engine) as connection:
        persist.jobs.put_back(connection, job, reason, run_after=now() + timedelta(seconds=wait))
    log.event(log.JOB_PUT_BACK, job=job.id, key=job.key, wait=wait, error=reason)


def _bury(engine: Engine, job: persist.jobs.Job, reason: str) -> None:
    with writing(engine) as connection:
        persist.jobs.bury(connection, job, reason, now=now())
    log.event(log.JOB_DEAD, job=job.id, key=job.key, error=reason)


@contextmanager
def _lease_kept(engine: Engine, job: persist.jobs.Job, settings: Settings) -> Iterator[None]:
    """Renew the lease from a thread until the work is done."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(settings.lease_seconds / 3):
            until = now() + timedelta(seconds=settings.lease_seconds)
            try:
                with writing(engine) as connection:
                    if not persist.jobs.renew(connection, job, until=until):
                        return
            except (SQLAlchemyError, TransientError) as error:
                # The database does not answer; if that lasts, the lease has to run out.
                log.event(log.JOB_PUT_BACK, job=job.id, error=type(error).__name__)

    thread = threading.Thread(target=renew, name=f"lease-{job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def sweep(engine: Engine) -> int:
    """Put back jobs whose lease ran out or whose local owner is gone; return how many."""
    with reading(engine) as connection:
        gone = [owner for owner in lookup.jobs.lease_owners(connection) if is_gone(owner)]
    with writing(engine) as connection:
        released = persist.jobs.release_owned(connection, gone)
        return released + persist.jobs.release_expired(connection, now=now())
