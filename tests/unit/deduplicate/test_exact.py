"""Step 4: the hash of a text, and the verdict against the stored texts."""

from worker.deduplicate.exact import judge, text_hash
from worker.records import Article, Known


def _hash(text: str, title: str | None = None) -> str:
    return text_hash(Article(text=text, title=title, sections=(), source_key=""))


def test_the_hash_ignores_white_space_and_unicode_spelling() -> None:
    assert _hash("Café  closed.\n") == _hash("Cafe\u0301 closed.")


def test_a_changed_figure_word_or_title_changes_the_hash() -> None:
    assert len({_hash("300 killed"), _hash("320 killed"), _hash("300 hurt")}) == 3
    assert _hash("300 killed", "Lead") != _hash("300 killed", "Lead, updated")


def test_the_verdict_compares_with_the_newest_text_only() -> None:
    first, second = _hash("300 killed"), _hash("320 killed")
    assert judge(first, None) == "new"
    assert judge(first, Known(1, "a1", 1, first)) == "seen_again"
    assert judge(second, Known(1, "a1", 1, first)) == "revision"
    assert judge(first, Known(1, "a1", 2, second)) == "revision", "300 -> 320 -> 300 is three"
