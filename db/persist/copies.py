"""The writes of step 4, deduplicate: verified relations, and the story of each revision.

Publish, then check: fingerprints are committed before anybody looks for others, so of two texts
that come at once at least the later look sees both. Stories are joined by compare-and-set to the
smaller root, so no lock is needed and repeating is harmless.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from sqlalchemy import (
    ColumnElement,
    Connection,
    SQLColumnExpression,
    bindparam,
    delete,
    select,
    update,
)

from db.lookup.stories import revisions_of, root, roots
from db.models import CopyRow, RevisionRow, StoryRow
from db.session import among, insert_into
from worker.records import Comparison


def link(
    connection: Connection,
    older_id: int,
    newer_id: int,
    found: Comparison,
    *,
    lines_version: int,
    now: datetime,
) -> None:
    """Write down what a newer revision is to an older one, and make one story of both.

    `lines_version` tells up to which version lines of publishers were left out. What was found of
    the two before gives way.
    """
    low, high = sorted((older_id, newer_id))
    written = {
        "older_id": older_id,
        "relation": found.relation,
        "contained_older": found.contained_older,
        "contained_newer": found.contained_newer,
        "evidence": {
            "numbers_removed": list(found.numbers_removed),
            "numbers_added": list(found.numbers_added),
            "words_changed": list(found.words_changed),
            "sentences_removed": found.sentences_removed,
            "sentences_added": found.sentences_added,
            "lines_version": lines_version,
        },
    }
    connection.execute(
        insert_into(connection, CopyRow)
        .values(low_id=low, high_id=high, found_at=now, **written)
        .on_conflict_do_update(index_elements=["low_id", "high_id"], set_=written)
    )
    join(connection, low, high)


def join(connection: Connection, one: int, other: int) -> None:
    """Make one story of those of two revisions: the greater root gets the smaller as parent.

    A text that is alone has no row yet.
    """
    rows = [{"revision_id": each, "parent_id": each} for each in sorted((one, other))]
    fresh = insert_into(connection, StoryRow)
    connection.execute(fresh.on_conflict_do_nothing(index_elements=["revision_id"]), rows)
    while True:
        low, high = sorted((root(connection, one), root(connection, other)))
        if low == high:
            return
        joined = (
            update(StoryRow)
            .where(StoryRow.revision_id == high, StoryRow.parent_id == high)
            .values(parent_id=low)
        )
        if connection.execute(joined).rowcount:
            return


def unlink(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Take relations back, and make the stories anew out of those that are left."""
    apart = {tuple(sorted(pair)) for pair in pairs}
    for low, high in apart:
        connection.execute(delete(CopyRow).where(CopyRow.low_id == low, CopyRow.high_id == high))
    if apart:
        _rebuild(connection, {one for pair in apart for one in pair})


def _rebuild(connection: Connection, revision_ids: set[int]) -> None:
    """Texts of one article, and those with a relation, hang together; nothing else does."""
    members = _locked(connection, revision_ids)
    parents = {one: one for one in members}

    def stands_for(one: int) -> int:
        while parents[one] != one:
            one = parents[one]
        return one

    for one, other in _ties(connection, members):
        low, high = sorted((stands_for(one), stands_for(other)))
        parents[high] = low
    changed = update(StoryRow).where(StoryRow.revision_id == bindparam("member"))
    rows = [{"member": one, "root": stands_for(one)} for one in sorted(members)]
    connection.execute(changed.values(parent_id=bindparam("root")), rows)


def _locked(connection: Connection, revision_ids: set[int]) -> set[int]:
    """All revisions of the stories of these; nobody joins them until the transaction ends."""
    members: set[int] = set()
    while True:
        above = roots(connection, revision_ids)
        found = set(revisions_of(connection, set(above.values())))
        if found == members:
            return members
        members = found
        rows = select(StoryRow.revision_id).where(_these(connection, StoryRow.revision_id))
        locked = rows.order_by(StoryRow.revision_id).with_for_update()
        connection.execute(locked, {"ids": sorted(members)}).all()


def _ties(connection: Connection, members: set[int]) -> list[tuple[int, int]]:
    asked = {"ids": sorted(members)}
    related = select(CopyRow.low_id, CopyRow.high_id).where(_these(connection, CopyRow.low_id))
    of_articles = (
        select(RevisionRow.article_id, RevisionRow.id)
        .where(_these(connection, RevisionRow.id))
        .order_by(RevisionRow.article_id, RevisionRow.number)
    )
    rows = connection.execute(of_articles, asked).all()
    same = [(one[1], other[1]) for one, other in pairwise(rows) if one[0] == other[0]]
    found = [(low, high) for low, high in connection.execute(related, asked)]
    return [*found, *same]


def _these(connection: Connection, column: SQLColumnExpression[int]) -> ColumnElement[bool]:
    return among(connection.dialect.name, column, "ids")
