"""The model's rules from tag to part of speech, looked up instead of matched.

The attribute ruler of the model searches each text for every one of its patterns. Nearly all of
them look at one token, at its tag, its word and its dependency: their result is kept for each
combination and looked up from then on. The same patterns, in the same order, give the same result
(tests/unit/extract/tree/test_tag_rules.py compares them).
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

    _Spec = Mapping[str, Any]

RULER: Final = "attribute_ruler"
_OPERATORS: Final = frozenset({"IN", "NOT_IN", "REGEX"})
"""Conditions of the patterns; NOT_IN is read of tags and dependencies only."""
_ATTRIBUTES: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


class TagRules:
    """A component that sets what the patterns of an attribute ruler set."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._attributes: list[Mapping[int, Any]] = list(ruler.attrs)
        self._indices: list[int] = list(ruler.indices)
        self._single: list[tuple[int, _Spec]] = []
        self._several: list[tuple[int, Sequence[_Spec], int, frozenset[str]]] = []
        for number, pattern in _patterns(ruler):
            if len(pattern) == 1:
                self._single.append((number, pattern[0]))
            else:
                self._several.append((number, pattern, *_anchor(pattern)))
        self._named = frozenset(word for *_, named in self._several for word in named)
        self._words = _named_words(spec for _, spec in self._single)
        self._expressions = [s["LOWER"] for _, s in self._single if _is_expression(s.get("LOWER"))]
        self._kept: dict[tuple[int, int, str, bool], tuple[int, ...]] = {}
        self._set: Callable[[SpacyToken, Mapping[int, Any]], None] = import_module(
            "spacy.pipeline.attributeruler"
        ).set_token_attrs

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token, as the patterns say."""
        found = [self._of_token(token) for token in doc]
        for number, place in self._of_several(doc):
            found[place] = tuple(sorted((*found[place], number)))
        merged: dict[tuple[int, ...], dict[int, Any]] = {}
        for token, numbers in zip(doc, found, strict=True):
            if numbers not in merged:
                merged[numbers] = {
                    name: value for n in numbers for name, value in self._attributes[n].items()
                }
            self._set(token, merged[numbers])
        return doc

    def _of_token(self, token: SpacyToken) -> tuple[int, ...]:
        """Return the numbers of the patterns of one token that match, in order."""
        lower = token.lower_
        seen = lower if lower in self._words or self._is_expressed(lower) else ""
        key = (token.tag, token.dep, seen, token.is_space)
        if key not in self._kept:
            self._kept[key] = tuple(n for n, spec in self._single if _matches(spec, token))
        return self._kept[key]

    def _is_expressed(self, lower: str) -> bool:
        """Return whether a regular expression of the patterns matches a word."""
        return any(_holds(expression, lower) for expression in self._expressions)

    def _of_several(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the number of each pattern of several tokens that matches, and its token."""
        places: dict[str, list[int]] = {}
        for token in doc:
            if token.lower_ in self._named:
                places.setdefault(token.lower_, []).append(token.i)
        for number, pattern, offset, named in self._several:
            for start in (i - offset for word in named for i in places.get(word, ())):
                if 0 <= start <= len(doc) - len(pattern) and all(
                    _matches(spec, doc[start + i]) for i, spec in enumerate(pattern)
                ):
                    yield number, start + self._indices[number]


def replace_ruler(model: Language) -> None:
    """Put the looked-up rules in the place of the model's attribute ruler, if it can be read."""
    if RULER not in model.pipe_names:
        return
    ruler = cast("AttributeRuler", model.get_pipe(RULER))
    patterns = [pattern for _, pattern in _patterns(ruler)]
    if not all(map(_is_readable, (spec for pattern in patterns for spec in pattern))):
        return
    if not all(_anchor(pattern)[1] for pattern in patterns if len(pattern) > 1):
        return
    rules = TagRules(ruler)
    position = model.pipe_names.index(RULER)
    model.remove_pipe(RULER)
    import_module("spacy.language").Language.component("tag_rules", func=rules)
    model.add_pipe("tag_rules", before=None if position == len(model.pipe_names) else position)


def _patterns(ruler: AttributeRuler) -> list[tuple[int, list[_Spec]]]:
    """Return the patterns of a ruler, each with the number of its rule."""
    rules: list[dict[str, Any]] = [dict(rule) for rule in ruler.patterns]
    return [(n, pattern) for n, rule in enumerate(rules) for pattern in rule["patterns"]]


def _is_readable(spec: _Spec) -> bool:
    """Return whether a pattern of one token asks only what can be looked up."""
    asked = [wanted for wanted in spec.values() if isinstance(wanted, dict)]
    word = spec.get("LOWER", "")
    return (
        set(spec) <= _ATTRIBUTES
        and all(set(wanted) <= _OPERATORS for wanted in asked)
        and not (isinstance(word, dict) and "NOT_IN" in word)
    )


def _anchor(pattern: Sequence[_Spec]) -> tuple[int, frozenset[str]]:
    """Return the first token of a pattern for which it names words, and these words."""
    for offset, spec in enumerate(pattern):
        named = _named_words((spec,))
        if named:
            return offset, named
    return 0, frozenset()


def _named_words(specs: Iterable[_Spec]) -> frozenset[str]:
    """Return the words that the patterns name."""
    found: set[str] = set()
    for spec in specs:
        wanted = spec.get("LOWER", ())
        if isinstance(wanted, str):
            found.add(wanted)
        elif isinstance(wanted, dict):
            found.update(wanted.get("IN", ()))
    return frozenset(found)


def _is_expression(wanted: object) -> bool:
    """Return whether a condition is a regular expression."""
    return isinstance(wanted, dict) and "REGEX" in wanted


def _matches(spec: _Spec, token: SpacyToken) -> bool:
    """Return whether a pattern of one token holds for it."""
    facts = {
        "TAG": token.tag_,
        "DEP": token.dep_,
        "LOWER": token.lower_,
        "IS_SPACE": token.is_space,
    }
    return all(_holds(wanted, facts[name]) for name, wanted in spec.items())


def _holds(wanted: object, value: object) -> bool:
    """Return whether a condition of a pattern holds for a value."""
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    return (
        value in wanted.get("IN", (value,))
        and value not in wanted.get("NOT_IN", ())
        and ("REGEX" not in wanted or re.search(wanted["REGEX"], str(value)) is not None)
    )
