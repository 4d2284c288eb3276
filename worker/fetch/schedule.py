"""When a feed or a page is fetched next. Pure: one outcome at one moment gives one answer."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from worker.records import Fetched

USUAL: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(hours=24)
GOOD: Final = ("ok", "not_modified")

VISITS: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after it was first named a page is looked at again: most edits come within a day."""


def next_fetch(
    fetched: Fetched, failures: int, *, failed: bool, now: datetime
) -> tuple[datetime, int]:
    """Return when to fetch a feed next, and how many failures in a row that is.

    Each failure doubles the wait, up to a day; a server that says when to come back is obeyed.
    """
    failures = failures + 1 if failed else 0
    wait = min(USUAL * 2 ** min(failures, 10), LONGEST)
    return now + max(wait, retry_after(fetched.retry_after, now=now)), failures


def next_visit(first_named: datetime, *, now: datetime) -> datetime | None:
    """Return when to look at a page again; None when it has been looked at often enough."""
    return next((first_named + wait for wait in VISITS if first_named + wait > now), None)


def retry_after(value: str | None, *, now: datetime) -> timedelta:
    """Return the wait that a Retry-After header asks for, in seconds or as a date."""
    if not value:
        return timedelta()
    if value.strip().isdecimal():
        return min(timedelta(seconds=min(int(value), 10**6)), LONGEST)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return timedelta()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), LONGEST)
