"""Two texts side by side: which words of each stand in both, and what their sentences came to.

A word stands in both texts when four words in a row that hold it do: three are found in another
sentence too often. What is left over in
sentences that both texts have is what was changed; a sentence most of whose words are left over
is one that came or went, unless the other text has one that is made of the same words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.deduplicate.figures import Figure, figures
from worker.deduplicate.winnow import shingles
from worker.deduplicate.words import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.deduplicate.words import Prepared

_SHINGLE: Final = 3
_PASSAGE: Final = 4
_KEPT: Final = 0.5
_ALIKE: Final = 0.5
_MOST_LEFT: Final = 40
_BACK: Final = 12
# Pieces that are shorter are abbreviations rather than sentences.
_SHORTEST: Final = 3
_ENDS: Final = re.compile(r"\n+|(?:(?<=[.!?])|(?<=[.!?][\"')]))[ \t]+(?![a-z])|(?<=。)")


class Side:
    """One of the two texts, with what it takes to compare it; each is made when it is needed."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.words = prepared.words

    @cached_property
    def grams(self) -> list[int]:
        """Hashes of the words in a row of which others have some."""
        grams: list[int] = shingles(self.prepared.hashes, _SHINGLE).tolist()
        return grams

    @cached_property
    def distinct(self) -> frozenset[int]:
        """The same, each once."""
        return frozenset(self.grams)

    @cached_property
    def passages(self) -> NDArray[np.uint64]:
        """Hashes of the words in a row that tell where a word stands."""
        return shingles(self.prepared.hashes, _PASSAGE)

    @cached_property
    def figures(self) -> list[Figure]:
        """All numbers of the text."""
        return figures(self.words)

    @cached_property
    def cased(self) -> list[str]:
        """The words as the text has them."""
        return words_of(self.prepared.text)

    @cached_property
    def names(self) -> set[str]:
        """Words with a capital, in lower case; none where capitals say nothing."""
        capitals = [word for word, cased in zip(self.words, self.cased, strict=True)
                    if cased[0].isupper()]  # fmt: skip
        return set(capitals) if 2 * len(capitals) < len(self.words) else set()

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts and ends, in words."""
        spans, start, end = [], 0, 0
        for piece in _ENDS.split(self.prepared.text):
            end += len(words_of(piece))
            if end - start >= _SHORTEST:
                spans.append((start, end))
                start = end
        if start < end:
            spans.append((start, end))
        return spans


class Aligned:
    """What of a pair of texts is the same.

    `contained` is the share of the older's shingles that the newer has, and the other way round.
    `missing[0]` marks the words of the older text that the newer has not, `missing[1]` the other
    way round; `left` are those of them within sentences that both texts have, `gone` the sentences
    of each that the other lacks. `whole` says that neither sentences nor their ends are gone.
    """

    def __init__(self, older: Side, newer: Side) -> None:
        self.sides = (older, newer)
        self.contained = (_share(older, newer), _share(newer, older))

    def settle(self) -> None:
        """Find out what is missing and which sentences are gone."""
        (one, other) = self.sides
        hits = (_found(one.passages, other.passages), _found(other.passages, one.passages))
        covers = [_cover(found, len(side.words))
                  for side, found in zip(self.sides, hits, strict=True)]  # fmt: skip
        cut_older = bool(hits[1][-1]) and _forgive_cut(one, other, covers[0])
        cut_newer = bool(hits[0][-1]) and _forgive_cut(other, one, covers[1])
        self.gone = (
            _unlike(one, _uncovered(one, covers[0]), other),
            _unlike(other, _uncovered(other, covers[1]), one),
        )
        self.whole = not (cut_older or cut_newer or any(self.gone))
        self.missing = tuple(~cover for cover in covers)
        self.left = tuple(missing.copy() for missing in self.missing)
        for left, gone in zip(self.left, self.gone, strict=True):
            for start, end in gone:
                left[start:end] = False


def _forgive_cut(side: Side, other: Side, cover: NDArray[np.bool_]) -> bool:
    """The rest of a sentence in which the other text breaks off is cut, not changed: is it so?"""
    last = _last(side.passages, other.passages) + min(_PASSAGE, len(other.words))
    end = next((end for start, end in side.sentences if start < last <= end), last)
    is_cut = not bool(cover[last:end].all())
    cover[last:end] = True
    return is_cut


def _last(grams: NDArray[np.uint64], other: NDArray[np.uint64]) -> int:
    """Where in `grams` the other text's last ones stand, as many of them as can be had."""
    places = np.flatnonzero(grams == other[-1])
    for back in range(2, min(_BACK, len(other)) + 1):
        nearer = places[(places >= back - 1) & (grams[places - back + 1] == other[-back])]
        if not len(nearer):
            break
        places = nearer
    return int(places[-1])


def _found(grams: NDArray[np.uint64], among: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(among) or not len(grams):
        return np.zeros(len(grams), dtype=np.bool_)
    ordered = np.sort(among)
    places = np.searchsorted(ordered, grams)
    places[places == len(ordered)] = 0
    found: NDArray[np.bool_] = ordered[places] == grams
    return found


def _share(side: Side, other: Side) -> float:
    if side.distinct.isdisjoint(other.distinct):
        return 0.0
    return sum(map(other.distinct.__contains__, side.grams)) / len(side.grams)


def _cover(hits: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    cover = np.zeros(count, dtype=np.bool_)
    for place in range(min(_PASSAGE, count)):
        cover[place : place + len(hits)] |= hits
    return cover


def _uncovered(side: Side, cover: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The sentences of which less than half stands in the other text."""
    before = np.concatenate(([0], np.cumsum(cover))).tolist()
    return [(start, end) for start, end in side.sentences
            if before[end] - before[start] < _KEPT * (end - start)]  # fmt: skip


def _unlike(side: Side, spans: list[tuple[int, int]], other: Side) -> list[tuple[int, int]]:
    """Those of the sentences that the other text has none like: of the same words, mostly."""
    if not spans or len(spans) > _MOST_LEFT:
        return spans
    others = [set(other.words[start:end]) for start, end in other.sentences]
    mine = [set(side.words[start:end]) for start, end in spans]
    return [
        span
        for span, words in zip(spans, mine, strict=True)
        if not any(len(words & had) >= _ALIKE * max(len(words), len(had)) for had in others)
    ]
