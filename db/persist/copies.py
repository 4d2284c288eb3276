"""The writes of step 4, deduplicate: fingerprints, verified relations, and the story of each.

Publish, then check: fingerprints are committed before anybody looks for others, so of two texts
that come at once at least the later look sees both. Stories are joined by compare-and-set to the
smaller root, so no lock is needed and repeating is harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from db.models import CopyRow, FingerprintRow, StoryRow
from db.session import insert_into
from worker.records import Comparison

_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Published:
    """A revision as others find it: its fingerprints, and the moment of its event."""

    revision_id: int
    event_at: datetime
    fingerprints: Sequence[int]


def publish(connection: Connection, texts: Sequence[Published]) -> None:
    """Write down the fingerprints of revisions, and each as a story of its own so far."""
    if not texts:
        return
    connection.execute(
        insert_into(connection, StoryRow).on_conflict_do_nothing(index_elements=["revision_id"]),
        [{"revision_id": text.revision_id, "parent_id": text.revision_id} for text in texts],
    )
    rows = [
        {"hash": one, "event_at": text.event_at, "revision_id": text.revision_id}
        for text in texts
        for one in text.fingerprints
    ]
    if rows:
        connection.execute(insert_into(connection, FingerprintRow).on_conflict_do_nothing(), rows)


def link(
    connection: Connection, older_id: int, newer_id: int, found: Comparison, *, now: datetime
) -> None:
    """Write down what a newer revision is to an older one, and make one story of both."""
    low, high = sorted((older_id, newer_id))
    connection.execute(
        insert_into(connection, CopyRow)
        .values(
            low_id=low,
            high_id=high,
            older_id=older_id,
            relation=found.relation,
            contained_older=found.contained_older,
            contained_newer=found.contained_newer,
            evidence={
                "numbers_removed": list(found.numbers_removed),
                "numbers_added": list(found.numbers_added),
                "words_changed": list(found.words_changed),
                "sentences_removed": found.sentences_removed,
                "sentences_added": found.sentences_added,
            },
            found_at=now,
        )
        .on_conflict_do_nothing(index_elements=["low_id", "high_id"])
    )
    join(connection, low, high)


def join(connection: Connection, one: int, other: int) -> None:
    """Make one story of those of two revisions: the greater root gets the smaller as parent."""
    while True:
        low, high = sorted((_root(connection, one), _root(connection, other)))
        if low == high:
            return
        joined = (
            update(StoryRow)
            .where(StoryRow.revision_id == high, StoryRow.parent_id == high)
            .values(parent_id=low)
        )
        if connection.execute(joined).rowcount:
            return


def forget_fingerprints(connection: Connection, *, before: datetime) -> int:
    """Delete some fingerprints of events before a moment; return how many, 0 when none is left."""
    some = (
        select(FingerprintRow.event_at)
        .where(FingerprintRow.event_at < before)
        .order_by(FingerprintRow.event_at)
        .limit(_AT_A_TIME)
        .subquery()
    )
    last = connection.execute(select(func.max(some.c.event_at))).scalar()
    if last is None:
        return 0
    old = delete(FingerprintRow).where(FingerprintRow.event_at <= last)
    return connection.execute(old).rowcount


def _root(connection: Connection, revision_id: int) -> int:
    here = revision_id
    while True:
        parent = connection.execute(
            select(StoryRow.parent_id).filter_by(revision_id=here)
        ).scalar_one()
        if parent == here:
            return here
        here = parent
