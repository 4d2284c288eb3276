"""The stances of a voice: what it does with the content that it reports."""

from __future__ import annotations

from typing import Final, Literal

Stance = Literal[
    "saying",
    "believing",
    "guessing",
    "showing",
    "predicting",
    "accusing",
    "denying",
    "doubting",
    "ordering",
    "offering",
    "calling",
    "silence",
    "about",
    "open",
    "hearsay",
    "hearsay-accused",
    "hearsay-predicted",
]
"""What the voice does with the content."""

MARKERS: Final = frozenset({"hearsay", "hearsay-predicted", "hearsay-accused"})
"""Stances of a source that no noun names."""
