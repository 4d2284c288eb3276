"""read_feed on a JSON Feed, and on other JSON."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import RejectedError
from worker.parse.feeds.jsonfeed import read_json_feed
from worker.parse.feeds.reader import read_feed
from worker.records import Enclosure, FeedEntry, ParsedFeed

URL = "https://gazette.example/feed.json"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)
VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: object, **fields: object) -> bytes:
    """The bytes of a JSON Feed with these items."""
    return json.dumps({"version": VERSION, "items": items, **fields}).encode()


def test_a_json_feed_is_read_with_all_its_parts() -> None:
    body = feed(
        {
            "id": "arlen-1",
            "url": "/ferry",
            "title": "Ferry &amp; coast",
            "summary": "Short.",
            "content_html": "<p>Two divers were <b>rescued</b>.</p><p>All are well.</p>",
            "date_published": "2024-02-06T19:00:00+09:00",
            "date_modified": "2024-02-06T10:30:00Z",
            "authors": [{"name": "Ada Moor"}, {"name": "Ben Lock"}, {"url": "x"}],
        },
        title="Gazette",
        home_page_url="https://gazette.example/",
        language="en",
    )
    assert read_feed(body, url=URL, now=NOW) == ParsedFeed(
        title="Gazette",
        url="https://gazette.example/",
        language="en",
        entries=(
            FeedEntry(
                key="arlen-1",
                url="https://gazette.example/ferry",
                title="Ferry & coast",
                text="Two divers were rescued.\n\nAll are well.",
                published=datetime(2024, 2, 6, 10, 0, tzinfo=UTC),
                updated=datetime(2024, 2, 6, 10, 30, tzinfo=UTC),
                published_from="date_published",
                updated_from="date_modified",
                authors=("Ada Moor", "Ben Lock"),
            ),
        ),
    )


def test_version_one_has_a_single_author_and_an_external_url() -> None:
    body = feed(
        {"id": 7, "external_url": "https://wire.example/7", "content_text": "One.\n\nTwo."}
        | {"author": {"name": "Ada Moor"}},
        version="https://jsonfeed.org/version/1",
    )
    (entry,) = read_feed(body, url=URL).entries
    assert (entry.key, entry.url, entry.authors) == ("7", "https://wire.example/7", ("Ada Moor",))
    assert entry.text == "One.\n\nTwo."


def test_an_entry_without_id_gets_a_key_and_other_items_are_left_out() -> None:
    entries = read_feed(feed({"title": "A"}, {"title": "B"}, "C", None), url=URL).entries
    assert len({entry.key for entry in entries}) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"version": "https://jsonfeed.org/version/1.1"',
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1234", "items": []}',
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
        b'{"a":' * 100_000,
        b'{"a":"\xff"}',
    ],
)
def test_other_json_is_rejected(body: bytes) -> None:
    with pytest.raises(RejectedError, match="not a feed"):
        read_feed(body, url=URL)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
_FIELDS = st.sampled_from(["id", "url", "title", "summary", "content_html", "content_text"]) | (
    st.sampled_from(["authors", "author", "date_published", "external_url"])
)


@given(st.lists(st.dictionaries(_FIELDS, _JSON) | _JSON, max_size=4), _JSON)
def test_items_of_any_shape_are_entries(items: list[object], title: object) -> None:
    body = feed(*items, title=title, language=title, home_page_url=title)
    entries = read_json_feed(body, url=URL).entries
    assert len(entries) == sum(isinstance(item, dict) for item in items)
    assert len({entry.key for entry in entries}) == len(entries)


def test_entries_without_authors_get_the_feeds() -> None:
    body = feed({"id": "1"}, {"id": "2", "authors": [{"name": "Ben"}]}, authors=[{"name": "Ada"}])
    assert [one.authors for one in read_feed(body, url=URL).entries] == [("Ada",), ("Ben",)]


def test_attachments_are_kept() -> None:
    sound = {"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1024}
    body = feed({"id": "1", "attachments": [sound, {"url": "b"}, {"mime_type": "x"}, 7, sound]})
    (entry,) = read_feed(body, url=URL).entries
    assert entry.enclosures == (
        Enclosure("https://gazette.example/a.mp3", "audio/mpeg", 1024),
        Enclosure("https://gazette.example/b"),
    )


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"content_html": "<p>One.</p><p>Two.</p>"}, "One.\n\nTwo."),
        ({"content_html": "&lt;p&gt;One.&lt;/p&gt;"}, "One."),
        ({"content_text": "One < two.\n\nTwo."}, "One < two.\n\nTwo."),
        ({"content_html": "<p>One.</p>", "content_text": "One. And two."}, "One. And two."),
        ({"summary": "One."}, "One."),
        ({}, ""),
    ],
)
def test_the_longest_content_is_the_text(item: dict[str, str], text: str) -> None:
    assert read_feed(feed({"id": "1", **item}), url=URL).entries[0].text == text


def test_a_byte_order_mark_is_allowed() -> None:
    assert read_feed(b"\xef\xbb\xbf" + feed({"id": "1"}), url=URL).entries[0].key == "1"


def test_the_date_of_change_replaces_a_missing_date_of_publication() -> None:
    (entry,) = read_feed(feed({"id": "1", "date_modified": "2024-02-06T10:00Z"}), url=URL).entries
    assert entry.published == entry.updated == datetime(2024, 2, 6, 10, tzinfo=UTC)
    assert entry.published_from == "date_modified"
