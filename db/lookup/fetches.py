"""The reads of attempts, of the bodies that they brought, and of hosts."""

from dataclasses import dataclass
from datetime import datetime

import zstandard
from sqlalchemy import Connection, select

from db.models import BodyRow, FetchRow, HostRow


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt as it is shown."""

    url: str
    fetched_at: datetime
    outcome: str
    status: int | None
    reason: str | None
    bytes_read: int
    milliseconds: int
    body_hash: str | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A host that is left alone, the end of that time, and the reason."""

    host: str
    until: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """A host's robots.txt as it was last read; `status` is None where no answer came."""

    status: int | None
    text: str
    read_at: datetime


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
            FetchRow.body_hash,
        )
        .where(FetchRow.feed_id == feed_id)
        .order_by(FetchRow.fetched_at.desc(), FetchRow.id.desc())
        .limit(limit)
    )
    return [Attempt(*row) for row in connection.execute(statement)]


def body(connection: Connection, digest: str) -> bytes | None:
    """Return the raw bytes with this SHA-256, or None where they are not kept, or no longer."""
    statement = select(BodyRow.compressed).filter_by(hash=digest)
    compressed = connection.execute(statement).scalar()
    return None if compressed is None else zstandard.decompress(compressed)


def quiet(connection: Connection, host: str, *, now: datetime) -> Quiet | None:
    """Return until when and why a host is left alone, or None where it is not."""
    statement = select(HostRow.name, HostRow.resume_at, HostRow.reason).where(
        HostRow.name == host, HostRow.resume_at > now
    )
    row = connection.execute(statement).one_or_none()
    return Quiet(row.name, row.resume_at, row.reason) if row and row.resume_at else None


def robots(connection: Connection, host: str) -> KeptRobots | None:
    """Return a host's robots.txt as it was last read, or None where it never was."""
    statement = select(HostRow.robots_status, HostRow.robots, HostRow.robots_at).where(
        HostRow.name == host, HostRow.robots_at.is_not(None)
    )
    row = connection.execute(statement).one_or_none()
    if row is None or row.robots_at is None:
        return None
    return KeptRobots(row.robots_status, row.robots or "", row.robots_at)
