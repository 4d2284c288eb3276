"""The numbers of a text with their values, so that "3,000" equals "three thousand"."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
_MOST_CHARACTERS: Final = 15
"""Characters of a number, at most; a longer one is an identifier, and a float could not hold it
exactly."""


class Figure(NamedTuple):
    """A number at `words[start:end]`; `value` is the word itself if it is not a plain number."""

    start: int
    end: int
    value: float | str


def _load() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    words = tomllib.loads(files(__package__).joinpath("number_words.toml").read_text("utf-8"))
    return words["ones"], words["tens"], words["scales"]


_ONES, _TENS, _SCALES = _load()
_NAMED: Final = frozenset({*_ONES, *_TENS, "hundred", "thousand"})


def figures(words: Sequence[str]) -> list[Figure]:
    """Return the numbers among words in lower case, in their order."""
    found, end = [], 0
    for start, word in enumerate(words):
        if start >= end and (word in _NAMED or word[0].isdigit()):
            figure = _figure(words, start)
            end = figure.end
            found.append(figure)
    return found


def _figure(words: Sequence[str], start: int) -> Figure:
    value = _value(words[start])
    end = start + 1
    if words[start] in _TENS and end < len(words) and words[end] in _ONES:
        value, end = _TENS[words[start]] + _ONES[words[end]], end + 1
    if isinstance(value, str):
        return Figure(start, end, value)
    while end < len(words) and words[end] in _SCALES:
        value, end = value * _SCALES[words[end]], end + 1
    return Figure(start, end, round(value, 6))


def _value(word: str) -> float | str:
    for named in (_ONES, _TENS, _SCALES):
        if word in named:
            return named[word]
    if len(word) <= _MOST_CHARACTERS:
        if _GROUPED.fullmatch(word):
            return float(word.replace(",", ""))
        if _PLAIN.fullmatch(word):
            return float(word)
    return word
