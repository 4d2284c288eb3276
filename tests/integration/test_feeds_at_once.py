"""All feeds of the shared data at once, checked by the bench that prints the figures."""

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, SHARED_DATA


@pytest.mark.skipif(
    not (SHARED_DATA / "feeds").exists(), reason=f"no feeds at {SHARED_DATA}, see SHARED_DATA"
)
def test_every_entry_of_148_feeds_is_stored_once() -> None:
    ended = subprocess.run(
        [sys.executable, ROOT / "bench" / "feeds_at_once.py"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    counts = re.search(
        r"(\d+) feeds, (\d+) entries seen by feedparser, (\d+) stored", ended.stdout
    )
    assert counts
    feeds, seen, stored = map(int, counts.groups())
    assert feeds == 148
    assert stored >= seen > 1_000
    assert "0 doubled" in ended.stdout
    assert "0 tracebacks" in ended.stdout
