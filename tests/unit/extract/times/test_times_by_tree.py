"""Times decided by their verb, on hand-written trees: no model is needed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.extract.trees import tree
from worker.extract.times.expressions import find_times

MONDAY = date(2025, 1, 13)
LEMMAS = {"scheduled": "schedule", "went": "go"}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        pytest.param(
            "They/PRP/nsubj/2 met/VBD/ROOT/0 Friday/NNP/npadvmod/2 ././punct/2",
            date(2025, 1, 10),
            id="the last Friday",
        ),
        pytest.param(
            "They/PRP/nsubj/3 will/MD/aux/3 meet/VB/ROOT/0 Friday/NNP/npadvmod/3 ././punct/3",
            date(2025, 1, 17),
            id="an auxiliary of the future",
        ),
        pytest.param(
            "They/PRP/nsubjpass/3 were/AUX/auxpass/3 scheduled/VBN/ROOT/0 to/TO/aux/5"
            " meet/VB/xcomp/3 on/IN/prep/5 Friday/NNP/pobj/6 ././punct/3",
            date(2025, 1, 17),
            id="a plan",
        ),
        pytest.param(
            "They/PRP/nsubj/2 went/VBD/ROOT/0 to/TO/aux/4 meet/VB/advcl/2 Bo/NNP/dobj/4"
            " who/WP/nsubj/7 left/VBD/relcl/5 Friday/NNP/npadvmod/7 ././punct/2",
            date(2025, 1, 10),
            id="the nearest verb decides",
        ),
        pytest.param(
            "It/PRP/nsubj/2 sank/VBD/ROOT/0 on/IN/prep/2 January/NNP/pobj/3 30/CD/nummod/4"
            " ././punct/2",
            date(2024, 1, 30),
            id="the past has no days ahead",
        ),
        pytest.param(
            "It/PRP/nsubj/3 will/MD/aux/3 sail/VB/ROOT/0 on/IN/prep/3 January/NNP/pobj/4"
            " 30/CD/nummod/5 ././punct/3",
            date(2025, 1, 30),
            id="the future has",
        ),
        pytest.param(
            "It/PRP/nsubj/3 had/AUX/aux/3 sunk/VBN/ROOT/0 on/IN/prep/3 January/NNP/pobj/4"
            " 30/CD/nummod/5 ././punct/3",
            date(2024, 1, 30),
            id="a participle with its auxiliary",
        ),
    ],
)
def test_the_tense_of_the_verb_decides_the_day(sentence: str, day: date) -> None:
    (time,) = find_times(tree(sentence, lemmas=LEMMAS), MONDAY)
    assert (time.value, time.granularity) == (day, "day")


def test_spans_are_those_of_the_article() -> None:
    sentence = "They/PRP/nsubj/2 met/VBD/ROOT/0 Friday/NNP/npadvmod/2 ././punct/2"
    (time,) = find_times(tree(sentence, offset=100), MONDAY)
    assert time.span == (109, 115)
