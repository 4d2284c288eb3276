"""Steps 1 and 2 for the pages that feeds name: fetch -> parse, then accept.

A page is visited again a few times on a falling schedule, so that revisions are seen.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.session import reading
from worker import log
from worker.accept import accept, document_of, key_of_address
from worker.clock import now
from worker.errors import RejectedError, TransientError
from worker.extractors import extractor_for
from worker.fetch.schedule import GOOD, next_visit
from worker.flow.articles import store_article
from worker.flow.attempts import fetcher_for, headers_for, note, robots_of
from worker.flow.outcome import Outcome, Result
from worker.parse.page import read_page
from worker.records import Fetched
from worker.settings import Settings

_TOLD_BY_FEED = ("url", "title", "published", "byline", "credit", "text")
# A page that failed so will not be there on the next attempt either.
_FINAL = ("gone", "refused", "disallowed", "too_large", "redirect_loop")


@dataclass(frozen=True, slots=True)
class _Visit:
    """What a visit brought: the page as a document, or the feed's own words and why only those.

    `soon` is whether another attempt may bring more.
    """

    fetched: Fetched
    document: dict[str, object]
    published_from: str | None
    reason: str | None
    soon: bool


def fetch_page(engine: Engine, job: persist.jobs.Job, settings: Settings) -> Result:
    """Read the page of a feed's entry; return the write of its article.

    A page that cannot be had leaves the text that the feed itself gave, if it gave one.

    Raises:
        TransientError: it may be had soon.
        RejectedError: it cannot be had, and the feed gave no text.
    """
    url, given = job.payload["url"], job.payload
    source_key = given.get("source_key") or key_of_address(url)
    visit = _visit(engine, job, settings)
    fetched, reason = visit.fetched, visit.reason
    if reason and visit.soon and job.attempts < settings.max_attempts:
        raise TransientError(reason)
    final = fetched.outcome in _FINAL and not visit.soon
    again_at = None if final else next_visit(job.created_at, now=now())
    waits = reason and again_at and not visit.document["text"]
    if fetched.outcome == "not_modified" or waits or (reason and _is_stored(engine, source_key)):
        # Another visit may bring more, or what was read of it before is better than the teaser.
        fields = {"url": url, "reason": reason} if reason else {"url": url}
        return lambda _connection: Outcome(log.PAGE_FETCHED, fields, again_at=again_at)
    article = replace(
        accept(visit.document, max_characters=settings.max_characters),
        source_key=source_key,
        published_from=visit.published_from,
    )
    extractor = extractor_for(settings).identity
    validators = {"etag": fetched.etag, "last_modified": fetched.last_modified}
    payload = given if reason else {**given, **validators}

    def write(connection: Connection) -> Outcome:
        stored = store_article(connection, article, extractor)
        fields = {"article": stored.article_key, "verdict": stored.verdict, "url": url}
        shown = {**fields, "reason": reason} if reason else fields
        queued = [stored.queued] if stored.queued else []
        return Outcome(log.PAGE_FETCHED, shown, queued, again_at, payload=payload)

    return write


def _visit(engine: Engine, job: persist.jobs.Job, settings: Settings) -> _Visit:
    given, url = job.payload, job.payload["url"]
    with reading(engine) as connection:
        feed = lookup.feeds.feed(connection, given["feed"])
    rules = robots_of(engine, url, settings, feed=feed)
    refusal = rules.refusal(url)
    if refusal:
        fetched = Fetched(url, url, "disallowed", reason=refusal)
    else:
        fetched = fetcher_for(settings, feed.allowed_hosts if feed else ()).get(
            url,
            etag=given.get("etag"),
            last_modified=given.get("last_modified"),
            headers=headers_for(feed, url),
        )
    document, published_from, reason = _page_document(fetched, given)
    note(engine, fetched, settings, feed=feed, reason=reason)
    soon = rules.for_now if refusal else fetched.outcome not in (*GOOD, *_FINAL)
    return _Visit(fetched, document, published_from, reason, soon)


def _is_stored(engine: Engine, source_key: str) -> bool:
    with reading(engine) as connection:
        return lookup.articles.known(connection, source_key) is not None


def _page_document(
    fetched: Fetched, given: dict[str, Any]
) -> tuple[dict[str, object], str | None, str | None]:
    """Return the page as a document, where its date comes from, and why it is no page if not.

    Then it is the feed's own words.
    """
    from_feed = {name: given.get(name) for name in _TOLD_BY_FEED}
    dated = given.get("published_from")
    if fetched.outcome != "ok":
        return from_feed, dated, fetched.reason
    try:
        page = read_page(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return from_feed, dated, str(error)
    title, published = given["title"], given["published"]
    document = document_of(page, url=given["url"], title=title, published=published)
    told = {name: value for name, value in document.items() if value is not None}
    # Who wrote it and where it is from are in some feeds and not on the page.
    return {**from_feed, **told}, dated if published else page.published_from, None
