"""The reads of articles and their revisions: for the decision at accept, and for showing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import QueryableAttribute

from db.models import ActiveRunRow, ArticleRow, ExtractorRow, RevisionRow, RunRow
from db.session import in_parameter
from worker.records import Article, Extractor, Known, Notice, RunOutcome, Section, Span


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored text with its keys, and the status of its article."""

    id: int
    article_key: str
    number: int
    article: Article
    status: str
    event_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as lists show it: its newest text, and the outcome of that text's run."""

    key: str
    status: str
    title: str | None
    published_on: date | None
    modified_at: datetime | None
    language: str | None
    byline: str | None
    section: str | None
    credit: str | None
    notice: Notice | None
    url: str | None
    revisions: int
    claims: int | None
    outcome: RunOutcome | None
    first_seen_at: datetime
    times_seen: int


EVENT: Final = (
    RevisionRow.number,
    RevisionRow.published_at,
    RevisionRow.published_on,
    RevisionRow.modified_at,
    RevisionRow.stored_at,
)
"""The columns that `event_of` reads."""

_REVISIONS: Final = select(
    RevisionRow.id,
    ArticleRow.key,
    *EVENT,
    RevisionRow.text,
    RevisionRow.sections,
    ArticleRow.source_key,
    RevisionRow.title,
    ArticleRow.url,
    RevisionRow.published_from,
    RevisionRow.credit,
    RevisionRow.language,
    RevisionRow.byline,
    RevisionRow.section,
    RevisionRow.notice,
    ArticleRow.status,
).join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
# Built once: building a statement costs more than running one of these.
_BEFORE: Final = _REVISIONS.where(
    ArticleRow.key == bindparam("article"), RevisionRow.number == bindparam("before")
)


@cache
def _by_ids(dialect: str) -> Select[*tuple[Any, ...]]:
    return _REVISIONS.where(in_parameter(dialect, RevisionRow.id, "ids"))


def known(connection: Connection, source_key: str) -> Known | None:
    """Return the article that is stored under a source key; see `known_many`."""
    return known_many(connection, [source_key]).get(source_key)


def known_many(connection: Connection, source_keys: Collection[str]) -> dict[str, Known]:
    """Return the articles that are stored under source keys, with the newest text of each.

    Their rows stay locked until the transaction ends, so that two texts of one article cannot take
    the same number; all transactions lock them in the same order.
    """
    articles = connection.execute(
        select(ArticleRow.id, ArticleRow.key, ArticleRow.source_key)
        .where(ArticleRow.source_key.in_(source_keys))
        .order_by(ArticleRow.source_key)
        .with_for_update()
    ).all()
    # Read after the rows are locked, so that revisions which others added meanwhile are seen.
    newest = _newest(connection, [article.id for article in articles])
    return {
        article.source_key: Known(
            article.id, article.key, *newest.get(article.id, (0, None, None))
        )
        for article in articles
    }


def _newest(
    connection: Connection, article_ids: Collection[int]
) -> dict[int, tuple[int, str, Notice | None]]:
    if not article_ids:
        return {}
    latest = (
        select(RevisionRow.article_id, func.max(RevisionRow.number).label("number"))
        .where(RevisionRow.article_id.in_(article_ids))
        .group_by(RevisionRow.article_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            RevisionRow.article_id, RevisionRow.number, RevisionRow.text_hash, RevisionRow.notice
        ).join(
            latest,
            and_(
                RevisionRow.article_id == latest.c.article_id,
                RevisionRow.number == latest.c.number,
            ),
        )
    )
    return {
        article_id: (number, text_hash, notice) for article_id, number, text_hash, notice in rows
    }


def revision(connection: Connection, revision_id: int) -> Revision | None:
    """Return one stored text as the Article that was accepted."""
    return next(iter(revisions(connection, [revision_id])), None)


def revisions(connection: Connection, revision_ids: Collection[int]) -> list[Revision]:
    """Return stored texts, in no order."""
    if not revision_ids:
        return []
    rows = connection.execute(_by_ids(connection.dialect.name), {"ids": list(revision_ids)})
    return [_revision(row) for row in rows]


def revisions_after(connection: Connection, revision_id: int, *, limit: int) -> list[Revision]:
    """Return the texts that were stored after one, in their order."""
    after = _REVISIONS.where(RevisionRow.id > revision_id).order_by(RevisionRow.id).limit(limit)
    return [_revision(row) for row in connection.execute(after)]


def newest_urls(connection: Connection, *, limit: int) -> list[tuple[int, str]]:
    """Return the ids and addresses of the newest texts that have an address."""
    statement = (
        select(RevisionRow.id, ArticleRow.url)
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .where(ArticleRow.url.is_not(None))
        .order_by(RevisionRow.id.desc())
        .limit(limit)
    )
    return [(revision_id, url) for revision_id, url in connection.execute(statement) if url]


def revision_before(connection: Connection, later: Revision) -> Revision | None:
    """Return the text that the article had before this one, or None if it was the first."""
    asked = {"article": later.article_key, "before": later.number - 1}
    row = connection.execute(_BEFORE, asked).one_or_none()
    return None if row is None else _revision(row)


def newest_revision(connection: Connection, article_key: str) -> Revision | None:
    """Return the newest text of an article, by its key or the beginning of its key.

    None if no article has that key, or several do.
    """
    keys = connection.execute(
        select(ArticleRow.key).where(ArticleRow.key.startswith(article_key, autoescape=True))
    )
    matching = list(keys.scalars().fetchmany(2))
    if len(matching) != 1:
        return None
    row = connection.execute(
        _REVISIONS.where(ArticleRow.key == matching[0])
        .order_by(RevisionRow.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _revision(row)


def without_run(connection: Connection, extractor: Extractor) -> list[tuple[int, str]]:
    """Return the ids and keys of revisions whose shown run is not this extractor's."""
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


@dataclass(frozen=True, slots=True)
class Search:
    """The texts to look for: with `words` in title or text, in `language`; None is any."""

    words: str | None = None
    language: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions that a revision must meet."""
        found: list[ColumnElement[bool]] = []
        if self.words:
            titled = RevisionRow.title.icontains(self.words, autoescape=True)
            found.append(or_(titled, RevisionRow.text.icontains(self.words, autoescape=True)))
        if self.language:
            found.append(RevisionRow.language == self.language)
        return found


EVERYTHING: Final = Search()


def find(
    connection: Connection, *, limit: int, search: Search = EVERYTHING
) -> Sequence[ArticleView]:
    """Return the newest articles whose newest text matches the search."""
    newest_first = _views().where(*search.conditions()).order_by(ArticleRow.id.desc()).limit(limit)
    return [ArticleView(*row) for row in connection.execute(newest_first)]


def views(connection: Connection, article_ids: Collection[int]) -> dict[int, ArticleView]:
    """Return articles by their ids, each with its newest text."""
    wanted = _views(ArticleRow.id).where(
        in_parameter(connection.dialect.name, ArticleRow.id, "ids")
    )
    rows = connection.execute(wanted, {"ids": sorted(article_ids)})
    return {article_id: ArticleView(*fields) for *fields, article_id in rows}


def _views(*more: QueryableAttribute[Any]) -> Select[*tuple[Any, ...]]:
    counted = (
        select(
            RevisionRow.article_id,
            func.max(RevisionRow.number).label("revisions"),
            func.max(RevisionRow.id).label("newest"),
        )
        .group_by(RevisionRow.article_id)
        .subquery()
    )
    return (
        select(
            ArticleRow.key,
            ArticleRow.status,
            RevisionRow.title,
            RevisionRow.published_on,
            RevisionRow.modified_at,
            RevisionRow.language,
            RevisionRow.byline,
            RevisionRow.section,
            RevisionRow.credit,
            RevisionRow.notice,
            ArticleRow.url,
            counted.c.revisions,
            RunRow.claims,
            RunRow.outcome,
            ArticleRow.first_seen_at,
            ArticleRow.times_seen,
            *more,
        )
        .join(counted, counted.c.article_id == ArticleRow.id)
        .join(RevisionRow, RevisionRow.id == counted.c.newest)
        .outerjoin(ActiveRunRow, ActiveRunRow.revision_id == RevisionRow.id)
        .outerjoin(RunRow, RunRow.id == ActiveRunRow.run_id)
    )


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    sections = tuple(Section(kind, Span(start, end)) for kind, start, end in row.sections)
    article = Article(
        text=row.text,
        sections=sections,
        source_key=row.source_key,
        title=row.title,
        url=row.url,
        published=row.published_on,
        published_from=row.published_from,
        credit=row.credit,
        language=row.language,
        byline=row.byline,
        section=row.section,
        modified=row.modified_at,
        notice=row.notice,
    )
    event_at = event_of(row)
    return Revision(row.id, row.key, row.number, article, row.status, event_at)


def event_of(row: Row[*tuple[Any, ...]]) -> datetime:
    """Return the moment of a revision's event: when it was published, otherwise first seen.

    For a later revision it is when the text was last changed, if that is known. A day counts as
    its noon, UTC.
    """
    if row.number > 1 and row.modified_at is not None:
        changed: datetime = row.modified_at
        return changed
    return _moment_of(row.published_at or row.published_on, row.stored_at)


def _moment_of(published: date | datetime | None, seen: datetime) -> datetime:
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(12), UTC) if published else seen


def outcome(connection: Connection, revision_id: int) -> RunOutcome | None:
    """Return the outcome of a text's shown run; None where there is none yet."""
    statement = (
        select(RunRow.outcome)
        .join(ActiveRunRow, ActiveRunRow.run_id == RunRow.id)
        .where(ActiveRunRow.revision_id == revision_id)
    )
    return connection.execute(statement).scalar()


def run_exists(connection: Connection, revision_id: int, extractor: Extractor) -> bool:
    """Return whether this extractor's run of a revision is stored."""
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
