"""Step 3 alone: a document becomes an Article, or an error that names the field."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kombu.utils import json

from worker.accept import accept, document_of
from worker.errors import RejectedError
from worker.records import Article, Page

TODAY = date(2025, 1, 14)


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
        ({"text": "x", "id": True}, "id: must be a string, not bool"),
        ({"text": "x", "id": 2**63}, "id: a number must be whole and have 64 bits at most"),
        ({"text": "x", "id": 10**5_000}, "id: a number must be whole and have 64 bits at most"),
        ({"text": "x", "id": float("nan")}, "id: a number must be whole"),
        ({"text": "x", "published": "2025-02-29"}, "published: '2025-02-29' is not a date"),
        # Neither is within the calendar in UTC.
        ({"text": "x", "published": "0001-01-01T00:00+09:00"}, "is not a date such as 2025-01-13"),
        ({"text": "x", "modified": "9999-12-31T23:00-09:00"}, "modified: '9999-12-31T23:00-09:00"),
        ({"text": "x", "language": "english"}, "language: 'english' is not a language tag such"),
        ({"text": "x", "byline": ["Ada", 5]}, "byline[1]: must be a string, not int"),
        ({"text": "x", "byline": [None]}, "byline[0]: must be a string, not null"),
        ({"text": "x", "byline": ["x"] * 101}, "byline: 101 names; the limit is 100"),
        ({"text": "x", "section": 5}, "section: must be a string, not int"),
        ({"text": "x", "credit": "x" * 2_001}, "credit: 2,001 characters; the limit is 2,000"),
        ({"text": "x", "notice": "erratum"}, "notice: 'erratum' is not one of correction, clar"),
    ],
)
def test_a_wrong_field_is_named(document: dict[str, object], words: str) -> None:
    with pytest.raises(RejectedError) as caught:
        accept(document, max_characters=1_000)
    assert words in str(caught.value)


def test_the_fields_of_a_document_are_kept() -> None:
    article = _accept(
        text="He left.\n\nSOURCE:AFP",
        modified="2025-01-14",
        language="pt_BR",
        byline=["Ada Brenner", " ", "Tom Reyes"],
        section="World",
        credit="AP",
        notice="correction",
    )
    assert (article.modified, article.language) == (date(2025, 1, 14), "pt-BR")
    assert (article.byline, article.section) == ("Ada Brenner, Tom Reyes", "World")
    assert (article.credit, article.notice) == ("AP", "correction")
    assert _accept(text="He left.\n\nSOURCE:AFP", credit=" ").credit == "AFP"
    assert _accept(text="He left.", byline=[]).byline is None


def test_a_datetime_from_python_is_accepted() -> None:
    sent = {"text": "x", "published": datetime(2025, 1, 13, 9, 30, tzinfo=UTC), "modified": TODAY}
    came = json.loads(json.dumps(sent))
    article = accept(came, max_characters=1_000)
    assert (article.published, article.modified) == (sent["published"], TODAY)


def test_other_fields_do_not_change_the_source_key() -> None:
    said = {"language": "en", "byline": "Ada Brenner", "notice": "retraction", "credit": "AP"}
    assert _accept(text="He left.", **said).source_key == _accept(text="He left.").source_key


def test_a_page_becomes_a_document_with_its_fields() -> None:
    page = Page(
        title="Bridge closed",
        text="It was closed.",
        byline="Ada Brenner",
        published=date(2025, 1, 13),
        modified=datetime(2025, 1, 14, 8, tzinfo=UTC),
        language="en-GB",
        section="World",
        credit="AP",
        notice="correction",
    )
    article = _accept(**document_of(page, url="https://e.org/1"))
    assert article.text == "Bridge closed\n\nIt was closed."
    assert (article.published, article.modified) == (page.published, page.modified)
    assert (article.byline, article.language) == ("Ada Brenner", "en-GB")
    assert (article.section, article.credit, article.notice) == ("World", "AP", "correction")


def test_a_document_that_is_not_an_object_is_reported() -> None:
    with pytest.raises(RejectedError, match="not list"):
        accept([], max_characters=1_000)  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=200))
def test_any_text_keeps_its_length(text: str) -> None:
    if not text.translate({0: "x"}).strip():
        return
    article = _accept(text=text)
    assert len(article.text) == len(text)
    article.text.encode("utf-8")
    assert "\0" not in article.text
    for section in article.sections:
        assert 0 <= section.span.start < section.span.end <= len(text)
