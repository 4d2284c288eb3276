"""A feed replayed by a server, answer after answer, under a clock that the test advances."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from xml.sax.saxutils import escape

import pytest
from sqlalchemy import Engine, select

from db.lookup import feeds as lookup
from db.lookup import jobs as lookup_jobs
from db.models import ArticleRow, FeedEntryRow, FetchRow, RevisionRow
from db.persist.feeds import NewFeed, add_feed
from db.session import reading, writing
from worker import clock, jobs
from worker.deduplicate.urls import url_key
from worker.flow.feed_turn import queue_feed
from worker.kinds import FETCH_FEED, FETCH_PAGE
from worker.settings import Settings

LONG = "The harbour office said on Monday that the quay stays closed until the cranes are moved. "


@dataclass(frozen=True)
class Item:
    """An entry of the feed; if its text is long enough, its page is not fetched."""

    guid: str | None
    link: str | None
    title: str
    text: str = LONG * 20

    def xml(self) -> str:
        """Return it as RSS."""
        guid = f'<guid isPermaLink="false">{escape(self.guid)}</guid>' if self.guid else ""
        link = f"<link>{escape(self.link)}</link>" if self.link else ""
        return (
            f"<item>{guid}{link}<title>{escape(self.title)}</title>"
            f"<description>{escape(self.text)}</description></item>"
        )


def rss(*items: Item, head: str = "") -> bytes:
    """Return a feed of these entries."""
    body = "".join(item.xml() for item in items)
    start = '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>'
    return f"{start}{head}{body}</channel></rss>".encode()


@dataclass
class Answer:
    """The server's answer to one request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Clock(datetime):
    """The present moment plus the time added by the test."""

    ahead: ClassVar[timedelta] = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Return the advanced moment."""
        return datetime.now(tz) + cls.ahead


@dataclass
class Replay:
    """One feed in a ledger, polled turn by turn; each path gives its latest answer."""

    engine: Engine
    settings: Settings
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], datetime]] = field(default_factory=list)
    feed_id: int = 0

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def add(self, path: str = "/feed", **more: object) -> int:
        """Add a feed, due now."""
        url = self.url(path)
        given = {"allowed_hosts": ("127.0.0.1",), **more}
        feed = NewFeed(url, url_key(url), path, "Test", "en", **given)  # type: ignore[arg-type]
        with writing(self.engine) as connection:
            feed_id = add_feed(connection, feed, now=clock.now())
            assert feed_id
            queue_feed(connection, feed_id, clock.now())
        self.feed_id = self.feed_id or feed_id
        return feed_id

    def serve(self, *items: Item, path: str = "/feed", head: str = "", **headers: str) -> None:
        """From now on, answer a path with a feed of these entries."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(200, rss(*items, head=head), named)

    def fail(self, status: int, path: str = "/feed", **headers: str) -> None:
        """From now on, answer a path with a status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(status, b"", named)

    def poll(self, *items: Item, **headers: str) -> lookup.Feed:
        """Serve these entries, if any, let the feed's next turn come, and return the feed."""
        if items:
            self.serve(*items, **headers)
        turn = self.feed.next_fetch_at
        assert turn, "the feed has no next turn"
        self.go_on(max(turn - clock.now(), timedelta()))
        return self.feed

    def go_on(self, time: timedelta) -> None:
        """Let time pass, and do all fetching that is then due."""
        Clock.ahead += time
        for _ in range(50):
            with reading(self.engine) as connection:
                due = lookup_jobs.due(
                    connection, (FETCH_FEED, FETCH_PAGE), jobs.hosts_now(), limit=100
                )
            if not due:
                return
            for hint in due:
                jobs.work(self.engine, hint.job_id, self.settings)
        raise AssertionError("there is no end to what is due")

    @property
    def feed(self) -> lookup.Feed:
        """The feed as the ledger has it."""
        with reading(self.engine) as connection:
            feed = lookup.feed(connection, self.feed_id)
        assert feed
        return feed

    @property
    def wait(self) -> timedelta:
        """The time until the feed's next turn."""
        turn = self.feed.next_fetch_at
        assert turn
        return turn - clock.now()

    def stored(self) -> list[tuple[str, int]]:
        """Return the newest title and the number of revisions of each article, oldest first."""
        statement = (
            select(ArticleRow.id, RevisionRow.title, RevisionRow.number)
            .join(RevisionRow, RevisionRow.article_id == ArticleRow.id)
            .order_by(ArticleRow.id, RevisionRow.number)
        )
        with reading(self.engine) as connection:
            newest = {row.id: (row.title, row.number) for row in connection.execute(statement)}
        return list(newest.values())

    def entries(self) -> int:
        """Return the number of known entries of the feed."""
        with reading(self.engine) as connection:
            return len(connection.execute(select(FeedEntryRow.id)).all())

    def outcomes(self) -> list[str]:
        """Return the outcome of each attempt, oldest first."""
        with reading(self.engine) as connection:
            return list(
                connection.execute(select(FetchRow.outcome).order_by(FetchRow.id)).scalars()
            )


@contextmanager
def replaying(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Replay]:
    """Yield a replay with its server and its clock."""
    replay = Replay(engine, settings)
    monkeypatch.setattr(clock, "datetime", Clock)
    monkeypatch.setattr(Clock, "ahead", timedelta())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            replay.asked.append((self.path, headers, clock.now()))
            answer = replay.answers.get(self.path, Answer(404))
            known = answer.headers.get("ETag")
            status = 304 if known and headers.get("if-none-match") == known else answer.status
            body = b"" if status == 304 else answer.body
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    replay.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield replay
    server.shutdown()
    thread.join()
    server.server_close()
