"""Whatever a server answers, and whatever an address is: a value with a reason, never an error."""

import gzip
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, replace
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard
from worker.records import Fetched


class _Server:
    """Gives the bytes in `answer` to whatever it is asked, and hangs up."""

    def __init__(self) -> None:
        self.answer = b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with connection, suppress(OSError):
                if not connection.recv(65536):
                    return
                connection.sendall(self.answer)

    def close(self) -> None:
        """Stop: who says nothing ends it."""
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listening.close()


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    """A server of any answer, ended with the module."""
    made = _Server()
    yield made
    made.close()


def nowhere(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver for which every name leads inside."""
    assert host is not None
    assert port is not None
    assert seconds
    return [ip_address("10.0.0.8")]


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    """A Fetcher that may ask this machine by its address alone."""
    guard = Guard({"127.0.0.1"}, resolve=nowhere)
    limits = Limits(redirects=2)
    with Fetcher(user_agent="test", guard=guard, limits=limits) as made:
        yield made


CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
BODIES = [b"<rss/>", gzip.compress(b"<rss/>"), zlib.compress(b"<rss/>"), b"3\r\n<rs\r\n0\r\n\r\n"]
WORDS = st.binary(max_size=30) | st.sampled_from(
    [
        b"gzip",
        b"deflate",
        b"gzip, br",
        b"chunked",
        b"6",
        b"-1",
        b"9" * 5000,
        b"/",
        b"/\0",
        b"/\x1b[2J",
        b"http://[",
    ]
)
NAMES = st.binary(max_size=12) | st.sampled_from(
    [
        b"Content-Encoding",
        b"Transfer-Encoding",
        b"Content-Length",
        b"Location",
        b"ETag",
        b"Retry-After",
    ]
)
STATUSES = st.sampled_from([b"200", b"204", b"301", b"302", b"304", b"100", b"404", b"999"])
LINES = st.lists(st.tuples(NAMES, WORDS), max_size=6)
FIRST = st.sampled_from([b"HTTP/1.1 ", b"HTTP/1.0 ", b"HTTP/9.9 ", b"ICY ", b""])


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Bytes that are an answer, nearly one, or none."""
    head = draw(FIRST) + draw(STATUSES | WORDS) + draw(st.sampled_from([b"", b" OK"])) + b"\r\n"
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in draw(LINES))
    whole = head + lines + b"\r\n" + draw(st.sampled_from(BODIES) | st.binary(max_size=100))
    return whole[: draw(st.integers(0, len(whole)) | st.just(len(whole)))]


def is_an_outcome(fetched: Fetched) -> bool:
    """Whether it has a body or nothing new, or else says why not; and can be stored and shown."""
    good = fetched.outcome in {"ok", "not_modified"}
    told = replace(fetched, requested_url="", body=b"")
    if fetched.url == fetched.requested_url:
        told = replace(told, url="")
    shown = "".join(value for value in astuple(told) if isinstance(value, str))
    plain = CONTROLS.search(shown) is None
    return plain and good is (fetched.reason is None) and (good or fetched.body == b"")


@hypothesis_settings(max_examples=300)
@given(answer=answers() | st.binary(max_size=200))
def test_any_answer_is_an_outcome(server: _Server, fetcher: Fetcher, answer: bytes) -> None:
    server.answer = answer
    assert is_an_outcome(fetcher.get(f"http://127.0.0.1:{server.port}/", etag='"a"'))


@given(
    url=st.text() | st.text().map("http://{}".format) | st.text().map("https://a/{}".format),
    word=st.none() | st.text(),
)
def test_any_address_and_any_validator_is_an_outcome(
    fetcher: Fetcher, url: str, word: str | None
) -> None:
    fetched = fetcher.get(url, etag=word, last_modified=word, headers={"x-key": word or ""})
    assert fetched.outcome == "refused"
    assert is_an_outcome(fetched)
