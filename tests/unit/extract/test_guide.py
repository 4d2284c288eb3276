"""The examples of docs/claims.md are what the program prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from worker.export.claims_gold import to_claims_gold
from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
SEED = "seeds/articles/000_66fdf2b2bf9b49c8.txt"
TEXT = (ROOT / SEED).read_text(encoding="utf-8")

ROW = re.compile(r"^\| `([a-z_]+)` \| .*? \| (.+) \|$", re.MULTILINE)


def _rows(heading: str) -> list[tuple[str, str]]:
    """The first and last columns of the table with this heading."""
    table = re.search(rf"^\| {heading} \|.*\n(?:\|.*\n)+", GUIDE, re.MULTILINE)
    assert table, heading
    found = ROW.findall(table[0])
    assert len(found) == table[0].count("\n") - 2, "every row is read"
    return found


def _printed(text: str, name: str, model: Language) -> dict[str, Any]:
    article = read_text(text)
    printed = json.dumps(to_claims_gold(name, article, extract(article, model)))
    return json.loads(printed)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def seed(language_model: Language) -> dict[str, Any]:
    """The printed extraction of the seed article."""
    return {**_printed(TEXT, SEED, language_model), "language": "en"}


def _parts(seed: dict[str, Any], heading: str) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = seed["claims"]
    return {
        "field of an article": [seed],
        "field": claims,
        "field of a link": [link for claim in claims for link in claim["chain"]],
        "field of a time": [claim[at] for claim in claims for at in TIMES if claim[at]],
        "field of a place": [place for claim in claims for place in claim["places"]],
        "quantity": [number for claim in claims for number in claim["quantities"]],
    }[heading]


TIMES = ("said_at", "event_time")
FIELDS = ("field of an article", "field of a link", "field of a time", "field of a place")


def test_the_claim_of_the_guide_is_what_is_printed(seed: dict[str, Any]) -> None:
    block = re.search(r"```json\n(.+?)```", GUIDE, re.DOTALL)
    assert block
    assert json.loads(block[1]) in seed["claims"]


@pytest.mark.parametrize("heading", FIELDS)
def test_every_field_has_a_value_from_the_seed(seed: dict[str, Any], heading: str) -> None:
    parts = _parts(seed, heading)
    rows = dict(_rows(heading))
    assert set(rows) == set(parts[0])
    _assert_printed(rows, parts)


def test_every_field_of_a_claim_has_a_value_from_the_seed(seed: dict[str, Any]) -> None:
    claims, numbers = _parts(seed, "field"), _parts(seed, "quantity")
    tables = re.findall(r"^\| field \|.*\n(?:\|.*\n)+", GUIDE, re.MULTILINE)
    of_claim, of_quantity = (dict(ROW.findall(table)) for table in tables)
    assert set(of_claim) == set(claims[0])
    assert set(of_quantity) == {*numbers[0], "implicit"}
    _assert_printed(of_claim, claims)
    _assert_printed(of_quantity, numbers)


def _assert_printed(rows: dict[str, str], parts: list[dict[str, Any]]) -> None:
    for name, cell in rows.items():
        if cell.startswith("`"):
            assert json.loads(cell.strip("`")) in [part[name] for part in parts], name


def _labels(claim: dict[str, Any]) -> set[str]:
    numbers = claim["quantities"]
    return {
        *(claim[name] for name in ("factuality", "polarity", "speech")),
        *(link["role"] for link in claim["chain"]),
        *(number[name] for number in numbers for name in ("comparator", "property")),
        *("implicit" for number in numbers if "implicit" in number),
    }


EXAMPLES = [
    row
    for heading in ("role", "label", "value", "comparator", "property")
    for row in _rows(heading)
] + [row for row in ROW.findall(GUIDE) if row[0] == "implicit"]


@pytest.mark.parametrize(("label", "example"), EXAMPLES)
def test_every_label_has_a_sentence_that_gets_it(
    seed: dict[str, Any], language_model: Language, label: str, example: str
) -> None:
    if example.startswith("* "):
        claims = _printed(example[2:], "own", language_model)["claims"]
    else:
        start = TEXT.index(example)
        end = start + len(example)
        spans = [(claim, claim["evidence"]) for claim in seed["claims"]]
        claims = [claim for claim, at in spans if at[0][0] < end and at[-1][1] > start]
    assert label in {found for claim in claims for found in _labels(claim)}
