"""The identity of the extractor: a hash of everything that decides what it finds.

Code counts without its docstrings, comments, imports, file names, examples and the messages of
`trace`; a word list counts as parsed data. A better sentence or a file in another folder keeps
every stored run; a changed rule, word, threshold, parser or model makes it an older extractor's.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeGuard

from worker.errors import SetupError
from worker.records import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "rules"
_RULES: Final = Path(__file__).parent
_TRACE: Final = "trace"
"""The module of the notes: what is written down about a decision never changes it."""

_EXAMPLES: Final = "examples"
"""The module of the decorator that keeps a rule's examples."""

_NO_RULES: Final = frozenset({_TRACE, _EXAMPLES, "identity"})


_ALONE: Final = Lock()
"""Python 3.11 raises a SystemError where two threads build syntax trees at once
(python/cpython issue 106905), and the intake works in threads."""


def identity(model: str) -> Extractor:
    """Return the name, version and configuration hash of this extractor with this model.

    Raises:
        SetupError: the model is not installed.
    """
    with _ALONE:
        return computed(model)


@cache
def computed(model: str) -> Extractor:
    """Return the same, computed by one thread at a time: `identity` sees to that."""
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


@dataclass(frozen=True, slots=True)
class _Names:
    """What a module calls the functions of `trace` and of `examples`."""

    notes: frozenset[str]
    examples: frozenset[str]


def _code(source: str) -> str:
    """The code of a module in one form for every Python: `ast.dump` differs between versions."""
    module = ast.parse(source)
    names = _Names(_imported(module, _TRACE), _imported(module, _EXAMPLES))
    return repr(_form(module, names))


def _imported(module: ast.Module, source: str) -> frozenset[str]:
    """The names under which a module imports from another one."""
    return frozenset(
        alias.asname or alias.name
        for node in module.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(f".{source}")
        for alias in node.names
    )


def _form(node: object, names: _Names) -> object:
    """A node of the syntax tree as nested tuples, without what decides nothing."""
    if isinstance(node, list):
        return tuple(_form(part, names) for part in node if not _is_idle(part, names))
    if not isinstance(node, ast.AST):
        return node
    if _is_call(node, names.notes):
        node = ast.Call(node.func, [arg for arg in node.args if not _is_text(arg)], node.keywords)
    fields = ((name, getattr(node, name, None)) for name in node._fields)
    formed = ((name, _form(value, names)) for name, value in fields if value is not None)
    return (type(node).__name__, *((name, form) for name, form in formed if form != ()))


def _is_idle(node: object, names: _Names) -> bool:
    """Whether a node decides nothing: an import, a docstring, a block of only such, an example."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    if isinstance(node, ast.If):
        return not node.orelse and all(_is_idle(part, names) for part in node.body)
    return _is_call(node, names.examples)


def _is_call(node: object, names: frozenset[str]) -> TypeGuard[ast.Call]:
    """Whether a node calls a function by one of these names."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


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
