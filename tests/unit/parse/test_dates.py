"""The moment that the words of a date give, and words that give none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse.dates import read_first, read_moment, read_published

NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)
TEN = datetime(2024, 2, 6, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "Tue, 06 Feb 2024 10:00:00 GMT",
        "Tue, 6 Feb 2024 10:00 +0000",
        "06 Feb 24 10:00:00 UT",
        "Tue,6 Feb 2024 19:00:0 GMT+9",
        "Tue, 06 Feb 2024 19:00:00 KST",
        "Tue, 06 Feb 2024 19:00:00 JST",
        "Tue, 06 Feb 2024 05:00:00 EST",
        "Tue, 06 Feb 2024 02:00:00 PST",
        "Tue, 06 Feb 2024 05:00:00 ET",
        "Feb. 6, 2024 2:00 a.m. PT",
        "Tue, 06 Feb 2024 11:00:00 BST",
        "Tue, 06 Feb 2024 11:00:00 CET",
        "Tue, 06 Feb 2024 15:30:00 IST",
        "Tue, 06 Feb 2024 21:00:00 AEDT",
        "Tue, 06 Feb 2024 10:00:00 +0000 (Coordinated Universal Time)",
        "Tue, 06 Feb 2024 07:00:00 -03:00",
        "2024-02-06T10:00:00Z",
        "2024-02-06T10:00Z",
        "2024-02-06T11:00:00.123456789+01:00",
        "2024-02-06 15:45:00 +05:45",
        "2024-02-06 10:00:00",
        "20240206T100000Z",
        "2024/02/06 10:00",
        "2024. 2. 6. 10:00",
        "Tue Feb  6 10:00:00 2024",
        "Tue Feb  6 10:00:00 UTC 2024",
        "February 6, 2024 10:00 AM",
        "Feb. 6th, 2024 at 5:00 a.m. EST",
        "6 février 2024 11:00 CET",
        "6 de febrero de 2024 10:00",
        "6. Februar 2024 10:00 Uhr",
        "2024년 2월 6일 오후 7:00 KST",
        "2024年2月6日 10:00",
        "1707213600",
        "1707213600000",
    ],
)
def test_many_spellings_give_the_same_moment(words: str) -> None:
    assert read_moment(words, now=NOW) == TEN


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Sun, 31 Dec 2023 24:00:00 GMT", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("12:30 AM, 5 February 2024 UTC", datetime(2024, 2, 5, 0, 30, tzinfo=UTC)),
        ("10 March 2023 05:00 ET", datetime(2023, 3, 10, 10, tzinfo=UTC)),
        ("12 March 2023 05:00 ET", datetime(2023, 3, 12, 9, tzinfo=UTC)),
        ("5 November 2023 05:00 PT", datetime(2023, 11, 5, 13, tzinfo=UTC)),
        ("13/01/2024", datetime(2024, 1, 13, tzinfo=UTC)),
        ("01/13/2024", datetime(2024, 1, 13, tzinfo=UTC)),
        ("1 Jan 99 10:00 GMT", datetime(1999, 1, 1, 10, tzinfo=UTC)),
        ("20240206", datetime(2024, 2, 6, tzinfo=UTC)),
    ],
)
def test_unusual_spellings_are_read(words: str, moment: datetime) -> None:
    assert read_moment(words, now=NOW) == moment


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "yesterday",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1989-12-31T10:00:00Z",
        "2999-01-01T10:00:00Z",
        "Thu, 08 Feb 2024 10:00:00 GMT",
        "Tue, 30 Feb 2024 10:00:00 GMT",
        "Tue, 06 Feb 2024 25:00:00 GMT",
        "Tue, 06 Feb 2024 10:00:00 XYZ",
        "03/04/2024",
        "2024-02",
        "2024",
        "12345",
        "99999999999999",
        "9" * 5000,
    ],
)
def test_an_implausible_moment_is_none(words: str | None) -> None:
    assert read_moment(words, now=NOW) is None


def test_a_day_is_kept_as_a_day_where_days_are_allowed() -> None:
    assert read_published("2024-02-06", now=NOW) == date(2024, 2, 6)
    assert not isinstance(read_published("6 February 2024", now=NOW), datetime)
    assert read_published("2024-02-08", now=NOW) is None


def test_the_near_future_is_kept_without_a_present_moment() -> None:
    assert read_moment("2031-02-06T10:00:00Z") == datetime(2031, 2, 6, 10, tzinfo=UTC)


@given(st.text(max_size=60))
def test_any_words_give_an_aware_moment_or_none(words: str) -> None:
    moment = read_moment(words, now=NOW)
    assert moment is None or (moment.tzinfo is UTC and moment <= NOW + timedelta(days=1))


@given(
    st.integers(
        int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()),
        int(datetime(2099, 12, 31, tzinfo=UTC).timestamp()),
    )
)
def test_a_written_date_is_read_back(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert read_moment(moment.isoformat()) == moment
    assert read_moment(moment.strftime("%a, %d %b %Y %H:%M:%S GMT")) == moment
    assert read_moment(moment.ctime()) == moment


@pytest.mark.parametrize(
    ("words", "language", "hour"),
    [
        ("10:00 CST", None, 16),
        ("10:00 CST", "zh-cn", 2),
        ("10:00 CST", "zh_TW", 2),
        ("10:00 IST", "en-in", 4),
        ("12:30 IST", "he", 10),
        ("12:30 IST", "en-IE", 11),
        ("10:00 BST", "en-gb", 9),
        ("10:00 BST", "bn", 4),
        ("10:00 EST", "en-us", 15),
        ("10:00 EST", "en-AU", 0),
        ("10:00 CET", "de", 9),
        ("10:00 MEZ", "de", 9),
        ("10:00 MT", None, 17),
        ("10:00 kst", None, 1),
    ],
)
def test_a_zone_name_depends_on_the_language(words: str, language: str | None, hour: int) -> None:
    given = [("pubDate", f"5 Feb 2024 {words}")]
    moment, origin = read_first(given, now=NOW, language=language)
    assert moment is not None
    assert (moment.day, moment.hour, origin) == (5, hour, "pubDate")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("yesterday", "no date"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "before 1990"),
        ("0", "no date"),
        ("2999-01-01T10:00:00Z", "in the future"),
        ("Thu, 08 Feb 2024 10:00:00 GMT", "in the future"),
        ("Tue, 30 Feb 2024 10:00:00 GMT", "no such day or time"),
        ("Tue, 06 Feb 2024 25:00:00 GMT", "no such time of day"),
        ("Tue, 06 Feb 2024 10:00:00 +9900", "no such day or time"),
        ("Tue, 06 Feb 2024 10:00:00 XYZ", "unknown time zone XYZ"),
        ("2024-02-06T10:00 Europe/Paris", "unknown time zone EUROPE/PARIS"),
        ("03/04/2023", "two days could be meant"),
    ],
)
def test_a_dropped_date_has_a_reason(words: str, why: str) -> None:
    assert read_first([("pubDate", words)], now=NOW) == (None, f"pubDate ({why})")


def test_the_first_plausible_date_is_taken() -> None:
    given = [("pubDate", "soon"), ("dc:date", "2024-02-06T10:00Z"), ("updated", "2024-02-06")]
    assert read_first(given, now=NOW) == (TEN, "dc:date")
    assert read_first([], now=NOW) == (None, None)


@pytest.mark.parametrize("words", ["1707213600.5", "1707213600000000", "1707213600"])
def test_unix_time_is_read_in_several_spellings(words: str) -> None:
    assert read_moment(words, now=NOW) == TEN


@given(st.lists(st.tuples(st.sampled_from(["pubDate", "updated"]), st.text(max_size=40))))
def test_any_words_give_a_moment_or_a_reason(given_: list[tuple[str, str]]) -> None:
    moment, origin = read_first(given_, now=NOW)
    assert (origin is None) == (not given_)
    assert moment is None or (moment.tzinfo is UTC and moment.year >= 1990)
    assert moment is not None or origin is None or origin.endswith(")")


_ZONES = st.sampled_from(["GMT", "UT", "Z", "KST", "EST", "EDT", "CET", "CEST", "+0530", "-03:00"])


@given(st.datetimes(datetime(1990, 1, 2), datetime(2024, 2, 5)), _ZONES)  # noqa: DTZ001 - naive on purpose
def test_the_offset_of_a_zone_is_subtracted(moment: datetime, zone: str) -> None:
    moment = moment.replace(microsecond=0)
    here = read_moment(f"{moment:%d %b %Y %H:%M:%S} {zone}", now=NOW)
    there = read_moment(f"{moment:%d %b %Y %H:%M:%S} GMT", now=NOW)
    assert here is not None
    assert there is not None
    assert timedelta(hours=-9) <= here - there <= timedelta(hours=5)
    ahead = {"KST": -9, "EST": 5, "EDT": 4, "CET": -1, "CEST": -2, "-03:00": 3, "+0530": -5.5}
    assert here - there == timedelta(hours=ahead.get(zone, 0))
