"""`reportedly feeds list`: all feeds, each with its health in a line."""

from typing import Annotated

import typer
from rich import box
from rich.table import Table

from db import lookup
from db.session import reading
from worker.cli.feeds.health import as_json as feed_json
from worker.cli.feeds.health import health
from worker.cli.opening import open_ledger
from worker.cli.screen import out, print_json
from worker.settings import load_settings


def list_feeds(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
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
