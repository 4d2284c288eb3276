"""What the steps hand to one another: Article in, Claims out, as frozen records.

Offsets are Unicode code points of the stored text, half-open, never of a normalised copy.
`docs/claims.md` explains every field of a claim.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

SectionKind = Literal["headline", "dek", "caption", "body"]
Role = Literal["speaker", "relay", "original", "evidence", "hearsay", "holder", "narrator"]
Factuality = Literal[
    "asserted",
    "hedged",
    "accused",
    "denied",
    "unacknowledged",
    "hypothetical",
    "predicted",
    "questioned",
]
Polarity = Literal["positive", "negative"]
Speech = Literal["direct", "indirect", "mixed", "none"]
Comparator = Literal["eq", "approx", "gt", "gte", "lt", "lte", "range"]
Property = Literal[
    "killed",
    "injured",
    "casualties",
    "missing",
    "captured",
    "arrested",
    "deployed",
    "displaced",
    "evacuated",
    "rescued",
    "money",
    "percent",
    "duration",
    "age",
    "measure",
    "count",
]
Granularity = Literal["day", "interval", "month", "year", "before"]


class Span(NamedTuple):
    """`text[start:end]` of the stored text."""

    start: int
    end: int


class Section(NamedTuple):
    """A part of the text that is read as one kind; what no section covers makes no claims."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One document as a step of parse read it: its text is what every offset refers to."""

    text: str
    sections: tuple[Section, ...]
    source_key: str
    title: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger holds under a source key: the newest text's number and hash."""

    article_id: int
    article_key: str
    number: int
    text_hash: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of a chain: joint speakers share a position and differ in `group`."""

    position: int
    group: int
    role: Role
    name: str | None = None
    descriptor: str | None = None
    anonymous: bool = False
    mention: Span | None = None
    cue: Span | None = None
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a claim with its bounds; `value` is None where the words give no number."""

    span: Span
    value: float | None
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None
    property: Property
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """When something was said or happened; `span` is None where it is inherited from elsewhere."""

    value: date
    value_end: date | None
    granularity: Granularity
    span: Span | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the evidence names."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition, one chain of voices, one factuality, at one place of one text."""

    section: SectionKind
    evidence: tuple[Span, ...]
    evidence_text: tuple[str, ...]
    statement: str
    chain: tuple[Link, ...]
    factuality: Factuality
    polarity: Polarity
    speech: Speech
    quantities: tuple[Quantity, ...] = ()
    said_at: Time | None = None
    event_time: Time | None = None
    places: tuple[Place, ...] = ()

    @property
    def voice(self) -> Literal["attributed", "publisher"]:
        """Whose voice carries the claim: a source's, or the article's own."""
        return "publisher" if self.chain[0].role == "narrator" else "attributed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reporting frame: who, by which words, with its whole content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that did not become a claim, and why."""

    reason: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one article."""

    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    rejections: tuple[Rejection, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Extractor:
    """Who made a run: any change of rules, word lists, model or parser changes the hash."""

    name: str
    version: str
    config_hash: str


FetchOutcome = Literal[
    "ok",
    "not_modified",
    "gone",
    "http_error",
    "too_large",
    "timeout",
    "unreachable",
    "refused",
    "redirect_loop",
    "broken",
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one attempt at one address; `reason` says in words why there is no body.

    `url` is the address that answered, `permanent` the one that its leading 301s and 308s name.
    `body` is decompressed, `bytes_read` counts what came over the wire. Headers are verbatim.
    """

    requested_url: str
    url: str
    outcome: FetchOutcome
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    retry_after: str | None = None
    cache_control: str | None = None
    body: bytes = b""
    bytes_read: int = 0
    milliseconds: int = 0
    permanent: str | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: `key` names it within the feed, `text` is the best content as words.

    Moments are aware and in UTC; None where the feed gives none that can be believed. `credit` is
    the source that the entry itself names.
    """

    key: str
    url: str | None
    title: str | None
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read: its own title, site and language, its entries as they stand."""

    title: str | None
    url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: paragraphs parted by blank lines, without what stands about them.

    A date without a time of day stays a date. `canonical_url` is what the page says its address
    is, made absolute and not checked.
    """

    title: str | None
    text: str
    byline: str | None = None
    published: date | datetime | None = None
    modified: date | datetime | None = None
    canonical_url: str | None = None
    language: str | None = None
    site: str | None = None


class Hint(NamedTuple):
    """A job that is due, as it is told to the workers."""

    job_id: int
    kind: str
