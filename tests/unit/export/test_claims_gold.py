"""The exchange format: every field of a claim is in the JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from worker.export.claims_gold import to_attributions, to_claims_gold
from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "Around 30 people were hurt on Monday, mayor Ana Brandt said."


def test_claims_are_exported_as_claims_gold(language_model: Language) -> None:
    article = read_text(TEXT, title="Hurt", published=date(2024, 5, 8))
    row = json.loads(json.dumps(to_claims_gold("a1", article, extract(article, language_model))))
    assert row["id"] == "a1"
    assert row["text"] == TEXT
    assert row["published"] == "2024-05-08"
    (claim,) = row["claims"]
    assert claim["id"] == "c01"
    assert claim["voice"] == "attributed"
    assert claim["evidence_text"] == [TEXT[s:e] for s, e in claim["evidence"]]
    assert claim["chain"][0]["name"] == "Ana Brandt"
    (quantity,) = claim["quantities"]
    assert quantity["approx"] is True
    assert claim["event_time"]["value"] == "2024-05-06"


def test_attributions_are_exported_as_rows(language_model: Language) -> None:
    article = read_text(TEXT)
    row = to_attributions("a1", article, extract(article, language_model))
    assert row["attributions"] == [
        {"source": [[38, 54]], "cue": [[55, 59]], "content": [[0, 36]]},
    ]
