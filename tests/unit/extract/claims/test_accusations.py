"""Each charge of an accusation is a claim, with the party that is accused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language


def _accused(text: str, model: Language) -> list[tuple[str, ...]]:
    """Return the evidence of the accused claims of a text."""
    claims = extract(read_text(text), model).claims
    return [claim.evidence_text for claim in claims if claim.factuality == "accused"]


@pytest.mark.parametrize("accuser", ["Villagers", "Ada Lind", "The guild and the mayor", "She"])
@pytest.mark.parametrize(
    ("charges", "deeds"),
    [
        ("of waste and of bribing two inspectors", ("waste", "bribing two inspectors")),
        ("of waste and bribing two inspectors", ("waste", "bribing two inspectors")),
        ("of hiding accounts and bribing clerks", ("hiding accounts", "bribing clerks")),
        ("of waste", ("waste",)),
    ],
)
def test_each_charge_is_a_claim(
    accuser: str, charges: str, deeds: tuple[str, ...], language_model: Language
) -> None:
    found = _accused(f"{accuser} accused the water board {charges}.", language_model)
    assert found == [("the water board", deed) for deed in deeds]


@pytest.mark.parametrize(
    "party",
    ["the prime minister of Norland", "organizers of it"],
)
def test_the_party_of_a_charge_is_whole(party: str, language_model: Language) -> None:
    assert _accused(f"The guild accused {party} of hiding accounts.", language_model) == [
        (party, "hiding accounts")
    ]


@pytest.mark.parametrize("verb", ["is accused", "was accused"])
def test_each_charge_of_unnamed_accusers_is_a_claim(verb: str, language_model: Language) -> None:
    text = f"The clerk {verb} of theft and of hiding the keys."
    expected = [("The clerk", "theft"), ("The clerk", "hiding the keys")]
    assert _accused(text, language_model) == expected


@pytest.mark.parametrize(
    ("verb", "preposition"), [("blames", "for"), ("accuses", "of"), ("charged", "with")]
)
def test_the_preposition_of_a_charge_is_no_part_of_the_clause_before_it(
    verb: str, preposition: str, language_model: Language
) -> None:
    text = f"Norda {verb} the contractor, which left the site in May, {preposition} fraud."
    found = extract(read_text(text), language_model).claims
    evidence = {claim.evidence_text for claim in found}
    assert evidence == {
        ("the contractor, which left the site in May",),
        ("the contractor", "fraud"),
    }
