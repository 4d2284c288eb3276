"""Words that trafilatura would lose, and the article read with them."""

import pytest
from trafilatura import load_html

from worker.parse.pages.page import read_page
from worker.parse.pages.repairs import tidy

URL = "https://gazette.example/world/ferry"
FIRST = (
    "The ferry to Port Arlen was taken out of service on Monday after a crack was found in its "
    "hull, the harbour office said."
)
SECOND = (
    "About 300 passengers had to wait until the evening for a bus, and some of them slept in the "
    "hall of the station, where tea was given out."
)
THIRD = (
    "The crack was found by a diver who had been looking for a lost anchor, and who told the "
    "master of the ship at once."
)
PARTS = (FIRST, SECOND, THIRD)


def read(body: str) -> list[str]:
    """The paragraphs of a page with this body."""
    markup = f"<html lang=en><head><title>Ferry</title></head><body>{body}</body></html>"
    return read_page(markup.encode(), url=URL).text.split("\n\n")


def test_loose_text_in_a_block_is_read() -> None:
    body = f"<div class='content'>{FIRST}<p>{SECOND}</p>{THIRD}</div>"
    assert read(f"<div class='article'><h1>Ferry</h1>{body}</div>") == list(PARTS)


def test_two_line_breaks_separate_paragraphs_and_one_does_not() -> None:
    broken = SECOND.replace(", and", ",<br>and")
    body = f"<div class='content'>{FIRST}<br> <br><img src='a.jpg'>{broken}<br><br>{THIRD}</div>"
    assert read(f"<div class='article'><h1>Ferry</h1>{body}</div>") == list(PARTS)


@pytest.mark.parametrize("mark", ["<span id='more-12'></span>", "<a name='top'></a>", "<b></b>"])
def test_a_symbol_at_the_start_of_a_paragraph_loses_no_words(mark: str) -> None:
    body = f"<article><p>{FIRST}</p><p>{mark}{SECOND}</p><p>{THIRD}</p></article>"
    assert read(body) == list(PARTS)


@pytest.mark.parametrize("name", ["link", "author-mention", "tags", "bottom"])
def test_inline_elements_of_any_class_are_read(name: str) -> None:
    words = SECOND.replace("until the evening", f"<span class='{name}'>until the evening</span>")
    assert read(f"<article><p>{FIRST}</p><p>{words}</p><p>{THIRD}</p></article>") == list(PARTS)


@pytest.mark.parametrize(
    ("frame", "post"),
    [
        ("div class='social-media-embed'", "twitter-tweet"),
        ("figure class='wp-block-embed'", "twitter-tweet"),
        ("div class='embed-wrapper'", "instagram-media"),
        ("div class='social'", "bluesky-embed"),
    ],
)
def test_quoted_posts_are_part_of_the_article(frame: str, post: str) -> None:
    words = "We have found a crack in the hull, and all of us are safe and well on the quay."
    quote = f"<{frame}><blockquote class='{post}'><p>{words}</p>— Ferry (@ferry)</blockquote>"
    closing = f"</{frame.split(maxsplit=1)[0]}>"
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{quote}{closing}<p>{THIRD}</p></article>"
    found = read(body)
    assert found[:3] == [FIRST, SECOND, words]
    assert found[-1] == THIRD


def test_a_block_with_other_words_is_not_taken_for_a_post() -> None:
    tree = load_html(
        "<html><body><div class='social'><p>Follow us wherever you are, by day and by night.</p>"
        "<blockquote class='twitter-tweet'><p>A crack.</p></blockquote></div></body></html>"
    )
    tidy(tree)
    assert next(tree.iter("div")).get("class") == "social"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "<span></span>word " * 9_000,
        "<p>" + "<span></span>" * 9_000 + "word",
        "<blockquote class=twitter-tweet>" * 240 + "<b>w</b> " * 9_000,
        "<div>" * 200 + "<br><br>word " * 9_000,
        "<div>word<p>" * 9_000,
    ],
    ids=range(5),
)
def test_repairing_any_tree_keeps_all_its_words(markup: str) -> None:
    tree = load_html(f"<html><body>{markup}</body></html>")
    before = "".join(tree.itertext()).split()
    tidy(tree)
    assert "".join(tree.itertext()).split() == before
