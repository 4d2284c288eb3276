"""Step 3 alone: a document becomes an Article, or an error that names the field."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.accept import accept
from worker.errors import RejectedError
from worker.records import Article


def _accept(**document: object) -> Article:
    return accept(document, max_characters=1_000)


def test_the_id_names_the_article_before_the_url_and_the_url_before_the_text() -> None:
    text = "He left."
    assert _accept(text=text, id="x", url="https://a.example/1").source_key == "id:x"
    assert _accept(text=text, id=7).source_key == "id:7"
    assert _accept(text=text, url="https://a.example/1").source_key == "url:https://a.example/1"
    assert _accept(text=text).source_key == _accept(text=f"{text}\n").source_key
    assert _accept(text=text).source_key != _accept(text="She left.").source_key


def test_published_is_a_day_or_a_moment() -> None:
    assert _accept(text="x", published="2025-01-13").published == date(2025, 1, 13)
    seoul = timezone(timedelta(hours=9))
    moment = _accept(text="x", published="2025-01-13T09:30:00+09:00").published
    assert moment == datetime(2025, 1, 13, 9, 30, tzinfo=seoul)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "text: missing or blank"),
        ({"text": " \n"}, "text: missing or blank"),
        ({"text": None}, "text: missing or blank"),
        ({"text": b"bytes"}, "text: must be a string, not bytes"),
        ({"text": "x" * 1_001}, "text: 1,001 characters; the limit is 1,000"),
        ({"text": "x", "url": 5}, "url: must be a string, not int"),
        ({"text": "x", "title": ["a"]}, "title: must be a string, not list"),
        ({"text": "x", "published": "13 January"}, "published: '13 January' is not a date"),
        ({"text": "x", "published": 5}, "published: must be a string, not int"),
        ({"text": "x", "id": "y" * 2_001}, "id: 2,001 characters"),
    ],
)
def test_what_is_wrong_is_named(document: dict[str, object], words: str) -> None:
    with pytest.raises(RejectedError) as caught:
        accept(document, max_characters=1_000)
    assert words in str(caught.value)


def test_a_document_that_is_no_object_is_named() -> None:
    with pytest.raises(RejectedError, match="not list"):
        accept([], max_characters=1_000)  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=200))
def test_any_text_is_stored_at_its_own_length(text: str) -> None:
    if not text.translate({0: "x"}).strip():
        return
    article = _accept(text=text)
    assert len(article.text) == len(text)
    article.text.encode("utf-8")
    assert "\0" not in article.text
    for section in article.sections:
        assert 0 <= section.span.start < section.span.end <= len(text)
