"""The Celery tasks: each has a name, takes an id and makes one call."""

import time
from collections.abc import Mapping
from typing import Final

from celery.exceptions import Reject

from db.session import engine_for
from worker import celery_app, hints, jobs, kinds
from worker.celery_app import app
from worker.errors import TransientError
from worker.flow import documents, publisher_lines, retention
from worker.kinds import task_of
from worker.settings import load_settings


@app.task(name=celery_app.ACCEPT)
def accept(document: Mapping[str, object]) -> None:
    """Store a pushed document (see `document.schema.json`) and queue its extraction."""
    settings = load_settings()
    try:
        stored = documents.store_or_record(engine_for(settings.database), document, settings)
    except TransientError as error:
        # There is no row yet to be tried again, so the message itself is put back.
        time.sleep(1)
        raise Reject(error, requeue=True) from error
    if stored and stored.queued:
        hints.hint([stored.queued])


@app.task(name=task_of(kinds.FETCH_FEED))
def fetch_feed(job_id: int) -> None:
    """Poll one feed."""
    _work(job_id)


@app.task(name=task_of(kinds.FETCH_PAGE))
def fetch_page(job_id: int) -> None:
    """Read the page of one entry."""
    _work(job_id)


@app.task(name=task_of(kinds.EXTRACT))
def extract(job_id: int) -> None:
    """Extract the claims of one revision and store the run."""
    _work(job_id)


@app.task(name=task_of(kinds.RECHECK_COPIES))
def recheck_copies(job_id: int) -> None:
    """Compare texts again, for half a minute."""
    _work(job_id)


RENAMED: Final = {"reportedly.process": extract, "reportedly.repair": recheck_copies}
"""Tasks by their names in earlier versions, so that hints which those left on the queue are worked
instead of reported as unregistered. The rows of their jobs are renamed by migration 0008."""

for _name, _task in RENAMED.items():
    app.task(name=_name)(_task.run)


@app.task(name=celery_app.LEARN)
def learn() -> None:
    """Learn which lines publishers repeat."""
    publisher_lines.learn(engine_for(load_settings().database))


@app.task(name=celery_app.SWEEP)
def sweep() -> None:
    """Put lost work back on the queue."""
    settings = load_settings()
    hints.sweep(engine_for(settings.database), settings)


@app.task(name=celery_app.FORGET)
def forget() -> None:
    """Delete raw bodies, attempts and fingerprints that are past their time."""
    settings = load_settings()
    retention.forget(engine_for(settings.database), settings)


def _work(job_id: int) -> None:
    settings = load_settings()
    queued = jobs.work(engine_for(settings.database), job_id, settings)
    if queued:
        hints.hint(queued)
