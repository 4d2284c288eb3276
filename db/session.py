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
"""Seconds that a writer on SQLite waits for another one before the database counts as away."""


def engine_for(url: str) -> Engine:
    """Return this process's engine for the address, created once.

    A forked child never uses its parent's connections: the process id is part of the key.

    Raises:
        SetupError: the address is not one of PostgreSQL or SQLite, or its folder cannot be
            created.
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
                f"{folder} cannot be created ({error.strerror}); set REPORTEDLY_HOME or "
                "DATABASE_URL to a folder of yours"
            ) from None
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions itself: `_begin` does, with the right kind.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        # A text's fingerprints are on many pages, many of them shared: read and written back once.
        "cache_size=-16000",
        "wal_autocheckpoint=4000",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's lower() knows only ASCII: a search for "überfall" would miss "Überfall".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | None) -> str | None:
    return None if value is None else value.lower()


def _begin(connection: Connection, statement: str) -> None:
    """Begin a transaction on SQLite; SQLAlchemy assumes that it has begun."""
    if connection.dialect.name == "sqlite":
        # Through the driver, not an event of SQLAlchemy, which costs more than a small query.
        connection.connection.cursor().execute(statement)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose reads see one state of the database.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as connection, connection.begin():
        _begin(connection, "BEGIN")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose writes are committed together, or not at all.

    Raises:
        TransientError: the database does not answer.
    """
    with _away_is_transient(engine), engine.connect() as connection, connection.begin():
        # After a plain BEGIN, a write fails with "database is locked" if another process wrote in
        # between; BEGIN IMMEDIATE waits instead.
        _begin(connection, "BEGIN IMMEDIATE")
        yield connection


@contextmanager
def _away_is_transient(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        cause = error.orig if isinstance(error, OperationalError) else error
        first_line = str(cause).strip().partition("\n")[0]
        if "no such" in first_line:  # SQLite's message for a missing table, which is a bug
            raise
        address = engine.url.render_as_string(hide_password=True)
        raise TransientError(f"the database {address} does not answer: {first_line}") from error


def has_single_writer(connection: Connection) -> bool:
    """Return whether the database allows one writing transaction at a time."""
    return connection.dialect.name == "sqlite"


def execute_direct(
    connection: Connection,
    statement: Select[*tuple[Any, ...]] | Insert,
    parameters: Sequence[Mapping[str, int | list[int]]],
) -> list[Sequence[Any]]:
    """Execute a statement once with each of `parameters`; return all rows, of plain integers.

    For statements that every article needs; `statement` must be a cached object. On SQLite it goes
    directly to the driver, since SQLAlchemy's part costs as much as the database's.
    """
    if connection.dialect.name != "sqlite":
        result = connection.execute(statement, parameters)
        return list(result.all()) if result.returns_rows else []
    sql, names = _compiled(statement)
    cursor = connection.connection.cursor()
    rows: list[Sequence[Any]] = []
    for given in parameters:
        # A list is passed as JSON; Python prints a list of integers in the same form.
        values = [
            str(value) if isinstance(value, list) else value for value in map(given.get, names)
        ]
        rows += cursor.execute(sql, values).fetchall()
    return rows


@cache
def _compiled(statement: Select[*tuple[Any, ...]] | Insert) -> tuple[str, list[str]]:
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), list(compiled.positiontup or ())


def insert_into(connection: Connection, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return the insert of this connection's dialect: both have `on_conflict_do_nothing`."""
    return insert_of(connection.dialect.name, model)


def insert_of(dialect: str, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return the insert of a dialect; see `insert_into`."""
    return sqlite.insert(model) if dialect == "sqlite" else postgresql.insert(model)


def in_parameter(dialect: str, column: SQLColumnExpression[int], name: str) -> ColumnElement[bool]:
    """Return the condition that a column is one of the integers in the list parameter `name`.

    A list as one parameter, so that the statement is compiled once for any number of integers.
    """
    if dialect == "sqlite":
        return column.in_(select(unnested(dialect, name)))
    return column == any_(bindparam(name, type_=ARRAY(BigInteger)))


def unnested(dialect: str, name: str) -> ColumnElement[int]:
    """Return the integers in the list parameter `name` as a column, one per row."""
    if dialect == "sqlite":
        values: ColumnElement[int] = (
            func.json_each(bindparam(name, type_=JSON)).table_valued("value").c.value
        )
        return values
    return func.unnest(bindparam(name, type_=ARRAY(BigInteger))).column_valued()
