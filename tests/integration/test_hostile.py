"""The worst that an address or an answer can be: refused or left, at low cost, with a reason."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, unquote

import pytest
from sqlalchemy import Engine, select

from db.models import FetchRow
from db.persist.feeds import NewFeed, add_feed
from db.session import reading, writing
from tests.forks import Forks
from tests.hostile_addresses import ADDRESSES
from tests.hostile_server import MEGABYTE, HostileHandler
from tests.loopback import serving
from tests.waiting import wait_until
from worker import jobs
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.fetch import client
from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard
from worker.flow.feed_turn import queue_feed
from worker.settings import Settings


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A server that does the worst: its port, and what it was asked for."""
    handler = type("_Handler", (HostileHandler,), {"asked": []})
    with serving(handler) as port:
        yield port, handler.asked


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whatever a socket is connected to, or a datagram sent to, from here on."""
    seen: list[Any] = []
    for name in ("connect", "connect_ex", "sendto"):
        real = getattr(socket.socket, name)

        def spy(self: socket.socket, *arguments: Any, real: Any = real) -> Any:  # noqa: ANN401
            seen.append(arguments[-1])
            return real(self, *arguments)

        monkeypatch.setattr(socket.socket, name, spy)
    return seen


def names(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver for which the server of this test is public, and most other names lead inside."""
    assert port
    assert seconds
    known = {"public.example": "93.184.215.14", "news.example": "93.184.215.14"}
    return [ip_address(known.get(host, "127.0.0.1"))]


@pytest.mark.parametrize("url", ADDRESSES)
def test_redirection_to_a_hostile_address_is_refused_before_any_connection(
    url: str, server: tuple[int, list[str]], connected: list[Any]
) -> None:
    port, asked = server
    # Allowed by this name alone: the machine's own address stays one that may not be asked.
    guard = Guard({"gazette.example"}, resolve=names)
    with Fetcher(user_agent="test", guard=guard) as fetcher:
        fetched = fetcher.get(f"http://gazette.example:{port}/to/{quote(url, safe='')}")
    assert (fetched.outcome, fetched.status) == ("refused", 302)
    assert fetched.reason
    assert [unquote(path) for path in asked] == [f"/to/{url}"]
    assert connected == [("127.0.0.1", port)]


def test_a_name_that_leads_inside_the_second_time_is_refused_then(
    server: tuple[int, list[str]], connected: list[Any]
) -> None:
    port, asked = server
    answers = ["93.184.215.14", "127.0.0.1"]

    def turning(host: str, port: int, *, seconds: float) -> list[Address]:
        if host == "gazette.example":
            return names(host, port, seconds=seconds)
        return [ip_address(answers.pop(0))]

    guard = Guard({"gazette.example"}, resolve=turning)
    limits = Limits(connect_seconds=0.2)
    url = f"http://gazette.example:{port}/to/http://turning.example:{port}/feed"
    with Fetcher(user_agent="test", guard=guard, limits=limits) as fetcher:
        first, second = fetcher.get(url), fetcher.get(url)
    # The first time the judged address itself is gone to, and a test reaches nothing beyond.
    assert first.outcome == "unreachable"
    assert second.outcome == "refused"
    assert asked == [asked[0]] * 2
    own = ("127.0.0.1", port)
    assert connected == [own, ("93.184.215.14", port), own]


Measured = Callable[..., dict[str, Any]]


@pytest.fixture
def measured(forks: Forks) -> Measured:
    """Fetch and read a path in a process of its own: what came of it, and the memory it took."""

    def run(port: int, path: str, seconds: float = 120) -> dict[str, Any]:
        url = f"http://127.0.0.1:{port}/{path}"
        ended = forks.run("tests.measured", url, str(seconds), NO_PROXY="*")
        assert ended.returncode == 0, ended.stderr
        told: dict[str, Any] = json.loads(ended.stdout)
        assert told["fetch_bytes"] < 40 * MEGABYTE
        return told

    return run


@pytest.mark.parametrize(
    ("path", "outcome", "reason"),
    [
        ("bomb/gzip", "too_large", "it decompresses to more than 10,000,000 bytes"),
        ("bomb/deflate", "too_large", "it decompresses to more than 10,000,000 bytes"),
        ("bomb/gzip,%20gzip", "too_large", "it decompresses to more than 10,000,000 bytes"),
        ("bomb/zstd", "broken", "it came compressed as zstd, which was not asked for"),
        ("to//bomb/gzip", "too_large", "it decompresses to more than 10,000,000 bytes"),
        ("members", "too_large", "more came than is read from one address"),
        ("blocks", "too_large", "more came than is read from one address"),
        ("endless", "too_large", "more came than is read from one address"),
        ("huge", "too_large", "it has 99,999,999,999 bytes, too many to read"),
        ("chunk", "broken", "127.0.0.1 did not answer in HTTP"),
        ("trailers", "too_large", "more came than is read from one address"),
        ("flood", "broken", "got more than 100 headers"),
        ("long_header", "broken", "got more than 65536 bytes when reading header line"),
        ("continue", "too_large", "more came than is read from one address"),
        ("spiral", "redirect_loop", "more than 8 redirects"),
    ],
)
def test_too_much_is_left_unread_and_takes_little_memory(
    server: tuple[int, list[str]], measured: Measured, path: str, outcome: str, reason: str
) -> None:
    told = measured(server[0], path)
    assert told["outcome"] == outcome
    assert reason in told["reason"]


@pytest.mark.parametrize("path", ["drip", "drip_headers", "drip_status", "silence"])
def test_too_slow_is_left_at_the_deadline(
    server: tuple[int, list[str]], measured: Measured, path: str
) -> None:
    seconds = 1.5
    told = measured(server[0], path, seconds)
    assert (told["outcome"], told["reason"]) == (
        "timeout",
        "127.0.0.1 did not answer in full in time",
    )
    # Not before it: on a slow machine it can only be later.
    assert told["milliseconds"] >= 1000 * seconds


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("laughs", 40),
        ("quadratic", 40),
        ("external", 40),
        ("file", 40),
        ("deep", 40),
        ("deep_json", 40),
        ("attribute", 200),
        ("empty", 200),
    ],
)
def test_feed_that_is_a_trap_takes_little_memory(
    server: tuple[int, list[str]], measured: Measured, path: str, most: int
) -> None:
    port, asked = server
    told = measured(port, path)
    assert told["outcome"] == "ok"
    assert told["parse_bytes"] < most * MEGABYTE
    # Entities are not expanded: a title that is a bomb of them is a title like any other.
    assert told["reason"] or told["entries"]
    assert "root:" not in repr(told["entries"])
    assert asked == ["/feed", f"/{path}"], "nothing is fetched because a feed says so"


REASONS = {
    "/bomb/gzip": ("too_large", "it decompresses to more than"),
    "/bomb/gzip,%20gzip": ("too_large", "it decompresses to more than"),
    "/bomb/deflate": ("too_large", "it decompresses to more than"),
    "/to//bomb/gzip": ("too_large", "it decompresses to more than"),
    "/endless": ("too_large", "more came than is read"),
    "/huge": ("too_large", "too many to read"),
    "/flood": ("broken", "got more than 100 headers"),
    "/silence": ("timeout", "did not answer in full in time"),
    "/to/http%3A%2F%2F169.254.169.254%2F": ("refused", "where cloud metadata is served"),
    "/to/http%3A%2F%2F%5B%3A%3A1%5D%2F": ("refused", "this machine itself"),
    "/to/file%3A%2F%2F%2Fetc%2Fpasswd": ("refused", "only http and https are fetched"),
    "/quadratic": ("ok", "not a feed: "),
    "/deep": ("ok", "not a feed: "),
    "/deep_json": ("ok", "not a feed: "),
    "http://169.254.169.254/feed": ("refused", "where cloud metadata is served"),
    "http://[::ffff:10.0.0.1]/feed": ("refused", "a private or reserved range"),
    "http://2130706433/feed": ("refused", "a number in an unusual spelling"),
    "http://news.example@10.0.0.1/feed": ("refused", "the address has a user name"),
}
"""What a feed at each path of a hostile server, or at an address, comes to."""


def test_the_reason_is_in_the_row_of_the_attempt(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For each read: what answers at all may take its time.
    monkeypatch.setattr(client, "Limits", lambda: Limits(read_seconds=4))
    # A contact of its own, so that no Fetcher is kept from, or for, another test.
    polling = settings.model_copy(update={"poll": True, "contact": "hostile@gazette.example"})
    handler = type("_Handler", (HostileHandler,), {"asked": []})
    with ExitStack() as servers:
        feeds = {}
        for path in REASONS:
            # Each at a host of its own: one that is away is left alone with all its feeds.
            port = servers.enter_context(serving(handler)) if path.startswith("/") else 0
            url = f"http://127.0.0.1:{port}{path}" if port else path
            feeds[_add(engine, url)] = path
        wait_until(lambda: not jobs.work_next(engine, polling), 60, what="all polled")
    with reading(engine) as connection:
        rows = connection.execute(select(FetchRow.feed_id, FetchRow.outcome, FetchRow.reason))
        told = {feeds[feed]: (outcome, reason or "") for feed, outcome, reason in rows}
    assert told.keys() == REASONS.keys()
    for path, (outcome, words) in REASONS.items():
        assert told[path][0] == outcome, path
        assert words in told[path][1], path


def _add(engine: Engine, url: str) -> int:
    feed = NewFeed(url, url_key(url), url, "Test", "en", ("127.0.0.1",))
    with writing(engine) as connection:
        feed_id = add_feed(connection, feed, now=now())
        assert feed_id
        queue_feed(connection, feed_id, now())
    return feed_id
