"""A text's fingerprints, and the result of comparing two texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Relation = Literal[
    "exact_copy",
    "syndicated_copy",
    "abridgement",
    "expansion",
    "revision",
    "correction",
    "merged",
]


class Fingerprinted(NamedTuple):
    """A revision with its fingerprints; `second` is that of its event, since 1970."""

    revision_id: int
    second: int
    hashes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the newer of two texts of one story relates to the older, and the proof.

    `contained_older` is the share of the older text's shingles (three words in a row) that the
    newer one has, `contained_newer` the other way round. Numbers and words are spelled as in the
    texts: those that were added or removed within sentences that both texts have. `words_changed`
    are words of negation and of hedging ("not", "denied", "at least"). Sentences count as added or
    removed where the other text has no similar one.
    """

    relation: Relation
    contained_older: float
    contained_newer: float
    numbers_removed: tuple[str, ...]
    numbers_added: tuple[str, ...]
    words_changed: tuple[str, ...]
    sentences_removed: int
    sentences_added: int
