"""How many requests a host gets, at what intervals, and when it gets none."""

from datetime import UTC, datetime, timedelta

import pytest

from worker.fetch.hosts import AT_A_TIME, PATIENCE, RequestSlot, after, host_of, reserve_slot
from worker.records import Fetched, Host

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
GAP = 1.0
HOST = Host("gazette.example", GAP)
URL = "https://gazette.example/feed"
SECOND = timedelta(seconds=1)


def _answer(status: int, retry_after: str | None = None) -> Fetched:
    outcome = "ok" if status == 200 else "http_error"
    return Fetched(URL, URL, outcome, status, f"{status}", retry_after=retry_after)


def _ask(host: Host, running: int = 0, now: datetime = NOON) -> RequestSlot | None:
    return reserve_slot(host, running=running, now=now)


def test_a_host_gets_two_requests_at_a_time_and_a_gap_between_starts() -> None:
    first = _ask(HOST)
    assert first
    assert first.at == NOON
    second = _ask(first.host, running=1)
    assert second
    assert second.at == NOON + SECOND
    assert _ask(second.host, running=AT_A_TIME) is None


def test_a_long_wait_is_left_to_the_ledger() -> None:
    slow = Host("gazette.example", 30.0, next_start_at=NOON + 30 * SECOND)
    assert _ask(slow) is None
    soon = _ask(slow, now=NOON + 30 * SECOND - PATIENCE)
    assert soon
    assert soon.at == NOON + 30 * SECOND


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_sets_the_quiet_of_a_host(status: int) -> None:
    host = after(HOST, _answer(status, "1800"), gap_seconds=GAP, now=NOON)
    assert host.resume_at == NOON + timedelta(minutes=30)
    assert host.gap_seconds > GAP
    assert "30 min" in (host.reason or "")
    assert _ask(host, now=host.resume_at - SECOND) is None
    assert _ask(host, now=host.resume_at)


def test_quiet_grows_without_retry_after_and_ends_with_an_answer() -> None:
    host, waits, now = HOST, [], NOON
    for _ in range(12):
        host = after(host, _answer(429), gap_seconds=GAP, now=now)
        assert host.resume_at
        waits.append(host.resume_at - now)
        now = host.resume_at
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] == timedelta(hours=6)
    gaps = []
    for _ in range(8):
        host = after(host, _answer(200), gap_seconds=GAP, now=now)
        gaps.append(host.gap_seconds)
    assert (host.resume_at, host.reason, host.failures) == (None, None, 0)
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > GAP, "not at once as fast as before"
    assert gaps[-1] == GAP


def test_an_answer_to_an_earlier_request_does_not_end_the_quiet() -> None:
    quiet = after(HOST, _answer(429), gap_seconds=GAP, now=NOON)
    assert after(quiet, _answer(200), gap_seconds=GAP, now=NOON + SECOND) == quiet


def test_a_dead_host_is_remembered_and_asked_once_an_hour() -> None:
    dead = Fetched(URL, URL, "unreachable", reason="gazette.example refuses the connection")
    once = after(HOST, dead, gap_seconds=GAP, now=NOON)
    assert once.resume_at is None, "one failure may be one page's"
    twice = after(once, dead, gap_seconds=GAP, now=NOON)
    assert twice.resume_at
    assert twice.reason == dead.reason
    for _ in range(20):
        twice = after(twice, dead, gap_seconds=GAP, now=NOON)
    assert twice.resume_at == NOON + timedelta(hours=1)


def test_an_error_of_one_page_does_not_affect_the_host() -> None:
    for status in (404, 403, 500):
        assert after(HOST, _answer(status), gap_seconds=GAP, now=NOON) == HOST


def test_the_gap_that_robots_txt_asks_for_is_kept() -> None:
    slow = Host("gazette.example", GAP, crawl_delay=10.0)
    assert after(slow, _answer(200), gap_seconds=GAP, now=NOON).gap_seconds == 10.0


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Gazette.Example/feed", "gazette.example"),
        ("https://gazette.example:443/feed", "gazette.example"),
        ("http://gazette.example:8080/", "gazette.example:8080"),
        ("http://gazette.example./", "gazette.example"),
        ("http://[::1]:80/", "::1"),
        ("http://gazette.example:port/", ""),
        ("nonsense", ""),
    ],
)
def test_the_name_of_a_host(url: str, host: str) -> None:
    assert host_of(url) == host
