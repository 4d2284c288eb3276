"""Which paragraphs of a page belong to its article, and when they are used."""

from trafilatura import load_html

from worker.parse.pages.main_element import is_half, main_paragraphs

LONG = "The cave had been closed to visitors since the spring, when part {} of its roof came down."
PAGE = f"""<html><body><article><p>{LONG.format("nine")}</p></article>
<main><h1>Cave</h1><div><p>{LONG.format("one")}</p><p>Short.</p></div>
<div><p>{LONG.format("two")}</p><p>{LONG.format("two")}</p>
<p><a href="/x">{LONG.format("three")}</a></p></div>
<aside><p>{LONG.format("four")}</p></aside></main></body></html>"""


def test_paragraphs_are_those_of_the_largest_block() -> None:
    assert main_paragraphs(load_html(PAGE)) == [LONG.format("one"), LONG.format("two")]


def test_page_without_a_block_has_none() -> None:
    tree = load_html(f"<html><body><div><p>{LONG}</p></div></body></html>")
    assert main_paragraphs(tree) == []


def test_half_of_the_paragraphs_counts_as_too_few() -> None:
    assert is_half("a" * 50, ["b" * 50, "c" * 50])
    assert not is_half("a" * 70, ["b" * 50, "c" * 50])
    assert not is_half("", [])
