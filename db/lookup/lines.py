"""The reads of the lines that publishers repeat in story after story."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from db.models import PublisherLineRow

_LINES_OF: Final = select(
    PublisherLineRow.publisher, PublisherLineRow.hash, PublisherLineRow.version
).where(PublisherLineRow.publisher.in_(bindparam("publishers", expanding=True)))


def lines_of(connection: Connection, publishers: Collection[str]) -> dict[str, dict[int, int]]:
    """Return the learned lines of publishers: for each, their hashes with their versions."""
    found: dict[str, dict[int, int]] = {}
    asked = {"publishers": sorted(publishers)}
    for publisher, line_hash, version in connection.execute(_LINES_OF, asked):
        found.setdefault(publisher, {})[line_hash] = version
    return found


def newest_version(connection: Connection) -> int:
    """Return the newest version of learned lines; 0 where there are none."""
    return connection.execute(select(func.max(PublisherLineRow.version))).scalar() or 0
