"""The records that the steps pass to one another, from Article to Claim, frozen, by topic."""

from worker.records.claims import (
    Attribution,
    Claim,
    Comparator,
    Extraction,
    Extractor,
    Factuality,
    Granularity,
    Link,
    Place,
    Polarity,
    Property,
    Quantity,
    Rejection,
    Role,
    RunOutcome,
    Speech,
    Time,
)
from worker.records.copies import (
    Comparison,
    Fingerprinted,
    Relation,
)
from worker.records.feeds import (
    Enclosure,
    FeedEntry,
    KnownEntry,
    ParsedFeed,
    Polling,
    Turn,
    Wishes,
)
from worker.records.fetches import (
    Fetched,
    FetchOutcome,
    Host,
)
from worker.records.jobs import (
    Hint,
)
from worker.records.pages import (
    Page,
)
from worker.records.text import (
    Article,
    ArticleDraft,
    Known,
    Notice,
    Section,
    SectionKind,
    Span,
)

__all__ = [
    "Article",
    "ArticleDraft",
    "Attribution",
    "Claim",
    "Comparator",
    "Comparison",
    "Enclosure",
    "Extraction",
    "Extractor",
    "Factuality",
    "FeedEntry",
    "FetchOutcome",
    "Fetched",
    "Fingerprinted",
    "Granularity",
    "Hint",
    "Host",
    "Known",
    "KnownEntry",
    "Link",
    "Notice",
    "Page",
    "ParsedFeed",
    "Place",
    "Polarity",
    "Polling",
    "Property",
    "Quantity",
    "Rejection",
    "Relation",
    "Role",
    "RunOutcome",
    "Section",
    "SectionKind",
    "Span",
    "Speech",
    "Time",
    "Turn",
    "Wishes",
]
