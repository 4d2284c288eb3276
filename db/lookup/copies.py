"""What is known of copies: candidates for a new text, the members of a story, all relations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import aliased

from db.lookup.articles import event_of
from db.models import ArticleRow, CopyRow, FingerprintRow, RevisionRow, StoryRow


@dataclass(frozen=True, slots=True)
class Window:
    """What makes a candidate: how near in time, how much shared, of how many at most."""

    span: timedelta
    shared: int
    most_postings: int
    most_candidates: int


@dataclass(frozen=True, slots=True)
class Member:
    """A revision of a story."""

    revision_id: int
    article_key: str
    source_key: str
    number: int
    title: str | None
    url: str | None
    credit: str | None
    published_on: date | None
    event_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified relation as it is shown: revisions by their articles' source keys and numbers."""

    older_id: int
    newer_id: int
    older_key: str
    newer_key: str
    older_number: int
    newer_number: int
    relation: str
    contained_older: float
    contained_newer: float
    evidence: Mapping[str, Any]


def candidates(
    connection: Connection,
    revision_id: int,
    fingerprints: Sequence[int],
    *,
    at: datetime,
    window: Window,
) -> list[int]:
    """Return the revisions that share most fingerprints with a text, in the window about `at`.

    Fingerprints that more than `most_postings` others have are passed over.
    """
    if not fingerprints:
        return []
    posted = (
        select(
            FingerprintRow.revision_id,
            func.count().over(partition_by=FingerprintRow.hash).label("postings"),
        )
        .where(
            FingerprintRow.hash.in_(fingerprints),
            FingerprintRow.event_at.between(at - window.span, at + window.span),
            FingerprintRow.revision_id != revision_id,
        )
        .subquery()
    )
    shared = func.count()
    statement = (
        select(posted.c.revision_id)
        .where(posted.c.postings <= window.most_postings)
        .group_by(posted.c.revision_id)
        .having(shared >= window.shared)
        .order_by(shared.desc(), posted.c.revision_id)
        .limit(window.most_candidates)
    )
    return list(connection.execute(statement).scalars())


def newest_event(connection: Connection) -> datetime | None:
    """Return the moment of the newest event that fingerprints are kept of."""
    return connection.execute(select(func.max(FingerprintRow.event_at))).scalar()


def members(connection: Connection, revision_ids: Sequence[int]) -> list[Member]:
    """Return all revisions of the stories of these, the earliest first."""
    roots = {_root(connection, revision_id) for revision_id in revision_ids}
    found, level = set(roots), set(roots)
    while level:
        below = connection.execute(
            select(StoryRow.revision_id).where(
                StoryRow.parent_id.in_(level), StoryRow.revision_id.not_in(found)
            )
        ).scalars()
        level = set(below)
        found |= level
    rows = connection.execute(
        select(
            RevisionRow.id,
            ArticleRow.key,
            ArticleRow.source_key,
            RevisionRow.number,
            RevisionRow.title,
            ArticleRow.url,
            RevisionRow.credit,
            RevisionRow.published_on,
            RevisionRow.published_at,
            RevisionRow.stored_at,
            RevisionRow.text,
        )
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .where(RevisionRow.id.in_(found))
    )
    told = [
        Member(
            row.id,
            row.key,
            row.source_key,
            row.number,
            row.title,
            row.url,
            row.credit,
            row.published_on,
            event_of(row.published_at or row.published_on, row.stored_at),
            row.text,
        )
        for row in rows
    ]
    return sorted(told, key=lambda member: (member.event_at, member.revision_id))


def relations(connection: Connection, revision_ids: Sequence[int] | None = None) -> Iterator[Copy]:
    """Return the verified relations, of these revisions or all, in the order they were found."""
    low, high = aliased(RevisionRow), aliased(RevisionRow)
    first, second = aliased(ArticleRow), aliased(ArticleRow)
    statement = (
        select(
            CopyRow,
            low.number.label("low_number"),
            high.number.label("high_number"),
            first.source_key.label("low_key"),
            second.source_key.label("high_key"),
        )
        .join(low, low.id == CopyRow.low_id)
        .join(high, high.id == CopyRow.high_id)
        .join(first, first.id == low.article_id)
        .join(second, second.id == high.article_id)
        .order_by(CopyRow.id)
    )
    if revision_ids is not None:
        wanted = list(revision_ids)
        statement = statement.where(or_(CopyRow.low_id.in_(wanted), CopyRow.high_id.in_(wanted)))
    for row in connection.execute(statement):
        older = (row.low_id, row.low_key, row.low_number)
        newer = (row.high_id, row.high_key, row.high_number)
        if row.older_id != row.low_id:
            older, newer = newer, older
        yield Copy(
            older[0],
            newer[0],
            older[1],
            newer[1],
            older[2],
            newer[2],
            row.relation,
            row.contained_older,
            row.contained_newer,
            row.evidence,
        )


def _root(connection: Connection, revision_id: int) -> int:
    here = revision_id
    while True:
        parent = connection.execute(
            select(StoryRow.parent_id).filter_by(revision_id=here)
        ).scalar()
        if parent is None or parent == here:
            return here
        here = parent
