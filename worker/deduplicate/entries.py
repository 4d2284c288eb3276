"""The entries of a feed that the ledger already knows, even where their names have changed.

An entry is recognised by its guid; a guid that now names another story (other link, other title)
is ignored. Without a known guid its link decides, and without that its words, but only where the
entry that had them is no longer in the feed: two in one feed are two. A link that several entries
share identifies none of them. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from worker.deduplicate.urls import url_key
from worker.records import FeedEntry, KnownEntry

_WORD = re.compile(r"\w+")
_ALIKE = 0.5
"""The share of the shorter title's words that two titles of one story have in common, at least."""

_FEWEST_CHARACTERS = 40
"""Characters of title and text from which on they identify an entry; unrelated stories share
shorter ones, such as "Live"."""


@dataclass(frozen=True, slots=True)
class IdentifiedEntry:
    """An entry of a feed with what identifies it, and its row in the ledger, if it is known.

    `key` is its name within the feed, `has_unique_link` whether its link leads to this story and
    no other.
    """

    entry: FeedEntry
    key: str
    url_key: str | None
    content_hash: str
    has_unique_link: bool
    known: KnownEntry | None = None

    @property
    def changed(self) -> bool:
        """Whether it is new, or its words or its link differ from the known ones."""
        known = self.known
        return known is None or (known.content_hash, known.url_key) != (
            self.content_hash,
            self.url_key,
        )

    @property
    def renamed(self) -> bool:
        """Whether it is known under another key."""
        return self.known is not None and self.known.key != self.key


def identified(entries: Iterable[FeedEntry]) -> list[IdentifiedEntry]:
    """Return a feed's entries with the keys of their links and the hashes of their contents."""
    kept = tuple(entries)
    links = [url_key(entry.url) if entry.url else None for entry in kept]
    uses = Counter(links)
    return [
        IdentifiedEntry(
            entry, entry.key, link, content_hash(entry), link is not None and uses[link] == 1
        )
        for entry, link in zip(kept, links, strict=True)
    ]


def reused_key(key: str, link: str | None) -> str:
    """Return the key of an entry whose guid already names another story."""
    return f"{key} {sha256((link or '').encode()).hexdigest()[:16]}"


def content_hash(entry: FeedEntry) -> str:
    """Return the SHA-256 of an entry's title and text; if it changes, the entry is read again."""
    words = "\x1f".join((entry.title or "", entry.text))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def recognised(
    entries: Sequence[IdentifiedEntry], known: Sequence[KnownEntry]
) -> list[IdentifiedEntry]:
    """Return the entries, each with its known one, if any; no known one is used twice."""
    by_key = {each.key: each for each in known}
    found = [_by_guid(each, by_key) for each in entries]
    present = {each.known.id for each in found if each.known}
    shared = {link for link, times in Counter(each.url_key for each in known).items() if times > 1}
    left = [each for each in known if each.id not in present]
    by_link = {each.url_key: each for each in left if each.url_key not in {None, *shared}}
    by_content = {each.content_hash: each for each in left}
    still_here = {each.url_key for each in known if each.id in present}
    matched = []
    for each in found:
        result = each
        if each.known is None:
            match = _by_link_or_words(each, by_link, by_content)
            if match is not None and match.id not in present:
                present.add(match.id)
                result = replace(each, known=match)
            elif each.url_key in shared or each.url_key in still_here:
                result = replace(each, has_unique_link=False)
        matched.append(result)
    return matched


def _by_guid(each: IdentifiedEntry, by_key: dict[str, KnownEntry]) -> IdentifiedEntry:
    known = by_key.get(each.key)
    if known is None or not _is_another_story(each, known):
        return replace(each, known=known)
    key = reused_key(each.key, each.url_key)
    return replace(each, key=key, known=by_key.get(key))


def _is_another_story(each: IdentifiedEntry, known: KnownEntry) -> bool:
    if each.url_key is None or known.url_key in {None, each.url_key}:
        return False
    return not _alike(each.entry.title, known.title)


def _by_link_or_words(
    each: IdentifiedEntry, by_link: dict[str | None, KnownEntry], by_content: dict[str, KnownEntry]
) -> KnownEntry | None:
    if each.has_unique_link and each.url_key in by_link:
        return by_link[each.url_key]
    if len(each.entry.title or "") + len(each.entry.text) >= _FEWEST_CHARACTERS:
        return by_content.get(each.content_hash)
    return None


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two titles share half of the words of the shorter one."""
    first, second = (set(_WORD.findall((title or "").casefold())) for title in (one, other))
    if not first or not second:
        return False
    return len(first & second) >= _ALIKE * min(len(first), len(second))
