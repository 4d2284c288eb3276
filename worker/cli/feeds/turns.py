"""`reportedly feeds fetch`, `pause`, `resume` and `remove`: whether and when a feed is polled."""

from typing import Annotated

import typer

from db import persist
from db.session import writing
from worker.cli.feeds.due import tell
from worker.cli.feeds.named import Named, changing, one_feed
from worker.cli.opening import open_ledger
from worker.cli.screen import out
from worker.clock import now
from worker.errors import RejectedError
from worker.flow.feed_turn import queue_feed
from worker.settings import load_settings


def fetch(feed: Named) -> None:
    """Poll a feed now, whenever its turn is."""
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        found = one_feed(connection, feed)
        if found.stopped:
            raise RejectedError(f"{found.name} is paused; `reportedly feeds resume {found.id}`")
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    tell([hint] if hint else [])


def pause(
    feed: Named,
    reason: Annotated[str, typer.Option(help="Shown in the list.")] = "paused by hand",
) -> None:
    """Stop polling a feed until it is resumed."""
    with changing(feed) as (connection, found):
        persist.feeds.set_paused(connection, found.id, paused=True, reason=reason, at=now())
    out.print(f"{found.name} is paused", markup=False)


def resume(feed: Named) -> None:
    """Poll a paused feed again, from now."""
    with changing(feed) as (connection, found):
        persist.feeds.set_paused(connection, found.id, paused=False, reason=None, at=now())
        hint = queue_feed(connection, found.id, now())
    out.print(f"{found.name} is due now", markup=False)
    tell([hint] if hint else [])


def remove(feed: Named) -> None:
    """Remove a feed and its history; the articles it brought stay."""
    with changing(feed) as (connection, found):
        persist.feeds.remove_feed(connection, found.id)
    out.print(f"{found.name} is removed; its articles stay", markup=False)
