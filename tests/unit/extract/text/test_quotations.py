"""Quotation marks: straight and curly, nested, unclosed, continued."""

from __future__ import annotations

import pytest

from worker.extract.text.paragraphs import LONGEST, paragraphs
from worker.extract.text.quotations import quotations
from worker.records import Article, Section, Span


def _article(text: str) -> Article:
    return Article(text, (Section("body", Span(0, len(text))),), "key")


def _inner(text: str) -> list[list[str]]:
    found = quotations(paragraphs(_article(text)))
    return [[text[mark.inner_start : mark.inner_end] for mark in row] for row in found]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "it rained" twice.', ["it rained"]),
        ("He said “it rained” twice.", ["it rained"]),
        ("He said «it rained» twice.", ["it rained"]),
        ("He said ''it rained'' twice.", ["it rained"]),
        ("Bridge 'unsafe' after storm", ["unsafe"]),
        ("The Browns' house and the Smiths' car", []),
        ('"It rained," he said, "and it snowed."', ["It rained,", "and it snowed."]),
        ('He said: "It rained.', ["It rained."]),
        ('He said it was "... rain, and ... snow."', ["... rain, and ... snow."]),
        ("“She told me ‘it rained’ twice,” he said.", ["She told me ‘it rained’ twice,"]),
        ('"', []),
        ("“It rained. “", ["It rained."]),
        ('"It rained. "', ["It rained."]),
    ],
)
def test_quotation_marks_are_paired(text: str, inner: list[str]) -> None:
    assert _inner(text) == [inner]


def test_a_quotation_may_open_every_paragraph_and_close_once() -> None:
    text = "“It rained.\n\n“Then it snowed,” he said."
    rows = quotations(paragraphs(_article(text)))
    assert rows[0][0].group == rows[1][0].group
    assert not rows[0][0].closed


def test_a_quotation_may_continue_without_a_second_opening_mark() -> None:
    rows = quotations(paragraphs(_article('"It rained.\nThen it snowed," he said.')))
    assert rows[1][0].continued
    assert rows[0][0].group == rows[1][0].group


def test_paragraphs_have_exact_offsets() -> None:
    text = "One line.\n\n  Two lines.\nA wrapped\nline.\n"
    found = paragraphs(_article(text))
    assert [paragraph.text for paragraph in found] == [
        "One line.",
        "Two lines.",
        "A wrapped\nline.",
    ]
    assert all(text[p.offset : p.end] == p.text for p in found)


def test_an_endless_paragraph_is_cut() -> None:
    found = paragraphs(_article("x" * (3 * LONGEST)))
    assert max(len(paragraph.text) for paragraph in found) <= LONGEST
    assert sum(len(paragraph.text) for paragraph in found) == 3 * LONGEST
