"""The polarity of claims: negations that are shared, and those beside what is claimed."""

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


@pytest.mark.parametrize("source", ["", "Ana Brandt said ", "The clerk believes that "])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the firm has not paid a fine or hidden a letter", ["negative", "negative"]),
        ("the firm had not broken any law or signed any paper", ["negative", "negative"]),
        ("the mayor never met the driver or sold him a car", ["negative", "negative"]),
        ("the men were not warned or given a map", ["negative", "negative"]),
        ("nobody shouted or left the hall", ["negative", "negative"]),
        ("no one paid the fine or closed the plant", ["negative", "negative"]),
        ("the men neither shouted nor left the hall", ["negative", "negative"]),
        ("the firm has not closed the plant but sold a part of it", ["negative", "positive"]),
    ],
)
def test_a_coordinated_verb_shares_the_negation_that_fits_it(
    source: str, content: str, expected: list[str], language_model: Language
) -> None:
    text = f"{source}{content}."
    assert [c.polarity for c in _claims(text[0].upper() + text[1:], language_model)] == expected


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The tools belong in a museum, not in a prison.", "positive"),
        ("The raid was a rescue, not a show.", "positive"),
        ("The fire began in the kitchen, not in the hall.", "positive"),
        ("The clerk won the vote not by force but by charm.", "positive"),
        ("There is no doubt the dam was closed.", "positive"),
        ("No doubt the dam was closed.", "positive"),
        ("The patients wait for days, if not weeks.", "positive"),
        ("It was vital not to close the dam.", "positive"),
        ("The clerk was hardly a friend of the firm.", "negative"),
        ("The board chose not to close the dam.", "negative"),
        ("There is no question of a sale.", "negative"),
    ],
)
def test_a_negation_beside_the_clause_does_not_negate_it(
    text: str, polarity: str, language_model: Language
) -> None:
    assert [c.polarity for c in _claims(text, language_model)] == [polarity]


def test_a_verb_in_another_form_does_not_share_a_negation(language_model: Language) -> None:
    found = _claims("The permit did not exist or contradicted the law.", language_model)
    assert [c.polarity for c in found] == ["negative", "positive"]


def test_a_negated_order_is_no_words_of_anybody(language_model: Language) -> None:
    (first, second) = _claims(
        "The mayor has never told a lie or asked a friend to tell one.", language_model
    )
    assert first.chain[0].role == second.chain[0].role == "narrator"
    assert (first.polarity, second.polarity) == ("negative", "negative")
