"""Few requests at a time to one host, a gap between them, and none while it is left alone.

Pure: the result follows from the state of a host (a row, which all processes share) and one
moment or one attempt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from worker.fetch.schedule import in_words, retry_after

if TYPE_CHECKING:
    from worker.records import Fetched, Host

AT_A_TIME: Final = 2
"""Requests that a host gets at a time, at most, from all processes together."""

PATIENCE: Final = timedelta(seconds=2)
"""How long a thread waits for the end of a host's gap; a job that must wait longer stays due in
the ledger, and the thread works another."""

LONGEST_GAP: Final = 60.0
"""Seconds between two requests to one host, at most, however often it refuses them."""

_ASKED_QUIET: Final = frozenset({429, 503})
_DEAD: Final = ("unreachable", "timeout")
_DEAD_FROM: Final = 2
"""Failures in a row from which on the host is left alone: one timeout may be due to one page."""

_FIRST_WAIT: Final = timedelta(minutes=5)
"""How long a host is left alone at first; doubled with each further failure."""

_LONGEST_QUIET: Final = timedelta(hours=6)
"""The longest such wait after 429 or 503, unless the host itself asks for a longer one."""

_LONGEST_DEAD: Final = timedelta(hours=1)
"""The longest such wait for a host that does not answer: it may be back at any time."""

_USUAL_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class RequestSlot:
    """The moment at which a request may start, soon, and the host with that slot reserved."""

    at: datetime
    host: Host


def host_of(url: str) -> str:
    """Return the host of an address in lower case, with its port if unusual; "" without one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    name = (parts.hostname or "").rstrip(".")
    return name if port in {None, _USUAL_PORTS.get(parts.scheme)} else f"{name}:{port}"


def reserve_slot(host: Host, *, running: int, now: datetime) -> RequestSlot | None:
    """Return the slot of a request to a host, or None if it may not start soon.

    `running` is how many others are running. A job without a slot keeps its place: a host's jobs
    are worked in the order in which they became due.
    """
    start = max(now, host.next_start_at or now)
    quiet = host.resume_at is not None and host.resume_at > now
    if quiet or running >= AT_A_TIME or start > now + PATIENCE:
        return None
    return RequestSlot(
        start, replace(host, next_start_at=start + timedelta(seconds=host.gap_seconds))
    )


def after(host: Host, fetched: Fetched, *, gap_seconds: float, now: datetime) -> Host:
    """Return the state of a host after one attempt; `gap_seconds` is the usual gap."""
    if fetched.status in _ASKED_QUIET:
        failures = host.failures + 1
        wait = max(
            min(_FIRST_WAIT * 2 ** min(host.failures, 10), _LONGEST_QUIET),
            retry_after(fetched.retry_after, now=now),
        )
        return replace(
            host,
            failures=failures,
            resume_at=now + wait,
            gap_seconds=min(max(host.gap_seconds, gap_seconds, 1.0) * 2, LONGEST_GAP),
            reason=f"{fetched.reason}; left alone for {in_words(wait)}",
        )
    if fetched.outcome in _DEAD:
        failures = host.failures + 1
        if failures < _DEAD_FROM:
            return replace(host, failures=failures)
        wait = min(_FIRST_WAIT * 2 ** min(failures - _DEAD_FROM, 10), _LONGEST_DEAD)
        return replace(host, failures=failures, resume_at=now + wait, reason=fetched.reason)
    if host.resume_at is not None and host.resume_at > now:
        return host  # the answer to a request from before the host asked for quiet
    # It answers: the gap narrows step by step, not at once.
    gap = max(gap_seconds, host.crawl_delay or 0.0, host.gap_seconds / 2)
    return replace(host, failures=0, resume_at=None, reason=None, gap_seconds=gap)
