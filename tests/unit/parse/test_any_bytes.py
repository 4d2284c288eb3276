"""Any bytes end in a reading or in a reason, whichever reader they are handed to."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mutants import DOCUMENTS, mutants
from worker.errors import RejectedError
from worker.parse.feeds.discovery import find_feeds
from worker.parse.feeds.opml import read_opml
from worker.parse.feeds.reader import read_feed
from worker.parse.kinds import guess_kind
from worker.parse.pages.addresses import own_address
from worker.parse.pages.page import read_page
from worker.parse.text.plaintext import read_text
from worker.records import ParsedFeed

URL = "https://gazette.example/feed"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)

CHARSETS = st.sampled_from((None, "text/xml", "text/html; charset=utf-8", "a/b; charset=no-such"))
patiently = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _read(read: Callable[[], object]) -> object:
    """What is read, or None where it is rejected with a reason."""
    try:
        return read()
    except RejectedError as rejected:
        assert len(str(rejected)) > 10  # noqa: PT017 - both ends are right
        return None


def test_the_documents_are_read_as_they_are() -> None:
    for body in DOCUMENTS[:5]:
        assert read_feed(body, url=URL, now=NOW).entries
    assert read_opml(DOCUMENTS[5])
    assert len(find_feeds(DOCUMENTS[6], url=URL)) == 1
    assert read_page(DOCUMENTS[6], url=URL).text
    assert read_text(DOCUMENTS[7].decode()).sections


@patiently
@given(mutants() | st.binary(max_size=300), CHARSETS)
def test_a_feed_or_a_reason(body: bytes, content_type: str | None) -> None:
    feed = _read(lambda: read_feed(body, url=URL, content_type=content_type, now=NOW))
    if feed is None:
        return
    assert isinstance(feed, ParsedFeed)
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    assert all(0 <= hour < 24 for hour in feed.skip_hours)
    assert all(0 <= day < 7 for day in feed.skip_days)
    assert feed.ttl_minutes is None or feed.ttl_minutes > 0
    for entry in feed.entries:
        _assert_storable([getattr(entry, field.name) for field in fields(entry)])
        for moment, origin in (
            (entry.published, entry.published_from),
            (entry.updated, entry.updated_from),
        ):
            assert moment is None or (origin and "(" not in origin)
            assert moment is None or moment <= NOW + timedelta(days=1)
        for address in (entry.url, *(one.url for one in entry.enclosures)):
            assert address is None or address.startswith(("http://", "https://"))
    _assert_storable([feed.title, feed.url, feed.language, feed.new_url, feed.cut])


def _assert_storable(values: Sequence[object]) -> None:
    for value in values:
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\0" not in value
        elif isinstance(value, tuple):
            _assert_storable(value)


@patiently
@given(mutants() | st.binary(max_size=300), CHARSETS)
def test_a_page_or_a_reason(body: bytes, content_type: str | None) -> None:
    _read(lambda: read_page(body, url=URL, content_type=content_type, now=NOW))


@patiently
@given(mutants() | st.binary(max_size=300))
@pytest.mark.parametrize(
    "read",
    [
        read_opml,
        guess_kind,
        own_address,
        lambda body: find_feeds(body, url=URL),
        lambda body: read_text(body.decode("utf-8", "replace")),
    ],
    ids=["opml", "kind", "address", "feeds", "text"],
)
def test_whatever_else_is_read(read: Callable[[bytes], object], body: bytes) -> None:
    _read(lambda: read(body))
