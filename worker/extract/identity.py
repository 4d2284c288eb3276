"""The identity of the extractor: a hash of everything that decides what it finds.

Code counts without its docstrings, comments, imports, file names and the messages of `trace`; a
word list counts as parsed data. A better sentence or a file in another folder keeps every stored
run; a changed rule, word, threshold, parser or model makes it one of an older extractor.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import tomllib
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from worker.errors import SetupError
from worker.records import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME: Final = "rules"
_RULES: Final = Path(__file__).parent
_TRACE: Final = "trace"
"""The module of the notes: what is written down about a decision never changes it."""

_NO_RULES: Final = frozenset({_TRACE, "identity"})


@cache
def identity(model: str) -> Extractor:
    """Return the name, version and configuration hash of this extractor with this model.

    Raises:
        SetupError: the model is not installed.
    """
    parts = [f"spacy {version('spacy')}", *sorted(_rules(_RULES)), *sorted(_lists(_RULES))]
    parts += _files(_model_folder(model))
    digest = sha256("\0".join(parts).encode())
    return Extractor(NAME, version("reportedly"), digest.hexdigest())


def _rules(folder: Path) -> Iterator[str]:
    """The hash of each module's code, whatever the module is called and wherever it is."""
    for path in folder.rglob("*.py"):
        if path.stem not in _NO_RULES:
            yield _hashed(_code(path.read_text(encoding="utf-8")))


def _lists(folder: Path) -> Iterator[str]:
    """The hash of each word list's data, with its name, by which rules ask for it."""
    for path in folder.rglob("*.toml"):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        yield _hashed(f"{path.stem} {json.dumps(found, sort_keys=True, default=str)}")


def _files(folder: Path) -> Iterator[str]:
    """The name and hash of each file of a model."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            yield f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}"


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _code(source: str) -> str:
    """The code of a module in one form for every Python: `ast.dump` differs between versions."""
    module = ast.parse(source)
    notes = {
        alias.asname or alias.name
        for node in module.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(f".{_TRACE}")
        for alias in node.names
    }
    return repr(_form(module, frozenset(notes)))


def _form(node: object, notes: frozenset[str]) -> object:
    """A node of the syntax tree as nested tuples, without what decides nothing."""
    if isinstance(node, list):
        return tuple(_form(part, notes) for part in node if not _is_idle(part))
    if not isinstance(node, ast.AST):
        return node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in notes:
        node = ast.Call(node.func, [arg for arg in node.args if not _is_text(arg)], node.keywords)
    fields = ((name, getattr(node, name, None)) for name in node._fields)
    return (
        type(node).__name__,
        *((name, _form(value, notes)) for name, value in fields if value not in (None, [])),
    )


def _is_idle(node: object) -> bool:
    """Whether a statement is an import or a docstring; a block of only such, too."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, ast.If) and _all_idle(node.body) and not node.orelse


def _all_idle(statements: Iterable[ast.stmt]) -> bool:
    return all(_is_idle(statement) for statement in statements)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _model_folder(model: str) -> Path:
    if model and Path(model).is_dir():
        return Path(model)
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    if spec is None or spec.origin is None:
        raise SetupError(
            f"the spaCy model {model!r} is not installed; unset REPORTEDLY_MODEL to use the one "
            "that comes with reportedly, or install it"
        )
    return Path(spec.origin).parent
