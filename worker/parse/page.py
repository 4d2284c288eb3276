"""A Page out of the bytes of a web page: the article's text by trafilatura, the rest beside it.

trafilatura is asked to favour precision: measured on the 85 pages of shared/data/pages that gives
F1 .973, its defaults .966. The headline, which it repeats above the text, is taken out: .975. What
leaves out half of the paragraphs gives way to them: .978. A page without an article is told by
what stands in its place.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from trafilatura import bare_extraction, load_html

from worker.errors import RejectedError
from worker.parse.bounds import check
from worker.parse.dates import EARLIEST, LATEST, read_published
from worker.parse.entries import storable
from worker.parse.html import without_controls
from worker.parse.page_facts import read_facts
from worker.parse.second_opinion import is_half, main_paragraphs
from worker.records import Page

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement  # type: ignore[import-untyped]
    from trafilatura.settings import Document

# Shorter than any news in brief; on pages below the second figure refusals are looked for.
_LEAST_CHARACTERS: Final = 100
_FEW_CHARACTERS: Final = 1_500
# What a paywall leaves of an article is read when it is at least this: a lead holds claims too.
_START_CHARACTERS: Final = 400
_MOST_MARKUP: Final = 200_000
_LONGEST_LINE: Final = 1_000
_SNIFFED: Final = 4_096
# Lines that lead away from the article and are no part of it.
_ASIDE: Final = re.compile(
    r"(?:(?:read|see|watch) (?:more|also|next)|also read|more on this(?: story)?|don.t miss|"
    r"most read|related(?: (?:articles?|stories|story|content|coverage|posts?|topics?))?|"
    r"recommended(?: for you)?|advertisement|share this(?: (?:article|story))?|tags|comments?)"
    r"(?:\s*:.{0,200}|\s*(?:\.{3}|…))?",
    re.IGNORECASE,
)
# Each has a price in time or memory; articles of the wild have a fifth of these at the most.
_MOST: Final = {
    "tags": (20_000, (b"<",)),
    "attributes": (60_000, (b"=",)),
    "objects": (50_000, (b"{",)),
    "lines": (100_000, (b"\n", b"\r")),
}
_LARGEST: Final = 5_000_000
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A kind of page that is served in the place of articles."""

    reason: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


def _load_refusals() -> tuple[_Refusal, ...]:
    words = tomllib.loads(files(__package__).joinpath("page_refusals.toml").read_text("utf-8"))
    return tuple(
        _Refusal(one["reason"], tuple(one["titles"]), tuple(one["phrases"]))
        for one in words["refusal"]
    )


_REFUSALS: Final = _load_refusals()


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
    check(body, _MOST, refusal="no article", largest=_LARGEST)
    markup = _decoded(body, content_type)
    try:
        tree = load_html(markup)
        facts = read_facts(tree, url=url, now=now) if tree is not None else None
        heading = _heading(tree) if tree is not None else ""
        second = main_paragraphs(tree) if tree is not None else []
        document = _extracted(tree, url, now) if tree is not None else None
    except Exception as error:  # whatever it stumbles over, the bytes are at fault
        kind = type(error).__name__
        raise RejectedError(f"no article: the page cannot be read ({kind})") from error
    if facts is None:
        raise RejectedError("no article: the body is no web page")
    text = _paragraphs(document.text if document is not None else None, heading)
    if is_half(text, second):
        text = _paragraphs("\n".join(second), heading)
    _refuse_substitutes(heading.lower(), text, markup, free=facts.free)
    if document is None or len(text) < _LEAST_CHARACTERS:
        raise RejectedError(f"no article: {len(text)} characters of text are too few")
    site = _line(document.sitename)
    return Page(
        title=_line(facts.headline) or _without_site(_line(document.title), site),
        text=text,
        byline=_line(facts.byline) or _line(document.author),
        published=facts.published or read_published(document.date, now=now),
        modified=facts.modified,
        canonical_url=storable(facts.canonical_url) if facts.canonical_url else None,
        language=facts.language,
        site=site,
    )


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the name of its site at the end: "Ferry sinks | Gazette"."""
    if title and site and title.lower().endswith(site.lower()):
        kept = title[: -len(site)].rstrip()
        if kept.endswith(("|", "-", "\u2013", "\u2014", "·")):
            return kept[:-1].rstrip() or title
    return title


def _extracted(tree: HtmlElement, url: str, now: datetime | None) -> Document | None:
    latest = f"{LATEST}-01-01" if now is None else now.date().isoformat()
    document = bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            # Dates are looked for where they are marked, not in any number of the text.
            "extensive_search": False,
            "original_date": True,
            "min_date": f"{EARLIEST}-01-01",
            "max_date": latest,  # named, since it would be today's otherwise
        },
    )
    return None if isinstance(document, dict) else document


def _decoded(body: bytes, content_type: str | None) -> str:
    """The page as text: by its mark, as UTF-8, as it or its server says, else as Windows-1252."""
    if not body.strip():
        raise RejectedError("no article: the body is empty")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return without_controls(body.decode(encoding, "replace"))
    start = body[:_SNIFFED]
    if b"\0" in start or start.startswith((b"\x1f\x8b", b"%PDF")):
        raise RejectedError("no article: the body is a file, not a web page")
    declared = (_CHARSET.search(content_type or ""), _CHARSET.search(start.decode("latin-1")))
    for encoding in ("utf-8", *(match[1] for match in declared if match is not None)):
        try:
            return without_controls(body.decode(encoding))
        except (LookupError, ValueError):
            continue
    return without_controls(body.decode("cp1252", "replace"))


def _heading(tree: HtmlElement) -> str:
    """The title of the document and its first headline, as they are shown."""
    found = (next(tree.iter(tag), None) for tag in ("title", "h1"))
    return "\n".join(" ".join(one.text_content().split()) for one in found if one is not None)


def _paragraphs(text: str | None, heading: str) -> str:
    """The lines of a text as paragraphs, without links elsewhere and without the headline."""
    lines = (" ".join(line.split()) for line in storable(text or "").split("\n"))
    paragraphs = [line for line in lines if line and not _ASIDE.fullmatch(line)]
    if paragraphs and paragraphs[0] in heading.split("\n"):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _line(words: str | None) -> str | None:
    return storable(" ".join((words or "").split()))[:_LONGEST_LINE] or None


def _refuse_substitutes(titles: str, text: str, markup: str, *, free: bool) -> None:
    """Refuse a page on which something else stands where the article should."""
    if len(text) >= _FEW_CHARACTERS:
        return
    # Where nothing could be extracted, the words are in the markup only.
    words = (text if len(text) >= _LEAST_CHARACTERS else markup[:_MOST_MARKUP]).lower()
    for refusal in _REFUSALS:
        titled = any(_begins(titles, one) for one in refusal.titles)
        if titled or any(one in words for one in refusal.phrases):
            raise RejectedError(f"no article: {refusal.reason}")
    if not free and len(text) < _START_CHARACTERS:
        raise RejectedError("no article: it is not free, and shows next to nothing")


def _begins(titles: str, words: str) -> bool:
    """Whether a title begins or ends with the words: "Not found | Gazette", "Gazette - 404"."""
    return any(
        line.startswith(words) or line.endswith(words) for line in titles.split("\n") if line
    )
