"""The size of folders, modules and functions, and what no module is called.

Cycles are no matter of this test: an import contract in `pyproject.toml` finds them.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for room in ("worker", "db")
    for path in sorted((ROOT / room).rglob("*.py"))
}

MODULES_OF_A_FOLDER = 16
LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 45

SAYING_NOTHING = {"base", "common", "core", "helpers", "manager", "managers", "misc", "utils"}
"""Names that are true of any module. SQLAlchemy's Base is in `db/models/schema.py`."""


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 200


def test_a_folder_has_few_modules() -> None:
    folders = [Path(name).parent.as_posix() for name in MODULES if "__init__" not in name]
    counts = {folder: folders.count(folder) for folder in folders}
    full = {name: count for name, count in counts.items() if count > MODULES_OF_A_FOLDER}
    assert not full, f"more than {MODULES_OF_A_FOLDER} modules: make a folder of each topic"


def test_a_module_is_short() -> None:
    counts = {name: len(source.splitlines()) for name, source in MODULES.items()}
    long = {name: count for name, count in counts.items() if count > LINES_OF_A_MODULE}
    assert not long, f"more than {LINES_OF_A_MODULE} lines: divide each by topic"


def test_a_function_is_short() -> None:
    long = {
        f"{name} {node.name}": lines
        for name, source in MODULES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert not long, f"more than {LINES_OF_A_FUNCTION} lines: give each part of it a name"


def test_the_name_of_a_module_says_what_is_in_it() -> None:
    idle = [
        name for name in MODULES if SAYING_NOTHING & {*Path(name).parent.parts, Path(name).stem}
    ]
    assert not idle, "name each after what it is about"
