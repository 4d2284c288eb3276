"""The schema: one way to make it, the same on both databases, safe when several start at once."""

import subprocess
import sys

import pytest
from alembic import command
from alembic.util.exc import CommandError
from sqlalchemy import Engine, inspect

import migrations
from db.models import Base
from db.session import engine_for


def _alembic(engine: Engine, name: str, *arguments: str) -> None:
    configuration = migrations.configuration()
    configuration.attributes["engine"] = engine
    getattr(command, name)(configuration, *arguments)


def test_the_models_and_the_migrations_agree(engine: Engine) -> None:
    _alembic(engine, "check")


def test_alembic_check_sees_a_column_that_no_migration_makes(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE jobs DROP COLUMN finished_at")
    with pytest.raises(CommandError, match="finished_at"):
        _alembic(engine, "check")


def test_up_and_down_again_leaves_nothing(engine: Engine) -> None:
    _alembic(engine, "downgrade", "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    _alembic(engine, "upgrade", "head")
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    assert migrations.is_current(engine)
    assert not migrations.upgrade(engine)


def test_four_that_start_at_once_make_one_schema(database_url: str) -> None:
    program = (
        "import sys, migrations; from db.session import engine_for;"
        "print(migrations.upgrade(engine_for(sys.argv[1])))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], ended
    assert sorted(out.strip() for out, _ in ended) == ["False", "False", "False", "True"]
    assert migrations.is_current(engine_for(database_url))
