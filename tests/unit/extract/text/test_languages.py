"""Which texts are read: English ones, and those too short to detect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.extract.text.languages import is_supported
from worker.records import Article, Extraction, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize("tag", [None, "en", "EN", "en-GB", "eng", "und"])
def test_english_and_unknown_texts_are_read(tag: str | None) -> None:
    assert is_supported(tag)


@pytest.mark.parametrize("tag", ["de", "pt-BR", "enm", "pcm"])
def test_other_languages_are_not_read(tag: str) -> None:
    assert not is_supported(tag)


def test_a_text_that_is_not_read_says_so(language_model: Language) -> None:
    text = "Ana Brandt said that the bridge was closed."
    sections = (Section("body", Span(0, len(text))),)
    found = extract(Article(text, sections, "key", language="de"), language_model)
    assert found == Extraction(outcome="unsupported_language")
    assert extract(Article(text, sections, "key", language="en-GB"), language_model).claims
