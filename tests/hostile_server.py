"""A web server that does the worst: answers without an end, bombs, and feeds that are traps."""

import gzip
import time
import zlib
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

import zstandard

from tests.cost import plain
from tests.loopback import QuietHandler

MEGABYTE = 1_000_000
_JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": '


@cache
def bomb(coding: str) -> bytes:
    """Return a gigabyte of nothing, compressed: a megabyte, or less."""
    if coding == "gzip, gzip":
        return gzip.compress(bomb("gzip"))
    if coding == "zstd":
        packer = zstandard.ZstdCompressor().compressobj()
        return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(1000)) + packer.flush()
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    first, again = (
        # After a full flush each megabyte is packed into the same bytes as the one before.
        deflater.compress(bytes(MEGABYTE)) + deflater.flush(zlib.Z_FULL_FLUSH)
        for _ in range(2)
    )
    return first + again * 999


def _feed(inside: str, declared: str = "") -> bytes:
    head = f"<?xml version='1.0'?>\n{declared}<rss version='2.0'><channel><title>A</title>"
    return f"{head}{inside}</channel></rss>".encode()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]>'
    return _feed("<item><title>&a9;</title></item>", declared)


def _quadratic() -> bytes:
    declared = f'<!DOCTYPE rss [\n<!ENTITY a "{"x" * 15_000}">\n]>'
    return _feed(f"<item><title>{'&a;' * 100_000}</title></item>", declared)


def _external(url: str) -> bytes:
    entities = f'<!ENTITY a SYSTEM "{url}"><!ENTITY % b SYSTEM "{url}">%b;'
    declared = f'<!DOCTYPE rss SYSTEM "{url}" [{entities}]>'
    return _feed("<item><title>One &a;</title></item>", declared)


_TRAPS: dict[str, Callable[[int], bytes]] = {
    "feed": lambda _: _feed("<item><title>One</title></item>"),
    "long": lambda _: plain.feed(plain.SIZE),
    "laughs": lambda _: _laughs(),
    "quadratic": lambda _: _quadratic(),
    "external": lambda port: _external(f"http://127.0.0.1:{port}/read"),
    "file": lambda _: _external("file:///etc/passwd"),
    "deep": lambda _: _feed("<item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item>"),
    "deep_json": lambda _: _JSON + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "attribute": lambda _: _feed(f"<item a='{'x' * 9 * MEGABYTE}'><title>One</title></item>"),
    "empty": lambda _: _feed("<item/>" * 1_000_000),
}
"""Feeds by name, by the port of the server: two are well, others cost, or name what to read."""


class HostileHandler(QuietHandler):
    """Answers each path with the worst of its name; `asked` has the paths."""

    asked: list[str]

    def get(self) -> None:
        """Answer as the path names it: with a method of this class, or with a feed."""
        self.asked.append(self.path)
        name, _, rest = self.path.strip("/").partition("/")
        act = getattr(self, f"at_{name}", None)
        if act is not None:
            act(rest)
            return
        body = _TRAPS[name](int(self.server.server_address[1]))
        self.answer(200, body, Content_Type="application/rss+xml")

    def start(self, **headers: str) -> None:
        """Open an answer that ends with its connection."""
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def again(self, data: bytes) -> None:
        """Send the same megabyte, or so, a thousand times."""
        self.close_connection = True
        for _ in range(1_000):
            self.wfile.write(data)

    def drip(self) -> None:
        """Send a byte, and a byte, and a byte."""
        self.close_connection = True
        for _ in range(600):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def at_to(self, quoted: str) -> None:
        """Redirect to any address, which is sent as UTF-8."""
        self.answer(302, Location=unquote(quoted).encode().decode("latin-1"))

    def at_spiral(self, rest: str) -> None:
        """Redirections without end."""
        self.answer(302, Location=f"/spiral/{rest}x")

    def at_bomb(self, coding: str) -> None:
        """A gigabyte of nothing."""
        self.start(Content_Encoding=unquote(coding))
        self.wfile.write(bomb(unquote(coding)))

    def at_members(self, _: str) -> None:
        """A file of gzip made of many, with nothing in any of them."""
        self.start(Content_Encoding="gzip")
        self.again(gzip.compress(b"") * 50_000)

    def at_blocks(self, _: str) -> None:
        """Compressed blocks with nothing in any of them."""
        self.start(Content_Encoding="gzip")
        deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
        self.wfile.write(deflater.compress(b"x") + deflater.flush(zlib.Z_FULL_FLUSH))
        self.again(b"\x00\x00\x00\xff\xff" * 200_000)

    def at_endless(self, _: str) -> None:
        """A body without end."""
        self.start()
        self.again(b"x" * MEGABYTE)

    def at_huge(self, _: str) -> None:
        """A body that is said to be very long."""
        self.send_response(200)
        self.send_header("Content-Length", "99999999999")
        self.end_headers()
        self.close_connection = True

    def at_chunk(self, _: str) -> None:
        """A chunk whose size has no end."""
        self.start(Transfer_Encoding="chunked")
        self.again(b"0" * MEGABYTE)

    def at_trailers(self, _: str) -> None:
        """Headers without end, after the body."""
        self.start(Transfer_Encoding="chunked")
        self.wfile.write(b"1\r\nx\r\n0\r\n")
        self.again(b"X-Late: yes\r\n" * 80_000)

    def at_flood(self, _: str) -> None:
        """Headers without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.again((b"X-Flood: " + b"y" * 1000 + b"\r\n") * 1000)

    def at_long_header(self, _: str) -> None:
        """A header without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.again(b"x" * MEGABYTE)

    def at_continue(self, _: str) -> None:
        """Answers without end that are none yet."""
        self.again(b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000)

    def at_silence(self, _: str) -> None:
        """Nothing at all, until the other side goes."""
        self.close_connection = True
        self.rfile.read(1)

    def at_drip(self, _: str) -> None:
        """A body that comes byte by byte."""
        self.start()
        self.drip()

    def at_drip_headers(self, _: str) -> None:
        """A header that comes byte by byte."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip()

    def at_drip_status(self, _: str) -> None:
        """A first line that comes byte by byte."""
        self.drip()
