"""The signs of a claim, and the confidence that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.extract.claims.confidence import chance, signs
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

KINDS = [
    ("Bridge closed: mayor\n\nIt rained all day in the town.", "headline"),
    ("The bridge over the river was closed on Thursday.", "own_words"),
    ("The bridge was reportedly closed on Thursday.", "hearsay"),
    ("The council has not confirmed that the bridge was closed.", "silence"),
    ("A letter seen by the court says that the bridge was closed.", "document"),
    ("Ana Brandt said that the bridge was closed.", "indirect"),
    ('"The bridge was closed yesterday," Ana Brandt said.', "quoted"),
    ('"The dam is safe," Ana Brandt said. "The bridge was closed yesterday."', "running_on"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_claim_has_one_kind(language_model: Language, text: str, kind: str) -> None:
    article = read_text(text)
    found = [signs(claim, article.text) for claim in extract(article, language_model).claims]
    assert kind in {each[0] for each in found}


@pytest.mark.parametrize(
    ("text", "seen", "not_seen"),
    [
        ("It rained.", {"short", "begins_a_sentence", "ends_a_sentence"}, {"ample", "number"}),
        ("Ana Brandt said 12 houses had burned.", {"number", "short"}, {"begins_a_sentence"}),
        ("Ana Brandt said that nobody was hurt.", {"negative"}, {"open", "parted"}),
        ("Police accused the driver of theft.", {"open", "parted"}, {"negative"}),
        ("“The bridge was closed,” Ana Brandt said.", {"begins_a_sentence"}, {"ends_a_sentence"}),
        (
            "The bridge over the river was closed on Thursday after a week of heavy rain.",
            {"ample"},
            {"short", "long"},
        ),
    ],
)
def test_signs_of_a_claim(
    language_model: Language, text: str, seen: set[str], not_seen: set[str]
) -> None:
    (claim,) = extract(read_text(text), language_model).claims
    found = set(signs(claim, text))
    assert seen <= found
    assert not found & not_seen


def test_confidence_is_a_probability_that_signs_change() -> None:
    assert chance(0.0, {}, ()) == 0.5
    assert chance(0.0, {"short": -1.0}, ("short", "never_measured")) < 0.5
    assert 0 < chance(-9.0, {}, ()) < chance(0.0, {"ample": 1.0}, ("ample",)) < 1


def test_every_claim_has_a_confidence(language_model: Language) -> None:
    article = read_text("Ana Brandt said the bridge was closed. She denied that it had fallen.")
    claims = extract(article, language_model).claims
    assert claims
    assert all(claim.confidence and 0 < claim.confidence < 1 for claim in claims)
