"""When a feed or a page is fetched next. Pure: one outcome at one moment gives one answer.

A feed's interval is learned from how much of it was new; the wishes of the server and the feed can
only make a wait longer. `chance`, between 0 and 1, spreads polls that would otherwise coincide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from worker.records import Polling, Turn

if TYPE_CHECKING:
    from worker.records import Fetched, Wishes

USUAL: Final = timedelta(minutes=15)
"""The wait between two polls of a feed before anything is learned."""

SHORTEST: Final = timedelta(minutes=5)
"""The shortest interval that is learned, so that no server is polled more often."""

LONGEST: Final = timedelta(hours=12)
"""The longest interval that is learned, so that a quiet feed's news is at most this late."""

GOOD: Final = ("ok", "not_modified")
"""The outcomes of a poll that succeeded."""

FULL_EVERY: Final = timedelta(hours=24)
"""How often the whole feed is requested: some servers wrongly answer "not modified"."""

GONE, SOFT, TEMPORARY = 1.0, 0.5, 0.25
"""The weights of failures: removed for good; wrong in itself; temporary."""

PAUSE_AT: Final = 3.0
"""The weight of its failures in a row at which a feed pauses itself and is only probed."""

VISITS: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after it was first named a page is read again: most edits come within a day."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_TARGET: Final = 0.05
"""The share of new entries in a poll that the learned interval aims at."""

_MOST_ENTRIES: Final = 20
"""Entries that the share is of, at most: about one screen. In longer feeds news would be late."""

_GROWTH, _SHRINKING = 1.25, 0.5
"""The factors by which one poll can lengthen or shorten the interval, at most."""

_JITTER: Final = 0.1
"""The share of a wait that `chance` can add to it."""

_TEMPORARY_STATUSES: Final = frozenset({408, 425, 429, *range(500, 600)})
_TEMPORARY_OUTCOMES: Final = ("timeout", "unreachable", "broken")
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def next_turn(  # noqa: PLR0913 - all that a turn depends on, and nothing hidden
    before: Polling,
    fetched: Fetched,
    *,
    failed: bool,
    news: tuple[int, int] | None,
    wishes: Wishes,
    now: datetime,
    chance: float,
) -> Turn:
    """Return a feed's next turn after one poll.

    `news` is the number of new entries and of all entries; None where it shows nothing (the first
    poll, a failure).
    """
    polling = _failed(before, fetched) if failed else _went_well(before, news)
    wait, why = _learned_wait(polling)
    for asked, words in _asked_waits(fetched, wishes, now=now):
        if asked > wait:
            wait, why = asked, f"{words} {in_words(asked)}"
    at = now + wait * (1 + _JITTER * chance)
    allowed = _allowed(at, wishes, chance=chance)
    if allowed != at:
        at, why = allowed, "the feed asks not to be read before that (skipHours, skipDays)"
    return Turn(at, why, polling)


def weight(fetched: Fetched) -> float:
    """Return the weight of a failed attempt."""
    if fetched.outcome == "gone":
        return GONE
    if fetched.outcome in _TEMPORARY_OUTCOMES or fetched.status in _TEMPORARY_STATUSES:
        return TEMPORARY
    return SOFT


def next_visit(first_named: datetime, *, now: datetime) -> datetime | None:
    """Return when to read a page again; None after the last of `VISITS`."""
    return next((first_named + wait for wait in VISITS if first_named + wait > now), None)


def retry_after(value: str | None, *, now: datetime) -> timedelta:
    """Return the wait that a Retry-After header asks for, as seconds or a date; at most a week."""
    if not value:
        return timedelta()
    if value.strip().isdecimal():
        return min(timedelta(seconds=min(int(value.strip()[:10]), 10**9)), _WEEK)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return timedelta()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), _WEEK)


def max_age(cache_control: str | None) -> timedelta:
    """Return how long an answer stays fresh by its Cache-Control header; at most a day."""
    found = _MAX_AGE.search(cache_control or "")
    return min(timedelta(seconds=int(found[1])), _DAY) if found else timedelta()


def in_words(wait: timedelta) -> str:
    """Return a wait in words, such as "15 min", "2 h" or "3 days"."""
    minutes = round(wait.total_seconds() / 60)
    if minutes < 120:  # noqa: PLR2004 - below two hours, minutes
        return f"{minutes} min" if minutes else f"{round(wait.total_seconds())} s"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"  # noqa: PLR2004 - two days


def _went_well(before: Polling, news: tuple[int, int] | None) -> Polling:
    return Polling(before.interval if news is None else _learned(before.interval, *news))


def _learned(interval: timedelta, new: int, entries: int) -> timedelta:
    """The next interval, so that about `_TARGET` of a feed's entries are new in each poll."""
    factor = _GROWTH
    if new:
        share = new / max(1, min(entries, _MOST_ENTRIES))
        factor = min(_GROWTH, max(_SHRINKING, _TARGET / share))
    return min(max(interval * factor, SHORTEST), LONGEST)


def _failed(before: Polling, fetched: Fetched) -> Polling:
    total = before.weight + weight(fetched)
    if fetched.outcome == "gone":
        total = max(total, PAUSE_AT)
    return replace(before, failures=before.failures + 1, weight=total, paused=total >= PAUSE_AT)


def _learned_wait(polling: Polling) -> tuple[timedelta, str]:
    """The wait that follows from a feed's polls alone, and the reason."""
    if not polling.weight:
        return polling.interval, f"its usual wait is {in_words(polling.interval)}"
    # From `USUAL`, not from its interval: a feed that publishes twice a day is retried soon too.
    # The exponent is capped: a feed may fail for years.
    longer = USUAL * 4 ** min(polling.weight, 8.0)
    if polling.paused:
        wait = min(max(longer, _DAY), _WEEK)
        return wait, f"a paused feed is probed after {in_words(wait)}"
    wait = min(longer, _DAY)
    times = f"{polling.failures} failures" if polling.failures > 1 else "a failure"
    return wait, f"after {times} it is left alone for {in_words(wait)}"


def _asked_waits(
    fetched: Fetched, wishes: Wishes, *, now: datetime
) -> tuple[tuple[timedelta, str], ...]:
    ttl = timedelta(minutes=min(max(wishes.ttl_minutes or 0, 0), 24 * 60))
    return (
        (ttl, "the feed asks for (ttl)"),
        (max_age(fetched.cache_control), "the server asks for (max-age)"),
        (retry_after(fetched.retry_after, now=now), "the server asks for (Retry-After)"),
    )


def _allowed(at: datetime, wishes: Wishes, *, chance: float) -> datetime:
    """The first moment from `at` on that the feed does not skip; `at` if it skips them all."""
    moment = at
    for _ in range(8 * 24):
        if moment.hour not in wishes.skip_hours and moment.weekday() not in wishes.skip_days:
            return moment
        hour = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        moment = hour + timedelta(minutes=30) * chance
    return at
