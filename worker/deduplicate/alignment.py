"""The alignment of two texts: which words both have, and which sentences match.

A word is in both texts where four words in a row that contain it are: three recur in unrelated
sentences too often. Words of matching sentences that the other text lacks were changed. A sentence
that mostly consists of such words was added or removed, unless the other text has a sentence of
mostly the same words.
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
"""Words in a row that are hashed to measure how much of one text the other contains."""

_PASSAGE: Final = 4
"""Words in a row that are hashed to find the words that both texts have."""

_MATCHED: Final = 0.5
"""The share of a sentence's words in the other text from which on the sentence is in both."""

_ALIKE: Final = 0.5
"""The share of the longer sentence's words from which on two sentences are versions of one."""

_MOST_UNMATCHED: Final = 40
"""Sentences that are searched for such versions, at most: each is compared with all others."""

_BACK: Final = 12
"""Passages that are compared to find where the other text breaks off, at most."""

_FEWEST_WORDS: Final = 3
"""Words of a sentence, at least: a shorter piece is an abbreviation, and joins the next piece."""

_ENDS: Final = re.compile(r"\n+|(?:(?<=[.!?])|(?<=[.!?][\"')]))[ \t]+(?![a-z])|(?<=。)")


class ComparedText:
    """One of the two texts with its derived forms, each computed when it is first needed."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.words = prepared.words

    @cached_property
    def shingles(self) -> list[int]:
        """The hashes of every three words in a row."""
        hashes: list[int] = shingles(self.prepared.hashes, _SHINGLE).tolist()
        return hashes

    @cached_property
    def distinct_shingles(self) -> frozenset[int]:
        """The same hashes, each once."""
        return frozenset(self.shingles)

    @cached_property
    def passages(self) -> NDArray[np.uint64]:
        """The hashes of every four words in a row."""
        return shingles(self.prepared.hashes, _PASSAGE)

    @cached_property
    def figures(self) -> list[Figure]:
        """All numbers of the text."""
        return figures(self.words)

    @cached_property
    def cased(self) -> list[str]:
        """The words with their case."""
        return words_of(self.prepared.text)

    @cached_property
    def names(self) -> set[str]:
        """The capitalised words, in lower case; none where most words are capitalised."""
        capitals = [word for word, cased in zip(self.words, self.cased, strict=True)
                    if cased[0].isupper()]  # fmt: skip
        return set(capitals) if 2 * len(capitals) < len(self.words) else set()

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The start and end of each sentence, counted in words, half-open."""
        spans, start, end = [], 0, 0
        for piece in _ENDS.split(self.prepared.text):
            end += len(words_of(piece))
            if end - start >= _FEWEST_WORDS:
                spans.append((start, end))
                start = end
        if start < end:
            spans.append((start, end))
        return spans


class Alignment:
    """The words and sentences that two texts have in common, and those that differ.

    `contained` is the share of the older text's shingles that the newer one has, and the other way
    round. The rest is there after `find_differences`: `missing[0]` marks the words of the older
    text that the newer one lacks, `missing[1]` the other way round; `changed` marks those of them
    in sentences that both texts have; `unmatched` are the sentences of each that the other lacks.
    `same_sentences` is true where no sentence, and no end of one, is missing from the other text.
    """

    def __init__(self, older: ComparedText, newer: ComparedText) -> None:
        self.texts = (older, newer)
        self.contained = (_share(older, newer), _share(newer, older))

    def find_differences(self) -> None:
        """Set `missing`, `changed`, `unmatched` and `same_sentences`."""
        (one, other) = self.texts
        hits = (_found(one.passages, other.passages), _found(other.passages, one.passages))
        covers = [_cover(found, len(text.words))
                  for text, found in zip(self.texts, hits, strict=True)]  # fmt: skip
        cut_older = bool(hits[1][-1]) and _forgive_cut(one, other, covers[0])
        cut_newer = bool(hits[0][-1]) and _forgive_cut(other, one, covers[1])
        self.unmatched = (
            _unlike(one, _uncovered(one, covers[0]), other),
            _unlike(other, _uncovered(other, covers[1]), one),
        )
        self.same_sentences = not (cut_older or cut_newer or any(self.unmatched))
        self.missing = tuple(~cover for cover in covers)
        self.changed = tuple(missing.copy() for missing in self.missing)
        for changed, unmatched in zip(self.changed, self.unmatched, strict=True):
            for start, end in unmatched:
                changed[start:end] = False


def _forgive_cut(text: ComparedText, other: ComparedText, cover: NDArray[np.bool_]) -> bool:
    """Cover the rest of the sentence in which the other text breaks off; return if there is any.

    Those words were cut with the rest of the text, not changed.
    """
    last = _last(text.passages, other.passages) + min(_PASSAGE, len(other.words))
    end = next((end for start, end in text.sentences if start < last <= end), last)
    is_cut = not bool(cover[last:end].all())
    cover[last:end] = True
    return is_cut


def _last(passages: NDArray[np.uint64], other: NDArray[np.uint64]) -> int:
    """Return the index of the other text's last passage among `passages`, which contain it.

    Of several, the one before which most of the other text's passages match.
    """
    places = np.flatnonzero(passages == other[-1])
    for back in range(2, min(_BACK, len(other)) + 1):
        nearer = places[(places >= back - 1) & (passages[places - back + 1] == other[-back])]
        if not len(nearer):
            break
        places = nearer
    return int(places[-1])


def _found(passages: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return for each passage whether it is among the others."""
    if not len(others) or not len(passages):
        return np.zeros(len(passages), dtype=np.bool_)
    ordered = np.sort(others)
    places = np.searchsorted(ordered, passages)
    places[places == len(ordered)] = 0
    found: NDArray[np.bool_] = ordered[places] == passages
    return found


def _share(text: ComparedText, other: ComparedText) -> float:
    if text.distinct_shingles.isdisjoint(other.distinct_shingles):
        return 0.0
    return sum(map(other.distinct_shingles.__contains__, text.shingles)) / len(text.shingles)


def _cover(hits: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Return for each of `count` words whether it is in a passage that the other text has."""
    cover = np.zeros(count, dtype=np.bool_)
    for place in range(min(_PASSAGE, count)):
        cover[place : place + len(hits)] |= hits
    return cover


def _uncovered(text: ComparedText, cover: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the sentences of which less than half is in the other text."""
    before = np.concatenate(([0], np.cumsum(cover))).tolist()
    return [(start, end) for start, end in text.sentences
            if before[end] - before[start] < _MATCHED * (end - start)]  # fmt: skip


def _unlike(
    text: ComparedText, spans: list[tuple[int, int]], other: ComparedText
) -> list[tuple[int, int]]:
    """Return those of the sentences of which the other text has no version, of the same words."""
    if not spans or len(spans) > _MOST_UNMATCHED:
        return spans
    others = [set(other.words[start:end]) for start, end in other.sentences]
    some = [set(text.words[start:end]) for start, end in spans]
    return [
        span
        for span, words in zip(spans, some, strict=True)
        if not any(len(words & each) >= _ALIKE * max(len(words), len(each)) for each in others)
    ]
