"""The author and the date of a page that declares none: looked for in its markup by trafilatura.

A fifth of the time of reading a page goes into this, so it is done where something is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from trafilatura.metadata import extract_metadata

from worker.parse.dates import EARLIEST, LATEST, read_published
from worker.parse.pages.dates import Dated

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Authors of one page that are kept.
_MOST_NAMES: Final = 20
# Days and months are no names of authors, though they follow them.
_DAYS: Final = re.compile(
    r"\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|"
    r"august|september|october|november|december)$",
    re.IGNORECASE,
)


class Searched(NamedTuple):
    """What was found: names as a line, and a date whose origin is "markup"."""

    byline: str | None = None
    published: Dated | None = None


def search(tree: HtmlElement, *, url: str, now: datetime | None) -> Searched:
    """Return the author and the date of the page in `tree`, as far as its markup shows them."""
    latest = f"{LATEST}-01-01" if now is None else now.date().isoformat()
    found = extract_metadata(
        tree,
        url,
        {
            # Dates are looked for where they are marked, not in any number of the text.
            "extensive_search": False,
            "original_date": True,
            "min_date": f"{EARLIEST}-01-01",
            "max_date": latest,  # named, since it would be today's otherwise
        },
    )
    day = read_published(found.date, now=now)
    return Searched(_names(found.author), None if day is None else Dated(day, "markup"))


def _names(author: str | None) -> str | None:
    parts = (_DAYS.sub("", part.strip()) for part in (author or "").split(";"))
    names = [part for part in parts if part and not _DAYS.match(f" {part}")]
    return ", ".join(names[:_MOST_NAMES]) or None
