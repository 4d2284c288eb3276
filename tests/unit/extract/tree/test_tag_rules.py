"""Parts of speech and lemmas that are looked up are those that the model's ruler finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy

from seeds.loader import seed_articles
from worker.extract.tree.tag_rules import RULER, replace_ruler
from worker.settings import load_settings

if TYPE_CHECKING:
    from spacy.language import Language

UNUSUAL = (
    "I ain't gonna go, y'all; c'mon, let's see 'em doin' somethin' for ol' Ana.",
    "There's no one here. There are two, and there were three once.",
    "He had had it. She has it; they do, she does, he did, and I've been had.",
    "This is mine, that is his, those are ours.\n\n  Which is theirs? It won't, shan't, can't.",
    "You saw it and it saw you; i saw i. Nothin' left, he's gotta go. 'Nuff said.",
)
"""Sentences that the model has rules of words and of several tokens for."""


@pytest.fixture(scope="module")
def matched() -> Language:
    """The model with its own ruler."""
    return spacy.load(load_settings().model, exclude=["ner"])


def test_the_same_is_set_as_by_the_ruler(matched: Language) -> None:
    looked_up = spacy.load(load_settings().model, exclude=["ner"])
    replace_ruler(looked_up)
    assert RULER not in looked_up.pipe_names
    texts = [*UNUSUAL, *(part for _, text in seed_articles() for part in text.split("\n"))]
    for text in texts:
        assert _set(looked_up, text) == _set(matched, text)


def _set(model: Language, text: str) -> list[tuple[str, ...]]:
    """What is set on each token of a text."""
    return [(t.text, t.tag_, t.dep_, t.pos_, t.lemma_, str(t.morph)) for t in model(text)]


@pytest.mark.parametrize(
    "pattern",
    [
        [{"SHAPE": "Xxxx"}],
        [{"LOWER": {"NOT_IN": ["he"]}}],
        [{"TAG": {"FUZZY": "NN"}}],
        [{"TAG": "NN"}, {"TAG": "NN"}],
    ],
)
def test_a_ruler_that_cannot_be_looked_up_stays(pattern: list[dict[str, Any]]) -> None:
    model = spacy.blank("en")
    ruler: Any = model.add_pipe(RULER)
    ruler.add([pattern], {"POS": "NOUN"})
    replace_ruler(model)
    assert model.pipe_names == [RULER]
