"""When something was said: a day that is named once holds for the rest of the conversation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

MONDAY = date(2025, 1, 13)
FRIDAY = date(2025, 1, 10)


def _days(text: str, language_model: Language) -> list[date | None]:
    """The day of each claim that the article does not make itself."""
    sections = (Section("body", Span(0, len(text))),)
    claims = extract(Article(text, sections, "key", published=MONDAY), language_model).claims
    return [
        claim.said_at.value if claim.said_at else None
        for claim in claims
        if claim.chain[0].role != "narrator"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brandt spoke to reporters on Friday. Brandt said the bridge fell.",
        'In an interview on Friday, Ana Brandt defended it. "It is sound," Brandt said.',
        "The mayor, Ana Brandt, addressed the council on Friday. Brandt said it was over.",
        "Ana Brandt said it fell. She talked to the radio on Friday. Brandt said two men left.",
        "Police said on Friday that a man fell. Police said that he was tall.",
    ],
)
def test_a_day_holds_for_what_follows(language_model: Language, text: str) -> None:
    assert _days(text, language_model)[-1] == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brandt met the council on Friday. Brandt said the bridge fell.",
        "Ana Brandt spoke to reporters on Friday. Leo Holt said the bridge fell.",
        "Ana Brandt spoke to reporters in the hall. Brandt said the bridge fell.",
    ],
)
def test_other_days_are_not_those_of_the_saying(language_model: Language, text: str) -> None:
    assert _days(text, language_model)[-1] is None
