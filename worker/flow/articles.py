"""Articles, stored: compared with what the ledger knows, each with the row of its next job.

Step 4 decides per article: new, seen again, or the next revision. The caller's transaction holds
the article, its revision and the job that extracts it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from db import lookup, persist
from worker.clock import now
from worker.deduplicate.exact import Verdict
from worker.deduplicate.verdicts import Judged, judge_all
from worker.flow.extraction import queue_new_revisions
from worker.records import Article, Extractor, Hint, Known

STATUS_AFTER: Final[Mapping[str | None, str]] = {
    "correction": "corrected",
    "retraction": "retracted",
}
"""The status that a notice gives its article; the other notices change no status."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article: the verdict, its new revision, and the job to queue, if any."""

    article_key: str
    verdict: Verdict
    queued: Hint | None
    revision_id: int | None = None


def store_article(connection: Connection, article: Article, extractor: Extractor) -> Stored:
    """Compare an Article with what is known and store it with the row of its next job."""
    return store_articles(connection, [article], extractor)[0]


def store_articles(
    connection: Connection, articles: Sequence[Article], extractor: Extractor
) -> list[Stored]:
    """Store Articles as if one after the other, in a few statements for all of them together."""
    moment = now()
    judged = judge_all(articles, _known_or_added(connection, articles, moment))
    again = Counter(one.known.article_id for one in judged if not one.is_stored)
    persist.articles.saw_again(connection, again, now=moment)
    fresh = [one for one in judged if one.is_stored]
    noted = [one for one in fresh if one.article.notice in STATUS_AFTER]
    statuses = {one.known.article_id: STATUS_AFTER[one.article.notice] for one in noted}
    persist.articles.set_status(connection, statuses)
    ids = _add_revisions(connection, fresh, moment)
    hints = queue_new_revisions(connection, ids, extractor)
    return [
        Stored(one.known.article_key, one.verdict, hints.get(key), ids[key])
        if one.is_stored
        else Stored(one.known.article_key, one.verdict, None)
        for one, key in ((one, _revision_key(one)) for one in judged)
    ]


def _known_or_added(
    connection: Connection, articles: Sequence[Article], moment: datetime
) -> dict[str, Known]:
    """Return the rows of all articles by source key; those that are new are added."""
    wanted = {article.source_key: article for article in articles}
    known = lookup.articles.known_many(connection, wanted)
    missing = [article for key, article in wanted.items() if key not in known]
    known |= persist.articles.add_articles(connection, missing, now=moment)
    # Those that are still missing were added by another transaction in the meantime.
    late = wanted.keys() - known
    return known | lookup.articles.known_many(connection, late) if late else known


def _add_revisions(
    connection: Connection, fresh: Sequence[Judged], moment: datetime
) -> dict[str, int]:
    """Write new revisions; return their ids by revision key."""
    texts = [
        persist.articles.NewRevision(
            one.known.article_id, one.known.number, one.article, one.text_hash
        )
        for one in fresh
    ]
    ids = persist.articles.add_revisions(connection, texts, now=moment)
    if len(ids) < len(texts):
        raise RuntimeError("the number of a revision was taken under our lock")
    return {_revision_key(one): ids[one.known.article_id, one.known.number] for one in fresh}


def _revision_key(one: Judged) -> str:
    return lookup.articles.revision_key(one.known.article_key, one.known.number)
