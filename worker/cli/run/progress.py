"""The progress of `up`: a live view on a terminal, a log line now and then elsewhere."""

import time
from collections import deque
from dataclasses import dataclass

from rich.console import Group
from rich.live import Live
from rich.text import Text
from sqlalchemy import Engine

from db import lookup
from db.session import reading
from worker import log
from worker.cli.screen import err
from worker.clock import now

_LOOKS, _LINES, _RATES = 0.5, 5.0, 60.0
"""Seconds between looks at the ledger, between log lines, and over which rates are measured."""

_SHARE_OF_LOOKING = 20
"""A look that takes long is made seldom: at most a twentieth of the time is spent on looking."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look at the ledger saw."""

    at: float
    counts: dict[str, int]
    failing: int
    trouble: str | None


class Progress:
    """Looks at the ledger now and then and shows what changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._live = Live(console=err, auto_refresh=False, transient=True)
        self._sights: deque[Sight] = deque()
        self._next_look = self._next_line = 0.0
        self._logged: dict[str, int] = {}
        if err.is_terminal:
            self._live.start()

    def update(self) -> None:
        """Look, if it is time to, and show."""
        began = time.monotonic()
        if began < self._next_look:
            return
        sight = self._look(began)
        took = time.monotonic() - began
        self._next_look = began + max(_LOOKS, took * _SHARE_OF_LOOKING)
        self._sights.append(sight)
        while sight.at - self._sights[0].at > _RATES:
            self._sights.popleft()
        if err.is_terminal:
            self._live.update(Group(*self._lines(sight)), refresh=True)
        elif sight.counts != self._logged and began >= self._next_line:
            self._next_line, self._logged = began + _LINES, sight.counts
            log.event(log.PROGRESS, **_short(sight.counts))

    def end(self) -> None:
        """Take the live view away."""
        self._live.stop()

    def _look(self, at: float) -> Sight:
        with reading(self._engine) as connection:
            counts = lookup.stats.counts(connection, now=now())
            failing = [
                feed for feed in lookup.feeds.all_feeds(connection) if feed.polling.failures
            ]
        newest = max(failing, key=lambda feed: feed.fetched_at or now(), default=None)
        trouble = f"{newest.name}: {newest.reason or newest.outcome}" if newest else None
        return Sight(at, counts, len(failing), trouble)

    def _lines(self, sight: Sight) -> list[Text]:
        counts = sight.counts
        lines = [
            Text(
                f"articles {counts['articles']:,}{self._rate('articles')}   "
                f"copies {counts['copies']:,}   "
                f"claims {counts['claims']:,}{self._rate('claims')}",
                style="bold",
            ),
            Text(
                f"backlog  {counts['jobs_pending']:,} wait, {counts['jobs_leased']:,} in work, "
                f"{counts['jobs_scheduled']:,} later, {counts['jobs_dead']:,} dead"
            ),
        ]
        if counts["feeds"]:
            lines.append(Text(f"feeds    {counts['feeds']:,}, {sight.failing} failing"))
        if sight.trouble:
            lines.append(Text(f"         {sight.trouble}", style="red"))
        lines.append(Text("Ctrl-C stops", style="dim"))
        for line in lines:
            line.no_wrap, line.overflow = True, "ellipsis"
        return lines

    def _rate(self, name: str) -> str:
        first, last = self._sights[0], self._sights[-1]
        more = last.counts[name] - first.counts[name]
        minutes = (last.at - first.at) / 60
        return f" (+{more / minutes:,.0f}/min)" if more and minutes else ""


def _short(counts: dict[str, int]) -> dict[str, int]:
    return {
        "articles": counts["articles"],
        "claims": counts["claims"],
        "waiting": counts["jobs_pending"],
        "working": counts["jobs_leased"],
        "later": counts["jobs_scheduled"],
        "dead": counts["jobs_dead"],
        "feeds": counts["feeds"],
    }
