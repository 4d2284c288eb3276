"""Minimal pairs of stance: denied, left open, doubted, accused, predicted; and their voices."""

from __future__ import annotations

from datetime import date
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


def _voices(claim: Claim) -> list[tuple[str, str | None]]:
    return [(link.role, link.name or link.descriptor) for link in claim.chain]


@pytest.mark.parametrize(
    ("text", "evidence", "factuality"),
    [
        (
            "The senator would neither confirm nor deny that the fund was empty.",
            "the fund was empty",
            "unacknowledged",
        ),
        (
            "The senator declined to confirm or deny that the fund was empty.",
            "the fund was empty",
            "unacknowledged",
        ),
        ("The firm has not denied burying the waste.", "burying the waste", "unacknowledged"),
        ("The firm denied burying the waste.", "burying the waste", "denied"),
        (
            "The council has yet to confirm that the school will close.",
            "the school will close",
            "unacknowledged",
        ),
        (
            "The chef refused to say why the oven was cold.",
            "The chef refused to say why the oven was cold",
            "unacknowledged",
        ),
        (
            "The chef would not say when the oven broke.",
            "The chef would not say when the oven broke",
            "unacknowledged",
        ),
        (
            "The chef was unavailable for comment.",
            "The chef was unavailable for comment",
            "unacknowledged",
        ),
        (
            "The chef did not return two calls seeking comment.",
            "The chef did not return two calls seeking comment",
            "unacknowledged",
        ),
        (
            "The firm had no comment on the strike.",
            "The firm had no comment on the strike",
            "unacknowledged",
        ),
        (
            "The firm failed to provide gloves.",
            "The firm failed to provide gloves",
            "asserted",
        ),
        ("The union ruled out calling a strike.", "calling a strike", "denied"),
        ("The union did not rule out calling a strike.", "calling a strike", "hypothetical"),
        ("The union ruled out that pay had fallen.", "pay had fallen", "denied"),
        ("The union did not rule out that pay had fallen.", "pay had fallen", "hypothetical"),
        ("The trader pleaded not guilty to hiding gold.", "hiding gold", "denied"),
        ("The trader pleaded guilty to hiding gold.", "hiding gold", "asserted"),
        (
            "The baker called reports that flour was short nonsense.",
            "flour was short",
            "denied",
        ),
        (
            "The baker repeated his denial that flour was short.",
            "flour was short",
            "denied",
        ),
        (
            '"This claim is false," said the baker.',
            "This claim is false",
            "denied",
        ),
        (
            "The baker said the alarm was false.",
            "the alarm was false",
            "asserted",
        ),
        (
            "Miners questioned the idea that the pit was safe.",
            "the pit was safe",
            "questioned",
        ),
        (
            "Miners cast doubt on the claim that the pit was safe.",
            "the pit was safe",
            "questioned",
        ),
        ("Miners are sceptical that the pit is safe.", "the pit is safe", "questioned"),
        (
            "Miners expressed confidence that the pit would reopen.",
            "the pit would reopen",
            "predicted",
        ),
        (
            "The owner left open the possibility that the pit was flooded.",
            "the pit was flooded",
            "hypothetical",
        ),
        (
            "The owner said he did not know whether the pit was flooded.",
            "he did not know whether the pit was flooded",
            "hypothetical",
        ),
        ("Wells could run dry, the owner warned.", "Wells could run dry", "hypothetical"),
        ("Wells will run dry, the owner warned.", "Wells will run dry", "predicted"),
        (
            "Had the wall given way, the valley would have drowned.",
            "Had the wall given way, the valley would have drowned",
            "hypothetical",
        ),
        (
            "It looks as if the wall gave way, the owner said.",
            "It looks as if the wall gave way",
            "hedged",
        ),
        (
            "Parliament to debate the fishing ban",
            "Parliament to debate the fishing ban",
            "predicted",
        ),
        (
            "The clerk is alleged to have burned a file.",
            "The clerk is alleged to have burned a file",
            "accused",
        ),
        ("Wells had been poisoned, inspectors found.", "Wells had been poisoned", "asserted"),
        (
            "The bridge, it seems, was never painted, the owner said.",
            "The bridge, it seems, was never painted",
            "hedged",
        ),
        (
            "If the ice at Keld bursts, about 60 homes will be flooded, guards said.",
            "If the ice at Keld bursts, about 60 homes will be flooded",
            "hypothetical",
        ),
        ("That would ruin us, the owner said.", "That would ruin us", "hypothetical"),
        ("The rain would ruin us, the owner said.", "The rain would ruin us", "predicted"),
        (
            "The firm could close the pit, forcing them to leave, the owner said.",
            "forcing them to leave",
            "hypothetical",
        ),
        ('"I thought it was a toy," the owner said.', "I thought it was a toy", "asserted"),
        ('"I think it was a toy," the owner said.', "I think it was a toy", "hedged"),
        (
            "The judge said they had a warrant for his alleged part in the theft.",
            "they had a warrant for his alleged part in the theft",
            "asserted",
        ),
        (
            "The judge said the alleged theft took an hour.",
            "the alleged theft took an hour",
            "accused",
        ),
        (
            "The judge said guards would look to see if the gate was shut.",
            "guards would look to see if the gate was shut",
            "predicted",
        ),
        ('"We reject this deal," the owner said.', "We reject this deal", "asserted"),
        (
            '"We deny that the pit is unsafe," the owner said.',
            "We deny that the pit is unsafe",
            "denied",
        ),
        (
            "The owner praised the guards who had opened the gate at night.",
            "the guards who had opened the gate at night",
            "asserted",
        ),
        # The time and place of a denial are not part of the denied content.
        ("The firm denied the report at a news conference.", "the report", "denied"),
        ("The firm denied any wrongdoing on Monday.", "any wrongdoing", "denied"),
        (
            "The firm accused Moscow of hiding the figures in an interview with the Times.",
            "Moscow",
            "accused",
        ),
        # Only a person who could not be reached is silent.
        (
            "The union said that no deal had been reached.",
            "no deal had been reached",
            "asserted",
        ),
        ("No deal could be reached.", "No deal could be reached", "asserted"),
        # "Could not" is a fact; "could" leaves it open.
        ("The crew could not find the key.", "The crew could not find the key", "asserted"),
        ("The crew could find the key.", "The crew could find the key", "hypothetical"),
        # Unanswered calls and messages are silences.
        (
            "Calls to the ministry were not returned.",
            "Calls to the ministry were not returned",
            "unacknowledged",
        ),
        (
            "A message left with the firm went unanswered.",
            "A message left with the firm went unanswered",
            "unacknowledged",
        ),
        (
            "There was no immediate comment from the ministry.",
            "There was no immediate comment from the ministry",
            "unacknowledged",
        ),
        ("The book was not returned.", "The book was not returned", "asserted"),
        ("There was no comment on the wall.", "There was no comment on the wall", "asserted"),
        (
            "The agency could not independently verify the report.",
            "the report",
            "unacknowledged",
        ),
        ("Not even the mayor said the fund was empty.", "the fund was empty", "unacknowledged"),
        # An unconfirmed report hedges its content.
        ("Unconfirmed reports said the dam had burst.", "the dam had burst", "hedged"),
        (
            "The rebels claimed responsibility for the blast.",
            "responsibility for the blast",
            "asserted",
        ),
        ("The rebels claimed the field.", "The rebels claimed the field", "asserted"),
        ("Hale disputes that Poll took bribes.", "Poll took bribes", "denied"),
        # "Denied that P and said Q": Q is not denied.
        ("Hale denied that he left and said Poll was late.", "Poll was late", "asserted"),
        # A relative clause denies what comes before it.
        ("Hale faces charges of fraud, which he denies.", "charges of fraud", "denied"),
        # Questions answered with one word.
        ("Asked if he took bribes, Hale said: “No.”", "he took bribes", "denied"),
        ("“No,” Hale said when asked whether he took bribes.", "he took bribes", "denied"),
        ("“Yes,” Hale said when asked if the dam was safe.", "the dam was safe", "asserted"),
        (
            "Hale retracted his claim that the talks had failed.",
            "Hale retracted his claim that the talks had failed",
            "asserted",
        ),
        (
            "He said the plan was cheap and that nobody wanted it.",
            "nobody wanted it",
            "asserted",
        ),
    ],
)
def test_minimal_pairs_differ_in_factuality(
    text: str, evidence: str, factuality: str, language_model: Language
) -> None:
    found = {claim.evidence_text[0]: claim for claim in _claims(text, language_model)}
    assert evidence in found
    assert found[evidence].factuality == factuality


@pytest.mark.parametrize(
    "text",
    [
        "The senator would neither confirm nor deny that the fund was empty.",
        "The ministry has neither confirmed nor denied the leak.",
        "The guard was not accused of theft.",
        "The trader pleaded guilty to hiding gold.",
        "The baker said the alarm was false.",
        "The union did not rule out calling a strike.",
    ],
)
def test_an_open_proposition_is_not_denied(text: str, language_model: Language) -> None:
    assert "denied" not in {claim.factuality for claim in _claims(text, language_model)}


@pytest.mark.parametrize(
    ("text", "evidence", "factuality", "voices"),
    [
        (
            "The clerk was accused by auditors of hiding two files.",
            ("The clerk", "hiding two files"),
            "accused",
            [("speaker", "auditors")],
        ),
        (
            "Surgeon accused of selling organs",
            ("Surgeon", "selling organs"),
            "accused",
            [("narrator", None), ("hearsay", "accused")],
        ),
        (
            "The guard was not accused of theft.",
            ("The guard was not accused of theft",),
            "asserted",
            [("narrator", None)],
        ),
        (
            "Police stopped short of blaming the driver for the fire.",
            ("the driver", "the fire"),
            "unacknowledged",
            [("narrator", None), ("holder", "police")],
        ),
        (
            "The surgeon faces accusations that she sold organs.",
            ("she sold organs",),
            "accused",
            [("narrator", None), ("hearsay", "faces accusations")],
        ),
        (
            "There is talk that the mine will close.",
            ("There is talk that the mine will close",),
            "hedged",
            [("narrator", None), ("hearsay", "talk")],
        ),
        (
            "The yard Kvelstad denied that the keel was cracked.",
            ("the keel was cracked",),
            "denied",
            [("speaker", "Kvelstad")],
        ),
        (
            "The police and the rescue service Orlo confirmed that the boat had sunk.",
            ("the boat had sunk",),
            "asserted",
            [("speaker", "police"), ("speaker", "Orlo")],
        ),
        (
            "The vote was bought, Senator Ida Falk's campaign said.",
            ("The vote was bought",),
            "asserted",
            [("speaker", "Ida Falk campaign")],
        ),
    ],
)
def test_claims_have_evidence_factuality_and_voices(
    text: str,
    evidence: tuple[str, ...],
    factuality: str,
    voices: list[tuple[str, str | None]],
    language_model: Language,
) -> None:
    (claim,) = _claims(text, language_model)
    assert (claim.evidence_text, claim.factuality) == (evidence, factuality)
    found = [(role, None if role == "narrator" else name) for role, name in _voices(claim)]
    assert found == voices


def test_a_charge_denied_afterwards_is_both_accused_and_denied(language_model: Language) -> None:
    text = "Ana Hale was accused of taking bribes, which she denies."
    found = [(claim.factuality, claim.evidence_text) for claim in _claims(text, language_model)]
    assert found == [
        ("accused", ("Ana Hale", "taking bribes")),
        ("denied", ("Ana Hale", "taking bribes")),
    ]


def test_a_relative_clause_about_a_speaker_includes_the_name(
    language_model: Language,
) -> None:
    text = "“I was scared,” said Tom Reed, 34, who lives next door."
    evidence = [claim.evidence_text for claim in _claims(text, language_model)]
    assert evidence == [("I was scared",), ("Tom Reed", "who lives next door")]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The trial starts on January 20.", "predicted"),
        ("The trial began on Friday.", "asserted"),
        ("The show runs through Friday.", "asserted"),
        ("The trial lasts long.", "asserted"),
        ("They found losses of crops by 2050 exceeded a tenth, hurting the poor.", "predicted"),
    ],
)
def test_an_event_after_publication_is_predicted(
    text: str, factuality: str, language_model: Language
) -> None:
    monday = date(2025, 1, 13)
    article = Article(text, (Section("body", Span(0, len(text))),), "key", published=monday)
    found = {claim.factuality for claim in extract(article, language_model).claims}
    assert found == {factuality}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The mine employs no more than 70 people.", "positive"),
        ("The mine employs no people.", "negative"),
        ("It is not clear whether the mine will close.", "positive"),
        ("The mine will not close.", "negative"),
        ("People who drink tea live longer.", "positive"),
        ("The mine is no longer safe.", "negative"),
    ],
)
def test_polarity(text: str, polarity: str, language_model: Language) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.polarity == polarity


@pytest.mark.parametrize(
    "text",
    [
        "Asked if she believed the bank was sound, Lind said she was not going to guess.",
        "There is no denying that he has had a good run.",
        '"It does not feel like the end of the road," she said.',
        "The council rejected the idea of a night market.",
        "Voters dismissed the plan for a new bridge.",
    ],
)
def test_turning_something_down_is_not_a_denial(text: str, language_model: Language) -> None:
    assert "denied" not in {claim.factuality for claim in _claims(text, language_model)}


@pytest.mark.parametrize(
    "text",
    [
        "Lind denied that the bank was sold, relying on an old letter.",
        "Lind denied the claims, but critics point to a letter that shows the sale.",
        "The bank has denied it was sold, with Lind calling the letter a joke.",
        "Asked if she believed that the bank was sold, Lind said that she did not.",
        "The council rejected the idea that the market was unsafe.",
        "The council rejected claims of waste.",
        "Asked if the bank was sold, Lind said no.",
    ],
)
def test_only_the_proposition_is_denied(text: str, language_model: Language) -> None:
    denied = [c for c in _claims(text, language_model) if c.factuality == "denied"]
    assert len(denied) == 1
    assert not {",", "critics", "letter"} & set(denied[0].evidence_text[0].split())
