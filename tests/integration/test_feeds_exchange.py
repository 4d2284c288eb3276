"""Feeds are imported from lists, found on pages, and exported as a list."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Reportedly
from tests.news import Newspaper, NewsServer

LIST = """<opml version="2.0"><body>
  <outline text="World">
    <outline text="One" xmlUrl="https://one.example.org/rss" language="en"/>
    <outline text="Zürich &amp; more" xmlUrl="http://two.example.org/feed"/>
  </outline>
  <outline text="One again" xmlUrl="https://one.example.org/rss?utm_source=x"/>
  <outline text="Private" xmlUrl="http://127.0.0.1:1/rss"/>
</body></opml>"""


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    """A newspaper with a feed, and pages that name none, one and three."""
    paper = Newspaper()
    server = NewsServer(paper)
    paper.feeds["/news-in-full"] = [paper.publish(n, damaged=20 + n) for n in range(3)]
    paper.kinds["/news-in-full"] = "atom"
    link = '<link rel=alternate type="application/atom+xml" title="{0}" href="/{0}">'
    for name, feeds in {"none": [], "one": ["news-in-full"], "three": ["a", "b", "c"]}.items():
        links = "".join(link.format(feed) for feed in feeds)
        paper.pages[f"/{name}"] = f"<html><head>{links}</head><body>News</body></html>"
    paper.broken.add("/broken")
    yield paper
    server.close()


def _feeds(reportedly: Reportedly, **environment: str) -> list[dict[str, object]]:
    listed = reportedly("feeds", "list", "--json", **environment).stdout
    feeds: list[dict[str, object]] = json.loads(listed)
    return sorted(feeds, key=lambda feed: str(feed["id"]))


def test_an_imported_list_is_exported_unchanged(reportedly: Reportedly, tmp_path: Path) -> None:
    file, copy = tmp_path / "list.opml", tmp_path / "copy.opml"
    file.write_text(LIST)
    ended = reportedly("feeds", "import", str(file), "--allow", "127.0.0.1")
    assert (ended.returncode, ended.stdout) == (0, "3 added, 1 in the ledger already\n")
    feeds = _feeds(reportedly)
    kept = [(feed["name"], feed["publisher"], feed["language"]) for feed in feeds]
    assert kept == [
        ("One", "one.example.org", "en"),
        ("Zürich & more", "two.example.org", None),
        ("Private", "127.0.0.1", None),
    ]
    assert [feed["allowed_hosts"] for feed in feeds] == [[], [], ["127.0.0.1"]]
    named = reportedly(
        *("feeds", "add", "https://four.example.org/rss", "--name", "Four"),
        *("--publisher", "The Four <Ltd>", "--language", "de"),
    )
    assert named.returncode == 0

    written = reportedly("feeds", "export", str(copy))
    assert f"4 feeds written to {copy}" in written.stderr
    assert reportedly("feeds", "export").stdout == copy.read_text()
    elsewhere = {"REPORTEDLY_HOME": str(tmp_path / "elsewhere")}
    back = reportedly("feeds", "import", "-", given=copy.read_text(), **elsewhere)
    assert back.stdout == "4 added\n"
    before, after = _feeds(reportedly), _feeds(reportedly, **elsewhere)
    for name in ("name", "url", "language", "publisher", "site", "category"):
        assert [feed[name] for feed in before] == [feed[name] for feed in after]
    assert not any(feed["allowed_hosts"] for feed in after), "a list opens no private host"


def test_a_list_with_a_bad_address_adds_the_others(reportedly: Reportedly) -> None:
    body = LIST.replace("http://two.example.org/feed", "gopher://two")
    ended = reportedly("feeds", "import", "-", given=body)
    assert ended.returncode == 1
    assert ended.stdout == "2 added, 1 in the ledger already, 1 rejected\n"
    assert "rejected: 'gopher://two' is no address of a feed" in ended.stderr


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<opml><body>", "no well-formed XML"),
        ("<rss/>", "it opens with <rss>"),
        ("<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml/>", "declares entities"),
    ],
)
def test_a_bad_list_gives_a_one_line_error(reportedly: Reportedly, body: str, words: str) -> None:
    ended = reportedly("feeds", "import", "-", given=body)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert words in ended.stderr
    assert _feeds(reportedly) == []


def test_unreadable_and_unwritable_files_are_reported(reportedly: Reportedly) -> None:
    for command in ("import", "export"):
        ended = reportedly("feeds", command, "/none/list.opml")
        assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
        assert "/none/list.opml: No such file" in ended.stderr


def test_a_page_that_names_one_feed_adds_it(reportedly: Reportedly, newspaper: Newspaper) -> None:
    ended = reportedly("feeds", "add", newspaper.url("/one"), "--allow", "127.0.0.1")
    assert (ended.returncode, ended.stdout) == (0, "added as feed 1\n")
    assert f"the page names one feed: {newspaper.url('/news-in-full')}" in ended.stderr
    (feed,) = _feeds(reportedly)
    assert feed["url"] == newspaper.url("/news-in-full")
    twice = reportedly("feeds", "add", newspaper.url("/one"), "--allow", "127.0.0.1")
    assert twice.returncode == 1
    assert "in the ledger already" in twice.stderr


def test_a_page_that_names_several_lists_them(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    ended = reportedly("feeds", "add", newspaper.url("/three"), "--allow", "127.0.0.1")
    assert ended.returncode == 1
    assert ended.stdout.splitlines() == [f"{newspaper.url(f'/{name}')}  {name}" for name in "abc"]
    assert "the page names 3 feeds; choose one" in ended.stderr
    assert _feeds(reportedly) == []


def test_a_feed_gets_its_own_title_as_name(reportedly: Reportedly, newspaper: Newspaper) -> None:
    url = newspaper.url("/news-in-full")
    assert reportedly("feeds", "add", url, "--allow", "127.0.0.1").returncode == 0
    (feed,) = _feeds(reportedly)
    assert (feed["url"], feed["name"], feed["publisher"]) == (url, "Test Atom", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "a web page, not a feed, and it names no feed; give the feed's own address"),
        ("/not-there", "404 Not Found: nothing is at this address; --no-check adds it as it is"),
        ("/story/1.html", "it names no feed"),
    ],
)
def test_an_address_without_a_feed_is_refused_unless_unchecked(
    reportedly: Reportedly, newspaper: Newspaper, path: str, words: str
) -> None:
    url = newspaper.url(path)
    ended = reportedly("feeds", "add", url, "--allow", "127.0.0.1")
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert words in ended.stderr
    assert _feeds(reportedly) == []
    asked = newspaper.asked.total()
    assert reportedly("feeds", "add", url, "--no-check").returncode == 0
    assert newspaper.asked.total() == asked
    assert [feed["url"] for feed in _feeds(reportedly)] == [url]


def test_a_private_address_needs_its_host_named(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    ended = reportedly("feeds", "add", newspaper.url("/one"))
    assert ended.returncode == 1
    assert "--allow HOST permits a private host" in ended.stderr
    assert newspaper.asked.total() == 0


def test_an_unreachable_address_is_added_and_tried_later(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    for url in ("https://news.example.org/latest", newspaper.url("/broken")):
        ended = reportedly("feeds", "add", url, "--allow", "127.0.0.1")
        assert ended.returncode == 0
        assert "not reached (" in ended.stderr
        assert "it will be tried" in ended.stderr
    assert len(_feeds(reportedly)) == 2


def test_an_address_that_looks_like_a_feed_is_fetched_with_check(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    newspaper.pages["/rss"] = newspaper.pages["/one"]
    options = (newspaper.url("/rss"), "--allow", "127.0.0.1")
    checked = reportedly("feeds", "add", *options, "--check")
    assert "the page names one feed" in checked.stderr
    asked = newspaper.asked.total()
    assert reportedly("feeds", "add", *options).returncode == 0
    assert newspaper.asked.total() == asked
    assert len(_feeds(reportedly)) == 2


def test_an_address_is_parsed_without_a_ledger(
    reportedly: Reportedly, newspaper: Newspaper, tmp_path: Path
) -> None:
    allow = ("--allow", "127.0.0.1")
    feed = reportedly("parse", newspaper.url("/news-in-full"), *allow, "--json")
    printed = json.loads(feed.stdout)
    assert (printed["type"], len(printed["entries"])) == ("feed", 3)
    page = json.loads(reportedly("parse", newspaper.url("/story/1.html"), *allow, "--json").stdout)
    assert (page["type"], page["title"]) == ("page", "Bridge 1 closed after flood")
    failed = reportedly("parse", newspaper.url("/broken"), *allow)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "500 Internal Server Error: the server failed" in failed.stderr
    assert not (tmp_path / "home").exists()
