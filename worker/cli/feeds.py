"""`reportedly feeds`: the sources that are polled, and their health."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
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
from worker.cli.files import read_bytes
from worker.cli.ledger import open_ledger
from worker.cli.screen import counted, err, out, print_json
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.parse.discovery import NamedFeed, find_feeds, looks_like_feed_address
from worker.parse.feeds import read_feed
from worker.parse.opml import MAX_BYTES, ListedFeed, read_opml, write_opml
from worker.polling import fetcher_for, queue_feed
from worker.records import Hint
from worker.settings import load_settings

app = typer.Typer(
    help="The sources that are polled: add, list, pause, remove, and see their health.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Named = Annotated[str, typer.Argument(metavar="FEED", help="An id, an address or a name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST", help="A private host that this feed and its pages may be fetched from."
    ),
]


# What passes: the address is added, and its turns show whether it was a feed.
_AWAY = ("unreachable", "timeout")
_AWAY_STATUSES = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class _Found:
    """The feed at an address, as far as it was looked at, and a note on how it was found."""

    url: str
    title: str | None = None
    language: str | None = None
    note: str | None = None


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="A feed's address, or that of a page that names it.")],
    *,
    name: Annotated[str | None, typer.Option(help="What you call it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    allow: Allow = None,
    check: Annotated[
        bool | None,
        typer.Option(
            "--check/--no-check",
            help="Look first what is there, or add it as it is; without either, only an address "
            "that does not look like a feed's is looked at.",
        ),
    ] = None,
) -> None:
    """Add a feed; it is polled at once, and then again and again.

    Where the address gives a page, the feed that the page names is added; where it names several,
    they are listed, and you choose. Where it cannot be reached now, it is added and tried later.
    """
    _host(url)
    settings = load_settings()
    engine = open_ledger(settings)
    found = _Found(url)
    if check or (check is None and not looks_like_feed_address(url)):
        found = _discover(url, allow or [], settings.contact)
    host = _host(found.url)
    feed = persist.NewFeed(
        url=found.url,
        url_key=url_key(found.url),
        name=name or found.title or host,
        publisher=publisher or host,
        language=language or found.language,
        allowed_hosts=tuple(allow or ()),
    )
    with writing(engine) as connection:
        feed_id = persist.add_feed(connection, feed, now=now())
        hint = queue_feed(connection, feed_id, now()) if feed_id else None
    if feed_id is None:
        raise RejectedError(
            f"{found.url} is in the ledger already; `reportedly feeds show {found.url}`"
        )
    if found.note:
        err.print(found.note, markup=False)
    out.print(f"added as feed {feed_id}", markup=False)
    _tell([hint] if hint else [])


@app.command("import")
def import_feeds(
    file: Annotated[str, typer.Argument(help="A list in OPML, or - for standard input.")],
    *,
    allow: Allow = None,
) -> None:
    """Add the feeds of a list in OPML.

    It is what other readers export. Feeds that the ledger has already stay as they are. Names,
    languages and publishers are kept; a feed without a publisher gets its host's name.
    """
    listed = read_opml(read_bytes(file, most=MAX_BYTES))
    engine = open_ledger(load_settings())
    hints: list[Hint | None] = []
    known, faults = 0, 0
    with writing(engine) as connection:
        for one in listed:
            try:
                feed = _new_feed(one, allow or [])
            except RejectedError as error:
                faults += 1
                err.print(f"rejected: {error}", markup=False)
                continue
            feed_id = persist.add_feed(connection, feed, now=now())
            if feed_id is None:
                known += 1
            else:
                hints.append(queue_feed(connection, feed_id, now()))
    counts = ((len(hints), "added"), (known, "in the ledger already"), (faults, "rejected"))
    out.print(", ".join(f"{number:,} {words}" for number, words in counts if number))
    _tell([hint for hint in hints if hint])
    if faults:
        raise typer.Exit(1)


@app.command("export")
def export_feeds(
    file: Annotated[str, typer.Argument(help="Where to write it; - is standard output.")] = "-",
) -> None:
    """Write the feeds as a list in OPML.

    `feeds import` and other readers take it in. Names, languages and publishers are in it; the
    history and the hosts that are allowed are not.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        feeds = sorted(lookup.all_feeds(connection), key=lambda feed: feed.id)
    written = write_opml(
        (
            ListedFeed(feed.url, feed.name, language=feed.language, publisher=feed.publisher)
            for feed in feeds
        ),
        title="Feeds of reportedly",
    )
    if file == "-":
        sys.stdout.buffer.write(written)
        return
    try:
        Path(file).write_bytes(written)
    except OSError as error:
        raise RejectedError(f"{file}: {error.strerror}") from None
    err.print(f"{counted(len(feeds), 'feed')} written to {file}", markup=False)


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


def _host(url: str) -> str:
    """Return the host of a feed's address.

    Raises:
        RejectedError: it is no address of a feed.
    """
    try:
        host = urlsplit(url).hostname if url.startswith(("http://", "https://")) else None
    except ValueError:
        host = None
    if not host:
        raise RejectedError(f"{url!r} is no address of a feed, such as https://example.org/rss")
    return host


def _new_feed(listed: ListedFeed, allow: list[str]) -> persist.NewFeed:
    host = _host(listed.url)
    return persist.NewFeed(
        url=listed.url,
        url_key=url_key(listed.url),
        name=listed.name or host,
        publisher=listed.publisher or host,
        language=listed.language,
        # A list that came from elsewhere opens no private host; its reader does, by name.
        allowed_hosts=tuple(allow) if host in allow else (),
    )


def _discover(url: str, allow: list[str], contact: str) -> _Found:
    """Look what is at an address: a feed, or a page that names one.

    Raises:
        RejectedError: there is neither, or several to choose from; the message says what to do.
    """
    fetched = fetcher_for(contact, allow).get(url)
    if fetched.outcome in _AWAY or (fetched.status or 0) in _AWAY_STATUSES:
        return _Found(url, note=f"not reached ({fetched.reason}); it will be tried")
    if fetched.outcome != "ok":
        permits = "--allow HOST permits a private host, " if fetched.outcome == "refused" else ""
        raise RejectedError(f"{url}: {fetched.reason}; {permits}--no-check adds it as it is")
    try:
        feed = read_feed(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return _chosen(url, find_feeds(fetched.body, url=fetched.url), str(error))
    return _Found(url, feed.title, feed.language)


def _chosen(url: str, named: tuple[NamedFeed, ...], why: str) -> _Found:
    """Return the one feed that a page names; list several, for somebody to choose."""
    if not named:
        raise RejectedError(
            f"{url}: {why}, and it names no feed; give the feed's own address, or --no-check"
        )
    if len(named) == 1:
        return _Found(named[0].url, note=f"the page names one feed: {named[0].url}")
    for feed in named:
        out.print(f"{feed.url}  {feed.title or ''}".rstrip(), markup=False)
    raise RejectedError(
        f"the page names {len(named)} feeds; choose one: `reportedly feeds add ADDRESS`"
    )


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
