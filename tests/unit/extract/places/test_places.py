"""The places of a paragraph: from the gazetteer, regions, and the parser's entities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.unit.extract.trees import parsed
from worker.extract.places.toponyms import find_places


def names(language_model: Language, text: str) -> list[tuple[str, str]]:
    """The words of every place and its name."""
    return [
        (text[p.span.start : p.span.end], p.name)
        for p in find_places(parsed(language_model, text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister flew from Kiev to Moscow.", [("Kiev", "Kiev"), ("Moscow", "Moscow")]),
        ("The US and the U.K. agreed.", [("US", "United States"), ("U.K.", "United Kingdom")]),
        ("He told us about turkey.", []),
        (
            "Troops entered Russia's Kursk region.",
            [("Russia", "Russia"), ("Kursk region", "Kursk region")],
        ),
        ("Floods hit the Tavory province on Monday.", [("Tavory province", "Tavory province")]),
        ("The firm opened an office in Chicago.", [("Chicago", "Chicago")]),
        ("Michael Jordan retired.", []),
        ("Nigeria borders Niger.", [("Nigeria", "Nigeria"), ("Niger", "Niger")]),
    ],
)
def test_places_are_found(
    language_model: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    assert names(language_model, text) == expected


def test_spans_are_moved_by_the_offset(language_model: Language) -> None:
    (place,) = find_places(parsed(language_model, "It rained in Kenya.", 100))
    assert place.span == (113, 118)


@settings(max_examples=40, deadline=None)
@given(
    text=st.lists(st.sampled_from(["Kyiv", "the US", "region", "'s", "\n", "A", "é"])).map(
        " ".join
    )
)
def test_spans_of_places_are_exact_in_any_text(language_model: Language, text: str) -> None:
    last = 0
    for place in find_places(parsed(language_model, text)):
        assert last <= place.span.start < place.span.end <= len(text)
        assert place.name.strip()
        last = place.span.end
