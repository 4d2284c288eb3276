"""When something was published, out of the words of a feed or a page: a policy of our own.

* A moment is aware and in UTC. Named zones are looked up in `dates.toml`; a zone that is not
  known there makes no moment, since a guess could be half a day off. No zone at all is UTC.
* What cannot be is dropped: before 1990, after 2100, or more than a day ahead of `now`. No date
  is ever made up; above all, never the present one.
* 03/04/2024 is dropped, being two days; 13/04/2024 is one.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from typing import Final, NamedTuple

EARLIEST: Final = 1990
LATEST: Final = 2100
_LONGEST: Final = 120
_AHEAD: Final = timedelta(days=1)
_EPOCH_SECONDS: Final = 10
_TWELVE: Final = 12

_CLOCK: Final = re.compile(
    r"(?P<before>오전|오후|上午|下午)?\s*"
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<colon>:?)(?P<minute>\d{2})"
    r"(?:(?P=colon)(?P<second>\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])\s*"
    r"(?P<after>[ap]\.?m\b\.?)?\s*"
    r"(?P<zone>(?:GMT|UTC|UT|Z)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Za-z]+(?![\w:/]))?",
    re.IGNORECASE,
)
_NO_ZONES: Final = frozenset({"uhr", "hrs", "h"})
# Zones that are named without their season: hours behind UTC in winter.
_AMERICAN: Final = {"ET": 5, "PT": 8}
_AFTERNOONS: Final = frozenset({"오후", "下午"})
_NUMBERS: Final = (
    re.compile(
        r"(?<!\d)(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?"
        r"(?P<day>\d{1,2})(?:日|일)?(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
)
_ORDINAL: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_NAME: Final = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})(?![\d:])"
_NAMED: Final = (
    re.compile(rf"(?<!\d){_ORDINAL}[ -](?:de )?{_NAME},?[ -](?:de )?{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_NAME}[ -]{_ORDINAL},?[ -]+{_YEAR}", re.IGNORECASE),
)
# C's asctime puts the year behind the time; it is read when it stands beside its day.
_YEAR_LAST: Final = re.compile(
    r"(?P<day>[^\W\d_]{3,12} \d{1,2}) (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{1,5})?) "
    r"(?P<year>\d{4})$"
)
_SLASHED: Final = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})")


class _Read(NamedTuple):
    """A day, and its time of day where one was given."""

    day: date
    clock: timedelta | None
    zone: timezone


class _UnknownZoneError(ValueError):
    """A zone is named that is in no list."""


def _load_words() -> tuple[dict[str, timezone], dict[str, int]]:
    words = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
    zones = {
        name: timezone(_offset(offset))
        for offset, names in words["zones"].items()
        for name in names
    }
    months = {
        name: number
        for names in words["months"].values()
        for number, name in enumerate(names, start=1)
    }
    return zones, months


def _offset(words: str) -> timedelta:
    digits = re.sub(r"\D", "", words)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return -ahead if "-" in words else ahead


_ZONES, _MONTHS = _load_words()


def read_moment(words: str | None, *, now: datetime | None = None) -> datetime | None:
    """Return the moment that `words` give, in UTC; a day without a time is its first moment."""
    found = read_published(words, now=now)
    if found is None or isinstance(found, datetime):
        return found
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def read_published(words: str | None, *, now: datetime | None = None) -> date | datetime | None:
    """Return the moment that `words` give, in UTC, or the day where they give no time."""
    text = " ".join((words or "")[:_LONGEST].split())
    try:
        found = _epoch(text) if text.isdecimal() else _written(text)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and _is_plausible(found, now) else None


def _is_plausible(found: date | datetime, now: datetime | None) -> bool:
    if not EARLIEST <= found.year < LATEST:
        return False
    if now is None:
        return True
    if isinstance(found, datetime):
        return found <= now + _AHEAD
    return found <= (now + _AHEAD).date()


def _epoch(text: str) -> date | datetime | None:
    """Seconds or milliseconds since 1970; eight digits are a day, all else is no date."""
    if len(text) == _EPOCH_SECONDS:
        return datetime.fromtimestamp(int(text), UTC)
    if len(text) == _EPOCH_SECONDS + 3:
        return datetime.fromtimestamp(int(text) // 1000, UTC)
    return _written(text)


def _written(text: str) -> date | datetime | None:
    text = re.sub(r"\([^)]*\)", " ", text)
    found = _day(text)
    if found is None:
        return None
    day, rest = found
    read = _clock(rest, day)
    if read is None:
        return day
    clock, zone = read
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + clock).astimezone(UTC)


def _day(text: str) -> tuple[date, str] | None:
    """The day in `text`, and `text` without it."""
    for form in _NUMBERS:
        match = form.search(text)
        if match is not None:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            return day, _without(text, match)
    return _named_day(_YEAR_LAST.sub(r"\g<day> \g<year> \g<clock>", text)) or _slashed_day(text)


def _named_day(text: str) -> tuple[date, str] | None:
    for form in _NAMED:
        match = form.search(text)
        month = _month(match["month"]) if match is not None else None
        if match is not None and month is not None:
            day = date(_year(match["year"]), month, int(match["day"]))
            return day, _without(text, match)
    return None


def _slashed_day(text: str) -> tuple[date, str] | None:
    match = _SLASHED.search(text)
    if match is None:
        return None
    one, two = int(match["one"]), int(match["two"])
    if one <= _TWELVE and two <= _TWELVE and one != two:
        return None
    month, day = (one, two) if two > _TWELVE else (two, one)
    return date(int(match["year"]), month, day), _without(text, match)


def _without(text: str, match: re.Match[str]) -> str:
    # A T may stand between the day and the time; it is no zone and no word.
    return f"{text[: match.start()]} ; {text[match.end() :].removeprefix('T')}"


def _month(name: str) -> int | None:
    name = name.lower()
    return next((_MONTHS[name[:n]] for n in (4, 3) if name[:n] in _MONTHS), None)


def _year(words: str) -> int:
    year = int(words)
    if len(words) > 2:  # noqa: PLR2004 - two digits, RFC 822
        return year
    return year + (1900 if year >= EARLIEST % 100 else 2000)


def _clock(text: str, day: date) -> tuple[timedelta, timezone] | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    second = min(int(match["second"] or 0), 59)
    half = (match["before"] or match["after"] or "").lower()
    if half:
        hour = hour % _TWELVE + (_TWELVE if half[0] == "p" or half in _AFTERNOONS else 0)
    if hour > 24 or minute > 59:  # noqa: PLR2004 - a day's hours, an hour's minutes
        raise ValueError("no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=second), _zone(match["zone"], day)


def _zone(words: str | None, day: date) -> timezone:
    if not words:
        return UTC
    words = words.strip()
    if words.lower() in _NO_ZONES:
        return UTC
    if any(c.isdigit() for c in words):
        return timezone(_offset(re.sub(r"^[A-Za-z]+\s?", "", words)))
    behind = _AMERICAN.get(words.upper())
    if behind is not None:
        return timezone(timedelta(hours=_is_american_summer(day) - behind))
    zone = _ZONES.get(words.upper())
    if zone is None:
        raise _UnknownZoneError(words)
    return zone


def _is_american_summer(day: date) -> bool:
    """Whether clocks in America are ahead: second Sunday of March to first of November."""
    begins = _sunday(date(day.year, 3, 8))
    return begins <= day < _sunday(date(day.year, 11, 1))


def _sunday(day: date) -> date:
    """The first Sunday on or after a day."""
    return day + timedelta(days=6 - day.weekday())
