"""The writes of feeds: added, paused, polled, moved, removed; and of their entries."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from db.models import FeedEntryRow, FeedRow, FetchRow, PublisherRow
from db.persist.articles import short_key
from db.session import insert_into
from worker.records import FeedEntry, Turn, Wishes

FIRST_INTERVAL = timedelta(minutes=15)
"""The interval of a feed that has not been polled yet."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to add; `allowed_hosts` may be fetched although their addresses are private.

    `headers` are sent with every request to the feed's origin, and are shown nowhere.
    """

    url: str
    url_key: str
    name: str
    publisher: str
    language: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    site: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """The result of a poll, as it is stored in the feed's row."""

    outcome: str
    reason: str | None
    turn: Turn
    wishes: Wishes
    etag: str | None
    last_modified: str | None
    conditional: bool
    full_at: datetime | None
    body_hash: str | None
    moved_to: str | None
    times_moved: int


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry as the feed has it now; `id` is that of its row, None for a new one."""

    id: int | None
    key: str
    url_key: str | None
    content_hash: str
    source_key: str
    entry: FeedEntry


def add_feed(connection: Connection, feed: NewFeed, *, now: datetime) -> int | None:
    """Insert a feed and its publisher; return the feed's id, or None if its address is known."""
    statement = (
        insert_into(connection, FeedRow)
        .values(
            url_key=feed.url_key,
            url=feed.url,
            name=feed.name,
            publisher_id=publisher_id(connection, feed.publisher),
            language=feed.language,
            site=feed.site,
            category=feed.category,
            allowed_hosts=list(feed.allowed_hosts),
            headers=dict(feed.headers),
            paused=False,
            next_fetch_at=now,
            interval_seconds=round(FIRST_INTERVAL.total_seconds()),
            skip_hours=[],
            skip_days=[],
            conditional=True,
            times_moved=0,
            failures=0,
            failure_weight=0.0,
            added_at=now,
        )
        .on_conflict_do_nothing(index_elements=["url_key"])
        .returning(FeedRow.id)
    )
    return connection.execute(statement).scalar()


def publisher_id(connection: Connection, name: str) -> int:
    """Return the id of a publisher's row, which is inserted when it is first named."""
    key = short_key("p", " ".join(name.casefold().split()))
    connection.execute(
        insert_into(connection, PublisherRow)
        .values(key=key, name=name)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    return connection.execute(select(PublisherRow.id).filter_by(key=key)).scalar_one()


def set_paused(
    connection: Connection, feed_id: int, *, paused: bool, reason: str | None, at: datetime
) -> None:
    """Pause a feed with a reason, or resume it, due at `at`."""
    connection.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id)
        .values(
            paused=paused,
            reason=reason,
            next_fetch_at=None if paused else at,
            next_why=None,
            failures=0,
            failure_weight=0.0,
        )
    )


def remove_feed(connection: Connection, feed_id: int) -> None:
    """Delete a feed, its entries and its attempts; the articles that it brought stay."""
    for model in (FetchRow, FeedEntryRow):
        connection.execute(delete(model).where(model.feed_id == feed_id))
    connection.execute(delete(FeedRow).where(FeedRow.id == feed_id))


def note_poll(connection: Connection, feed_id: int, poll: Poll, *, now: datetime) -> None:
    """Store the result of a feed's last poll, and when the next one is."""
    turn, polling, wishes = poll.turn, poll.turn.polling, poll.wishes
    connection.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id)
        .values(
            outcome=poll.outcome,
            reason=poll.reason,
            paused=polling.paused,
            failures=polling.failures,
            failure_weight=polling.weight,
            interval_seconds=round(polling.interval.total_seconds()),
            next_fetch_at=turn.at,
            next_why=turn.why,
            ttl_minutes=wishes.ttl_minutes,
            skip_hours=list(wishes.skip_hours),
            skip_days=list(wishes.skip_days),
            etag=poll.etag,
            last_modified=poll.last_modified,
            conditional=poll.conditional,
            full_at=poll.full_at,
            body_hash=poll.body_hash,
            moved_to=poll.moved_to,
            times_moved=poll.times_moved,
            fetched_at=now,
        )
    )


def move_feed(connection: Connection, feed_id: int, url: str, url_key: str) -> int | None:
    """Change a feed's address; if another feed has it, return that feed's id and do nothing."""
    other = connection.execute(
        select(FeedRow.id).where(FeedRow.url_key == url_key, FeedRow.id != feed_id)
    ).scalar()
    if other is None:
        connection.execute(
            update(FeedRow)
            .where(FeedRow.id == feed_id)
            .values(url=url, url_key=url_key, moved_to=None, times_moved=0)
        )
    return other


def save_entries(
    connection: Connection, feed_id: int, entries: Sequence[NamedEntry], *, now: datetime
) -> None:
    """Insert new entries, and update known ones."""
    new = [entry for entry in entries if entry.id is None]
    if new:
        connection.execute(
            insert_into(connection, FeedEntryRow).on_conflict_do_nothing(
                index_elements=["feed_id", "entry_key"]
            ),
            [
                {
                    "feed_id": feed_id,
                    "entry_key": entry.key,
                    "first_seen_at": now,
                    "changed_at": now,
                    **_columns(entry),
                }
                for entry in new
            ],
        )
    known = [entry for entry in entries if entry.id is not None]
    if known:
        rows = [{"entry_key": entry.key, **_columns(entry)} for entry in known]
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
        connection.execute(
            update(FeedEntryRow)
            .where(FeedEntryRow.id == bindparam("row_id"))
            .values(changed_at=now, **columns),
            [
                {"row_id": entry.id, **{f"new_{name}": value for name, value in row.items()}}
                for entry, row in zip(known, rows, strict=True)
            ],
        )


def _columns(named: NamedEntry) -> dict[str, Any]:
    entry = named.entry
    return {
        "url": entry.url,
        "url_key": named.url_key,
        "title": entry.title,
        "content_hash": named.content_hash,
        "source_key": named.source_key,
        "published_at": entry.published or entry.updated,
        "published_from": entry.published_from or entry.updated_from,
        "authors": list(entry.authors),
        "credit": entry.credit,
        "credit_url": entry.credit_url,
        "enclosures": [asdict(enclosure) for enclosure in entry.enclosures],
    }
