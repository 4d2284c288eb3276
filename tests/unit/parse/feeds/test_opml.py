"""OPML: a written list is read back; other documents are refused with a reason."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED_DATA
from worker.errors import RejectedError
from worker.parse.feeds.opml import ListedFeed, read_opml, write_opml

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
FEEDS = st.builds(
    ListedFeed,
    url=WORDS.map("https://example.org/{}".format),
    name=WORDS,
    language=st.none() | WORDS,
    publisher=st.none() | WORDS,
    site=st.none() | WORDS,
    category=st.none() | WORDS,
)


@given(st.lists(FEEDS, min_size=1, max_size=5), WORDS)
def test_a_written_list_is_read_back_unchanged(feeds: list[ListedFeed], title: str) -> None:
    assert read_opml(write_opml(feeds, title=title)) == tuple(feeds)


@given(st.binary(max_size=300) | st.binary(max_size=100).map(b"<opml><body>".__add__))
def test_any_bytes_are_a_list_or_refused(body: bytes) -> None:
    with suppress(RejectedError):
        assert read_opml(body)


def test_characters_that_xml_forbids_are_replaced() -> None:
    feed = ListedFeed("https://e.org/\x00", name="a\x0bb\ud800", publisher="\ufffe")
    (back,) = read_opml(write_opml([feed], title="\x01"))
    assert (back.name, back.publisher) == ("a\ufffdb\ufffd", "\ufffd")


def test_a_list_of_another_reader_is_read() -> None:
    body = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <OPML version="1.1"><head/><body>
      <outline text="World"><outline text="Zürich">
        <outline text="Short" title="A &amp; B" type="rss" xmlurl=" feed://e.org/a "
                 htmlUrl="https://e.org" LANGUAGE="de"/>
      </outline></outline>
      <outline text="B" xmlUrl="feed:https://e.org/b" category="/Tech"/>
      <outline text="a note without an address"/>
      <outline xmlUrl="https://e.org/b"/>
    </body></OPML>""".encode("latin-1")
    assert read_opml(body) == (
        ListedFeed("http://e.org/a", "A & B", "de", None, "https://e.org", "World/Zürich"),
        ListedFeed("https://e.org/b", "B", category="/Tech"),
        ListedFeed("https://e.org/b"),
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the file is empty"),
        (b"Ferry sinks", "no well-formed XML"),
        (b"<opml><body><outline text='a & b'/></body></opml>", "line 1"),
        (b"<rss version='2.0'/>", "it opens with <rss>"),
        (b"<opml version='2.0'><body><outline text='x'/></body></opml>", "without a feed"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>", "it declares entities"),
        ("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>".encode("utf-16"), "it declares entities"),
        (b" " * 20_000_001 + b"<opml/>", "a list has at most"),
        (b"<outline>" * 100_000, "no well-formed XML"),
    ],
)
def test_a_document_that_is_not_a_list_is_refused_with_a_reason(body: bytes, words: str) -> None:
    with pytest.raises(RejectedError) as caught:
        read_opml(body)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_external_document_type_is_not_loaded() -> None:
    body = b"""<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml><body>
        <outline xmlUrl="https://e.org/a"/></body></opml>"""
    assert [feed.url for feed in read_opml(body)] == ["https://e.org/a"]


@pytest.mark.skipif(not SHARED_DATA.exists(), reason="the shared data is not on this machine")
def test_the_lists_of_other_readers_are_read() -> None:
    files = sorted((SHARED_DATA / "feeds" / "files").glob("*opml_v*.xml"))
    assert len(files) >= 2
    for file in files:
        assert read_opml(file.read_bytes()), file.name
