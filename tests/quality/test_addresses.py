"""Pairs of addresses in the shared data: one page or two."""

import json
import os
from pathlib import Path

import pytest

from worker.deduplicate.urls import url_key

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
PAIRS = SHARED / "duplicates" / "url_pairs.json"


@pytest.mark.skipif(not PAIRS.is_file(), reason=f"no shared address pairs under {SHARED}")
def test_same_pages_share_a_key_and_different_pages_do_not() -> None:
    pairs = json.loads(PAIRS.read_text("utf-8"))
    wrong = [
        pair["what"]
        for pair in pairs
        if (url_key(pair["a"]) == url_key(pair["b"])) != pair["same"]
    ]
    assert len(pairs) > 20
    assert wrong == []
