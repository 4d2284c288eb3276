"""Candidates: the texts worth comparing with a new one, chosen by shared fingerprints.

A fingerprint that very many texts have belongs to a form or a footer and is passed over. Where
most of a text is that common, many outlets have the story, and the nearest in time are enough
(docs/decisions/0012).
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
"""The window in seconds, the unit of events."""

SHARED: Final = 2
"""Fingerprints that a candidate shares with the text, at least."""

MOST_POSTINGS: Final = 50
"""Texts of the window that may have a fingerprint; one that more have is common and passed over,
which bounds the rows that a lookup reads."""

MOST_CANDIDATES: Final = 20
"""Texts that are compared with a new one, at most; those that share most fingerprints."""

SEEN_BEFORE: Final = 0.5
"""The share of two texts' common fingerprints from which on, where a text outside the window has
as many of them, the two are taken for a form and not for one story."""

_NEAREST: Final = 5
"""Texts that each common fingerprint contributes where most of a text is common."""

_SOON: Final = SECONDS // 3
"""Seconds between a text and the earlier ones that make its fingerprints redundant: a day."""


Posting = tuple[int, int]
"""The second of an event since 1970, and the id of the text that has a fingerprint."""


class Choice(NamedTuple):
    """The ids of the candidates, best first, and the text's redundant fingerprints.

    A fingerprint is redundant where enough earlier texts have it: it can be withdrawn, since the
    next text is found by theirs.
    """

    candidates: list[int]
    redundant: list[int]


def choose(
    text: int, second: int, hashes: Sequence[int], postings: Mapping[int, Sequence[Posting]]
) -> Choice:
    """Return the candidates of a text among those that share its fingerprints.

    `text` is its id, `second` that of its event; `postings` are by fingerprint, in any order.
    """
    low, high = second - SECONDS, second + SECONDS
    sharing: list[int] = []
    common: dict[int, list[Posting]] = {}
    for fingerprint in hashes:
        if fingerprint not in postings:
            continue
        near = [at for at in postings[fingerprint] if low <= at[0] <= high and at[1] != text]
        if len(near) > MOST_POSTINGS:
            common[fingerprint] = near
        else:
            sharing += [other for _, other in near]
    if 2 * len(common) >= len(hashes):
        for near in common.values():
            near.sort(key=lambda at: (abs(at[0] - second), at[1]))
            sharing += [other for _, other in near[:_NEAREST]]
    shared = Counter(sharing).items()
    ranked = sorted((-times, other) for other, times in shared if times >= SHARED)
    redundant = [each for each, near in common.items() if _is_redundant(text, second, near)]
    return Choice([other for _, other in ranked[:MOST_CANDIDATES]], redundant)


def _is_redundant(text: int, second: int, near: Sequence[Posting]) -> bool:
    """Whether enough earlier texts have a fingerprint; they keep it, so the text can drop it."""
    earlier = [other for at, other in near if other < text and abs(at - second) <= _SOON]
    return len(earlier) > MOST_POSTINGS
