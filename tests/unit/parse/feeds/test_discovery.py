"""The feeds that a page names, and addresses that look like those of feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse.feeds.discovery import find_feeds, looks_like_feed_address

HOME = "https://example.org/news/"


@given(st.binary(max_size=300))
def test_any_bytes_can_be_searched_for_feeds(body: bytes) -> None:
    assert find_feeds(body, url=HOME) is not None


def _page(*links: str) -> bytes:
    return f"<html><head>{''.join(links)}</head><body>Zürich</body></html>".encode()


def _link(href: str, mime: str = "application/rss+xml", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{mime}" href="{href}" title=" Zürich\n news ">'


def test_feeds_are_found_in_their_order_and_made_absolute() -> None:
    found = find_feeds(
        _page(
            _link("rss.xml"),
            _link("/atom", "Application/Atom+XML; charset=utf-8", "ALTERNATE"),
            _link("//other.example.org/feed.json", "application/feed+json"),
            _link("rss.xml"),
        ),
        url=HOME,
    )
    assert [feed.url for feed in found] == [
        "https://example.org/news/rss.xml",
        "https://example.org/atom",
        "https://other.example.org/feed.json",
    ]
    assert {feed.title for feed in found} == {"Zürich news"}


def test_the_base_of_the_page_counts() -> None:
    page = _page('<base href="https://cdn.example.org/x/">', _link("rss"))
    assert find_feeds(page, url=HOME)[0].url == "https://cdn.example.org/x/rss"


@pytest.mark.parametrize(
    "link",
    [
        _link("/wp-json/wp/v2/posts/1", "application/json"),
        _link("/oembed", "text/xml+oembed"),
        _link("/de/", "text/html"),
        _link("/print.css", "text/xml", "alternate stylesheet"),
        _link("javascript:alert(1)"),
        _link("file:///etc/passwd"),
        _link(""),
        '<a href="/rss" rel="nofollow">RSS</a>',
    ],
)
def test_what_is_no_feed_is_not_found(link: str) -> None:
    assert find_feeds(_page(link), url=HOME) == ()


def test_the_feed_of_comments_is_left_out_unless_it_is_the_only_one() -> None:
    both = _page(_link("/feed/"), _link("/comments/feed/"))
    assert [feed.url for feed in find_feeds(both, url=HOME)] == ["https://example.org/feed/"]
    assert len(find_feeds(_page(_link("/comments/feed/")), url=HOME)) == 1


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://e.org/rss", True),
        ("https://e.org/feed/?x=1", True),
        ("https://e.org/news/world.xml", True),
        ("https://e.org/a.RSS", True),
        ("https://e.org/", False),
        ("https://e.org/feeding-the-hungry", False),
        ("https://rss.e.org", False),
    ],
)
def test_addresses_that_look_like_feeds(url: str, is_one: bool) -> None:  # noqa: FBT001
    assert looks_like_feed_address(url) is is_one


def test_a_page_that_is_made_to_be_costly_names_nothing() -> None:
    link = b"<link rel=alternate type=application/rss+xml href=/feed>"
    assert len(find_feeds(link + b"<p>" * 1_000, url="https://gazette.example/")) == 1
    attributes = b" ".join(b"a%d=1" % one for one in range(100_000))
    assert len(find_feeds(link + b"<p " + attributes + b">", url="https://gazette.example/")) <= 1
    assert find_feeds(link + b"<p>" * 300_000, url="https://gazette.example/") == ()
