"""What a revised text claims beside what it claimed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.records import Claim

_ALIKE: Final = 0.4


class ClaimChange(NamedTuple):
    """A claim of the older text and what stands in its place; None where there is nothing."""

    older: Claim | None
    newer: Claim | None


def changed_claims(older: Sequence[Claim], newer: Sequence[Claim]) -> list[ClaimChange]:
    """Return the claims that two texts do not share, side by side, in the order of the texts.

    Claims stand beside one another when their words are alike; the same words held or said in
    another way are another claim.
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
    told = [
        ClaimChange(claim, right[partners[i]] if i in partners else None)
        for i, claim in enumerate(left)
    ]
    rest = (claim for j, claim in enumerate(right) if j not in partners.values())
    return told + [ClaimChange(None, claim) for claim in rest]


def _meaning(claim: Claim) -> tuple[object, ...]:
    voices = tuple((link.position, link.role, link.name) for link in claim.chain)
    return tuple(_words(claim)), claim.factuality, claim.polarity, voices


def _words(claim: Claim) -> list[str]:
    return " ".join(claim.evidence_text).casefold().split()


def _likeness(one: Claim, other: Claim) -> float:
    """The share of their words that both have; of one voice they are a little more alike."""
    words, others = set(_words(one)), set(_words(other))
    shared = len(words & others) / max(1, len(words | others))
    same_voice = one.chain[0].name == other.chain[0].name
    return shared + (0.1 if same_voice else 0.0)
