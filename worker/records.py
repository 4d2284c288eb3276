"""What the steps hand to one another: Article in, Claims out, as frozen records.

Offsets are Unicode code points of the stored text, half-open, never of a normalised copy.
`docs/claims.md` explains every field of a claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

SectionKind = Literal["headline", "dek", "caption", "body"]
Notice = Literal["correction", "clarification", "update", "retraction"]
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
RunOutcome = Literal["extracted", "unsupported_language"]


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
    """One document as a step of parse read it: its text is what every offset refers to.

    `published_from` says where `published` comes from: an element of a feed or a page, "document"
    for what was pushed with it, or "text" for what the text itself says.
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
class Known:
    """What the ledger holds under a source key: the newest text's number, hash and notice."""

    article_id: int
    article_key: str
    number: int
    text_hash: str | None
    notice: Notice | None = None


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
    """One proposition, one chain of voices, one factuality, at one place of one text.

    `confidence` is the measured chance, from 0 to 1, that a claim of its kind is right; None in
    runs of extractors that did not measure it.
    """

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
    confidence: float | None = None

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
    """What an extractor found in one article, and how its run ended."""

    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    rejections: tuple[Rejection, ...] = field(default=())
    outcome: RunOutcome = "extracted"


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
    "disallowed",
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one attempt at one address; `reason` says in words why there is no body.

    `url` is the address that answered, `permanent` the one that its leading 301s and 308s name, as
    far as they do not lead from https to http.
    `body` is decompressed, `bytes_read` counts what came over the wire. Headers are verbatim; one
    with control characters counts as not sent.
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
    age: str | None = None
    expires: str | None = None
    body: bytes = b""
    bytes_read: int = 0
    milliseconds: int = 0
    permanent: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """What is remembered of a web host (its name, and its port where that is not the usual one).

    It is not asked before `next_start_at`, and left alone until `resume_at` because of `reason`.
    `gap_seconds` is between two requests, `crawl_delay` what its robots.txt asks for; `failures`
    in a row are of the host, not of one page.
    """

    name: str
    gap_seconds: float
    next_start_at: datetime | None = None
    resume_at: datetime | None = None
    failures: int = 0
    reason: str | None = None
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True)
class Polling:
    """How the polls of a feed went: what its next turn is worked out from.

    `weight` is what its failures in a row weigh together; `paused` is what it did to itself.
    """

    interval: timedelta
    failures: int = 0
    weight: float = 0.0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a feed itself asks not to be polled: hours are GMT, Monday is day 0."""

    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry as the ledger has it; `source_key` names the article that it became, if any."""

    id: int
    key: str
    url_key: str | None
    title: str | None
    content_hash: str
    source_key: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """When a feed is polled next, why then in words, and how it stands until then."""

    at: datetime
    why: str
    polling: Polling


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry carries: sound, film, picture.

    `media_type` is as the feed gives it, `audio/mpeg` or no more than `image`; `size` is what the
    feed says the file has, in bytes.
    """

    url: str
    media_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: `key` names it within the feed, `text` is the best content as words.

    Moments are aware and in UTC; None where the feed gives none that can be believed. The element
    that a moment came from is kept beside it, such as `pubDate` or `dc:date`; where its words make
    no moment that can be believed, why stands behind the name: `pubDate (in the future)`.

    `authors` are all that the entry names, in its order. `credit` is the source that it names,
    `credit_url` that source's address.
    """

    key: str
    url: str | None
    title: str | None
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    published_from: str | None = None
    updated_from: str | None = None
    authors: tuple[str, ...] = ()
    credit: str | None = None
    credit_url: str | None = None
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read: its own title, site and language, its entries as they stand.

    When it wants to be asked: not again before `ttl_minutes`, not in `skip_hours` (0 to 23, UTC),
    not on `skip_days` (0 to 6, Monday is 0). `new_url` is where it says that it has moved to.
    `cut` says in words why it was read no further, and is None where all of it was read.
    """

    title: str | None
    url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    new_url: str | None = None
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: paragraphs parted by blank lines, without what stands about them.

    A moment is aware and in UTC; a date without a time of day stays a date. `published_from` and
    `modified_from` say where it stands: "json-ld", "meta" with the element's name, "time element",
    "address", or "markup" where only trafilatura found it. `canonical_url` is an address of the
    same site, or None. `language` is the text's own where the page declares another. `credit` is
    the agency that the story is from, `section` a part of the paper. `notice` says that the
    article was corrected, clarified, updated or retracted, `notice_text` in which words.
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


class Hint(NamedTuple):
    """A job that is due, as it is told to the workers."""

    job_id: int
    kind: str


Relation = Literal[
    "exact_copy",
    "syndicated_copy",
    "abridgement",
    "expansion",
    "revision",
    "correction",
    "merged",
]


class Fingerprinted(NamedTuple):
    """A revision as others find it: the second of its event since 1970, and its fingerprints."""

    revision_id: int
    second: int
    hashes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the newer of two texts of one story is to the older, and the proof.

    `contained_older` is the share of the older text's shingles (three words in a row) that the
    newer one has, `contained_newer` the other way round. Numbers and words stand as the texts have
    them: those that came or went within sentences that both texts have. `words_changed` are words
    of negation and of hedging ("not", "denied", "at least"). Sentences are counted where the other
    text has nothing like them.
    """

    relation: Relation
    contained_older: float
    contained_newer: float
    numbers_removed: tuple[str, ...]
    numbers_added: tuple[str, ...]
    words_changed: tuple[str, ...]
    sentences_removed: int
    sentences_added: int
