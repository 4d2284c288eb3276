"""The identity of the extractor as it is now: its rules, word lists, model and parser, hashed."""

import importlib.util
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from worker.errors import SetupError
from worker.records import Extractor

NAME = "rules"
_RULES = Path(__file__).parent


@cache
def identity(model: str) -> Extractor:
    """Return the name, version and configuration hash of this extractor with this model.

    Any change of a rule, a word list, the model's files or the parser's version changes the hash,
    so that a run always says what made it.

    Raises:
        SetupError: the model is not installed.
    """
    digest = sha256(f"spacy {version('spacy')}".encode())
    for folder, patterns in ((_RULES, ("*.py", "*.toml")), (_model_folder(model), ("*",))):
        for path in _files(folder, patterns):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(sha256(path.read_bytes()).digest())
    return Extractor(NAME, version("reportedly"), digest.hexdigest())


def _files(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)


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
