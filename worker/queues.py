"""The queues: the kinds of jobs whose hints are sent on each, and the worker that reads it."""

from collections.abc import Mapping
from typing import Final, Literal

from worker import kinds

FETCH: Final = "fetch"
EXTRACT: Final = "extract"
MAINTENANCE: Final = "maintenance"
DEFAULT: Final = "celery"
"""Celery's default queue, used by senders that know only the name of a task."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    EXTRACT: (kinds.EXTRACT, kinds.RECHECK_COPIES),
    FETCH: (kinds.FETCH_FEED, kinds.FETCH_PAGE),
}
"""The kinds of jobs whose hints are sent on each queue."""

Worker = Literal["fetch", "extract"]
"""The workers, named after what they do."""

READ_BY: Final[Mapping[Worker, tuple[str, ...]]] = {
    "fetch": (FETCH, MAINTENANCE, DEFAULT),
    "extract": (EXTRACT,),
}
"""The queues that each worker reads; these are all queues."""


def every_queue() -> list[str]:
    """Return the names of all queues."""
    return [queue for queues in READ_BY.values() for queue in queues]


def worked(*, poll: bool) -> dict[str, tuple[str, ...]]:
    """Return the kinds that are worked, by queue; the kinds of `FETCH` only with `poll`."""
    return {queue: some for queue, some in KINDS.items() if poll or queue != FETCH}
