"""The results of an extractor: claims with their chains, numbers, times and places.

`docs/claims.md` explains every field of a claim.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from worker.records.text import SectionKind, Span

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
    """One reporting frame: its source, its cue and its whole content."""

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
    """The results of an extractor for one article, and how its run ended."""

    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    rejections: tuple[Rejection, ...] = field(default=())
    outcome: RunOutcome = "extracted"


@dataclass(frozen=True, slots=True)
class Extractor:
    """The identity of an extractor; changed rules, word lists, model or parser change its hash."""

    name: str
    version: str
    config_hash: str
