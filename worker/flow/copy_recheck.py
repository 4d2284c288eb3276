"""The recheck of copies: every text is compared again, by the present rules and publisher lines.

Copies that were missed are linked, relations that no longer hold are removed, and stories are
rebuilt from the rest. It may run at any time, in parallel to everything else, and may stop
anywhere: the payload of its job says how far it came.
"""

import time
from typing import Final

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.lookup.articles import Revision
from db.session import reading
from worker import log
from worker.clock import now
from worker.flow.copies import link_copies
from worker.flow.outcome import Outcome, Result
from worker.kinds import RECHECK_COPIES
from worker.records import Hint
from worker.settings import Settings

TEXTS_AT_A_TIME: Final = 200
"""Texts that are loaded and compared at a time; not measured, about a megabyte of text."""

_SECONDS: Final = 30.0
"""Of one turn of the job: below the soft time limit of a task (120 s), with room for one more
batch."""


def queue_recheck(connection: Connection) -> Hint | None:
    """Queue the job that compares all texts again; None where one is queued or running."""
    job_id = persist.jobs.enqueue(
        connection, RECHECK_COPIES, "copies", {"after": 0}, now=now(), again=True
    )
    return None if job_id is None else Hint(job_id, RECHECK_COPIES)


def recheck_copies(engine: Engine, job: persist.jobs.Job, _settings: Settings) -> Result:
    """Compare texts for half a minute, from where the payload says; the job then runs again."""
    after, seen, related = int(job.payload["after"]), 0, 0
    until = time.monotonic() + _SECONDS
    while revisions := _following(engine, after):
        related += link_copies(engine, revisions, again=True)
        after, seen = revisions[-1].id, seen + len(revisions)
        if time.monotonic() > until:
            break
    fields = {"texts": seen, "relations": related, "after": after}
    if not revisions:
        return lambda _: Outcome(log.COPIES_RECHECKED, fields)
    again = Outcome(
        log.COPIES_RECHECKED,
        fields,
        queued=[Hint(job.id, RECHECK_COPIES)],
        again_at=now(),
        payload={"after": after},
    )
    return lambda _: again


def _following(engine: Engine, after: int) -> list[Revision]:
    with reading(engine) as connection:
        return lookup.articles.revisions_after(connection, after, limit=TEXTS_AT_A_TIME)
