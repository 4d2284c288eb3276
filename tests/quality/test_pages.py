"""Real pages of the shared data: all are read, and the floor only rises."""

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from worker.parse.pages.page import read_page

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
F1_FLOOR = 0.987
SHINGLE = 4

needs_pages = pytest.mark.skipif(
    not (SHARED / "pages").is_dir(), reason=f"no shared pages under {SHARED}"
)


@needs_pages
def test_every_page_is_read_and_the_texts_reach_their_floor() -> None:
    gold = json.loads((SHARED / "pages" / "ground-truth.json").read_text("utf-8"))
    assert len(gold) > 80
    precision, recall = 0.0, 0.0
    for name, row in gold.items():
        body = gzip.decompress((SHARED / "pages" / "html" / f"{name}.html.gz").read_bytes())
        page = read_page(body, url=row["url"])
        want, got = _shingles(row["articleBody"]), _shingles(page.text)
        hits = (want & got).total()
        precision += hits / got.total() if got else float(not want)
        recall += hits / want.total() if want else 1.0
    precision, recall = precision / len(gold), recall / len(gold)
    assert 2 * precision * recall / (precision + recall) >= F1_FLOOR


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[i : i + SHINGLE]) for i in starts)
