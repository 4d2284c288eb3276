"""What is served in place of an article, recognised by its title, its words and its links.

Precision first: an article may write about any of these things. So a title counts only where
there is little text, words only where little else is left, and links only on a page that nowhere
says it is an article.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.errors import RejectedError
from worker.parse.pages.addresses import is_front
from worker.parse.pages.paragraphs import linked_share

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml import etree  # type: ignore[import-untyped]

LEAST_CHARACTERS: Final = 100
"""Characters of an article at least: less than any news in brief has."""

# Characters below which a page may be something other than an article, and below which a notice
# about consent, which is longer, may be.
_FEW_CHARACTERS: Final = 1_500
_LONG_NOTICE: Final = 6_000
# Phrases of one notice that make a longer page one.
_PLAIN_SIGNS: Final = 3
# Characters that a paywall must leave of an article for it to be read: a lead has claims too.
_START_CHARACTERS: Final = 400
_BETWEEN: Final = re.compile(r"\s*[|·•»\u00ab]\s*|\s+[\u2013\u2014:-]+\s+")
_ENDINGS: Final = " .!?\u2026"
# Parts of a title, with the names of site and section, of which one may be the notice.
_MOST_PARTS: Final = 3
_SILENT: Final = frozenset({"script", "style", "template", "title"})
# Characters of a page that are searched for phrases.
_MOST_SHOWN: Final = 100_000
# The share of characters in links above which a page is a list of links.
_MOST_LINKED: Final = 0.5
# Articles in brief that make a page a list, those that are looked at, and characters of one.
_TEASERS: Final = 5
_MOST_TEASERS: Final = 200
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_LONGEST_TEASER: Final = 600
# The share of lines that are links, from which a page is a list of articles.
_TEASER_SHARE: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A kind of page that is served in the place of articles."""

    reason: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


def _load_refusals() -> tuple[_Refusal, ...]:
    words = tomllib.loads(files(__package__).joinpath("refusals.toml").read_text("utf-8"))
    return tuple(
        _Refusal(one["reason"], tuple(one["titles"]), tuple(one["phrases"]))
        for one in words["refusal"]
    )


_REFUSALS: Final = _load_refusals()


def refuse_substitutes(
    lines: Sequence[str], *, titles: Collection[str], tree: etree._Element, free: bool
) -> None:
    """Refuse a page that has something else in place of an article.

    `lines` are its paragraphs, `titles` its headlines; `free` is False where it says it costs.

    Raises:
        RejectedError: the page is something else; the message says what.
    """
    length = sum(map(len, lines))
    # Where nothing could be extracted, the words are in the page only.
    shown = [line.lower() for line in (lines if length >= LEAST_CHARACTERS else _pieces(tree))]
    few = length < _FEW_CHARACTERS
    for refusal in _REFUSALS:
        titled = few and any(_is_titled(title, refusal.titles) for title in titles)
        if titled or _is_notice(refusal.phrases, shown, length):
            raise RejectedError(f"no article: {refusal.reason}")
    if not free and length < _START_CHARACTERS:
        raise RejectedError("no article: it is not free, and shows next to nothing")


def refuse_lists(
    lines: Sequence[str], *, links: Collection[str], url: str, is_article: bool
) -> None:
    """Refuse a page that leads to articles and is none: a front page, a section, a search.

    `links` are the words of its links, `is_article` whether the page says that it is an article.

    Raises:
        RejectedError: the page is such a list.
    """
    if is_article:
        return
    if url and is_front(url):
        raise RejectedError("no article: the front page of a site")
    linked = sum(line.removeprefix("- ") in links for line in lines)
    many = linked >= _TEASERS and linked >= _TEASER_SHARE * len(lines)
    if many or linked_share(lines, links) > _MOST_LINKED:
        raise RejectedError("no article: a list of links")


def without_teasers(lines: Sequence[str], tree: etree._Element) -> list[str]:
    """Return the lines of a page without those of other articles in brief.

    Where nearly nothing else is left, they are what the page is, and are refused.

    Raises:
        RejectedError: the page is a list of articles.
    """
    teasers = _teaser_words(tree)
    rest = [line for line in lines if line.removeprefix("- ") not in teasers]
    if len(rest) == len(lines) or sum(map(len, rest)) >= _START_CHARACTERS:
        return rest
    raise RejectedError("no article: a list of links")


def _teaser_words(tree: etree._Element) -> frozenset[str]:
    """Return the lines of a page that are in one of many articles in brief, each with a link."""
    brief = [one for one in islice(tree.iter("article"), _MOST_TEASERS) if _is_teaser(one)]
    if len(brief) < _TEASERS:
        return frozenset()
    return frozenset(_words(part) for one in brief for part in one.iter("p", *_HEADINGS))


def _is_teaser(article: etree._Element) -> bool:
    """Return whether an article is one of a list: short, and its heading a link."""
    return len(_words(article)) <= _LONGEST_TEASER and any(
        heading.find(".//a") is not None or heading.getparent().tag == "a"
        for heading in article.iter(*_HEADINGS)
    )


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_notice(phrases: Sequence[str], shown: Sequence[str], length: int) -> bool:
    """Return whether the words of a page are a notice: outside the phrases little is left."""
    if length >= _LONG_NOTICE:
        return False
    signs = {phrase for phrase in phrases for line in shown if phrase in line}
    if not signs:
        return False
    if length < LEAST_CHARACTERS:
        return True
    rest = sum(len(line) for line in shown if not any(sign in line for sign in signs))
    return rest < _START_CHARACTERS and (length < _FEW_CHARACTERS or len(signs) >= _PLAIN_SIGNS)


def _pieces(tree: etree._Element) -> list[str]:
    """Return the words that a page shows, those for readers without scripts among them."""
    found = []
    left = _MOST_SHOWN
    for element in tree.iter():
        own = element.text if isinstance(element.tag, str) and element.tag not in _SILENT else None
        pieces = [" ".join(words[:left].split()) for words in (own, element.tail) if words]
        found += pieces
        left -= sum(map(len, pieces))
        if left <= 0:
            break
    return found


def _is_titled(title: str, words: Sequence[str]) -> bool:
    """Return whether a title is one of `words`, alone or next to the name of a site.

    What ends in a star may continue in any way.
    """
    title = " ".join(title.lower().split())
    shorn = title.strip(_ENDINGS)
    parts = [part.strip(_ENDINGS) for part in _BETWEEN.split(title)]
    sides = {shorn, parts[0], parts[-1]} if len(parts) <= _MOST_PARTS else {shorn}
    return any(shorn.startswith(one[:-1]) if one.endswith("*") else one in sides for one in words)
