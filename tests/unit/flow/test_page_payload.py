"""The payload of a page's job, as stored in the ledger."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from worker.flow.page_payload import PagePayload
from worker.records import ArticleDraft

URL = "https://e.org/1"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=UTC)


@pytest.mark.parametrize("published", [None, date(2026, 1, 2), MOMENT])
def test_a_payload_is_read_as_it_was_written(published: date | datetime | None) -> None:
    entry = ArticleDraft("words", URL, "T", published=published, byline="Ada, Ben", credit="AP")
    payload = PagePayload(7, "url:x", entry, "dc:date", etag="e", last_modified="m")
    assert PagePayload.from_json(json.loads(json.dumps(payload.to_json()))) == payload


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (
            {"feed": 7, "url": URL, "title": "T", "published": None, "text": "words"},
            PagePayload(7, f"url:{URL}", ArticleDraft("words", URL, "T")),
        ),
        (
            {
                "feed": 7,
                "source_key": "id:f#1",
                "url": URL,
                "title": None,
                "published": MOMENT.isoformat(),
                "published_from": "pubDate",
                "byline": ["Ada", "Ben"],
                "credit": None,
                "text": "",
                "etag": "e",
            },
            PagePayload(
                7,
                "id:f#1",
                ArticleDraft("", URL, published=MOMENT, byline="Ada, Ben"),
                "pubDate",
                etag="e",
            ),
        ),
    ],
    ids=["the first version", "names as a list"],
)
def test_a_payload_of_an_earlier_version_is_read(
    stored: dict[str, Any], expected: PagePayload
) -> None:
    assert PagePayload.from_json(stored) == expected
