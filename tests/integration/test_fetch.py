"""The Fetcher against a server on this machine that does what servers do."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from typing import ClassVar

import pytest

from tests.loopback import QuietHandler, serving
from worker.fetch.client import Fetcher, Limits

FEED = b"<rss version='2.0'><channel><title>Harbour Gazette</title></channel></rss>" * 10
MEGABYTE = 1_000_000


class _Handler(QuietHandler):
    seen: ClassVar[list[dict[str, str]]] = []

    def get(self) -> None:
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        getattr(self, "at_" + self.path.strip("/").partition("/")[0].partition("%")[0])()

    def at_feed(self) -> None:
        known = self.headers.get("If-None-Match") == 'W/"a,b"'
        headers = {"ETag": 'W/"a,b"', "Last_Modified": "Tue, 6 Feb 2024 09:00:00 +0000"}
        if known:
            self.answer(304, **headers)
        else:
            self.answer(200, FEED, Content_Type="application/rss+xml", **headers)

    def at_gzip(self) -> None:
        self.answer(200, gzip.compress(FEED), Content_Encoding="gzip")

    def at_deflate(self) -> None:
        self.answer(200, zlib.compress(FEED), Content_Encoding="deflate")

    def at_status(self) -> None:
        self.answer(int(self.path.rsplit("/", 1)[1]), b"no", Retry_After="120")

    def at_moved(self) -> None:
        self.answer(301, Location="/relocated")

    def at_relocated(self) -> None:
        self.answer(308, Location="/found")

    def at_found(self) -> None:
        self.answer(302, Location="feed#top")

    def at_odd(self) -> None:
        self.answer(301, Location="/loud\0\x1b[2J\x9b a")

    def at_circle(self) -> None:
        self.answer(302, Location="/loop")

    def at_loop(self) -> None:
        self.answer(302, Location="/circle")

    def at_spiral(self) -> None:
        self.answer(302, Location=self.path + "/on")

    def at_fresh(self) -> None:
        headers = {"Cache_Control": "max-age=600", "Age": "12", "Retry_After": "30"}
        self.answer(200, FEED, Expires="Tue, 6 Feb 2024 09:10:00 GMT", **headers)

    def at_loud(self) -> None:
        headers = {"ETag": '"\0"', "Last_Modified": "\x1b[2J", "Content_Type": "text/xml\x7f"}
        self.answer(200, FEED, Age="12", **headers)

    def at_coded(self) -> None:
        self.answer(200, FEED, Content_Encoding=self.path.rsplit("/", 1)[1])

    def at_truncated(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(FEED)
        self.close_connection = True

    def at_corrupt(self) -> None:
        self.answer(200, b"this is no gzip", Content_Encoding="gzip")

    def at_nonsense(self) -> None:
        self.wfile.write(b"220 mail.example ESMTP\r\n")
        self.close_connection = True


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server of `_Handler`, ended with the test."""
    _Handler.seen.clear()
    with serving(_Handler) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A Fetcher that may ask this machine."""
    limits = Limits(wire_bytes=5 * MEGABYTE, redirects=4)
    with Fetcher(
        user_agent="reportedly/test (+mailto:desk@gazette.example)",
        allow={"127.0.0.1"},
        limits=limits,
    ) as made:
        yield made


def test_feed_with_validators_and_then_nothing_new(server: str, fetcher: Fetcher) -> None:
    first = fetcher.get(f"{server}/feed")
    assert (first.outcome, first.status, first.body) == ("ok", 200, FEED)
    assert (first.etag, first.content_type) == ('W/"a,b"', "application/rss+xml")
    assert first.reason is None
    assert first.bytes_read > len(FEED)
    again = fetcher.get(f"{server}/feed", etag=first.etag, last_modified=first.last_modified)
    assert (again.outcome, again.status, again.body) == ("not_modified", 304, b"")
    assert _Handler.seen[1]["if-none-match"] == 'W/"a,b"'
    assert _Handler.seen[1]["if-modified-since"] == "Tue, 6 Feb 2024 09:00:00 +0000"
    assert _Handler.seen[0]["user-agent"] == "reportedly/test (+mailto:desk@gazette.example)"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_body_is_decompressed(server: str, fetcher: Fetcher, coding: str) -> None:
    fetched = fetcher.get(f"{server}/{coding}")
    assert fetched.body == FEED
    assert fetched.bytes_read < len(FEED)


def test_what_the_schedule_needs_is_handed_back_verbatim(server: str, fetcher: Fetcher) -> None:
    fetched = fetcher.get(f"{server}/fresh")
    assert (fetched.cache_control, fetched.age) == ("max-age=600", "12")
    assert (fetched.expires, fetched.retry_after) == ("Tue, 6 Feb 2024 09:10:00 GMT", "30")


def test_what_cannot_be_stored_or_shown_is_escaped_or_left_out(
    server: str, fetcher: Fetcher
) -> None:
    fetched = fetcher.get(f"{server}/odd")
    assert (fetched.outcome, fetched.body, fetched.age) == ("ok", FEED, "12")
    assert fetched.url == fetched.permanent == f"{server}/loud%00%1B[2J%C2%9B%20a"
    assert (fetched.etag, fetched.last_modified, fetched.content_type) == (None, None, None)


@pytest.mark.parametrize("coding", ["br", "zstd", "compress"])
def test_a_coding_that_is_not_read_is_said(server: str, fetcher: Fetcher, coding: str) -> None:
    fetched = fetcher.get(f"{server}/coded/{coding}")
    assert (fetched.outcome, fetched.body) == ("broken", b"")
    assert coding in str(fetched.reason) or "does not decompress" in str(fetched.reason)


def test_a_coding_that_is_none_is_passed_over(server: str, fetcher: Fetcher) -> None:
    assert fetcher.get(f"{server}/coded/utf-8").body == FEED


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (404, "http_error", "404 Not Found: nothing is at this address"),
        (410, "gone", "410 Gone: it was removed for good"),
        (429, "http_error", "429 Too Many Requests: we ask too often"),
        (500, "http_error", "500 Internal Server Error: the server failed"),
        (304, "http_error", "304 Not Modified"),
        (799, "http_error", "799, which is not a status of HTTP"),
    ],
)
def test_refusal_of_a_server_has_its_reason(
    server: str, fetcher: Fetcher, status: int, outcome: str, reason: str
) -> None:
    fetched = fetcher.get(f"{server}/status/{status}")
    assert (fetched.outcome, fetched.status, fetched.reason) == (outcome, status, reason)
    assert fetched.retry_after == "120"


def test_chain_of_redirects_tells_the_permanent_part(server: str, fetcher: Fetcher) -> None:
    fetched = fetcher.get(f"{server}/moved")
    assert (fetched.outcome, fetched.body) == ("ok", FEED)
    assert fetched.requested_url == f"{server}/moved"
    assert fetched.url == f"{server}/feed"
    assert fetched.permanent == f"{server}/found"


def test_temporary_redirect_moves_nothing(server: str, fetcher: Fetcher) -> None:
    assert fetcher.get(f"{server}/found").permanent is None


@pytest.mark.parametrize("path", ["circle", "spiral"])
def test_redirects_that_do_not_end_are_left(server: str, fetcher: Fetcher, path: str) -> None:
    fetched = fetcher.get(f"{server}/{path}")
    assert fetched.outcome == "redirect_loop"
    assert len(_Handler.seen) <= 5


@pytest.mark.parametrize("path", ["truncated", "corrupt", "nonsense"])
def test_broken_answer_is_an_outcome_with_a_reason(
    server: str, fetcher: Fetcher, path: str
) -> None:
    fetched = fetcher.get(f"{server}/{path}")
    assert (fetched.outcome, fetched.body) == ("broken", b"")
    assert fetched.reason


def test_nobody_listening_is_unreachable(fetcher: Fetcher) -> None:
    fetched = fetcher.get("http://127.0.0.1:9/feed")
    assert (fetched.outcome, fetched.reason) == (
        "unreachable",
        "127.0.0.1 refuses the connection",
    )


def test_without_leave_this_machine_is_not_asked(server: str) -> None:
    with Fetcher(user_agent="test") as fetcher:
        assert fetcher.get(f"{server}/feed").outcome == "refused"
    assert _Handler.seen == []


def test_threads_share_one_fetcher(server: str, fetcher: Fetcher) -> None:
    results: list[str] = []
    threads = [
        threading.Thread(target=lambda: results.append(fetcher.get(f"{server}/gzip").outcome))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["ok"] * 12
