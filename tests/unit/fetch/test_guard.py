"""Which hosts the guard lets through, and that nothing else is ever connected to."""

import socket
from ipaddress import ip_address

import pytest

from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard, RefusedAddressError, why_private

HOSTILE = [
    "http://127.0.0.1/",
    "http://127.1.2.3:8080/",
    "http://localhost/",
    "http://0.0.0.0/",
    "http://10.0.0.8/",
    "http://172.16.9.1/",
    "http://192.168.1.1/admin",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/machine",
    "http://224.0.1.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://127.1/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::808:808]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff0e::1]/",
    "http://news.example@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://127.0.0.1#@news.example/",
    "http://127.0.0.1./",
    "http://rebound.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/_",
    "ftp://news.example/feed",
    "//news.example/feed",
    "http:///feed",
    "http://[::1/",
    "",
]


def names(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver without a network: one public name, all others lead inside."""
    assert port
    assert seconds
    inside = {"public.example": "93.184.215.14", "six.example": "2606:4700::1111"}
    return [ip_address(inside.get(host, "127.0.0.1"))]


@pytest.mark.parametrize("url", HOSTILE)
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
    def slow(*_: object, **__: object) -> list[object]:
        import time  # noqa: PLC0415 - only this resolver waits

        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    limits = Limits(connect_seconds=0.1)
    with Fetcher(user_agent="test", limits=limits) as fetcher:
        fetched = fetcher.get("https://feeds.invalid/rss")
    assert fetched.outcome == "timeout"
    assert fetched.milliseconds < 900
