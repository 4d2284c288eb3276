"""The repair of copies: every text is looked at again, by the rules and lines of today.

What was missed is found, what does not hold any more is taken back, and stories are made anew of
what is left. It may run at any time, beside everything else, and breaks off without loss: its
job's payload says how far it came.
"""

import time
from typing import Final

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.lookup.articles import Revision
from db.session import reading
from worker import log
from worker.clock import now
from worker.copying import check
from worker.kinds import REPAIR
from worker.pipeline import Outcome, Result
from worker.records import Hint
from worker.settings import Settings

TEXTS_AT_A_TIME: Final = 200
_SECONDS: Final = 30.0


def queue_repair(connection: Connection) -> Hint | None:
    """Write the row of the job that looks at all texts again; None where one is at it."""
    job_id = persist.jobs.enqueue(
        connection, REPAIR, "copies", {"after": 0}, now=now(), again=True
    )
    return None if job_id is None else Hint(job_id, REPAIR)


def repair(engine: Engine, job: persist.jobs.Job, _settings: Settings) -> Result:
    """Look at texts again for half a minute, from where the payload says; then come again."""
    after, seen, related = int(job.payload["after"]), 0, 0
    until = time.monotonic() + _SECONDS
    while revisions := _following(engine, after):
        related += check(engine, revisions, again=True)
        after, seen = revisions[-1].id, seen + len(revisions)
        if time.monotonic() > until:
            break
    fields = {"texts": seen, "relations": related, "after": after}
    if not revisions:
        return lambda _: Outcome(log.COPIES_REPAIRED, fields)
    again = Outcome(
        log.COPIES_REPAIRED,
        fields,
        queued=[Hint(job.id, REPAIR)],
        again_at=now(),
        payload={"after": after},
    )
    return lambda _: again


def _following(engine: Engine, after: int) -> list[Revision]:
    with reading(engine) as connection:
        return lookup.articles.revisions_after(connection, after, limit=TEXTS_AT_A_TIME)
