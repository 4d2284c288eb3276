"""read_page on articles, on pages without one, and on any bytes."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import RejectedError
from worker.parse.pages.page import read_page

URL = "https://gazette.example/world/ferry?id=1"
NOW = datetime(2024, 2, 7, 12, 0, tzinfo=UTC)
RESCUE = (
    "Two divers were pulled out of a flooded cave near Port Arlen on Tuesday, the coastguard "
    "said, after a search of more than nineteen hours in cold and murky water."
)
DOCTOR = (
    "“They were cold, but well,” a doctor at the harbour clinic told reporters, adding that both "
    "had been given blankets and hot tea before they were driven home by their families."
)
COUNCIL = (
    "The cave had been closed to visitors since the spring, when part of its roof came down, and "
    "the council said it would now put a fence about the entrance to keep people out."
)
PARAGRAPHS = (RESCUE, DOCTOR, COUNCIL)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Gazette"},
        {
            "@type": ["NewsArticle"],
            "headline": "Two divers rescued from flooded cave",
            "datePublished": "2024-02-06T19:00:00+09:00",
            "dateModified": "2024-02-06T21:30:00+09:00",
            "author": [{"@type": "Person", "name": "Ada Moor"}, {"name": "Ben Lock"}],
        },
    ],
}


def page(head: str = "", body: str | None = None, attributes: str = 'lang="en-GB"') -> bytes:
    """The bytes of a page with a navigation and a footer around its body."""
    text = "".join(f"<p>{words}</p>\n" for words in PARAGRAPHS) if body is None else body
    return (
        f"<!DOCTYPE html><html {attributes}><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article><h1>Two divers rescued</h1>{text}</article>"
        "<footer><p>Copyright Gazette. All rights reserved.</p></footer></body></html>"
    ).encode()


def test_an_article_with_json_ld_is_read() -> None:
    head = (
        "<title>Two divers rescued | Gazette</title>"
        "<meta property='og:site_name' content='Gazette'>"
        "<link rel='canonical' href='/world/ferry'>"
        f"<script type='application/ld+json'>{json.dumps(LINKED)}</script>"
    )
    found = read_page(page(head), url=URL, now=NOW)
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.title == "Two divers rescued from flooded cave"
    assert found.byline == "Ada Moor, Ben Lock"
    assert found.published == datetime(2024, 2, 6, 10, 0, tzinfo=UTC)
    assert found.modified == datetime(2024, 2, 6, 12, 30, tzinfo=UTC)
    assert found.canonical_url == "https://gazette.example/world/ferry"
    assert (found.language, found.site) == ("en-GB", "Gazette")
    assert (found.published_from, found.modified_from) == ("json-ld", "json-ld")
    assert (found.section, found.credit, found.notice) == (None, None, None)


def test_lines_that_link_elsewhere_are_left_out() -> None:
    asides = ("Read more: Storm closes the harbour", "Don’t miss", "Related stories:", "Tags: sea")
    body = "".join(
        f"<p>{words}</p>" for pair in zip(PARAGRAPHS, asides, strict=False) for words in pair
    )
    assert read_page(page(body=body), url=URL).text == "\n\n".join(PARAGRAPHS)


def test_an_article_with_meta_elements_is_read() -> None:
    head = (
        "<title>Two divers rescued - Gazette</title>"
        "<meta property='og:site_name' content='Gazette'>"
        "<meta property='og:url' content='https://gazette.example/world/ferry'>"
        "<meta property='og:locale' content='en_IE'>"
        "<meta name='author' content='Ada Moor'>"
        "<meta property='article:published_time' content='2024-02-06'>"
        "<meta itemprop='datePublished' content='2024-02-06T10:00:00Z'>"
    )
    found = read_page(page(head, attributes=""), url=URL, now=NOW)
    assert found.title == "Two divers rescued"
    assert found.byline == "Ada Moor"
    assert found.published == datetime(2024, 2, 6, 10, 0, tzinfo=UTC)
    assert found.modified is None
    assert found.canonical_url == "https://gazette.example/world/ferry"
    assert found.language == "en-IE"


def test_an_agencys_article_with_a_correction_is_read() -> None:
    notice = "Correction: An earlier version of this article gave the wrong day."
    article = dict(LINKED["@graph"][1], articleSection="World")  # type: ignore[call-overload]
    head = (
        f"<script type='application/ld+json'>{json.dumps(article)}</script>"
        "<link rel='canonical' href='https://herald.example/world/ferry'>"
    )
    lines = (f"PORT ARLEN (AP) — {RESCUE}", DOCTOR, COUNCIL, notice, "— AFP")
    found = read_page(page(head, "".join(f"<p>{line}</p>" for line in lines)), url=URL, now=NOW)
    assert found.text == "\n\n".join(lines[:-1])
    assert (found.section, found.credit) == ("World", "AP")
    assert (found.notice, found.notice_text) == ("correction", notice)
    assert found.canonical_url is None


def test_a_correction_outside_the_text_is_a_notice() -> None:
    words = "This article was amended on 6 February 2024 to correct the name of the clinic."
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    note = f"<footer class='footer'><div class='article-correction'>{words}</div></footer>"
    found = read_page(page(body=f"{body}{note}"), url=URL)
    assert words not in found.text
    assert (found.notice, found.notice_text) == ("correction", words)


def test_declared_correction_is_a_notice() -> None:
    article = dict(LINKED["@graph"][1], correction="The name was wrong.")  # type: ignore[call-overload]
    head = f"<script type='application/ld+json'>{json.dumps(article)}</script>"
    found = read_page(page(head), url=URL)
    assert (found.notice, found.notice_text) == ("correction", "The name was wrong.")


def test_the_main_element_is_read_when_half_of_it_would_be_lost() -> None:
    lines = [f"{line} It was hour {hour}." for hour in range(6) for line in PARAGRAPHS]
    first, rest = ("".join(f"<p>{line}</p>" for line in some) for some in (lines[:2], lines[2:]))
    body = f"<div class='post-content'>{first}</div><div class='social'>{rest}</div>"
    assert read_page(page(body=body), url=URL).text == "\n\n".join(lines)


def test_wrapped_lines_make_one_paragraph() -> None:
    body = "".join(f"<p>\n{line.replace(' ', chr(10))}\n</p>" for line in PARAGRAPHS)
    assert read_page(page(body=body), url=URL).text == "\n\n".join(PARAGRAPHS)


def test_the_language_of_the_text_overrides_the_declared_one() -> None:
    german = (
        "Zwei Taucher sind am Dienstag aus einer überfluteten Höhle geborgen worden, sagte die "
        "Küstenwache nach einer Suche von mehr als neunzehn Stunden. Sie hätten gefroren, es gehe "
        "ihnen aber gut, hieß es in der Klinik am Hafen, wo beide Decken und Tee bekamen."
    )
    assert read_page(page(body=f"<p>{german}</p>"), url=URL).language == "de"


def test_an_undeclared_date_is_searched_for() -> None:
    found = read_page(page(), url="https://gazette.example/2024/02/06/two-divers", now=NOW)
    assert (found.published, found.published_from) == (date(2024, 2, 6), "address")
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    shown = "<div class='byline'><time datetime='2024-02-05'>Monday</time></div>"
    found = read_page(page(body=f"{shown}{body}"), url=URL, now=NOW)
    assert (found.published, found.published_from) == (date(2024, 2, 5), "markup")


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ("<title>Two divers rescued | Gazette</title>", "Two divers rescued"),
        ("<title>Two divers rescued - gazette.example</title>", "Two divers rescued"),
        ("<title>World: Two divers rescued</title>", "Two divers rescued"),
        ("<title>Rescue at last - Gazette</title>", "Rescue at last"),
        ("<title>Rescue - a long search ends</title>", "Rescue - a long search ends"),
        ("", "Two divers rescued"),
    ],
)
def test_the_title_does_not_include_the_site(titles: str, title: str) -> None:
    assert read_page(page(titles), url=URL).title == title


def test_a_day_without_a_time_is_kept_as_a_day() -> None:
    head = "<meta name='date' content='2024-02-06'>"
    assert read_page(page(head), url=URL, now=NOW).published == date(2024, 2, 6)


@pytest.mark.parametrize("moment", ["2025-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "soon"])
def test_an_impossible_date_is_none(moment: str) -> None:
    head = f"<meta property='article:published_time' content='{moment}'>"
    assert read_page(page(head), url=URL, now=NOW).published is None


def test_broken_json_ld_does_no_harm() -> None:
    for words in ("{", "[" * 5000, "null", '{"@type": 7, "datePublished": [], "author": 3}'):
        head = f"<script type='application/ld+json'>{words}</script>"
        assert read_page(page(head), url=URL, now=NOW).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", None),
        ("utf-16", None),
        ("koi8-r", "text/html; charset=koi8-r"),
        ("iso-8859-5", None),
        ("cp1252", None),
    ],
)
def test_the_encoding_is_detected(encoding: str, content_type: str | None) -> None:
    word = "naïve" if encoding == "cp1252" else "паром"
    body = f"<p>{word} {'a ferry in the harbour ' * 8}</p><p>{word} {'b ' * 60}</p>"
    markup = page(body=body).decode()
    declared = encoding if encoding == "iso-8859-5" else ""
    markup = markup.replace("<meta charset='utf-8'>", f"<meta charset='{declared}'>")
    found = read_page(markup.encode(encoding), url=URL, content_type=content_type)
    assert word in found.text


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "shift-jis", "euc-jp", "utf-8"])
def test_control_characters_are_removed_in_any_encoding(encoding: str) -> None:
    words = "フェリーは月曜日に運航を停止した。" * 12
    markup = page(body=f"<p>{words}\x01\x7f</p>").decode().replace("charset='utf-8'", "")
    found = read_page(
        markup.encode(encoding), url=URL, content_type=f"text/html; charset={encoding}"
    )
    assert found.text == words


def _short(title: str, words: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><p>{words}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a file, not a web page"),
        (b"%PDF-1.7 \xe2\xe3", "a file, not a web page"),
        (b"\x1f\x8b\x08" + bytes(20), "a file, not a web page"),
        (_short("404 Not Found", "nginx"), "an error page"),
        (_short("Gazette - Page not found", "Sorry. " * 30), "an error page"),
        (_short("Gazette", "The page you requested could not be found. " * 3), "an error page"),
        (_short("Just a moment...", "Checking your browser before you go on."), "keeps out"),
        (_short("Access Denied", "Reference 18.2f"), "keeps out"),
        (_short("Before you continue", "We use cookies. " * 20), "consent"),
        (_short("Gazette", "We and our partners store information. " * 5), "consent"),
        (_short("Gazette", "Subscribe to continue reading this story today. " * 4), "a paywall"),
        (_short("Gazette", "Hello."), "too few"),
    ],
)
def test_a_page_without_an_article_is_rejected_with_its_kind(body: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason):
        read_page(body, url=URL)


def test_the_teaser_before_a_paywall_is_not_an_article() -> None:
    paid = dict(LINKED["@graph"][1], isAccessibleForFree="False")  # type: ignore[call-overload]
    head = f"<script type='application/ld+json'>{json.dumps(paid)}</script>"
    with pytest.raises(RejectedError, match="not free"):
        read_page(page(head, f"<p>{PARAGRAPHS[0]}</p>"), url=URL)
    assert read_page(page(head), url=URL).text == "\n\n".join(PARAGRAPHS)


def test_an_article_about_errors_is_an_article() -> None:
    about = "".join(
        f"<p>A page not found, 404, is what {i} readers met. {PARAGRAPHS[i % 3]}</p>"
        for i in range(9)
    )
    head = "<title>Page not found: how the council lost its archive</title>"
    assert "8 readers met" in read_page(page(head, about), url=URL).text


@pytest.mark.parametrize("markup", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_deep_nesting_is_read_fast(markup: str) -> None:
    body = page(body=markup * 30_000 + PARAGRAPHS[0])
    try:
        read_page(body, url=URL)
    except RejectedError as rejected:
        assert "no article" in str(rejected)  # noqa: PT017 - one of two right ends


_BITS = st.lists(
    st.sampled_from(
        [
            b"<html lang=en>",
            b"<head>",
            b"<title>",
            b"</title>",
            b"<body>",
            b"<p>",
            b"</p>",
            b"<h1>",
        ]
    )
    | st.sampled_from([b"<article>", b"<!DOCTYPE html>", b"<?xml version='1.0'?>", b"\0", b"&#0;"])
    | st.sampled_from(
        [b"<script type='application/ld+json'>", b"<meta name=date content=", b"\xff"]
    )
    | st.sampled_from([words.encode() for words in PARAGRAPHS])
    | st.binary(max_size=8),
    max_size=30,
).map(b"".join)


@settings(deadline=None)
@given(_BITS | st.binary(max_size=200))
def test_any_bytes_are_a_page_or_rejected(body: bytes) -> None:
    try:
        found = read_page(body, url=URL, now=NOW)
    except RejectedError as rejected:
        assert str(rejected).startswith("no article: ")  # noqa: PT017 - one of two right ends
        return
    assert found.text.strip() == found.text
    (found.text + (found.title or "")).encode("utf-8")
