"""Which of a feed's entries the ledger knows already, though their names may have changed.

An entry is known by its guid; a guid that stands for another story now (other link, other title)
is not believed. Without a known guid it is known by its link, and without that by its words, but
only where the entry that had them has left the feed: two that stand side by side are two. A link
that several entries share names none of them. Pure.
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
# Fewer characters are found in stories that have nothing else in common, such as "Live".
_TELLING = 40


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a feed as it is to be remembered, and what the ledger knows of it.

    `own_link` is whether its link leads to this story and no other.
    """

    entry: FeedEntry
    key: str
    url_key: str | None
    content_hash: str
    own_link: bool
    known: KnownEntry | None = None

    @property
    def changed(self) -> bool:
        """Whether it is new or says something else than before."""
        known = self.known
        return known is None or (known.content_hash, known.url_key) != (
            self.content_hash,
            self.url_key,
        )

    @property
    def renamed(self) -> bool:
        """Whether it is known by another name than it has now."""
        return self.known is not None and self.known.key != self.key


def named(entries: Iterable[FeedEntry]) -> list[Named]:
    """Return a feed's entries with their links and contents as they are compared."""
    kept = tuple(entries)
    links = [url_key(entry.url) if entry.url else None for entry in kept]
    borne = Counter(links)
    return [
        Named(entry, entry.key, link, content_hash(entry), link is not None and borne[link] == 1)
        for entry, link in zip(kept, links, strict=True)
    ]


def reused_key(key: str, link: str | None) -> str:
    """Return the name of an entry whose guid stands for another story already."""
    return f"{key} {sha256((link or '').encode()).hexdigest()[:16]}"


def content_hash(entry: FeedEntry) -> str:
    """Return the hash of what an entry says: when it changes, the entry is looked at again."""
    told = "\x1f".join((entry.title or "", entry.text))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def recognised(entries: Sequence[Named], known: Sequence[KnownEntry]) -> list[Named]:
    """Return the entries, each with what is known of it, if anything is."""
    by_key = {each.key: each for each in known}
    found = [_by_guid(each, by_key) for each in entries]
    present = {each.known.id for each in found if each.known}
    shared = {link for link, times in Counter(each.url_key for each in known).items() if times > 1}
    left = [each for each in known if each.id not in present]
    by_link = {each.url_key: each for each in left if each.url_key not in {None, *shared}}
    by_content = {each.content_hash: each for each in left}
    still_here = {each.url_key for each in known if each.id in present}
    judged = []
    for each in found:
        now = each
        if each.known is None:
            match = _by_link_or_words(each, by_link, by_content)
            if match is not None and match.id not in present:
                present.add(match.id)
                now = replace(each, known=match)
            elif each.url_key in shared or each.url_key in still_here:
                now = replace(each, own_link=False)
        judged.append(now)
    return judged


def _by_guid(each: Named, by_key: dict[str, KnownEntry]) -> Named:
    known = by_key.get(each.key)
    if known is None or not _is_another(each, known):
        return replace(each, known=known)
    key = reused_key(each.key, each.url_key)
    return replace(each, key=key, known=by_key.get(key))


def _is_another(each: Named, known: KnownEntry) -> bool:
    if each.url_key is None or known.url_key in {None, each.url_key}:
        return False
    return not _alike(each.entry.title, known.title)


def _by_link_or_words(
    each: Named, by_link: dict[str | None, KnownEntry], by_content: dict[str, KnownEntry]
) -> KnownEntry | None:
    if each.own_link and each.url_key in by_link:
        return by_link[each.url_key]
    if len(each.entry.title or "") + len(each.entry.text) >= _TELLING:
        return by_content.get(each.content_hash)
    return None


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two titles share half of the words of the shorter one."""
    mine, theirs = (set(_WORD.findall((title or "").casefold())) for title in (one, other))
    if not mine or not theirs:
        return False
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))
