"""The tables of commands: their modules exist, have the same help, and are imported late."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pkgutil import resolve_name
from typing import get_args

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from worker.cli import app, hints
from worker.cli.commands import COMMANDS
from worker.cli.export import app as export
from worker.cli.feeds import FEEDS
from worker.cli.feeds import app as feeds
from worker.cli.text.readings import READINGS
from worker.parse.feeds.formats import FORMATS
from worker.parse.readers import READERS, Kind, reader

HEAVY = {
    "alembic", "celery", "feedparser", "lxml", "numpy", "redis", "spacy", "sqlalchemy",
    "trafilatura",
}  # fmt: skip


@pytest.mark.parametrize(("group", "table"), [(app, COMMANDS), (feeds, FEEDS)])
def test_the_help_line_of_a_command_is_the_first_of_its_help(group: object, table: dict) -> None:
    listed = get_command(group)  # type: ignore[arg-type]
    for name, (_, line) in table.items():
        assert listed.load(name).help.splitlines()[0] == line, name  # type: ignore[attr-defined]


@pytest.mark.parametrize(("arguments", "table"), [([], COMMANDS), (["feeds"], FEEDS)])
def test_help_shows_the_whole_line_of_every_command(arguments: list[str], table: dict) -> None:
    shown = " ".join(CliRunner().invoke(app, [*arguments, "--help"]).stdout.split())
    assert [line for _, line in table.values() if line not in shown] == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["feeds", "--help"]])
def test_help_imports_no_command(arguments: list[str]) -> None:
    code = (
        "import sys, json\nfrom worker.cli import main\n"
        f"sys.argv[:] = ['reportedly', *{arguments!r}]\n"
        "try:\n    main()\n"
        "finally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(ended.stderr)}
    assert "typer" in loaded
    assert not HEAVY & loaded


def test_the_version_is_that_of_the_package() -> None:
    shown = CliRunner().invoke(app, ["--version"])
    assert (shown.exit_code, shown.stdout) == (0, f"reportedly {version('reportedly')}\n")


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [(["parze"], "'parse'"), (["feeds", "lst"], "'list'"), (["export", "copy"], "'copies'")],
)
def test_a_wrong_name_gets_a_suggestion(arguments: list[str], suggestion: str) -> None:
    ended = CliRunner().invoke(app, arguments)
    assert ended.exit_code == 2
    assert f"Did you mean {suggestion}?" in ended.stderr


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("reportedly re", "reprocess"),
        ("reportedly feeds re", "remove\nresume"),
        ("reportedly parse --ty", "--type"),
        ("reportedly parse --type p", "page"),
    ],
)
def test_the_shell_completes_commands_and_options(line: str, completed: str) -> None:
    words = line.split()
    environment = {
        **os.environ,
        "_REPORTEDLY_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    code = (
        "from typer.completion import completion_init; completion_init()\n"
        "from worker.cli import app; app(prog_name='reportedly')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert sorted(ended.stdout.split()) == completed.split(), ended.stderr


def test_every_module_of_the_tables_exists() -> None:
    for form in FORMATS:
        assert callable(form.reader())
    for kind in READERS:
        assert callable(reader(kind))  # type: ignore[call-overload]
    assert callable(resolve_name(f"{hints._HINTS}:hint"))  # noqa: SLF001
    assert get_command(export).commands["copies"]  # type: ignore[attr-defined]


def test_each_kind_of_document_has_a_reader_and_is_shown() -> None:
    assert set(get_args(Kind)) == READERS.keys() == READINGS.keys()
