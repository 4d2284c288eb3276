"""Engines and transactions: one for reading, one for writing, the same on both databases."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import (
    ARRAY,
    JSON,
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    SQLColumnExpression,
    any_,
    bindparam,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from db.models.base import Base
from worker.errors import SetupError, TransientError

BUSY_SECONDS = 30
"""How long a writer waits for another one before the database counts as away."""


def engine_for(url: str) -> Engine:
    """Return this process's engine for the address, made once.

    A forked child never uses its parent's connections: the process id is part of the key.

    Raises:
        SetupError: the address is none of PostgreSQL or SQLite, or its folder cannot be made.
    """
    return _engine_of(url, os.getpid())


@lru_cache(maxsize=8)
def _engine_of(url: str, _process: int) -> Engine:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except ArgumentError:
        backend = None
    if backend == "sqlite":
        return _sqlite_engine(address)
    if backend == "postgresql":
        return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    raise SetupError(
        "DATABASE_URL is not an address of PostgreSQL or SQLite, such as "
        "postgresql://user:password@host/name or sqlite:////folder/file"
    )


def _sqlite_engine(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        folder = Path(address.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(
                f"{folder} cannot be made ({error.strerror}); set REPORTEDLY_HOME or DATABASE_URL "
                "to a folder of yours"
            ) from None
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` does, with the right kind.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        # Fingerprints touch many pages each, and many the same: read and written back once.
        "cache_size=-16000",
        "wal_autocheckpoint=4000",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that later writes fails with "database is locked" when another process wrote
    # in between; an immediate one waits its turn.
    writes = connection.get_execution_options().get("writes", False)
    statement = "BEGIN IMMEDIATE" if writes else "BEGIN"
    try:
        # By the driver: SQLAlchemy's own way costs more than a small query.
        connection.connection.cursor().execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose reads see one state of the database.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose writes are committed together, or not at all.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as bare:
        connection = bare.execution_options(writes=True)
        with connection.begin():
            yield connection


@contextmanager
def _away_is_transient(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        first_line = str(error.orig).strip().partition("\n")[0]
        if "no such" in first_line:  # SQLite's word for a missing table: a bug, not an absence
            raise
        address = engine.url.render_as_string(hide_password=True)
        raise TransientError(f"the database {address} does not answer: {first_line}") from error


def insert_into(connection: Connection, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return the insert of this connection's dialect: both know `on_conflict_do_nothing`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)


def among(dialect: str, column: SQLColumnExpression[int], name: str) -> ColumnElement[bool]:
    """Return whether a column has one of the integers of a parameter, however many there are.

    One parameter instead of many, so that the statement is put together and read once.
    """
    if dialect == "sqlite":
        return column.in_(select(unnested(dialect, name)))
    return column == any_(bindparam(name, type_=ARRAY(BigInteger)))


def unnested(dialect: str, name: str) -> ColumnElement[int]:
    """Return the integers of a parameter as a column, a row each."""
    if dialect == "sqlite":
        values: ColumnElement[int] = (
            func.json_each(bindparam(name, type_=JSON)).table_valued("value").c.value
        )
        return values
    return func.unnest(bindparam(name, type_=ARRAY(BigInteger))).column_valued()
