"""The writes of claims and their parts, and the check that every span is exact."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, tuple_

from db.models import (
    Base,
    ClaimRow,
    EntityRow,
    LinkRow,
    PlaceRow,
    QuantityRow,
    SpanRow,
    TimeRow,
)
from db.persist.articles import short_key
from db.session import insert_into
from worker.records import Claim, Link, Span, Time

EntityKey = tuple[str, str]
"""Kind and folded name, under which mentions are one entity."""


def fault_of(claim: Claim, text: str) -> str | None:
    """Return what is wrong with a claim's spans, or None; the evidence must be in the text."""
    if not claim.chain:
        return "a claim without a voice"
    for start, end in _spans_of(claim):
        if not 0 <= start < end <= len(text):
            return f"span [{start}, {end}) is outside a text of {len(text)} characters"
    if any(a.end > b.start for a, b in zip(claim.evidence, claim.evidence[1:], strict=False)):
        return "evidence spans overlap or are out of order"
    if tuple(text[start:end] for start, end in claim.evidence) != claim.evidence_text:
        return "the evidence is not the text of its span"
    if not any(words.strip() for words in claim.evidence_text):
        return "the evidence is blank"
    return None


def _spans_of(claim: Claim) -> Iterator[Span]:
    yield from claim.evidence
    for link in claim.chain:
        yield from (span for span in (link.mention, link.cue) if span)
    yield from (quantity.span for quantity in claim.quantities)
    yield from (place.span for place in claim.places)
    yield from (time.span for time in (claim.said_at, claim.event_time) if time and time.span)


def add_claims(
    connection: Connection, run_id: int, claims: Sequence[Claim], *, scope: str
) -> None:
    """Insert the claims of a run and all their parts, with one statement per table."""
    if not claims:
        return
    entities = _entity_ids(connection, claims)
    keys = _keys(claims, scope)
    rows = [
        {
            "run_id": run_id,
            "ordinal": ordinal,
            "key": key,
            "section": claim.section,
            "voice": claim.voice,
            "statement": claim.statement,
            "factuality": claim.factuality,
            "polarity": claim.polarity,
            "speech": claim.speech,
            "confidence": claim.confidence,
        }
        for ordinal, (claim, key) in enumerate(zip(claims, keys, strict=True), start=1)
    ]
    returning = insert(ClaimRow).returning(ClaimRow.id, sort_by_parameter_order=True)
    ids = list(connection.execute(returning, rows).scalars())
    numbered = list(zip(ids, claims, strict=True))
    _add(connection, SpanRow, _evidence(numbered))
    _add(connection, LinkRow, _links(numbered, entities))
    _add(connection, QuantityRow, _quantities(numbered))
    _add(connection, TimeRow, _times(numbered))
    _add(connection, PlaceRow, _places(numbered, entities))


def _keys(claims: Sequence[Claim], scope: str) -> list[str]:
    # A key is of the claim's place, not of the run: the same claim found by a later extractor has
    # the same key, so that a citation survives reprocessing. Claims at one place are numbered.
    seen: dict[str, int] = {}
    keys = []
    for claim in claims:
        place = repr([tuple(span) for span in claim.evidence])
        seen[place] = seen.get(place, 0) + 1
        keys.append(short_key("c", scope, place, str(seen[place])))
    return keys


def entity_key(name: str) -> str:
    """Return the folded form of a name under which an entity is stored once."""
    return " ".join(name.casefold().split())


def _voice_entity(link: Link) -> EntityKey | None:
    return ("voice", entity_key(link.name)) if link.name else None


def _entity_ids(connection: Connection, claims: Iterable[Claim]) -> dict[EntityKey, int]:
    names: dict[EntityKey, str] = {}
    for claim in claims:
        for link in claim.chain:
            if link.name:
                names.setdefault(("voice", entity_key(link.name)), link.name)
        for place in claim.places:
            names.setdefault(("place", entity_key(place.name)), place.name)
    if not names:
        return {}
    # Always in one order, so that two transactions never deadlock.
    rows = [{"kind": k, "key": key, "name": names[k, key]} for k, key in sorted(names)]
    connection.execute(
        insert_into(connection, EntityRow).on_conflict_do_nothing(index_elements=["kind", "key"]),
        rows,
    )
    found = connection.execute(
        select(EntityRow.kind, EntityRow.key, EntityRow.id).where(
            tuple_(EntityRow.kind, EntityRow.key).in_(list(names))
        )
    )
    return {(kind, key): entity_id for kind, key, entity_id in found}


def _add(connection: Connection, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(model), rows)


Numbered = Sequence[tuple[int, Claim]]


def _evidence(numbered: Numbered) -> list[dict[str, Any]]:
    return [
        {"claim_id": claim_id, "ordinal": ordinal, "start": span.start, "end": span.end}
        for claim_id, claim in numbered
        for ordinal, span in enumerate(claim.evidence)
    ]


def _links(numbered: Numbered, entities: dict[EntityKey, int]) -> list[dict[str, Any]]:
    rows = []
    for claim_id, claim in numbered:
        for link in claim.chain:
            mention, cue = link.mention or (None, None), link.cue or (None, None)
            entity = _voice_entity(link)
            rows.append(
                {
                    "claim_id": claim_id,
                    "position": link.position,
                    "group_number": link.group,
                    "role": link.role,
                    "entity_id": entities[entity] if entity else None,
                    "name": link.name,
                    "descriptor": link.descriptor,
                    "anonymous": link.anonymous,
                    "mention_start": mention[0],
                    "mention_end": mention[1],
                    "cue_start": cue[0],
                    "cue_end": cue[1],
                    "explicit": link.explicit,
                }
            )
    return rows


def _quantities(numbered: Numbered) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": claim_id,
            "ordinal": ordinal,
            "start": quantity.span.start,
            "end": quantity.span.end,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "comparator": quantity.comparator,
            "unit": quantity.unit,
            "property": quantity.property,
            "implicit": quantity.implicit,
        }
        for claim_id, claim in numbered
        for ordinal, quantity in enumerate(claim.quantities)
    ]


def _times(numbered: Numbered) -> list[dict[str, Any]]:
    return [
        _time(claim_id, role, time)
        for claim_id, claim in numbered
        for role, time in (("said_at", claim.said_at), ("event_time", claim.event_time))
        if time
    ]


def _time(claim_id: int, role: str, time: Time) -> dict[str, Any]:
    start, end = time.span or (None, None)
    return {
        "claim_id": claim_id,
        "role": role,
        "value": time.value,
        "value_end": time.value_end,
        "granularity": time.granularity,
        "start": start,
        "end": end,
    }


def _places(numbered: Numbered, entities: dict[EntityKey, int]) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": claim_id,
            "ordinal": ordinal,
            "entity_id": entities["place", entity_key(place.name)],
            "name": place.name,
            "start": place.span.start,
            "end": place.span.end,
        }
        for claim_id, claim in numbered
        for ordinal, place in enumerate(claim.places)
    ]
