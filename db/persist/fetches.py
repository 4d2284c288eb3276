"""The writes of fetching: every attempt, what it brought, what is remembered of a host."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

import zstandard
from sqlalchemy import Connection, delete, insert, select, update

from db.models import BodyRow, FetchRow, HostRow
from db.session import insert_into
from worker.records import Fetched, Host

_AT_A_TIME = 2_000


def add_fetch(
    connection: Connection,
    fetched: Fetched,
    *,
    feed_id: int | None,
    now: datetime,
    reason: str | None = None,
    keep_body: bool = True,
) -> None:
    """Keep one attempt at one address, and its body once; `reason` is why a body is of no use."""
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
    """Keep raw bytes, compressed, once for each content; return their SHA-256."""
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
    """Return what is remembered of a host, which no other transaction changes before this ends."""
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
    """Write down what is now remembered of a host, by the transaction that locked it."""
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
    """Keep a host's robots.txt, or that there was none or no answer, and the gap it asks for."""
    connection.execute(
        update(HostRow)
        .where(HostRow.name == host)
        .values(robots=text, robots_status=status, robots_at=now, crawl_delay=crawl_delay)
    )


def forget_fetches(connection: Connection, *, before: datetime) -> int:
    """Delete some attempts from before a moment; return how many, 0 when none are left."""
    some = select(FetchRow.id).where(FetchRow.fetched_at < before).limit(_AT_A_TIME)
    return connection.execute(delete(FetchRow).where(FetchRow.id.in_(some))).rowcount


def forget_bodies(connection: Connection, *, before: datetime) -> int:
    """Delete some bodies last seen before a moment; return how many, 0 when none are left."""
    some = select(BodyRow.id).where(BodyRow.last_seen_at < before).limit(_AT_A_TIME)
    return connection.execute(delete(BodyRow).where(BodyRow.id.in_(some))).rowcount
