"""What a number counts where another word says it: second counts, parts, levels, intentions."""

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
        (
            "Two sailors were killed in the hold and six others on the deck.",
            [(2, "killed"), (6, "killed")],
        ),
        (
            "Two men were arrested on Monday and three more on Friday.",
            [(2, "arrested"), (3, "arrested")],
        ),
        ("The fire killed 12 people, including four children.", [(12, "killed"), (4, "killed")]),
        ("Ten people were hurt, including four guards.", [(10, "injured"), (4, "injured")]),
        ("Among the 12 killed were four children.", [(12, "killed"), (4, "killed")]),
        ("Among the dead were four children.", [(4, "killed")]),
        ("The dead included four children.", [(4, "killed")]),
        ("Of the dead, four were children.", [(4, "killed")]),
        ("Of the deaths, 12 were in Riga.", [(12, "killed")]),
        ("Of those killed, five were women.", [(5, "killed")]),
        ("Three of the dead were children.", [(3, "killed")]),
        ("Two guards were killed and six others watched.", [(2, "killed"), (6, "count")]),
        ("A mother of 13 was hurt.", [(13, "count")]),
    ],
)
def test_second_counts_and_parts(
    language_model: Language, text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(q[1], q[3]) for q in found(language_model, text)] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Some 400 people were listed as injured.", "injured"),
        ("Nine people were registered as missing.", "missing"),
        ("The report listed 12 people as missing.", "missing"),
        ("Seven guards are recovering in hospital.", "injured"),
        ("Four women are fighting for their lives.", "injured"),
        ("Three people needed hospital treatment.", "injured"),
        ("Twenty fans were trampled in the crush.", "casualties"),
        ("Twenty fans were trampled to death.", "killed"),
        ("Three men were burned to death.", "killed"),
        ("Six miners suffocated.", "killed"),
        ("Nine people lost their lives.", "killed"),
        ("The city placed 300 officers along the route.", "deployed"),
        ("More than 1,000 officers were posted along the route.", "deployed"),
        ("The government sent 300 engineers to the town.", "deployed"),
        ("The firm sent 20 people home.", "count"),
        ("The storm drove 400 families from their homes.", "displaced"),
        ("About 400 people were forced to flee.", "displaced"),
        ("Some 300 residents were forced to evacuate.", "evacuated"),
        ("The fire burned 500 houses.", "count"),
        ("The death toll after the storm that hit the town in May rose to 280.", "killed"),
        ("The mayor put the death toll at 222.", "killed"),
        ("They helped 210 people to get care.", "count"),
    ],
)
def test_classes_of_words_say_what_is_counted(
    language_model: Language, text: str, kind: str
) -> None:
    assert [q[3] for q in found(language_model, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Guards moved to arrest three of the fans.",
        "Guards refused to arrest six marchers.",
        "Police tried to rescue three boys.",
        "He is accused of plotting to kill 20 people.",
        "Crews raced to rescue 30 people.",
        "The court heard of a plot to kill 20 people.",
    ],
)
def test_what_is_only_meant_has_not_happened(language_model: Language, text: str) -> None:
    assert [q[3] for q in found(language_model, text)] == ["count"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police managed to arrest two men.", "arrested"),
        ("The storm is expected to displace 3,000 people.", "displaced"),
        ("The storm is feared to have killed 300 people.", "killed"),
    ],
)
def test_what_is_expected_or_done_keeps_its_property(
    language_model: Language, text: str, kind: str
) -> None:
    assert [q[3] for q in found(language_model, text)] == [kind]


def test_a_part_and_the_whole_of_whom_something_is_said(language_model: Language) -> None:
    text = "The camp shelters 2,000 to 3,000 of the 40,000 people driven from the coast."
    assert [(q[1], q[3]) for q in found(language_model, text)] == [
        ((2000, 3000), "displaced"),
        (40000, "displaced"),
    ]


@pytest.mark.parametrize(
    "text", ["He doubts the true number of dead.", "The number of wounded is unknown."]
)
def test_no_victim_is_in_a_noun_for_many(language_model: Language, text: str) -> None:
    assert not find_quantities(parsed(language_model, text))
