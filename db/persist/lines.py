"""The writes of publisher lines: rows are added, never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from db.lookup.lines import newest_version
from db.models import PublisherLineRow
from db.session import insert_into


class NewLine(NamedTuple):
    """A repeated line of a publisher, its hash, and in how many stories it was seen."""

    publisher: str
    hash: int
    line: str
    stories: int


def add_lines(connection: Connection, learned: Iterable[NewLine], *, now: datetime) -> int:
    """Insert lines that are new for their publishers, all as the next version; return how many.

    Known lines are unchanged and keep their version.
    """
    version = newest_version(connection) + 1
    rows = [{**line._asdict(), "version": version, "learned_at": now} for line in learned]
    if not rows:
        return 0
    new = insert_into(connection, PublisherLineRow).on_conflict_do_nothing()
    added = connection.execute(new.returning(PublisherLineRow.hash), rows)
    return len(added.all())
