"""The writes of step 4, deduplicate: verified relations, and the story of each revision.

Fingerprints are published before candidates are looked up (`worker/flow/copies.py`), so of two
texts that arrive at once at least the later lookup finds both. Stories are joined by
compare-and-set to the smaller root, so no lock is needed and repeating is harmless.
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
    """Two revisions of one story, and the relation that was found, if any.

    `lines_version` is the newest version of the publisher lines that were left out.
    """

    older_id: int
    newer_id: int
    found: Comparison | None
    lines_version: int

    @property
    def ids(self) -> tuple[int, int]:
        """The two ids, the smaller first."""
        return min(self.older_id, self.newer_id), max(self.older_id, self.newer_id)


def link(connection: Connection, ties: Iterable[Tie], *, now: datetime) -> None:
    """Store the relations of revisions, and join the stories of each two.

    A relation of the same two replaces the stored one. A text without copies has no story row.
    """
    # In one order, so that two transactions wait for one another and never deadlock.
    in_order = sorted(ties, key=lambda tie: tie.ids)
    rows = [_row(tie, tie.found) | {"found_at": now} for tie in in_order if tie.found]
    if rows:
        connection.execute(_upsert_relation(connection.dialect.name), rows)
    texts = sorted({one for tie in in_order for one in tie.ids})
    roots_of_new = [{"revision_id": one, "parent_id": one} for one in texts]
    if roots_of_new:
        connection.execute(_insert_story(connection.dialect.name), roots_of_new)
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
def _upsert_relation(dialect: str) -> sqlite.Insert | postgresql.Insert:
    new = insert_of(dialect, CopyRow)
    names = ("older_id", "relation", "contained_older", "contained_newer", "evidence")
    return new.on_conflict_do_update(
        index_elements=["low_id", "high_id"], set_={name: new.excluded[name] for name in names}
    )


@cache
def _insert_story(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return insert_of(dialect, StoryRow).on_conflict_do_nothing(index_elements=["revision_id"])


def _join(connection: Connection, one: int, other: int) -> None:
    """Join the stories of two revisions: the larger root gets the smaller one as its parent."""
    while True:
        low, high = sorted(roots(connection, (one, other)).values())
        if low == high:
            return
        if connection.execute(_JOINED, {"high": high, "low": low}).rowcount:
            return


def unlink(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Delete relations, and rebuild the stories from the remaining ones."""
    removed = {tuple(sorted(pair)) for pair in pairs}
    for low, high in removed:
        connection.execute(delete(CopyRow).where(CopyRow.low_id == low, CopyRow.high_id == high))
    if removed:
        _rebuild(connection, {one for pair in removed for one in pair})


def _rebuild(connection: Connection, revision_ids: set[int]) -> None:
    """Rebuild the stories of revisions: those of one article or with a relation are one story."""
    members = _lock_stories(connection, revision_ids)
    parents = {one: one for one in members}

    def root_of(one: int) -> int:
        while parents[one] != one:
            one = parents[one]
        return one

    for one, other in _connected(connection, members):
        low, high = sorted((root_of(one), root_of(other)))
        parents[high] = low
    changed = update(StoryRow).where(StoryRow.revision_id == bindparam("member"))
    rows = [{"member": one, "root": root_of(one)} for one in sorted(members)]
    connection.execute(changed.values(parent_id=bindparam("root")), rows)


def _lock_stories(connection: Connection, revision_ids: set[int]) -> set[int]:
    """Return all revisions of the stories of these, locked until the transaction ends."""
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


def _connected(connection: Connection, members: set[int]) -> list[tuple[int, int]]:
    """Return the pairs of members with a relation, and of successive revisions of an article."""
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
