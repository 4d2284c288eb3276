"""Steps 1 and 2 for feeds: fetch -> parse, then accept as for everything else.

A feed is a job that comes again; an entry whose text is short is a page to fetch.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.session import reading
from worker import log
from worker.accept import MAX_NAMES, accept, fitting, key_of_address
from worker.attempts import fetcher_for, note
from worker.clock import now
from worker.deduplicate.entries import Named, named, recognised, reused_key
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.extract.identity import identity
from worker.fetch.headers import same_origin
from worker.fetch.hosts import host_of
from worker.fetch.schedule import FULL_EVERY, GOOD, next_turn
from worker.kinds import FETCH_FEED, FETCH_PAGE
from worker.parse.feeds import read_feed
from worker.pipeline import Outcome, Result, store_many
from worker.records import Article, FeedEntry, Fetched, Hint, ParsedFeed, Turn, Wishes
from worker.settings import Settings

FULL_TEXT = 1_500
"""Characters of an entry's text from which on its page is not fetched."""

SIGHTINGS = 3
"""How often a feed is seen to have moved for good before its new address is taken over."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a poll brought: the feed if there is a new one, or why what came is none."""

    fetched: Fetched
    parsed: ParsedFeed | None = None
    reason: str | None = None

    @property
    def failed(self) -> bool:
        return self.fetched.outcome not in GOOD or self.reason is not None

    @property
    def entries(self) -> Sequence[FeedEntry]:
        return self.parsed.entries if self.parsed else ()


def fetch_feed(engine: Engine, job: persist.jobs.Job, settings: Settings) -> Result:
    """Poll the feed of a job; return the write of its entries, articles and next turn.

    A feed that cannot be fetched or read is no error: its row says why, and when it is next.
    """
    with reading(engine) as connection:
        feed = lookup.feeds.feed(connection, job.payload["feed"])
    if feed is None or feed.stopped:
        return lambda _connection: Outcome(log.FEED_GONE, {"feed": job.payload["feed"]})
    conditional = feed.conditional and not _is_full_due(feed)
    fetched = fetcher_for(settings, feed.allowed_hosts).get(
        feed.url,
        etag=feed.etag if conditional else None,
        last_modified=feed.last_modified if conditional else None,
        headers=feed.headers,
    )
    read = _read(fetched, feed)
    told = read.reason or (read.parsed.cut if read.parsed else None)
    note(engine, fetched, settings, feed=feed, reason=told)

    def write(connection: Connection) -> Outcome:
        moment = now()
        fresh, queued = _take_in(connection, feed, read.entries, settings)
        turn = next_turn(
            feed.polling,
            fetched,
            failed=read.failed,
            news=(fresh, len(read.entries)) if feed.fetched_at else None,
            wishes=_wishes(feed, read),
            now=moment,
            chance=random.random(),  # noqa: S311 - it spreads requests, it hides nothing
        )
        persist.feeds.note_poll(connection, feed.id, _poll(feed, read, turn, moment), now=moment)
        _take_over_address(connection, feed, read)
        fields = {"feed": feed.name, "outcome": _outcome(read), "new": fresh}
        shown = {**fields, "reason": told} if told else fields
        host = host_of(fetched.url if not read.failed else feed.url)
        return Outcome(log.FEED_POLLED, shown, queued, turn.at, host=host)

    return write


def queue_feed(connection: Connection, feed_id: int, at: datetime) -> Hint | None:
    """Write the row of a feed's recurring job, or let it be due again; None where it is due."""
    feed = lookup.feeds.feed(connection, feed_id)
    if feed is None:
        raise LookupError(f"no feed {feed_id}")
    job_id = persist.jobs.enqueue(
        connection,
        FETCH_FEED,
        str(feed.id),
        {"feed": feed.id},
        now=at,
        again=True,
        host=host_of(feed.url),
    )
    return None if job_id is None else Hint(job_id, FETCH_FEED)


def _is_full_due(feed: lookup.feeds.Feed) -> bool:
    return feed.full_at is None or now() - feed.full_at >= FULL_EVERY


def _read(fetched: Fetched, feed: lookup.feeds.Feed) -> _Read:
    if fetched.outcome == "not_modified" or (_body_hash(fetched) or "") == feed.body_hash:
        return _Read(fetched)
    if fetched.outcome != "ok":
        return _Read(fetched, reason=fetched.reason)
    try:
        parsed = read_feed(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return _Read(fetched, reason=str(error))
    return _Read(fetched, parsed)


def _outcome(read: _Read) -> str:
    return "no_feed" if read.fetched.outcome in GOOD and read.reason else read.fetched.outcome


def _wishes(feed: lookup.feeds.Feed, read: _Read) -> Wishes:
    if read.parsed is None:
        return feed.wishes
    return Wishes(read.parsed.ttl_minutes, read.parsed.skip_hours, read.parsed.skip_days)


def _poll(
    feed: lookup.feeds.Feed, read: _Read, turn: Turn, moment: datetime
) -> persist.feeds.Poll:
    fetched, came = read.fetched, read.fetched.outcome == "ok" and not read.reason
    moved = fetched.permanent if not read.failed else feed.moved_to
    seen = feed.times_moved + 1 if moved == feed.moved_to else 1
    return persist.feeds.Poll(
        outcome=_outcome(read),
        reason=read.reason,
        turn=turn,
        wishes=_wishes(feed, read),
        etag=fetched.etag if came else feed.etag,
        last_modified=fetched.last_modified if came else feed.last_modified,
        conditional=feed.conditional and not _lied(feed, read),
        full_at=moment if came else feed.full_at,
        body_hash=_body_hash(fetched) if came else feed.body_hash,
        moved_to=moved,
        times_moved=(seen if moved and not read.failed else feed.times_moved) if moved else 0,
    )


def _lied(feed: lookup.feeds.Feed, read: _Read) -> bool:
    """Whether a feed has changed under validators that stayed the same.

    Asked with them, its server says "not modified" whatever there is.
    """
    fetched = read.fetched
    same = (fetched.etag, fetched.last_modified) == (feed.etag, feed.last_modified)
    validators = feed.etag or feed.last_modified
    return bool(read.parsed and feed.outcome == "not_modified" and validators and same)


def _take_over_address(connection: Connection, feed: lookup.feeds.Feed, read: _Read) -> None:
    """Give a feed the address that it names itself, or that it was seen to have moved to."""
    url = read.parsed.new_url if read.parsed else None
    if url is None or url_key(url) == url_key(feed.url):
        url = read.fetched.permanent
        if url is None or url != feed.moved_to or feed.times_moved + 1 < SIGHTINGS:
            return
    if read.failed or not _may_have_headers(feed, url):
        return
    other = persist.feeds.move_feed(connection, feed.id, url, url_key(url))
    if other is None:
        log.event(log.FEED_MOVED, feed=feed.name, to=url)
        return
    reason = f"moved to {url}, which is feed {other} already"
    persist.feeds.set_paused(connection, feed.id, paused=True, reason=reason, at=now())


def _may_have_headers(feed: lookup.feeds.Feed, url: str) -> bool:
    """Whether a feed's own headers, if it has any, may go to `url` from now on."""
    return not feed.headers or same_origin(feed.url, url)


def _body_hash(fetched: Fetched) -> str | None:
    return sha256(fetched.body).hexdigest() if fetched.outcome == "ok" else None


def _take_in(
    connection: Connection,
    feed: lookup.feeds.Feed,
    entries: Sequence[FeedEntry],
    settings: Settings,
) -> tuple[int, list[Hint]]:
    """Store what is new or changed of a feed's entries; return how many, and their jobs."""
    found = named(entries)
    keys = {key for each in found for key in (each.key, reused_key(each.key, each.url_key))}
    known = lookup.feeds.known_entries(
        connection,
        feed.id,
        keys=keys,
        url_keys={each.url_key for each in found if each.url_key},
        hashes={each.content_hash for each in found},
    )
    kept, articles, hints, fresh = [], [], [], 0
    for each in recognised(found, known):
        if not each.changed and not each.renamed:
            continue
        source_key = (each.known and each.known.source_key) or _source_key(feed, each)
        kept.append(
            persist.feeds.NamedEntry(
                id=each.known.id if each.known else None,
                key=each.key,
                url_key=each.url_key,
                content_hash=each.content_hash,
                source_key=source_key,
                entry=each.entry,
            )
        )
        if not each.changed:
            continue
        fresh += each.known is None
        if each.own_link and len(each.entry.text) < FULL_TEXT:
            hint = _queue_page(connection, feed, each, source_key)
            hints += [hint] if hint else []
        else:
            article = _article(feed, each.entry, source_key, settings)
            articles += [article] if article else []
    taken = store_many(connection, articles, identity(settings.model)) if articles else []
    persist.feeds.save_entries(connection, feed.id, kept, now=now())
    return fresh, hints + [one.queued for one in taken if one.queued]


def _source_key(feed: lookup.feeds.Feed, each: Named) -> str:
    if each.entry.url and each.own_link:
        return key_of_address(each.entry.url)
    return f"id:{feed.url}#{each.key}"


def _queue_page(
    connection: Connection, feed: lookup.feeds.Feed, each: Named, source_key: str
) -> Hint | None:
    """Write the job of an entry's page, with what the feed says of it; None where it waits."""
    url = each.entry.url or ""
    told = {"feed": feed.id, "source_key": source_key, "url": url}
    payload = {**_document(each.entry), **told, "published_from": _origin(each.entry)}
    job_id = persist.jobs.enqueue(
        connection,
        FETCH_PAGE,
        url_key(url),
        payload,
        now=now(),
        again=True,
        host=host_of(url),
    )
    return None if job_id is None else Hint(job_id, FETCH_PAGE)


def _article(
    feed: lookup.feeds.Feed, entry: FeedEntry, source_key: str, settings: Settings
) -> Article | None:
    """Return an entry as an Article; None where it has neither a text nor a page of its own."""
    try:
        article = accept(_document(entry), max_characters=settings.max_characters)
    except RejectedError as error:
        # Its row says that it was there.
        log.event(log.ARTICLE_REJECTED, feed=feed.name, entry=entry.key, error=str(error))
        return None
    return replace(article, source_key=source_key, published_from=_origin(entry))


def _document(entry: FeedEntry) -> dict[str, object]:
    """Return an entry as a document; what does not fit is left out: the text is worth more."""
    authors = [name for name in entry.authors if fitting(name)]
    return {
        "url": fitting(entry.url),
        "title": fitting(entry.title),
        "published": _iso(entry.published or entry.updated),
        "byline": authors[:MAX_NAMES] or None,
        "credit": fitting(entry.credit),
        "text": entry.text,
    }


def _origin(entry: FeedEntry) -> str | None:
    return entry.published_from if entry.published else entry.updated_from


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
