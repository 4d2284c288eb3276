"""Feeds of the wild and pages of the web, as shared data has them: nothing missed, floors held."""

import csv
import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.parse.feeds import read_feed
from worker.parse.page import read_page

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
PAGE_F1_FLOOR = 0.978
SHINGLE = 4

needs_feeds = pytest.mark.skipif(
    not (SHARED / "feeds").is_dir(), reason=f"no shared feeds under {SHARED}"
)
needs_pages = pytest.mark.skipif(
    not (SHARED / "pages").is_dir(), reason=f"no shared pages under {SHARED}"
)
needs_pairs = pytest.mark.skipif(
    not (SHARED / "duplicates").is_dir(), reason=f"no shared address pairs under {SHARED}"
)


@needs_feeds
def test_every_entry_of_every_feed_comes_out() -> None:
    with (SHARED / "feeds" / "index.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    missed = {}
    for row in rows:
        body = (SHARED / "feeds" / "files" / row["file"]).read_bytes()
        try:
            entries = read_feed(body, url="https://gazette.example/feed").entries
        except RejectedError:
            entries = ()
        assert len({entry.key for entry in entries}) == len(entries), row["file"]
        least = max(int(row["feedparser_entries"]), int(row["expected_entries"] or 0))
        exact = int(row["expected_entries"]) if row["expected_entries"] else None
        if len(entries) < least or exact not in {None, len(entries)}:
            missed[row["file"]] = (len(entries), least, exact)
    assert len(rows) > 100
    assert missed == {}


@needs_pages
def test_page_text_holds_its_floor() -> None:
    gold = json.loads((SHARED / "pages" / "ground-truth.json").read_text("utf-8"))
    precision, recall = 0.0, 0.0
    for name, row in gold.items():
        body = gzip.decompress((SHARED / "pages" / "html" / f"{name}.html.gz").read_bytes())
        try:
            text = read_page(body, url=row["url"]).text
        except RejectedError:
            text = ""
        want, got = _shingles(row["articleBody"]), _shingles(text)
        hits = (want & got).total()
        precision += hits / got.total() if got else float(not want)
        recall += hits / want.total() if want else 1.0
    precision, recall = precision / len(gold), recall / len(gold)
    assert 2 * precision * recall / (precision + recall) >= PAGE_F1_FLOOR


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[i : i + SHINGLE]) for i in starts)


@needs_pairs
def test_addresses_are_told_apart_and_together() -> None:
    pairs = json.loads((SHARED / "duplicates" / "url_pairs.json").read_text("utf-8"))
    wrong = [
        pair["what"]
        for pair in pairs
        if (url_key(pair["a"]) == url_key(pair["b"])) != pair["same"]
    ]
    assert wrong == []
