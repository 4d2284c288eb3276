"""Numbers as they are written: groups of digits, scales, ranges, changes, metres and bounds."""

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
    ("text", "expected"),
    [
        ("It displaced 12 500 people.", ("12 500 people", 12500, "eq", "displaced")),
        ("It displaced 12\u202f500 people.", ("12\u202f500 people", 12500, "eq", "displaced")),
        ("It displaced 12'500 people.", ("12'500 people", 12500, "eq", "displaced")),
        ("It displaced 3,45,000 people.", ("3,45,000 people", 345000, "eq", "displaced")),
        ("It displaced 1.200.000 people.", ("1.200.000 people", 1.2e6, "eq", "displaced")),
        ("It sold 816 000 tonnes.", ("816 000 tonnes", 816000, "eq", "measure")),
        ("It paid 13 009 million dollars.", ("13 009 million dollars", 1.3009e10, "eq", "money")),
        ("It cut $18million in aid.", ("$18million", 1.8e7, "eq", "money")),
        ("It cost EUR 40m.", ("EUR 40m", 4e7, "eq", "money")),
        ("It hired 2mn people.", ("2mn people", 2e6, "eq", "count")),
        (
            "One point two million people were hurt.",
            ("One point two million people", 1.2e6, "eq", "injured"),
        ),
        (
            "It displaced a million and a half people.",
            ("a million and a half people", 1.5e6, "eq", "displaced"),
        ),
        (
            "It displaced three quarters of a million people.",
            ("three quarters of a million people", 750000, "eq", "displaced"),
        ),
        (
            "A dozen or two people were injured.",
            ("A dozen or two people", (12, 24), "range", "injured"),
        ),
        (
            "It displaced 1.2 to 1.5 million people.",
            ("1.2 to 1.5 million people", (1.2e6, 1.5e6), "range", "displaced"),
        ),
        ("It cost $1.2-1.5bn.", ("$1.2-1.5bn", (1.2e9, 1.5e9), "range", "money")),
        ("It took a week or so.", ("a week or so", 1, "approx", "duration")),
        ("It took a day or two.", ("a day or two", (1, 2), "range", "duration")),
        ("It took a year and a half.", ("a year and a half", 1.5, "eq", "duration")),
        ("It rained for the past 30 days.", ("30 days", 30, "eq", "duration")),
        ("Some 20 (smugglers) slept there.", ("Some 20 (smugglers)", 20, "approx", "count")),
        (
            "A quake with a magnitude of more than 5 hit it.",
            ("more than 5", 5, "gt", "count"),
        ),
    ],
)
def test_numbers_are_read_in_full(language_model: Language, text: str, expected: Found) -> None:
    assert found(language_model, text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She won the 100m in Riga.", 100),
        ("She ran over 200m on Sunday.", 200),
        ("She won the men's 400m title.", 400),
        ("She fell 60m to the street.", 60),
        ("A 100m wall of mud hit the town.", 100),
    ],
)
def test_m_is_metres_without_money_or_a_plural(
    language_model: Language, text: str, value: float
) -> None:
    assert [(q[1], q[3]) for q in found(language_model, text)] == [(value, "measure")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It sold 60m shares.", 6e7),
        ("The app has 60m active users.", 6e7),
        ("Sales rose to 60m.", 6e7),
        ("It paid 100m euros.", 1e8),
        ("More than 200m were sold.", 2e8),
    ],
)
def test_m_is_millions_of_what_is_counted(
    language_model: Language, text: str, value: float
) -> None:
    assert [q[1] for q in found(language_model, text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll rose by seven to 19.", [(7, "count"), (19, "killed")]),
        ("The number of injured rose by 12 to 40.", [(12, "count"), (40, "injured")]),
        ("The toll climbed by three to 22.", [(3, "count"), (22, "killed")]),
        ("The rate rose by 5 to 10 percent.", [((5, 10), "percent")]),
        (
            "It cut the rate from 5% to 4.1%-4.4% in May.",
            [(5, "percent"), ((4.1, 4.4), "percent")],
        ),
    ],
)
def test_a_change_and_a_level_are_no_range(
    language_model: Language, text: str, expected: list[tuple[float | Bounds, str]]
) -> None:
    assert [(q[1], q[3]) for q in found(language_model, text)] == expected


@pytest.mark.parametrize(
    ("text", "comparator", "kind"),
    [
        ("The storms have taken the death toll past 400.", "gt", "killed"),
        ("The death toll has passed 1,200.", "gt", "killed"),
        ("The number of injured climbed past 2,000 on Monday.", "gt", "injured"),
        ("The rate has crossed 5 percent.", "gt", "percent"),
        ("The hole is deeper than 20 metres.", "gt", "measure"),
        ("The rope is shorter than 20 metres.", "lt", "measure"),
        ("It was built at an estimated cost of $5 million.", "approx", "money"),
        ("It has a room with about six cars.", "approx", "count"),
        ("The council passed 12 laws.", "eq", "count"),
        ("The bus drove past 400 houses.", "eq", "count"),
    ],
)
def test_words_around_a_number_bound_it(
    language_model: Language, text: str, comparator: str, kind: str
) -> None:
    assert [q[2:] for q in found(language_model, text)] == [(comparator, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "It left at half past 10.",
        "They open at 16hrs.",
        "He paid with $1 bills.",
        "Multiple fires were seen.",
        "It is one of several places.",
        "The last five days were hard.",
    ],
)
def test_numbers_that_count_nothing(language_model: Language, text: str) -> None:
    assert found(language_model, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is just one catch.", [1]),
        ("They sold three boats and one car.", [3, 1]),
        ("A 14-man crew left.", [14]),
        ("Ann Holt is a mother of two.", [2]),
        ("Nearly a third left.", [33.33]),
        ("They worked six days a week.", [6]),
    ],
)
def test_numbers_that_count(language_model: Language, text: str, expected: list[float]) -> None:
    assert [q[1] for q in found(language_model, text)] == expected
