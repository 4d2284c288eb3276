"""One sentence, one rule: who said it, on whose word, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Claim


@pytest.fixture
def claims(language_model: Language, request: pytest.FixtureRequest) -> list[Claim]:
    return _claims(request.param, language_model)


def _claims(text: str, language_model: Language) -> list[Claim]:
    article = Article(text, (Section("body", Span(0, len(text))),), "key")
    return list(extract(article, language_model).claims)


def _chain(claim: Claim) -> list[tuple[str, str | None]]:
    return [(link.role, link.name or link.descriptor) for link in claim.chain]


@pytest.mark.parametrize(
    ("text", "evidence", "factuality", "speaker"),
    [
        (
            "Mayor Ana Brandt said the bridge was closed.",
            "the bridge was closed",
            "asserted",
            "Ana Brandt",
        ),
        (
            "The bridge was closed, mayor Ana Brandt said on Monday.",
            "The bridge was closed",
            "asserted",
            "Ana Brandt",
        ),
        (
            "“The bridge was closed,” said mayor Ana Brandt.",
            "The bridge was closed",
            "asserted",
            "Ana Brandt",
        ),
        (
            "According to mayor Ana Brandt, the bridge was closed.",
            "the bridge was closed",
            "asserted",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt denied that the bridge had been closed.",
            "the bridge had been closed",
            "denied",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt doubts that the bridge is safe.",
            "the bridge is safe",
            "questioned",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt said the bridge might collapse.",
            "the bridge might collapse",
            "hedged",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt said the bridge would reopen in May.",
            "the bridge would reopen in May",
            "predicted",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt said the bridge could close if it rains.",
            "the bridge could close if it rains",
            "hypothetical",
            "Ana Brandt",
        ),
        (
            "Mayor Ana Brandt threatened to close the bridge.",
            "close the bridge",
            "hypothetical",
            "Ana Brandt",
        ),
    ],
)
def test_the_stance_of_a_voice_decides_the_factuality(
    language_model: Language, text: str, evidence: str, factuality: str, speaker: str
) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == (evidence,)
    assert claim.factuality == factuality
    assert claim.chain[0].name == speaker
    assert claim.voice == "attributed"


def test_a_negation_in_the_content_is_not_a_denial(language_model: Language) -> None:
    (claim,) = _claims("Mayor Ana Brandt said nobody had been hurt.", language_model)
    assert (claim.factuality, claim.polarity) == ("asserted", "negative")


@pytest.mark.parametrize(
    "text",
    [
        "The bank declined to confirm that its vault was empty.",
        "The bank has not confirmed that its vault was empty.",
        "The bank did not say whether its vault was empty.",
        "The bank did not deny that its vault was empty.",
    ],
)
def test_a_refusal_leaves_the_proposition_open(language_model: Language, text: str) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("its vault was empty",)
    assert claim.factuality == "unacknowledged"
    assert _chain(claim) == [("narrator", None), ("holder", "bank")]


def test_joint_holders_make_one_claim_each(language_model: Language) -> None:
    text = "Neither the bank nor the union has confirmed that the vault was empty."
    claims = _claims(text, language_model)
    assert [_chain(claim)[1] for claim in claims] == [("holder", "bank"), ("holder", "union")]


def test_a_silence_is_its_own_evidence(language_model: Language) -> None:
    (claim,) = _claims("The bank did not respond to questions.", language_model)
    assert claim.evidence_text == ("The bank did not respond to questions",)
    assert claim.factuality == "unacknowledged"


def test_rejecting_a_proposal_is_not_a_denial(language_model: Language) -> None:
    (claim,) = _claims("The union rejected the offer.", language_model)
    assert claim.factuality == "asserted"
    assert claim.voice == "publisher"


def test_the_evidence_of_a_charge_is_party_and_deed(language_model: Language) -> None:
    text = "The union accused the bank of hiding losses."
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("the bank", "hiding losses")
    assert claim.factuality == "accused"
    (claim,) = _claims("The bank was accused of hiding losses.", language_model)
    assert _chain(claim)[1][0] == "hearsay"


def test_a_chain_goes_from_the_nearest_to_the_farthest(language_model: Language) -> None:
    text = "The Evening Herald, citing clerk Ola Hale, reported that the vault was empty."
    (claim,) = _claims(text, language_model)
    assert [name for _, name in _chain(claim)] == ["Evening Herald", "Ola Hale"]
    assert [link.position for link in claim.chain] == [0, 1]


def test_a_continued_quotation_inherits_its_speaker(language_model: Language) -> None:
    text = "“The vault was empty,” clerk Ola Hale said. “We had been robbed.”"
    first, second = _claims(text, language_model)
    assert first.chain[0].explicit
    assert not second.chain[0].explicit
    assert second.chain[0].name == "Ola Hale"
    assert second.speech == "direct"


def test_scare_quotes_are_not_speech(language_model: Language) -> None:
    (claim,) = _claims("The “smart” bridge has been closed.", language_model)
    assert claim.voice == "publisher"


def test_a_pronoun_means_the_last_speaker(language_model: Language) -> None:
    text = "Clerk Ola Hale said the vault was empty. He said it had been robbed."
    assert [claim.chain[0].name for claim in _claims(text, language_model)] == ["Ola Hale"] * 2


def test_coordinated_clauses_are_separate_claims(language_model: Language) -> None:
    text = "The bridge was closed and the road was flooded, police said."
    claims = _claims(text, language_model)
    assert [claim.evidence_text for claim in claims] == [
        ("The bridge was closed",),
        ("the road was flooded",),
    ]
    assert {claim.chain[0].name for claim in claims} == {"police"}


def test_hearsay_follows_the_narrator(language_model: Language) -> None:
    (claim,) = _claims("The vault was reportedly empty.", language_model)
    assert claim.factuality == "hedged"
    assert [role for role, _ in _chain(claim)] == ["narrator", "hearsay"]


def test_questions_and_orders_are_not_claims(language_model: Language) -> None:
    text = "Will the bridge reopen? Keep your ticket."
    article = Article(text, (Section("body", Span(0, len(text))),), "key")
    extraction = extract(article, language_model)
    assert extraction.claims == ()
    assert [text[s:e] for r in extraction.rejections for s, e in r.spans] == [
        "Will the bridge reopen",
        "Keep your ticket",
    ]


def test_a_question_answered_with_no_is_denied(language_model: Language) -> None:
    text = "Asked whether the vault was empty, clerk Ola Hale said no."
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("the vault was empty",)
    assert claim.factuality == "denied"


def test_calling_something_a_pretext_denies_it(language_model: Language) -> None:
    text = "Under the pretext that the vault was empty, the bank closed, clerk Ola Hale said."
    pretext = next(c for c in _claims(text, language_model) if "empty" in c.evidence_text[0])
    assert pretext.factuality == "denied"
    assert pretext.chain[0].name == "Ola Hale"


def test_a_relay_comes_before_the_voice_it_quotes(language_model: Language) -> None:
    text = "According to the Evening Herald, clerk Ola Hale said the vault was empty."
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("the vault was empty",)
    assert [name for _, name in _chain(claim)] == ["Evening Herald", "Ola Hale"]
    assert claim.chain[0].role == "relay"


def test_two_properties_counted_make_two_claims(language_model: Language) -> None:
    claims = _claims("The list includes 30 deaths and 200 injuries.", language_model)
    assert [claim.evidence_text for claim in claims] == [
        ("30 deaths",),
        ("200 injuries",),
    ]


def test_the_evidence_of_a_relative_clause_includes_its_noun(language_model: Language) -> None:
    text = "The bank, which owns the bridge, has closed it."
    claims = _claims(text, language_model)
    assert [claim.evidence_text for claim in claims] == [
        ("The bank, which owns the bridge",),
        ("The bank", "has closed it"),
    ]


def test_a_condition_stays_with_its_clause(language_model: Language) -> None:
    (claim,) = _claims("The bridge will close if the river rises.", language_model)
    assert claim.factuality == "hypothetical"


def test_a_document_is_evidence(language_model: Language) -> None:
    (claim,) = _claims("Court papers show that the vault was empty.", language_model)
    assert claim.chain[0].role == "evidence"
    (claim,) = _claims("Footage showed an empty vault.", language_model)
    assert [role for role, _ in _chain(claim)] == ["narrator", "evidence"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ('"The bridge is closed," Mayor Ana Brandt said.', "The bridge is closed."),
        ('The bridge, Ana Brandt said, is "closed for good".', 'The bridge is "closed for good".'),
        ('"I saw the flood," Ana Brandt said.', "Ana Brandt saw the flood."),
    ],
)
def test_a_statement_reads_as_one_plain_sentence(
    text: str, statement: str, language_model: Language
) -> None:
    assert [claim.statement for claim in _claims(text, language_model)] == [statement]
