"""What a number counts, on hand-written trees: no model is needed."""

from __future__ import annotations

import pytest

from tests.unit.extract.trees import tree
from worker.extract.quantities.expressions import find_quantities
from worker.extract.quantities.phrase import Phrase

Found = list[tuple[str, float | None, str, str | None]]

LEMMAS = {"miners": "miner", "guards": "guard", "boats": "boat", "plants": "plant", "are": "be"}


def found(*sentences: str, offset: int = 0) -> Found:
    """The words, value, property and unit of every quantity."""
    paragraph = tree(*sentences, offset=offset, lemmas=LEMMAS)
    text = paragraph.paragraph.text
    return [
        (text[q.span.start - offset : q.span.end - offset], q.value, q.property, q.unit)
        for q in find_quantities(paragraph)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Five/CD/nummod/2 miners/NNS/nsubjpass/6 in/IN/prep/2 Ulm/NNP/pobj/3"
            " were/AUX/auxpass/6 killed/VBN/ROOT/0 ././punct/6",
            [("Five miners", 5, "killed", "person")],
            id="subject of a passive",
        ),
        pytest.param(
            "A/DT/det/2 blast/NN/nsubj/3 killed/VBD/ROOT/0 nine/CD/nummod/5 guards/NNS/dobj/3"
            " ././punct/3",
            [("nine guards", 9, "killed", "person")],
            id="object",
        ),
        pytest.param(
            "Two/CD/nummod/2 boats/NNS/nsubj/4 ,/,/punct/2 sank/VBD/ROOT/0 ././punct/4",
            [("Two boats", 2, "count", "boat")],
            id="no victims",
        ),
        pytest.param(
            "The/DT/det/2 victims/NNS/nsubjpass/9 ,/,/punct/2 four/CD/nummod/5 miners/NNS/appos/2"
            " from/IN/prep/5 Ulm/NNP/pobj/6 were/AUX/auxpass/9 rescued/VBN/ROOT/0 ././punct/9",
            [("four miners", 4, "rescued", "person")],
            id="apposition of the subject",
        ),
        pytest.param(
            "In/IN/prep/10 Ulm/NNP/pobj/1 12/CD/nummod/4 miners/NNS/nsubjpass/10 and/CC/cc/4"
            " 20/CD/nummod/7 guards/NNS/conj/4 there/RB/advmod/10 were/AUX/auxpass/10"
            " wounded/VBN/ROOT/0 ././punct/10",
            [("12 miners", 12, "injured", "person"), ("20 guards", 20, "injured", "person")],
            id="coordinated counts",
        ),
        pytest.param(
            "Seven/CD/nummod/2 miners/NNS/nsubjpass/4 were/AUX/auxpass/4 stabbed/VBN/ROOT/0"
            " ,/,/punct/4 five/CD/nsubj/7 critically/RB/advmod/4 ././punct/4",
            [("Seven miners", 7, "casualties", "person"), ("five", 5, "injured", "person")],
            id="five critically",
        ),
        pytest.param(
            "Three/CD/nummod/2 miners/NNS/nsubj/3 are/AUX/ROOT/0 still/RB/advmod/3 in/IN/prep/3"
            " hospital/NN/pobj/5 ././punct/3",
            [("Three miners", 3, "injured", "person")],
            id="predicate",
        ),
        pytest.param(
            "Three/CD/nummod/2 miners/NNS/nsubjpass/5 were/AUX/auxpass/5 not/RB/neg/5"
            " hurt/VBN/ROOT/0 ././punct/5",
            [("Three miners", 3, "count", "person")],
            id="negated",
        ),
        pytest.param(
            "It/PRP/nsubj/2 shut/VBD/ROOT/0 eight/CD/nummod/7 coal/NN/npadvmod/6 -/HYPH/punct/6"
            " fired/VBN/amod/7 plants/NNS/dobj/2 ././punct/2",
            [("eight coal - fired plants", 8, "count", "plant")],
            id="noun after a modifier",
        ),
        pytest.param(
            "Police/NNS/nsubj/2 shot/VBD/ROOT/0 a/DT/det/4 driver/NN/dobj/2 dead/JJ/advmod/2"
            " ././punct/2",
            [("a driver", 1, "killed", "person")],
            id="one victim without a number",
        ),
    ],
)
def test_the_position_in_the_tree_decides_what_is_counted(sentence: str, expected: Found) -> None:
    assert found(sentence) == expected


def test_a_phrase_ends_with_its_sentence() -> None:
    headline = "Fire/NN/nsubj/2 killed/VBD/ROOT/0 12/CD/dobj/2 ././punct/2"
    body = "Boats/NNS/nsubj/2 sank/VBD/ROOT/0 ././punct/2"
    assert found(headline, body) == [("12", 12, "killed", "person")]


def test_spans_are_those_of_the_article() -> None:
    sentence = "It/PRP/nsubj/2 lost/VBD/ROOT/0 40/CD/nummod/4 boats/NNS/dobj/2 ././punct/2"
    assert found(sentence, offset=500) == [("40 boats", 40, "count", "boat")]


def test_a_phrase_knows_its_surroundings() -> None:
    parsed = tree("It/PRP/nsubj/2 lost/VBD/ROOT/0 40/CD/nummod/4 boats/NNS/dobj/2 ././punct/2")
    phrase = Phrase(parsed, 2, 4, parsed.tokens[3])
    assert phrase.root.text == "boats"
    assert [token.text for token in phrase.before(5)] == ["It", "lost"]
    assert [token.text for token in phrase.after(5)] == ["."]
    assert phrase.span == (8, 16)
