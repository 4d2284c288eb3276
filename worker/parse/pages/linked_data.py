"""The JSON-LD of a page: the object that describes its article, and the words in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from worker.parse.html import html_to_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml import etree  # type: ignore[import-untyped]

_ARTICLES: Final = ("article", "posting", "reportage", "report")
# Levels of objects that are read, and names of one list: real pages have fewer.
_DEEPEST: Final = 20
_MOST_NAMED: Final = 50
_DECODER: Final = json.JSONDecoder(strict=False)
_BLANK: Final = "\ufeff \t\r\n"
# Scripts were once hidden from browsers that had none, and from XML. It is matched at the start
# alone: looked for anywhere, a run of white space costs its cube.
_WRAPPING: Final = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?")
# The words of an object are under one of these.
_WORDS: Final = ("name", "text")


def article_object(tree: etree._Element, titles: Collection[str]) -> dict[str, Any]:
    """Return the object that describes the article, else one that has a date, else nothing.

    Of several articles it is the one whose headline the page shows: others are teasers.
    """
    articles: list[dict[str, Any]] = []
    dated: dict[str, Any] = {}
    for found in _all_objects(tree):
        if _is_article(found):
            articles.append(found)
        elif "datePublished" in found and not dated:
            dated = found
    shown = (one for one in articles if _headline(one) in titles)
    return next(shown, articles[0] if articles else dated)


def words_of(given: object) -> list[str]:
    """Return the names or texts in a value of JSON-LD, each once: no addresses, no empty ones."""
    found: list[str] = []
    for one in given[:_MOST_NAMED] if isinstance(given, list) else [given]:
        words = one
        if isinstance(one, dict):
            words = next((one[key] for key in _WORDS if one.get(key)), None)
        for each in words[:_MOST_NAMED] if isinstance(words, list) else [words]:
            line = html_to_line(each) if isinstance(each, str) else ""
            if line and "://" not in line.split()[0] and line not in found:
                found.append(line)
    return found


def _headline(article: dict[str, Any]) -> str:
    given = article.get("headline")
    return html_to_line(given) if isinstance(given, str) else ""


def _is_article(found: dict[str, Any]) -> bool:
    kinds = found.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(str(name).lower().endswith(_ARTICLES) for name in names)


def _all_objects(tree: etree._Element) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _objects(script.text or "")


def _objects(words: str) -> Iterator[dict[str, Any]]:
    """Yield all objects in a piece of JSON, the outer before the inner, whatever is around it."""
    words = words.strip(_BLANK)
    hidden = _WRAPPING.match(words)
    words = words[hidden.end() :].strip(_BLANK) if hidden is not None else words
    try:
        level: list[Any] = [_DECODER.raw_decode(words)[0]]
    except (ValueError, RecursionError):
        return
    for _ in range(_DEEPEST):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                yield value
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        level = inner
