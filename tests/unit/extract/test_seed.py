"""The claims of the seed article: chains, counts, charges, silences and hedges."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Article, Claim, Extraction

SEED = Path(__file__).parents[3] / "seeds" / "articles" / "000_66fdf2b2bf9b49c8.txt"


@pytest.fixture(scope="module")
def article() -> Article:
    return read_text(SEED.read_text(encoding="utf-8"), published=date(2025, 1, 13))


@pytest.fixture(scope="module")
def extraction(article: Article, language_model: Language) -> Extraction:
    return extract(article, language_model)


def _claims(extraction: Extraction, words: str) -> list[Claim]:
    return [claim for claim in extraction.claims if words in " … ".join(claim.evidence_text)]


def _names(claim: Claim) -> list[str | None]:
    return [link.name for link in claim.chain]


def test_killed_and_injured_are_two_claims_with_the_same_chain(extraction: Extraction) -> None:
    killed = next(c for c in _claims(extraction, "Around 300") if c.section == "body")
    injured = next(c for c in _claims(extraction, "2,700 injured") if c.section == "body")
    assert killed is not injured
    for claim in (killed, injured):
        assert claim.chain[0].name == "Lee Seong-kweun"
        assert claim.chain[0].mention is not None
        assert claim.chain[1].role in {"original", "relay"}
        assert "spy agency" in (claim.chain[1].name or "")
        assert claim.factuality == "asserted"
    assert [(q.value, q.comparator, q.property) for q in killed.quantities] == [
        (300.0, "approx", "killed")
    ]
    assert [(q.value, q.property) for q in injured.quantities] == [(2700.0, "injured")]


def test_three_accusing_states_are_three_voices(extraction: Extraction) -> None:
    charges = _claims(extraction, "sending more than 10,000 soldiers")
    assert {claim.section for claim in charges} == {"dek", "body"}
    for claim in charges:
        assert claim.factuality == "accused"
        assert _names(claim) == ["Ukraine", "United States", "South Korea"]
        assert [link.group for link in claim.chain] == [0, 1, 2]
        assert {link.position for link in claim.chain} == {0}
        assert [(q.value, q.low, q.comparator) for q in claim.quantities] == [
            (10000.0, 10000.0, "gt")
        ]


def test_reportedly_hedges_and_adds_hearsay(extraction: Extraction) -> None:
    (claim,) = _claims(extraction, "has reportedly expanded")
    assert claim.factuality == "hedged"
    assert claim.chain[0].name == "Lee Seong-kweun"
    assert claim.chain[-1].role == "hearsay"


def test_capitals_that_acknowledge_nothing_are_holders_and_deny_nothing(
    extraction: Extraction,
) -> None:
    claims = _claims(extraction, "North Koreans have been deployed to fight")
    assert [_names(claim) for claim in claims] == [[None, "Russia"], [None, "North Korea"]]
    for claim in claims:
        assert claim.factuality == "unacknowledged"
        assert [link.role for link in claim.chain] == ["narrator", "holder"]
    assert not [claim for claim in extraction.claims if claim.factuality == "denied"]


def test_he_in_the_sentence_on_memos_is_the_lawmaker(extraction: Extraction) -> None:
    (claim,) = _claims(extraction, "memos found on deceased soldiers indicate")
    assert claim.chain[0].name == "Lee Seong-kweun"
    assert claim.chain[-1].role == "evidence"
    assert claim.speech == "direct"


def test_a_capital_in_the_headline_means_its_state(extraction: Extraction) -> None:
    (claim,) = [claim for claim in extraction.claims if claim.section == "headline"]
    assert claim.evidence_text == ("300 North Korean soldiers killed fighting in Ukraine",)
    assert _names(claim) == ["South Korea"]


def test_the_day_of_saying_is_inherited_by_the_same_voice(extraction: Extraction) -> None:
    (claim,) = _claims(extraction, "memos found on deceased soldiers indicate")
    assert claim.said_at is not None
    assert claim.said_at.value == date(2025, 1, 13)
    assert claim.said_at.span is None


def test_source_lines_photo_credits_and_cues_are_in_no_claim(extraction: Extraction) -> None:
    words = " ".join(text for claim in extraction.claims for text in claim.evidence_text)
    assert "SOURCE" not in words
    assert "Photo" not in words
    assert "told reporters" not in words
