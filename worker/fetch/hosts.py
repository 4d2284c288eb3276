"""Few requests at a time to one host, a gap between them, and none where it asks for quiet.

Pure: what is remembered of a host (a row, so that all processes share it) and one moment, or one
attempt, give the answer.
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
"""How many requests a host gets at a time, whichever processes make them."""

PATIENCE: Final = timedelta(seconds=2)
"""So long a thread waits for a host's gap to end; what must wait longer waits in the ledger."""

LONGEST_GAP: Final = 60.0
_ASKED_QUIET: Final = frozenset({429, 503})
_DEAD: Final = ("unreachable", "timeout")
# One time-out may be one page's; from the second on it is the host that is away.
_DEAD_FROM: Final = 2
_FIRST_WAIT: Final = timedelta(minutes=5)
_LONGEST_QUIET: Final = timedelta(hours=6)
_LONGEST_DEAD: Final = timedelta(hours=1)
_USUAL_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class RequestSlot:
    """The request may start at this moment, which is near; `host` has its place reserved."""

    at: datetime
    host: Host


def host_of(url: str) -> str:
    """Return the name a host is remembered by: in lower case, with its port if unusual."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    name = (parts.hostname or "").rstrip(".")
    return name if port in {None, _USUAL_PORTS.get(parts.scheme)} else f"{name}:{port}"


def reserve_slot(host: Host, *, running: int, now: datetime) -> RequestSlot | None:
    """Return when a request to a host may start, or None where not soon; `running` are others.

    What may not start keeps its place: the host's jobs are taken in the order they became due.
    """
    start = max(now, host.next_start_at or now)
    quiet = host.resume_at is not None and host.resume_at > now
    if quiet or running >= AT_A_TIME or start > now + PATIENCE:
        return None
    return RequestSlot(
        start, replace(host, next_start_at=start + timedelta(seconds=host.gap_seconds))
    )


def after(host: Host, fetched: Fetched, *, gap_seconds: float, now: datetime) -> Host:
    """Return what is remembered of a host after one attempt; `gap_seconds` is the usual gap."""
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
        return host  # an answer to what was asked before it wanted quiet
    # It answers: the gap narrows step by step, not at once.
    gap = max(gap_seconds, host.crawl_delay or 0.0, host.gap_seconds / 2)
    return replace(host, failures=0, resume_at=None, reason=None, gap_seconds=gap)
