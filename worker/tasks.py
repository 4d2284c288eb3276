"""The Celery tasks: one for each kind of job, and those that are no job."""

import time
from collections.abc import Mapping
from typing import Final

from celery.exceptions import Reject

from db.session import engine_for
from worker import celery_app, hints, jobs
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


def _work(job_id: int) -> None:
    """Work one job, and put on the queue what it queued."""
    settings = load_settings()
    queued = jobs.work(engine_for(settings.database), job_id, settings)
    if queued:
        hints.hint(queued)


for _kind in jobs.HANDLERS:
    app.task(name=task_of(_kind))(_work)

RENAMED: Final = ("reportedly.process", "reportedly.repair")
"""Tasks by names of earlier versions: a hint that one of them left on the queue is worked, and
not reported as an unregistered task. The rows of their jobs are renamed by migration 0008."""

for _name in RENAMED:
    app.task(name=_name)(_work)


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
