"""What a feed asks of those who read it: how often, at which hours and days, and where it is now.

RSS has `ttl`, `skipHours` and `skipDays`; the syndication module has `sy:updatePeriod` and
`sy:updateFrequency`. What cannot be meant is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from worker.parse.addresses import absolute_url
from worker.parse.characters import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

_MINUTES: Final = {
    "hourly": 60,
    "daily": 1_440,
    "weekly": 10_080,
    "monthly": 43_200,
    "yearly": 525_600,
}
_LONGEST: Final = _MINUTES["yearly"]
_DAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_HOURS: Final = 24
_NUMBER: Final = re.compile(r"\s*(\d{1,9})(?:\.\d*)?\s*", re.ASCII)


def ttl_minutes(feed: dict[str, Any]) -> int | None:
    """Return for how many minutes a feed says it stays as it is; the larger of its two ways."""
    given = [_number(dict.get(feed, "ttl")) or 0, _period(feed)]
    return min(max(given), _LONGEST) or None


def skip_hours(feed: dict[str, Any]) -> tuple[int, ...]:
    """Return the hours, 0 to 23 in UTC, in which a feed is not to be read; never all of them."""
    given = (_number(words) for words in _words(feed, "hours"))
    # Early versions count from 1 to 24.
    hours = {hour % _HOURS for hour in given if hour is not None and hour <= _HOURS}
    return _some(hours, _HOURS)


def skip_days(feed: dict[str, Any]) -> tuple[int, ...]:
    """Return the days, Monday is 0, on which a feed is not to be read; never all of them."""
    given = {words.strip().lower() for words in _words(feed, "days")}
    days = {number for number, day in enumerate(_DAYS) if not given.isdisjoint({day, day[:3]})}
    return _some(days, len(_DAYS))


def new_url(feed: dict[str, Any], url: str) -> str | None:
    """Return where a feed says it has moved to, or None where that is where it came from."""
    for name in ("newlocation", "itunes_new-feed-url"):
        found = absolute_url(dict.get(feed, name), url)
        if found is not None and found != url:
            return storable(found)
    return None


def _period(feed: dict[str, Any]) -> int:
    period = dict.get(feed, "sy_updateperiod")
    minutes = _MINUTES.get(period.strip().lower(), 0) if isinstance(period, str) else 0
    return minutes // (_number(dict.get(feed, "sy_updatefrequency")) or 1)


def _number(words: object) -> int | None:
    match = _NUMBER.fullmatch(words) if isinstance(words, str) else None
    return int(match[1]) if match is not None else None


def _words(feed: dict[str, Any], name: str) -> list[str]:
    given = dict.get(feed, name)
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _some(found: Iterable[int], every: int) -> tuple[int, ...]:
    """Return what is found, in order; a feed that is never to be read says nothing."""
    kept = tuple(sorted(found))
    return kept if len(kept) < every else ()
