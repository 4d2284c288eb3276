"""Reprocessing: a job for every revision that does not show a run of the present extractor."""

from sqlalchemy import Engine

from db import lookup
from db.session import writing
from worker.extractors import extractor_for
from worker.flow.extraction import queue_revision
from worker.records import Hint
from worker.settings import Settings


def reprocess_all(engine: Engine, settings: Settings) -> list[Hint]:
    """Queue every revision that does not show the present extractor's run; return the jobs."""
    extractor = extractor_for(settings).identity
    with writing(engine) as connection:
        waiting = lookup.articles.without_run(connection, extractor)
        queued = [
            queue_revision(connection, revision_id, key, extractor) for revision_id, key in waiting
        ]
    return [hint for hint in queued if hint is not None]
