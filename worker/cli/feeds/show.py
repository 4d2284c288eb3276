"""`reportedly feeds show`: one feed, its health and its last attempts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from db import lookup
from db.session import reading
from worker.cli.feeds.health import as_json as feed_json
from worker.cli.feeds.health import details, health, outcomes, time
from worker.cli.feeds.named import Named, one_feed
from worker.cli.opening import open_ledger
from worker.cli.screen import counted, out, print_json
from worker.clock import now
from worker.fetch.hosts import host_of
from worker.settings import load_settings

_LATELY = 200
"""The newest attempts of a feed, whose outcomes are counted."""

_SHOWN = 10
"""Attempts of them that are shown one by one."""


def show(
    feed: Named, *, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Print one feed: its state in words, its next turn and why then, its last attempts."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = one_feed(connection, feed)
        attempts = lookup.fetches.attempts(connection, found.id, limit=_LATELY)
        entries = lookup.feeds.entry_counts(connection).get(found.id, 0)
        newest = lookup.feeds.newest_entry(connection, found.id)
        quiet = lookup.fetches.quiet(connection, host_of(found.url), now=now())
    if as_json:
        shown = [asdict(attempt) for attempt in attempts[:_SHOWN]]
        left_alone = asdict(quiet) if quiet else None
        print_json({**feed_json(found, entries), "quiet": left_alone, "attempts": shown})
        return
    out.print(f"{found.name} (feed {found.id}), {found.publisher}", style="bold", markup=False)
    out.print(found.url, markup=False)
    out.print(health(found))
    for line in details(found, quiet, newest):
        out.print(line, markup=False)
    out.print(f"{counted(entries, 'entry', 'entries')} named so far", style="dim")
    polls = [attempt for attempt in attempts if attempt.url == found.url]
    visits = [attempt for attempt in attempts if attempt.url != found.url]
    _print_attempts("poll", polls, polls[:_SHOWN])
    failed = [attempt for attempt in visits if attempt.reason]
    _print_attempts("other request", visits, failed[:_SHOWN])


def _print_attempts(
    noun: str, attempts: Sequence[lookup.fetches.Attempt], shown: Sequence[lookup.fetches.Attempt]
) -> None:
    if attempts:
        times = counted(len(attempts), noun)
        out.print(f"last {times}: {outcomes(attempts)}", style="dim", markup=False)
    for attempt in shown:
        took = f"{attempt.bytes_read:,} bytes in {attempt.milliseconds} ms"
        what = attempt.reason or took
        out.print(f"  {time(attempt.fetched_at)}  {attempt.outcome:12}  {what}", markup=False)
        if noun != "poll":
            out.print(f"      {attempt.url}", style="dim", markup=False)
