"""The extraction of a revision: the row of its job, then steps 5 and 6 when the job is worked.

A run belongs to one revision and one extractor, so a job that is worked twice stores it once.
"""

from collections.abc import Mapping
from time import perf_counter

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.lookup.articles import Revision
from db.persist.jobs import Job
from db.session import reading
from worker import log
from worker.clock import now
from worker.errors import RejectedError
from worker.extractors import extractor_for
from worker.flow.copies import link_copies
from worker.flow.outcome import Outcome, Result
from worker.kinds import EXTRACT
from worker.records import Extraction, Extractor, Hint
from worker.settings import Settings


def queue_new_revisions(
    connection: Connection, revisions: Mapping[str, int], extractor: Extractor
) -> dict[str, Hint]:
    """Write the rows of the jobs that extract new revisions, given as ids by revision key.

    Return the hint of each row that was not in the ledger, by revision key.
    """
    payloads = {_job_key(key, extractor): _payload(one) for key, one in revisions.items()}
    ids = persist.jobs.enqueue_many(connection, EXTRACT, payloads, now=now())
    keys = {key: _job_key(key, extractor) for key in revisions}
    return {key: Hint(ids[job], EXTRACT) for key, job in keys.items() if job in ids}


def queue_revision(
    connection: Connection, revision_id: int, revision_key: str, extractor: Extractor
) -> Hint | None:
    """Make the job that extracts a revision due, done or not; None where it is due already."""
    key, payload = _job_key(revision_key, extractor), _payload(revision_id)
    job_id = persist.jobs.enqueue(connection, EXTRACT, key, payload, now=now(), again=True)
    return None if job_id is None else Hint(job_id, EXTRACT)


def extract(engine: Engine, job: Job, settings: Settings) -> Result:
    """Extract the claims of a job's revision; return the write of its run.

    A run that this extractor has stored before is only shown, not repeated.

    Raises:
        RejectedError: the job names a revision that is not in the ledger.
    """
    extractor = extractor_for(settings)
    with reading(engine) as connection:
        revision = lookup.articles.revision(connection, job.payload["revision"])
        if revision is None:
            raise RejectedError(f"revision {job.payload['revision']} is not in the ledger")
        is_stored = lookup.articles.run_exists(connection, revision.id, extractor.identity)
    if is_stored:
        return lambda connection: _show(connection, revision, extractor.identity)
    link_copies(engine, [revision])
    began = perf_counter()
    extraction = extractor.extract(revision.article)
    milliseconds = round((perf_counter() - began) * 1000)
    made_by = extractor.identity
    return lambda connection: _store(connection, revision, made_by, extraction, milliseconds)


def _store(
    connection: Connection,
    revision: Revision,
    extractor: Extractor,
    extraction: Extraction,
    milliseconds: int,
) -> Outcome:
    """Write a run and show it."""
    claims = persist.runs.add_run(
        connection,
        revision.id,
        extractor,
        revision.article,
        extraction,
        claim_scope=lookup.articles.revision_key(revision.article_key, revision.number),
        milliseconds=milliseconds,
        now=now(),
    )
    _show(connection, revision, extractor)
    fields = {
        "article": revision.article_key,
        "outcome": extraction.outcome,
        "claims": claims,
        "milliseconds": milliseconds,
    }
    return Outcome(log.RUN_STORED, fields)


def _show(connection: Connection, revision: Revision, extractor: Extractor) -> Outcome:
    extractor_id = persist.runs.extractor_id(connection, extractor, now=now())
    persist.runs.show_run(connection, revision.id, extractor_id)
    return Outcome(log.RUN_SHOWN, {"article": revision.article_key})


def _job_key(revision_key: str, extractor: Extractor) -> str:
    return f"{revision_key}:{extractor.config_hash[:12]}"


def _payload(revision_id: int) -> dict[str, object]:
    return {"revision": revision_id}
