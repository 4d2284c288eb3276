"""The tables, by topic. Only Alembic creates them."""

from db.models.articles import ArticleRow, RevisionRow
from db.models.base import Base
from db.models.claims import (
    ClaimRow,
    EntityRow,
    LinkRow,
    PlaceRow,
    QuantityRow,
    SpanRow,
    TimeRow,
)
from db.models.copies import CopyRow, FingerprintRow, PublisherLineRow, StoryRow
from db.models.feeds import FeedEntryRow, FeedRow, PublisherRow
from db.models.fetches import BodyRow, FetchRow, HostRow
from db.models.jobs import JobRow
from db.models.runs import ActiveRunRow, ExtractorRow, RunRow

__all__ = [
    "ActiveRunRow",
    "ArticleRow",
    "Base",
    "BodyRow",
    "ClaimRow",
    "CopyRow",
    "EntityRow",
    "ExtractorRow",
    "FeedEntryRow",
    "FeedRow",
    "FetchRow",
    "FingerprintRow",
    "HostRow",
    "JobRow",
    "LinkRow",
    "PlaceRow",
    "PublisherLineRow",
    "PublisherRow",
    "QuantityRow",
    "RevisionRow",
    "RunRow",
    "SpanRow",
    "StoryRow",
    "TimeRow",
]
