"""The Fetcher against a server on this machine that does what servers do, and worse."""

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import psutil
import pytest

from worker.fetch.client import Fetcher, Limits

FEED = b"<rss version='2.0'><channel><title>Harbour Gazette</title></channel></rss>" * 10
MEGABYTE = 1_000_000


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        try:
            getattr(self, "at_" + self.path.strip("/").split("/")[0])()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def start(self, **headers: str) -> None:
        """Open an answer that has no known end."""
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

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

    def at_circle(self) -> None:
        self.answer(302, Location="/loop")

    def at_loop(self) -> None:
        self.answer(302, Location="/circle")

    def at_spiral(self) -> None:
        self.answer(302, Location=self.path + "/on")

    def at_inside(self) -> None:
        self.answer(302, Location="http://169.254.169.254/latest/meta-data/")

    def at_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def at_bomb(self) -> None:
        self.start(Content_Encoding="gzip")
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(400):
            self.wfile.write(packer.compress(bytes(MEGABYTE)))
        self.wfile.write(packer.flush())

    def at_empty_blocks(self) -> None:
        """Compressed data without end that decompresses to nothing."""
        self.start(Content_Encoding="gzip")
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        self.wfile.write(packer.compress(b"x") + packer.flush(zlib.Z_FULL_FLUSH))
        for _ in range(50):
            self.wfile.write(b"\x00\x00\x00\xff\xff" * 200_000)

    def at_endless(self) -> None:
        self.start()
        for _ in range(200):
            self.wfile.write(b"x" * MEGABYTE)

    def at_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "99999999999")
        self.end_headers()
        self.close_connection = True

    def at_drip(self) -> None:
        self.start()
        self._drip(b"x")

    def at_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.close_connection = True
        self._drip(b"x")

    def _drip(self, byte: bytes) -> None:
        for _ in range(100):
            self.wfile.write(byte)
            self.wfile.flush()
            time.sleep(0.05)

    def at_flood(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for i in range(100_000):
            self.wfile.write(b"X-Flood-%d: %s\r\n" % (i, b"y" * 1000))

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
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    httpd.daemon_threads = True
    httpd.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A Fetcher that may ask this machine and is in a hurry."""
    limits = Limits(
        connect_seconds=2, read_seconds=2, total_seconds=3, wire_bytes=5 * MEGABYTE, redirects=4
    )
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


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (404, "http_error", "404 Not Found: nothing is at this address"),
        (410, "gone", "410 Gone: it was removed for good"),
        (429, "http_error", "429 Too Many Requests: we ask too often"),
        (500, "http_error", "500 Internal Server Error: the server failed"),
        (304, "http_error", "304 Not Modified"),
        (799, "http_error", "799, which is no status of HTTP"),
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


@pytest.mark.parametrize("path", ["inside", "file"])
def test_redirect_to_a_forbidden_address_is_refused(
    server: str, fetcher: Fetcher, path: str
) -> None:
    fetched = fetcher.get(f"{server}/{path}")
    assert (fetched.outcome, fetched.status) == ("refused", 302)


@pytest.mark.parametrize("path", ["bomb", "empty_blocks", "endless", "huge"])
def test_too_much_is_left_unread_and_costs_little_memory(
    server: str, fetcher: Fetcher, path: str
) -> None:
    fetcher.get(f"{server}/feed")
    process = psutil.Process()
    before = process.memory_info().rss
    started = time.monotonic()
    fetched = fetcher.get(f"{server}/{path}")
    assert (fetched.outcome, fetched.body) == ("too_large", b"")
    assert process.memory_info().rss - before < 40 * MEGABYTE
    assert time.monotonic() - started < 3.5


@pytest.mark.parametrize("path", ["drip", "drip_headers"])
def test_a_server_that_drips_meets_the_deadline(server: str, path: str) -> None:
    limits = Limits(read_seconds=5, total_seconds=0.5)
    with Fetcher(user_agent="test", allow={"127.0.0.1"}, limits=limits) as fetcher:
        fetched = fetcher.get(f"{server}/{path}")
    assert fetched.outcome == "timeout"
    assert 400 < fetched.milliseconds < 1500


@pytest.mark.parametrize("path", ["flood", "truncated", "corrupt", "nonsense"])
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
