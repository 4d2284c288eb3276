"""The writes of step 1, fetch: every attempt, the bodies, and the state of hosts."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

import zstandard
from sqlalchemy import Connection, delete, insert, select, update

from db.models import BodyRow, FetchRow, HostRow
from db.session import insert_into
from worker.records import Fetched, Host

_AT_A_TIME = 2_000
"""Rows that one call deletes, at most, so that other writers do not wait long."""


def add_fetch(
    connection: Connection,
    fetched: Fetched,
    *,
    feed_id: int | None,
    now: datetime,
    reason: str | None = None,
    keep_body: bool = True,
) -> None:
    """Store one attempt at one address, and its body; `reason` is why the body is unusable."""
    kept = add_body(connection, fetched.body, now=now) if fetched.body and keep_body else None
    connection.execute(
        insert(FetchRow).values(
            feed_id=feed_id,
            url=fetched.requested_url,
            fetched_at=now,
            outcome=fetched.outcome,
            status=fetched.status,
            reason=fetched.reason or reason,
            bytes_read=fetched.bytes_read,
            milliseconds=fetched.milliseconds,
            body_hash=kept,
        )
    )


def add_body(connection: Connection, body: bytes, *, now: datetime) -> str:
    """Store raw bytes, compressed, one row per content; return their SHA-256."""
    digest = sha256(body).hexdigest()
    seen = update(BodyRow).where(BodyRow.hash == digest).values(last_seen_at=now)
    if connection.execute(seen).rowcount == 0:
        connection.execute(
            insert_into(connection, BodyRow)
            .values(
                hash=digest,
                size=len(body),
                compressed=zstandard.compress(body),
                last_seen_at=now,
            )
            .on_conflict_do_nothing(index_elements=["hash"])
        )
    return digest


def lock_host(connection: Connection, name: str, *, gap_seconds: float) -> Host:
    """Return the state of a host, inserted if new; its row is locked by this transaction."""
    statement = (
        select(
            HostRow.name,
            HostRow.gap_seconds,
            HostRow.next_start_at,
            HostRow.resume_at,
            HostRow.failures,
            HostRow.reason,
            HostRow.crawl_delay,
        )
        .filter_by(name=name)
        .with_for_update()
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        connection.execute(
            insert_into(connection, HostRow)
            .values(name=name, gap_seconds=gap_seconds, failures=0)
            .on_conflict_do_nothing(index_elements=["name"])
        )
        row = connection.execute(statement).one()
    return Host(*row)


def save_host(connection: Connection, host: Host) -> None:
    """Store the state of a host, in the transaction that locked it."""
    connection.execute(update(HostRow).where(HostRow.name == host.name).values(**asdict(host)))


def save_robots(
    connection: Connection,
    host: str,
    *,
    status: int | None,
    text: str,
    crawl_delay: float | None,
    now: datetime,
) -> None:
    """Store the answer to a request for a host's robots.txt, and the gap that it asks for.

    `status` is None where no answer came.
    """
    connection.execute(
        update(HostRow)
        .where(HostRow.name == host)
        .values(robots=text, robots_status=status, robots_at=now, crawl_delay=crawl_delay)
    )


def forget_fetches(connection: Connection, *, before: datetime) -> int:
    """Delete some attempts from before a moment; return how many, 0 if none are left."""
    some = select(FetchRow.id).where(FetchRow.fetched_at < before).limit(_AT_A_TIME)
    return connection.execute(delete(FetchRow).where(FetchRow.id.in_(some))).rowcount


def forget_bodies(connection: Connection, *, before: datetime) -> int:
    """Delete some bodies last seen before a moment; return how many, 0 if none are left."""
    some = select(BodyRow.id).where(BodyRow.last_seen_at < before).limit(_AT_A_TIME)
    return connection.execute(delete(BodyRow).where(BodyRow.id.in_(some))).rowcount
