"""The paragraphs of an article as trafilatura found them, without the lines that are none.

They are read from its tree and not from its text, in which a line that was only wrapped and a
paragraph look the same. Left out are the headline, which is above the text, and the lines
that come with an article: where to read on, which account to follow, who has the copyright.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]

from worker.parse.dates import read_published
from worker.parse.furniture import is_byline, read_date

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_BLOCKS: Final = frozenset({"ab", "body", "code", "div", "head", "item", "list", "p", "quote"})
_TABLE: Final = frozenset({"table", "row"})
_ENDED: Final = (".", "!", "?", "…", ":", ";", "”", '"', "\u2019", ")")
# Lines among which the headline is, characters above it, words of a line with a date and a time.
_TOP_LINES: Final = 4
_KICKER_CHARACTERS: Final = 80
_DATE_WORDS: Final = 9
# Lines from both ends in which calls to the reader are looked for, and characters of one.
_END_LINES: Final = 6
_LONGEST_CALL: Final = 400
# Words and characters from which a line that is one link is a headline that leads elsewhere.
_LINK_WORDS: Final = 4
_LINK_CHARACTERS: Final = 20
# The share of characters in such lines above which they are what the page is about.
_MOST_LINKED: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Lines:
    """Words of lines that are no part of an article, in lower case."""

    asides: re.Pattern[str]
    calls: re.Pattern[str]


def _load_lines() -> _Lines:
    words = tomllib.loads(files(__package__).joinpath("lines.toml").read_text("utf-8"))
    wholes = "|".join(map(re.escape, words["asides"]))
    openings = "|".join(
        re.escape(one) + (r"\b" if one[-1].isalnum() else "") for one in words["calls"]
    )
    networks = "|".join(map(re.escape, words["networks"]))
    return _Lines(
        asides=re.compile(rf"(?:{wholes})(?:\s*:.{{0,200}}|\s*(?:\.{{3}}|…))?"),
        calls=re.compile(
            rf"(?:^|(?<=[.!?])\s)\W{{0,3}}(?:(?:{openings})"
            rf"|(?:follow|like|join|find)\s[^.!?]{{1,80}}?\son\s[^.!?]{{0,60}}?\b(?:{networks})\b)"
        ),
    )


_LINES: Final = _load_lines()


def paragraphs_of(body: etree._Element) -> list[str]:
    """Return the words of trafilatura's tree, a string for each paragraph, item or table row."""
    found: list[str] = []
    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        opens = event == "start"
        mark = _mark(element, opens=opens)
        if mark is None:
            _end(words, found)
        elif mark:
            words.append(mark)
        if opens and element.tag == "item":
            words.append("- ")
        words.append((element.text if opens else element.tail) or "")
    _end(words, found)
    return found


def _mark(element: etree._Element, *, opens: bool) -> str | None:
    """Return what an element puts between the words about it; None where it parts paragraphs."""
    tag = element.tag
    if tag in _BLOCKS or tag in _TABLE:
        return None
    if tag == "cell":
        # A table may only arrange the page: then its cells have paragraphs.
        if any(child.tag in _BLOCKS for child in element):
            return None
        return " | " if opens and element.getprevious() is not None else ""
    if tag == "lb":
        return " " if opens or _is_wrapped(element) else None
    return ""


def _is_wrapped(line_break: etree._Element) -> bool:
    """Return whether the sentence continues after a break."""
    before = line_break.getprevious()
    words = line_break.getparent().text if before is None else before.tail
    after = (line_break.tail or "").lstrip()
    return bool(words) and after[:1].islower() and not words.rstrip().endswith(_ENDED)


def _end(words: list[str], found: list[str]) -> None:
    line = " ".join("".join(words).split()).strip(" |")
    words.clear()
    if line and line != "-":
        found.append(line)


def article_lines(
    lines: Sequence[str], *, titles: Collection[str], links: Collection[str]
) -> list[str]:
    """Return the lines that are the article's.

    `titles` are the headlines of the page, `links` the words of its links, each as one line.
    """
    kept = [line for line in lines if not _LINES.asides.fullmatch(line.lower())]
    kept = kept[_top(kept, titles) :]
    kept = _without_links(kept, links)
    last = len(kept) - _END_LINES
    kept = [line if 0 < i < last else _without_call(line) for i, line in enumerate(kept)]
    return [line for line in kept if line]


def _without_call(line: str) -> str:
    """Return a line up to where it asks its reader for something, or says who made the page."""
    found = _LINES.calls.search(line.lower()) if len(line) <= _LONGEST_CALL else None
    # Some letters are two in lower case, and then the places differ.
    if found is None or len(line) != len(line.lower()):
        return line
    return line[: found.start()].strip()


def linked_share(lines: Sequence[str], links: Collection[str]) -> float:
    """Return which share of the characters of `lines` is in lines that are a link each."""
    total = sum(map(len, lines))
    linked = sum(len(line) for line in lines if _is_link(line, links))
    return linked / total if total else 0.0


def _without_links(lines: list[str], links: Collection[str]) -> list[str]:
    if linked_share(lines, links) > _MOST_LINKED:
        return lines
    return [line for line in lines if not _is_link(line, links)]


def _is_link(line: str, links: Collection[str]) -> bool:
    words = line.removeprefix("- ")
    long = len(words) >= _LINK_CHARACTERS and len(words.split()) >= _LINK_WORDS
    return long and words in links


def _top(lines: Sequence[str], titles: Collection[str]) -> int:
    """Return how many lines are above the text: headline, kicker, byline, date."""
    wanted = {title.casefold() for title in titles}
    start = above = 0
    for i, line in enumerate(lines[:_TOP_LINES]):
        if line.casefold() in wanted and above <= _KICKER_CHARACTERS:
            start = i + 1
        above += len(line)
    while start < len(lines) and _is_signed(lines[start]):
        start += 1
    return start


def _is_signed(line: str) -> bool:
    """Return whether a line is a byline, or a date with its time and little else."""
    if line.endswith(_ENDED) or len(line.split()) > _DATE_WORDS:
        return False
    return is_byline(line) or read_date(line) is not None or read_published(line) is not None
