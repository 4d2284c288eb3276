"""Whole claims of ordinary news: evidence, voices, factuality, quantities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Claim

MONDAY = date(2025, 1, 13)
WATCHED = (
    "The case is being heard by the Dover court, and is being watched by Attorney Ana Lind of "
    "Weston, and Attorney Omar Hale."
)
EARNED = (
    "After the sale Hale's U.S. Operating income will be comparable to that it earns in the U.K."
)


def _claims(text: str, language_model: Language) -> tuple[Claim, ...]:
    sections = (Section("body", Span(0, len(text))),)
    return extract(Article(text, sections, "key", published=MONDAY), language_model).claims


def _evidence(claim: Claim) -> str:
    return " … ".join(claim.evidence_text)


def _voices(claim: Claim) -> list[str]:
    return [f"{link.role} {link.name or link.descriptor}" for link in claim.chain]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        # A relative clause after an attribution takes its subject from it.
        (
            '"It works," said Lind, who is a member of the board.',
            ["It works", "Lind … who is a member of the board"],
        ),
        # One object of two verbs makes one claim; verbs without an object are two.
        ("He sold or lent more than 40 boats.", ["He sold or lent more than 40 boats"]),
        ("Dow stopped and ate lunch.", ["Dow stopped", "Dow … ate lunch"]),
        # The antecedent of "who" is not a place, and that of "which" is not a day.
        (
            "The board returned the report on Dec. 2, 2015, which lists 25 faults.",
            [
                "The board returned the report on Dec. 2, 2015",
                "the report … which lists 25 faults",
            ],
        ),
        (
            "Hale gave it to an individual he met on the dark net, who sold the files to others.",
            [
                "Hale gave it to an individual he met on the dark net",
                "an individual … who sold the files to others",
            ],
        ),
        # A list of acts, a time without a conjunction and a comparison belong to their clause.
        (
            "Hale was fined for opening a mine without leave, telling a lie and fleeing home.",
            ["Hale was fined for opening a mine without leave, telling a lie and fleeing home"],
        ),
        (
            "According to the letter, beginning in March 2014, Hale moved the boats.",
            ["beginning in March 2014, Hale moved the boats"],
        ),
        (
            "The library runs in memory each time Dow runs.",
            ["The library runs in memory each time Dow runs"],
        ),
        (
            "Lind went on to lose almost as badly as Hale did.",
            ["Lind went on to lose almost as badly as Hale did"],
        ),
        (
            "Lind would like to see more farmers apply and be chosen for these courses.",
            ["Lind would like to see more farmers apply and be chosen for these courses"],
        ),
        (
            "Hale was fined for opening a closed mine, telling a lie to police and fleeing home.",
            ["Hale was fined for opening a closed mine, telling a lie to police and fleeing home"],
        ),
        # A coordinated subject is shared as a whole.
        (
            "Chaney and others forged the checks and then brought them to Hale.",
            [
                "Chaney and others forged the checks",
                "Chaney and others … then brought them to Hale",
            ],
        ),
        # A modifier after the first of two participles does not belong to the second.
        (
            "Police said Omar Hale was arrested around noon on Friday and jailed for two years.",
            [
                "Omar Hale was arrested around noon on Friday",
                "Omar Hale was … jailed for two years",
            ],
        ),
        # A noun belongs to the verb right before it.
        (
            WATCHED,
            [
                "The case is being heard by the Dover court",
                "The case … is being watched by Attorney Ana Lind of Weston … Attorney Omar Hale",
            ],
        ),
        # A lead-in to a list or a quotation is not a claim.
        ("Other funds in the bill include:\n$40,000 for a mill", ["$40,000 for a mill"]),
        ("Lind explained the plan by saying: “It works.”", ["It works"]),
        ("Never mind whether it works.", []),
        # A preposition is not a conjunction.
        (
            EARNED,
            [
                "After the sale Hale's U.S. Operating income will be comparable to that",
                "it earns in the U.K.",
            ],
        ),
    ],
)
def test_evidence_is_the_smallest_clause(
    text: str, evidence: list[str], language_model: Language
) -> None:
    assert [_evidence(claim) for claim in _claims(text, language_model)] == evidence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A silence coordinated with a saying is narrated; the speaker is its holder.
        (
            "Brandt said the firm was sound, but declined to comment on the deal.",
            {
                "the firm was sound": ["speaker Brandt"],
                "Brandt … declined to comment on the deal": ["narrator None", "holder Brandt"],
            },
        ),
        (
            "A spokesman said the firm was aware of the report but declined to comment further.",
            {
                "the firm was aware of the report": ["speaker a spokesman"],
                "A spokesman … declined to comment further": [
                    "narrator None",
                    "holder a spokesman",
                ],
            },
        ),
        (
            '"The firm is sound," Brandt said, declining to comment further.',
            {
                "The firm is sound": ["speaker Brandt"],
                "Brandt … declining to comment further": ["narrator None", "holder Brandt"],
            },
        ),
        (
            "Lind said the firm would borrow, but he did not give details.",
            {
                "the firm would borrow": ["speaker Lind"],
                "he did not give details": ["narrator None", "holder Lind"],
            },
        ),
        # A comma after "that" opens an adverbial of the content.
        (
            "In his plea, Hale admitted that, in April 2013, he moved the boats.",
            {"in April 2013, he moved the boats": ["speaker Hale"]},
        ),
        # A negated cue of conclusion reports nothing.
        (
            "Lind said the board did not conclude that the offer was fair.",
            {"the board did not conclude that the offer was fair": ["speaker Lind"]},
        ),
        # "Keep from" reports nothing, nor does a participle with another agent.
        (
            "The plan to stop Donald Trump from claiming the nomination is a classic play.",
            {
                "The plan to stop Donald Trump from claiming the nomination is a classic play": [
                    "narrator None"
                ]
            },
        ),
        (
            "Lind and Hale floated the notion of admitting farmers from Dover.",
            {
                "Lind and Hale floated the notion of admitting farmers from Dover": [
                    "narrator None"
                ]
            },
        ),
        (
            "The ruling announced Thursday by Judge Ana Lind clears the way for a trial.",
            {
                "The ruling announced Thursday by Judge Ana Lind clears the way for a trial": [
                    "narrator None"
                ]
            },
        ),
        # A firm with several names is one voice.
        (
            "Hale, Lind and Partners said that the offer was low.",
            {"the offer was low": ["speaker Hale"]},
        ),
    ],
)
def test_claims_have_their_voices(
    text: str, found: dict[str, list[str]], language_model: Language
) -> None:
    assert {_evidence(c): _voices(c) for c in _claims(text, language_model)} == found


def test_offering_a_loan_is_not_speech(language_model: Language) -> None:
    text = 'In 2009, when Omar Hale offered farms loans of grain, "farms were losing money. "'
    text += 'They needed it," Lind said.'
    assert "speaker Omar Hale" not in {
        v for c in _claims(text, language_model) for v in _voices(c)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A charge shares the auxiliary of the verb before it, and its subject.
        (
            "Omar Hale was arrested at noon on Friday and charged with theft.",
            {
                "Omar Hale was arrested at noon on Friday": "asserted",
                "Omar Hale … theft": "accused",
            },
        ),
        (
            "A clerk has been charged in the 1967 killings of two women.",
            {"A clerk … the 1967 killings of two women": "accused"},
        ),
        # The accused is the whole noun phrase, or the antecedent of "who".
        (
            "A deputy with the Dove County, Kentucky, Sheriffs Office was charged with fraud.",
            {"A deputy with the Dove County, Kentucky, Sheriffs Office … fraud": "accused"},
        ),
        # A hedge inside a noun phrase does not hedge the clause.
        (
            "The party heads toward a possibly contested vote in Dover.",
            {"The party heads toward a possibly contested vote in Dover": "asserted"},
        ),
        (
            "The magazine warned of the supposedly imminent fall of the mill.",
            {"The magazine warned of the supposedly imminent fall of the mill": "asserted"},
        ),
        # Refusing to utter words is not a silence.
        (
            "The mayor refused to say the words.",
            {"The mayor refused to say the words": "asserted"},
        ),
        # "I don't think" in a relative clause does not affect the main clause.
        (
            '"I did something that I don\'t think is odd," Lind said.',
            {"I did something that I don't think is odd": "asserted"},
        ),
        # "In the event that" is a condition.
        (
            "In the unlikely event they all voted for one man, they could win.",
            {"In the unlikely event they all voted for one man, they could win": "hypothetical"},
        ),
        # A day of another verb makes no prediction, nor does a past event.
        (
            "Six men are running to replace Lind next year.",
            {"Six men are running to replace Lind next year": "asserted"},
        ),
        (
            "The bank has negotiated the purchase of a mill in March 2026.",
            {"The bank has negotiated the purchase of a mill in March 2026": "asserted"},
        ),
    ],
)
def test_claims_have_their_factuality(
    text: str, found: dict[str, str], language_model: Language
) -> None:
    assert {_evidence(c): c.factuality for c in _claims(text, language_model)} == found


def test_the_accused_is_the_antecedent_of_who(language_model: Language) -> None:
    text = "The firm advised Omar Hale, the former minister who was accused of ties to smugglers."
    evidence = [_evidence(claim) for claim in _claims(text, language_model)]
    assert "the former minister … ties to smugglers" in evidence


@pytest.mark.parametrize("daytime", ["morning", "afternoon", "evening", "night"])
@pytest.mark.parametrize(
    "text",
    [
        "Ana Brandt told guards Monday {} that the wall fell.",
        "Ana Brandt told the crew early Monday {} that the wall fell.",
    ],
)
def test_a_part_of_a_day_is_when_it_was_said(
    text: str, daytime: str, language_model: Language
) -> None:
    (claim,) = _claims(text.format(daytime), language_model)
    assert claim.said_at is not None
    assert claim.said_at.value == MONDAY


def test_a_day_before_another_noun_is_not_the_day_of_saying(language_model: Language) -> None:
    text = "Ana Brandt told guards after the Monday vote that the wall fell."
    (claim,) = _claims(text, language_model)
    assert claim.said_at is None


def test_a_day_in_the_content_is_not_the_day_of_saying(language_model: Language) -> None:
    text = "A clerk was hurt in the 1967 attack, but officials say the mill is sound."
    (said,) = (c for c in _claims(text, language_model) if c.chain[0].role == "speaker")
    assert said.said_at is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The firm lost 2.25 mln dlrs.", 2_250_000, "USD"),
        ("The firm lost 3 bln euros.", 3_000_000_000, "EUR"),
        ("The firm lost 660,000 stg.", 660_000, "GBP"),
        ("It pays five cts a share.", 0.05, "USD"),
    ],
)
def test_wire_shorthand_for_sums_is_read(
    text: str, value: float, unit: str, language_model: Language
) -> None:
    (claim,) = _claims(text, language_model)
    assert [(q.value, q.unit) for q in claim.quantities] == [(value, unit)]
