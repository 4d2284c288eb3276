"""A claim's fields stay together: the record, the tables, what is written, read and exported.

`tests/unit/test_docs.py` asks whether docs/claims.md explains each of them.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.lookup import claims as lookup
from db.models import Base, ClaimRow, LinkRow, PlaceRow, QuantityRow, SpanRow, TimeRow
from db.persist import articles, runs
from db.session import reading, writing
from worker.clock import now
from worker.export.claims_gold import claim_fields
from worker.records import (
    Article,
    Claim,
    Extraction,
    Extractor,
    Link,
    Place,
    Quantity,
    Span,
    Time,
)

TEXT = (
    "Ada Brenner, the mayor, said on Thursday that 10 to 14 people were hurt in Lindau on Monday."
)
TABLES = (ClaimRow, SpanRow, LinkRow, QuantityRow, TimeRow, PlaceRow)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _full() -> Claim:
    """A claim in which nothing is what it would be by itself."""
    return Claim(
        section="caption",
        evidence=(_span("10 to 14 people"), _span("hurt in Lindau")),
        evidence_text=("10 to 14 people", "hurt in Lindau"),
        statement="10 to 14 people were hurt in Lindau.",
        chain=(
            Link(
                position=1,
                group=2,
                role="original",
                name="Ada Brenner",
                descriptor="the mayor",
                anonymous=True,
                mention=_span("Ada Brenner"),
                cue=_span("said"),
                explicit=False,
            ),
        ),
        factuality="denied",
        polarity="negative",
        speech="mixed",
        quantities=(
            Quantity(
                span=_span("10 to 14 people"),
                value=12,
                low=10,
                high=14,
                comparator="range",
                unit="person",
                property="injured",
                implicit=True,
            ),
        ),
        said_at=Time(
            value=date(2025, 1, 16),
            value_end=date(2025, 1, 17),
            granularity="interval",
            span=_span("Thursday"),
        ),
        event_time=Time(
            value=date(2025, 1, 13),
            value_end=date(2025, 1, 14),
            granularity="before",
            span=_span("Monday"),
        ),
        places=(Place(span=_span("Lindau"), name="Lindau"),),
        confidence=0.87,
    )


def _bare() -> Claim:
    """A claim with only what it must have, other than in the full one, and bare parts."""
    return Claim(
        section="body",
        evidence=(_span("people were hurt"),),
        evidence_text=("people were hurt",),
        statement="People were hurt.",
        chain=(Link(position=0, group=0, role="speaker"),),
        factuality="asserted",
        polarity="positive",
        speech="direct",
    )


BARE_PARTS: dict[str, Any] = {
    "chain": Link(position=0, group=0, role="speaker"),
    "quantities": Quantity(Span(0, 1), None, None, None, "eq", None, "count"),
    "said_at": Time(date(2024, 5, 6), None, "day", None),
    "event_time": Time(date(2024, 5, 6), None, "day", None),
    "places": Place(Span(0, 1), "Lochau"),
}
"""By the field of a claim that has them: parts that share nothing with those of the full claim."""


def _records() -> Iterator[tuple[str, Any, Any]]:
    """The full claim and each kind of part that it has, with the bare one and a name to show."""
    full = _full()
    yield "Claim", full, _bare()
    for name, bare in BARE_PARTS.items():
        yield f"{type(bare).__name__}, as {name}", _part(full, name), bare


def _part(claim: Claim, name: str) -> Any:  # noqa: ANN401 - one of four records
    value = getattr(claim, name)
    return value[0] if isinstance(value, tuple) else value


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def test_the_full_claim_of_this_test_has_a_value_for_every_field() -> None:
    for name, full, bare in _records():
        for field in fields(full):
            where = f"{field.name} of {name}: give it"
            value, other = getattr(full, field.name), getattr(bare, field.name)
            assert value is not None, f"{where} a value in _full()"
            assert value != _default(field), f"{where} another value than its default in _full()"
            assert value != other, f"{where} different values in _full() and in the bare record"


@pytest.fixture
def stored(engine: Engine) -> Engine:
    """A ledger with the full claim."""
    article = Article(text=TEXT, sections=(), source_key="id:1")
    extractor = Extractor("rules", "1", "abc")
    with writing(engine) as connection:
        article_id = articles.add_articles(connection, [article], now=now())["id:1"].article_id
        revision = articles.NewRevision(article_id, 1, article, "h")
        added = articles.add_revisions(connection, [revision], now=now())
        count = runs.add_run(
            connection,
            added[article_id, 1],
            extractor,
            article,
            Extraction((_full(),)),
            claim_scope="a1/1",
            milliseconds=5,
            now=now(),
        )
        runs.show_run(connection, 1, runs.extractor_id(connection, extractor, now=now()))
    assert count == 1
    return engine


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_every_column_is_written(stored: Engine, table: type[Base]) -> None:
    with reading(stored) as connection:
        rows = connection.execute(select(table)).mappings().all()
    assert rows, f"db/persist/claims.py writes no row of {table.__tablename__}"
    empty = {name for row in rows for name, value in row.items() if value is None}
    assert not empty, f"db/persist/claims.py writes nothing into {table.__tablename__}"


def test_every_field_is_read_as_it_was_found(stored: Engine) -> None:
    with reading(stored) as connection:
        (view,) = lookup.find(connection, lookup.Selection())
    lost = dict(_differences("claim", _full(), view.claim))
    assert not lost, (
        "no column has it, db/persist/claims.py writes it wrongly, or db/lookup/claims.py does "
        "not read it: field, what was found, what is read"
    )


def _differences(name: str, found: object, read: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(found) and type(found) is type(read):
        for field in fields(found):
            of_both = getattr(found, field.name), getattr(read, field.name)
            yield from _differences(f"{name}.{field.name}", *of_both)
    elif type(found) is tuple and isinstance(read, tuple) and len(found) == len(read):
        for number, of_both in enumerate(zip(found, read, strict=True)):
            yield from _differences(f"{name}[{number}]", *of_both)
    elif found != read:
        yield name, (found, read)


@pytest.mark.parametrize("field", [field.name for field in fields(Claim)])
def test_every_field_of_a_claim_is_exported(field: str) -> None:
    exported = claim_fields(_full())
    assert field in exported, f"claim_fields in worker/export/claims_gold.py has no {field!r}"
    changed = claim_fields(replace(_full(), **{field: getattr(_bare(), field)}))
    assert changed[field] != exported[field], f"{field!r} is exported, and is always the same"


@pytest.mark.parametrize("holder", BARE_PARTS)
def test_every_field_of_a_part_is_exported(holder: str) -> None:
    part, bare = _part(_full(), holder), BARE_PARTS[holder]
    exported = _exported(holder, part)
    for field in fields(part):
        where = f"{field.name!r} of {holder} in worker/export/claims_gold.py"
        assert field.name in exported, f"there is no {where}"
        changed = _exported(holder, replace(part, **{field.name: getattr(bare, field.name)}))
        assert changed.get(field.name) != exported[field.name], f"always the same: {where}"


def _exported(holder: str, part: object) -> dict[str, Any]:
    """What is exported of the full claim, with this part in the place of its own."""
    several = isinstance(getattr(_full(), holder), tuple)
    value: Any = claim_fields(replace(_full(), **{holder: (part,) if several else part}))[holder]
    found: dict[str, Any] = value[0] if several else value
    return found
