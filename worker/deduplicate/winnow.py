"""Fingerprints: a few hashes of a text that any long enough part of it has as well.

Winnowing: of every window of shingles (four words in a row) the smallest hash is kept. Two texts
that share a passage longer than a window share the hash that was kept of it, whatever comes before
and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.deduplicate.words import Prepared

_WORDS: Final = 4
"""Words of a shingle."""

_SHORTEST_WINDOW: Final = 12
"""Shingles of a window, at least, where the text is long enough for `_FEW` of them."""

_WINDOWS: Final = 24
"""Windows, not overlapping, that a long text has: bounds the fingerprints of a text."""

_FEW: Final = 14
"""Windows that a short text has, at least, so that it is still found inside a longer one."""

_HEAD: Final = 150
"""Shingles at the start of a long text that are fingerprinted like a short one: its copies are
often cut after the first paragraphs."""

# Odd numbers without a pattern (from the digits of the golden ratio and of pi).
_FACTORS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5],
    dtype=np.uint64,
)
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT: Final = np.uint64(32)


def fingerprints(prepared: Prepared) -> tuple[int, ...]:
    """Return the fingerprints of a text: signed 64-bit, sorted, distinct; empty without words."""
    grams = shingles(prepared.hashes, _WORDS)
    window = _window(len(grams))
    kept = _smallest(grams, window)
    if window > _SHORTEST_WINDOW:
        kept = np.concatenate((kept, _smallest(grams[:_HEAD], _SHORTEST_WINDOW)))
    return tuple(np.unique(kept.view(np.int64)).tolist())


def shingles(hashes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return a hash of every `size` words in a row, from one hash a word.

    Fewer words than `size` are one shingle; no words are none.
    """
    size = min(size, len(hashes))
    if not size:
        return hashes
    mixed: NDArray[np.uint64] = np.correlate(hashes, _FACTORS[:size])
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    mixed ^= mixed >> _SHIFT
    return mixed


def _window(count: int) -> int:
    """The length of a window, in shingles, for a text of `count` shingles."""
    return max(1, min(max(_SHORTEST_WINDOW, count // _WINDOWS), count // _FEW))


def _smallest(grams: NDArray[np.uint64], window: int) -> NDArray[np.uint64]:
    """The smallest hash of every window, by doubling: a few passes for windows of any length."""
    if not len(grams):
        return grams
    smallest, width = grams, 1
    while 2 * width <= window:
        smallest = np.minimum(smallest[:-width], smallest[width:])
        width *= 2
    rest = window - width
    return np.minimum(smallest[: len(smallest) - rest], smallest[rest:])
