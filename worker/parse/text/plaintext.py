"""An Article from plain text: the stored text as it was given, cut into sections.

Two forms are read by the same rules. A dump opens with ` date 2025-01-13 WORLD`; its title,
standfirst, caption and dateline follow line by line, its body after a blank line, and
`SOURCE:AFP` closes it. Ordinary text and wire text may have a headline, a date, a byline and
credits about the paragraphs. A section is one line without its dateline, bullet or credit;
lines that are no news, and sub-headings, are in no section.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from worker.parse.furniture import is_furniture, read_date
from worker.parse.text.front import TITLE_LINES, front_of
from worker.parse.text.lines import lines_of
from worker.parse.text.sections import sections_of
from worker.records import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.parse.text.lines import Line

_DUMP: Final = re.compile(r"\s*date\s+(?P<day>\d{4}-\d{2}-\d{2})(?:\s+[A-Z][A-Z &/-]*)?")
_SOURCE: Final = re.compile(r"source\s*:\s*(?P<credit>\S.{0,80})", re.IGNORECASE)


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: date | datetime | None = None,
    source_key: str = "",
    url: str | None = None,
) -> Article:
    """Return the article in `text`, which is stored as it is and which every offset refers to.

    A title or a day that is not given is taken from the text where it has one.

    Raises:
        RejectedError: it has more lines than any article.
    """
    lines = lines_of(text)
    dump = _DUMP.fullmatch(lines[0].text) if lines else None
    day = _day(dump["day"]) if dump is not None else None
    kept = lines[1:] if dump is not None and day is not None else lines
    news = [i for i, line in enumerate(kept) if not is_furniture(line.text)]
    front = front_of(kept, news, title, dump=day is not None)
    sections, agency = sections_of(kept, news, front)
    headline = next((s.span for s in sections if s.kind == "headline"), None)
    if title is None and headline is not None:
        title = text[slice(*headline)]
    if published is None:
        published = day or _date_line(kept)
    return Article(
        text=text,
        sections=sections,
        source_key=source_key,
        title=title,
        url=url,
        published=published,
        credit=_credit(kept) or agency,
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _date_line(lines: Sequence[Line]) -> date | None:
    """Return the first line of the front that is only a date: deeper ones date other things."""
    days = (read_date(line.text) for line in lines[: 2 * TITLE_LINES])
    return next((day for day in days if day is not None), None)


def _credit(lines: Sequence[Line]) -> str | None:
    found = _SOURCE.fullmatch(lines[-1].text) if lines else None
    return None if found is None else found["credit"].strip()
