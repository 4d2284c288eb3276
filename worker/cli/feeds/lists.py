"""`reportedly feeds import` and `reportedly feeds export`: lists of feeds in OPML."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from db import lookup, persist
from db.session import reading, writing
from worker.cli.documents.files import read_bytes
from worker.cli.feeds.due import tell
from worker.cli.feeds.requests import Allow, host_of, signed_address
from worker.cli.opening import open_ledger
from worker.cli.screen import counted, err, out
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.flow.feed_turn import queue_feed
from worker.parse.feeds.opml import MAX_BYTES, ListedFeed, read_opml, write_opml
from worker.settings import load_settings


def import_feeds(
    file: Annotated[str, typer.Argument(help="A list in OPML, or - for standard input.")],
    *,
    allow: Allow = None,
) -> None:
    """Add the feeds of a list in OPML.

    Other readers export such lists. Feeds that the ledger has already stay as they are. Names,
    languages and publishers are kept; a feed without a publisher gets its host's name.
    """
    listed = read_opml(read_bytes(file, most=MAX_BYTES))
    engine = open_ledger(load_settings())
    hints = []
    known, faults = 0, 0
    with writing(engine) as connection:
        for one in listed:
            try:
                feed = _new_feed(one, allow or [])
            except RejectedError as error:
                faults += 1
                err.print(f"rejected: {error}", markup=False)
                continue
            feed_id = persist.feeds.add_feed(connection, feed, now=now())
            if feed_id is None:
                known += 1
            else:
                hints += [queue_feed(connection, feed_id, now())]
    counts = ((len(hints), "added"), (known, "in the ledger already"), (faults, "rejected"))
    out.print(", ".join(f"{number:,} {words}" for number, words in counts if number))
    tell([hint for hint in hints if hint])
    if faults:
        raise typer.Exit(1)


def export_feeds(
    file: Annotated[str, typer.Argument(help="Where to write it; - is standard output.")] = "-",
) -> None:
    """Write the feeds as a list in OPML.

    `feeds import` and other readers take it in. Names, languages, publishers and folders are in
    it; the history, the headers and the hosts that are allowed are not.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        feeds = sorted(lookup.feeds.all_feeds(connection), key=lambda feed: feed.id)
    written = write_opml(
        (
            ListedFeed(
                feed.url, feed.name, feed.language, feed.publisher, feed.site, feed.category
            )
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


def _new_feed(listed: ListedFeed, allow: list[str]) -> persist.feeds.NewFeed:
    url, headers = signed_address(listed.url)
    host = host_of(url)
    return persist.feeds.NewFeed(
        url=url,
        url_key=url_key(url),
        headers=headers,
        name=listed.name or host,
        publisher=listed.publisher or host,
        language=listed.language,
        site=listed.site,
        category=listed.category,
        # A list cannot permit a private host; whoever imports it can, by name.
        allowed_hosts=tuple(allow) if host in allow else (),
    )
