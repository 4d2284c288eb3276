"""Candidates: the texts that are worth comparing with a new one, out of shared fingerprints.

A fingerprint that very many texts have is a form's or a footer's, and is passed over; but where
most of a text is that common it is a story that everybody has, and the nearest tell it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WINDOW: Final = timedelta(hours=72)
"""How far apart in time two texts of one story may be."""

SECONDS: Final = int(WINDOW.total_seconds())
"""The window in seconds, as events are counted."""

SHARED: Final = 2
"""Fingerprints that a candidate shares, at least."""

MOST_POSTINGS: Final = 50
"""A fingerprint that more texts of the window have is common."""

MOST_CANDIDATES: Final = 20
"""Texts that are compared with a new one: those that share most."""

SEEN_BEFORE: Final = 0.5
"""The share of what two texts have in common that an older one has too, if it is a form."""

_NEAREST: Final = 5
# Within so long, those that came before are enough to be found by.
_SOON: Final = SECONDS // 3


Posting = tuple[int, int]
"""The second of an event since 1970, and the text that has a fingerprint."""


class Chosen(NamedTuple):
    """The candidates, best first, and the fingerprints by which a text need not be found."""

    candidates: list[int]
    needless: list[int]


def choose(
    text: int, second: int, hashes: Sequence[int], held: Mapping[int, Sequence[Posting]]
) -> Chosen:
    """Return whom to compare a text with, of those that have its fingerprints."""
    low, high = second - SECONDS, second + SECONDS
    met: list[int] = []
    common: dict[int, list[Posting]] = {}
    for one in hashes:
        if one not in held:
            continue
        near = [at for at in held[one] if low <= at[0] <= high and at[1] != text]
        if len(near) > MOST_POSTINGS:
            common[one] = near
        else:
            met += [other for _, other in near]
    if 2 * len(common) >= len(hashes):
        for near in common.values():
            near.sort(key=lambda at: (abs(at[0] - second), at[1]))
            met += [other for _, other in near[:_NEAREST]]
    shared = Counter(met).items()
    enough = sorted((-times, other) for other, times in shared if times >= SHARED)
    needless = [one for one, near in common.items() if _is_needless(text, second, near)]
    return Chosen([other for _, other in enough[:MOST_CANDIDATES]], needless)


def _is_needless(text: int, second: int, near: Sequence[Posting]) -> bool:
    """Whether enough texts that came earlier stay to be found, whoever else goes."""
    soon = [other for at, other in near if other < text and abs(at - second) <= _SOON]
    return len(soon) > MOST_POSTINGS
