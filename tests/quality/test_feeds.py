"""Real feeds of the shared data: no entry is missed."""

import csv
import os
from pathlib import Path

import pytest

from worker.errors import RejectedError
from worker.parse.feeds.reader import read_feed

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")

needs_feeds = pytest.mark.skipif(
    not (SHARED / "feeds").is_dir(), reason=f"no shared feeds under {SHARED}"
)


@needs_feeds
def test_every_entry_of_every_feed_is_read() -> None:
    with (SHARED / "feeds" / "index.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    missed = {}
    for row in rows:
        body = (SHARED / "feeds" / "files" / row["file"]).read_bytes()
        try:
            feed = read_feed(body, url="https://gazette.example/feed")
        except RejectedError:
            entries = ()
        else:
            assert feed.cut is None, row["file"]
            entries = feed.entries
        assert len({entry.key for entry in entries}) == len(entries), row["file"]
        least = max(int(row["feedparser_entries"]), int(row["expected_entries"] or 0))
        exact = int(row["expected_entries"]) if row["expected_entries"] else None
        if len(entries) < least or exact not in {None, len(entries)}:
            missed[row["file"]] = (len(entries), least, exact)
    assert len(rows) > 100
    assert missed == {}
