"""Words that stand without quotation marks over the name of whoever said them.

A message of a social network that an article shows ("... — Lind (@lind) May 3, 2025"), and a
pulled quotation ("I never saw it coming. Ana Lind"). The words above the name are read as a
quotation of their own.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NAME: Final = r"(?P<name>[A-Z][\w.’'-]*(?: (?:of|the|de|van|von|[A-Z][\w.’'-]*)){0,4})"
_MESSAGE: Final = re.compile(rf"(?:\s|^)[—–-]{{1,2}}\s?{_NAME} \(@\w+\)[\s\w,.:/]{{0,60}}$")
_PULLED: Final = re.compile(
    r"(?:(?<=[.!?…]) (?:[—–-]{1,2}\s?)?|(?<=[\"”»]) ?[—–-]{1,2}\s?)"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})$"
)
_WORD: Final = re.compile(r"\S+")
_SPOKEN: Final = re.compile(r"\b(?:I|we|you|my|our|your|me|us)\b", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\"“”«»]")


class Signed(NamedTuple):
    """Where the words over a name end, where the name begins, and whether it is a message."""

    end: int
    name: int
    is_message: bool


def signed(text: str) -> Signed | None:
    """What a paragraph is signed with; None where it ends with no name of its own."""
    message = _MESSAGE.search(text)
    found = message or _PULLED.search(text)
    if found is None:
        return None
    words = text[: found.start()]
    quoted = words.rstrip().endswith(('"', "”", "»"))
    if message is None and not quoted and (not _SPOKEN.search(words) or _MARKS.search(words)):
        return None
    end = _past_links(words)
    return Signed(end, found.start("name"), message is not None) if end else None


def _past_links(words: str) -> int:
    """Where the words end before the addresses and tags that close a message; 0 if none do."""
    found = list(_WORD.finditer(words))
    while found and _is_link(found[-1][0]):
        found.pop()
    return found[-1].end() if found else 0


def _is_link(word: str) -> bool:
    return word.startswith(("http://", "https://", "#")) or "pic.twitter.com/" in word
