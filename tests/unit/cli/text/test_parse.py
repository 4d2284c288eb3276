"""`reportedly parse`: what is read and why, as lines and as a JSON object."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import SEED
from tests.news import Newspaper, story
from worker.cli import app
from worker.errors import RejectedError


@pytest.fixture
def paper() -> Newspaper:
    """A newspaper without a server: only its answers are used."""
    paper = Newspaper(port=1)
    paper.feeds["/rss"] = [paper.publish(n, damaged=20 + n) for n in range(3)]
    return paper


def _run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["parse", *arguments], input=given)


def test_a_feed_is_read_from_a_file(tmp_path: Path, paper: Newspaper) -> None:
    file = tmp_path / "given"
    file.write_text(paper.answer("/rss")[2])
    shown = _run(str(file)).stdout
    assert "read as a feed: it opens with <rss>" in shown
    assert "Test RSS" in shown
    assert "3 entries" in shown
    assert "key            http://127.0.0.1:1/story/2.html" in shown
    assert "published      2025-03-14 10:00Z" in shown
    printed = json.loads(_run(str(file), "--json").stdout)
    assert (printed["type"], printed["title"], len(printed["entries"])) == ("feed", "Test RSS", 3)
    assert printed["entries"][0]["key"] == "http://127.0.0.1:1/story/0.html"


def test_a_page_is_read_from_standard_input() -> None:
    page = story(1, damaged=7).replace(
        "<head>", "<head><link rel=canonical href='https://e.org/story/1'>"
    )
    shown = _run("-", given=page).stdout
    assert "standard input: read as a page: it opens with <!doctype html>" in shown
    assert "Bridge 1 closed after flood\npublished      2025-03-14 09:30Z\n" in shown
    assert "canonical url  https://e.org/story/1" in shown
    assert "body      The bridge over the river at mile 4 was closed" in shown
    printed = json.loads(_run("--json", given=page).stdout)
    assert (printed["type"], printed["title"]) == ("page", "Bridge 1 closed after flood")
    assert printed["published"].startswith("2025-03-14")
    first = printed["sections"][0]
    assert printed["text"][first["start"] : first["end"]].startswith("The bridge over the river")


def test_a_text_shows_its_lines_outside_every_section() -> None:
    shown = _run(str(SEED)).stdout
    assert "read as a text: it does not open like a feed or a page" in shown
    assert "credit         AFP" in shown
    assert "\n-         date 2025-01-13 WORLD\n" in shown
    printed = json.loads(_run(str(SEED), "--json").stdout)
    assert (printed["type"], printed["credit"], printed["published"]) == (
        "text",
        "AFP",
        "2025-01-13",
    )
    assert printed["text"] == SEED.read_text()


def test_the_type_can_be_given(paper: Newspaper) -> None:
    printed = json.loads(_run("--type", "text", "--json", given=paper.answer("/rss")[2]).stdout)
    assert (printed["type"], printed["why"]) == ("text", "as --type says")


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("<html><p>x", (), "read as a page (it opens with <html>): no article: "),
        ("<html><p>x", (), "if it is something else, say so with --type"),
        ("Words.", ("--type", "feed"), "read as a feed (as --type says): not a feed: text of"),
        ("<?xml version='1.0'?><opml/>", (), "a list of feeds (OPML), not a feed"),
        (" \n", (), "read as a text (it does not open like a feed or a page): text: missing"),
        ("\0\0\1", (), "this is a binary file"),
    ],
)
def test_an_unreadable_document_gives_a_one_line_error(
    given: str, options: tuple[str, ...], words: str
) -> None:
    ended = _run("-", *options, given=given)
    assert ended.stdout == ""
    assert isinstance(ended.exception, RejectedError), (
        "`main` makes one line and exit code 1 of it"
    )
    assert words in str(ended.exception)
    assert "\n" not in str(ended.exception)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    ended = _run(str(tmp_path / "none"))
    assert isinstance(ended.exception, RejectedError)
    assert "No such file" in str(ended.exception)


def test_a_refused_private_address_names_the_option_that_allows_it() -> None:
    ended = _run("http://127.0.0.1:1/rss")
    assert isinstance(ended.exception, RejectedError)
    assert "--allow HOST permits a private host" in str(ended.exception)


def test_the_facts_of_a_page_are_shown_and_printed_as_json() -> None:
    linked = {
        "@type": "NewsArticle",
        "articleSection": "World",
        "author": "Ada Moor",
        "datePublished": "2025-03-14T10:30:00+01:00",
        "sourceOrganization": {"name": "Agence France-Presse"},
    }
    notice = "Correction: An earlier version of this article gave the wrong mile."
    page = (
        story(1, damaged=7)
        .replace(
            "<head>", f"<head><script type='application/ld+json'>{json.dumps(linked)}</script>"
        )
        .replace("</article>", f"<p>{notice}</p></article>")
    )
    shown = _run("-", given=page).stdout
    for line in (
        "byline         Ada Moor",
        "published from  json-ld",
        "language       en",
        "section        World",
        "credit         AFP",
        "notice         correction",
        f"notice text    {notice}",
    ):
        assert f"\n{line}\n" in shown
    printed = json.loads(_run("--json", given=page).stdout)
    assert printed["published_from"] == "json-ld"
    assert (printed["section"], printed["credit"], printed["language"]) == ("World", "AFP", "en")
    assert (printed["notice"], printed["notice_text"]) == ("correction", notice)
