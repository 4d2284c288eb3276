"""What happened to people: who was harmed, without a number next to a verb of harm."""

import pytest
from spacy.language import Language

from tests.unit.extract.trees import parsed
from worker.extract.quantities.expressions import find_quantities

Found = list[tuple[str, float | None, str]]


def found(language_model: Language, text: str) -> Found:
    """The words, value and property of every quantity, implicit ones included."""
    return [
        (text[q.span.start : q.span.end], q.value, q.property)
        for q in find_quantities(parsed(language_model, text))
        if q.property != "age"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five sailors were flown to a hospital.", [("Five sailors", 5, "injured")]),
        ("The fire sent six people to local hospitals.", [("six people", 6, "injured")]),
        ("Two women suffered head injuries.", [("Two women", 2, "injured")]),
        ("The blast caused injuries to nine people.", [("nine people", 9, "injured")]),
        (
            "It left one guard dead and three others with serious wounds.",
            [("one guard", 1, "killed"), ("three others", 3, "injured")],
        ),
        ("Five people were struck by gunfire.", [("Five people", 5, "casualties")]),
        ("A bullet struck the driver.", [("the driver", 1, "casualties")]),
        ("He was charged in the shooting of nine people.", [("nine people", 9, "casualties")]),
        ("The fatal stabbing of two nuns shocked Riga.", [("two nuns", 2, "killed")]),
    ],
)
def test_harm_is_found_without_a_verb_of_harm(
    language_model: Language, text: str, expected: Found
) -> None:
    assert found(language_model, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people in the house were not hurt.", [("Two people", 2, "count")]),
        ("The driver was not hurt.", []),
        ("Mr. Orr was critical of the plan.", []),
        ("A man was found guilty in the deaths of two nuns.", [("two nuns", 2, "killed")]),
        (
            "The army captured a none-too-bright clerk.",
            [("a none-too-bright clerk", 1, "captured")],
        ),
        ("Both men were on trial for murder.", []),
        ("Police sealed two murder scenes.", [("two murder scenes", 2, "count")]),
        ("Some 20 rescue workers came.", [("Some 20 rescue workers", 20, "count")]),
        ("He died of several gunshot wounds.", [("several gunshot wounds", None, "count")]),
        ("Guards then shot three more times.", [("three more times", 3, "count")]),
        ("She spoke to Homicide Detective Ann Holt.", []),
        (
            "Some 250 others were injured and more than 800 homes destroyed.",
            [("Some 250 others", 250, "injured"), ("more than 800 homes", 800, "count")],
        ),
    ],
)
def test_people_who_were_not_harmed_are_no_victims(
    language_model: Language, text: str, expected: Found
) -> None:
    assert found(language_model, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Holt and a man found nearby died.",
            [("Ann Holt", 1, "killed"), ("a man", 1, "killed")],
        ),
        ("Four murder victims were named.", [("Four murder victims", 4, "killed")]),
        (
            "2 women and an infant killed in fire",
            [("2 women", 2, "killed"), ("an infant", 1, "killed")],
        ),
        ("It left three of his cousins badly hurt.", [("three of his cousins", 3, "injured")]),
        ("The crash left three others hurt last week.", [("three others", 3, "injured")]),
        ("It left one sailor fatally wounded.", [("one sailor", 1, "killed")]),
        ("Six boys ages 6 to 10 were wounded.", [("Six boys", 6, "injured")]),
        (
            "Seven people were shot, two fatally, in Graz.",
            [("Seven people", 7, "casualties"), ("two", 2, "killed")],
        ),
        (
            "Seven people were stabbed, three of them critically.",
            [("Seven people", 7, "casualties"), ("three", 3, "injured")],
        ),
    ],
)
def test_harm_is_assigned_to_the_right_people(
    language_model: Language, text: str, expected: Found
) -> None:
    assert found(language_model, text) == expected
