"""The writes of feeds: added, paused, polled; what they named; every attempt to fetch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from db.models import FeedEntryRow, FeedRow, FetchRow, PublisherRow
from db.persist.articles import short_key
from db.session import insert_into
from worker.records import FeedEntry, Fetched


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to add; `allowed_hosts` may be fetched though they are no public addresses."""

    url: str
    url_key: str
    name: str
    publisher: str
    language: str | None = None
    allowed_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll leaves in a feed's row."""

    outcome: str
    reason: str | None
    failures: int
    next_fetch_at: datetime
    etag: str | None
    last_modified: str | None
    body_hash: str | None


def add_feed(connection: Connection, feed: NewFeed, *, now: datetime) -> int | None:
    """Insert a feed and, if it is new, its publisher; None where the address is known."""
    statement = (
        insert_into(connection, FeedRow)
        .values(
            url_key=feed.url_key,
            url=feed.url,
            name=feed.name,
            publisher_id=publisher_id(connection, feed.publisher),
            language=feed.language,
            allowed_hosts=list(feed.allowed_hosts),
            paused=False,
            failures=0,
            next_fetch_at=now,
            added_at=now,
        )
        .on_conflict_do_nothing(index_elements=["url_key"])
        .returning(FeedRow.id)
    )
    return connection.execute(statement).scalar()


def publisher_id(connection: Connection, name: str) -> int:
    """Return the id of a publisher's row, which is made when it is first named."""
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
    """Pause a feed with a reason, or let it be due again."""
    connection.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id)
        .values(paused=paused, reason=reason, next_fetch_at=None if paused else at, failures=0)
    )


def remove_feed(connection: Connection, feed_id: int) -> None:
    """Delete a feed, what it named and its attempts; the articles it brought stay."""
    for model in (FetchRow, FeedEntryRow):
        connection.execute(delete(model).where(model.feed_id == feed_id))
    connection.execute(delete(FeedRow).where(FeedRow.id == feed_id))


def add_fetch(
    connection: Connection, fetched: Fetched, *, feed_id: int | None, now: datetime
) -> None:
    """Keep one attempt at one address."""
    connection.execute(
        insert(FetchRow).values(
            feed_id=feed_id,
            url=fetched.requested_url,
            fetched_at=now,
            outcome=fetched.outcome,
            status=fetched.status,
            reason=fetched.reason,
            bytes_read=fetched.bytes_read,
            milliseconds=fetched.milliseconds,
        )
    )


def note_poll(connection: Connection, feed_id: int, poll: Poll, *, now: datetime) -> None:
    """Write down in the feed's row what its last poll was like and when the next one is."""
    connection.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id)
        .values(
            outcome=poll.outcome,
            reason=poll.reason,
            failures=poll.failures,
            next_fetch_at=poll.next_fetch_at,
            etag=poll.etag,
            last_modified=poll.last_modified,
            body_hash=poll.body_hash,
            fetched_at=now,
        )
    )


def save_entries(
    connection: Connection,
    feed_id: int,
    entries: Sequence[FeedEntry],
    hashes: Mapping[str, str],
    *,
    now: datetime,
) -> None:
    """Insert entries, or note their new content; `hashes` has each entry's by its key."""
    if not entries:
        return
    statement = insert_into(connection, FeedEntryRow)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["feed_id", "entry_key"],
            set_={
                "url": statement.excluded.url,
                "title": statement.excluded.title,
                "content_hash": statement.excluded.content_hash,
                "changed_at": statement.excluded.changed_at,
            },
        ),
        [
            {
                "feed_id": feed_id,
                "entry_key": entry.key,
                "url": entry.url,
                "title": entry.title,
                "content_hash": hashes[entry.key],
                "first_seen_at": now,
                "changed_at": now,
            }
            for entry in entries
        ],
    )
