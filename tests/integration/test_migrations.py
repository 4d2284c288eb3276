"""The schema: one way to make it, the same on both databases, safe when several start at once."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import get_args

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.util.exc import CommandError
from sqlalchemy import CheckConstraint, Connection, Engine, delete, func, inspect, select, update
from sqlalchemy.exc import IntegrityError

import migrations
from db import persist
from db.lookup import feeds as lookup
from db.models import Base, ClaimRow, JobRow, LinkRow
from db.session import engine_for, reading, reshaping, writing
from tests.articles import article
from worker import jobs
from worker.clock import now
from worker.flow.copy_recheck import queue_recheck
from worker.flow.documents import store_document
from worker.records import Factuality, Polling
from worker.settings import Settings


def _alembic(engine: Engine, name: str, *arguments: str) -> None:
    configuration = migrations.configuration()
    configuration.attributes["engine"] = engine
    getattr(command, name)(configuration, *arguments)


def test_the_models_and_the_migrations_agree(engine: Engine) -> None:
    _alembic(engine, "check")


def test_a_column_takes_the_words_of_its_record(engine: Engine) -> None:
    """Alembic compares columns, and not what they are checked for."""
    for table in Base.metadata.sorted_tables:
        checked = {
            each["name"]: each["sqltext"]
            for each in inspect(engine).get_check_constraints(table.name)
        }
        for check in table.constraints:
            if isinstance(check, CheckConstraint):
                words = set(re.findall(r"'(\w+)'", str(check.sqltext)))
                assert words == set(re.findall(r"'(\w+)'", checked.get(str(check.name), ""))), (
                    f"{check.name}: a migration must replace it by what the model says"
                )


def test_alembic_check_finds_a_column_without_a_migration(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE jobs DROP COLUMN finished_at")
    with pytest.raises(CommandError, match="finished_at"):
        _alembic(engine, "check")


def test_a_downgrade_removes_everything_the_upgrade_made(engine: Engine) -> None:
    _alembic(engine, "downgrade", "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    _alembic(engine, "upgrade", "head")
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    assert migrations.is_current(engine)
    assert not migrations.upgrade(engine)


def test_four_simultaneous_upgrades_make_one_schema(database_url: str) -> None:
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


def test_a_ledger_of_an_earlier_version_keeps_its_feeds(engine: Engine) -> None:
    _alembic(engine, "downgrade", "0002")
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO publishers (id, key, name) VALUES (1, 'p', 'Gazette')",
            (
                "INSERT INTO feeds (id, url_key, url, name, publisher_id, allowed_hosts, paused,"
                " failures, added_at) VALUES (1, 'g', 'https://gazette.example/rss', 'Gazette', 1,"
                " '[]', false, 2, '2026-01-02 03:04:05')"
            ),
            (
                "INSERT INTO feed_entries (id, feed_id, entry_key, content_hash, first_seen_at,"
                " changed_at) VALUES"
                " (1, 1, 'a', 'h', '2026-01-02 03:04:05', '2026-01-02 03:04:05')"
            ),
            (
                "INSERT INTO fetches (id, feed_id, url, fetched_at, outcome, bytes_read,"
                " milliseconds) VALUES"
                " (1, 1, 'https://gazette.example/rss', '2026-01-02 03:04:05', 'ok', 1, 1)"
            ),
        ):
            connection.exec_driver_sql(statement)
    migrations.upgrade(engine)
    with reading(engine) as connection:
        (feed,) = lookup.all_feeds(connection)
        assert (feed.name, feed.conditional, feed.headers) == ("Gazette", True, {})
        assert feed.polling == Polling(timedelta(minutes=15), failures=2)
        assert lookup.entry_counts(connection) == {1: 1}
    _alembic(engine, "downgrade", "0002")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM feed_entries").scalar() == 1


def _kinds_and_states(engine: Engine) -> list[tuple[str, str]]:
    statement = select(JobRow.kind, JobRow.state).order_by(JobRow.id)
    with reading(engine) as connection:
        return [(kind, state) for kind, state in connection.execute(statement)]


def test_waiting_jobs_of_renamed_kinds_are_worked(engine: Engine, settings: Settings) -> None:
    stored = [store_document(engine, article(number), settings) for number in (1, 2, 3)]
    _, leased, dead = (one.queued.job_id for one in stored if one.queued)
    with writing(engine) as connection:
        assert queue_recheck(connection)
    _alembic(engine, "downgrade", "0007")
    with writing(engine) as connection:
        mine, others = update(JobRow).where(JobRow.id == leased), JobRow.id == dead
        a_second_ago = now() - timedelta(seconds=1)
        connection.execute(
            mine.values(state="leased", lease_owner="away:1:0.00", lease_until=a_second_ago)
        )
        connection.execute(update(JobRow).where(others).values(state="dead", error="no reason"))
    old = [("process", "pending"), ("process", "leased"), ("process", "dead")]
    assert _kinds_and_states(engine) == [*old, ("repair", "pending")]
    migrations.upgrade(engine)
    new = [("extract", "pending"), ("extract", "leased"), ("extract", "dead")]
    assert _kinds_and_states(engine) == [*new, ("recheck_copies", "pending")]
    assert jobs.sweep(engine) == 1
    with writing(engine) as connection:
        assert persist.jobs.revive(connection, [dead], now=now()) == 1
    while jobs.work_next(engine, settings):
        pass
    assert _kinds_and_states(engine) == [*[("extract", "done")] * 3, ("recheck_copies", "done")]


def _renamed_label(connection: Connection, old: str, new: str) -> None:
    """A label of factuality under another name, as a migration does it."""
    labels = [new if label == old else label for label in get_args(Factuality)]
    words = ", ".join(f"'{label}'" for label in labels)
    with Operations(MigrationContext.configure(connection)).batch_alter_table("claims") as table:
        name = table.f("ck_claims_factuality")
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"factuality IN ({words})")


def _claims_and_links(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return [
            connection.execute(select(func.count()).select_from(row)).scalar_one()
            for row in (ClaimRow, LinkRow)
        ]


def test_a_table_that_others_refer_to_is_changed_and_keeps_its_rows_and_theirs(
    engine: Engine, settings: Settings
) -> None:
    store_document(engine, article(1), settings)
    assert jobs.work_next(engine, settings)
    before = _claims_and_links(engine)
    assert all(before)
    with reshaping(engine) as connection:
        _renamed_label(connection, "questioned", "doubted")
    assert _claims_and_links(engine) == before
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(update(ClaimRow).values(factuality="questioned"))
    with writing(engine) as connection:
        connection.execute(update(ClaimRow).values(factuality="doubted"))
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(delete(ClaimRow))


def test_a_migration_that_leaves_a_reference_to_nothing_changes_nothing(
    engine: Engine, settings: Settings
) -> None:
    store_document(engine, article(1), settings)
    assert jobs.work_next(engine, settings)
    before = _claims_and_links(engine)
    with (
        pytest.raises((ValueError, IntegrityError), match="claim_links"),
        reshaping(engine) as connection,
    ):
        connection.execute(delete(ClaimRow))
    assert _claims_and_links(engine) == before
