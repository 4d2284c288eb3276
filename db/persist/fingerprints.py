"""The writes of fingerprints, which are kept for some weeks."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Delete,
    Insert,
    bindparam,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql

from db.models import FingerprintRow
from db.models.copies import span_of
from db.session import execute_direct, in_parameter, unnested
from worker.records import Fingerprinted

_AT_A_TIME: Final = 5_000
"""Rows that one call deletes, at most, so that other writers do not wait long."""


def publish(connection: Connection, texts: Sequence[Fingerprinted]) -> None:
    """Insert the fingerprints of revisions, by which other texts find them."""
    rows: list[dict[str, int | list[int]]] = [
        {
            "span": span_of(text.second),
            "hashes": list(text.hashes),
            "second": text.second,
            "revision": text.revision_id,
        }
        for text in sorted(texts)
        if text.hashes
    ]
    if rows:
        execute_direct(connection, _insert(connection.dialect.name), rows)


@cache
def _insert(dialect: str) -> Insert:
    names = ["span", "hash", "second", "revision_id"]
    rows = select(
        bindparam("span", type_=BigInteger),
        unnested(dialect, "hashes"),
        bindparam("second", type_=BigInteger),
        bindparam("revision", type_=BigInteger),
    )
    if dialect == "sqlite":
        # Many times as fast as SQLite's ON CONFLICT DO NOTHING.
        return insert(FingerprintRow).prefix_with("OR IGNORE").from_select(names, rows)
    return postgresql.insert(FingerprintRow).from_select(names, rows).on_conflict_do_nothing()


def withdraw(
    connection: Connection, redundant: Iterable[tuple[Fingerprinted, Sequence[int]]]
) -> None:
    """Delete the redundant fingerprints of texts: those that enough earlier texts have."""
    rows = [
        {
            "in_span": span_of(text.second),
            "hashes": list(hashes),
            "at": text.second,
            "of": text.revision_id,
        }
        for text, hashes in redundant
    ]
    if rows:
        connection.execute(_delete(connection.dialect.name), rows)


@cache
def _delete(dialect: str) -> Delete:
    return delete(FingerprintRow).where(
        FingerprintRow.span == bindparam("in_span"),
        in_parameter(dialect, FingerprintRow.hash, "hashes"),
        FingerprintRow.second == bindparam("at"),
        FingerprintRow.revision_id == bindparam("of"),
    )


def forget(connection: Connection, *, before: int) -> int:
    """Delete some fingerprints of the oldest span, if it ended before a second.

    Return how many: a few thousand at a time, 0 if none are left.
    """
    oldest = connection.execute(select(func.min(FingerprintRow.span))).scalar()
    if oldest is None or oldest >= span_of(before):
        return 0
    in_span = FingerprintRow.span == oldest
    hashes = select(FingerprintRow.hash).where(in_span).order_by(FingerprintRow.hash)
    last = connection.execute(hashes.offset(_AT_A_TIME).limit(1)).scalar()
    some = [in_span] if last is None else [in_span, FingerprintRow.hash <= last]
    return connection.execute(delete(FingerprintRow).where(*some)).rowcount
