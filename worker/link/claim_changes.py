"""The claims that a revision changed, next to the claims that they replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.records import Claim

_ALIKE: Final = 0.4
"""The share of two claims' words that both have, at least, where one replaces the other."""

_SAME_VOICE: Final = 0.1
"""Added to that share where both claims have the same first voice."""


class ClaimChange(NamedTuple):
    """A claim of the older text and the one that replaces it; None where there is none."""

    older: Claim | None
    newer: Claim | None


def changed_claims(older: Sequence[Claim], newer: Sequence[Claim]) -> list[ClaimChange]:
    """Return the claims that differ between two texts, in the order of the texts.

    Claims are paired by their words. The same words with another factuality, polarity or chain are
    a changed claim.
    """
    left, right = list(older), list(newer)
    for claim in older:
        same = next((other for other in right if _meaning(other) == _meaning(claim)), None)
        if same is not None:
            left.remove(claim)
            right.remove(same)
    alike = [
        (likeness, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (likeness := _likeness(one, other)) >= _ALIKE
    ]
    partners: dict[int, int] = {}
    for _, i, j in sorted(alike, key=lambda each: -each[0]):
        if i not in partners and j not in partners.values():
            partners[i] = j
    changes = [
        ClaimChange(claim, right[partners[i]] if i in partners else None)
        for i, claim in enumerate(left)
    ]
    added = (claim for j, claim in enumerate(right) if j not in partners.values())
    return changes + [ClaimChange(None, claim) for claim in added]


def _meaning(claim: Claim) -> tuple[object, ...]:
    voices = tuple((link.position, link.role, link.name) for link in claim.chain)
    return tuple(_words(claim)), claim.factuality, claim.polarity, voices


def _words(claim: Claim) -> list[str]:
    return " ".join(claim.evidence_text).casefold().split()


def _likeness(one: Claim, other: Claim) -> float:
    """The share of two claims' words that both have, a little more where the voice is the same."""
    words, others = set(_words(one)), set(_words(other))
    shared = len(words & others) / max(1, len(words | others))
    same_voice = one.chain[0].name == other.chain[0].name
    return shared + (_SAME_VOICE if same_voice else 0.0)
