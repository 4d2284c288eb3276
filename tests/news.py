"""A newspaper for tests: a loopback web server with feeds and pages that can change and die."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from xml.sax.saxutils import escape


@dataclass
class Newspaper:
    """The pages served, and the paths requested."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    feeds: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    validators: Counter[str] = field(default_factory=Counter)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def publish(self, number: int, damaged: int) -> str:
        """Write or rewrite a page; return its path."""
        path = f"/story/{number}.html"
        self.pages[path] = story(number, damaged)
        return path

    def answer(self, path: str) -> tuple[int, str, str]:
        """Return status, content type and body of a path."""
        if path in self.broken:
            return 500, "text/plain", "out of order"
        if path in self.feeds:
            atom = self.kinds.get(path) == "atom"
            body = (self._atom if atom else self._rss)(path)
            return 200, "application/atom+xml" if atom else "application/rss+xml", body
        if path in self.pages:
            return 200, "text/html; charset=utf-8", self.pages[path]
        return 404, "text/plain", "not here"

    def _rss(self, path: str) -> str:
        entries = "".join(
            f"<item><title>Bridge report {page}</title><link>{self.url(page)}</link>"
            f"<guid>{self.url(page)}</guid><pubDate>Fri, 14 Mar 2025 10:00:00 GMT</pubDate>"
            f"<description>{escape(self._teaser(page))}</description></item>"
            for page in self.feeds[path]
        )
        head = f"<title>Test RSS</title><link>{self.url('/')}</link><description>x</description>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'

    def _atom(self, path: str) -> str:
        entries = "".join(
            f"<entry><title>Bridge report {page}</title><id>{self.url(page)}</id>"
            f'<link href="{self.url(page)}"/><updated>2025-03-14T10:00:00Z</updated>'
            f"<summary>{escape(self._teaser(page))}</summary></entry>"
            for page in self.feeds[path]
        )
        head = f"<title>Test Atom</title><id>{self.url(path)}</id>"
        head += "<updated>2025-03-14T10:00:00Z</updated>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'

    def _teaser(self, page: str) -> str:
        # An edited story has an edited teaser: here the teaser names the story's length.
        return f"A report of {len(self.pages.get(page, ''))} characters: {page}"


def story(number: int, damaged: int) -> str:
    """Return a page with one story among navigation and footer."""
    paragraphs = (
        f"The bridge over the river at mile {number + 3} was closed on Thursday after the flood.",
        f'"We counted {damaged} damaged houses," Mayor Ada Brenner told reporters on Friday.',
        "The water authority said at least two people were injured when the embankment gave way.",
        "It denied that the dam above the town had failed, and said its gates were never opened.",
        "Engineers will inspect the pillars next week, according to the ministry of transport.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>Bridge {number} closed after flood</title>"
        "<meta property='article:published_time' content='2025-03-14T09:30:00Z'></head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<article><h1>Bridge {number} closed after flood</h1>{body}</article>"
        "<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    newspaper: ClassVar[Newspaper]

    def do_GET(self) -> None:
        paper = self.newspaper
        paper.asked[self.path] += 1
        status, kind, words = paper.answer(self.path)
        body = words.encode()
        etag = f'"{hash(words)}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            paper.validators[self.path] += 1
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Log nothing: the tests look at the requested paths."""


class NewsServer:
    """Serves a newspaper on a free port of loopback until it is closed."""

    def __init__(self, newspaper: Newspaper) -> None:
        handler = type("Handler", (_Handler,), {"newspaper": newspaper})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        newspaper.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
