"""The reads of claims: those of the shown run, assembled from their parts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select
from sqlalchemy.orm import QueryableAttribute

from db.models import (
    ActiveRunRow,
    ArticleRow,
    Base,
    ClaimRow,
    ExtractorRow,
    LinkRow,
    PlaceRow,
    QuantityRow,
    RevisionRow,
    RunRow,
    SpanRow,
    TimeRow,
)
from worker.records import Claim, Link, Place, Quantity, Span, Time

Statement = Select[*tuple[Any, ...]]
Part = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its article, its revision and the extractor that found it."""

    key: str
    article_key: str
    revision: int
    title: str | None
    published_on: date | None
    run_id: int
    extractor: str
    shown: bool
    text: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims to show; a field that is None does not restrict them."""

    article_key: str | None = None
    voice: str | None = None
    factuality: str | None = None
    property: str | None = None
    since: date | None = None
    words: str | None = None
    limit: int = 50


def find(connection: Connection, selection: Selection) -> list[ClaimView]:
    """Return the matching shown claims of every article's newest text, newest article first."""
    statement = (
        _claims()
        .join(ActiveRunRow, ActiveRunRow.run_id == RunRow.id)
        .where(RevisionRow.id.in_(_newest()))
        .order_by(ArticleRow.id.desc(), ClaimRow.ordinal)
        .limit(selection.limit)
    )
    return _views(connection, _narrowed(statement, selection))


def of_revisions(
    connection: Connection, revision_ids: Collection[int]
) -> dict[int, list[ClaimView]]:
    """Return the shown claims of texts by their ids, without the texts that have no run yet."""
    shown = select(ActiveRunRow.revision_id, ActiveRunRow.run_id).where(
        ActiveRunRow.revision_id.in_(revision_ids)
    )
    by_run = {run_id: revision_id for revision_id, run_id in connection.execute(shown)}
    statement = (
        _claims()
        .join(ActiveRunRow, ActiveRunRow.run_id == RunRow.id)
        .where(RunRow.id.in_(by_run))
        .order_by(ClaimRow.id)
    )
    found: dict[int, list[ClaimView]] = {one: [] for one in by_run.values()}
    for view in _views(connection, statement):
        found[by_run[view.run_id]].append(view)
    return found


def by_key(connection: Connection, key: str) -> list[ClaimView]:
    """Return up to 20 claims with this key, or keys that begin with it; the shown run first."""
    statement = (
        _claims()
        .where(ClaimRow.key.startswith(key, autoescape=True))
        .order_by(ActiveRunRow.run_id.is_(None), ClaimRow.id.desc())
        .limit(20)
        .outerjoin(ActiveRunRow, ActiveRunRow.run_id == RunRow.id)
    )
    return _views(connection, statement)


def _newest() -> Select[int]:
    return select(func.max(RevisionRow.id)).group_by(RevisionRow.article_id)


def _claims() -> Statement:
    return (
        select(
            ClaimRow,
            ArticleRow.key.label("article_key"),
            RevisionRow.number,
            RevisionRow.title,
            RevisionRow.published_on,
            RevisionRow.text,
            ExtractorRow.name,
            ExtractorRow.version,
            ExtractorRow.config_hash,
            ActiveRunRow.run_id.label("shown"),
        )
        .join(RunRow, RunRow.id == ClaimRow.run_id)
        .join(ExtractorRow, ExtractorRow.id == RunRow.extractor_id)
        .join(RevisionRow, RevisionRow.id == RunRow.revision_id)
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
    )


def _narrowed(statement: Statement, selection: Selection) -> Statement:
    if selection.article_key:
        statement = statement.where(ArticleRow.key == selection.article_key)
    if selection.factuality:
        statement = statement.where(ClaimRow.factuality == selection.factuality)
    if selection.since:
        statement = statement.where(RevisionRow.published_on >= selection.since)
    if selection.words:
        statement = statement.where(ClaimRow.statement.icontains(selection.words, autoescape=True))
    if selection.voice:
        named = or_(
            LinkRow.name.icontains(selection.voice, autoescape=True),
            LinkRow.descriptor.icontains(selection.voice, autoescape=True),
        )
        statement = statement.where(
            ClaimRow.id.in_(select(LinkRow.claim_id).where(named, LinkRow.role != "narrator"))
        )
    if selection.property:
        counted = select(QuantityRow.claim_id).where(QuantityRow.property == selection.property)
        statement = statement.where(ClaimRow.id.in_(counted))
    return statement


def _views(connection: Connection, statement: Statement) -> list[ClaimView]:
    found = list(connection.execute(statement))
    parts = _Parts(connection, [row.id for row in found])
    return [
        ClaimView(
            key=row.key,
            article_key=row.article_key,
            revision=row.number,
            title=row.title,
            published_on=row.published_on,
            run_id=row.run_id,
            extractor=f"{row.name} {row.version} ({row.config_hash[:12]})",
            shown=row.shown is not None,
            text=row.text,
            claim=parts.claim(row),
        )
        for row in found
    ]


class _Parts:
    """The parts of some claims, read with a few statements per table."""

    def __init__(self, connection: Connection, claim_ids: Sequence[int]) -> None:
        self._spans = _grouped(connection, SpanRow, claim_ids, SpanRow.ordinal)
        self._links = _grouped(
            connection, LinkRow, claim_ids, LinkRow.position, LinkRow.group_number
        )
        self._quantities = _grouped(connection, QuantityRow, claim_ids, QuantityRow.ordinal)
        self._times = _grouped(connection, TimeRow, claim_ids, TimeRow.role)
        self._places = _grouped(connection, PlaceRow, claim_ids, PlaceRow.ordinal)

    def claim(self, row: Part) -> Claim:
        """Return the claim of a row with its parts."""
        evidence = tuple(Span(part.start, part.end) for part in self._spans[row.id])
        times = {part.role: _time(part) for part in self._times[row.id]}
        return Claim(
            section=row.section,
            evidence=evidence,
            evidence_text=tuple(row.text[start:end] for start, end in evidence),
            statement=row.statement,
            chain=tuple(map(_link, self._links[row.id])),
            factuality=row.factuality,
            polarity=row.polarity,
            speech=row.speech,
            quantities=tuple(map(_quantity, self._quantities[row.id])),
            said_at=times.get("said_at"),
            event_time=times.get("event_time"),
            places=tuple(
                Place(Span(part.start, part.end), part.name) for part in self._places[row.id]
            ),
            confidence=row.confidence,
        )


def _grouped(
    connection: Connection,
    model: type[Base],
    claim_ids: Sequence[int],
    *order: ColumnElement[Any] | QueryableAttribute[Any],
) -> defaultdict[int, list[Part]]:
    column = model.__table__.c.claim_id
    grouped: defaultdict[int, list[Part]] = defaultdict(list)
    for first in range(0, len(claim_ids), 500):
        some = claim_ids[first : first + 500]
        for part in connection.execute(select(model).where(column.in_(some)).order_by(*order)):
            grouped[part.claim_id].append(part)
    return grouped


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _link(part: Part) -> Link:
    return Link(
        position=part.position,
        group=part.group_number,
        role=part.role,
        name=part.name,
        descriptor=part.descriptor,
        anonymous=part.anonymous,
        mention=_span(part.mention_start, part.mention_end),
        cue=_span(part.cue_start, part.cue_end),
        explicit=part.explicit,
    )


def _quantity(part: Part) -> Quantity:
    return Quantity(
        span=Span(part.start, part.end),
        value=part.value,
        low=part.low,
        high=part.high,
        comparator=part.comparator,
        unit=part.unit,
        property=part.property,
        implicit=part.implicit,
    )


def _time(part: Part) -> Time:
    return Time(
        value=part.value,
        value_end=part.value_end,
        granularity=part.granularity,
        span=_span(part.start, part.end),
    )
