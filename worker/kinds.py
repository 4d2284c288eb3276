"""The kinds of jobs, and the queue that each is told on."""

from typing import Final

ACCEPT: Final = "accept"
"""A pushed document that could not be used: kept as a dead job, with the document."""

SEED: Final = "seed"
"""What came with the package: done once per ledger."""

PROCESS: Final = "process"
"""Extract and persist one revision."""

FETCH_FEED: Final = "fetch_feed"
"""Poll one feed; comes again."""

FETCH_PAGE: Final = "fetch_page"
"""Read the page of one entry; comes again a few times, for revisions."""

REPAIR: Final = "repair"
"""Look for the copies of every text again; comes again until all are done."""

FETCH, EXTRACT, MAINTENANCE = "fetch", "extract", "maintenance"
DOOR: Final = "celery"
"""Celery's own default queue: where a producer that knows only a task's name puts its message."""

QUEUES: Final = {EXTRACT: (PROCESS, REPAIR), FETCH: (FETCH_FEED, FETCH_PAGE)}
"""The queue of each kind; the task of a kind is `reportedly.` and its name."""


def worked(*, poll: bool) -> dict[str, tuple[str, ...]]:
    """Return queues and kinds that are worked: those that fetch only with `poll`."""
    return {queue: kinds for queue, kinds in QUEUES.items() if poll or queue != FETCH}
