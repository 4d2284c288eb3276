"""What the entries of all feed formats share: keys, authors, enclosures, readable words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from worker.parse.characters import storable
from worker.parse.html import has_markup, html_to_line, html_to_text, plain_to_text
from worker.records import Enclosure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records import FeedEntry

MAX_KEY_CHARACTERS: Final = 1_000
"""Characters of a key; a longer one is replaced by its hash, since keys are indexed."""

MAX_AUTHORS: Final = 50
MAX_ENCLOSURES: Final = 50
"""Authors and enclosures of an entry that are kept: real entries have a few."""

# Characters of an author's name and of a media type that are kept.
_LONGEST_NAME: Final = 500
_LONGEST_TYPE: Final = 100
_MAX_SIZE: Final = 2**63 - 1
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Tags that were escaped once too often, in a text that has no others.
_ESCAPED: Final = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|li|ul|h\d)>|<(?:p|br) ?/?>", re.IGNORECASE
)


def entry_key(given: object, url: str | None, title: str | None, text: str) -> str:
    """Return the name of an entry within its feed: its own, else its link, else its words."""
    name = given.strip() if isinstance(given, str) else ""
    if not name:
        name = url or f"text:{_digest(title, text)}"
    # A name of any length is one; what is stored and indexed is not.
    return name if len(name) <= MAX_KEY_CHARACTERS else f"sha256:{_digest(name)}"


def with_unique_keys(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries, all of them, no two with one key.

    A key of several entries identifies none of them, so each gets its link or its words added:
    that does not depend on their order. Only entries that are the same in all are numbered.
    """
    kept = tuple(entries)
    borne = Counter(entry.key for entry in kept)
    kept = tuple(
        entry
        if borne[entry.key] == 1
        else replace(entry, key=f"{entry.key} {_digest(entry.url or '', entry.title)[:16]}")
        for entry in kept
    )
    borne = Counter(entry.key for entry in kept)
    kept = tuple(
        entry
        if borne[entry.key] == 1
        else replace(entry, key=f"{entry.key} {_digest(entry.text)[:16]}")
        for entry in kept
    )
    return _numbered(kept)


def _numbered(entries: tuple[FeedEntry, ...]) -> tuple[FeedEntry, ...]:
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    unique = []
    for entry in entries:
        key = entry.key
        while key in taken:
            # Not counted from the start: a feed may have one entry a hundred thousand times.
            numbers[entry.key] += 1
            key = f"{entry.key} {numbers[entry.key] + 1}"
        taken.add(key)
        unique.append(entry if key == entry.key else replace(entry, key=key))
    return tuple(unique)


def author_names(given: Iterable[object]) -> tuple[str, ...]:
    """Return the names in what a feed says of authors, each once, in its order.

    An e-mail address next to a name is left out; one without a name is kept.
    """
    names: dict[str, None] = {}
    for words in given:
        line = storable(html_to_line(words[:_LONGEST_NAME])) if isinstance(words, str) else ""
        name = " ".join(_MAIL.sub("", line).split()).strip("<>()[],;:- ") or line
        if name and len(names) < MAX_AUTHORS:
            names.setdefault(name)
    return tuple(names)


def enclosure(url: str | None, media_type: object, size: object) -> Enclosure | None:
    """Return the enclosure at `url`, its type and size as they are given, or None without one."""
    if url is None:
        return None
    kind = storable(media_type.strip().lower()) if isinstance(media_type, str) else ""
    digits = str(size).strip() if isinstance(size, str | int) else ""
    count = int(digits) if digits.isdecimal() and len(digits) < len(str(_MAX_SIZE)) else 0
    return Enclosure(storable(url), kind[:_LONGEST_TYPE] or None, count or None)


def first_enclosures(given: Iterable[Enclosure | None]) -> tuple[Enclosure, ...]:
    """Return the first of the enclosures, as many as are kept, each address once."""
    found: dict[str, Enclosure] = {}
    for one in given:
        if one is not None and len(found) < MAX_ENCLOSURES:
            found.setdefault(one.url, one)
    return tuple(found.values())


def readable_words(text: str, *, is_html: bool) -> str:
    """Return the words of an entry's text; it is read as HTML where it is, or looks like it."""
    if not is_html and not has_markup(text):
        return storable(plain_to_text(text))
    words = html_to_text(text)
    if "<" in words and "<" not in text and _ESCAPED.search(words):
        words = html_to_text(words)
    return storable(words)


def _digest(*parts: str | None) -> str:
    words = "\n".join(part or "" for part in parts)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
