"""Many workers at one host: two requests at a time, a gap between them, and nobody else waits."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import Engine, insert, select, update

from db.lookup import jobs as lookup
from db.models import FetchRow, HostRow, JobRow
from db.persist import jobs as persist
from db.persist.feeds import NewFeed, add_feed
from db.session import reading, writing
from worker import jobs
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.fetch.hosts import AT_A_TIME, host_of
from worker.kinds import FETCH_PAGE
from worker.records import Hint
from worker.settings import Settings

PAGES, THREADS = 12, 8


class Watched:
    """Servers on ports of their own that count who asks them when, and how many at once."""

    def __init__(self) -> None:
        self.held: int | None = None
        """The port whose requests wait until the others are asked, and it by as many as may."""
        self.free = threading.Event()
        self.starts: dict[int, list[float]] = defaultdict(list)
        self.most: dict[int, int] = defaultdict(int)
        self._running: dict[int, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._servers = [self._serve() for _ in range(3)]
        self.ports = [server.server_port for server in self._servers]

    def _serve(self) -> ThreadingHTTPServer:
        watched = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                port = self.server.server_port  # type: ignore[attr-defined]
                if self.path != "/robots.txt":
                    with watched._lock:
                        watched.starts[port].append(time.monotonic())
                        watched._running[port] += 1
                        watched.most[port] = max(watched.most[port], watched._running[port])
                    watched.hold(port)
                    with watched._lock:
                        watched._running[port] -= 1
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def hold(self, port: int) -> None:
        """Let a request to the port that is held wait, unless this one frees it."""
        with self._lock:
            if self.starts.keys() == set(self.ports) and self.most[self.held or 0] == AT_A_TIME:
                self.free.set()
        if port == self.held:
            self.free.wait(60)

    def close(self) -> None:
        """End the servers."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


@pytest.fixture
def watched() -> Iterator[Watched]:
    """Three servers: one that everybody wants, two that few do."""
    made = Watched()
    yield made
    made.close()


def _queue(engine: Engine, port: int, count: int) -> None:
    """Queue pages of a feed that may ask this machine."""
    address = f"http://127.0.0.1:{port}/feed"
    feed = NewFeed(address, url_key(address), "Test", "Test", allowed_hosts=("127.0.0.1",))
    with writing(engine) as connection:
        feed_id = add_feed(connection, feed, now=now())
        for number in range(count):
            url = f"http://127.0.0.1:{port}/{number}"
            told = {"url": url, "title": "T", "published": None, "text": "Some words."}
            payload = {"feed": feed_id, "source_key": url, **told}
            persist.enqueue(connection, FETCH_PAGE, url, payload, now=now(), host=host_of(url))


def _work(engine: Engine, settings: Settings) -> None:
    """Work as the fetch worker does: in threads, by the hints of the sweep and of ended jobs."""
    deadline = time.monotonic() + 120
    with ThreadPoolExecutor(THREADS) as pool:

        def start(hint: Hint) -> None:
            pool.submit(jobs.work, engine, hint.job_id, settings).add_done_callback(follow)

        def follow(ended: Future[list[Hint]]) -> None:
            for hint in ended.result():
                start(hint)

        while not jobs.drained(engine, settings):
            assert time.monotonic() < deadline, "not all was done"
            with reading(engine) as connection:
                due = lookup.due(connection, (FETCH_PAGE,), jobs.hosts_now(), limit=100)
            for hint in due:
                start(hint)
            time.sleep(0.1)


@pytest.fixture
def patient(settings: Settings) -> Settings:
    """Settings of a worker that polls, without a gap."""
    return settings.model_copy(update={"gap_seconds": 0.0, "poll": True, "max_attempts": 1})


def test_a_host_that_all_want_gets_two_at_a_time_and_the_others_do_not_wait(
    engine: Engine, watched: Watched, patient: Settings
) -> None:
    crowded, *quick = watched.ports
    watched.held = crowded
    _queue(engine, crowded, PAGES)
    for port in quick:
        _queue(engine, port, 1)
    _work(engine, patient)
    starts = watched.starts[crowded]
    assert len(starts) == PAGES
    assert watched.most[crowded] == AT_A_TIME
    assert watched.free.is_set()
    for port in quick:
        assert watched.starts[port][0] < starts[AT_A_TIME], "queued last, and not served last"


def test_requests_to_one_host_start_a_gap_apart(
    engine: Engine, watched: Watched, patient: Settings
) -> None:
    gap = 0.3
    _queue(engine, watched.ports[0], PAGES)
    _work(engine, patient.model_copy(update={"gap_seconds": gap}))
    starts = watched.starts[watched.ports[0]]
    assert len(starts) == PAGES
    # Where they arrive, the first and the last may be a little late; all together cannot hurry.
    assert starts[-1] - starts[0] > gap * (PAGES - 2)


def test_jobs_of_a_host_in_quiet_keep_their_place_and_are_not_worked(
    engine: Engine, watched: Watched, patient: Settings
) -> None:
    port = watched.ports[0]
    _queue(engine, port, 3)
    until = now() + timedelta(hours=1)
    with writing(engine) as connection:
        connection.execute(
            insert(HostRow).values(
                name=f"127.0.0.1:{port}", gap_seconds=1.0, failures=1, resume_at=until
            )
        )
        ids = connection.execute(select(JobRow.id)).scalars().all()
    assert jobs.drained(engine, patient), "nothing is to be done now"
    assert not jobs.work_next(engine, patient)
    for job_id in ids:
        assert jobs.work(engine, job_id, patient) == []
    assert watched.starts[port] == []
    with writing(engine) as connection:
        assert set(connection.execute(select(JobRow.state)).scalars()) == {"pending"}
        connection.execute(update(HostRow).values(resume_at=None))
    _work(engine, patient)
    assert len(watched.starts[port]) == 3
    with reading(engine) as connection:
        outcomes = connection.execute(
            select(FetchRow.outcome).where(FetchRow.url.not_like("%robots.txt"))
        ).scalars()
        assert set(outcomes) == {"http_error"}
