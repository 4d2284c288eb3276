"""The times of a paragraph, resolved against the day of publication: `find_times`.

The rules are the project's own, since no library knows that a weekday in the news is the last such
day, that "over the weekend" is two days, and that "may" is a verb. Without a day of publication
only absolute times are found.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.text.quotations import readable
from worker.extract.times.resolution import (
    MONTHS,
    Found,
    day_of_month,
    day_of_year,
    iso_day,
    month_alone,
    month_of_year,
    months_between,
    near_day,
    overnight,
    period,
    safe_day,
    some_time_before,
    time_ago,
    weekend,
    whole_month,
    whole_year,
    years,
)
from worker.extract.tree.phrases import left_children
from worker.extract.words import VERB_CLASSES, table, words
from worker.records import Span, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Match

    from worker.extract.records import Parsed, Token

_LISTS: Final = table("times")
_DAYS: Final = tuple(name.title() for name in _LISTS["weekdays"])
_PIECES: Final[dict[str, str]] = {
    **_LISTS["pieces"],
    "MONTHS": MONTHS,
    "WEEKDAY": "|".join(_DAYS),
    "PLAIN_MONTHS": "|".join(name.title() for name in _LISTS["plain_months"]),
    "MONTH": rf"(?P<month>{MONTHS}|(?:{_LISTS['pieces']['SHORT_MONTHS']})\b\.?)",
}
"""What the names in braces mean in the patterns of the word list."""

_FUTURE: Final = frozenset({"will", "'ll", "\u2019ll", "shall", "wo"})
_MODALS: Final = frozenset({"would", "could", "may", "might", "should", "must", "can"})
_PRESENT: Final = frozenset({"is", "are", "am", "'s", "\u2019s", "'re", "\u2019re"})
_ON: Final = frozenset({"on", "by", "until", "till", "from"})
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
"""Weeks from that of publication to the week named: "Monday last week"."""
_OF_THE_PAST: Final = words("times", "present_of_the_past")
_PLANS: Final = words("times", "plans")
_DONE: Final = words("times", "plans_in_the_past")
_PAST: Final = frozenset({"was", "were", "had", "has", "have", "been"})
_DEEPEST: Final = 20
"""Heads that are followed from a time up to its verb, which bounds the cost."""
_YEARS: Final = range(2, 9999)
"""Years of publication with relative times: a day of any other may have no day before or after."""

_Absolute = tuple[re.Pattern[str], "Callable[[Match[str]], Found | None]"]
_Dated = tuple[re.Pattern[str], "Callable[[Match[str], date], Found | None]"]
_FIXED: Final[dict[str, Callable[[Match[str]], Found | None]]] = {
    rule.__name__: rule for rule in (day_of_year, iso_day, month_of_year, whole_year, years)
}
_DATED: Final[dict[str, Callable[[Match[str], date], Found | None]]] = {
    rule.__name__: rule
    for rule in (
        day_of_month,
        month_alone,
        months_between,
        near_day,
        overnight,
        period,
        some_time_before,
        time_ago,
        weekend,
    )
}
"""The functions that resolve a match, by the names that the word list gives them."""


@as_in(
    "The bridge fell on January 13, 2025.",
    "13 January 2025\n\nThe bridge fell on Monday.",
    no=("The bridge fell on Monday.",),
)
def find_times(parsed: Parsed, published: date | None) -> tuple[Time, ...]:
    """Return the times of a paragraph, in order; they never overlap.

    A weekday is the last such day on or before `published`, unless its verb is in the future.
    """
    if published is not None and published.year in _YEARS:
        day: date | None = date(published.year, published.month, published.day)
    else:
        day = None
    found = sorted(_all_times(parsed, day), key=lambda row: (row[0], -row[1]))
    times: list[Time] = []
    offset, covered = parsed.paragraph.offset, 0
    for start, end, (value, value_end, granularity) in found:
        if start >= covered:
            span = Span(start + offset, end + offset)
            times.append(Time(value, value_end, granularity, span))
            covered = end
    return tuple(times)


def _all_times(parsed: Parsed, published: date | None) -> Iterator[tuple[int, int, Found]]:
    """Yield the start and end of each time in the paragraph, and its days; they may overlap."""
    text = readable(parsed.paragraph.text)
    for pattern, resolve in _ABSOLUTE:
        for match in pattern.finditer(text):
            found = resolve(match)
            if found is not None:
                yield match.start(), match.end(), found
    if published is not None:
        yield from _relative_times(parsed, text, published)


@as_in(
    "13 January 2025\n\nThe bridge fell last week.",
    "13 January 2025\n\nThe bridge fell on Friday.",
    no=("13 January 2025\n\nThe bridge fell in 1985.",),
)
def _relative_times(
    parsed: Parsed, text: str, published: date
) -> Iterator[tuple[int, int, Found]]:
    """Yield the times that depend on the day of publication."""
    for pattern, resolve in _RELATIVE:
        for match in pattern.finditer(text):
            found = resolve(match, published)
            if found is None:
                continue
            opening = _OPENING.match(match.group())
            start = match.start() + (opening.end() if opening else 0)
            yield start, match.end(), _in_year_before(parsed, match, found, published)
    for match in _WEEKDAYS.finditer(text):
        yield match.start(), match.end(), (_weekday(parsed, match, published), None, "day")


@as_in(
    "13 January 2025\n\nThe bridge fell on Friday.",
    "13 January 2025\n\nThe bridge opens next Friday.",
    "13 January 2025\n\nThe bridge will open on Friday.",
    "13 January 2025\n\nThe bridge fell on Monday last week.",
)
def _weekday(parsed: Parsed, match: Match[str], published: date) -> date:
    """Return the last such day, or the next one where the words or the verb say so."""
    number = _DAYS.index(match["weekday"])
    back = (published.weekday() - number) % 7
    which = (match["which"] or "").lower()
    if match["week"]:
        monday = published - timedelta(days=published.weekday())
        return monday + timedelta(days=number + 7 * _STEPS[match["week"].lower()])
    if which.startswith("last"):
        return published - timedelta(days=back or 7)
    if which.startswith(("next", "coming")) or _is_future(parsed, match):
        return published + timedelta(days=(number - published.weekday()) % 7 or 7)
    return published - timedelta(days=back)


@as_in("13 January 2025\n\nThe boat sank in May.")
def _in_year_before(parsed: Parsed, match: Match[str], found: Found, published: date) -> Found:
    """Return the month or day of the year before where its verb is in the past: "sank in May"."""
    value, value_end, granularity = found
    if value <= published or "month" not in match.groupdict() or "next" in match.group().lower():
        return found
    verb = _verb_of(parsed, match.start("month"))
    past = {child.lower for child in left_children(verb)} & _PAST if verb is not None else set()
    if verb is None or not (verb.tag == "VBD" or (verb.tag == "VBN" and past)):
        return found
    first = safe_day(value.year - 1, value.month, value.day)
    if first is None:
        return found
    return (first, None, granularity) if value_end is None else whole_month(*first.timetuple()[:2])


@as_in("13 January 2025\n\nThe bridge fell on Friday.")
def _verb_of(parsed: Parsed, start: int) -> Token | None:
    """Return the verb that governs the word at `start` of the paragraph, else its root."""
    if not parsed.tokens:
        return None
    verb = parsed.at(parsed.paragraph.offset + start)
    for _ in range(_DEEPEST):
        if verb.pos in ("VERB", "AUX"):
            break
        verb = verb.head
    return verb


@as_in(
    "13 January 2025\n\nThe bridge will open on Friday.",
    "13 January 2025\n\nThe mayor is scheduled to speak on Friday.",
    "13 January 2025\n\nThe mayor said the bridge would open on Friday.",
    "13 January 2025\n\nThe court is to rule on Friday.",
    no=(
        "13 January 2025\n\nThe bridge fell on Friday.",
        "13 January 2025\n\nThe mayor went Friday to sign the deal.",
        "13 January 2025\n\nThe bridge would have opened on Friday.",
    ),
)
def _is_future(parsed: Parsed, match: Match[str]) -> bool:
    """Return whether the verb that governs the weekday is in the future, or is a plan."""
    verb = _verb_of(parsed, match.start("weekday"))
    if verb is None:
        return False
    before = left_children(verb)
    auxiliaries = {child.lower for child in before if child.dep in ("aux", "auxpass")}
    if any(child.lower in _FUTURE for child in before):
        return True
    if auxiliaries & _MODALS:
        return "have" not in auxiliaries
    planned = not {verb.lemma, verb.head.lemma}.isdisjoint(_PLANS) and verb.lower not in _DONE
    if planned and ("to" in auxiliaries or any(child.dep == "auxpass" for child in before)):
        return True
    bound = "to" in auxiliaries and verb.dep == "xcomp" and verb.head.lemma == "be"
    return bound or _is_timetable(parsed, match, verb)


@as_in(
    "13 January 2025\n\nVoters go to the polls on Friday.",
    "13 January 2025\n\nThe team is leaving on Friday.",
    no=(
        "13 January 2025\n\nThe paper writes on Friday that the bridge fell.",
        "13 January 2025\n\nThe vote comes days after the fire on Friday.",
    ),
)
def _is_timetable(parsed: Parsed, match: Match[str], verb: Token) -> bool:
    """Return whether a verb in the present says what happens on the weekday.

    In a headline or a caption the present is said of the past.
    """
    auxiliaries = {child.lower for child in left_children(verb) if child.dep == "aux"}
    present = verb.tag in ("VBZ", "VBP") or (verb.tag == "VBG" and auxiliaries & _PRESENT)
    day = parsed.at(parsed.paragraph.offset + match.start("weekday"))
    on = day.head if day.head.lower in _ON else None
    direct = (on.head if on is not None else day.head) is verb
    reports = verb.lemma in VERB_CLASSES or verb.lemma in _OF_THE_PAST
    return bool(present) and direct and not reports and parsed.paragraph.section == "body"


def _filled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the word list, with its pieces put in."""
    for name, piece in _PIECES.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return re.compile(pattern)


def _rows(kind: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of a kind, each with the name of the function that resolves it."""
    return [(_filled(row["pattern"]), row["resolve"]) for row in _LISTS["patterns"][kind]]


_ABSOLUTE: Final[list[_Absolute]] = [
    (pattern, _FIXED[name]) for pattern, name in _rows("absolute")
]
_RELATIVE: Final[list[_Dated]] = [(pattern, _DATED[name]) for pattern, name in _rows("relative")]
_OPENING: Final = _filled(_LISTS["patterns"]["opening"])
_WEEKDAYS: Final = _filled(_LISTS["patterns"]["weekday"])
