"""The words of a mention as a descriptor: without articles, with a small first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range

if TYPE_CHECKING:
    from worker.extract.records import Parsed

_ARTICLES: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "both", "neither", "all"}
)


def bare(parsed: Parsed, words_of: Range) -> str:
    """The words of a mention without an article or a possessive ending."""
    start, end = _start(parsed, words_of), words_of.end
    if end - 1 > start and parsed.tokens[end - 1].lower in {"'s", "’s", "'", "’"}:
        end -= 1
    return parsed.words(Range(start, end))


def plain(parsed: Parsed, words_of: Range) -> str:
    """The same, with a small first letter."""
    return small(parsed, Range(_start(parsed, words_of), words_of.end), bare(parsed, words_of))


def small(parsed: Parsed, words_of: Range, text: str | None = None) -> str:
    """The words, or their `text`, with a small first letter, unless they begin with a name."""
    text = parsed.words(words_of) if text is None else text
    first = parsed.tokens[words_of.start]
    following = text.split(" ")[1:2]
    named = first.pos == "PROPN" or first.entity in {"NORP", "GPE", "ORG"} or is_camel(first.text)
    if named or (following and following[0][:1].isupper()):
        return text
    return text[:1].lower() + text[1:]


def is_camel(word: str) -> bool:
    """Whether a word has capitals inside, as names of firms and sites do."""
    return word[:1].isupper() and any(c.isupper() for c in word[1:]) and not word.isupper()


def _start(parsed: Parsed, words_of: Range) -> int:
    """The first token of a mention behind its articles."""
    start = words_of.start
    while start < words_of.end - 1 and parsed.tokens[start].lower in _ARTICLES:
        start += 1
    return start
