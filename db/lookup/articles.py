"""What is known of articles, for the decision at accept and for looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from db.models import ActiveRunRow, ArticleRow, ExtractorRow, RevisionRow, RunRow
from worker.records import Article, Extractor, Known, Section, Span


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored text with the names it goes by."""

    id: int
    article_key: str
    number: int
    article: Article


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as lists show it: its newest text and how far that has come."""

    key: str
    title: str | None
    published_on: date | None
    credit: str | None
    url: str | None
    revisions: int
    claims: int | None
    first_seen_at: datetime
    times_seen: int


def known(connection: Connection, source_key: str) -> Known | None:
    """Return what is stored under a source key, its newest text's hash and number with it.

    The article's row stays locked until the transaction ends, so that two texts of one article
    cannot take the same number.
    """
    article = connection.execute(
        select(ArticleRow.id, ArticleRow.key).filter_by(source_key=source_key).with_for_update()
    ).one_or_none()
    if article is None:
        return None
    newest = connection.execute(
        select(RevisionRow.number, RevisionRow.text_hash)
        .where(RevisionRow.article_id == article.id)
        .order_by(RevisionRow.number.desc())
        .limit(1)
    ).one_or_none()
    number, text_hash = newest or (0, None)
    return Known(article.id, article.key, number, text_hash)


def revision(connection: Connection, revision_id: int) -> Revision | None:
    """Return one stored text as the Article that was accepted."""
    row = connection.execute(_revisions().where(RevisionRow.id == revision_id)).one_or_none()
    return None if row is None else _revision(row)


def newest_revision(connection: Connection, article_key: str) -> Revision | None:
    """Return the newest text of an article, found by its key or the beginning of its key."""
    keys = connection.execute(
        select(ArticleRow.key).where(ArticleRow.key.startswith(article_key, autoescape=True))
    )
    matching = list(keys.scalars().fetchmany(2))
    if len(matching) != 1:
        return None
    row = connection.execute(
        _revisions()
        .where(ArticleRow.key == matching[0])
        .order_by(RevisionRow.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _revision(row)


def without_run(connection: Connection, extractor: Extractor) -> list[tuple[int, str]]:
    """Return id and key of revisions for which this extractor's run is not the one shown."""
    shown = (
        select(ActiveRunRow.revision_id)
        .join(RunRow, RunRow.id == ActiveRunRow.run_id)
        .join(ExtractorRow, ExtractorRow.id == RunRow.extractor_id)
        .where(
            ExtractorRow.name == extractor.name,
            ExtractorRow.version == extractor.version,
            ExtractorRow.config_hash == extractor.config_hash,
        )
    )
    statement = (
        select(RevisionRow.id, ArticleRow.key, RevisionRow.number)
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .where(RevisionRow.id.not_in(shown))
        .order_by(RevisionRow.id)
    )
    return [(i, revision_key(key, number)) for i, key, number in connection.execute(statement)]


def revision_key(article_key: str, number: int) -> str:
    """Return the name of one text of an article."""
    return f"{article_key}/{number}"


def find(connection: Connection, *, limit: int) -> Sequence[ArticleView]:
    """Return the newest articles with the state of their newest text."""
    counted = (
        select(
            RevisionRow.article_id,
            func.max(RevisionRow.number).label("revisions"),
            func.max(RevisionRow.id).label("newest"),
        )
        .group_by(RevisionRow.article_id)
        .subquery()
    )
    statement = (
        select(
            ArticleRow.key,
            RevisionRow.title,
            RevisionRow.published_on,
            RevisionRow.credit,
            ArticleRow.url,
            counted.c.revisions,
            RunRow.claims,
            ArticleRow.first_seen_at,
            ArticleRow.times_seen,
        )
        .join(counted, counted.c.article_id == ArticleRow.id)
        .join(RevisionRow, RevisionRow.id == counted.c.newest)
        .outerjoin(ActiveRunRow, ActiveRunRow.revision_id == RevisionRow.id)
        .outerjoin(RunRow, RunRow.id == ActiveRunRow.run_id)
        .order_by(ArticleRow.id.desc())
        .limit(limit)
    )
    return [ArticleView(*row) for row in connection.execute(statement)]


def _revisions() -> Select[*tuple[Any, ...]]:
    return select(
        RevisionRow.id,
        ArticleRow.key,
        RevisionRow.number,
        RevisionRow.text,
        RevisionRow.sections,
        ArticleRow.source_key,
        RevisionRow.title,
        ArticleRow.url,
        RevisionRow.published_at,
        RevisionRow.published_on,
        RevisionRow.credit,
    ).join(ArticleRow, ArticleRow.id == RevisionRow.article_id)


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    sections = tuple(Section(kind, Span(start, end)) for kind, start, end in row.sections)
    article = Article(
        text=row.text,
        sections=sections,
        source_key=row.source_key,
        title=row.title,
        url=row.url,
        published=row.published_on,
        credit=row.credit,
    )
    return Revision(row.id, row.key, row.number, article)


def run_exists(connection: Connection, revision_id: int, extractor: Extractor) -> bool:
    """Whether this extractor has stored its run of a revision."""
    statement = (
        select(RunRow.id)
        .join(ExtractorRow, ExtractorRow.id == RunRow.extractor_id)
        .where(
            RunRow.revision_id == revision_id,
            ExtractorRow.name == extractor.name,
            ExtractorRow.version == extractor.version,
            ExtractorRow.config_hash == extractor.config_hash,
        )
    )
    return connection.execute(statement).scalar() is not None
