"""Engines and transactions: one for reading, one for writing, the same on both databases."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Select,
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
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: `_begin` does, with the right kind.
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
    # Its own knows only ASCII, so that a search for "überfall" would miss "Überfall".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | None) -> str | None:
    return None if value is None else value.lower()


def _begin(connection: Connection, statement: str) -> None:
    """Begin a transaction on SQLite, of which SQLAlchemy believes that it is begun."""
    if connection.dialect.name == "sqlite":
        # By the driver and at no event: SQLAlchemy's own ways cost more than a small query.
        connection.connection.cursor().execute(statement)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose reads see one state of the database.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as connection, connection.begin():
        _begin(connection, "BEGIN")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose writes are committed together, or not at all.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as connection, connection.begin():
        # A plain BEGIN that later writes fails with "database is locked" when another process
        # wrote in between; an immediate one waits its turn.
        _begin(connection, "BEGIN IMMEDIATE")
        yield connection


@contextmanager
def _away_is_transient(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        told = error.orig if isinstance(error, OperationalError) else error
        first_line = str(told).strip().partition("\n")[0]
        if "no such" in first_line:  # SQLite's word for a missing table: a bug, not an absence
            raise
        address = engine.url.render_as_string(hide_password=True)
        raise TransientError(f"the database {address} does not answer: {first_line}") from error


def has_single_writer(connection: Connection) -> bool:
    """Return whether nobody else can write before the transaction of a writer ends."""
    return connection.dialect.name == "sqlite"


def execute_direct(
    connection: Connection,
    statement: Select[*tuple[Any, ...]] | Insert,
    asked: Sequence[Mapping[str, int | list[int]]],
) -> list[Sequence[Any]]:
    """Execute a statement that each article needs; return its rows, of plain integers.

    `statement` is one that is made once; each of `asked` are its parameters once over. On SQLite
    the driver gets it at once, since SQLAlchemy's part costs as much as the database's.
    """
    if connection.dialect.name != "sqlite":
        result = connection.execute(statement, asked)
        return list(result.all()) if result.returns_rows else []
    words, names = _compiled(statement)
    cursor = connection.connection.cursor()
    rows: list[Sequence[Any]] = []
    for one in asked:
        # A list is read as JSON, which is how Python writes one of integers.
        values = [
            str(value) if isinstance(value, list) else value for value in map(one.get, names)
        ]
        rows += cursor.execute(words, values).fetchall()
    return rows


@cache
def _compiled(statement: Select[*tuple[Any, ...]] | Insert) -> tuple[str, list[str]]:
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), list(compiled.positiontup or ())


def insert_into(connection: Connection, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return the insert of this connection's dialect: both know `on_conflict_do_nothing`."""
    return insert_of(connection.dialect.name, model)


def insert_of(dialect: str, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return the insert of a dialect; see `insert_into`."""
    return sqlite.insert(model) if dialect == "sqlite" else postgresql.insert(model)


def in_parameter(dialect: str, column: SQLColumnExpression[int], name: str) -> ColumnElement[bool]:
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
