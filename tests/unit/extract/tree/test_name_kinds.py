"""What kind of thing a name is, by its words, the words around it and the rest of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.extract.trees import parsed
from worker.extract.tree.name_kinds import names, plain

if TYPE_CHECKING:
    from spacy.language import Language

PLACES = ("Nairobi", "New South Wales", "Burkina Faso", "Orlin County", "Kharkiv", "Lake Orlin")
PEOPLE = ("Ana Brandt", "Mr. Orlin", "Prof. Tobi Ansel", "Maria J. Holt", "Sen. Karl Venn")
BODIES = ("Orlin University", "the Ministry of Trade", "Hamas", "Norda Motors", "Sorna Gazette")


@pytest.mark.parametrize(
    ("name", "kind", "frame"),
    [
        *((name, "GPE", "The boat sank in {} on Monday.") for name in PLACES),
        *((name, "GPE", "Police in {}, where it sank, said no.") for name in PLACES),
        *((name, "PERSON", "The boat was sold by {} on Monday.") for name in PEOPLE),
        *((name, "PERSON", "{} said the boat sank.") for name in PEOPLE),
        *((name, "ORG", "{} said the boat sank.") for name in BODIES),
        *((name, "ORG", "The boat was sold to {} on Monday.") for name in BODIES),
    ],
)
def test_a_name_has_its_kind(name: str, kind: str, frame: str, language_model: Language) -> None:
    tokens = parsed(language_model, frame.format(name)).tokens
    last = name.rsplit(maxsplit=1)[-1]
    assert {token.entity for token in tokens if token.text == last} == {kind}


def test_a_surname_is_the_person_named_elsewhere(language_model: Language) -> None:
    found = parsed(language_model, "Nobody asked Orlin. Maria Orlin left on Monday.")
    assert {token.entity for token in found.tokens if token.text == "Orlin"} == {"PERSON"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Al-Noor clinic was shut.", ["Al-Noor"]),
        ("He left the Bank of Orlin on Monday.", ["Bank of Orlin"]),
        ("He met Hale & Venn in Sorna.", ["Hale & Venn", "Sorna"]),
        ("The bridge fell.", []),
    ],
)
def test_names_are_joined(text: str, expected: list[str], language_model: Language) -> None:
    found = parsed(language_model, text)
    assert [found.words(run) for run in names(found)] == expected


def test_accents_are_folded() -> None:
    assert plain("são paulo") == "sao paulo"
