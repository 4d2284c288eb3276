"""Entries and pages read a CPU second, as a share of the libraries' rate in the same run.

usage: parse_rate.py [ROUNDS]   (3 by default)

Reads the feeds and pages of $SHARED_DATA (../shared/data by default), and reports if they are
missing. Both sides get the same bytes in one process, in turns: feedparser with sanitising and
resolving off, trafilatura with its defaults and with metadata. The best round of each counts.
"""

import csv
import gzip
import io
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import trafilatura

from worker.errors import RejectedError
from worker.parse.feeds.reader import read_feed
from worker.parse.pages.page import read_page

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
URL = "https://gazette.example/feed"


def bare_feed(body: bytes) -> int:
    """Return how many entries feedparser alone finds."""
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return len(parsed["entries"])


def our_feed(body: bytes) -> int:
    """Return how many entries the parse step finds."""
    try:
        return len(read_feed(body, url=URL).entries)
    except RejectedError:
        return 0


def bare_page(body: bytes) -> int:
    """Return 1 if trafilatura finds a page."""
    return int(trafilatura.bare_extraction(body, url=URL, with_metadata=True) is not None)


def our_page(body: bytes) -> int:
    """Return 1 if the parse step finds a page."""
    try:
        read_page(body, url=URL)
    except RejectedError:
        return 0
    return 1


def feeds() -> list[bytes]:
    """Return the bodies of the shared feeds in which feedparser finds entries."""
    with (SHARED / "feeds" / "index.tsv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["feedparser_entries"]]
    found = [row["file"] for row in rows if int(row["feedparser_entries"])]
    return [(SHARED / "feeds" / "files" / name).read_bytes() for name in found]


def pages() -> list[bytes]:
    """Return the bodies of the shared pages."""
    names = json.loads((SHARED / "pages" / "ground-truth.json").read_text("utf-8"))
    folder = SHARED / "pages" / "html"
    return [gzip.decompress((folder / f"{name}.html.gz").read_bytes()) for name in names]


def compare(
    bodies: list[bytes], sides: dict[str, Callable[[bytes], int]], *, rounds: int, unit: str
) -> None:
    """Print how many units each side finds a CPU second, and the second side's share."""
    seconds = dict.fromkeys(sides, float("inf"))
    counts = dict.fromkeys(sides, 0)
    for _ in range(rounds):
        for name, read in sides.items():
            began = time.process_time()
            counts[name] = sum(read(body) for body in bodies)
            seconds[name] = min(seconds[name], time.process_time() - began)
    for name in sides:
        rate = counts[name] / seconds[name]
        print(f"{name:<12} {rate:8,.1f} {unit}/s  {counts[name]:6,} in {seconds[name]:.2f} s")
    bare, ours = seconds.values()
    # Time for the same bytes, so that a side does not gain by finding less.
    print(f"{'ratio':<12} {bare / ours:8.2f}")


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if (SHARED / "feeds").is_dir():
        sides = {"feedparser": bare_feed, "read_feed": our_feed}
        compare(feeds(), sides, rounds=rounds, unit="entries")
    else:
        print(f"no shared feeds under {SHARED}")
    if (SHARED / "pages").is_dir():
        sides = {"trafilatura": bare_page, "read_page": our_page}
        compare(pages(), sides, rounds=rounds, unit="pages")
    else:
        print(f"no shared pages under {SHARED}")


if __name__ == "__main__":
    main()
