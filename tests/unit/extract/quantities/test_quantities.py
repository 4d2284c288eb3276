"""Numbers with bounds, units and what they count; and numbers that are no quantities."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.unit.extract.trees import parsed
from worker.extract.quantities.amounts import read_amounts
from worker.extract.quantities.expressions import find_quantities
from worker.extract.quantities.lexemes import lex
from worker.extract.quantities.numbers import read_number
from worker.records import Quantity

Found = tuple[str, float | tuple[float | None, float | None], str, str]


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


def only(language_model: Language, text: str) -> Quantity:
    """The one quantity of a text."""
    (quantity,) = (q for q in find_quantities(parsed(language_model, text)) if not q.implicit)
    return quantity


def only_implicit(language_model: Language, text: str) -> Quantity:
    """The one implicit quantity of a text."""
    (quantity,) = (q for q in find_quantities(parsed(language_model, text)) if q.implicit)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-three", 23),
        ("two hundred and five", 205),
        ("three thousand two hundred", 3200),
        ("1,250", 1250),
        ("25, 000", 25000),
        ("2, 116", 2116),
        ("2.5 million", 2.5e6),
        ("3bn", 3e9),
        ("half a million", 5e5),
        ("a quarter of a million", 250000),
        ("a quarter-of-a-million", 250000),
        ("one and a half million", 1.5e6),
        ("two dozen", 24),
        ("a thousand", 1000),
        ("two thirds of", 66.67),
        ("one in four", 25),
        ("half of", 50),
        ("12 lakh", 1.2e6),
        ("5 \u00bd", 5.5),
        ("3\u00bd", 3.5),
        ("half a percent", 0.5),
        ("a quarter of one percent", 0.25),
    ],
)
def test_numbers_in_words_and_digits_are_read(text: str, value: float) -> None:
    number = read_number(lex(text), 0)
    assert number is not None
    assert number.value == value
    assert number.low == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens", 24, None),
        ("hundreds", 200, None),
        ("tens of thousands", 20000, None),
        ("hundreds of thousands", 200000, None),
        ("millions", 2e6, None),
        ("several hundred", 300, None),
        ("a couple of", 2, 3),
    ],
)
def test_vague_numbers_have_bounds_only(text: str, low: float, high: float | None) -> None:
    number = read_number(lex(text), 0)
    assert number is not None
    assert (number.value, number.low, number.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "comparator"),
    [
        ("about 300 boats", 300, None, None, "approx"),
        ("some 300 boats", 300, None, None, "approx"),
        ("an estimated 300 boats", 300, None, None, "approx"),
        ("more than 300 boats", 300, 300, None, "gt"),
        ("over 300 boats", 300, 300, None, "gt"),
        ("at least 300 boats", 300, 300, None, "gte"),
        ("300 or more boats", 300, 300, None, "gte"),
        ("nearly 300 boats", 300, None, 300, "lt"),
        ("fewer than 300 boats", 300, None, 300, "lt"),
        ("up to 300 boats", 300, None, 300, "lte"),
        ("as many as 300 boats", 300, None, 300, "lte"),
        ("no more than 300 boats", 300, None, 300, "lte"),
        ("between 15 and 20 boats", None, 15, 20, "range"),
        ("15 to 20 boats", None, 15, 20, "range"),
        ("two or three boats", None, 2, 3, "range"),
        ("300 boats", 300, 300, 300, "eq"),
        ("dozens of boats", None, 24, None, "gte"),
    ],
)
def test_bounds_become_comparators(
    language_model: Language,
    text: str,
    value: float | None,
    low: float | None,
    high: float | None,
    comparator: str,
) -> None:
    quantity = only(language_model, f"The storm sank {text} off the coast.")
    assert (quantity.value, quantity.low, quantity.high) == (value, low, high)
    assert (quantity.comparator, quantity.property) == (comparator, "count")
    assert quantity.unit == "boat"


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("a fine of $33 million", 33e6, "USD", "money"),
        ("a fine of US$ 20,000", 20000, "USD", "money"),
        ("a fine of A$500", 500, "AUD", "money"),
        ("a fine of \u20ac7 million", 7e6, "EUR", "money"),
        ("a fine of 3,000 pounds", 3000, "GBP", "money"),
        ("a fine of 75 cents", 0.75, "USD", "money"),
        ("a rise of 6 per cent", 6, "percent", "percent"),
        ("a rise of 54.5%", 54.5, "percent", "percent"),
        ("a rise of three percentage points", 3, "percentage point", "percent"),
        ("a delay of ten minutes", 10, "minute", "duration"),
        ("a delay of two decades", 20, "year", "duration"),
        ("a 12-hour delay", 12, "hour", "duration"),
        ("winds of 180 km/h", 180, "kilometre per hour", "measure"),
        ("a park of 40 square miles", 40, "square mile", "measure"),
        ("a 15 metre high tower", 15, "metre", "measure"),
        ("a nine-year-old boy", 9, "year", "age"),
        ("a 34 - year - old woman", 34, "year", "age"),
        ("a boy of 14 years of age", 14, "year", "age"),
        ("Ann Holt, 62, won", 62, "year", "age"),
        ("Ann Holt (62) won", 62, "year", "age"),
        ("a boy who was 18 at the time", 18, "year", "age"),
        ("a three-percentage-point margin", 3, "percentage point", "percent"),
        ("a fine of $2. 5 million", 2.5e6, "USD", "money"),
        ("a girl who turned 18 in May", 18, "year", "age"),
        ("a boy aged 14", 14, "year", "age"),
        ("a quake of magnitude 6. 1", 6.1, "magnitude", "count"),
        ("it rang twice", 2, "time", "count"),
        ("it rose 18-fold", 18, "times", "count"),
        ("a load of 900 pounds of rice", 900, "pound", "measure"),
        ("a 30-pound bag", 30, "pound", "measure"),
        ("a dog that weighed 60 pounds", 60, "pound", "measure"),
        ("a bill of 900 pounds of debt", 900, "GBP", "money"),
        ("a 900-square-foot flat", 900, "square foot", "measure"),
        ("a bar of 16ounces", 16, "ounce", "measure"),
        ("a fall of 60m while climbing", 60, "metre", "measure"),
        ("a force of 6. 2 on the Richter scale", 6.2, "magnitude", "count"),
        ("a force of 6.2 on the Richter scale", 6.2, "magnitude", "count"),
        ("a 6.4 tremor", 6.4, "magnitude", "count"),
        ("a 22-point defeat", 22, "point", "count"),
        ("a 10-point halftime lead", 10, "point", "count"),
        ("a depth of two-tenths of a mile", 0.2, "mile", "measure"),
        ("a rise of a quarter of a percentage point", 0.25, "percentage point", "percent"),
        ("a share of 61 per cent", 61, "percent", "percent"),
        ("he was 77", 77, "year", "age"),
        ("Ann Holt is 63", 63, "year", "age"),
        ("Ann Holt, now 16, won", 16, "year", "age"),
        ("a woman, also 22, won", 22, "year", "age"),
        ("Ann Holt, M.D., 51, won", 51, "year", "age"),
        ("Ann Holt, 32 \u2013 won", 32, "year", "age"),
        ("a call about a 3-year-old", 3, "year", "age"),
        ("a 4 yo boy", 4, "year", "age"),
        ("Ann Holt, 62 was charged", 62, "year", "age"),
        ("Ann Holt who died at 92", 92, "year", "age"),
        ("a sum for 2 Ulm Fire Departments", 2, "departments", "count"),
    ],
)
def test_units_are_read(
    language_model: Language, text: str, value: float, unit: str, kind: str
) -> None:
    quantity = only(language_model, f"There was {text}.")
    assert (quantity.value, quantity.unit, quantity.property) == (value, unit, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Around 40 miners have been killed and 270 injured, the firm said.",
            [
                ("Around 40 miners", 40, "approx", "killed"),
                ("270", 270, "approx", "injured"),
            ],
        ),
        (
            "At least 3 dead, 15 injured in blast",
            [("At least 3", 3, "gte", "killed"), ("15", 15, "eq", "injured")],
        ),
        (
            "The blast killed nine skiers and injured more than 20.",
            [("nine skiers", 9, "eq", "killed"), ("more than 20", 20, "gt", "injured")],
        ),
        ("The army captured two pilots.", [("two pilots", 2, "eq", "captured")]),
        ("Police detained 47 protesters.", [("47 protesters", 47, "eq", "arrested")]),
        ("Twelve people are still missing.", [("Twelve people", 12, "eq", "missing")]),
        ("It sent over 700 troops.", [("over 700 troops", 700, "gt", "deployed")]),
        ("It sent over 700 letters.", [("over 700 letters", 700, "gt", "count")]),
        ("Divers rescued 12 people.", [("12 people", 12, "eq", "rescued")]),
        (
            "Some 900 villagers were evacuated.",
            [("Some 900 villagers", 900, "approx", "evacuated")],
        ),
        (
            "Thousands of people who have fled the war came.",
            [("Thousands of people", (2000, None), "gte", "displaced")],
        ),
        ("Five people were shot at a party.", [("Five people", 5, "eq", "casualties")]),
        ("Five people were shot dead at a party.", [("Five people", 5, "eq", "killed")]),
        ("He said the plan was dead and that nobody wanted it.", []),
        ("The army shot down 24 drones.", [("24 drones", 24, "eq", "count")]),
        ("Twelve drones were shot down.", [("Twelve drones", 12, "eq", "count")]),
        ("The death toll rose to 45.", [("45", 45, "eq", "killed")]),
        ("Casualties have surpassed 3,000.", [("surpassed 3,000", 3000, "gt", "casualties")]),
        ("No deaths were reported.", [("No deaths", 0, "eq", "killed")]),
        (
            "Rents rose 10% in 2016. 12 men fled.",
            [("10%", 10, "eq", "percent"), ("12 men", 12, "eq", "displaced")],
        ),
        ("On May 5, 200 sheep died.", [("200 sheep", 200, "eq", "killed")]),
        ("No skier had died.", [("No skier", 0, "eq", "killed")]),
        ("None of the 20 others was hurt.", [("None of the 20 others", 0, "eq", "injured")]),
        ("Both men were killed.", [("Both men", 2, "eq", "killed")]),
        ("One of the wounded guards died.", [("One of the wounded guards", 1, "eq", "injured")]),
        (
            "No deaths or injuries were reported.",
            [("No deaths", 0, "eq", "killed"), ("injuries", 0, "eq", "injured")],
        ),
        (
            "Neither of the two pilots was hurt.",
            [("Neither of the two pilots", 0, "eq", "injured")],
        ),
        (
            "More than 100 troops were killed or wounded.",
            [("More than 100 troops", 100, "gt", "casualties")],
        ),
        (
            "Two men, 24 and 31, were arrested.",
            [("Two men", 2, "eq", "arrested"), ("24", 24, "eq", "age"), ("31", 31, "eq", "age")],
        ),
        ("They won 52 of the 90 seats.", [("52 of the 90 seats", 52, "eq", "count")]),
        (
            "Aid fell from 60,000 dollars to just 7,500.",
            [("60,000 dollars", 60000, "eq", "money"), ("7,500", 7500, "eq", "money")],
        ),
        ("They must leave within 48 hours.", [("within 48 hours", 48, "lte", "duration")]),
        ("It took less than a year.", [("less than a year", 1, "lt", "duration")]),
        (
            "It lost millions of dollars.",
            [("millions of dollars", (2e6, None), "gte", "money")],
        ),
        (
            "It lost millions of federal dollars.",
            [("millions of federal dollars", (2e6, None), "gte", "money")],
        ),
        (
            "It lies hundreds of miles away.",
            [("hundreds of miles", (200, None), "gte", "measure")],
        ),
        (
            "It sent hundreds of foot soldiers.",
            [("hundreds of foot soldiers", (200, None), "gte", "deployed")],
        ),
        (
            "The 17- and 18-year-olds won.",
            [("17", 17, "eq", "age"), ("18-year-olds", 18, "eq", "age")],
        ),
        (
            "Ann Holt, 20 and Bob Orr, 24, were charged.",
            [("20", 20, "eq", "age"), ("24", 24, "eq", "age")],
        ),
        (
            "One 15-year-old boy was killed.",
            [("One", 1, "eq", "killed"), ("15-year-old", 15, "eq", "age")],
        ),
        (
            "The club has three 18-year-olds.",
            [("three", 3, "eq", "count"), ("18-year-olds", 18, "eq", "age")],
        ),
        (
            "It shut eight coal-fired plants.",
            [("eight coal-fired plants", 8, "eq", "count")],
        ),
        (
            "They paid for 55 home medical visits.",
            [("55 home medical visits", 55, "eq", "count")],
        ),
        (
            "It hit three badly damaged schools.",
            [("three badly damaged schools", 3, "eq", "count")],
        ),
        (
            "It asked a dozen men - two Swedes and 10 Finns.",
            [
                ("a dozen men", 12, "eq", "count"),
                ("two Swedes", 2, "eq", "count"),
                ("10 Finns", 10, "eq", "count"),
            ],
        ),
        (
            "Turnout was 61 per cent, two points lower than in May.",
            [("61 per cent", 61, "eq", "percent"), ("two points", 2, "eq", "percent")],
        ),
        (
            "The index fell 1 per cent, or 90 points.",
            [("1 per cent", 1, "eq", "percent"), ("90 points", 90, "eq", "count")],
        ),
        (
            "It raised pay from the current $7 to $12.",
            [("$7", 7, "eq", "money"), ("$12", 12, "eq", "money")],
        ),
        (
            "He was jailed in June 2012 to serve 15 years.",
            [("15 years", 15, "eq", "duration")],
        ),
        (
            "She met two of the firm's five owners.",
            [("two of the firm's five owners", 2, "eq", "count")],
        ),
        (
            "Two boys ages 6 and 9 won.",
            [("Two boys", 2, "eq", "count"), ("6", 6, "eq", "age"), ("9", 9, "eq", "age")],
        ),
        (
            "She is the mother of two boys.",
            [("two boys", 2, "eq", "count")],
        ),
    ],
)
def test_the_property_is_what_is_counted(
    language_model: Language, text: str, expected: list[Found]
) -> None:
    assert found(language_model, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was built in 1985.",
        "The 2004 flood was worse.",
        "It sank on June 20, officials said.",
        "It sank on 20 June.",
        "It came third.",
        "It sank around 7 p.m. on the coast.",
        "The meeting began at 9:30.",
        "One wonders why.",
        "The two countries agreed.",
        "The two argued.",
        "Call 555-228-3263.",
        "Please call 911.",
        "It flew a Boeing 737.",
        "The G20 met.",
        "He used IE9.",
        "A MiG-29 crashed.",
        "The 3500 block of Elm Street is shut.",
        "He lives at 224 E. Elm Court.",
        "They won 3-1.",
        "The court ruled in a 5-4 decision.",
        "He cited Section 215.",
        "The Tavory 225 index slipped.",
        "It happened two years ago.",
        "[Two] years ago it sank.",
        "They finished 5-10.",
        "There was no comment.",
        "A jury returned a 22-count indictment.",
        "It is made for 64 - bit systems.",
        "He is a two-term governor.",
        "She met a 40-something.",
        "They found a zero-day flaw.",
        "She is a single mother.",
        "He completed 1 of 13 passes.",
        "He made 3-of-4 throws.",
        "It was built to link the two nations.",
        "Two weekends ago it rained.",
        "It ran in the final days of the war.",
        "The board met on November 1-2.",
        "The board met from May 5 to 7.",
        "The board met on 2007 - 11 - 12.",
        "The board met on 27 / 09 / 2013.",
        "It won in the past three seasons.",
        "It rose in the second half of the year.",
        "The 911 dispatcher heard it.",
        "Please text WORK to 82623.",
        "Call 305-471-TIPS.",
        "She filed Form 990.",
        "The bill is H.R. 4872.",
        "The case is CV11-00974.",
        "The hall is at 301 2nd Ave E.",
        "The suspect is 6'2\" tall.",
        "It got money from the FY 2017 Farmers Fund.",
        "-30-",
    ],
)
def test_names_dates_and_scores_are_no_quantities(language_model: Language, text: str) -> None:
    assert found(language_model, text) == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("A man was shot dead in a bar.", "A man", "killed"),
        ("The boy who was shot is well.", "The boy", "casualties"),
        ("The army captured rebel leader Yonas Gebre.", "rebel leader Yonas Gebre", "captured"),
        ("The driver died on Monday.", "The driver", "killed"),
    ],
)
def test_one_victim_is_implicit(
    language_model: Language, text: str, words: str, kind: str
) -> None:
    quantity = only_implicit(language_model, text)
    assert text[quantity.span.start : quantity.span.end] == words
    assert (quantity.value, quantity.property, quantity.unit) == (1, kind, "person")


@pytest.mark.parametrize("text", ["No driver died.", "The driver slept.", "One driver died."])
def test_other_singular_nouns_are_not_implicit_victims(
    language_model: Language, text: str
) -> None:
    assert not any(q.implicit for q in find_quantities(parsed(language_model, text)))


def test_spans_are_moved_by_the_offset(language_model: Language) -> None:
    (quantity,) = find_quantities(parsed(language_model, "It killed 40 sheep.", 1000))
    assert quantity.span == (1010, 1018)


PIECES = [
    *("300", "1,000", "6. 1", "$", "%", "-", "to", "between", "and", "twice", "half", "of", "a"),
    *(
        "dozens",
        "killed",
        "soldiers",
        "no",
        "injuries",
        "none",
        "the",
        "magnitude",
        "years",
        "old",
    ),
    *("\n", "é", "\u2019s", "both", "one", "million", "m", ".", ",", "(", "\u200b", "\U0001d7db"),
]
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES)).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_spans_of_quantities_are_exact_in_any_text(language_model: Language, text: str) -> None:
    last = 0
    for quantity in find_quantities(parsed(language_model, text)):
        start, end = quantity.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        if not quantity.implicit:
            assert last <= start
            last = end


@given(text=TEXTS)
def test_amounts_never_overlap(text: str) -> None:
    _, amounts = read_amounts(text)
    assert all(a.last <= b.first for a, b in pairwise(amounts))


def test_a_phrase_begins_with_a_word(language_model: Language) -> None:
    text = "The police captured the\xa0Weston Elementary School bus rebel leader Yonas Gebre."
    found = [q for q in find_quantities(parsed(language_model, text)) if q.implicit]
    words = [text[q.span.start : q.span.end] for q in found]
    assert words
    assert all(part == part.strip() for part in words)
