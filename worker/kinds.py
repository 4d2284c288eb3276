"""The kinds of jobs, each named after its step, and the task that works each."""

from typing import Final

ACCEPT: Final = "accept"
"""A pushed document that could not be used: recorded as a dead job, with the document."""

SEED: Final = "seed"
"""A seed article or feed of the package: recorded as done, once per ledger."""

FETCH_FEED: Final = "fetch_feed"
"""Poll one feed; recurs."""

FETCH_PAGE: Final = "fetch_page"
"""Read the page of one entry; recurs a few times, for revisions."""

EXTRACT: Final = "extract"
"""Extract the claims of one revision and store the run."""

RECHECK_COPIES: Final = "recheck_copies"
"""Compare every text again; recurs until all are done."""


def task_of(kind: str) -> str:
    """Return the name of the Celery task that works the jobs of a kind."""
    return f"reportedly.{kind}"
