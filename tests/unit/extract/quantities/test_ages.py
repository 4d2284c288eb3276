"""Ages: after a form of "be", at the front, of a person, in months, in decades of a life."""

import pytest
from spacy.language import Language

from tests.unit.extract.trees import parsed
from worker.extract.quantities.expressions import find_quantities

Bounds = tuple[float | None, float | None]
Found = tuple[str, float | Bounds, str, str]


def found(language_model: Language, text: str) -> list[Found]:
    """The words of every quantity, with its value or bounds, comparator and property."""
    return [
        (
            text[q.span.start : q.span.end],
            q.value if q.value is not None else (q.low, q.high),
            q.comparator,
            q.property,
        )
        for q in find_quantities(parsed(language_model, text))
        if not q.implicit
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ann, who\u2019s 23, left.", 23),
        ("Kamala was 12 in 1976.", 12),
        ("At 24, Ann left home.", 24),
        ("She was only 16 at the time.", 16),
        ("He is 40.", 40),
        ("A man of 40 was seen.", 40),
        ("He retired at 65.", 65),
        ("People over 65 must stay in.", 65),
        ("Suspects older than 18 were fined.", 18),
        ("A baby aged six months slept.", 6),
        ("The woman is in her late 20s.", (27, 29)),
        ("She is in her 30's.", (30, 39)),
        ("He was in his mid-forties.", (44, 46)),
    ],
)
def test_ages_are_read(language_model: Language, text: str, value: float | Bounds) -> None:
    assert [(q[1], q[3]) for q in found(language_model, text)] == [(value, "age")]


@pytest.mark.parametrize(
    "text",
    ["The inflation was 12 in 1976.", "The score was 12.", "At 24, the rate was low."],
)
def test_other_numbers_are_no_ages(language_model: Language, text: str) -> None:
    assert [q[3] for q in found(language_model, text)] == ["count"]


@pytest.mark.parametrize(
    "text", ["It was built in the late 20s.", "The firm closed in the thirties."]
)
def test_decades_of_a_century_are_no_ages(language_model: Language, text: str) -> None:
    assert found(language_model, text) == []
