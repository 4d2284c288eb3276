"""What a page says about itself beside its text: its dates, address, language, and price.

Read from the meta elements and from JSON-LD (schema.org), where publishers write with care.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from worker.parse.dates import read_published
from worker.parse.entries import absolute_url
from worker.parse.html import html_to_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_PUBLISHED: Final = frozenset(
    {
        "article:published_time", "article:published", "og:article:published_time",
        "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
        "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
        "dc.date", "dcterms.created", "dcterms.date", "dcterms.issued",
        "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original",
        "ptime", "iso-8601-publish-date",
    }
)  # fmt: skip
_MODIFIED: Final = frozenset(
    {
        "article:modified_time", "article:modified", "og:article:modified_time", "datemodified",
        "og:updated_time", "lastmod", "last-modified", "dcterms.modified", "modified_date",
        "iso-8601-modified-date", "utime",
    }
)  # fmt: skip
_ARTICLES: Final = ("article", "posting", "reportage", "report")
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The claims of a page about itself, unchecked; `free` is False where it says it costs."""

    headline: str | None
    byline: str | None
    published: date | datetime | None
    modified: date | datetime | None
    canonical_url: str | None
    language: str | None
    free: bool


def read_facts(tree: etree._Element, *, url: str, now: datetime | None) -> PageFacts:
    """Return what the page in `tree`, which came from `url`, says about itself."""
    metas = tuple(_metas(tree))
    article = _article(tree)
    published = [article.get("datePublished"), *_values(metas, _PUBLISHED)]
    modified = [article.get("dateModified"), *_values(metas, _MODIFIED)]
    return PageFacts(
        headline=_headline(article),
        byline=_byline(article),
        published=_best([*published, *_times(tree)], now),
        modified=_best(modified, now),
        canonical_url=_canonical(tree, metas, url),
        language=_language(tree, metas, article),
        free=str(article.get("isAccessibleForFree", True)).strip().lower() not in {"false", "no"},
    )


def _headline(article: dict[str, Any]) -> str | None:
    given = article.get("headline")
    headline = html_to_line(given) if isinstance(given, str) else ""
    # Some are cut to a length that search engines like; the page's own title is whole.
    return None if headline.endswith(("…", "...")) else headline or None


def _byline(article: dict[str, Any]) -> str | None:
    """The names of the authors, as the page lists them."""
    given = article.get("author")
    names = []
    for author in given if isinstance(given, list) else [given]:
        name = author.get("name") if isinstance(author, dict) else author
        for one in name if isinstance(name, list) else [name]:
            line = html_to_line(one) if isinstance(one, str) else ""
            if line and "://" not in line and line not in names:
                names.append(line)
    return ", ".join(names) or None


def _metas(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("datetime") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                yield name.strip().lower(), content


def _values(metas: tuple[tuple[str, str], ...], names: frozenset[str]) -> list[str]:
    return [content for name, content in metas if name in names]


def _times(tree: etree._Element) -> list[str]:
    """The moments of `time` elements that are marked as that of publication."""
    return [
        element.get("datetime", "")
        for element in tree.iter("time")
        if (element.get("itemprop") or "").lower() == "datepublished"
        or element.get("pubdate") is not None
    ]


def _best(candidates: list[object], now: datetime | None) -> date | datetime | None:
    """The first that has a time of day, else the first that is a day."""
    found = [read_published(one, now=now) for one in candidates if isinstance(one, str)]
    moments = (one for one in found if isinstance(one, datetime))
    return next(moments, next((one for one in found if one is not None), None))


def _canonical(tree: etree._Element, metas: tuple[tuple[str, str], ...], url: str) -> str | None:
    links = [
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    candidates = (*links, *_values(metas, frozenset({"og:url"})))
    urls = (absolute_url(candidate, url) for candidate in candidates)
    return next((found for found in urls if found is not None), None)


def _language(
    tree: etree._Element, metas: tuple[tuple[str, str], ...], article: dict[str, Any]
) -> str | None:
    root = next(tree.iter("html"), tree)
    named = frozenset({"content-language", "og:locale", "language", "dc.language", "inlanguage"})
    candidates = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *_values(metas, named),
        article.get("inLanguage"),
    )
    for candidate in candidates:
        tag = candidate.strip().replace("_", "-") if isinstance(candidate, str) else ""
        if tag and tag.replace("-", "").isalnum() and len(tag) <= len("zh-Hant-TW-x-private-use"):
            return tag
    return None


def _article(tree: etree._Element) -> dict[str, Any]:
    """The JSON-LD object that describes the article, else one that has a date, else nothing."""
    dated: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for found in _objects(script.text or ""):
            kinds = found.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower().endswith(_ARTICLES) for name in names):
                return found
            if "datePublished" in found and not dated:
                dated = found
    return dated


def _objects(words: str) -> Iterator[dict[str, Any]]:
    """All objects in a piece of JSON, the outer before the inner."""
    try:
        level: list[Any] = [json.loads(words, strict=False)]
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
