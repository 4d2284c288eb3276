"""What a page says about itself outside its text: headline, names, dates, section, price.

Read from the meta elements and from JSON-LD (schema.org), where publishers write with care.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from worker.parse.html import html_to_line
from worker.parse.pages.addresses import canonical_address, host_of
from worker.parse.pages.dates import Dated, modified_on, published_on
from worker.parse.pages.linked_data import article_object, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from lxml import etree  # type: ignore[import-untyped]

Metas = tuple[tuple[str, str], ...]

_SECTIONS: Final = frozenset(
    {"article:section", "og:article:section", "parsely-section", "cxenseparse:section", "section"}
)
_AUTHORS: Final = frozenset({"author", "byl", "parsely-author", "dc.creator", "sailthru.author"})
_ACCOUNTS: Final = frozenset({"admin", "administrator", "editor", "root", "webmaster"})
_BY: Final = re.compile(r"^by\s+", re.IGNORECASE)
_SITES: Final = frozenset({"og:site_name", "application-name"})
_SOURCES: Final = frozenset({"dc.source", "dcterms.source", "article:source", "news_source"})
_LANGUAGES: Final = frozenset(
    {"content-language", "og:locale", "language", "dc.language", "inlanguage"}
)
# They name no part of a paper.
_NO_SECTIONS: Final = frozenset(
    {"all", "article", "articles", "blog", "default", "general", "home", "homepage", "index",
     "post", "uncategorised", "uncategorized"}
)  # fmt: skip
_NOTES: Final = re.compile(
    r"(?:^|[-_ ])(?:correction|clarification|retraction|amendment|editors?[-_]?note)s?(?:$|[-_ ])",
    re.IGNORECASE,
)
# Characters of a title, a section and a name, and names of one list: real ones have fewer.
_LONGEST_TITLE: Final = 1_000
_LONGEST_SECTION: Final = 80
_LONGEST_NAME: Final = 120
_MOST_NAMES: Final = 20
_LONGEST_TAG: Final = len("zh-Hant-TW-x-private-use")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The claims of a page about itself; `free` is False where it says that it costs.

    `titles` are its headlines as they are shown, `source` the outlet that it names as its source,
    `corrections` the words of corrections that it declares, `notes` those of elements that are
    named as editors' notes: they may be outside the text.
    """

    headline: str | None
    titles: tuple[str, ...]
    byline: str | None
    site: str | None
    section: str | None
    source: str | None
    published: Dated | None
    modified: Dated | None
    canonical_url: str | None
    language: str | None
    corrections: tuple[str, ...]
    notes: tuple[str, ...]
    is_article: bool
    free: bool


def read_facts(tree: etree._Element, *, url: str, now: datetime | None) -> PageFacts:
    """Return what the page in `tree`, which came from `url`, says about itself."""
    metas = tuple(_metas(tree))
    titles = _titles(tree, metas)
    article = article_object(tree, titles)
    site = _site(metas, article, url)
    own_names = {"", name_key(site), name_key(host_of(url)), *_NO_SECTIONS}
    source = next(iter(words_of(article.get("sourceOrganization"))), None)
    return PageFacts(
        headline=_headline(article),
        titles=titles,
        byline=_byline(article, metas),
        site=site,
        section=_section(metas, article, own_names),
        source=_line(source or _first(metas, _SOURCES)),
        published=published_on(tree, metas, article, url=url, now=now),
        modified=modified_on(metas, article, now=now),
        canonical_url=canonical_address(_addresses(tree, metas), url),
        language=_language(tree, metas, article),
        corrections=tuple(words_of(article.get("correction"))),
        notes=_notes(tree),
        is_article=bool(article) or _is_article(metas),
        free=str(article.get("isAccessibleForFree", True)).strip().lower() not in {"false", "no"},
    )


def _metas(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("datetime") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                yield name.strip().lower(), content


def _first(metas: Metas, names: frozenset[str]) -> str | None:
    return next((content for name, content in metas if name in names), None)


def _titles(tree: etree._Element, metas: Metas) -> tuple[str, ...]:
    """Return the title of the document and its first headline, as shown and as listed."""
    shown = (next(tree.iter(tag), None) for tag in ("title", "h1"))
    found = [one.text_content() for one in shown if one is not None]
    found += [content for name, content in metas if name in {"og:title", "twitter:title"}]
    lines = (" ".join(title[:_LONGEST_TITLE].split()) for title in found[:_MOST_NAMES])
    return tuple(dict.fromkeys(line for line in lines if line))


def _headline(article: dict[str, Any]) -> str | None:
    given = article.get("headline")
    headline = html_to_line(given) if isinstance(given, str) else ""
    # Some are cut to a length that search engines like; the page's own title is whole.
    return None if headline.endswith(("…", "...")) else headline or None


def _byline(article: dict[str, Any], metas: Metas) -> str | None:
    """Return the names of the authors, as the page lists them."""
    names = words_of(article.get("author"))[:_MOST_NAMES]
    if not names:
        listed = (html_to_line(content) for name, content in metas if name in _AUTHORS)
        # One word is the name of an account, and an address is none.
        names = [name for name in dict.fromkeys(listed) if " " in name and "://" not in name]
    byline = _BY.sub("", ", ".join(names[:_MOST_NAMES]))
    return None if byline.casefold() in _ACCOUNTS else byline or None


def _section(metas: Metas, article: dict[str, Any], unwanted: Collection[str]) -> str | None:
    """Return the first part of the paper that the page names, not one of `unwanted`."""
    given = article.get("articleSection")
    listed = given if isinstance(given, list) else [given]
    for candidate in (*listed, *(content for name, content in metas if name in _SECTIONS)):
        # Some list all that a story is filed under in one.
        section = html_to_line(candidate).partition(",")[0] if isinstance(candidate, str) else ""
        if name_key(section) in unwanted or "://" in section or section.isdigit():
            continue
        if 0 < len(section) <= _LONGEST_SECTION:
            return section
    return None


def name_key(name: str | None) -> str:
    """Return the letters and figures of a name, by which two spellings of it are one."""
    return "".join(letter for letter in (name or "").casefold() if letter.isalnum())


def _site(metas: Metas, article: dict[str, Any], url: str) -> str | None:
    """Return the name of the site: as it calls itself, else its host."""
    named = _first(metas, _SITES) or next(iter(words_of(article.get("publisher"))), "")
    site = html_to_line(named).removeprefix("@")
    return host_of(site if "://" in site else url) if not site or "://" in site else site


def _line(words: str | None) -> str | None:
    """Return words as a name: on one line, no address, not too long."""
    name = html_to_line(words) if words else ""
    return name if name and "://" not in name and len(name) <= _LONGEST_NAME else None


def _addresses(tree: etree._Element, metas: Metas) -> list[str]:
    links = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    return [*links, *(content for name, content in metas if name == "og:url")]


def _notes(tree: etree._Element) -> tuple[str, ...]:
    named = (
        element
        for element in tree.iter("div", "p", "aside", "section", "footer", "span")
        if _NOTES.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    )
    notes = (" ".join("".join(islice(one.itertext(), _MOST_NAMES)).split()) for one in named)
    return tuple(islice(notes, _MOST_NAMES))


def _is_article(metas: Metas) -> bool:
    return any(
        name in {"article:published_time", "datepublished"}
        or (name == "og:type" and content.lower() == "article")
        for name, content in metas
    )


def _language(tree: etree._Element, metas: Metas, article: dict[str, Any]) -> str | None:
    """Return the first tag of a language that the page declares, as it writes it."""
    root = next(tree.iter("html"), tree)
    candidates = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *(content for name, content in metas if name in _LANGUAGES),
        article.get("inLanguage"),
    )
    for candidate in candidates:
        tag = candidate.strip().replace("_", "-") if isinstance(candidate, str) else ""
        if tag and tag.replace("-", "").isalnum() and len(tag) <= _LONGEST_TAG:
            return tag
    return None
