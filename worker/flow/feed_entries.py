"""The entries of a feed: those that are new or changed become articles, or pages to fetch.

An entry whose text is long enough is an article as it is; else its page is a job.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from db import lookup, persist
from db.lookup.feeds import Feed
from worker import log
from worker.accept import accept_draft, draft_of_entry, key_of_address
from worker.clock import now
from worker.deduplicate.entries import IdentifiedEntry, identified, recognised, reused_key
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.extractors import extractor_for
from worker.fetch.hosts import host_of
from worker.flow.articles import store_articles
from worker.flow.page_payload import PagePayload
from worker.kinds import FETCH_PAGE
from worker.records import Article, FeedEntry, Hint
from worker.settings import Settings

FULL_TEXT = 1_500
"""Characters of an entry's text from which on its page is not fetched; not measured, longer than
most summaries and shorter than most articles."""


def store_entries(
    connection: Connection,
    feed: Feed,
    entries: Sequence[FeedEntry],
    settings: Settings,
) -> tuple[int, list[Hint]]:
    """Store the new and changed entries of a feed; return how many are new, and their jobs."""
    found = identified(entries)
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
        if each.has_unique_link and len(each.entry.text) < FULL_TEXT:
            hint = _queue_page(connection, feed, each, source_key)
            hints += [hint] if hint else []
        else:
            article = _article(feed, each.entry, source_key, settings)
            articles += [article] if article else []
    extractor = extractor_for(settings).identity
    stored = store_articles(connection, articles, extractor) if articles else []
    persist.feeds.save_entries(connection, feed.id, kept, now=now())
    return fresh, hints + [one.queued for one in stored if one.queued]


def _source_key(feed: Feed, each: IdentifiedEntry) -> str:
    if each.entry.url and each.has_unique_link:
        return key_of_address(each.entry.url)
    return f"id:{feed.url}#{each.key}"


def _queue_page(
    connection: Connection, feed: Feed, each: IdentifiedEntry, source_key: str
) -> Hint | None:
    """Make the job of an entry's page due, with what the feed says; None where it is due."""
    url = each.entry.url or ""
    payload = PagePayload(
        feed_id=feed.id,
        source_key=source_key,
        entry=replace(draft_of_entry(each.entry), url=url),
        published_from=_published_from(each.entry),
    )
    job_id = persist.jobs.enqueue(
        connection,
        FETCH_PAGE,
        url_key(url),
        payload.to_json(),
        now=now(),
        again=True,
        host=host_of(url),
    )
    return None if job_id is None else Hint(job_id, FETCH_PAGE)


def _article(feed: Feed, entry: FeedEntry, source_key: str, settings: Settings) -> Article | None:
    """Return an entry as an Article; None where it cannot be used, such as without a text."""
    try:
        return accept_draft(
            draft_of_entry(entry),
            source_key=source_key,
            published_from=_published_from(entry),
            max_characters=settings.max_characters,
        )
    except RejectedError as error:
        # The row of the entry is kept all the same.
        log.event(log.ARTICLE_REJECTED, feed=feed.name, entry=entry.key, error=str(error))
        return None


def _published_from(entry: FeedEntry) -> str | None:
    return entry.published_from if entry.published else entry.updated_from
