"""The entries of a feed: those that are new or changed become articles, or pages to fetch.

An entry whose text is long enough is an article as it is; else its page is a job.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from db import lookup, persist
from db.lookup.feeds import Feed
from worker import log
from worker.accept import MAX_NAMES, accept, fitting, key_of_address
from worker.clock import now
from worker.deduplicate.entries import Named, named, recognised, reused_key
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.extractors import extractor_for
from worker.fetch.hosts import host_of
from worker.flow.articles import store_articles
from worker.kinds import FETCH_PAGE
from worker.records import Article, FeedEntry, Hint
from worker.settings import Settings

FULL_TEXT = 1_500
"""Characters of an entry's text from which on its page is not fetched."""


def store_entries(
    connection: Connection,
    feed: Feed,
    entries: Sequence[FeedEntry],
    settings: Settings,
) -> tuple[int, list[Hint]]:
    """Store the new and changed entries of a feed; return how many are new, and their jobs."""
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
    extractor = extractor_for(settings).identity
    stored = store_articles(connection, articles, extractor) if articles else []
    persist.feeds.save_entries(connection, feed.id, kept, now=now())
    return fresh, hints + [one.queued for one in stored if one.queued]


def _source_key(feed: Feed, each: Named) -> str:
    if each.entry.url and each.own_link:
        return key_of_address(each.entry.url)
    return f"id:{feed.url}#{each.key}"


def _queue_page(connection: Connection, feed: Feed, each: Named, source_key: str) -> Hint | None:
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


def _article(feed: Feed, entry: FeedEntry, source_key: str, settings: Settings) -> Article | None:
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
