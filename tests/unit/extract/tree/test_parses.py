"""Paragraphs that were parsed a moment ago are not parsed again, and not many are kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest

from worker.extract.tree import parses as module
from worker.extract.tree.parses import parses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from worker.extract.tree.parses import Parse


class Counted:
    """A language model that notes what it is asked to parse."""

    def __init__(self, model: Language) -> None:
        self.model = model
        self.asked: list[str] = []

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        """Open the zone of the model."""
        with self.model.memory_zone():
            yield

    def pipe(self, texts: list[str], batch_size: int) -> Iterator[Any]:
        """Parse texts, noting them."""
        self.asked += texts
        return cast("Iterator[Any]", self.model.pipe(texts, batch_size=batch_size))


@pytest.fixture
def counted(language_model: Language) -> Counted:
    """A model that nothing was parsed by."""
    return Counted(language_model)


def _parses(texts: list[str], model: Counted) -> tuple[Parse, ...]:
    """Parse texts by the model that counts."""
    return parses(texts, cast("Language", model))


def test_a_copy_is_not_parsed_again(counted: Counted) -> None:
    first = _parses(["The bridge fell.", "Nobody was hurt."], counted)
    second = _parses(["Nobody was hurt.", "The mayor left.", "The bridge fell."], counted)
    assert counted.asked == ["The bridge fell.", "Nobody was hurt.", "The mayor left."]
    assert second == (first[1], second[1], first[0])


def test_a_paragraph_that_stands_twice_is_parsed_once(counted: Counted) -> None:
    once, again = _parses(["The bridge fell."] * 2, counted)
    assert once == again
    assert counted.asked == ["The bridge fell."]


def test_models_do_not_share_their_parses(language_model: Language) -> None:
    one, other = Counted(language_model), Counted(language_model)
    _parses(["The bridge fell."], one)
    _parses(["The bridge fell."], other)
    assert other.asked == ["The bridge fell."]


def test_the_oldest_are_given_up(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    for text in ("A man left.", "A dog left.", "A man left.", "A cat left."):
        _parses([text], counted)
    counted.asked.clear()
    _parses(["A man left.", "A cat left.", "A dog left."], counted)
    assert counted.asked == ["A dog left."]


def test_long_paragraphs_are_not_kept(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 20)
    for _ in range(2):
        _parses(["The bridge over the river fell."], counted)
    assert counted.asked == ["The bridge over the river fell."] * 2
