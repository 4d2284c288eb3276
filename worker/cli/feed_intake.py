"""How feeds come into the ledger and go out: by address, by a page that names one, by OPML."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from db import lookup, persist
from db.session import reading, writing
from worker.cli.files import read_bytes
from worker.cli.ledger import open_ledger
from worker.cli.screen import counted, err, out
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.fetch.headers import HeaderError, basic_auth, checked_headers, same_origin
from worker.flow.attempts import fetcher_for
from worker.flow.feed_turn import queue_feed
from worker.parse.discovery import NamedFeed, find_feeds, looks_like_feed_address
from worker.parse.feeds import read_feed
from worker.parse.opml import MAX_BYTES, ListedFeed, read_opml, write_opml
from worker.records import Hint
from worker.settings import Settings, load_settings

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
    site: str | None = None


def add(  # noqa: PLR0913 - the options of a command
    url: Annotated[str, typer.Argument(help="A feed's address, or that of a page that names it.")],
    *,
    name: Annotated[str | None, typer.Option(help="What you call it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    allow: Allow = None,
    header: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'NAME: VALUE'",
            help="Sent with every request to the feed's own origin, and shown nowhere.",
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Sign in by this name; the password is asked for, or read from standard input.",
        ),
    ] = None,
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
    settings = load_settings()
    engine = open_ledger(settings)
    url, signed = _signed(url)
    _host(url)
    headers = signed | _headers(header or [], user)
    found = _Found(url)
    if check or (check is None and not looks_like_feed_address(url)):
        found = _discover(url, allow or [], headers, settings)
    host = _host(found.url)
    if headers and not same_origin(url, found.url):
        raise RejectedError(
            f"the page names {found.url}, on another site than the headers are for; "
            "add that address with what it needs"
        )
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
            feed_id = persist.feeds.add_feed(connection, feed, now=now())
            if feed_id is None:
                known += 1
            else:
                hints.append(queue_feed(connection, feed_id, now()))
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


def _signed(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without the user name and password in it, and the header they make."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url, {}
    if parts.username is None or not parts.hostname:
        return url, {}
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    bare = parts._replace(netloc=f"{host}{port}").geturl()
    return bare, basic_auth(unquote(parts.username), unquote(parts.password or ""))


def _headers(given: list[str], user: str | None) -> dict[str, str]:
    """Return the headers that go with a feed's requests, as they are sent.

    Raises:
        RejectedError: one of them is no header; the message does not repeat it.
    """
    headers = {}
    for header in given:
        name, colon, value = header.partition(":")
        if not colon:
            raise RejectedError("--header: a header is 'NAME: VALUE'")
        headers[name.strip()] = value.strip()
    try:
        if user is not None:
            headers |= basic_auth(user, _password(user))
        return checked_headers(headers)
    except HeaderError as error:
        raise RejectedError(f"--header: {error}") from None


def _password(user: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(f"password of {user}", hide_input=True))
    return sys.stdin.readline().rstrip("\n")


def _new_feed(listed: ListedFeed, allow: list[str]) -> persist.feeds.NewFeed:
    url, headers = _signed(listed.url)
    host = _host(url)
    return persist.feeds.NewFeed(
        url=url,
        url_key=url_key(url),
        headers=headers,
        name=listed.name or host,
        publisher=listed.publisher or host,
        language=listed.language,
        site=listed.site,
        category=listed.category,
        # A list that came from elsewhere opens no private host; its reader does, by name.
        allowed_hosts=tuple(allow) if host in allow else (),
    )


def _discover(url: str, allow: list[str], headers: dict[str, str], settings: Settings) -> _Found:
    """Look what is at an address: a feed, or a page that names one.

    Raises:
        RejectedError: there is neither, or several to choose from; the message says what to do.
    """
    fetched = fetcher_for(settings, allow).get(url, headers=headers)
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
    return _Found(url, feed.title, feed.language, site=feed.url)


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


def tell(hints: list[Hint]) -> None:
    """Tell the workers of feeds that are due, where a broker is there; say so where none is."""
    if not hints:
        return
    from worker.hints import hint  # noqa: PLC0415 - Celery only when needed

    if not hint(hints):
        err.print("no broker answers; `reportedly up` polls it")
