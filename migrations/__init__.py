"""The schema of the database: only Alembic creates it, and only this module calls Alembic."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from db.session import reading

_LOCK_NUMBER = 0x7265706F72746564  # "reported": the advisory lock of this project


def upgrade(engine: Engine) -> bool:
    """Upgrade the database to the newest schema; return False if it had it already.

    Safe when several processes start at once: one upgrades, the others wait for it.

    Raises:
        TransientError: the database does not answer.
    """
    with _alone(engine):
        if is_current(engine):
            return False
        config = configuration()
        config.attributes["engine"] = engine
        command.upgrade(config, "head")
        return True


def is_current(engine: Engine) -> bool:
    """Return whether the database has the newest schema."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def configuration() -> Config:
    """Return Alembic's configuration for the migrations of this package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    with _file_lock(engine) if engine.dialect.name == "sqlite" else _advisory_lock(engine):
        yield


@contextmanager
def _file_lock(engine: Engine) -> Iterator[None]:
    database = engine.url.database
    if not database or database == ":memory:":
        with nullcontext():
            yield
        return
    with Path(database + ".migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _advisory_lock(engine: Engine) -> Iterator[None]:
    # The transaction has the lock, so that it is released even when this process is killed.
    with reading(engine) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK_NUMBER})
        yield
