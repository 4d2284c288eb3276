"""A Page from the bytes of a web page: the article's text by trafilatura, and what surrounds it.

trafilatura is asked to favour precision: measured on the 85 pages of shared/data/pages that gives
F1 .973, its defaults .966. On a tree that is repaired first (`repairs`), and without the lines
that are no part of the article (`paragraphs`), it is .987. If it leaves out half of the paragraphs
(`main_element`), they are read instead. `refusals` recognises pages without an article.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trafilatura import bare_extraction, load_html

from worker.errors import RejectedError
from worker.parse.characters import one_line, storable
from worker.parse.html import without_controls
from worker.parse.language import language_of
from worker.parse.pages.bounds import check_page
from worker.parse.pages.credits import credit_of, is_credit
from worker.parse.pages.facts import PageFacts, name_key, read_facts
from worker.parse.pages.main_element import is_half, main_paragraphs
from worker.parse.pages.notices import read_notice
from worker.parse.pages.paragraphs import article_lines, paragraphs_of
from worker.parse.pages.refusals import (
    LEAST_CHARACTERS,
    refuse_lists,
    refuse_substitutes,
    without_teasers,
)
from worker.parse.pages.repairs import tidy
from worker.parse.pages.search import Searched, search
from worker.records import Page

if TYPE_CHECKING:
    from datetime import datetime

    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Bytes in which a charset, or a sign that this is no page, is looked for.
_SNIFFED: Final = 4_096
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LAST_PART: Final = re.compile(r"(?<=\S)\s*(?:[|·]|\s[-\u2013\u2014:])\s*(?P<part>[^|·]{2,60})$")
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of a page: what it says about itself, its paragraphs, its links' words."""

    tree: HtmlElement
    facts: PageFacts
    searched: Searched
    lines: list[str]
    links: frozenset[str]


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    now: datetime | None = None,
) -> Page:
    """Return the article in `body`, which came from `url`; dates well after `now` are dropped.

    Raises:
        RejectedError: there is no article; the message says what there is instead.
    """
    check_page(body)
    markup = _decoded(body, content_type)
    try:
        reading = _read(markup, url, now)
    except Exception as error:  # whatever it stumbles over, the bytes are at fault
        kind = type(error).__name__
        raise RejectedError(f"no article: the page cannot be read ({kind})") from error
    if reading is None:
        raise RejectedError("no article: the body is no web page")
    facts, lines = reading.facts, without_teasers(reading.lines, reading.tree)
    refuse_substitutes(lines, titles=facts.titles, tree=reading.tree, free=facts.free)
    refuse_lists(lines, links=reading.links, url=url, is_article=facts.is_article)
    kept = article_lines(lines, titles=_headlines(facts), links=reading.links)
    text = "\n\n".join(line for line in kept if not is_credit(line))
    if len(text) < LEAST_CHARACTERS:
        raise RejectedError(f"no article: {len(text)} characters of text are too few")
    return _page(reading, lines, text)


def _read(markup: str, url: str, now: datetime | None) -> _Reading | None:
    tree = load_html(markup)
    if tree is None:
        return None
    facts = read_facts(tree, url=url, now=now)
    complete = facts.byline and facts.published
    searched = Searched() if complete else search(tree, url=url, now=now)
    tidy(tree)
    body = _extracted(tree, url)
    lines = paragraphs_of(body) if body is not None else []
    second = main_paragraphs(tree)
    if lines and is_half("\n\n".join(lines), second):
        lines = second
    links = frozenset(" ".join("".join(one.itertext()).split()) for one in tree.iter("a"))
    return _Reading(tree, facts, searched, [storable(line) for line in lines], links)


def _page(reading: _Reading, lines: list[str], text: str) -> Page:
    facts = reading.facts
    site = one_line(facts.site)
    title = one_line(_title(facts))
    byline = one_line(facts.byline or reading.searched.byline)
    published = facts.published or reading.searched.published
    notice = read_notice(lines, title=title, listed=facts.corrections, notes=facts.notes)
    return Page(
        title=title,
        text=text,
        byline=byline,
        published=published.value if published else None,
        published_from=published.origin if published else None,
        modified=facts.modified.value if facts.modified else None,
        modified_from=facts.modified.origin if facts.modified else None,
        canonical_url=facts.canonical_url,
        language=language_of(text, facts.language),
        site=site,
        section=one_line(facts.section),
        credit=one_line(credit_of(lines, byline=byline, source=facts.source, site=site)),
        notice=notice.kind if notice else None,
        notice_text=storable(notice.text) if notice else None,
    )


def _title(facts: PageFacts) -> str | None:
    """Return the headline: the declared one, else a title that another repeats, else the first."""
    repeated = (one for one in facts.titles if _is_repeated(one, facts))
    first = next(iter(facts.titles), None)
    return _without_site(facts.headline or next(repeated, first), facts.site)


def _is_repeated(title: str, facts: PageFacts) -> bool:
    """Return whether another title is this one with the name of the site or section added."""
    return any(
        other.startswith(title) or (other.endswith(title) and len(title) > len(other) / 2)
        for other in facts.titles
        if other != title
    )


def _headlines(facts: PageFacts) -> list[str]:
    """Return the headlines as they may be above the text, with and without the site after them."""
    titles = [*facts.titles, facts.headline or ""]
    shorn = (_without_site(title, facts.site) or "" for title in titles)
    return [title for title in (*titles, *shorn) if title]


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of its site at the end: "Ferry sinks | Gazette"."""
    found = _LAST_PART.search(title or "")
    if title is None or found is None or not site:
        return title
    key, host = name_key(found["part"]), name_key(site.partition(".")[0])
    return title[: found.start()] if key in {name_key(site), host} else title


def _extracted(tree: HtmlElement, url: str) -> etree._Element | None:
    document = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    return None if document is None or isinstance(document, dict) else document.body


def _decoded(body: bytes, content_type: str | None) -> str:
    """Return the page as text: by its mark, as UTF-8, as declared, else as Windows-1252."""
    if not body.strip():
        raise RejectedError("no article: the body is empty")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return without_controls(body.decode(encoding, "replace"))
    start = body[:_SNIFFED]
    if b"\0" in start or start.startswith((b"\x1f\x8b", b"%PDF")):
        raise RejectedError("no article: the body is a file, not a web page")
    declared = (_CHARSET.search(content_type or ""), _CHARSET.search(start.decode("latin-1")))
    encodings = ["utf-8", *(match[1] for match in declared if match is not None)]
    if b"\x1b" in body:
        # Escapes shift between scripts in bytes that are UTF-8 too.
        return without_controls(_text(body, [*encodings[1:], "utf-8"]))
    # Much quicker than on the text, and no byte of a longer character.
    return _text(body.translate(None, _CONTROLS), encodings)


def _text(body: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")
