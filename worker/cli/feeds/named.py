"""The feed that is named on the command line: by its id, its address or its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy import Connection

from db import lookup
from db.session import writing
from worker.cli.opening import open_ledger
from worker.errors import RejectedError
from worker.settings import load_settings

Named = Annotated[str, typer.Argument(metavar="FEED", help="An id, an address or a name.")]
"""The argument that names a feed."""

_MOST_SHOWN = 5
"""Feeds of one name that the message lists."""


@contextmanager
def changing(words: str) -> Iterator[tuple[Connection, lookup.feeds.Feed]]:
    """Give a connection that writes, and the feed that is named."""
    engine = open_ledger(load_settings())
    with writing(engine) as connection:
        yield connection, one_feed(connection, words)


def one_feed(connection: Connection, words: str) -> lookup.feeds.Feed:
    """Return the feed that is named.

    Raises:
        RejectedError: no feed is, or several are; the message says which.
    """
    found = lookup.feeds.named(connection, words)
    if len(found) != 1:
        many = ", ".join(f"{feed.id} {feed.name}" for feed in found[:_MOST_SHOWN])
        which = f"several feeds are called {words!r}: {many}" if found else f"no feed {words!r}"
        raise RejectedError(f"{which}; `reportedly feeds list` has their ids")
    return found[0]
