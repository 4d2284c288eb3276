"""What costly bodies come to: entries up to a limit, or a refusal that says why."""

import pytest

from worker.errors import RejectedError
from worker.parse.bounds import MAX_BYTES, MAX_ENTRIES, as_far_as, with_declaration_apart
from worker.parse.feeds.handlers import MAX_ELEMENTS
from worker.parse.feeds.reader import read_feed
from worker.parse.html import html_to_text
from worker.parse.pages.page import read_page

URL = "https://gazette.example/feed"
HEAD = b"<rss version='2.0'><channel>"
ITEM = HEAD + b"<item><title>One</title><description>"
END = b"</description></item></channel></rss>"
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
MANY = 2_000_000


def many(unit: bytes, size: int = MANY) -> bytes:
    """A unit again and again, to a size in bytes."""
    return unit * (size // len(unit))


def numbered(form: bytes, count: int) -> bytes:
    """A form filled with each number."""
    return b" ".join(form % number for number in range(count))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HEAD + bytes(MAX_BYTES), "bytes"),
        (HEAD + many(b"<a>"), "tags"),
        (HEAD + b"<a>" * 300 + b"</a>" * 300 + b"</channel></rss>", "nested"),
        (ITEM + many(b"&lt;b&gt;", 4_000_000) + END, "tags"),
        (ITEM + many(b"\n\nx") + END, "lines"),
        (HEAD + b"<item " + numbered(b"a%d='1'", 200) + b"/></channel></rss>", "attributes"),
        (HEAD + b"<item " + numbered(b"a%d='1'", 400_000) + b"/>", "attributes"),
        (b"<rss " + numbered(b"xmlns:a%d='u%d'".replace(b"u%d", b"u"), 200) + b"/>", "namespaces"),
        (b"<?xml version='1.0'?><!DOCTYPE rss [" + many(b"\n<!ENTITY a 'b'>"), "no element"),
        (b"<?encoding='" + b"'" * MANY, "declaration"),
        (JSON + many(b"{},") + b"{}]}", "objects"),
        (
            b'<!DOCTYPE rss [\n<!ENTITY a "'
            + b"x" * 15_000
            + b'">\n]>'
            + ITEM
            + b"&a;" * 500
            + END,
            "entities",
        ),
    ],
    ids=range(12),
)
def test_feed_that_is_made_to_be_costly_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason):
        read_feed(body, url=URL)


@pytest.mark.parametrize(
    "body",
    [
        HEAD + many(b"<item/>"),
        HEAD + many(b"<item><title>One</title></item>"),
        HEAD + many(b"<item><title>One</title></item>") + b"& <",
        JSON + many(b'{"id": "1"},') + b"{}]}",
    ],
    ids=range(4),
)
def test_no_more_than_so_many_entries_are_read(body: bytes) -> None:
    assert 0 < len(read_feed(body, url=URL).entries) <= MAX_ENTRIES


@pytest.mark.parametrize(
    "inside",
    [
        many(b"<author>Ada</author>"),
        numbered(b"<category>%d</category>", 100_000),
        many(b"<link>/a</link>"),
    ],
    ids=range(3),
)
def test_an_entry_of_too_many_parts_is_read_as_far_as_that(inside: bytes) -> None:
    assert inside.count(b"</") > MAX_ELEMENTS
    body = HEAD + b"<item><title>One</title>" + inside + b"</item></channel></rss>"
    feed = read_feed(body, url=URL)
    assert (len(feed.entries), feed.cut) == (1, "it has more than 50,000 elements")


@pytest.mark.parametrize(
    "tail",
    [
        b"<" + b"a" * MANY,
        b"<a" + b" " * MANY,
        b"<a " + numbered(b"a%d='1'", 90_000),
        b"<!" * 90_000,
    ],
    ids=range(4),
)
def test_what_loose_parsers_go_over_again_and_again(tail: bytes) -> None:
    assert len(read_feed(ITEM + b"& " + tail, url=URL).entries) == 1


@pytest.mark.parametrize("element", [b"author", b"pubDate", b"link", b"guid", b"title"])
def test_one_long_value(element: bytes) -> None:
    name = element.decode()
    body = HEAD + f"<item><{name}>{'a9' * 1_000_000}</{name}></item></channel></rss>".encode()
    assert len(read_feed(body, url=URL).entries) == 1


def test_long_text_is_read_to_a_limit() -> None:
    assert len(html_to_text("<p>" + "word " * 400_000)) <= 1_000_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>" + b"a" * 6_000_000, "bytes"),
        (b"<html>" + b"<p>a" * 30_000, "tags"),
        (b"<html><p " + numbered(b"a%d=1", 70_000) + b">", "attributes"),
        (b"<html><script type='application/ld+json'>[" + b"{}," * 60_000, "objects"),
        (b"<html>" + b"\n" * 200_000, "lines"),
    ],
    ids=range(5),
)
def test_page_that_is_made_to_be_costly_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=f"no article: it has more than .* {reason}"):
        read_page(body, url=URL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_declaration_gets_a_separate_line(encoding: str) -> None:
    body = "<?xml version='1.0'?><rss/>".encode(encoding)
    assert with_declaration_apart(body).decode(encoding) == "<?xml version='1.0'?>\n<rss/>"


ENTRY = b"<item><title>%d</title><link>/%d</link><guid>%d</guid><pubDate>x</pubDate></item>"


def test_five_thousand_whole_entries_are_read_to_the_end() -> None:
    body = HEAD + b"".join(ENTRY % (one, one, one) for one in range(9_000))
    feed = read_feed(body + b"</channel></rss>", url=URL)
    assert (len(feed.entries), feed.cut) == (9_000, None)
    assert len(read_feed(body + b"& <", url=URL).entries) >= 4_500


def test_a_feed_that_is_read_no_further_says_why() -> None:
    body = HEAD + b"".join(ENTRY % (one, one, one) for one in range(12_000))
    feed = read_feed(body + b"</channel></rss>", url=URL)
    assert len(feed.entries) == MAX_ELEMENTS // 5 - 1  # the feed itself has two elements
    assert feed.cut == "it has more than 50,000 elements"
    assert feed.entries[-1].title == f"{MAX_ELEMENTS // 5 - 2}"


@pytest.mark.parametrize("tail", [b"</channel></rss>", b"& <"])
def test_entries_before_the_bound_are_whole_and_the_same(tail: bytes) -> None:
    inside = b"<b>It rained.</b> " * 900
    entry = b"<item><title>%d</title><description><![CDATA[%b]]></description></item>"
    body = HEAD + b"".join(entry % (one, inside) for one in range(200)) + tail
    feed = read_feed(body, url=URL)
    assert feed.cut == "it has more than 300,000 tags"
    assert 150 < len(feed.entries) < 200
    assert len({entry.text for entry in feed.entries}) == 1


def test_bytes_are_cut_after_an_entry() -> None:
    data = b"<entry>a</entry><entry>b</entry ><entry>c</entry>"
    assert as_far_as(data, {"marks": (9, (b"<",))}, refusal="no") == (data, None)
    units = b"<item>=</item>" * 1_000
    cut, why = as_far_as(units, {"marks": (500, (b"=",))}, refusal="no")
    assert cut.endswith(b"</item>")
    assert 400 < cut.count(b"=") <= 500
    assert why == "it has more than 500 marks"
    with pytest.raises(RejectedError, match="no: it has more than 2 marks"):
        as_far_as(b"=" * 5_000, {"marks": (2, (b"=",))}, refusal="no")


def test_entries_of_json_are_cut_with_a_reason() -> None:
    body = JSON + b",".join(b'{"id": "%d"}' % one for one in range(MAX_ENTRIES + 5)) + b"]}"
    feed = read_feed(body, url=URL)
    assert (len(feed.entries), feed.cut) == (MAX_ENTRIES, "it has more than 20,000 entries")


def test_no_entity_is_read_from_a_file() -> None:
    declared = b"<!DOCTYPE rss [\n<!ENTITY e SYSTEM 'file:///etc/passwd'>\n]>"
    entry = read_feed(declared + ITEM + b"a &e; b" + END, url=URL).entries[0]
    assert "root:" not in entry.text
