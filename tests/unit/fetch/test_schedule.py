"""When a feed or a page is fetched next: by its pace, its wishes and its failures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.fetch.schedule import (
    GONE,
    LONGEST,
    PAUSE_AT,
    SHORTEST,
    SOFT,
    TEMPORARY,
    USUAL,
    in_words,
    max_age,
    next_turn,
    next_visit,
    retry_after,
    weight,
)
from worker.records import Fetched, Polling, Turn, Wishes

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
URL = "https://gazette.example/feed"
OK = Fetched(URL, URL, "ok", 200)
HOUR = timedelta(hours=1)


def _status(status: int, **more: str) -> Fetched:
    return Fetched(URL, URL, "gone" if status == 410 else "http_error", status, "x", **more)


def _turn(  # noqa: PLR0913 - a turn depends on all of it
    polling: Polling = Polling(USUAL),  # noqa: B008 - frozen
    fetched: Fetched = OK,
    *,
    failed: bool = False,
    news: tuple[int, int] | None = (1, 20),
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    now: datetime = NOON,
    chance: float = 0.0,
) -> Turn:
    return next_turn(
        polling, fetched, failed=failed, news=news, wishes=wishes, now=now, chance=chance
    )


def test_the_pace_follows_the_share_of_new_entries_within_bounds() -> None:
    quiet = busy = Polling(timedelta(hours=1))
    for _ in range(40):
        quiet = _turn(quiet, news=(0, 20)).polling
        busy = _turn(busy, news=(15, 20)).polling
    assert quiet.interval == LONGEST
    assert busy.interval == SHORTEST
    steady = _turn(Polling(HOUR), news=(1, 20)).polling
    assert steady.interval == HOUR, "one of twenty new each time is the right pace"
    assert _turn(Polling(HOUR), news=(5, 500)).polling.interval < HOUR, "a long feed is not slow"
    assert _turn(Polling(HOUR), news=None).polling.interval == HOUR, "the first poll tells nothing"


def test_the_pace_converges_to_the_rate_of_publication() -> None:
    # An entry every half hour, twenty in the feed: the aim is about one new entry a poll.
    polling, now, seen, waits = Polling(timedelta(hours=6)), NOON, 0, []
    for _ in range(300):
        published = (now - NOON) // (HOUR / 2)
        turn = _turn(polling, news=(min(20, published - seen), 20), now=now)
        waits.append(turn.at - now)
        polling, now, seen = turn.polling, turn.at, published
    settled = sum(waits[100:], timedelta()) / len(waits[100:])
    assert timedelta(minutes=10) < settled < timedelta(minutes=45)


@pytest.mark.parametrize(
    ("fetched", "wishes", "least", "word"),
    [
        (OK, Wishes(ttl_minutes=60), HOUR, "ttl"),
        (OK, Wishes(ttl_minutes=10**9), 24 * HOUR, "ttl"),
        (Fetched(URL, URL, "ok", 200, cache_control="public, Max-Age=7200"), Wishes(), 2 * HOUR,
         "max-age"),
        (Fetched(URL, URL, "not_modified", 304, retry_after="5400"), Wishes(), 1.5 * HOUR,
         "Retry-After"),
        (Fetched(URL, URL, "ok", 200, retry_after="Wed, 04 Mar 2026 15:00:00 GMT"), Wishes(),
         3 * HOUR, "Retry-After"),
    ],
)  # fmt: skip
def test_a_wish_makes_the_wait_longer_and_is_named(
    fetched: Fetched, wishes: Wishes, least: timedelta, word: str
) -> None:
    turn = _turn(fetched=fetched, wishes=wishes, chance=0.5)
    assert least <= turn.at - NOON <= least * 1.1
    assert word in turn.why
    assert in_words(least) in turn.why


def test_a_wish_never_makes_the_wait_shorter() -> None:
    turn = _turn(Polling(timedelta(hours=6)), wishes=Wishes(ttl_minutes=5))
    assert turn.at - NOON >= timedelta(hours=6)
    assert "usual" in turn.why


def test_hours_and_days_that_a_feed_skips_are_left_out() -> None:
    night = Wishes(skip_hours=tuple(range(12, 18)))
    turn = _turn(wishes=night, chance=0.5)
    assert turn.at.hour == 18
    assert "skipHours" in turn.why
    weekend = Wishes(skip_days=(2, 3))
    assert _turn(wishes=weekend).at.weekday() == 4
    everything = Wishes(skip_hours=tuple(range(24)))
    assert _turn(wishes=everything).at - NOON == USUAL, (
        "a feed that skips all is read all the same"
    )


def test_each_kind_of_failure_has_its_weight() -> None:
    assert weight(_status(410)) == GONE
    assert {weight(_status(status)) for status in (401, 403, 404, 451)} == {SOFT}
    assert {weight(_status(status)) for status in (408, 429, 500, 503)} == {TEMPORARY}
    away = [Fetched(URL, URL, outcome) for outcome in ("timeout", "unreachable", "broken")]
    assert {weight(fetched) for fetched in away} == {TEMPORARY}
    assert weight(OK) == SOFT, "it came, and is no feed"


@pytest.mark.parametrize(("status", "failures"), [(410, 1), (404, 6), (503, 12)])
def test_a_feed_pauses_after_failures_and_resumes_after_a_good_poll(
    status: int, failures: int
) -> None:
    polling, now, waits = Polling(USUAL), NOON, []
    for _ in range(failures):
        assert not polling.paused
        turn = _turn(polling, _status(status), failed=True, now=now)
        waits.append(turn.at - now)
        polling, now = turn.polling, turn.at
    assert polling.paused
    assert polling.failures == failures
    assert waits == sorted(waits)
    assert waits[-1] >= timedelta(days=1)
    assert "probed" in turn.why
    for _ in range(10):
        turn = _turn(turn.polling, _status(status), failed=True, now=turn.at)
    assert _turn(turn.polling, _status(status), failed=True).at - NOON == timedelta(days=7)
    healed = _turn(turn.polling).polling
    assert healed == Polling(USUAL), "one good poll and all is as it was"


def test_a_slow_feed_is_tried_again_soon_after_a_failure() -> None:
    away = Fetched(URL, URL, "timeout", reason="x")
    turn = _turn(Polling(LONGEST), away, failed=True)
    assert turn.at - NOON < HOUR
    assert turn.polling.interval == LONGEST, "its own pace is not forgotten"


def test_an_outage_of_hours_delays_a_feed_by_less_than_a_day() -> None:
    polling, now = Polling(USUAL), NOON
    while now < NOON + 6 * HOUR:
        turn = _turn(polling, Fetched(URL, URL, "unreachable", reason="x"), failed=True, now=now)
        polling, now = turn.polling, turn.at
    assert not polling.paused
    assert now < NOON + 9 * HOUR


def test_a_page_is_visited_after_an_hour_six_hours_and_a_day() -> None:
    turns, now = [], NOON
    while (turn := next_visit(NOON, now=now)) is not None:
        turns.append((turn - NOON) / HOUR)
        now = turn
    assert turns == [1, 6, 24]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Wed, 04 Mar 2026 12:10:00 GMT", 600),
        ("Wed, 04 Mar 2026 12:10:00", 600),
        ("Wed, 04 Mar 2020 12:10:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("", 0),
        (None, 0),
        ("9" * 400, 7 * 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86_400),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: int) -> None:
    assert retry_after(value, now=NOON) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=300", 300),
        ("no-transform, max-age = 300, public", 300),
        ("s-maxage=300", 0),
        ("no-cache", 0),
        ("max-age=-1", 0),
        ("max-age=999999999999", 86_400),
        (None, 0),
    ],
)
def test_max_age_is_read(value: str | None, seconds: int) -> None:
    assert max_age(value) == timedelta(seconds=seconds)


HEADERS = st.none() | st.text(max_size=40) | st.integers().map(str)


@given(
    polling=st.builds(
        Polling,
        st.timedeltas(SHORTEST, LONGEST),
        st.integers(0, 10_000),
        st.floats(0, 5_000),
        st.booleans(),
    ),
    status=st.sampled_from([200, 304, 404, 410, 429, 503]),
    retry=HEADERS,
    cache=HEADERS,
    wishes=st.builds(
        Wishes,
        st.none() | st.integers(-5, 10**12),
        st.lists(st.integers(0, 23)).map(tuple),
        st.lists(st.integers(0, 6)).map(tuple),
    ),
    chance=st.floats(0, 1, exclude_max=True),
)
def test_the_next_turn_is_always_within_bounds(
    polling: Polling,
    status: int,
    retry: str | None,
    cache: str | None,
    wishes: Wishes,
    chance: float,
) -> None:
    fetched = Fetched(
        URL, URL, "ok" if status == 200 else "http_error", status, retry_after=retry,
        cache_control=cache,
    )  # fmt: skip
    turn = _turn(polling, fetched, failed=status not in {200, 304}, wishes=wishes, chance=chance)
    assert SHORTEST <= turn.at - NOON <= timedelta(days=17)
    assert turn.polling.paused == (status not in {200, 304} and turn.polling.weight >= PAUSE_AT)
    assert turn.why
