"""The reads of verified relations between two texts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy.orm import aliased

from db.models import ArticleRow, CopyRow, RevisionRow
from db.session import in_parameter


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified relation as it is shown; revisions have their article's source key and number."""

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


def relations(connection: Connection, revision_ids: Sequence[int] | None = None) -> Iterator[Copy]:
    """Yield the verified relations, of these revisions or all, in the order they were found."""
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
        statement = statement.where(_of_these(connection))
    for row in connection.execute(statement, {"ids": sorted(revision_ids or ())}):
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


def related(connection: Connection, revision_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs of ids, the smaller first, of the relations that these revisions have."""
    statement = select(CopyRow.low_id, CopyRow.high_id).where(_of_these(connection))
    asked = {"ids": sorted(revision_ids)}
    return {(low, high) for low, high in connection.execute(statement, asked)}


def _of_these(connection: Connection) -> ColumnElement[bool]:
    either = [in_parameter(connection.dialect.name, column, "ids")
              for column in (CopyRow.low_id, CopyRow.high_id)]  # fmt: skip
    return or_(*either)
