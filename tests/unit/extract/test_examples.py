"""The examples of every rule: the rule applies to the sentence, or turns it down."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import pytest

from worker import extract
from worker.extract import explained
from worker.extract.examples import EXAMPLES
from worker.extract.reporting.cues.lexicon import BY_NOUN, BY_WORD
from worker.extract.reporting.cues.verbs import FINDERS, RULES
from worker.extract.trace import name_of
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    from spacy.language import Language

for module in walk_packages(extract.__path__, "worker.extract."):
    import_module(module.name)


def _cases(*, applies: bool) -> list[Any]:
    return [
        pytest.param(one.rule, sentence, id=f"{one.rule.__name__}: {sentence}")
        for one in EXAMPLES
        for sentence in (one.yes if applies else one.no)
    ]


@contextmanager
def _watched(code: CodeType) -> Iterator[list[object]]:
    """The values that a function returns while the block runs."""
    returned: list[object] = []

    def watch(frame: FrameType, event: str, value: object) -> None:
        if event == "return" and frame.f_code is code:
            returned.append(value)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield returned
    finally:
        sys.setprofile(before)


TRACED = {
    name_of(rule)
    for rule in (*RULES, *FINDERS, *BY_WORD.values(), *BY_NOUN.values())
    if rule.__name__ not in {"_active", "view_of"}  # they only call another rule
}
"""The rules that the trace names when they make a frame."""


def _applied(
    rule: Callable[..., Any], sentence: str, model: Language
) -> tuple[list[object], set[str]]:
    """What the rule returned, and the rules that made frames of the sentence."""
    with _watched(rule.__code__) as returned:
        _, trace = explained(read_text(sentence), model)
    topics = {topic.rule for topic in trace.topics}
    return returned, {*trace.rules.values(), *topics}


@pytest.mark.parametrize(("rule", "sentence"), _cases(applies=True))
def test_a_rule_applies_to_its_example(
    rule: Callable[..., Any], sentence: str, language_model: Language
) -> None:
    returned, rules = _applied(rule, sentence, language_model)
    assert returned, "the rule was not asked"
    assert any(returned), "the rule was asked, and turned the sentence down"
    if name_of(rule) in TRACED:
        assert name_of(rule) in rules, "another rule made the frame"


@pytest.mark.parametrize(("rule", "sentence"), _cases(applies=False))
def test_a_rule_turns_down_its_counterexample(
    rule: Callable[..., Any], sentence: str, language_model: Language
) -> None:
    returned, rules = _applied(rule, sentence, language_model)
    assert returned, "the rule was not asked"
    assert not any(returned), "the rule applied"
    assert name_of(rule) not in rules
