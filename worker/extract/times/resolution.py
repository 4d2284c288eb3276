"""The days, months and years that the words of a time mean, given the day of publication.

Each function takes the match of one pattern of `expressions`, and the day of publication where it
needs it, and returns the first day, the last day (None for a single day) and the granularity.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from worker.extract.quantities.numbers import lex, read_number
from worker.extract.words import words
from worker.records import Granularity

if TYPE_CHECKING:
    from re import Match

Found = tuple[date, date | None, Granularity]

MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_PEOPLE: Final = words("quantities", "nouns", "persons")
_BEFORE_YESTERDAY: Final = words("times", "before_yesterday")
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
"""Its number where Monday is 0."""
_AHEAD: Final = 1.5
"""The weight of a day ahead; a day ago weighs 1, since news mostly look back."""
_FEW: Final = 3.0
"""How many "a few days ago" and "several years ago" are."""


def _month_number(word: str) -> int:
    """The number of a month by its name or its first three letters."""
    return 1 + [name[:3] for name in MONTHS.split("|")].index(word[:3])


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_year(match: Match[str]) -> Found | None:
    """A day with its month in words and its year."""
    day = safe_day(int(match["year"]), _month_number(match["month"]), int(match["day"]))
    return None if day is None else (day, None, "day")


def iso_day(match: Match[str]) -> Found | None:
    """A day such as 2025-01-13."""
    day = safe_day(int(match["year"]), int(match["number"]), int(match["day"]))
    return None if day is None else (day, None, "day")


def whole_month(year: int, month: int) -> Found:
    """Every day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def month_of_year(match: Match[str]) -> Found:
    """A month with its year."""
    return whole_month(int(match["year"]), _month_number(match["month"]))


def whole_year(match: Match[str]) -> Found | None:
    """A year, unless its number counts people."""
    after = match.string[match.end() : match.end() + 40].split(maxsplit=1)
    if after and after[0].lower().strip(",.;") in _PEOPLE:
        return None
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def years(match: Match[str]) -> Found | None:
    """From one year to another."""
    first, last = int(match["first"]), int(match["last"])
    return (date(first, 1, 1), date(last, 12, 31), "interval") if first < last else None


def _nearest(published: date, candidates: list[date | None]) -> date | None:
    """The candidate nearest to publication; days ahead weigh more than days ago."""

    def distance(day: date) -> float:
        days = (day - published).days
        return _AHEAD * days if days > 0 else -days

    return min((day for day in candidates if day is not None), key=distance, default=None)


def _years_around(published: date, month: int, day: int) -> list[date | None]:
    """The day in the year of publication, and in the years before and after."""
    return [safe_day(published.year + k, month, day) for k in (-1, 0, 1)]


def day_of_month(match: Match[str], published: date) -> Found | None:
    """A day of a month without a year: the nearest such day."""
    month, number = _month_number(match["month"]), int(match["day"])
    day = _nearest(published, _years_around(published, month, number))
    return None if day is None else (day, None, "day")


def month_alone(match: Match[str], published: date) -> Found | None:
    """A month without a year: the nearest such month."""
    month = _month_number(match["month"])
    words = match.group().lower()
    nearest = _nearest(published, _years_around(published, month, 15))
    if nearest is None:
        return None
    year = nearest.year
    if words.startswith("last"):
        year = published.year - (month >= published.month)
    elif words.startswith("this"):
        year = published.year
    return whole_month(year, month)


def months_between(match: Match[str], published: date) -> Found | None:
    """From one month to another."""
    first, last = _month_number(match["first"]), _month_number(match["last"])
    end = _nearest(published, _years_around(published, last, 15))
    if end is None:
        return None
    start = date(end.year - (first > last), first, 1)
    return start, whole_month(end.year, last)[1], "interval"


def near_day(match: Match[str], published: date) -> Found:
    """Today, yesterday, tomorrow and last night."""
    words = match.group().lower()
    if any(before in words for before in _BEFORE_YESTERDAY):
        return published - 2 * _DAY, None, "day"
    if words.startswith(("yesterday", "last")):
        return published - _DAY, None, "day"
    if words.startswith("tomorrow"):
        return published + _DAY, None, "day"
    return published, None, "day"


def overnight(_match: Match[str], published: date) -> Found:
    """The night before the day of publication."""
    return published - _DAY, published, "interval"


def weekend(match: Match[str], published: date) -> Found:
    """Saturday and Sunday of the present weekend, else of the last one."""
    saturday = published - timedelta(days=(published.weekday() - _SATURDAY) % 7)
    words = match.group().lower()
    if "next" in words:
        saturday += _WEEK
    elif "last" in words and published.weekday() >= _SATURDAY:
        saturday -= _WEEK
    return saturday, saturday + _DAY, "interval"


def period(match: Match[str], published: date) -> Found:
    """As in "last week", "this month", "next year"; a week runs from Sunday to Saturday."""
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        sunday = published - timedelta(days=(published.weekday() + 1) % 7) + step * _WEEK
        return sunday, sunday + 6 * _DAY, "interval"
    if unit == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31), "year"
    months = 12 * published.year + published.month - 1 + step
    return whole_month(months // 12, months % 12 + 1)


def ago(match: Match[str], published: date) -> Found | None:
    """As in "two years ago" is a year, "three weeks ago" a week, "24 hours ago" a day."""
    number = read_number(lex(match["count"]), 0)
    count = 1.0 if number is None else number.value or _FEW
    unit = match["unit"].lower().rstrip("s")
    if unit in ("minute", "hour", "day"):
        days = {"minute": count / 1440, "hour": count / 24, "day": count}[unit]
        return _back(published, days), None, "day"
    if unit == "week":
        day = _back(published, 7 * count)
        sunday = day - timedelta(days=(day.weekday() + 1) % 7)
        return sunday, sunday + 6 * _DAY, "interval"
    if unit == "month":
        months = 12 * published.year + published.month - 1 - int(count)
        return whole_month(months // 12, months % 12 + 1) if months >= 12 else None  # noqa: PLR2004
    year = published.year - int(count * (10 if unit == "decade" else 1))
    return (date(year, 1, 1), date(year, 12, 31), "year") if year > 0 else None


def _back(published: date, days: float) -> date:
    """So many whole days before, and no earlier than the first day of the calendar."""
    whole = min(int(days), published.toordinal() - 1)
    return published - timedelta(days=whole)


def before(_match: Match[str], published: date) -> Found:
    """Some time before publication."""
    return published, None, "before"
