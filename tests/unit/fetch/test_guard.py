"""Which hosts the guard lets through, and that nothing else is ever connected to."""

import socket
import threading
from ipaddress import ip_address

import pytest

from tests.hostile_addresses import ADDRESSES, INCOMPLETE
from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard, RefusedAddressError, why_private


def names(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver without a network: one public name, all others lead inside."""
    assert port
    assert seconds
    inside = {"public.example": "93.184.215.14", "six.example": "2606:4700::1111"}
    return [ip_address(inside.get(host, "127.0.0.1"))]


@pytest.mark.parametrize("url", [*ADDRESSES, *INCOMPLETE])
def test_hostile_address_is_refused_before_any_connection(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(_: socket.socket, address: object) -> None:
        pytest.fail(f"connected to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with Fetcher(user_agent="test", guard=Guard(resolve=names)) as fetcher:
        fetched = fetcher.get(url)
    assert fetched.outcome == "refused"
    assert fetched.reason


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_address_passes(address: str) -> None:
    assert why_private(ip_address(address)) is None
    assert Guard(resolve=names).addresses(address, 80) == [ip_address(address)]


def test_allowed_address_and_allowed_name_pass() -> None:
    loopback = [ip_address("127.0.0.1")]
    assert Guard({"127.0.0.1"}, resolve=names).addresses("127.0.0.1", 80) == loopback
    assert Guard({"127.0.0.1"}, resolve=names).addresses("intranet.example", 80) == loopback
    assert Guard({"Intranet.Example"}, resolve=names).addresses("intranet.example", 80) == loopback
    with pytest.raises(RefusedAddressError, match="this machine itself"):
        Guard({"intranet.example"}, resolve=names).addresses("other.example", 80)


def test_only_the_public_addresses_of_a_name_are_tried() -> None:
    def both(host: str, port: int, *, seconds: float) -> list[Address]:
        return [*names(host, port, seconds=seconds), ip_address("8.8.8.8")]

    assert Guard(resolve=both).addresses("mixed.example", 80) == [ip_address("8.8.8.8")]


@pytest.mark.parametrize(
    ("allow", "host", "refusal"),
    [
        ((), "public.example", None),
        ((), "8.8.8.8", None),
        ((), "other.example", "other.example (127.0.0.1) is not on the public internet"),
        ((), "mixed.example", "mixed.example (10.0.0.8) is not on the public internet"),
        ((), "empty.example", "nothing to connect to"),
        ((), "127.1", "an unusual spelling"),
        (("10.0.0.8",), "mixed.example", None),
        (("Mixed.example",), "mixed.example", None),
        (("nowhere.example",), "nowhere.example", None),
        (("nowhere.example",), "[::1]", "this machine itself"),
    ],
)
def test_what_a_proxy_may_be_asked_for(
    allow: tuple[str, ...], host: str, refusal: str | None
) -> None:
    def found(host: str, port: int, *, seconds: float) -> list[Address]:
        assert host != "nowhere.example", "a name that is allowed is not looked up"
        if host == "mixed.example":
            return [ip_address("8.8.8.8"), ip_address("10.0.0.8")]
        return [] if host == "empty.example" else names(host, port, seconds=seconds)

    guard = Guard(allow, resolve=found)
    if refusal is None:
        guard.check(host, 443)
    else:
        with pytest.raises(RefusedAddressError) as caught:
            guard.check(host, 443)
        assert refusal in str(caught.value)


def test_an_address_that_is_not_well_formed_is_not_repeated() -> None:
    with Fetcher(user_agent="test") as fetcher:
        fetched = fetcher.get("http://ada:hush-4711@gazette.example:99999/")
    assert (fetched.outcome, fetched.reason) == ("refused", "the address is not well formed")


def test_the_checked_address_itself_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    connected: list[object] = []

    def once(host: str, port: int, *, seconds: float) -> list[Address]:
        asked.append(host)
        # The second answer is the attack; it must never be asked for.
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        assert port
        assert seconds
        return [ip_address(address)]

    def connect(_: socket.socket, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with Fetcher(user_agent="test", guard=Guard(resolve=once)) as fetcher:
        fetched = fetcher.get("http://rebinding.example/")
    assert connected == [("93.184.215.14", 80)]
    assert asked == ["rebinding.example"]
    assert (fetched.outcome, fetched.reason) == (
        "unreachable",
        "rebinding.example refuses the connection",
    )


def test_a_name_that_is_not_known_is_unreachable() -> None:
    def unknown(host: str, port: int, *, seconds: float) -> list[Address]:
        raise socket.gaierror(-2, f"{host}:{port} not known in {seconds}")

    with Fetcher(user_agent="test", guard=Guard(resolve=unknown)) as fetcher:
        fetched = fetcher.get("https://feeds.invalid/rss")
    assert (fetched.outcome, fetched.reason) == (
        "unreachable",
        "the name feeds.invalid is not known",
    )


def test_a_resolver_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answering, answered = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> list[object]:
        answering.wait(60)
        answered.set()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    limits = Limits(connect_seconds=0.1)
    with Fetcher(user_agent="test", limits=limits) as fetcher:
        fetched = fetcher.get("https://feeds.invalid/rss")
    assert fetched.outcome == "timeout"
    assert not answered.is_set()
    answering.set()
    answered.wait(60)
