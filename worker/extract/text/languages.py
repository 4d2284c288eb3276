"""The languages that the rules read: a text in another one has no claims."""

from __future__ import annotations

from typing import Final

from worker.extract.words import words

SUPPORTED: Final = words("language", "codes")
"""Codes of the language that the rules read."""

UNKNOWN: Final = frozenset({"und", "mul", "mis", "zxx"})
"""Codes for no single known language: undetermined, multiple, uncoded, no linguistic content."""


def is_supported(language: str | None) -> bool:
    """Return whether texts in a language are read; an unknown language counts as English.

    Short texts often have no language code, and reading one in vain costs less than losing it.
    """
    if language is None:
        return True
    return language.partition("-")[0].lower() in SUPPORTED | UNKNOWN
