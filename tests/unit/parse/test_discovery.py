"""What a body is taken for, and what a page says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse.discovery import (
    find_feeds,
    guess_kind,
    looks_like_feed_address,
    own_address,
)

RSS = b'<?xml version="1.0"?>\n<!-- made today -->\n<rss version="2.0"><channel/></rss>'
PAGE = b"<!doctype html><html><head><title>x</title></head><body><p>x</p></body></html>"
HOME = "https://example.org/news/"


@pytest.mark.parametrize(
    ("body", "content_type", "name", "kind", "why"),
    [
        (RSS, "text/html", "x.html", "feed", "it opens with <rss>"),
        (b"\xef\xbb\xbf \n" + RSS[21:], None, "", "feed", "it opens with <rss>"),
        (RSS.decode().encode("utf-16"), None, "", "feed", "it opens with <rss>"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", None, "", "feed", "<feed>"),
        (b'<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>', None, "", "feed", "<rdf:RDF>"),
        (b'<?xml version="1.0"?><opml/>', None, "", "feed", "it opens with <opml>"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', None, "", "feed", "JSON Feed"),
        (b'{"a": 1}', None, "", "feed", "it opens like JSON"),
        (b'{"a": 1}', "application/json", "", "feed", "content type is application/json"),
        (PAGE, "application/rss+xml", "", "page", "<!doctype html>"),
        (b"<?xml version='1.0'?><html/>", None, "", "page", "it opens with <html>"),
        (b"Ferry sinks", "text/html; charset=utf-8", "", "page", "content type is text/html"),
        (b"Ferry sinks", "text/xml", "", "feed", "its content type is text/xml"),
        (b"Ferry sinks", None, "a/B.HTM", "page", "its name ends in .htm"),
        (b"Ferry <b>sinks</b>", "text/plain", "a.txt", "text", "does not open like"),
        (b"", None, "", "text", "does not open like"),
    ],
)
def test_what_a_body_is_taken_for_and_why(
    body: bytes, content_type: str | None, name: str, kind: str, why: str
) -> None:
    found = guess_kind(body, content_type=content_type, name=name)
    assert found[0] == kind
    assert why in found[1]


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_for_something(body: bytes) -> None:
    assert guess_kind(body)[0] in {"feed", "page", "text"}
    assert find_feeds(body, url=HOME) is not None
    own_address(body)


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
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://e.org/a?x=1">', "https://e.org/a?x=1"),
        ('<meta property="og:url" content="https://e.org/b">', "https://e.org/b"),
        ('<link rel="canonical" href="https://e.org/"><meta property="og:url">', None),
        ('<link rel="canonical" href="/relative">', None),
        (f'<link rel="canonical" href="https://e.org/{"x" * 3000}">', None),
        ("", None),
    ],
)
def test_the_address_of_a_page(head: str, address: str | None) -> None:
    assert own_address(_page(head)) == address


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
