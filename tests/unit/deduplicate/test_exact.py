"""Step 4: the hash of a text, and what it is to what is known."""

from worker.deduplicate.exact import judge, text_hash
from worker.records import Article, Known


def _hash(text: str, title: str | None = None) -> str:
    return text_hash(Article(text=text, title=title, sections=(), source_key=""))


def test_white_space_and_spellings_of_unicode_do_not_count() -> None:
    assert _hash("Café  closed.\n") == _hash("Cafe\u0301 closed.")


def test_a_figure_a_word_or_a_title_counts() -> None:
    assert len({_hash("300 killed"), _hash("320 killed"), _hash("300 hurt")}) == 3
    assert _hash("300 killed", "Lead") != _hash("300 killed", "Lead, updated")


def test_the_verdict_looks_at_the_newest_text_alone() -> None:
    first, second = _hash("300 killed"), _hash("320 killed")
    assert judge(first, None) == "new"
    assert judge(first, Known(1, "a1", 1, first)) == "seen_again"
    assert judge(second, Known(1, "a1", 1, first)) == "revision"
    assert judge(first, Known(1, "a1", 2, second)) == "revision", "300 -> 320 -> 300 is three"
