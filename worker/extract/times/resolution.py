"""The days, months and years that the words of a time mean, given the day of publication.

Each function takes the match of one pattern of `expressions`, and the day of publication where it
needs it, and returns the first day, the last day (None for a single day) and the granularity.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.lexemes import lex
from worker.extract.quantities.numbers import read_number
from worker.extract.words import table, words
from worker.records import Granularity

if TYPE_CHECKING:
    from re import Match

Found = tuple[date, date | None, Granularity]

MONTHS: Final = "|".join(name.title() for name in table("times")["months"])
"""The months in their order, as a regular expression."""

_PEOPLE: Final = words("quantities", "nouns", "persons")
_BEFORE_YESTERDAY: Final = words("times", "before_yesterday")
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
"""The number of Saturday where Monday is 0."""
_AHEAD: Final = 1.5
"""The weight of a day ahead; a day ago weighs 1, since news mostly look back."""
_FEW: Final = 3.0
"""How many "a few days ago" and "several years ago" are."""
_MIDDLE: Final = 15
"""The day of a month from which its distance to publication is counted."""
_YEAR: Final = 12
"""Months of a year."""
_NEXT: Final = 40
"""Characters after a year in which the next word is looked for: it bounds the cost."""


def _month_number(word: str) -> int:
    """Return the number of a month by its name or its first three letters."""
    return 1 + [name[:3] for name in MONTHS.split("|")].index(word[:3])


@as_in("The bridge fell on January 13, 2025.", no=("The bridge fell on February 30, 2025.",))
def safe_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@as_in(
    "The bridge fell on January 13, 2025.",
    "The bridge fell on 13 January 2025.",
    no=("The bridge fell on February 30, 2025.",),
)
def day_of_year(match: Match[str]) -> Found | None:
    """Return a day with its month in words and its year."""
    day = safe_day(int(match["year"]), _month_number(match["month"]), int(match["day"]))
    return None if day is None else (day, None, "day")


@as_in("The bridge fell on 2025-01-13.", no=("The bridge fell on 2025-02-30.",))
def iso_day(match: Match[str]) -> Found | None:
    """Return a day in digits."""
    day = safe_day(int(match["year"]), int(match["number"]), int(match["day"]))
    return None if day is None else (day, None, "day")


def whole_month(year: int, month: int) -> Found:
    """Return every day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


@as_in("The bridge fell in January 2025.", "The bridge fell in late March of 2025.")
def month_of_year(match: Match[str]) -> Found:
    """Return a month with its year."""
    return whole_month(int(match["year"]), _month_number(match["month"]))


@as_in("The bridge was built in 1985.", no=("About 2000 people left.",))
def whole_year(match: Match[str]) -> Found | None:
    """Return a year, unless its number counts people."""
    after = match.string[match.end() : match.end() + _NEXT].split(maxsplit=1)
    if after and after[0].lower().strip(",.;") in _PEOPLE:
        return None
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


@as_in("Ana Brandt was mayor from 1985 to 1992.", no=("The bridge was sold from 1992 to 1985.",))
def years(match: Match[str]) -> Found | None:
    """Return the time from one year to another."""
    first, last = int(match["first"]), int(match["last"])
    return (date(first, 1, 1), date(last, 12, 31), "interval") if first < last else None


def _nearest(published: date, candidates: list[date | None]) -> date | None:
    """Return the candidate nearest to publication; days ahead weigh more than days ago."""

    def distance(day: date) -> float:
        days = (day - published).days
        return _AHEAD * days if days > 0 else -days

    return min((day for day in candidates if day is not None), key=distance, default=None)


def _years_around(published: date, month: int, day: int) -> list[date | None]:
    """Return the day in the year of publication, and in the years before and after."""
    return [safe_day(published.year + k, month, day) for k in (-1, 0, 1)]


@as_in(
    "13 January 2025\n\nThe bridge fell on December 20.",
    "13 January 2025\n\nThe bridge fell on 20 December.",
    no=("13 January 2025\n\nThe bridge fell on February 30.",),
)
def day_of_month(match: Match[str], published: date) -> Found | None:
    """Return the nearest day to publication of a month without a year."""
    month, number = _month_number(match["month"]), int(match["day"])
    day = _nearest(published, _years_around(published, month, number))
    return None if day is None else (day, None, "day")


@as_in(
    "13 January 2025\n\nThe bridge fell in December.",
    "13 January 2025\n\nThe bridge fell last March.",
)
def month_alone(match: Match[str], published: date) -> Found | None:
    """Return the nearest month to publication without a year."""
    month = _month_number(match["month"])
    words = match.group().lower()
    nearest = _nearest(published, _years_around(published, month, _MIDDLE))
    if nearest is None:
        return None
    year = nearest.year
    if words.startswith("last"):
        year = published.year - (month >= published.month)
    elif words.startswith("this"):
        year = published.year
    return whole_month(year, month)


@as_in("13 January 2025\n\nThe bridge was closed from October to December.")
def months_between(match: Match[str], published: date) -> Found | None:
    """Return the time from one month to another."""
    first, last = _month_number(match["first"]), _month_number(match["last"])
    end = _nearest(published, _years_around(published, last, _MIDDLE))
    if end is None:
        return None
    start = date(end.year - (first > last), first, 1)
    return start, whole_month(end.year, last)[1], "interval"


@as_in(
    "13 January 2025\n\nThe bridge fell yesterday.",
    "13 January 2025\n\nThe bridge fell last night.",
    "13 January 2025\n\nThe bridge opens tomorrow.",
)
def near_day(match: Match[str], published: date) -> Found:
    """Return today, yesterday, tomorrow or the day before yesterday."""
    words = match.group().lower()
    if any(before in words for before in _BEFORE_YESTERDAY):
        return published - 2 * _DAY, None, "day"
    if words.startswith(("yesterday", "last")):
        return published - _DAY, None, "day"
    if words.startswith("tomorrow"):
        return published + _DAY, None, "day"
    return published, None, "day"


@as_in("13 January 2025\n\nThe bridge fell overnight.")
def overnight(_match: Match[str], published: date) -> Found:
    """Return the night before the day of publication."""
    return published - _DAY, published, "interval"


@as_in(
    "13 January 2025\n\nThe bridge fell over the weekend.",
    "13 January 2025\n\nThe bridge opens next weekend.",
)
def weekend(match: Match[str], published: date) -> Found:
    """Return Saturday and Sunday of the present weekend, else of the last one."""
    saturday = published - timedelta(days=(published.weekday() - _SATURDAY) % 7)
    words = match.group().lower()
    if "next" in words:
        saturday += _WEEK
    elif "last" in words and published.weekday() >= _SATURDAY:
        saturday -= _WEEK
    return saturday, saturday + _DAY, "interval"


@as_in(
    "13 January 2025\n\nThe bridge fell last week.",
    "13 January 2025\n\nThe bridge opens this month.",
    "13 January 2025\n\nThe bridge opens next year.",
)
def period(match: Match[str], published: date) -> Found:
    """Return the week, month or year before, of or after publication.

    A week runs from Sunday to Saturday.
    """
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        sunday = published - timedelta(days=(published.weekday() + 1) % 7) + step * _WEEK
        return sunday, sunday + 6 * _DAY, "interval"
    if unit == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31), "year"
    months = _YEAR * published.year + published.month - 1 + step
    return whole_month(months // _YEAR, months % _YEAR + 1)


@as_in(
    "13 January 2025\n\nThe bridge fell three weeks ago.",
    "13 January 2025\n\nThe bridge fell 24 hours ago.",
    "13 January 2025\n\nThe bridge fell a few years ago.",
    no=("13 January 2025\n\nThe town was built 5000 years ago.",),
)
def time_ago(match: Match[str], published: date) -> Found | None:
    """Return the day, week, month or year that lies so far before publication."""
    number = read_number(lex(match["count"]), 0)
    count = 1.0 if number is None else number.value or _FEW
    unit = match["unit"].lower().rstrip("s")
    if unit in ("minute", "hour", "day"):
        days = {"minute": count / 1440, "hour": count / 24, "day": count}[unit]
        return _days_before(published, days), None, "day"
    if unit == "week":
        day = _days_before(published, 7 * count)
        sunday = day - timedelta(days=(day.weekday() + 1) % 7)
        return sunday, sunday + 6 * _DAY, "interval"
    if unit == "month":
        months = _YEAR * published.year + published.month - 1 - int(count)
        return whole_month(months // _YEAR, months % _YEAR + 1) if months >= _YEAR else None
    year = published.year - int(count * (10 if unit == "decade" else 1))
    return (date(year, 1, 1), date(year, 12, 31), "year") if year > 0 else None


def _days_before(published: date, days: float) -> date:
    """Return so many whole days before, and no earlier than the first day of the calendar."""
    whole = min(int(days), published.toordinal() - 1)
    return published - timedelta(days=whole)


@as_in("13 January 2025\n\nThe bridge was closed recently.")
def some_time_before(_match: Match[str], published: date) -> Found:
    """Return some time before publication."""
    return published, None, "before"
