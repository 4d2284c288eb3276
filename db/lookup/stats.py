"""Counts of the rows in the ledger."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from db.lookup import jobs
from db.models import (
    ActiveRunRow,
    ArticleRow,
    Base,
    ClaimRow,
    EntityRow,
    ExtractorRow,
    FeedEntryRow,
    FeedRow,
    FetchRow,
    RevisionRow,
    RunRow,
    StoryRow,
)


def counts(connection: Connection, *, now: datetime) -> dict[str, int]:
    """Return how many articles, revisions, runs, shown claims, feeds and jobs there are."""
    shown = (
        select(func.count())
        .select_from(ClaimRow)
        .join(ActiveRunRow, ActiveRunRow.run_id == ClaimRow.run_id)
    )
    states = jobs.counts(connection, now=now)
    return {
        "articles": _rows(connection, ArticleRow),
        "revisions": _rows(connection, RevisionRow),
        "extractors": _rows(connection, ExtractorRow),
        "runs": _rows(connection, RunRow),
        "texts_in_unsupported_languages": _unsupported(connection),
        "copies": _copies(connection),
        "claims": connection.execute(shown).scalar_one(),
        "claims_of_all_runs": _rows(connection, ClaimRow),
        "entities": _rows(connection, EntityRow),
        "feeds": _rows(connection, FeedRow),
        "feed_entries": _rows(connection, FeedEntryRow),
        "fetches": _rows(connection, FetchRow),
        "jobs_scheduled": states.get("scheduled", 0),
        "jobs_pending": states.get("pending", 0),
        "jobs_leased": states.get("leased", 0),
        "jobs_done": states.get("done", 0),
        "jobs_dead": states.get("dead", 0),
    }


def factualities(connection: Connection) -> dict[str, int]:
    """Return how many shown claims each factuality has."""
    statement = (
        select(ClaimRow.factuality, func.count())
        .join(ActiveRunRow, ActiveRunRow.run_id == ClaimRow.run_id)
        .group_by(ClaimRow.factuality)
    )
    return dict(connection.execute(statement).all())


def _unsupported(connection: Connection) -> int:
    """Count the texts whose shown run ended without claims because of their language."""
    statement = (
        select(func.count())
        .select_from(ActiveRunRow)
        .join(RunRow, RunRow.id == ActiveRunRow.run_id)
        .where(RunRow.outcome == "unsupported_language")
    )
    return connection.execute(statement).scalar_one()


def _copies(connection: Connection) -> int:
    """Count the articles that share another's story: of each story all but one."""
    articles = select(func.count(RevisionRow.article_id.distinct())).join(
        StoryRow, StoryRow.revision_id == RevisionRow.id
    )
    roots = select(func.count()).where(StoryRow.parent_id == StoryRow.revision_id)
    return connection.execute(articles).scalar_one() - connection.execute(roots).scalar_one()


def _rows(connection: Connection, model: type[Base]) -> int:
    return connection.execute(select(func.count()).select_from(model)).scalar_one()
