"""The JSON Schema of a document and accept() accept and refuse the same documents."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, Reportedly
from worker.accept import accept, schema
from worker.errors import RejectedError

LONGEST_TEXT = 30
SCHEMA = schema(max_characters=LONGEST_TEXT)
FIELDS: dict[str, dict[str, Any]] = SCHEMA["properties"]
WORDS = {"$schema", "title", "description", "examples", "properties"}

TYPES: dict[str, Callable[[object], bool]] = {
    "null": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "integer": lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
    ),
}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_of_type(value: object, names: str | list[str]) -> bool:
    return any(TYPES[name](value) for name in ([names] if isinstance(names, str) else names))


def _matches(value: object, pattern: str) -> bool:
    # `$` is the end in JSON Schema; in Python a line feed may follow.
    return not isinstance(value, str) or bool(re.search(pattern.replace("$", r"\Z"), value))


# By the specification, a keyword does not apply to values of another type.
KEYWORDS: dict[str, Callable[[Any, Any], bool]] = {
    "type": _is_of_type,
    "enum": lambda value, words: value in words,
    "pattern": _matches,
    "maxLength": lambda value, most: not isinstance(value, str) or len(value) <= most,
    "minimum": lambda value, least: not _is_number(value) or value >= least,
    "maximum": lambda value, most: not _is_number(value) or value <= most,
    "maxItems": lambda value, most: not isinstance(value, list) or len(value) <= most,
    "items": lambda value, each: (
        not isinstance(value, list) or all(_fits(one, each) for one in value)
    ),
    "required": lambda value, names: (
        not isinstance(value, dict) or all(name in value for name in names)
    ),
    "properties": lambda value, known: (
        not isinstance(value, dict)
        or all(_fits(value[name], rules) for name, rules in known.items() if name in value)
    ),
}


def _fits(value: object, rules: Mapping[str, Any]) -> bool:
    return all(KEYWORDS[word](value, rules[word]) for word in rules if word in KEYWORDS)


def _is_taken(document: object) -> bool:
    try:
        accept(cast("Mapping[str, object]", document), max_characters=LONGEST_TEXT)
    except RejectedError:
        return False
    return True


TEXTS = st.text(st.characters(exclude_categories=()), max_size=LONGEST_TEXT + 2)
LONG = st.sampled_from(["x" * 2_000, "x" * 2_001, "é" * 2_000, "🙂" * 2_001])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
VALUES = ANYTHING | LONG
MOMENTS = st.datetimes().map(str) | st.from_regex(FIELDS["published"]["pattern"], fullmatch=True)
TAGS = st.lists(st.from_regex(r"[A-Za-z0-9]{1,9}", fullmatch=True), min_size=1, max_size=7)
NUMBERS = st.sampled_from([2**63, 2**63 - 1, -(2**63), -(2**63) - 1, 7.0, 7.5, 1e300])
STRATEGIES = dict.fromkeys(FIELDS, VALUES) | {
    "id": VALUES | NUMBERS,
    "published": MOMENTS | VALUES,
    "modified": MOMENTS | VALUES,
    "language": TAGS.map("-".join) | TAGS.map("_".join) | VALUES,
    "byline": st.lists(TEXTS | LONG | ANYTHING, max_size=4) | VALUES,
    "notice": st.sampled_from([*FIELDS["notice"]["enum"], "Correction", " "]) | VALUES,
}


def _assert_alike(document: object) -> None:
    assert _is_taken(document) == _fits(document, SCHEMA), document


@given(st.fixed_dictionaries({}, optional=STRATEGIES) | ANYTHING)
def test_schema_and_code_accept_the_same_documents(document: object) -> None:
    _assert_alike(document)


@pytest.mark.parametrize("field", FIELDS)
@given(st.data())
def test_schema_and_code_accept_the_same_values_of_a_field(
    field: str, data: st.DataObject
) -> None:
    _assert_alike({"text": "x", field: data.draw(STRATEGIES[field])})


@pytest.mark.parametrize("field", FIELDS)
def test_schema_and_code_have_the_same_limits(field: str) -> None:
    most = FIELDS[field].get("maxLength", 0)
    for value in ("x" * most, "x" * (most + 1), ["x"] * 100, ["x"] * 101, ["x" * 2_001], [None]):
        _assert_alike({"text": "x", field: value})
    assert _is_taken({"text": "x", field: "x" * most})


def test_schema_and_code_accept_the_same_language_tags() -> None:
    for length, parts, part in product(
        range(1, 6), range(7), ("-a", "_a1", "-ab345678", "-1" * 9)
    ):
        _assert_alike({"text": "x", "language": "a" * length + part * parts})


def test_schema_and_code_treat_the_same_characters_as_blank() -> None:
    pattern = re.compile(FIELDS["text"]["pattern"])
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    blank = [each for each in every if each.isspace() or not pattern.search(each)]
    assert len(blank) > 20
    for each in blank:
        _assert_alike({"text": each * 2})
        assert not _is_taken({"text": each})


def test_schema_and_code_check_the_calendar() -> None:
    years = (
        "0999",
        "1000",
        "1004",
        "1900",
        "2000",
        "2024",
        "2025",
        "2096",
        "2400",
        "2999",
        "3000",
    )
    for year, month, day in product(years, range(14), range(33)):
        _assert_alike({"text": "x", "published": f"{year}-{month:02}-{day:02}"})


def test_schema_and_code_accept_the_same_forms_of_a_moment() -> None:
    hours = ("00", "09", "19", "23", "24", "9")
    ends = ("", ":00", ":59", ":60", ":00.5", ":00.123456789", ":00.1234567890", ":00.", ":00,5")
    zones = ("", "Z", "z", "+09:00", "-0330", "-23:59", "+24:00", "+09", "+09:60", "\n", " UTC")
    for parts in product("T t", hours, (":30", ":60", ""), ends, zones):
        _assert_alike({"text": "x", "modified": "2025-01-13" + "".join(parts)})
    _assert_alike({"text": "x", "modified": "٢٠٢٥-01-13"})
    assert FIELDS["published"]["pattern"] == FIELDS["modified"]["pattern"]


def test_the_validator_of_this_test_supports_every_keyword_of_the_schema() -> None:
    for rules in (SCHEMA, *FIELDS.values(), FIELDS["byline"]["items"]):
        assert set(rules) <= {*WORDS, *KEYWORDS}


@pytest.mark.parametrize("field", FIELDS)
def test_a_fault_names_its_field_and_what_was_found(field: str) -> None:
    with pytest.raises(RejectedError, match=rf"^{field}: must be a string, not dict$"):
        accept({"text": "x", field: {}}, max_characters=LONGEST_TEXT)


@pytest.mark.parametrize("document", SCHEMA["examples"])
def test_the_examples_of_the_schema_are_accepted(document: dict[str, object]) -> None:
    assert accept(document, max_characters=1_000).text == document["text"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_explained(field: str) -> None:
    assert f"| `{field}` |" in (ROOT / "docs" / "accept.md").read_text(encoding="utf-8")


def test_the_command_prints_it_with_the_limit_of_this_installation(
    reportedly: Reportedly,
) -> None:
    ended = reportedly("accept", "--schema", REPORTEDLY_MAX_CHARACTERS=str(LONGEST_TEXT))
    assert json.loads(ended.stdout) == SCHEMA
    assert ended.returncode == 0
