"""What a page declares: dates with their origin, section, address, names."""

import json
from datetime import UTC, date, datetime

import pytest
from trafilatura import load_html

from worker.parse.pages.addresses import canonical_address, same_site
from worker.parse.pages.facts import PageFacts, read_facts

URL = "https://www.gazette.example/world/2024/02/06/two-divers"
NOW = datetime(2024, 2, 7, 12, 0, tzinfo=UTC)
MORNING = datetime(2024, 2, 6, 9, 0, tzinfo=UTC)


def facts(head: str = "", *, article: object = None, url: str = URL, body: str = "") -> PageFacts:
    """The facts of a page with this head and this JSON-LD."""
    linked = ""
    if article is not None:
        words = article if isinstance(article, str) else json.dumps(article)
        linked = f"<script type='application/ld+json'>{words}</script>"
    tree = load_html(f"<html><head>{head}{linked}</head><body><p>One.</p>{body}</body></html>")
    return read_facts(tree, url=url, now=NOW)


def meta(name: str, content: str) -> str:
    """A meta element."""
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "article", "body", "expected"),
    [
        ("", {"datePublished": "2024-02-06T10:00:00+01:00"}, "", (MORNING, "json-ld")),
        (
            meta("article:published_time", "2024-02-06T09:00:00Z"),
            None,
            "",
            (MORNING, "meta article:published_time"),
        ),
        (meta("dc.date", "2024-02-06"), None, "", (date(2024, 2, 6), "meta dc.date")),
        (
            "",
            None,
            "<time itemprop='datePublished' datetime='2024-02-06T09:00Z'>",
            (MORNING, "time element"),
        ),
        ("", None, "", (date(2024, 2, 6), "address")),
        # A moment is preferred to a day, and a future one is ignored.
        ("", {"datePublished": "2024-02-06"}, "<time pubdate datetime='2024-02-06T09:00Z'>", 0),
        (
            meta("date", "2024-02-06T09:00:00Z"),
            {"datePublished": "2034-02-06"},
            "",
            (MORNING, "meta date"),
        ),
    ],
)
def test_dates_have_their_origin(
    head: str, article: object, body: str, expected: tuple[object, str] | int
) -> None:
    found = facts(
        head, article={"@type": "NewsArticle", **article} if article else None, body=body
    )  # type: ignore[dict-item]
    assert found.published == (expected or (MORNING, "time element"))


def test_the_date_of_modification_has_its_origin() -> None:
    found = facts(meta("article:modified_time", "2024-02-06T09:00:00Z"))
    assert found.modified == (MORNING, "meta article:modified_time")
    assert facts().modified is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://gazette.example/2024/feb/06/divers", date(2024, 2, 6)),
        ("https://gazette.example/2024-2-6/divers", date(2024, 2, 6)),
        ("https://gazette.example/2024/13/45/divers", None),
        ("https://gazette.example/1024/02/06", None),
        ("https://gazette.example/2024/02", None),
        ("https://gazette.example/story/20240206", None),
    ],
)
def test_the_day_in_an_address_is_read(url: str, day: date | None) -> None:
    found = facts(url=url).published
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    ("head", "article", "section"),
    [
        ("", {"articleSection": "World"}, "World"),
        ("", {"articleSection": ["World", "Sea"]}, "World"),
        ("", {"articleSection": "Sea,World,News"}, "Sea"),
        (meta("article:section", "Sea &amp;amp; Shore"), {}, "Sea & Shore"),
        (meta("article:section", "World"), {"articleSection": "Harbour Gazette"}, "World"),
        ("", {"articleSection": "harbour-gazette"}, None),
        ("", {"articleSection": "gazette.example"}, None),
        ("", {"articleSection": "Uncategorized"}, None),
        ("", {"articleSection": "https://gazette.example/world"}, None),
        ("", {"articleSection": "123"}, None),
        ("", {"articleSection": {"name": 3}}, None),
        ("", {"articleSection": "x" * 200}, None),
    ],
)
def test_the_section_is_a_part_of_the_publication(
    head: str, article: dict[str, object], section: str | None
) -> None:
    site = meta("og:site_name", "Harbour Gazette")
    assert facts(site + head, article={"@type": "Article", **article}).section == section


def test_of_several_json_ld_articles_the_one_of_the_page_is_used() -> None:
    articles = [
        {"@type": "Article", "headline": "Bridge closed", "author": "Ada Moor"},
        {"@type": "Article", "headline": "Two divers rescued", "author": "Ben Lock"},
    ]
    found = facts("<title>Two divers rescued</title>", article=articles)
    assert found.byline == "Ben Lock"
    assert facts("<title>Another</title>", article=articles).byline == "Ada Moor"


@pytest.mark.parametrize(
    "form",
    ["//<![CDATA[\n{}\n//]]>", "<!--\n{}\n-->", "/*<![CDATA[*/{}/*]]>*/", "{};", "\ufeff {} "],
)
def test_json_ld_is_read_in_any_wrapping(form: str) -> None:
    words = json.dumps({"@type": "Article", "author": "Ada Moor", "text": "CDATA[ of [1]"})
    assert facts(article=form.replace("{}", words)).byline == "Ada Moor"


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ('<meta name="author" content="Ada Moor">', "Ada Moor"),
        ('<meta name="byl" content="By Ada Moor">', "Ada Moor"),
        ('<meta name="author" content="https://gazette.example/ada moor">', None),
        ('<meta name="author" content="admin">', None),
    ],
)
def test_the_byline_is_read_from_meta_elements(head: str, byline: str | None) -> None:
    assert facts(head).byline == byline


def test_source_and_corrections_are_read() -> None:
    article = {
        "@type": "NewsArticle",
        "sourceOrganization": {"@type": "Organization", "name": "Agence France-Presse"},
        "correction": [{"@type": "CorrectionComment", "text": "The day was wrong."}],
        "correctionsPolicy": "https://gazette.example/corrections",
    }
    found = facts(article=article)
    assert found.source == "Agence France-Presse"
    assert found.corrections == ("The day was wrong.",)
    assert facts('<meta name="dc.source" content="Reuters">').source == "Reuters"


@pytest.mark.parametrize(
    ("named", "site"),
    [
        (meta("og:site_name", "@gazette"), "gazette"),
        (meta("og:site_name", "https://www.gazette.example"), "gazette.example"),
        ("", "gazette.example"),
    ],
)
def test_the_name_of_the_site_is_read(named: str, site: str) -> None:
    assert facts(named).site == site


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        ("/world/divers", "https://www.gazette.example/world/divers"),
        ("https://gazette.example/divers-7#top", "https://gazette.example/divers-7"),
        ("https://m.gazette.example/divers-7", "https://m.gazette.example/divers-7"),
        ("https://amp.gazette.example./divers-7", "https://amp.gazette.example./divers-7"),
        ("http://news.gazette.example:8080/d?id=7", "http://news.gazette.example:8080/d?id=7"),
        ("https://www.gazette.example/?p=7", "https://www.gazette.example/?p=7"),
        ("https://gazette.example.evil.test/divers", None),
        ("https://evilgazette.example/divers", None),
        ("https://other.test/divers", None),
        ("https://www.gazette.example", None),
        ("https://www.gazette.example/", None),
        ("https://www.gazette.example/index.html", None),
        ("https://www.gazette.example/en/", None),
        ("https://www.gazette.example/world", None),
        ("https://www.gazette.example/world/", None),
        ("https://ada:moor@www.gazette.example/divers", None),
        ("ftp://www.gazette.example/divers", None),
        ("javascript:void(0)", None),
        ("https://[::1/divers", None),
        ("https://www.gazette.example/" + "d" * 3_000, None),
        ("", None),
    ],
)
def test_a_canonical_address_of_another_site_is_ignored(
    candidate: str, expected: str | None
) -> None:
    assert canonical_address([candidate], URL) == expected


def test_the_next_address_is_taken_if_the_first_is_invalid() -> None:
    found = canonical_address(["https://other.test/a", "/world/divers"], URL)
    assert found == "https://www.gazette.example/world/divers"


@pytest.mark.parametrize("end", ["amp", "amp/", "amp.html", "2", "page/2", "print/"])
def test_an_amp_page_has_the_address_of_its_page(end: str) -> None:
    base = "https://gazette.example/world/ferry"
    assert canonical_address([base], f"{base}/{end}") == base


def test_a_page_without_an_address_has_its_canonical_one() -> None:
    assert canonical_address(["https://gazette.example/a"], "") == "https://gazette.example/a"
    assert canonical_address(["/a", "https://gazette.example/"], "") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.gazette.co.uk", "gazette.co.uk", True),
        ("gazette.co.uk", "herald.co.uk", False),
        ("news.gazette.com.au", "gazette.com.au", True),
        ("ada.blogspot.com", "ben.blogspot.com", False),
        ("ada.github.io", "www.ada.github.io", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "10.0.0.1", False),
        ("localhost", "localhost", True),
        ("GAZETTE.example", "gazette.example.", True),
        ("m.example", "example", False),
        ("", "", True),
    ],
)
def test_hosts_of_one_site_are_recognised(one: str, other: str, *, same: bool) -> None:
    assert same_site(one, other) is same
