"""The docs name what exists, so that code and docs change together."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from tests import postgres
from worker import records, tasks
from worker.celery_app import app as celery
from worker.cli import app
from worker.cli.commands import COMMANDS
from worker.cli.export import app as export
from worker.jobs import HANDLERS
from worker.kinds import task_of
from worker.queues import KINDS, READ_BY, Worker, every_queue
from worker.run.programs import worker_programs
from worker.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands() -> list[str]:
    return sorted(COMMANDS)


def _settings() -> list[str]:
    aliases = {name: field.validation_alias for name, field in Settings.model_fields.items()}
    return [str(alias or PREFIX + name.upper()) for name, alias in aliases.items()]


@pytest.mark.parametrize("command", _commands())
def test_every_command_is_in_operating(command: str) -> None:
    assert f"`reportedly {command}`" in _read("docs/operating.md")


def test_every_export_format_is_in_operating() -> None:
    for name in get_command(export).commands:  # type: ignore[attr-defined]
        assert f"`export {name}`" in _read("docs/operating.md")


@pytest.mark.parametrize("name", _commands())
def test_every_option_of_a_command_has_help(name: str) -> None:
    command = get_command(app).load(name)  # type: ignore[attr-defined]
    parts = [command.load(part) for part in getattr(command, "table", ())]
    for one in (command, *parts):
        assert one.help, name
        for option in one.params:
            assert getattr(option, "help", None), f"{name} {one.name} {option.name}"


@pytest.mark.parametrize("setting", _settings())
def test_every_setting_is_in_operating(setting: str) -> None:
    assert f"`{setting}`" in _read("docs/operating.md")


FIELDS = {
    field.name
    for record in (records.Claim, records.Link, records.Quantity, records.Time, records.Place)
    for field in fields(record)
}
LABELS = {
    word
    for words in (records.Role, records.Factuality, records.Comparator, records.Property)
    for word in get_args(words)
}


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_of_a_claim_is_explained(name: str) -> None:
    assert f"`{name}`" in _read("docs/claims.md")


@pytest.mark.parametrize("word", sorted(LABELS))
def test_every_label_is_explained(word: str) -> None:
    assert f"`{word}`" in _read("docs/claims.md")


def test_every_queue_is_in_operating() -> None:
    for queues in READ_BY.values():
        assert f"worker -Q {','.join(queues)} " in _read("docs/operating.md")
    for queue in every_queue():
        assert f"`{queue}`" in _read("docs/operating.md")


def test_every_queue_is_declared_and_read_by_one_worker() -> None:
    assert sorted(queue.name for queue in celery.conf.task_queues) == sorted(every_queue())
    assert len(set(every_queue())) == len(every_queue())
    assert set(KINDS) <= set(every_queue())
    assert set(get_args(Worker)) == set(READ_BY) == set(worker_programs(Settings(), events=False))


def test_every_kind_of_job_has_a_handler_a_task_and_a_queue() -> None:
    listed = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(listed) == sorted(HANDLERS)
    for queue, kinds in KINDS.items():
        for kind in kinds:
            assert task_of(kind) in celery.tasks, tasks.__name__
            assert celery.conf.task_routes[task_of(kind)] == {"queue": queue}
    for routed in celery.conf.task_routes.values():
        assert routed["queue"] in every_queue()


def test_every_worker_is_in_the_composition() -> None:
    started = re.findall(r"command: worker ([a-z]+)", _read("docker-compose.yml"))
    assert sorted(started) == sorted(READ_BY)


def test_links_between_the_docs_lead_to_existing_files() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(pages) > 8
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_named_in_the_docs_exists() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        named = re.findall(
            r"`((?:worker|db|tests|migrations|docs)/[\w/.]+)`", page.read_text(encoding="utf-8")
        )
        for name in named:
            assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_every_process_of_the_composition_is_a_command() -> None:
    started = re.findall(r"command: ([a-z][a-z -]*)", _read("docker-compose.yml"))
    assert {words.split()[0] for words in started} == {"migrate", "worker", "beat", "flower"}
    assert {words.split()[0] for words in started} <= set(_commands())
    assert f"image: postgres:{postgres.VERSION}" in _read("docker-compose.yml")
