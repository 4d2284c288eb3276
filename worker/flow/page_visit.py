"""One visit to the page of an entry: steps 1 and 2, then its article is stored.

A page is visited a few times, at growing intervals, so that revisions are seen.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from db import lookup
from db.persist.jobs import Job
from db.session import reading
from worker import log
from worker.accept import accept_draft, draft_of_page
from worker.clock import now
from worker.errors import RejectedError, TransientError
from worker.extractors import extractor_for
from worker.fetch.schedule import GOOD, next_visit
from worker.flow.articles import store_article
from worker.flow.attempts import fetcher_for, headers_for, note, robots_of
from worker.flow.outcome import Outcome, Result
from worker.flow.page_payload import PagePayload
from worker.parse.pages.page import read_page
from worker.records import ArticleDraft, Fetched
from worker.settings import Settings

# A page that failed so will not be there at the next attempt either.
_FINAL = ("gone", "refused", "disallowed", "too_large", "redirect_loop")


@dataclass(frozen=True, slots=True)
class _Visit:
    """The answer of a page, and its draft: the page, or the entry with the reason for it.

    `is_passing` means that another attempt may soon bring the page.
    """

    fetched: Fetched
    draft: ArticleDraft
    published_from: str | None
    reason: str | None
    is_passing: bool = False


def fetch_page(engine: Engine, job: Job, settings: Settings) -> Result:
    """Read the page of a feed's entry; return the write of its article.

    Where the page cannot be had, the article is the text of the entry, if it has one.

    Raises:
        TransientError: it may be had soon.
        RejectedError: it cannot be had, and the entry has no text.
    """
    asked = PagePayload.from_json(job.payload)
    visit = _visit(engine, asked, settings)
    fetched, reason = visit.fetched, visit.reason
    if reason and visit.is_passing and job.attempts < settings.max_attempts:
        raise TransientError(reason)
    is_last = fetched.outcome in _FINAL and not visit.is_passing
    again_at = None if is_last else next_visit(job.created_at, now=now())
    if _brings_nothing(engine, asked, visit, comes_again=again_at is not None):
        fields = {"url": asked.url, "reason": reason} if reason else {"url": asked.url}
        return lambda _connection: Outcome(log.PAGE_FETCHED, fields, again_at=again_at)
    article = accept_draft(
        visit.draft,
        source_key=asked.source_key,
        published_from=visit.published_from,
        max_characters=settings.max_characters,
    )
    extractor = extractor_for(settings).identity
    validated = replace(asked, etag=fetched.etag, last_modified=fetched.last_modified)
    payload = (asked if reason else validated).to_json()

    def write(connection: Connection) -> Outcome:
        stored = store_article(connection, article, extractor)
        fields = {"article": stored.article_key, "verdict": stored.verdict, "url": asked.url}
        shown = {**fields, "reason": reason} if reason else fields
        queued = [stored.queued] if stored.queued else []
        return Outcome(log.PAGE_FETCHED, shown, queued, again_at, payload=payload)

    return write


def _brings_nothing(
    engine: Engine, asked: PagePayload, visit: _Visit, *, comes_again: bool
) -> bool:
    """Return whether nothing is stored: a later visit, or what is stored, is better."""
    if visit.fetched.outcome == "not_modified":
        return True
    if visit.reason is None:
        return False
    return (comes_again and not visit.draft.text) or _is_stored(engine, asked.source_key)


def _visit(engine: Engine, asked: PagePayload, settings: Settings) -> _Visit:
    with reading(engine) as connection:
        feed = lookup.feeds.feed(connection, asked.feed_id)
    rules = robots_of(engine, asked.url, settings, feed=feed)
    refusal = rules.refusal(asked.url)
    if refusal:
        fetched = Fetched(asked.url, asked.url, "disallowed", reason=refusal)
    else:
        fetched = fetcher_for(settings, feed.allowed_hosts if feed else ()).get(
            asked.url,
            etag=asked.etag,
            last_modified=asked.last_modified,
            headers=headers_for(feed, asked.url),
        )
    visit = _read(fetched, asked)
    note(engine, fetched, settings, feed=feed, reason=visit.reason)
    is_passing = rules.for_now if refusal else fetched.outcome not in (*GOOD, *_FINAL)
    return replace(visit, is_passing=is_passing)


def _is_stored(engine: Engine, source_key: str) -> bool:
    with reading(engine) as connection:
        return lookup.articles.known(connection, source_key) is not None


def _read(fetched: Fetched, asked: PagePayload) -> _Visit:
    """Return the page as a draft, or the entry's own words with the reason."""
    if fetched.outcome != "ok":
        return _Visit(fetched, asked.entry, asked.published_from, fetched.reason)
    try:
        page = read_page(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return _Visit(fetched, asked.entry, asked.published_from, str(error))
    dated = asked.published_from if asked.entry.published else page.published_from
    return _Visit(fetched, draft_of_page(page, asked.entry), dated, None)
