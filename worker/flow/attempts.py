"""One attempt at one address, made politely and recorded: step 1 joined with the ledger.

The row of an attempt, its body and the state of its host are one transaction, right after the
attempt: they stay whatever becomes of the article later.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import Engine

from db import lookup, persist
from db.lookup.feeds import Feed
from db.session import reading, writing
from worker.clock import now
from worker.fetch.client import Fetcher
from worker.fetch.headers import same_origin
from worker.fetch.hosts import after, host_of
from worker.fetch.robots import Robots, robots_url
from worker.records import Fetched
from worker.settings import Settings

ROBOTS_FRESH = timedelta(hours=24)
"""How long a robots.txt is used before it is fetched again: RFC 9309 allows a day."""

_NO_ROBOTS_FRESH = timedelta(hours=1)
"""The same where none was read: that forbids every page, so it is tried again soon."""


def fetcher_for(settings: Settings, allowed_hosts: Sequence[str]) -> Fetcher:
    """Return this process's Fetcher for feeds with this allow list."""
    return _fetcher_of(settings.contact, settings.proxy, tuple(allowed_hosts), os.getpid())


@lru_cache(maxsize=64)
def _fetcher_of(
    contact: str, proxy: str | None, allowed_hosts: tuple[str, ...], _process: int
) -> Fetcher:
    return Fetcher(user_agent=f"reportedly/0.1 (+{contact})", allow=allowed_hosts, proxy=proxy)


def headers_for(feed: Feed | None, url: str) -> dict[str, str]:
    """Return the feed's own headers for `url`; none if it is of another origin than the feed."""
    if feed is None or not feed.headers or not same_origin(feed.url, url):
        return {}
    return dict(feed.headers)


def note(
    engine: Engine,
    fetched: Fetched,
    settings: Settings,
    *,
    feed: Feed | None,
    reason: str | None = None,
) -> None:
    """Record an attempt, its body, and the state of its host after it.

    `reason` is why the body cannot be used, if it cannot.
    """
    moment = now()
    with writing(engine) as connection:
        host = persist.fetches.lock_host(
            connection, host_of(fetched.requested_url), gap_seconds=settings.gap_seconds
        )
        changed = after(host, fetched, gap_seconds=settings.gap_seconds, now=moment)
        if changed != host:
            persist.fetches.save_host(connection, changed)
        persist.fetches.add_fetch(
            connection,
            fetched,
            feed_id=feed.id if feed else None,
            now=moment,
            reason=reason,
            keep_body=settings.keep_days > 0,
        )


def robots_of(engine: Engine, url: str, settings: Settings, *, feed: Feed | None) -> Robots:
    """Return the rules of a page's host; they are fetched if they are not known or too old."""
    host = host_of(url)
    with reading(engine) as connection:
        kept = lookup.fetches.robots(connection, host)
    rules = Robots(kept.status, kept.text) if kept else None
    if kept and rules and now() - kept.read_at < _fresh(kept.status):
        return rules
    address = robots_url(url)
    if address is None:
        return Robots(None)
    fetched = fetcher_for(settings, feed.allowed_hosts if feed else ()).get(address)
    note(engine, fetched, settings, feed=feed)
    read = Robots.read(fetched)
    if rules is not None and read.for_now and not rules.for_now:
        read = rules  # the rules of before are valid while the host does not answer
    with writing(engine) as connection:
        persist.fetches.save_robots(
            connection,
            host,
            status=read.status,
            text=read.text,
            crawl_delay=read.crawl_delay,
            now=now(),
        )
    _wait_for_turn(engine, host, settings)
    return read


def _wait_for_turn(engine: Engine, name: str, settings: Settings) -> None:
    """Wait until the host may be asked once more, for a job that has its place there already."""
    with writing(engine) as connection:
        host = persist.fetches.lock_host(connection, name, gap_seconds=settings.gap_seconds)
        start = max(now(), host.next_start_at or now())
        following = start + timedelta(seconds=host.gap_seconds)
        persist.fetches.save_host(connection, replace(host, next_start_at=following))
    time.sleep(max(0.0, (start - now()).total_seconds()))


def _fresh(status: int | None) -> timedelta:
    answered = status is not None and status < 500  # noqa: PLR2004 - servers' own failures
    return ROBOTS_FRESH if answered else _NO_ROBOTS_FRESH
