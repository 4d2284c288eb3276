"""Steps 1 and 2 for what is polled: fetch -> parse, then accept as for everything else.

A feed is a job that comes again; an entry whose text is short is a page to fetch. Every attempt
leaves a row, whatever came of it.
"""

import os
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import Connection, Engine

from db.lookup import articles
from db.lookup import feeds as lookup
from db.persist import feeds as persist
from db.persist import jobs as persist_jobs
from db.session import reading, writing
from worker import log
from worker.accept import accept, document_of, key_of_address
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError, TransientError
from worker.extract.identity import identity
from worker.fetch.client import Fetcher
from worker.fetch.politeness import Gates
from worker.fetch.schedule import GOOD, next_fetch, next_visit
from worker.kinds import FETCH_FEED, FETCH_PAGE
from worker.parse.feeds import read_feed
from worker.parse.page import read_page
from worker.pipeline import Outcome, Result, store
from worker.records import FeedEntry, Fetched, Hint
from worker.settings import Settings

FULL_TEXT = 1_500
"""Characters of an entry's text from which on its page is not fetched."""

GATES = Gates()

# A page that failed so will not be there on the next attempt either.
_FINAL = ("gone", "refused", "too_large", "redirect_loop")


def fetch_feed(engine: Engine, job: persist_jobs.Job, settings: Settings) -> Result:
    """Poll the feed of a job; return the write of its entries, articles and next turn.

    A feed that cannot be fetched or read is no error: its row says why, and when it is next.
    """
    with reading(engine) as connection:
        feed = lookup.feed(connection, job.payload["feed"])
    if feed is None or feed.paused:
        return lambda _connection: Outcome(log.FEED_GONE, {"feed": job.payload["feed"]})
    fetcher = fetcher_for(settings.contact, feed.allowed_hosts)
    with GATES.to(feed.url):
        fetched = fetcher.get(feed.url, etag=feed.etag, last_modified=feed.last_modified)
    entries, reason = _entries_of(fetched, feed)
    hashes = {entry.key: content_hash(entry) for entry in entries}

    def write(connection: Connection) -> Outcome:
        moment = now()
        known = lookup.entry_hashes(connection, feed.id, list(hashes))
        fresh = [entry for entry in entries if known.get(entry.key) != hashes[entry.key]]
        persist.save_entries(connection, feed.id, fresh, hashes, now=moment)
        queued = [_queue_entry(connection, feed, entry, settings) for entry in fresh]
        failed = fetched.outcome not in GOOD or reason is not None
        again_at, failures = next_fetch(fetched, feed.failures, failed=failed, now=moment)
        persist.add_fetch(connection, fetched, feed_id=feed.id, now=moment)
        poll = persist.Poll(
            outcome="no_feed" if fetched.outcome in GOOD and reason else fetched.outcome,
            reason=reason,
            failures=failures,
            next_fetch_at=again_at,
            etag=fetched.etag if fetched.outcome == "ok" else feed.etag,
            last_modified=fetched.last_modified if fetched.outcome == "ok" else feed.last_modified,
            body_hash=_body_hash(fetched) or feed.body_hash,
        )
        persist.note_poll(connection, feed.id, poll, now=moment)
        fields = {"feed": feed.name, "outcome": poll.outcome, "new": len(fresh)}
        told = {**fields, "reason": reason} if reason else fields
        hints = [hint for hint in queued if hint is not None]
        return Outcome(log.FEED_POLLED, told, hints, again_at)

    return write


def fetch_page(engine: Engine, job: persist_jobs.Job, settings: Settings) -> Result:
    """Read the page of a feed's entry; return the write of its article.

    A page that cannot be had leaves the text that the feed itself gave, if it gave one.

    Raises:
        TransientError: it may be had later.
        RejectedError: it cannot be had, and the feed gave no text.
    """
    feed_id, url = job.payload["feed"], job.payload["url"]
    with reading(engine) as connection:
        feed = lookup.feed(connection, feed_id)
    fetcher = fetcher_for(settings.contact, feed.allowed_hosts if feed else ())
    with GATES.to(url):
        fetched = fetcher.get(url)
    with writing(engine) as connection:
        persist.add_fetch(connection, fetched, feed_id=feed.id if feed else None, now=now())
    document, reason = _page_document(fetched, job.payload)
    if reason and fetched.outcome not in (*GOOD, *_FINAL) and job.attempts < settings.max_attempts:
        raise TransientError(reason)
    if reason and _is_stored(engine, url):
        # What was read of it before is better than what the feed says of it.
        return lambda _connection: Outcome(log.PAGE_FETCHED, {"url": url, "reason": reason})
    article = accept(document, max_characters=settings.max_characters)
    extractor = identity(settings.model)

    def write(connection: Connection) -> Outcome:
        taken = store(connection, article, extractor)
        fields = {"article": taken.article_key, "verdict": taken.verdict, "url": url}
        told = {**fields, "reason": reason} if reason else fields
        again_at = None if reason else next_visit(job.created_at, now=now())
        return Outcome(log.PAGE_FETCHED, told, [taken.queued] if taken.queued else [], again_at)

    return write


def _is_stored(engine: Engine, url: str) -> bool:
    with reading(engine) as connection:
        return articles.known(connection, key_of_address(url)) is not None


def queue_feed(connection: Connection, feed_id: int, at: datetime) -> Hint | None:
    """Write the row of a feed's recurring job, or let it be due again; None where it waits."""
    job_id = persist_jobs.enqueue(
        connection, FETCH_FEED, str(feed_id), {"feed": feed_id}, now=at, again=True
    )
    return None if job_id is None else Hint(job_id, FETCH_FEED)


def content_hash(entry: FeedEntry) -> str:
    """Return the hash of what an entry says: when it changes, the entry is looked at again."""
    told = "\x1f".join((entry.title or "", entry.text, entry.url or ""))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def fetcher_for(contact: str, allowed_hosts: Sequence[str]) -> Fetcher:
    """Return this process's Fetcher for feeds with this allow list."""
    return _fetcher_of(contact, tuple(allowed_hosts), os.getpid())


@lru_cache(maxsize=64)
def _fetcher_of(contact: str, allowed_hosts: tuple[str, ...], _process: int) -> Fetcher:
    return Fetcher(user_agent=f"reportedly/0.1 (+{contact})", allow=allowed_hosts)


def _entries_of(fetched: Fetched, feed: lookup.Feed) -> tuple[Sequence[FeedEntry], str | None]:
    """Return the entries of a fetched feed, or why there are none."""
    if fetched.outcome == "not_modified" or (_body_hash(fetched) or "") == feed.body_hash:
        return (), None
    if fetched.outcome != "ok":
        return (), fetched.reason
    try:
        parsed = read_feed(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return (), str(error)
    return parsed.entries, None


def _body_hash(fetched: Fetched) -> str | None:
    return sha256(fetched.body).hexdigest() if fetched.outcome == "ok" else None


def _queue_entry(
    connection: Connection, feed: lookup.Feed, entry: FeedEntry, settings: Settings
) -> Hint | None:
    document = {
        "id": None if entry.url else f"{feed.url}#{entry.key}",
        "url": entry.url,
        "title": entry.title,
        "published": _iso(entry.published or entry.updated),
        "text": entry.text,
    }
    if entry.url and len(entry.text) < FULL_TEXT:
        payload = {"feed": feed.id, **document}
        key = url_key(entry.url)
        job_id = persist_jobs.enqueue(connection, FETCH_PAGE, key, payload, now=now(), again=True)
        return None if job_id is None else Hint(job_id, FETCH_PAGE)
    try:
        article = accept(document, max_characters=settings.max_characters)
    except RejectedError as error:
        # An entry without a text or a page: its row says that it was there.
        log.event(log.ARTICLE_REJECTED, feed=feed.name, entry=entry.key, error=str(error))
        return None
    return store(connection, article, identity(settings.model)).queued


def _page_document(
    fetched: Fetched, given: dict[str, object]
) -> tuple[dict[str, object], str | None]:
    """Return the page as a document, or the feed's own text with why the page is not there."""
    from_feed = {name: given[name] for name in ("url", "title", "published", "text")}
    if fetched.outcome != "ok":
        return from_feed, fetched.reason
    try:
        page = read_page(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return from_feed, str(error)
    title, published = given["title"], given["published"]
    return document_of(page, url=given["url"], title=title, published=published), None


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
