"""The writes of step 4, deduplicate: verified relations, and the story of each revision.

Publish, then check: fingerprints are committed before anybody looks for others, so of two texts
that come at once at least the later look sees both. Stories are joined by compare-and-set to the
smaller root, so no lock is needed and repeating is harmless.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    SQLColumnExpression,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from db.lookup.stories import revisions_of, roots
from db.models import CopyRow, RevisionRow, StoryRow
from db.session import in_parameter, insert_of
from worker.records import Comparison

_JOINED: Final = (
    update(StoryRow)
    .where(StoryRow.revision_id == bindparam("high"), StoryRow.parent_id == bindparam("high"))
    .values(parent_id=bindparam("low"))
)


class Tie(NamedTuple):
    """Two revisions of one story: what the newer was found to be to the older, if anything.

    `lines_version` tells up to which version lines of publishers were left out.
    """

    older_id: int
    newer_id: int
    found: Comparison | None
    lines_version: int

    @property
    def ids(self) -> tuple[int, int]:
        """The two, the smaller first."""
        return min(self.older_id, self.newer_id), max(self.older_id, self.newer_id)


def link(connection: Connection, ties: Iterable[Tie], *, now: datetime) -> None:
    """Write down what was found of revisions, and make one story of each two.

    What was found of the two before gives way. A text that is alone has no row of a story yet.
    """
    # In one order, so that two who write at once wait and do not stand in each other's way.
    in_order = sorted(ties, key=lambda tie: tie.ids)
    rows = [_row(tie, tie.found) | {"found_at": now} for tie in in_order if tie.found]
    if rows:
        connection.execute(_written(connection.dialect.name), rows)
    texts = sorted({one for tie in in_order for one in tie.ids})
    fresh = [{"revision_id": one, "parent_id": one} for one in texts]
    if fresh:
        connection.execute(_begun(connection.dialect.name), fresh)
    for tie in in_order:
        _join(connection, *tie.ids)


def _row(tie: Tie, found: Comparison) -> dict[str, object]:
    low, high = tie.ids
    return {
        "low_id": low,
        "high_id": high,
        "older_id": tie.older_id,
        "relation": found.relation,
        "contained_older": found.contained_older,
        "contained_newer": found.contained_newer,
        "evidence": {
            "numbers_removed": list(found.numbers_removed),
            "numbers_added": list(found.numbers_added),
            "words_changed": list(found.words_changed),
            "sentences_removed": found.sentences_removed,
            "sentences_added": found.sentences_added,
            "lines_version": tie.lines_version,
        },
    }


@cache
def _written(dialect: str) -> sqlite.Insert | postgresql.Insert:
    fresh = insert_of(dialect, CopyRow)
    names = ("older_id", "relation", "contained_older", "contained_newer", "evidence")
    return fresh.on_conflict_do_update(
        index_elements=["low_id", "high_id"], set_={name: fresh.excluded[name] for name in names}
    )


@cache
def _begun(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return insert_of(dialect, StoryRow).on_conflict_do_nothing(index_elements=["revision_id"])


def _join(connection: Connection, one: int, other: int) -> None:
    """Make one story of those of two revisions: the greater root gets the smaller as parent."""
    while True:
        low, high = sorted(roots(connection, (one, other)).values())
        if low == high:
            return
        if connection.execute(_JOINED, {"high": high, "low": low}).rowcount:
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
    return in_parameter(connection.dialect.name, column, "ids")
