"""When something was published, from the words of a feed or a page, read by strict rules.

* A moment is aware and in UTC. Named zones are looked up in `dates.toml`, where the language of
  the text decides what CST is; a zone that is not known there makes no moment, since a guess could
  be half a day off. A time without a zone is UTC.
* What cannot be is dropped: before 1990, after 2100, or more than a day ahead of `now`. No date
  is ever made up or moved; above all, never to the present one.
* 03/04/2024 is dropped, being two days; 13/04/2024 is one.
* Where each moment came from is kept, and why a date was dropped: `read_first` says both.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST: Final = 1990
LATEST: Final = 2100
"""Years between which a date is believed: the web is younger, and no feed is from the future."""

# Characters of a date that are read, and of a zone in a message: real ones are shorter.
_LONGEST: Final = 120
_LONGEST_ZONE: Final = 30
# How far after `now` a date is believed: clocks and zones may be off by a day.
_AHEAD: Final = timedelta(days=1)
_EPOCH: Final = re.compile(r"(?P<seconds>\d{10})(?:\d{3}|\d{6})?(?:\.\d{1,9})?", re.ASCII)
_TWELVE: Final = 12

_CLOCK: Final = re.compile(
    r"(?P<before>오전|오후|上午|下午)?\s*"
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<colon>:?)(?P<minute>\d{2})"
    r"(?:(?P=colon)(?P<second>\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])\s*"
    r"(?P<after>[ap]\.?m\b\.?)?\s*"
    r"(?P<zone>(?:GMT|UTC|UT|Z)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Za-z]+(?:/\w+)+"
    r"|[A-Za-z]+(?![\w:/]))?",
    re.IGNORECASE,
)
_NO_ZONES: Final = frozenset({"uhr", "hrs", "h"})
# Zones named without their season: hours west of UTC in winter.
_AMERICAN: Final = {"ET": 5, "CT": 6, "MT": 7, "PT": 8}
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
# C's asctime puts the year after the time; it is moved next to its day.
_YEAR_LAST: Final = re.compile(
    r"(?P<day>[^\W\d_]{3,12} \d{1,2}) (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{1,5})?) "
    r"(?P<year>\d{4})$"
)
_SLASHED: Final = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})")


class _NoMomentError(ValueError):
    """Words that make no moment; the message says why."""


class _Words(NamedTuple):
    """The tables of `dates.toml`: zones by name, those that a language has instead, months."""

    zones: dict[str, timezone]
    zones_in: dict[str, dict[str, timezone]]
    months: dict[str, int]


def _load_words() -> _Words:
    words = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
    return _Words(
        _zones_of(words["zones"]),
        {language: _zones_of(zones) for language, zones in words["zones_in"].items()},
        {
            name: number
            for names in words["months"].values()
            for number, name in enumerate(names, start=1)
        },
    )


def _zones_of(names_by_offset: dict[str, list[str]]) -> dict[str, timezone]:
    return {
        name: timezone(_offset(offset))
        for offset, names in names_by_offset.items()
        for name in names
    }


def _offset(words: str) -> timedelta:
    digits = re.sub(r"\D", "", words)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return -ahead if "-" in words else ahead


_WORDS: Final = _load_words()


def read_first(
    given: Iterable[tuple[str, str]], *, now: datetime | None = None, language: str | None = None
) -> tuple[datetime | None, str | None]:
    """Return the first moment that can be believed, in UTC, and the name of where it came from.

    `given` are names with their words. Where none of them makes a moment, the first name is
    returned with the reason: `pubDate (in the future)`; where nothing is given, None twice.
    """
    dropped = None
    for name, words in given:
        try:
            return _as_moment(_read(words, now, language)), name
        except _NoMomentError as error:
            dropped = dropped or f"{name} ({error})"
    return None, dropped


def read_moment(words: str | None, *, now: datetime | None = None) -> datetime | None:
    """Return the moment that `words` give, in UTC; a day without a time is its first moment."""
    found = read_published(words, now=now)
    return None if found is None else _as_moment(found)


def read_published(words: str | None, *, now: datetime | None = None) -> date | datetime | None:
    """Return the moment that `words` give, in UTC, or the day where they give no time."""
    try:
        return _read(words or "", now, None)
    except _NoMomentError:
        return None


def _as_moment(found: date | datetime) -> datetime:
    if isinstance(found, datetime):
        return found
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _read(words: str, now: datetime | None, language: str | None) -> date | datetime:
    """Return the moment or day that can be believed; raise _NoMomentError, with why, if none."""
    text = " ".join(words[:_LONGEST].split())
    epoch = _EPOCH.fullmatch(text)
    try:
        found = _written(text, language) if epoch is None else _since_1970(epoch)
    except _NoMomentError:
        raise
    except (ValueError, OverflowError):
        raise _NoMomentError("no such day or time") from None
    if found.year < EARLIEST:
        raise _NoMomentError(f"before {EARLIEST}")
    latest = now + _AHEAD if now is not None else datetime(LATEST - 1, 12, 31, tzinfo=UTC)
    if _as_moment(found) > latest:
        raise _NoMomentError("in the future")
    return found


def _since_1970(epoch: re.Match[str]) -> datetime:
    return datetime.fromtimestamp(int(epoch["seconds"]), UTC)


def _written(text: str, language: str | None) -> date | datetime:
    text = re.sub(r"\([^)]*\)", " ", text)
    found = _day(text)
    if found is None:
        raise _NoMomentError("no date")
    day, rest = found
    read = _clock(rest, day, language)
    if read is None:
        return day
    clock, zone = read
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + clock).astimezone(UTC)


def _day(text: str) -> tuple[date, str] | None:
    """Return the day in `text`, and `text` without it."""
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
        raise _NoMomentError("two days could be meant")
    month, day = (one, two) if two > _TWELVE else (two, one)
    return date(int(match["year"]), month, day), _without(text, match)


def _without(text: str, match: re.Match[str]) -> str:
    # A T may be between the day and the time; it is no zone and no word.
    return f"{text[: match.start()]} ; {text[match.end() :].removeprefix('T')}"


def _month(name: str) -> int | None:
    name = name.lower()
    return next((_WORDS.months[name[:n]] for n in (4, 3) if name[:n] in _WORDS.months), None)


def _year(words: str) -> int:
    year = int(words)
    if len(words) > 2:  # noqa: PLR2004 - two digits, RFC 822
        return year
    return year + (1900 if year >= EARLIEST % 100 else 2000)


def _clock(text: str, day: date, language: str | None) -> tuple[timedelta, timezone] | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    second = min(int(match["second"] or 0), 59)
    half = (match["before"] or match["after"] or "").lower()
    if half:
        hour = hour % _TWELVE + (_TWELVE if half[0] == "p" or half in _AFTERNOONS else 0)
    if hour > 24 or minute > 59:  # noqa: PLR2004 - a day's hours, an hour's minutes
        raise _NoMomentError("no such time of day")
    clock = timedelta(hours=hour, minutes=minute, seconds=second)
    return clock, _zone(match["zone"], day, language)


def _zone(words: str | None, day: date, language: str | None) -> timezone:
    if not words:
        return UTC
    words = words.strip()
    if words.lower() in _NO_ZONES:
        return UTC
    if any(c.isdigit() for c in words):
        return timezone(_offset(re.sub(r"^[A-Za-z]+\s?", "", words)))
    west = _AMERICAN.get(words.upper())
    if west is not None:
        return timezone(timedelta(hours=_is_american_summer(day) - west))
    return _named_zone(words.upper(), language)


def _named_zone(name: str, language: str | None) -> timezone:
    tag = (language or "").lower().replace("_", "-")
    for zones in (_WORDS.zones_in.get(tag), _WORDS.zones_in.get(tag[:2]), _WORDS.zones):
        if zones is not None and name in zones:
            return zones[name]
    raise _NoMomentError(f"unknown time zone {name[:_LONGEST_ZONE]}")


def _is_american_summer(day: date) -> bool:
    """Return whether clocks in America are ahead: second Sunday of March to first of November."""
    begins = _sunday(date(day.year, 3, 8))
    return begins <= day < _sunday(date(day.year, 11, 1))


def _sunday(day: date) -> date:
    """Return the first Sunday on or after a day."""
    return day + timedelta(days=6 - day.weekday())
