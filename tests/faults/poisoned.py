"""The application with two poisonous texts: one raises an exception, one kills its process."""

import os
import signal

from sqlalchemy import Engine

from db.lookup import articles
from db.persist.jobs import Job
from db.session import reading
from worker import jobs
from worker.celery_app import app
from worker.flow import extraction
from worker.flow.outcome import Result
from worker.kinds import EXTRACT
from worker.settings import Settings

__all__ = ["app"]

RAISES, KILLS = "this text raises", "this text kills"


def _extract(engine: Engine, job: Job, settings: Settings) -> Result:
    with reading(engine) as connection:
        revision = articles.revision(connection, job.payload["revision"])
    assert revision
    if RAISES in revision.article.text:
        raise ValueError("a rule met a text it did not expect")
    if KILLS in revision.article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extraction.extract(engine, job, settings)


jobs.HANDLERS[EXTRACT] = _extract
