"""Whom a feed's own headers are sent to, and that nobody else ever sees them."""

import logging
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.loopback import QuietHandler, serving
from worker.fetch.client import Fetcher
from worker.fetch.guard import Guard
from worker.fetch.headers import basic_auth
from worker.records import Fetched

SECRET = "hush-4711"  # noqa: S105 - of nobody
OWN = {**basic_auth("ada", SECRET), "X-Key": SECRET, "User-Agent": "Ada's reader"}


class _Site(NamedTuple):
    """One server; `asked` has the path and headers of every request."""

    url: str
    asked: list[tuple[str, dict[str, str]]]

    def saw_the_secret(self) -> list[bool]:
        """Say of each request whether it had the feed's own headers."""
        return ["x-key" in headers or "authorization" in headers for _, headers in self.asked]


class _Handler(QuietHandler):
    asked: list[tuple[str, dict[str, str]]]
    elsewhere = ""

    def get(self) -> None:
        self.asked.append(
            (self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        kind, _, rest = self.path.strip("/").partition("/")
        if kind == "to":
            self.answer(302, Location=f"/{rest}")
        elif kind == "away":
            self.answer(301, Location=f"{self.elsewhere}/{rest}")
        elif kind == "echo_header":
            self.wfile.write(
                f"HTTP/1.1 200 OK\r\n{self.headers['Authorization']}\r\n\r\n".encode()
            )
            self.close_connection = True
        elif kind == "echo":
            self.wfile.write(f"{self.headers['Authorization']}\r\n\r\n".encode())
            self.close_connection = True
        else:
            self.answer(int(rest or 200), b"<rss/>")


@pytest.fixture
def sites() -> Iterator[tuple[_Site, _Site]]:
    """Two sites, each of which can redirect to itself and to the other."""
    one, other = (type("_Handler", (_Handler,), {"asked": []}) for _ in range(2))
    with serving(one) as port, serving(other) as other_port:
        one.elsewhere = f"http://127.0.0.1:{other_port}"
        other.elsewhere = f"http://127.0.0.1:{port}"
        yield _Site(other.elsewhere, one.asked), _Site(one.elsewhere, other.asked)


def get(url: str, headers: dict[str, str]) -> Fetched:
    """Fetch with a feed's own headers, and look for the secret wherever it may be seen."""
    guard = Guard({"127.0.0.1"})
    with Fetcher(user_agent="reportedly/test", guard=guard) as fetcher:
        fetched = fetcher.get(url, etag='"a"', headers=headers)
        assert SECRET not in repr(fetcher)
    for value in headers.values():
        assert value not in repr(fetched)
    return fetched


def test_the_feeds_own_site_gets_them_at_every_step(sites: tuple[_Site, _Site]) -> None:
    here, _ = sites
    fetched = get(f"{here.url}/to/to/feed", OWN)
    assert (fetched.outcome, fetched.body) == ("ok", b"<rss/>")
    assert here.saw_the_secret() == [True, True, True]
    path, headers = here.asked[-1]
    assert path == "/feed"
    assert headers["authorization"] == OWN["authorization"]
    assert headers["user-agent"] == "Ada's reader"
    assert headers["host"] == here.url.removeprefix("http://")
    assert headers["if-none-match"] == '"a"'


def test_another_site_gets_none_of_them(sites: tuple[_Site, _Site]) -> None:
    here, there = sites
    fetched = get(f"{here.url}/to/away/to/feed", OWN)
    assert (fetched.outcome, fetched.url) == ("ok", f"{there.url}/feed")
    assert here.saw_the_secret() == [True, True]
    assert there.saw_the_secret() == [False, False]
    assert [headers["user-agent"] for _, headers in there.asked] == ["reportedly/test"] * 2


def test_who_leads_back_does_not_ask_with_them(sites: tuple[_Site, _Site]) -> None:
    here, there = sites
    assert get(f"{here.url}/away/away/transfer", OWN).outcome == "ok"
    assert here.saw_the_secret() == [True, False]
    assert there.saw_the_secret() == [False]


def test_the_reason_says_that_they_were_left_behind(sites: tuple[_Site, _Site]) -> None:
    here, _ = sites
    assert get(f"{here.url}/away/status/401", OWN).reason == (
        "401 Unauthorized: it asks for a password; "
        "the feed's headers are not sent to where it was redirected"
    )
    assert get(f"{here.url}/status/401", OWN).reason == (
        "401 Unauthorized: it asks for a password"
    )


def test_the_next_request_has_none_of_them(sites: tuple[_Site, _Site]) -> None:
    here, _ = sites
    guard = Guard({"127.0.0.1"})
    with Fetcher(user_agent="reportedly/test", guard=guard) as fetcher:
        fetcher.get(f"{here.url}/feed", headers=OWN)
        fetcher.get(f"{here.url}/feed")
    assert here.saw_the_secret() == [True, False]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("Host", "inside.example", "a feed may not set the header host"),
        ("X-Key", f"{SECRET}\r\nHost: inside.example", "a line break"),
        ("X-Key", f"{SECRET}\u0142", "outside Latin-1"),
        (f"X-Key: {SECRET}", "a value", "only letters, digits and hyphens"),
    ],
)
def test_headers_that_cannot_be_sent_are_refused_before_anything_is(
    sites: tuple[_Site, _Site], name: str, value: str, reason: str
) -> None:
    here, _ = sites
    fetched = get(f"{here.url}/feed", {name: value})
    assert fetched.outcome == "refused"
    assert reason in str(fetched.reason)
    assert SECRET not in repr(fetched)
    assert here.asked == []


@pytest.mark.parametrize("path", ["feed", "echo", "echo_header", "away/feed", "status/500"])
def test_no_log_and_no_reason_has_them(
    sites: tuple[_Site, _Site], path: str, caplog: pytest.LogCaptureFixture
) -> None:
    here, _ = sites
    with caplog.at_level(logging.DEBUG):
        fetched = get(f"{here.url}/{path}", OWN)
    assert here.saw_the_secret() == [True]
    assert caplog.records, "the libraries below do log at this level"
    for said in (caplog.text, repr([record.__dict__ for record in caplog.records]), repr(fetched)):
        assert SECRET not in said
        assert OWN["authorization"].removeprefix("Basic ") not in said
