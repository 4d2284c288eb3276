"""What is a claim and what is not, where its evidence ends, and what is not denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.extract.claims.rejections import FILLER, LABEL, QUESTION
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Claim, Extraction


def _extraction(text: str, language_model: Language) -> Extraction:
    article = Article(text, (Section("body", Span(0, len(text))),), "key")
    return extract(article, language_model)


def _claims(text: str, language_model: Language) -> tuple[Claim, ...]:
    return _extraction(text, language_model).claims


def _evidence(text: str, language_model: Language) -> list[str]:
    return [" … ".join(claim.evidence_text) for claim in _claims(text, language_model)]


def _labels(text: str, language_model: Language) -> dict[str, str]:
    return {
        " … ".join(claim.evidence_text): claim.factuality
        for claim in _claims(text, language_model)
    }


@pytest.mark.parametrize(
    "text",
    [
        "The nurse could not believe that the ward was closed.",
        "Lind argued that the coroner should dismiss the claim.",
        "The judge dismissed the charges against Lind.",
        "The bank hosted the worm, so don't think you're immune because you avoid the site.",
        "The clerk denied this request, telling Hansen that the form was wrong.",
    ],
)
def test_no_claim_is_denied(text: str, language_model: Language) -> None:
    assert "denied" not in _labels(text, language_model).values()


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Lind dismissed the charges as nonsense.", "the charges as nonsense"),
        ("The firm has denied the existence of a second contract.", None),
        ("Sheriff Ana Lind said Dow denied ever being at the farm.", None),
        (
            "The minister dismissed as nonsense claims that the dam would fail.",
            "the dam would fail",
        ),
        ("Lind dismissed claims that she had resigned as nonsense.", "she had resigned"),
        ("Hale said that’s untrue.", "that’s untrue"),
    ],
)
def test_only_the_denied_clause_is_denied(
    text: str, denied: str | None, language_model: Language
) -> None:
    found = [words for words, label in _labels(text, language_model).items() if label == "denied"]
    assert len(found) == 1
    assert denied is None or found == [denied]


def test_a_because_clause_is_part_of_the_denied_claim(language_model: Language) -> None:
    labels = _labels("Lind denied that Dow left because he was ill.", language_model)
    assert labels == {"Dow left because he was ill": "denied"}


def test_a_verb_coordinated_with_a_negated_cue_is_not_denied(language_model: Language) -> None:
    text = "Mayor Lind does not believe the dyke is high enough and supports a higher one."
    labels = _labels(text, language_model)
    assert labels["the dyke is high enough"] == "denied"
    assert list(labels.values()).count("denied") == 1


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "The firm has forty orders and is not taking more.",
            ["The firm has forty orders", "The firm … is not taking more"],
        ),
        (
            "Deputies said the man was armed and that he fired first.",
            ["the man was armed", "he fired first"],
        ),
        (
            "The act, which changes the rules and strengthens the office, passed.",
            [
                "The act, which changes the rules",
                "The act … passed",
                "The act … strengthens the office",
            ],
        ),
        (
            "The mayor blasted the plan, calling it “absurd.”",
            ["The mayor blasted the plan", "it “absurd.”"],
        ),
        (
            "The move comes on the back of local studies showing that yields fell.",
            ["The move comes on the back of local studies", "yields fell"],
        ),
        (
            "The group split in 2008, when Lind ordered that it pay.",
            ["The group split in 2008", "it pay"],
        ),
        (
            "The council raised its budget, yet it’s still low.",
            ["The council raised its budget", "it’s still low"],
        ),
    ],
)
def test_evidence_ends_with_its_clause(
    text: str, evidence: list[str], language_model: Language
) -> None:
    assert sorted(_evidence(text, language_model)) == sorted(evidence)


@pytest.mark.parametrize(
    ("text", "reason", "left"),
    [
        ("“I mean, the road was icy,” Lind said.", FILLER, ["the road was icy"]),
        ("A barn burned down.\n\nAna Brandt, staff writer", LABEL, ["A barn burned down"]),
        ("A barn burned down.\n\n10-year struggle", LABEL, ["A barn burned down"]),
        ("For more information, call the desk at noon.", QUESTION, []),
        ("To read the agreement, visit the office.", QUESTION, []),
    ],
)
def test_rejected_clauses_have_a_reason(
    text: str, reason: str, left: list[str], language_model: Language
) -> None:
    found = _extraction(text, language_model)
    assert [" … ".join(claim.evidence_text) for claim in found.claims] == left
    assert reason in [rejection.reason for rejection in found.rejections]


def test_an_amount_in_a_list_is_not_a_label(language_model: Language) -> None:
    text = "The bill has two parts:\n\n$40 million for new bridges"
    assert "$40 million for new bridges" in _evidence(text, language_model)


@pytest.mark.parametrize(
    ("text", "evidence", "factuality"),
    [
        (
            "“We believe the plan is good, but there is more work to be done,” Lind said.",
            "there is more work to be done",
            "asserted",
        ),
        (
            "The mayor seemed to lose support even if the vote was close.",
            "The mayor seemed to lose support even if the vote was close",
            "hedged",
        ),
        ("“I’d never seen it before,” Lind said.", "I’d never seen it before", "asserted"),
        ("Will Hansen scored 14 points.", "Will Hansen scored 14 points", "asserted"),
        (
            "It was unknown if they were in the house.",
            "It was unknown if they were in the house",
            "questioned",
        ),
        ("Ten things to know before lunch.", "Ten things to know before lunch", "asserted"),
        ("It was an apparent suicide.", "It was an apparent suicide", "hedged"),
        ("The firm seemed confident it would win.", "it would win", "predicted"),
        ("Officials are hopeful that it will be built.", "it will be built", "predicted"),
        (
            "Lind said she would rather stay at home.",
            "she would rather stay at home",
            "asserted",
        ),
        ("Lind would not discuss whether she was ill.", "she was ill", "unacknowledged"),
        ("Lind failed to reach a deal.", "Lind failed to reach a deal", "asserted"),
        (
            "Lind said it wasn’t clear if the men had been there.",
            "it wasn’t clear if the men had been there",
            "questioned",
        ),
        (
            "The project will mend the well and replace its tank.",
            "The project … replace its tank",
            "predicted",
        ),
        (
            "The merger would have hurt buyers and led to higher prices.",
            "The merger … led to higher prices",
            "hypothetical",
        ),
        ("Report: Walker to speak at fair.", "Walker to speak at fair", "predicted"),
        (
            "Dow campaign to shift staff to the coast.",
            "Dow campaign to shift staff to the coast",
            "predicted",
        ),
        (
            "The trial of a man who allegedly shot and killed two women began.",
            "a man … killed",
            "accused",
        ),
        (
            "The letter would have shown her use of a second account.",
            "The letter would have shown her use of a second account",
            "hypothetical",
        ),
        (
            "Judges should avoid commenting on the race.",
            "Judges should avoid commenting on the race",
            "asserted",
        ),
        (
            "“You’re supposed to help us,” she questioned.",
            "You’re supposed to help us",
            "asserted",
        ),
        (
            "The site released allegedly stolen letters on Monday.",
            "The site released allegedly stolen letters on Monday",
            "asserted",
        ),
    ],
)
def test_factuality_of_the_clause(
    text: str, evidence: str, factuality: str, language_model: Language
) -> None:
    assert _labels(text, language_model)[evidence] == factuality


def test_declining_to_be_identified_is_not_a_silence(language_model: Language) -> None:
    text = "Dow, who declined to be identified, left early. A motive has yet to be released."
    assert "unacknowledged" not in _labels(text, language_model).values()


def test_a_doubt_does_not_extend_to_the_speakers_own_act(language_model: Language) -> None:
    text = "The senator has wondered whether the judges will be fair, using an old trick."
    assert _labels(text, language_model)["the judges will be fair"] == "questioned"
    assert list(_labels(text, language_model).values()).count("questioned") == 1


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("He was jailed for life with no chance of parole.", "positive"),
        ("The play is second to none.", "positive"),
        ("The van has a low price, but not much else.", "positive"),
        ("The firm must answer no later than six months before the vote.", "positive"),
        ("The Foxes will play No. 5 seed Drake.", "positive"),
        ("He hasn’t only been in the news for that.", "positive"),
        ("The no-frills van sold well.", "positive"),
        ("The plan has no merit.", "negative"),
        ("The river was neither deep nor wide.", "negative"),
        ("Dow gave it to no one.", "negative"),
    ],
)
def test_polarity(text: str, polarity: str, language_model: Language) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.polarity == polarity


@pytest.mark.parametrize(
    "text",
    [
        "The strike will go on if the firm says it will not pay.",
        "When asked what's more tiring, being at sea or on the road, Lind smiled.",
    ],
)
def test_unreported_words_are_the_narrators(text: str, language_model: Language) -> None:
    assert {claim.chain[0].role for claim in _claims(text, language_model)} == {"narrator"}


def test_names_keep_the_apostrophe_of_the_article(language_model: Language) -> None:
    (claim,) = _claims("Sean O’Brien said the plant won’t close.", language_model)
    assert claim.chain[0].name == "Sean O’Brien"
    assert claim.evidence_text == ("the plant won’t close",)
