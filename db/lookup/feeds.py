"""What is known of feeds: for the next poll, and for looking at their health."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, or_, select

from db.models import FeedEntryRow, FeedRow, FetchRow, PublisherRow


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with the state of its polling."""

    id: int
    url: str
    name: str
    publisher: str
    language: str | None
    allowed_hosts: tuple[str, ...]
    paused: bool
    next_fetch_at: datetime | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    failures: int
    outcome: str | None
    reason: str | None
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One fetch as it is shown."""

    url: str
    fetched_at: datetime
    outcome: str
    status: int | None
    reason: str | None
    bytes_read: int
    milliseconds: int


def feed(connection: Connection, feed_id: int) -> Feed | None:
    """Return a feed, or None where it was removed."""
    found = _feeds(connection, _statement().where(FeedRow.id == feed_id))
    return found[0] if found else None


def named(connection: Connection, words: str) -> list[Feed]:
    """Return the feeds that these words name: an id, an address, a name or a part of one."""
    if words.isdigit():
        return _feeds(connection, _statement().where(FeedRow.id == int(words)))
    exact = _feeds(
        connection, _statement().where(or_(FeedRow.url == words, FeedRow.name == words))
    )
    part = FeedRow.name.icontains(words, autoescape=True)
    return exact or _feeds(connection, _statement().where(part))


def all_feeds(connection: Connection) -> list[Feed]:
    """Return every feed, those in trouble first."""
    order = (FeedRow.paused.desc(), FeedRow.failures.desc(), FeedRow.id)
    return _feeds(connection, _statement().order_by(*order))


def entry_hashes(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, str]:
    """Return the content hashes of those entries that this feed has named before."""
    known: dict[str, str] = {}
    for first in range(0, len(keys), 500):
        some = keys[first : first + 500]
        statement = select(FeedEntryRow.entry_key, FeedEntryRow.content_hash).where(
            FeedEntryRow.feed_id == feed_id, FeedEntryRow.entry_key.in_(some)
        )
        known.update(dict(connection.execute(statement).all()))
    return known


def entry_counts(connection: Connection) -> dict[int, int]:
    """Return how many entries each feed has named."""
    statement = select(FeedEntryRow.feed_id, func.count()).group_by(FeedEntryRow.feed_id)
    return dict(connection.execute(statement).all())


def attempts(connection: Connection, feed_id: int, *, limit: int) -> list[Attempt]:
    """Return the last attempts at a feed and its pages, newest first."""
    statement = (
        select(
            FetchRow.url,
            FetchRow.fetched_at,
            FetchRow.outcome,
            FetchRow.status,
            FetchRow.reason,
            FetchRow.bytes_read,
            FetchRow.milliseconds,
        )
        .where(FetchRow.feed_id == feed_id)
        .order_by(FetchRow.fetched_at.desc(), FetchRow.id.desc())
        .limit(limit)
    )
    return [Attempt(*row) for row in connection.execute(statement)]


def _statement() -> Select[*tuple[object, ...]]:
    return select(
        FeedRow.id,
        FeedRow.url,
        FeedRow.name,
        PublisherRow.name.label("publisher"),
        FeedRow.language,
        FeedRow.allowed_hosts,
        FeedRow.paused,
        FeedRow.next_fetch_at,
        FeedRow.etag,
        FeedRow.last_modified,
        FeedRow.body_hash,
        FeedRow.failures,
        FeedRow.outcome,
        FeedRow.reason,
        FeedRow.fetched_at,
    ).join(PublisherRow, PublisherRow.id == FeedRow.publisher_id)


def _feeds(connection: Connection, statement: Select[*tuple[object, ...]]) -> list[Feed]:
    return [
        Feed(**{**row._mapping, "allowed_hosts": tuple(row.allowed_hosts)})  # noqa: SLF001
        for row in connection.execute(statement)
    ]
