"""Whole names of voices, and whom pronouns, short forms and descriptions mean."""

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
            "The Committee to Protect Journalists said 12 reporters were jailed.",
            "12 reporters were jailed",
            "Committee to Protect Journalists",
        ),
        (
            "According to the Centers for Road Safety and Transport (CRST), it fell.",
            "it fell",
            "Centers for Road Safety and Transport",
        ),
        (
            "The Department of Health and Human Services met. HHS said the ward was open.",
            "the ward was open",
            "Department of Health and Human Services",
        ),
        (
            "The Ministry of Labour, Family and Social Affairs said it fell.",
            "it fell",
            "Ministry of Labour, Family and Social Affairs",
        ),
        ("The University of Oslo said it fell.", "it fell", "University of Oslo"),
        ("The Court of Appeal in Orlin said it fell.", "it fell", "Court of Appeal"),
        (
            "Frogs sleep with one eye open, said study co-author Hana Ruzek, a zoologist.",
            "Frogs sleep with one eye open",
            "Hana Ruzek",
        ),
        ("Co-chair Hana Ruzek told the crew that it fell.", "it fell", "Hana Ruzek"),
        ("American Jonas Tarr said it fell.", "it fell", "Jonas Tarr"),
        ("American Airlines said it fell.", "it fell", "American Airlines"),
        ('"It fell," said Tomas "Red" Halloran, a pilot.', "It fell", 'Tomas "Red" Halloran'),
        ("Denzel Washington left. Washington said it fell.", "it fell", "Denzel Washington"),
        ("Washington said it fell.", "it fell", "United States"),
        (
            "US President Donald Hale left. The US President said the pier was gone.",
            "the pier was gone",
            "Donald Hale",
        ),
        (
            "The Ministry of Trade met. The ministry said the port was open.",
            "the port was open",
            "Ministry of Trade",
        ),
        (
            "The health ministry met. The ministry said the port was open.",
            "the port was open",
            "health ministry",
        ),
        (
            "The Orlin Gazette broke the story. The paper said the mayor lied.",
            "the mayor lied",
            "Orlin Gazette",
        ),
        ("The paper said the mayor lied.", "the mayor lied", None),
        (
            "The airline cut 40 flights in January, it said.",
            "The airline cut 40 flights",
            "airline",
        ),
        ("Ana Lind sued Emil Sorg over his claim that it fell.", "it fell", "Emil Sorg"),
        # The subject of the main clause is meant, also after "it was" and in an apposition.
        (
            'After Lily Hale won, it was Katie Lind who led. "We are ready," she said.',
            "We are ready",
            "Katie Lind",
        ),
        (
            '"It fell," said Omar Hale. A mason from the bank, Tom Ansin, left. "No," he said.',
            "No",
            "Tom Ansin",
        ),
        ("Novelist Jo Watson said it fell.", "it fell", "Jo Watson"),
        ("House Speaker Tim Moore said it fell.", "it fell", "Tim Moore"),
        ("Ana Brandt, 34, left. The 34-year-old said it fell.", "it fell", "Ana Brandt"),
        (
            "Sen. Jon Lind met Sen. Al Falk. Lind left. The senator said it fell.",
            "it fell",
            "Jon Lind",
        ),
        (
            "Irish president Tom Hale met Dutch head Al Falk. The Irish president said it fell.",
            "it fell",
            "Tom Hale",
        ),
        (
            "The World Health Organization (WHO) opened a ward. WHO said 40 people died.",
            "40 people died",
            "World Health Organization",
        ),
        # The leader of another body who is named later is not meant.
        (
            "It rained. It was cold. A rebel leader said it fell. Army leader Otto Falk left.",
            "it fell",
            None,
        ),
    ],
)
def test_names_are_whole_and_short_forms_are_resolved(
    text: str, evidence: str, name: str | None, language_model: Language
) -> None:
    found = next(c for c in _claims(text, language_model) if evidence in c.evidence_text[0])
    assert found.chain[0].name == name


def test_speakers_with_appositions_speak_together(language_model: Language) -> None:
    text = "Reed, a Republican, and Hale, a Democrat, said the bill was dead."
    claim = _claim(text, "the bill was dead", language_model)
    assert [link.name for link in claim.chain] == ["Reed", "Hale"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Linda Brandt and Otto Falk met the crew. They said the pier was gone.",
            ["Linda Brandt", "Otto Falk"],
        ),
        (
            "Linda Brandt and Otto Falk met the crew. Both said the pier was gone.",
            ["Linda Brandt", "Otto Falk"],
        ),
        (
            "Linda Brandt is married to Otto Falk. The couple said the pier was gone.",
            ["Linda Brandt", "Otto Falk"],
        ),
        (
            "Ana Lind and Otto Falk met the crew. Officials came. They said the pier was gone.",
            [None],
        ),
    ],
)
def test_persons_named_together_are_meant_together(
    text: str, names: list[str | None], language_model: Language
) -> None:
    claim = _claim(text, "the pier was gone", language_model)
    assert [link.name for link in claim.chain] == names
