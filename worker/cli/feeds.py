"""`reportedly feeds`: the sources that are polled, and their health."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich import box
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from db.lookup import feeds as lookup
from db.persist import feeds as persist
from db.session import reading, writing
from worker.cli.ledger import open_ledger
from worker.cli.screen import counted, err, out, print_json
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.polling import queue_feed
from worker.records import Hint
from worker.settings import load_settings

app = typer.Typer(
    help="The sources that are polled: add, list, pause, remove, and see their health.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Named = Annotated[str, typer.Argument(metavar="FEED", help="An id, an address or a name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="The feed's address, http or https.")],
    *,
    name: Annotated[str | None, typer.Option(help="What you call it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST", help="A private host that this feed and its pages may be fetched from."
        ),
    ] = None,
) -> None:
    """Add a feed; it is polled at once, and then again and again."""
    host = urlsplit(url).hostname if url.startswith(("http://", "https://")) else None
    if not host:
        raise RejectedError(f"{url!r} is no address of a feed, such as https://example.org/rss")
    feed = persist.NewFeed(
        url=url,
        url_key=url_key(url),
        name=name or host,
        publisher=publisher or host,
        language=language,
        allowed_hosts=tuple(allow or ()),
    )
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        feed_id = persist.add_feed(connection, feed, now=now())
        hint = queue_feed(connection, feed_id, now()) if feed_id else None
    if feed_id is None:
        raise RejectedError(f"{url} is in the ledger already; `reportedly feeds show {url}`")
    out.print(f"added as feed {feed_id}", markup=False)
    _tell([hint] if hint else [])


@app.command("list")
def list_feeds(*, as_json: AsJson = False) -> None:
    """List the feeds, those in trouble first, with the reason."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        feeds = lookup.all_feeds(connection)
        entries = lookup.entry_counts(connection)
    if as_json:
        print_json([{**asdict(feed), "entries": entries.get(feed.id, 0)} for feed in feeds])
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
    """Print one feed: its state in words, and its last attempts."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = _one(connection, feed)
        attempts = lookup.attempts(connection, found.id, limit=10)
        entries = lookup.entry_counts(connection).get(found.id, 0)
    if as_json:
        shown = [asdict(attempt) for attempt in attempts]
        print_json({**asdict(found), "entries": entries, "attempts": shown})
        return
    out.print(f"{found.name} (feed {found.id}), {found.publisher}", style="bold", markup=False)
    out.print(found.url, markup=False)
    out.print(health(found))
    out.print(f"{counted(entries, 'entry', 'entries')} named so far", style="dim")
    for attempt in attempts:
        took = f"{attempt.bytes_read:,} bytes in {attempt.milliseconds} ms"
        what = attempt.reason or took
        out.print(f"  {_time(attempt.fetched_at)}  {attempt.outcome:12}  {what}", markup=False)
        if attempt.url != found.url:
            out.print(f"      {attempt.url}", style="dim", markup=False)


@app.command()
def fetch(feed: Named) -> None:
    """Poll a feed now, whenever its turn is."""
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        found = _one(connection, feed)
        if found.paused:
            raise RejectedError(f"{found.name} is paused; `reportedly feeds resume {found.id}`")
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    _tell([hint] if hint else [])


@app.command()
def pause(
    feed: Named,
    reason: Annotated[str, typer.Option(help="Shown in the list.")] = "paused by hand",
) -> None:
    """Poll a feed no more until it is resumed."""
    with _changing(feed) as (connection, found):
        persist.set_paused(connection, found.id, paused=True, reason=reason, at=now())
    out.print(f"{found.name} is paused", markup=False)


@app.command()
def resume(feed: Named) -> None:
    """Poll a paused feed again, from now."""
    with _changing(feed) as (connection, found):
        persist.set_paused(connection, found.id, paused=False, reason=None, at=now())
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    _tell([hint] if hint else [])


@app.command()
def remove(feed: Named) -> None:
    """Remove a feed and its history; the articles it brought stay."""
    with _changing(feed) as (connection, found):
        persist.remove_feed(connection, found.id)
    out.print(f"{found.name} is removed; its articles stay", markup=False)


def health(feed: lookup.Feed) -> Text:
    """Return the state of a feed in words: how its last poll went, and when the next one is."""
    if feed.paused:
        return Text(f"paused: {feed.reason}", style="yellow")
    if feed.outcome is None:
        return Text("not polled yet", style="dim")
    turn = f"next {_until(feed.next_fetch_at)}" if feed.next_fetch_at else "no turn"
    if feed.failures:
        times = counted(feed.failures, "time")
        why = feed.reason or feed.outcome
        return Text(f"failed {times}: {why}; {turn}", style="red")
    return Text(f"well; {turn}", style="green")


def _until(moment: datetime) -> str:
    wait = moment - now()
    if wait < timedelta(minutes=1):
        return "now"
    minutes = round(wait.total_seconds() / 60)
    hour = 60
    return f"in {minutes} min" if minutes < 2 * hour else f"in {minutes // hour} h"


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%SZ")


@contextmanager
def _changing(words: str) -> Iterator[tuple[Connection, lookup.Feed]]:
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        yield connection, _one(connection, words)


def _one(connection: Connection, words: str) -> lookup.Feed:
    found = lookup.named(connection, words)
    if len(found) != 1:
        many = ", ".join(f"{feed.id} {feed.name}" for feed in found[:5])
        which = f"several feeds are called {words!r}: {many}" if found else f"no feed {words!r}"
        raise RejectedError(f"{which}; `reportedly feeds list` has their ids")
    return found[0]


def _tell(hints: list[Hint]) -> None:
    if not hints:
        return
    from worker.queueing import hint  # noqa: PLC0415 - Celery only when needed

    if not hint(hints):
        err.print("no broker answers; `reportedly up` polls it")
