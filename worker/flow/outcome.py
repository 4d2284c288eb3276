"""The result of a job: what is written when it is finished, and what follows from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from worker.records import Hint


@dataclass(frozen=True, slots=True)
class Outcome:
    """The event to log for a finished job, the jobs it queued, and when it runs again, if ever.

    `payload` and `host` are those of its next turn; None keeps the present ones.
    """

    event: str
    fields: Mapping[str, object]
    queued: Sequence[Hint] = ()
    again_at: datetime | None = None
    payload: dict[str, Any] | None = None
    host: str | None = None


Result = Callable[[Connection], Outcome]
"""The write of what a job found, to be called in the transaction that finishes the job."""
