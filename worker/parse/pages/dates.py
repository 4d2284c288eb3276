"""When a page says it was published and changed, and where it says so."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from worker.parse.dates import read_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_ADDRESS: Final = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/-]|$)"
)


class Dated(NamedTuple):
    """A moment in UTC, or a day where no time of day is given, and where it was found.

    `origin` is "json-ld", "time element", "address", or "meta" with the element's name.
    """

    value: date | datetime
    origin: str


def published_on(
    tree: etree._Element,
    metas: Iterable[tuple[str, str]],
    article: dict[str, Any],
    *,
    url: str,
    now: datetime | None,
) -> Dated | None:
    """Return when the page was published: the first with a time of day, else the first day."""
    candidates = [
        ("json-ld", article.get("datePublished")),
        *_named(metas, _PUBLISHED),
        *(("time element", moment) for moment in _times(tree)),
        ("address", _day_of_address(url)),
    ]
    return _best(candidates, now)


def modified_on(
    metas: Iterable[tuple[str, str]], article: dict[str, Any], *, now: datetime | None
) -> Dated | None:
    """Return when the page was changed last, as `published_on` does."""
    return _best([("json-ld", article.get("dateModified")), *_named(metas, _MODIFIED)], now)


def _named(metas: Iterable[tuple[str, str]], names: frozenset[str]) -> Iterator[tuple[str, str]]:
    return ((f"meta {name}", content) for name, content in metas if name in names)


def _times(tree: etree._Element) -> list[str]:
    """Return the moments of `time` elements that are marked as that of publication."""
    return [
        element.get("datetime", "")
        for element in tree.iter("time")
        if (element.get("itemprop") or "").lower() == "datepublished"
        or element.get("pubdate") is not None
    ]


def _day_of_address(url: str) -> str | None:
    """Return the day in an address such as `/2024/02/06/ferry` or `/2024/feb/06/ferry`."""
    found = _ADDRESS.search(url.lower())
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    return f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}"


def _best(candidates: Iterable[tuple[str, object]], now: datetime | None) -> Dated | None:
    days: list[Dated] = []
    for origin, words in candidates:
        value = read_published(words, now=now) if isinstance(words, str) else None
        if isinstance(value, datetime):
            return Dated(value, origin)
        if value is not None:
            days.append(Dated(value, origin))
    return days[0] if days else None
