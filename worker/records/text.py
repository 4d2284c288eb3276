"""An article as it was read: its text, its sections, and its newest revision in the ledger.

Offsets are Unicode code points of the stored text, half-open, never of a normalised copy.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

SectionKind = Literal["headline", "dek", "caption", "body"]
Notice = Literal["correction", "clarification", "update", "retraction"]


class Span(NamedTuple):
    """`text[start:end]` of the stored text."""

    start: int
    end: int


class Section(NamedTuple):
    """A part of the text that is of one kind; text outside all sections makes no claims."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One article as parse read it; every offset refers to its text.

    `published_from` says where `published` comes from: an element of a feed or a page, "document"
    for a field of a pushed document, or "text" for a date in the text itself.
    """

    text: str
    sections: tuple[Section, ...]
    source_key: str
    title: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    published_from: str | None = None
    credit: str | None = None
    language: str | None = None
    byline: str | None = None
    section: str | None = None
    modified: date | datetime | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article before it is accepted: the fields that were given, the text not yet read."""

    text: str
    url: str | None = None
    title: str | None = None
    published: date | datetime | None = None
    modified: date | datetime | None = None
    language: str | None = None
    byline: str | None = None
    section: str | None = None
    credit: str | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An article in the ledger: the number, hash and notice of its newest revision."""

    article_id: int
    article_key: str
    number: int
    text_hash: str | None
    notice: Notice | None = None
