"""The Celery tasks: a name, ids, and one call each."""

import time
from collections.abc import Mapping

from celery.exceptions import Reject

from db.session import engine_for
from worker import celery_app, hints, jobs
from worker.celery_app import app
from worker.errors import TransientError
from worker.flow import documents, publisher_lines, retention
from worker.settings import load_settings


@app.task(name=celery_app.ACCEPT)
def accept(document: Mapping[str, object]) -> None:
    """Store a pushed document, as `document.schema.json` has it, and queue its extraction."""
    settings = load_settings()
    try:
        stored = documents.store_or_record(engine_for(settings.database), document, settings)
    except TransientError as error:
        # There is no row yet that could be tried later: the message itself goes back.
        time.sleep(1)
        raise Reject(error, requeue=True) from error
    if stored and stored.queued:
        hints.hint([stored.queued])


@app.task(name="reportedly.fetch_feed")
def fetch_feed(job_id: int) -> None:
    """Poll one feed."""
    _work(job_id)


@app.task(name="reportedly.fetch_page")
def fetch_page(job_id: int) -> None:
    """Read the page of one entry."""
    _work(job_id)


@app.task(name="reportedly.process")
def process(job_id: int) -> None:
    """Extract and persist one revision."""
    _work(job_id)


@app.task(name="reportedly.repair")
def repair(job_id: int) -> None:
    """Look for copies again, for half a minute."""
    _work(job_id)


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
    """Delete what fetching left behind long ago."""
    settings = load_settings()
    retention.forget(engine_for(settings.database), settings)


def _work(job_id: int) -> None:
    settings = load_settings()
    queued = jobs.work(engine_for(settings.database), job_id, settings)
    if queued:
        hints.hint(queued)
