"""The table of stances: a row for each, and a stance for each class of verbs."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from worker import extract
from worker.extract.stances import OF_CLASS, STANCES, Stance
from worker.extract.words import _SECOND, VERB_CLASSES

ROOMS = Path(extract.__file__).parent


def test_every_stance_has_a_row() -> None:
    assert set(STANCES) == set(get_args(Stance))


def test_every_class_of_verbs_has_a_stance() -> None:
    assert set(OF_CLASS) == {name for classes in VERB_CLASSES.values() for name in classes}


def test_of_the_classes_of_a_verb_one_decides() -> None:
    """Otherwise the order of the lists would decide, which is not in the extractor's identity."""
    several = {verb: set(classes) - _SECOND for verb, classes in VERB_CLASSES.items()}
    assert not {verb for verb, classes in several.items() if len(classes) > 1}
    assert all(
        classes[0] in several[verb] for verb, classes in VERB_CLASSES.items() if several[verb]
    )


def test_the_meaning_of_a_stance_is_only_in_the_table() -> None:
    """No rule has its own list of stances: that would be a second table."""
    lists = [
        f"{path.relative_to(ROOMS)}:{node.lineno}"
        for path in ROOMS.rglob("*.py")
        if path.name != "stances.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.In | ast.NotIn)
        and "stance" in ast.unparse(node.left)
    ]
    assert lists == []
