"""The numbers of a text with what they are worth, so that "3,000" and "three thousand" are one."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
# More digits than that are an identifier, and too many for a float.
_LONGEST: Final = 15


class Figure(NamedTuple):
    """A number at `words[start:end]`; `worth` is its value, or its writing where it has none."""

    start: int
    end: int
    worth: float | str


def _load() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    words = tomllib.loads(files(__package__).joinpath("number_words.toml").read_text("utf-8"))
    return words["ones"], words["tens"], words["scales"]


_ONES, _TENS, _SCALES = _load()
_NAMED: Final = frozenset({*_ONES, *_TENS, "hundred", "thousand"})


def figures(words: Sequence[str]) -> list[Figure]:
    """Return the numbers among words, in their order."""
    found, end = [], 0
    for start, word in enumerate(words):
        if start >= end and (word in _NAMED or word[0].isdigit()):
            figure = _figure(words, start)
            end = figure.end
            found.append(figure)
    return found


def _figure(words: Sequence[str], start: int) -> Figure:
    worth = _worth(words[start])
    end = start + 1
    if words[start] in _TENS and end < len(words) and words[end] in _ONES:
        worth, end = _TENS[words[start]] + _ONES[words[end]], end + 1
    if isinstance(worth, str):
        return Figure(start, end, worth)
    while end < len(words) and words[end] in _SCALES:
        worth, end = worth * _SCALES[words[end]], end + 1
    return Figure(start, end, round(worth, 6))


def _worth(word: str) -> float | str:
    for named in (_ONES, _TENS, _SCALES):
        if word in named:
            return named[word]
    if len(word) <= _LONGEST:
        if _GROUPED.fullmatch(word):
            return float(word.replace(",", ""))
        if _PLAIN.fullmatch(word):
            return float(word)
    return word
