"""Which languages the rules read: the run of a text in another one ends without claims."""

from __future__ import annotations

from typing import Final

from worker.extract.words import words

SUPPORTED: Final = words("language", "codes")
"""Codes of languages whose texts are read."""

_UNKNOWN: Final = frozenset({"und", "mul", "mis", "zxx"})
"""Codes by which a text says that it says nothing of its language."""


def is_supported(language: str | None) -> bool:
    """Whether a text in this language is read; one in an unknown language is taken as English.

    Short texts do not tell their language, and to read one in vain costs less than to lose it.
    """
    if language is None:
        return True
    return language.partition("-")[0].lower() in SUPPORTED | _UNKNOWN
