"""A feed, its entries and its turns."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry carries: sound, film, picture.

    `media_type` is as the feed gives it, such as `audio/mpeg` or just `image`; `size` is in bytes,
    as the feed states it.
    """

    url: str
    media_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: `key` names it within the feed, `text` is the best content as words.

    Moments are aware and in UTC; None where the feed gives no plausible one. `published_from` and
    `updated_from` name the element that a moment came from, such as `pubDate` or `dc:date`; where
    the element has no plausible moment, the reason follows its name: `pubDate (in the future)`.

    `authors` are all that the entry names, in its order. `credit` is the source that it names,
    `credit_url` that source's address.
    """

    key: str
    url: str | None
    title: str | None
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    published_from: str | None = None
    updated_from: str | None = None
    authors: tuple[str, ...] = ()
    credit: str | None = None
    credit_url: str | None = None
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read: its title, site (`url`) and language, its entries in their order.

    It asks not to be polled before `ttl_minutes` have passed, in `skip_hours` (0 to 23, UTC) and
    on `skip_days` (0 to 6, Monday is 0). `new_url` is the address that it says it has moved to.
    `cut` says in words why only part of it was read; None where all of it was.
    """

    title: str | None
    url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    new_url: str | None = None
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry as it is in the ledger; `source_key` names the article that it became, if any."""

    id: int
    key: str
    url_key: str | None
    title: str | None
    content_hash: str
    source_key: str | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a feed itself asks not to be polled: hours are GMT, Monday is day 0."""

    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Polling:
    """How the polls of a feed went; its next turn is computed from this.

    `weight` is the sum of the weights of its failures in a row; `paused` means that it paused
    itself.
    """

    interval: timedelta
    failures: int = 0
    weight: float = 0.0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A feed's next poll: when, why then in words, and the state of the feed until then."""

    at: datetime
    why: str
    polling: Polling
