"""Times of a paragraph: absolute, and relative to the day of publication."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.unit.extract.trees import parsed
from worker.extract.times.expressions import find_times

MONDAY = date(2025, 1, 13)

Found = tuple[str, str, str | None, str]


def times(language_model: Language, text: str, published: date | None = MONDAY) -> list[Found]:
    """The words of every time, with its first day, last day and granularity."""
    return [
        (
            text[time.span.start : time.span.end] if time.span else "",
            time.value.isoformat(),
            time.value_end.isoformat() if time.value_end else None,
            time.granularity,
        )
        for time in find_times(parsed(language_model, text), published)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so on July 18, 2017.", ("July 18, 2017", "2017-07-18", None, "day")),
        ("It sank on 12 September 2015.", ("12 September 2015", "2015-09-12", None, "day")),
        ("It sank on Sunday, March 3 2019.", ("Sunday, March 3 2019", "2019-03-03", None, "day")),
        ("The log of 2020-02-29 shows it.", ("2020-02-29", "2020-02-29", None, "day")),
        ("The port shut in May 2019.", ("May 2019", "2019-05-01", "2019-05-31", "month")),
        ("The port shut in 2022.", ("2022", "2022-01-01", "2022-12-31", "year")),
        ("The 2004 flood was worse.", ("2004", "2004-01-01", "2004-12-31", "year")),
        (
            "Rents rose from 1980 to 2012.",
            ("1980 to 2012", "1980-01-01", "2012-12-31", "interval"),
        ),
    ],
)
def test_absolute_times_are_read(language_model: Language, text: str, expected: Found) -> None:
    assert times(language_model, text) == [expected]
    assert times(language_model, text, None) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said so Monday.", ("Monday", "2025-01-13", None, "day")),
        ("The mayor said so on Tuesday.", ("Tuesday", "2025-01-07", None, "day")),
        ("It sank early on Sunday.", ("early on Sunday", "2025-01-12", None, "day")),
        ("It sank on Friday night.", ("Friday night", "2025-01-10", None, "day")),
        ("It sank last Monday.", ("last Monday", "2025-01-06", None, "day")),
        ("They meet next Tuesday.", ("next Tuesday", "2025-01-14", None, "day")),
        ("The council will vote on Thursday.", ("Thursday", "2025-01-16", None, "day")),
        (
            "Over the weekend, it sank.",
            ("Over the weekend", "2025-01-11", "2025-01-12", "interval"),
        ),
        ("It sank yesterday afternoon.", ("yesterday afternoon", "2025-01-12", None, "day")),
        ("It sank last night.", ("last night", "2025-01-12", None, "day")),
        ("It sank today.", ("today", "2025-01-13", None, "day")),
        ("It sails tomorrow.", ("tomorrow", "2025-01-14", None, "day")),
        ("It sank last week.", ("last week", "2025-01-05", "2025-01-11", "interval")),
        ("It sank last month.", ("last month", "2024-12-01", "2024-12-31", "month")),
        ("It was built this year.", ("this year", "2025-01-01", "2025-12-31", "year")),
        ("It sank in May.", ("May", "2024-05-01", "2024-05-31", "month")),
        ("It sank in December.", ("December", "2024-12-01", "2024-12-31", "month")),
        ("It will sail in February.", ("February", "2025-02-01", "2025-02-28", "month")),
        ("It sank on December 30.", ("December 30", "2024-12-30", None, "day")),
        ("It sank on Jan. 3.", ("Jan. 3", "2025-01-03", None, "day")),
        ("It sank two years ago.", ("two years ago", "2023-01-01", "2023-12-31", "year")),
        ("It sank 24 hours ago.", ("24 hours ago", "2025-01-12", None, "day")),
        ("It sank three weeks ago.", ("three weeks ago", "2024-12-22", "2024-12-28", "interval")),
        ("The mayor has previously said so.", ("previously", "2025-01-13", None, "before")),
    ],
)
def test_relative_times_are_resolved_from_publication(
    language_model: Language, text: str, expected: Found
) -> None:
    assert times(language_model, text) == [expected]
    assert times(language_model, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "It may sink.",
        "May I come in?",
        "They march to the palace.",
        "Theresa May said no.",
        "About 2000 people came.",
        "It cost $2019.",
        "USA Today reported it.",
        "Super Tuesday is near.",
        "Feb 31, 2019x",
    ],
)
def test_words_that_are_no_times(language_model: Language, text: str) -> None:
    assert times(language_model, text) == []


def test_spans_are_offset_and_a_datetime_gives_a_day(language_model: Language) -> None:
    paragraph = parsed(language_model, "It sank on Sunday.", 50)
    (time,) = find_times(paragraph, datetime(2025, 1, 13, 9, 30, tzinfo=UTC))
    assert time.span == (61, 67)
    assert time.value == date(2025, 1, 12)
    assert type(time.value) is date


WORDS = [
    "Monday",
    "May 31",
    "in May",
    "2022",
    "-",
    "12",
    "last",
    "week",
    "9999 years ago",
    "\n",
    "é",
]


@settings(max_examples=60, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS)).map(" ".join), day=st.dates())
def test_spans_of_times_are_exact_in_any_text(
    language_model: Language, text: str, day: date
) -> None:
    last = 0
    for time in find_times(parsed(language_model, text), day):
        assert time.span is not None
        assert last <= time.span.start < time.span.end <= len(text)
        assert time.value_end is None or time.value <= time.value_end
        last = time.span.end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor said the bridge would reopen on Friday.", "2025-01-17"),
        ("The court is to rule on Thursday, the clerk said.", "2025-01-16"),
        ("Voters go to the polls on Sunday, the commission said.", "2025-01-19"),
        ("The bridge closes this Friday, the mayor said.", "2025-01-17"),
        ("The bridge closed this Tuesday, the mayor said.", "2025-01-07"),
        ("Trains could stop on Friday, the operator said.", "2025-01-17"),
        ("The storm may hit on Saturday.", "2025-01-18"),
        ("The team is meeting on Friday.", "2025-01-17"),
        ("The vote is on Sunday.", "2025-01-19"),
        ("The bridge opens on Monday next week.", "2025-01-20"),
        ("The bridge fell on Monday last week.", "2025-01-06"),
        ("The bridge would have opened on Friday.", "2025-01-10"),
        ("The paper writes on Friday that the bridge fell.", "2025-01-10"),
        ("The vote comes days after the fire on Friday.", "2025-01-10"),
        ("They were meeting on Friday when the roof fell.", "2025-01-10"),
    ],
)
def test_a_weekday_of_what_lies_ahead_is_the_next_one(
    language_model: Language, text: str, day: str
) -> None:
    assert [found[1] for found in times(language_model, text)] == [day]
