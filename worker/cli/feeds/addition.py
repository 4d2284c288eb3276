"""`reportedly feeds add`: one feed, by its address or by that of a page that names it."""

from typing import Annotated

import typer

from db import persist
from db.session import writing
from worker.cli.feeds.due import tell
from worker.cli.feeds.requests import Allow, headers_of, host_of, signed_address
from worker.cli.feeds.search import Found, look_at
from worker.cli.opening import open_ledger
from worker.cli.screen import err, out
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.fetch.headers import same_origin
from worker.flow.feed_turn import queue_feed
from worker.parse.feeds.discovery import looks_like_feed_address
from worker.settings import Settings, load_settings

Header = Annotated[
    list[str] | None,
    typer.Option(
        metavar="'NAME: VALUE'",
        help="Sent with every request to the feed's own origin, and shown nowhere.",
    ),
]
User = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Sign in by this name; the password is asked for, or read from standard input.",
    ),
]
Check = Annotated[
    bool | None,
    typer.Option(
        "--check/--no-check",
        help="Look first what is there, or add it as it is; without either, only an address "
        "that does not look like a feed's is looked at.",
    ),
]


def add(  # noqa: PLR0913 - the options of a command
    url: Annotated[str, typer.Argument(help="A feed's address, or that of a page that names it.")],
    *,
    name: Annotated[str | None, typer.Option(help="What you call it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    allow: Allow = None,
    header: Header = None,
    user: User = None,
    check: Check = None,
) -> None:
    """Add a feed; it is polled at once, and then again and again.

    Where the address gives a page, the feed that the page names is added; where it names several,
    they are listed, and you choose. Where it cannot be reached now, it is added and tried later.
    """
    settings = load_settings()
    engine = open_ledger(settings)
    url, signed = signed_address(url)
    host_of(url)
    headers = signed | headers_of(header or [], user)
    found = _found(url, allow or [], headers, settings, check=check)
    host = host_of(found.url)
    feed = persist.feeds.NewFeed(
        url=found.url,
        url_key=url_key(found.url),
        name=name or found.title or host,
        publisher=publisher or host,
        language=language or found.language,
        allowed_hosts=tuple(allow or ()),
        headers=headers,
        site=found.site,
    )
    with writing(engine) as connection:
        feed_id = persist.feeds.add_feed(connection, feed, now=now())
        hint = queue_feed(connection, feed_id, now()) if feed_id else None
    if feed_id is None:
        raise RejectedError(
            f"{found.url} is in the ledger already; `reportedly feeds show {found.url}`"
        )
    if found.note:
        err.print(found.note, markup=False)
    out.print(f"added as feed {feed_id}", markup=False)
    tell([hint] if hint else [])


def _found(
    url: str, allow: list[str], headers: dict[str, str], settings: Settings, *, check: bool | None
) -> Found:
    """Return the feed to add: the address as it is, or what is found there.

    Raises:
        RejectedError: the feed is on another site than the headers are for.
    """
    found = Found(url)
    if check or (check is None and not looks_like_feed_address(url)):
        found = look_at(url, allow, headers, settings)
    if headers and not same_origin(url, found.url):
        raise RejectedError(
            f"the page names {found.url}, on another site than the headers are for; "
            "add that address with what it needs"
        )
    return found
