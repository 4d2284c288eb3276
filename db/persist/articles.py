"""The writes of step 3, accept: articles, their revisions, their status, and when they recur."""

from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import Connection, update

from db.models import ArticleRow, RevisionRow
from db.session import insert_into
from worker.records import Article, Known


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A text that becomes the next revision of an article."""

    article_id: int
    number: int
    article: Article
    text_hash: str


def short_key(prefix: str, *parts: str) -> str:
    """Return a key that people can cite: a letter and 60 bits of the parts' hash in base 32."""
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return prefix + b32encode(digest)[:12].decode("ascii").lower()


def add_articles(
    connection: Connection, articles: Iterable[Article], *, now: datetime
) -> dict[str, Known]:
    """Insert the rows of new articles; return those by source key."""
    rows = [
        {
            "key": short_key("a", article.source_key),
            "source_key": article.source_key,
            "url": article.url,
            "first_seen_at": now,
            "last_seen_at": now,
            "status": "active",
            "times_seen": 1,
        }
        for article in articles
    ]
    if not rows:
        return {}
    statement = (
        insert_into(connection, ArticleRow)
        .on_conflict_do_nothing(index_elements=["source_key"])
        .returning(ArticleRow.id, ArticleRow.key, ArticleRow.source_key)
    )
    added = connection.execute(statement, rows)
    return {row.source_key: Known(row.id, row.key, 0, None) for row in added}


def add_revisions(
    connection: Connection, revisions: Sequence[NewRevision], *, now: datetime
) -> dict[tuple[int, int], int]:
    """Insert texts of articles; return the new ids by article and number.

    A number that another transaction has taken is left out.
    """
    if not revisions:
        return {}
    statement = (
        insert_into(connection, RevisionRow)
        .on_conflict_do_nothing(index_elements=["article_id", "number"])
        .returning(RevisionRow.id, RevisionRow.article_id, RevisionRow.number)
    )
    added = connection.execute(statement, [_row(revision, now) for revision in revisions])
    return {(row.article_id, row.number): row.id for row in added}


def saw_again(connection: Connection, times: Mapping[int, int], *, now: datetime) -> None:
    """Record that articles were seen again: how many times, by the article's id."""
    for count in set(times.values()):
        connection.execute(
            update(ArticleRow)
            .where(ArticleRow.id.in_([key for key, value in times.items() if value == count]))
            .values(last_seen_at=now, times_seen=ArticleRow.times_seen + count)
        )


def set_status(connection: Connection, statuses: Mapping[int, str]) -> None:
    """Change the status of articles, by their ids."""
    for status in set(statuses.values()):
        connection.execute(
            update(ArticleRow)
            .where(ArticleRow.id.in_([key for key, value in statuses.items() if value == status]))
            .values(status=status)
        )


def _row(revision: NewRevision, now: datetime) -> dict[str, object]:
    article = revision.article
    return {
        "article_id": revision.article_id,
        "number": revision.number,
        "text_hash": revision.text_hash,
        "title": article.title,
        "text": article.text,
        "published_on": _day(article.published),
        "published_at": _moment(article.published),
        "published_from": article.published_from,
        "modified_at": _first_moment(article.modified),
        "credit": article.credit,
        "language": article.language,
        "byline": article.byline,
        "section": article.section,
        "notice": article.notice,
        "sections": [[section.kind, *section.span] for section in article.sections],
        "stored_at": now,
    }


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _moment(published: date | datetime | None) -> datetime | None:
    if not isinstance(published, datetime):
        return None
    return published if published.tzinfo else published.replace(tzinfo=UTC)


def _first_moment(modified: date | datetime | None) -> datetime | None:
    """The moment; where only the day is known, its midnight, UTC."""
    if modified is None or isinstance(modified, datetime):
        return _moment(modified)
    return datetime(modified.year, modified.month, modified.day, tzinfo=UTC)
