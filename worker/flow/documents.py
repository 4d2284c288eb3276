"""Pushed documents: step 3, then stored as every article is, and compared with other texts.

Each document is one transaction, or many together are one; both may run twice.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import Engine

from db import lookup, persist
from db.session import reading, writing
from worker import log
from worker.accept import accept
from worker.clock import now
from worker.errors import RejectedError, TransientError
from worker.extractors import extractor_for
from worker.flow.articles import Stored, store_article, store_articles
from worker.flow.copies import link_copies
from worker.kinds import ACCEPT
from worker.records import Article
from worker.settings import Settings


def store_document(engine: Engine, document: Mapping[str, object], settings: Settings) -> Stored:
    """Accept a document and store its article with the row of its next job.

    Raises:
        RejectedError: the document cannot be used; the message names the field.
    """
    article = accept(document, max_characters=settings.max_characters)
    extractor = extractor_for(settings).identity
    with writing(engine) as connection:
        stored = store_article(connection, article, extractor)
    _link_copies(engine, [stored])
    return stored


def store_documents(
    engine: Engine, documents: Sequence[Mapping[str, object]], settings: Settings
) -> list[Stored | RejectedError]:
    """Store documents in one transaction; one that cannot be used gives its error instead."""
    extractor = extractor_for(settings).identity
    read = [_accepted(document, settings) for document in documents]

    def store(some: Sequence[Article]) -> list[Stored]:
        with writing(engine) as connection:
            return store_articles(connection, some, extractor)

    articles = [each for each in read if isinstance(each, Article)]
    try:
        stored = store(articles)
    except TransientError:
        # Another process has locked some of them, perhaps in another order: one article at a
        # time, no two processes can wait for each other.
        stored = [one for article in articles for one in store([article])]
    _link_copies(engine, stored)
    outcomes = iter(stored)
    return [next(outcomes) if isinstance(each, Article) else each for each in read]


def store_or_record(
    engine: Engine, document: Mapping[str, object], settings: Settings
) -> Stored | None:
    """Store a document as `store_document` does; record one that cannot be used as a dead job.

    For senders that read no answer: `reportedly jobs --state dead` lists it with the reason.
    """
    try:
        return store_document(engine, document, settings)
    except RejectedError as error:
        # As plain JSON: a moment, or a number that JSON does not have, can be stored only as text.
        sent = json.dumps(document, sort_keys=True, default=str)
        with writing(engine) as connection:
            persist.jobs.record(
                connection,
                ACCEPT,
                persist.articles.short_key("d", sent),
                {"document": json.loads(sent, parse_constant=str)},
                now=now(),
                error=str(error),
            )
        log.event(log.ARTICLE_REJECTED, error=str(error))
        return None


def _accepted(document: Mapping[str, object], settings: Settings) -> Article | RejectedError:
    try:
        return accept(document, max_characters=settings.max_characters)
    except RejectedError as error:
        return error


def _link_copies(engine: Engine, stored: Sequence[Stored]) -> None:
    """Look for copies of new revisions; where that fails, the job of their extraction does."""
    ids = [one.revision_id for one in stored if one.revision_id is not None]
    if not ids:
        return
    with suppress(TransientError):
        with reading(engine) as connection:
            revisions = lookup.articles.revisions(connection, ids)
        link_copies(engine, revisions)
