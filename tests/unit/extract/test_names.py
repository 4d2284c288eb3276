"""Whom a source means: reporters, the police, "it", outlets, bodies, and who quotes whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Claim


def _claims(text: str, language_model: Language) -> tuple[Claim, ...]:
    article = Article(text, (Section("body", Span(0, len(text))),), "key")
    return extract(article, language_model).claims


def _claim(text: str, evidence: str, language_model: Language) -> Claim:
    return next(c for c in _claims(text, language_model) if c.evidence_text == (evidence,))


@pytest.mark.parametrize(
    ("text", "evidence", "name"),
    [
        (
            "The BBC's Tove Lind was at the harbour. Our correspondent says the pier was gone.",
            "the pier was gone",
            "Tove Lind",
        ),
        (
            "Malmo police closed the bridge. Police said the bridge was icy.",
            "the bridge was icy",
            "Malmo police",
        ),
        (
            "Refugees said the hall was full. The Orlo Union runs it - it denies the hall is hot.",
            "the hall is hot",
            "Orlo Union",
        ),
        (
            "The Harbour Gazette has the story. The pier is gone, the news site notes.",
            "The pier is gone",
            "Harbour Gazette",
        ),
        (
            "The Republican Housing Committee met. The RHC says rents will rise.",
            "rents will rise",
            "Republican Housing Committee",
        ),
        (
            'Rents will rise, the Harbour Gazette\'s "Street Talk" reported.',
            "Rents will rise",
            "Harbour Gazette",
        ),
        ("As the Harbour Gazette notes, rents were cut.", "rents were cut", "Harbour Gazette"),
        ("Rents were cut, the Harbour Gazette reports.", "Rents were cut", "Harbour Gazette"),
        ("According to Lind two piers were gone.", "two piers were gone", "Lind"),
        (
            "Police identified the driver as Otto Falk.",
            "the driver as Otto Falk",
            "police",
        ),
    ],
)
def test_the_first_voice(text: str, evidence: str, name: str, language_model: Language) -> None:
    assert _claim(text, evidence, language_model).chain[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "The ministry, quoted by the agency Orlo, said that the pier was gone.",
        "The ministry was quoted by the agency Orlo as saying that the pier was gone.",
        "The ministry was quoted as saying by the Orlo Gazette that the pier was gone.",
    ],
)
def test_who_quotes_stands_nearer(text: str, language_model: Language) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("the pier was gone",)
    outlet, ministry = claim.chain
    assert (outlet.position, outlet.role) == (0, "relay")
    assert outlet.name in {"Orlo", "Orlo Gazette"}
    assert (ministry.position, ministry.role, ministry.name) == (1, "original", "ministry")


@pytest.mark.parametrize(
    "text",
    [
        "Police said that nobody claimed the bag was lost.",
        "When the train stopped, the two argued again.",
        "The court will decide who was at fault.",
    ],
)
def test_who_says_nothing(text: str, language_model: Language) -> None:
    voices = {
        link.name or link.descriptor for c in _claims(text, language_model) for link in c.chain
    }
    assert voices <= {"police", "the article itself", None}


def test_a_source_that_asks_not_to_be_named_claims_nothing_by_it(language_model: Language) -> None:
    text = "The pier was gone, said two guards who asked not to be named."
    attributed = [c for c in _claims(text, language_model) if c.chain[0].role != "narrator"]
    assert [claim.evidence_text for claim in attributed] == [("The pier was gone",)]
