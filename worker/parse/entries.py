"""What the entries of all feed formats share: keys, addresses, and words that can be stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records import FeedEntry

MAX_KEY_CHARACTERS: Final = 1_000


def absolute_url(url: object, base: str) -> str | None:
    """Return `url` as an address that can be fetched, or None where it is none."""
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        joined = urljoin(base, url.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.netloc else None


def entry_key(given: object, url: str | None, title: str | None, text: str) -> str:
    """Return the name of an entry within its feed: its own, else its link, else its words."""
    name = given.strip() if isinstance(given, str) else ""
    if not name:
        name = url or f"text:{_digest(title, text)}"
    # A name of any length is one; what is stored and indexed is not.
    return name if len(name) <= MAX_KEY_CHARACTERS else f"sha256:{_digest(name)}"


def with_unique_keys(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries, all of them, no two with one key.

    A key that several bear tells nothing, so each of them gets its link or its words beside it:
    that does not depend on their order. Only what is the same in all is numbered.
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
            # Counted on, not from the start: a feed may hold one entry a hundred thousand times.
            numbers[entry.key] += 1
            key = f"{entry.key} {numbers[entry.key] + 1}"
        taken.add(key)
        unique.append(replace(entry, key=key))
    return tuple(unique)


def storable(text: str) -> str:
    """Return `text` without what no database and no encoding takes: NUL and half pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _digest(*parts: str | None) -> str:
    words = "\n".join(part or "" for part in parts)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
