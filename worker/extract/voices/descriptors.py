"""The words of a mention as a descriptor: without articles, with a small first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range

if TYPE_CHECKING:
    from worker.extract.records import Parsed

_ARTICLES: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "both", "neither", "all"}
)


def without_article(parsed: Parsed, phrase: Range) -> str:
    """Return the words of a mention without an article and without a possessive ending."""
    start, end = _after_articles(parsed, phrase), phrase.end
    if end - 1 > start and parsed.tokens[end - 1].lower in {"'s", "’s", "'", "’"}:
        end -= 1
    return parsed.words(Range(start, end))


def descriptor_of(parsed: Parsed, phrase: Range) -> str:
    """Return the words of a mention without article or ending, with a small first letter."""
    start = _after_articles(parsed, phrase)
    return uncapitalised(parsed, Range(start, phrase.end), without_article(parsed, phrase))


def uncapitalised(parsed: Parsed, phrase: Range, text: str | None = None) -> str:
    """Return the words, or `text` for them, with a small first letter unless they begin a name."""
    text = parsed.words(phrase) if text is None else text
    first = parsed.tokens[phrase.start]
    following = text.split(" ")[1:2]
    named = (
        first.pos == "PROPN"
        or first.entity in {"NORP", "GPE", "ORG"}
        or has_inner_capital(first.text)
    )
    if named or (following and following[0][:1].isupper()):
        return text
    return text[:1].lower() + text[1:]


@as_in(
    "HomeShAre hosts said it fell.",
    "PhD students said it fell.",
    no=("A council report says it fell.",),
)
def has_inner_capital(word: str) -> bool:
    """Return whether a word has capitals inside, as names of firms and sites do."""
    return word[:1].isupper() and any(c.isupper() for c in word[1:]) and not word.isupper()


def _after_articles(parsed: Parsed, phrase: Range) -> int:
    """Return the index of the first token after the articles of a mention."""
    start = phrase.start
    while start < phrase.end - 1 and parsed.tokens[start].lower in _ARTICLES:
        start += 1
    return start
