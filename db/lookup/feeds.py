"""The reads of feeds: for the next poll, and for showing their health."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, Select, func, or_, select

from db.models import FeedEntryRow, FeedRow, PublisherRow
from worker.records import KnownEntry, Polling, Wishes


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with the state of its polling; its headers may contain a password: never shown."""

    id: int
    url: str
    name: str
    publisher: str
    language: str | None
    site: str | None
    category: str | None
    allowed_hosts: tuple[str, ...]
    headers: Mapping[str, str] = field(repr=False)
    paused: bool
    next_fetch_at: datetime | None
    next_why: str | None
    polling: Polling
    wishes: Wishes
    etag: str | None
    last_modified: str | None
    conditional: bool
    full_at: datetime | None
    body_hash: str | None
    moved_to: str | None
    times_moved: int
    outcome: str | None
    reason: str | None
    fetched_at: datetime | None

    @property
    def stopped(self) -> bool:
        """Whether it is not polled until it is resumed by hand."""
        return self.paused and self.next_fetch_at is None


def feed(connection: Connection, feed_id: int) -> Feed | None:
    """Return a feed, or None where it was removed."""
    found = _feeds(connection, _statement().where(FeedRow.id == feed_id))
    return found[0] if found else None


def named(connection: Connection, words: str) -> list[Feed]:
    """Return the feeds that match: by id, address, name, or part of the name."""
    if words.isdigit():
        return _feeds(connection, _statement().where(FeedRow.id == int(words)))
    exact = _feeds(
        connection, _statement().where(or_(FeedRow.url == words, FeedRow.name == words))
    )
    part = FeedRow.name.icontains(words, autoescape=True)
    return exact or _feeds(connection, _statement().where(part))


def all_feeds(connection: Connection) -> list[Feed]:
    """Return every feed; paused ones first, then those that fail."""
    order = (FeedRow.paused.desc(), FeedRow.failures.desc(), FeedRow.id)
    return _feeds(connection, _statement().order_by(*order))


def known_entries(
    connection: Connection,
    feed_id: int,
    *,
    keys: Collection[str],
    url_keys: Collection[str],
    hashes: Collection[str],
) -> list[KnownEntry]:
    """Return the known entries of a feed that have one of these keys, links or contents."""
    found: dict[int, KnownEntry] = {}
    for column, wanted in (
        (FeedEntryRow.entry_key, keys),
        (FeedEntryRow.url_key, url_keys),
        (FeedEntryRow.content_hash, hashes),
    ):
        values = list(wanted)
        for first in range(0, len(values), 500):
            statement = select(
                FeedEntryRow.id,
                FeedEntryRow.entry_key,
                FeedEntryRow.url_key,
                FeedEntryRow.title,
                FeedEntryRow.content_hash,
                FeedEntryRow.source_key,
            ).where(FeedEntryRow.feed_id == feed_id, column.in_(values[first : first + 500]))
            found |= {row.id: KnownEntry(*row) for row in connection.execute(statement)}
    return list(found.values())


def newest_entry(connection: Connection, feed_id: int) -> datetime | None:
    """Return when a feed last had a new entry; None if it never had one."""
    statement = select(func.max(FeedEntryRow.first_seen_at)).filter_by(feed_id=feed_id)
    return connection.execute(statement).scalar()


def entry_counts(connection: Connection) -> dict[int, int]:
    """Return how many known entries each feed has, by its id."""
    statement = select(FeedEntryRow.feed_id, func.count()).group_by(FeedEntryRow.feed_id)
    return dict(connection.execute(statement).all())


def _statement() -> Select[*tuple[object, ...]]:
    return select(FeedRow, PublisherRow.name.label("publisher")).join(
        PublisherRow, PublisherRow.id == FeedRow.publisher_id
    )


def _feeds(connection: Connection, statement: Select[*tuple[object, ...]]) -> list[Feed]:
    return [_feed(row) for row in connection.execute(statement)]


def _feed(row: Row[*tuple[object, ...]]) -> Feed:
    return Feed(
        id=row.id,
        url=row.url,
        name=row.name,
        publisher=row.publisher,
        language=row.language,
        site=row.site,
        category=row.category,
        allowed_hosts=tuple(row.allowed_hosts),
        headers=row.headers,
        paused=row.paused,
        next_fetch_at=row.next_fetch_at,
        next_why=row.next_why,
        polling=Polling(
            timedelta(seconds=row.interval_seconds),
            row.failures,
            row.failure_weight,
            row.paused,
        ),
        wishes=Wishes(row.ttl_minutes, tuple(row.skip_hours), tuple(row.skip_days)),
        etag=row.etag,
        last_modified=row.last_modified,
        conditional=row.conditional,
        full_at=row.full_at,
        body_hash=row.body_hash,
        moved_to=row.moved_to,
        times_moved=row.times_moved,
        outcome=row.outcome,
        reason=row.reason,
        fetched_at=row.fetched_at,
    )
