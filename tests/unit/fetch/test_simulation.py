"""A week of 10,000 feeds under a fake clock: polite, fair, and no stampede after an outage.

The decisions are the real ones (`hosts.reserve_slot`, `hosts.after`, `schedule.next_turn`). The
web is simulated, and so is the ledger, which returns the job that has been due longest, as
`db.lookup.jobs.next_due` does. Sixteen threads work, as `reportedly up` starts them.
"""

import heapq
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from worker.fetch import hosts
from worker.fetch.schedule import GOOD, USUAL, max_age, next_turn, retry_after
from worker.records import Fetched, Host, Polling, Wishes

FEEDS, THREADS, GAP = 10_000, 16, 1.0
SWEEP = timedelta(seconds=10)
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = BEGIN + 7 * DAY
NETWORK_AWAY = (BEGIN + 3 * DAY + 2 * HOUR, BEGIN + 3 * DAY + 8 * HOUR)
MACHINE_OFF = (BEGIN + 5 * DAY + 2 * HOUR, BEGIN + 5 * DAY + 8 * HOUR)

LONGEST_DUE = timedelta(minutes=30)
"""The promised bound: no due feed whose host may be asked waits longer, even at the start."""

STEADY_DUE = timedelta(minutes=2)
"""The same, except after the first start and after an outage."""


@dataclass
class Feed:
    """A made-up feed: how often it publishes, what it asks for, what it answers."""

    url: str
    host: str
    every: timedelta
    wishes: Wishes
    cache_control: str | None
    status: int
    gone_from: datetime
    polling: Polling = Polling(USUAL)  # noqa: RUF009 - frozen
    due: datetime = BEGIN
    polled: datetime | None = None
    not_before: datetime = BEGIN
    good: list[datetime] = field(default_factory=list)


@dataclass
class Site:
    """A made-up host: how it fails, and the requests that it saw."""

    dead: bool
    strict: bool
    memory: Host
    running: int = 0
    most_running: int = 0
    waiting: list[tuple[datetime, int, Feed]] = field(default_factory=list)
    wake_at: datetime = BEGIN
    starts: list[datetime] = field(default_factory=list)
    quiet_until: datetime = BEGIN


class Week:
    """The simulated week and its measurements."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a made-up web
        self.sites: dict[str, Site] = {}
        self.feeds = list(self._feeds())
        self.waits: list[tuple[datetime, timedelta]] = []
        self.minutes: Counter[int] = Counter()
        self.too_early: list[str] = []
        self.delays: dict[str, list[timedelta]] = defaultdict(list)
        self._number = 0
        self._events: list[tuple[datetime, int, Feed, bool | None]] = []
        self._ready: list[tuple[datetime, int, Feed]] = []
        self._free = THREADS

    def _feeds(self) -> Iterator[Feed]:
        chance = self.chance
        sizes = [400, 200, *[50] * 20, *[8] * 400, *[3] * 800]
        names = [f"h{n}.example" for n, size in enumerate(sizes) for _ in range(size)]
        names += [f"s{n}.example" for n in range(FEEDS - len(names))]
        for n, name in enumerate(names):
            if name not in self.sites:
                dead = chance.random() < 0.03
                strict = name == "h1.example" or chance.random() < 0.05
                self.sites[name] = Site(dead, strict, Host(name, GAP))
            wishes = Wishes(
                ttl_minutes=chance.choice([30, 60, 240]) if chance.random() < 0.1 else None,
                skip_hours=tuple(range(5)) if chance.random() < 0.05 else (),
                skip_days=(5, 6) if chance.random() < 0.02 else (),
            )
            yield Feed(
                url=f"https://{name}/{n}",
                host=name,
                every=timedelta(minutes=min(max(chance.lognormvariate(5.5, 1.5), 5), 20_000)),
                wishes=wishes,
                cache_control="max-age=3600" if chance.random() < 0.1 else None,
                status=404 if chance.random() < 0.02 else 200,
                gone_from=BEGIN + 2 * DAY if chance.random() < 0.01 else END,
            )

    def run(self) -> None:
        """Let the week pass."""
        for feed in self.feeds:
            self._later(BEGIN, feed, ended=False)
        while self._events and self._events[0][0] < END:
            now, _, feed, ended = heapq.heappop(self._events)
            if ended is None:
                self._wake(self.sites[feed.host])
            elif ended:
                self._finish(feed, now)
            else:
                self._push(feed)
            if not MACHINE_OFF[0] <= now < MACHINE_OFF[1]:
                self._start_all(now)

    def _later(self, at: datetime, feed: Feed, *, ended: bool | None) -> None:
        self._number += 1
        heapq.heappush(self._events, (at, self._number, feed, ended))

    def _wake(self, site: Site) -> None:
        if site.waiting:
            self._push(heapq.heappop(site.waiting)[2])

    def _push(self, feed: Feed) -> None:
        self._number += 1
        heapq.heappush(self._ready, (feed.due, self._number, feed))

    def _start_all(self, now: datetime) -> None:
        while self._free and self._ready:
            _, _, feed = heapq.heappop(self._ready)
            site = self.sites[feed.host]
            answer = hosts.reserve_slot(site.memory, running=site.running, now=now)
            if answer is None:
                self._wait(feed, site, now)
            else:
                site.memory = answer.host
                self._start(feed, site, answer.at)

    def _wait(self, feed: Feed, site: Site, now: datetime) -> None:
        """Keep a feed due until a request to its host ends, or the sweep finds the host free."""
        self._number += 1
        heapq.heappush(site.waiting, (feed.due, self._number, feed))
        if not site.running and site.wake_at <= now:
            memory = site.memory
            free = (memory.next_start_at or now) - hosts.PATIENCE
            site.wake_at = max(now, memory.resume_at or now, free) + SWEEP
            self._later(site.wake_at, feed, ended=None)

    def _start(self, feed: Feed, site: Site, at: datetime) -> None:
        self._free -= 1
        site.running += 1
        site.most_running = max(site.most_running, site.running)
        site.starts.append(at)
        if not site.dead and site.quiet_until == BEGIN and not _network_away(feed.due):
            self.waits.append((feed.due, at - feed.due))
        self.minutes[(at - BEGIN) // timedelta(minutes=1)] += 1
        if at < feed.not_before or at < site.quiet_until:
            self.too_early.append(feed.url)
        seconds = 20.0 if site.dead else self.chance.uniform(0.2, 2.0)
        self._later(at + timedelta(seconds=seconds), feed, ended=True)

    def _finish(self, feed: Feed, now: datetime) -> None:
        site = self.sites[feed.host]
        self._free += 1
        site.running -= 1
        self._wake(site)
        fetched = self._answer(feed, site, now)
        site.memory = hosts.after(site.memory, fetched, gap_seconds=GAP, now=now)
        failed = fetched.outcome not in GOOD
        new = 0
        if not failed and feed.polled:
            new = (now - BEGIN) // feed.every - (feed.polled - BEGIN) // feed.every
        turn = next_turn(
            feed.polling,
            fetched,
            failed=failed,
            news=(min(new, 20), 20) if feed.polled else None,
            wishes=feed.wishes,
            now=now,
            chance=self.chance.random(),
        )
        if not failed:
            if new and feed.polled:
                published = BEGIN + feed.every * ((feed.polled - BEGIN) // feed.every + 1)
                self.delays[feed.url].append(now - published)
            feed.polled = now
            feed.good.append(now)
        asked = max(
            max_age(fetched.cache_control),
            retry_after(fetched.retry_after, now=now),
            timedelta(minutes=feed.wishes.ttl_minutes or 0),
        )
        feed.polling, feed.due, feed.not_before = turn.polling, turn.at, now + asked
        self._later(turn.at, feed, ended=False)

    def _answer(self, feed: Feed, site: Site, now: datetime) -> Fetched:
        if site.dead or NETWORK_AWAY[0] <= now < NETWORK_AWAY[1]:
            outcome = "timeout" if site.dead else "unreachable"
            return Fetched(feed.url, feed.url, outcome, reason="away")
        # A strict host allows ten requests in ten minutes.
        starts = site.starts if site.strict else []
        if len(starts) > 10 and now - starts[-11] < timedelta(minutes=10):
            wait = timedelta(minutes=30)
            site.quiet_until = now + wait
            retry = str(int(wait.total_seconds()))
            return Fetched(feed.url, feed.url, "http_error", 429, "429", retry_after=retry)
        if now >= feed.gone_from:
            return Fetched(feed.url, feed.url, "gone", 410, "410")
        if feed.status != 200:
            return Fetched(feed.url, feed.url, "http_error", feed.status, "404")
        return Fetched(feed.url, feed.url, "ok", 200, cache_control=feed.cache_control)


def _network_away(moment: datetime) -> bool:
    return NETWORK_AWAY[0] <= moment < NETWORK_AWAY[1] + HOUR


@pytest.fixture(scope="module")
def week() -> Week:
    """The week, simulated once."""
    simulated = Week(seed=4)
    simulated.run()
    return simulated


def _live(week: Week) -> list[Feed]:
    return [
        feed
        for feed in week.feeds
        if feed.status == 200 and feed.gone_from == END and not week.sites[feed.host].dead
    ]


def test_no_host_gets_more_requests_than_promised(week: Week) -> None:
    assert len(week.feeds) == FEEDS
    assert sum(week.minutes.values()) > 20 * FEEDS
    assert {site.most_running for site in week.sites.values()} == {1, hosts.AT_A_TIME}
    for site in week.sites.values():
        starts = site.starts
        nearest = min(
            (later - one for one, later in pairwise(starts)),
            default=timedelta(seconds=GAP),
        )
        assert nearest >= timedelta(seconds=GAP)


def test_wishes_of_servers_and_feeds_are_obeyed(week: Week) -> None:
    assert week.too_early == []
    assert any(site.quiet_until > BEGIN for site in week.sites.values())
    asks = sum(len(site.starts) for site in week.sites.values() if site.dead)
    dead = sum(feed.host in week.sites and week.sites[feed.host].dead for feed in week.feeds)
    assert asks < 60 * dead, "dead hosts are remembered"


def test_no_due_feed_is_forgotten(week: Week) -> None:
    assert max(wait for due, wait in week.waits if not _caught_up_with(due)) <= STEADY_DUE
    off = [
        wait - (MACHINE_OFF[1] - due)
        for due, wait in week.waits
        if MACHINE_OFF[0] <= due < MACHINE_OFF[1]
    ]
    started = [wait for due, wait in week.waits if due == BEGIN]
    assert len(started) > 0.9 * FEEDS
    assert max(started) <= LONGEST_DUE
    assert max(off) <= LONGEST_DUE
    longest = timedelta(hours=17) + (MACHINE_OFF[1] - MACHINE_OFF[0])
    for feed in _live(week):
        pauses = [later - one for one, later in pairwise(feed.good)]
        if week.sites[feed.host].quiet_until > BEGIN:
            # Two hundred feeds of a host that allows ten at a time wait long, but all get turns.
            assert len(feed.good) > 3, feed
        elif not feed.wishes.skip_days:
            assert max(pauses) < longest, feed


def _caught_up_with(due: datetime) -> bool:
    return due < BEGIN + HOUR or MACHINE_OFF[0] <= due < MACHINE_OFF[1] + HOUR


def test_after_an_outage_feeds_return_soon_but_not_all_at_once(week: Week) -> None:
    away_until = NETWORK_AWAY[1]
    back = sorted(
        next(moment for moment in feed.good if moment >= away_until) - away_until
        for feed in _live(week)
        if not feed.wishes.skip_days and not feed.wishes.skip_hours
    )
    assert back[len(back) // 2] < HOUR
    usual = statistics.median(week.minutes[n] for n in range(24 * 60, 3 * 24 * 60))
    for begin, end in (NETWORK_AWAY, MACHINE_OFF):
        after = [
            week.minutes[n]
            for n in range((end - BEGIN) // timedelta(minutes=1) + 30,
                           (end - BEGIN) // timedelta(minutes=1) + 12 * 60)
        ]  # fmt: skip
        assert max(after) < 3 * usual, (begin, max(after), usual)


def test_news_is_seen_soon_with_few_requests(week: Week) -> None:
    busy = [
        delay
        for feed in _live(week)
        if feed.every < HOUR and not feed.cache_control and not feed.wishes.ttl_minutes
        for delay in week.delays[feed.url][5:]
    ]
    assert statistics.median(busy) < timedelta(minutes=20)
    assert sum(week.minutes.values()) < FEEDS * 7 * 24, "fewer than one request a feed and hour"
