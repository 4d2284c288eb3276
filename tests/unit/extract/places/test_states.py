"""Which words name a state, its people or its capital, and which do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.extract.places.states import is_capital, is_state_name, place_names, state_of
from worker.extract.words import table


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Seoul", "South Korea"),
        ("Seoul's", "South Korea"),
        ("the US", "United States"),
        ("U.S.", "United States"),
        ("The United States", "United States"),
        ("UK", "United Kingdom"),
        ("Britain", "United Kingdom"),
        ("UAE", "United Arab Emirates"),
        ("DPRK", "North Korea"),
        ("Ukrainian", "Ukraine"),
        ("Kiev", "Ukraine"),
        ("Kyiv", "Ukraine"),
        ("Washington, D.C.", "United States"),
        ("the Netherlands", "Netherlands"),
        ("The Hague", "Netherlands"),
        ("Dutch", "Netherlands"),
        ("Burma", "Myanmar"),
        ("Turkey", "Turkey"),
        ("Türkiye", "Turkey"),
        ("Georgia", "Georgia"),
        ("MOSCOW", "Russia"),
        ("NORTH KOREA", "North Korea"),
        ("North \n Korea", "North Korea"),
        ("Russia\u2019s", "Russia"),
    ],
)
def test_states_are_found_by_their_names_and_people(words: str, state: str) -> None:
    assert state_of(words) == state


@pytest.mark.parametrize(
    "words",
    [
        "us",
        "turkey",
        "polish",
        "chad",
        "Korea",
        "Washington Post",
        "Paris Hilton",
        "the",
        "",
        "Us",
    ],
)
def test_other_words_name_no_state(words: str) -> None:
    assert state_of(words) is None


@pytest.mark.parametrize("words", ["Seoul", "Kiev", "Pyongyang's", "TEHRAN", "The Hague", "Kyiv"])
def test_capitals_name_their_state(words: str) -> None:
    assert is_capital(words)
    assert not is_state_name(words)


@pytest.mark.parametrize(
    "words", ["South Korea", "Ukrainian", "New York", "seoul", "Washington's men"]
)
def test_other_cities_are_not_capitals(words: str) -> None:
    assert not is_capital(words)


def test_the_list_of_states_is_complete() -> None:
    states = table("states")["states"]
    assert len(states) >= 195
    assert all(len(row) == 3 for row in states.values())
    assert all(state_of(state) == state for state in states)
    assert {"Ukraine", "Kyiv"} <= place_names()


@given(st.text(max_size=30))
def test_any_words_can_be_looked_up(words: str) -> None:
    found = state_of(words)
    assert found is None or found in table("states")["states"]
    assert not is_capital(words) or found is not None
