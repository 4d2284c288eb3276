"""The article of a web page."""

from dataclasses import dataclass
from datetime import date, datetime

from worker.records.text import Notice


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: paragraphs parted by blank lines, without the rest of the page.

    A moment is aware and in UTC; a date without a time of day stays a date. `published_from` and
    `modified_from` say where it was found: "json-ld", "meta" with the element's name, "time
    element", "address", or "markup" where only trafilatura found it. `canonical_url` is an address
    of the same site, or None. `language` is the text's own where the page declares another.
    `credit` is the agency that the story is from, `section` a part of the paper. `notice` says
    that the article was corrected, clarified, updated or retracted, `notice_text` in which words.
    """

    title: str | None
    text: str
    byline: str | None = None
    published: date | datetime | None = None
    published_from: str | None = None
    modified: date | datetime | None = None
    modified_from: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    site: str | None = None
    section: str | None = None
    credit: str | None = None
    notice: Notice | None = None
    notice_text: str | None = None
