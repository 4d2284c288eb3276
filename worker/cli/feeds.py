"""`reportedly feeds`: the sources that are polled, and their health."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from sqlalchemy import Connection

from db import lookup, persist
from db.session import reading, writing
from worker.cli import feed_intake
from worker.cli.feed_intake import tell
from worker.cli.health import as_json as feed_json
from worker.cli.health import details, health, outcomes, time
from worker.cli.ledger import open_ledger
from worker.cli.screen import counted, out, print_json
from worker.clock import now
from worker.errors import RejectedError
from worker.fetch.hosts import host_of
from worker.flow.feed_turn import queue_feed
from worker.settings import load_settings

app = typer.Typer(
    help="The sources that are polled: add, list, pause, remove, and see their health.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("add")(feed_intake.add)
app.command("import")(feed_intake.import_feeds)
app.command("export")(feed_intake.export_feeds)

Named = Annotated[str, typer.Argument(metavar="FEED", help="An id, an address or a name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_LATELY = 200
_SHOWN = 10


@app.command("list")
def list_feeds(*, as_json: AsJson = False) -> None:
    """List the feeds, those in trouble first, with the reason."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        feeds = lookup.feeds.all_feeds(connection)
        entries = lookup.feeds.entry_counts(connection)
    if as_json:
        print_json([feed_json(feed, entries.get(feed.id, 0)) for feed in feeds])
        return
    if not feeds:
        out.print("no feeds yet; `reportedly feeds add URL`")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("id", "name", "entries", "state"):
        table.add_column(column, overflow="fold")
    for feed in feeds:
        table.add_row(str(feed.id), feed.name, str(entries.get(feed.id, 0)), health(feed))
    out.print(table)


@app.command()
def show(feed: Named, *, as_json: AsJson = False) -> None:
    """Print one feed: its state in words, when it is next and why then, its last attempts."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = _one(connection, feed)
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


@app.command()
def body(
    sha256: Annotated[str, typer.Argument(help="The body_hash of an attempt, from show --json.")],
) -> None:
    """Write the raw bytes that an attempt brought, as the server sent them, to standard output."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        kept = lookup.fetches.body(connection, sha256)
    if kept is None:
        raise RejectedError(f"no body {sha256} is kept; REPORTEDLY_KEEP_DAYS says for how long")
    sys.stdout.buffer.write(kept)


@app.command()
def fetch(feed: Named) -> None:
    """Poll a feed now, whenever its turn is."""
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        found = _one(connection, feed)
        if found.stopped:
            raise RejectedError(f"{found.name} is paused; `reportedly feeds resume {found.id}`")
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    tell([hint] if hint else [])


@app.command()
def pause(
    feed: Named,
    reason: Annotated[str, typer.Option(help="Shown in the list.")] = "paused by hand",
) -> None:
    """Poll a feed no more until it is resumed."""
    with _changing(feed) as (connection, found):
        persist.feeds.set_paused(connection, found.id, paused=True, reason=reason, at=now())
    out.print(f"{found.name} is paused", markup=False)


@app.command()
def resume(feed: Named) -> None:
    """Poll a paused feed again, from now."""
    with _changing(feed) as (connection, found):
        persist.feeds.set_paused(connection, found.id, paused=False, reason=None, at=now())
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    tell([hint] if hint else [])


@app.command()
def remove(feed: Named) -> None:
    """Remove a feed and its history; the articles it brought stay."""
    with _changing(feed) as (connection, found):
        persist.feeds.remove_feed(connection, found.id)
    out.print(f"{found.name} is removed; its articles stay", markup=False)


@contextmanager
def _changing(words: str) -> Iterator[tuple[Connection, lookup.feeds.Feed]]:
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        yield connection, _one(connection, words)


def _one(connection: Connection, words: str) -> lookup.feeds.Feed:
    found = lookup.feeds.named(connection, words)
    if len(found) != 1:
        many = ", ".join(f"{feed.id} {feed.name}" for feed in found[:5])
        which = f"several feeds are called {words!r}: {many}" if found else f"no feed {words!r}"
        raise RejectedError(f"{which}; `reportedly feeds list` has their ids")
    return found[0]
