"""Where one claim ends and the next begins, by the arc of the tree between their verbs."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language


def _evidence(text: str, language_model: Language) -> list[str]:
    found = extract(read_text(text), language_model).claims
    return [" / ".join(claim.evidence_text) for claim in found]


MAINS = ("The bridge was closed", "The firm sold the mill")
ABSOLUTES = (
    ("the council looking for a builder", ", with "),
    ("several firms bidding for the site", ", with "),
    ("the road blocked by snow", ", with "),
    ("the mayor leaving for the north", ", with "),
    ("the council looking for a builder", ", despite "),
)


@pytest.mark.parametrize(("main", "rest"), list(product(MAINS, ABSOLUTES)))
def test_a_participle_with_its_own_subject_is_a_claim(
    main: str, rest: tuple[str, str], language_model: Language
) -> None:
    found = _evidence(f"{main}{rest[1]}{rest[0]}.", language_model)
    assert found == [main, rest[0]]


@pytest.mark.parametrize(
    ("main", "conjunction", "clause"),
    [
        ("The bridge was closed", "when", "the river flooded the road"),
        ("The firm sold the mill", "when", "the council raised its taxes"),
        ("Hundreds of people fled the town", "before", "the storm reached the coast"),
        ("The firm sold the mill", "before", "the council raised its taxes"),
        ("The town has lost three schools", "since", "the mill closed in May"),
        ("The firm sold the mill", "even though", "the council had bought it in May"),
    ],
)
def test_an_event_in_a_clause_of_time_is_a_claim(
    main: str, conjunction: str, clause: str, language_model: Language
) -> None:
    assert _evidence(f"{main} {conjunction} {clause}.", language_model) == [main, clause]


@pytest.mark.parametrize(
    "text",
    [
        "The road is closed when the river floods the valley",
        "The mayor was tired when he left the hall",
        "The firm will pay the men if the council buys the mill",
        "People ran out of their homes when the quake hit",
    ],
)
def test_a_clause_that_only_says_when_is_part_of_its_claim(
    text: str, language_model: Language
) -> None:
    assert _evidence(f"{text}.", language_model) == [text]


@pytest.mark.parametrize(
    ("amount", "people"),
    list(
        product(
            ("Most of the losses involve", "Nearly all of the deaths involve", "The fund helps"),
            ("farmers who have not been insured", "children who were not seen by a doctor"),
        )
    ),
)
def test_a_clause_that_says_which_people_are_meant_is_not_cut_off(
    amount: str, people: str, language_model: Language
) -> None:
    assert _evidence(f"{amount} {people}.", language_model) == [f"{amount} {people}"]


@pytest.mark.parametrize(
    ("main", "noun", "clause"),
    [
        ("Police found a child", "a child", "who had been shot in the chest"),
        ("Police met three men", "three men", "who were held in the north"),
        ("The firm sold a bridge", "a bridge", "which collapsed two years later"),
        ("The town lost the hall", "the hall", "where a judge heard the miners in May"),
    ],
)
def test_what_happened_to_somebody_in_particular_is_a_claim(
    main: str, noun: str, clause: str, language_model: Language
) -> None:
    assert _evidence(f"{main} {clause}.", language_model) == [main, f"{noun} {clause}"]


@pytest.mark.parametrize(
    ("first", "mark", "second"),
    list(
        product(
            ("The bridge was closed", "The mayor has failed the town"),
            (":", ";", ","),
            ("the river had flooded the road", "the council had lost its money"),
        )
    ),
)
def test_a_clause_before_a_mark_is_a_claim(
    first: str, mark: str, second: str, language_model: Language
) -> None:
    assert _evidence(f"{first}{mark} {second}.", language_model) == [first, second]


@pytest.mark.parametrize(
    ("subject", "first", "second"),
    list(
        product(
            ("Traders", "The men"),
            ("bring goods to the town", "repair the boats"),
            ("provide cheap food", "sell their nets"),
        )
    ),
)
def test_a_second_verb_in_the_present_tense_is_a_claim(
    subject: str, first: str, second: str, language_model: Language
) -> None:
    found = _evidence(f"{subject} {first} and {second}.", language_model)
    assert found == [f"{subject} {first}", f"{subject} / {second}"]


def test_a_question_within_a_clause_is_not_cut(language_model: Language) -> None:
    text = "The mayor asked where the paint came from and who ordered it"
    assert all(found != "who ordered it" for found in _evidence(f"{text}.", language_model))
