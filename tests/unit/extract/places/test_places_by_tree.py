"""Places from the entities of a paragraph with a hand-written tree: no model is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.extract.trees import tree
from worker.extract.places.toponyms import find_places

if TYPE_CHECKING:
    from worker.extract.records import Parsed


def names(parsed: Parsed) -> list[tuple[str, str]]:
    """The words of every place and its name."""
    text, offset = parsed.paragraph.text, parsed.paragraph.offset
    return [
        (text[p.span.start - offset : p.span.end - offset], p.name) for p in find_places(parsed)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "It/PRP/nsubj/2 hit/VBD/ROOT/0 West/NNP/compound/4/GPE Tavory/NNP/dobj/2/GPE",
            [("West Tavory", "West Tavory")],
            id="an entity of two words",
        ),
        pytest.param(
            "It/PRP/nsubj/2 hit/VBD/ROOT/0 Tavory/NNP/poss/5/GPE 's/POS/case/3/GPE port/NN/dobj/2",
            [("Tavory", "Tavory")],
            id="no possessive",
        ),
        pytest.param(
            "It/PRP/nsubj/2 met/VBD/ROOT/0 Ann/NNP/compound/4/PERSON Jordan/NNP/dobj/2/PERSON",
            [],
            id="a person",
        ),
        pytest.param(
            "It/PRP/nsubj/2 left/VBD/ROOT/0 Jordan/NNP/dobj/2/GPE",
            [("Jordan", "Jordan")],
            id="a state",
        ),
        pytest.param(
            "It/PRP/nsubj/2 hit/VBD/ROOT/0 Tavory/NNP/compound/4/ORG province/NN/dobj/2",
            [("Tavory province", "Tavory province")],
            id="a region whatever the parser says",
        ),
    ],
)
def test_entities_of_places_are_places(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert names(tree(sentence)) == expected
    assert names(tree(sentence, offset=70)) == expected


def test_two_adjacent_entities_are_two_places() -> None:
    parsed = tree("It/PRP/nsubj/2 hit/VBD/ROOT/0 Tavory/NNP/dobj/2/GPE Osk/NNP/dobj/2/GPE")
    assert names(parsed) == [("Tavory Osk", "Tavory Osk")]
    parsed.tokens[3].entity_start = True
    assert names(parsed) == [("Tavory", "Tavory"), ("Osk", "Osk")]
