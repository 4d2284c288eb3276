"""The writes of step 3, accept: an article, its revisions, and that it was seen again."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import Connection, update

from db.models import ArticleRow, RevisionRow
from db.session import insert_into
from worker.records import Article


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """Where an accepted text now lies."""

    article_id: int
    article_key: str
    revision_id: int
    number: int


def short_key(prefix: str, *parts: str) -> str:
    """Return a key that people can cite: a letter and 60 bits of a hash, the same every time."""
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return prefix + b32encode(digest)[:12].decode("ascii").lower()


def add_article(connection: Connection, article: Article, *, now: datetime) -> int | None:
    """Insert the article's row; return its id, or None where another has just done so."""
    statement = (
        insert_into(connection, ArticleRow)
        .values(
            key=short_key("a", article.source_key),
            source_key=article.source_key,
            url=article.url,
            first_seen_at=now,
            last_seen_at=now,
            status="active",
            times_seen=1,
        )
        .on_conflict_do_nothing(index_elements=["source_key"])
        .returning(ArticleRow.id)
    )
    return connection.execute(statement).scalar()


def add_revision(
    connection: Connection,
    article_id: int,
    number: int,
    article: Article,
    *,
    text_hash: str,
    now: datetime,
) -> int | None:
    """Insert the next text of an article; return its id, or None where that number is taken."""
    statement = (
        insert_into(connection, RevisionRow)
        .values(
            article_id=article_id,
            number=number,
            text_hash=text_hash,
            title=article.title,
            text=article.text,
            published_on=_day(article.published),
            published_at=_moment(article.published),
            credit=article.credit,
            sections=[[section.kind, *section.span] for section in article.sections],
            stored_at=now,
        )
        .on_conflict_do_nothing(index_elements=["article_id", "number"])
        .returning(RevisionRow.id)
    )
    return connection.execute(statement).scalar()


def saw_again(connection: Connection, article_id: int, *, now: datetime) -> None:
    """Note that the same document came again."""
    connection.execute(
        update(ArticleRow)
        .where(ArticleRow.id == article_id)
        .values(last_seen_at=now, times_seen=ArticleRow.times_seen + 1)
    )


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _moment(published: date | datetime | None) -> datetime | None:
    if not isinstance(published, datetime):
        return None
    return published if published.tzinfo else published.replace(tzinfo=UTC)
