"""Words without quotation marks that are signed with the name of the speaker.

They are a message of a social network that an article shows ("... — Lind (@lind) May 3, 2025"), or
a pulled quotation ("I never saw it coming. Ana Lind"). The words before the name are read as a
quotation.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from worker.extract.examples import as_in

_MORE_WORDS: Final = 4
"""Words of a sender's name after its first one: a longer row of capitals is a title."""

_DATE: Final = 60
"""Characters after the sender's handle: a date and an hour, but no further sentence."""

_MORE_NAMES: Final = 2
"""Names of a speaker after the first one: a longer row of capitals is a title or a list."""

_NAME: Final = (
    rf"(?P<name>[A-Z][\w.’'-]*(?: (?:of|the|de|van|von|[A-Z][\w.’'-]*)){{0,{_MORE_WORDS}}})"
)
_MESSAGE: Final = re.compile(rf"(?:\s|^)[—–-]{{1,2}}\s?{_NAME} \(@\w+\)[\s\w,.:/]{{0,{_DATE}}}$")
_PULLED: Final = re.compile(
    r"(?:(?<=[.!?…]) (?:[—–-]{1,2}\s?)?|(?<=[\"”»]) ?[—–-]{1,2}\s?)"
    rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{1,{_MORE_NAMES}}})$"
)
_WORD: Final = re.compile(r"\S+")
_SPOKEN: Final = re.compile(r"\b(?:I|we|you|my|our|your|me|us)\b", re.IGNORECASE)
"""Pronouns of a person who speaks: without one, a sentence before a name is the article's."""

_MARKS: Final = re.compile(r"[\"“”«»]")


class Signature(NamedTuple):
    """The name under a paragraph: where its words end, and where the name begins.

    `is_message` says that they are a message of a social network.
    """

    end: int
    name: int
    is_message: bool


@as_in(
    "I never saw it coming. Ana Lind",
    "The bridge is safe. — Ana Lind (@analind) May 3, 2025",
    '"The bridge is safe" — Ana Lind',
    no=("The bridge is safe. Ana Lind", "I never saw it coming, said Ana Lind."),
)
def signature(text: str) -> Signature | None:
    """Return the signature of a paragraph; None where it does not end with a speaker's name."""
    message = _MESSAGE.search(text)
    found = message or _PULLED.search(text)
    if found is None:
        return None
    words = text[: found.start()]
    quoted = words.rstrip().endswith(('"', "”", "»"))
    if message is None and not quoted and (not _SPOKEN.search(words) or _MARKS.search(words)):
        return None
    end = _end_before_links(words)
    return Signature(end, found.start("name"), message is not None) if end else None


def _end_before_links(words: str) -> int:
    """Return where the words end, without links and tags at the end; 0 if there are no others."""
    found = list(_WORD.finditer(words))
    while found and _is_link(found[-1][0]):
        found.pop()
    return found[-1].end() if found else 0


@as_in("The bridge is safe. #bridge https://example.org/b — Ana Lind (@analind) May 3, 2025")
def _is_link(word: str) -> bool:
    """Return whether a word of a message is an address or a tag."""
    return word.startswith(("http://", "https://", "#")) or "pic.twitter.com/" in word
