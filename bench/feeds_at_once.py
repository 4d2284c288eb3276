"""All real and test feeds of $SHARED_DATA/feeds at once, from loopback, through `up --once`.

usage: feeds_at_once.py

Prints the numbers of entries that feedparser finds and that the ledger has, the time, and the
peak memory of every process; exits with 1 if an entry is missing or duplicated, or on a traceback.
"""

import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
from processes import print_memory, watch
from sqlalchemy import Engine, select

import migrations
from db.lookup import feeds as lookup
from db.models import ArticleRow, FeedEntryRow
from db.persist import jobs
from db.persist.feeds import NewFeed, add_feed
from db.session import engine_for, reading, writing
from seeds.loader import seed_feeds
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.flow.feed_turn import queue_feed
from worker.kinds import SEED

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
FILES = SHARED / "feeds" / "files"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Log nothing."""


def seen_by_feedparser(path: Path) -> int:
    """Return how many entries feedparser alone finds in a file."""
    return len(feedparser.parse(io.BytesIO(path.read_bytes())).entries)


def prepare(engine: Engine, port: int, paths: list[Path]) -> dict[int, Path]:
    """Add a feed for each file; return the files by the feeds' ids."""
    added = {}
    with writing(engine) as connection:
        for shipped in seed_feeds():  # they are on the web, and so left out
            jobs.record(connection, SEED, f"feeds/{shipped.url_key}", {}, now=now())
        for path in paths:
            url = f"http://127.0.0.1:{port}/{path.name}"
            feed = NewFeed(url, url_key(url), path.stem, "bench", None, ("127.0.0.1",))
            feed_id = add_feed(connection, feed, now=now())
            if feed_id is None:
                raise RuntimeError(f"two files are one feed: {path.name}")
            queue_feed(connection, feed_id, now())
            added[feed_id] = path
    return added


def main() -> int:
    """Print the figures; return the exit code."""
    if not FILES.exists():
        print(f"no feeds at {FILES}: nothing is measured")
        return 0
    paths = sorted(path for path in FILES.iterdir() if path.is_file())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(FILES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        engine = engine_for(f"sqlite:///{home}/reportedly.sqlite")
        migrations.upgrade(engine)
        feeds = prepare(engine, server.server_port, paths)
        began = time.monotonic()
        # Offline: entries link to pages on the web; the feed's text is kept instead.
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests" / "offline"),
            "REPORTEDLY_HOME": home,
            "REPORTEDLY_POLL": "1",
            "REPORTEDLY_MAX_ATTEMPTS": "1",
            # All of them are on one host, this machine, which needs no gap.
            "REPORTEDLY_GAP_SECONDS": "0",
        }
        with (Path(home) / "up.log").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "worker", "up", "--once"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            memory = watch(process)
        seconds = time.monotonic() - began
        log = (Path(home) / "up.log").read_text()
        wrong = report(engine, feeds)
        engine.dispose()
    server.shutdown()
    tracebacks = log.count("Traceback")
    print(
        f"up --once ended with {process.returncode} after {seconds:.0f} s, {tracebacks} tracebacks"
    )
    print_memory(memory)
    return int(bool(wrong or tracebacks or process.returncode))


def report(engine: Engine, feeds: dict[int, Path]) -> int:
    """Print and return the number of feeds in which ledger and feedparser differ."""
    with reading(engine) as connection:
        stored = lookup.entry_counts(connection)
        keys = connection.execute(select(FeedEntryRow.feed_id, FeedEntryRow.entry_key)).all()
        articles = len(connection.execute(select(ArticleRow.id)).all())
        states = {feed.id: feed for feed in lookup.all_feeds(connection)}
    wrong = 0
    seen = 0
    for feed_id, path in feeds.items():
        expected = seen_by_feedparser(path)
        seen += expected
        if stored.get(feed_id, 0) < expected:
            wrong += 1
            why = states[feed_id].reason
            print(f"{path.name}: {expected} seen, {stored.get(feed_id, 0)} stored ({why})")
    doubled = len(keys) - len({tuple(key) for key in keys})
    print(
        f"{len(feeds)} feeds, {seen} entries seen by feedparser, {sum(stored.values())} stored, "
        f"{doubled} doubled, {articles} articles"
    )
    return wrong + doubled


if __name__ == "__main__":
    sys.exit(main())
