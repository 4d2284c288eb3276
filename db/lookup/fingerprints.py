"""The reads of fingerprints: the texts that share them, near an event or far from it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Final

from sqlalchemy import Connection, Select, bindparam, func, select

from db.models import FingerprintRow
from db.models.copies import span_of
from db.session import execute_direct, in_parameter
from worker.records import Fingerprinted

_MOST_HASHES: Final = 8_000
"""Fingerprints that one statement looks up, at most: bounds its size."""


def postings(
    connection: Connection, texts: Iterable[Fingerprinted], *, seconds: int
) -> Iterator[tuple[Fingerprinted, Mapping[int, list[tuple[int, int]]]]]:
    """Yield each text with the postings of its fingerprints, up to `seconds` from its event.

    Postings are by fingerprint: the second of an event and the id of its revision, in no order.
    Texts of one span are looked up together, so the postings contain other fingerprints, events
    that are farther away, and the text itself.
    """
    for some in _by_span(texts):
        found = _look_up(connection, some, seconds)
        yield from ((text, found) for text in some)


def _look_up(
    connection: Connection, texts: Sequence[Fingerprinted], seconds: int
) -> Mapping[int, list[tuple[int, int]]]:
    low = min(text.second for text in texts) - seconds
    high = max(text.second for text in texts) + seconds
    asked: dict[str, int | list[int]] = {
        "spans": list(range(span_of(low), span_of(high) + 1)),
        "hashes": sorted({one for text in texts for one in text.hashes}),
        "low": low,
        "high": high,
        "own": [text.revision_id for text in texts],
    }
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = execute_direct(connection, _postings(connection.dialect.name), [asked])
    for one, second, revision_id in rows:
        found[one].append((second, revision_id))
    # The texts' own postings are known and not read; needed are those that several of them share.
    times = Counter(chain.from_iterable(text.hashes for text in texts))
    for text in texts:
        for one in text.hashes:
            if times[one] > 1:
                found[one].append((text.second, text.revision_id))
    return found


@cache
def _postings(dialect: str) -> Select[int, int, int]:
    return select(FingerprintRow.hash, FingerprintRow.second, FingerprintRow.revision_id).where(
        in_parameter(dialect, FingerprintRow.span, "spans"),
        in_parameter(dialect, FingerprintRow.hash, "hashes"),
        FingerprintRow.second.between(bindparam("low"), bindparam("high")),
        ~in_parameter(dialect, FingerprintRow.revision_id, "own"),
    )


def _by_span(texts: Iterable[Fingerprinted]) -> list[list[Fingerprinted]]:
    """Group texts by the span of their events, in groups that one statement can look up."""
    groups: dict[tuple[int, int], list[Fingerprinted]] = defaultdict(list)
    hashes: dict[int, int] = defaultdict(int)
    for text in texts:
        span = span_of(text.second)
        hashes[span] += len(text.hashes)
        groups[span, hashes[span] // _MOST_HASHES].append(text)
    return list(groups.values())


def most_shared(
    connection: Connection, hashes: Collection[int], *, low: int, high: int, seconds: int
) -> int:
    """Return the most of these fingerprints that one text outside a time has.

    Outside is before the second `low` or after `high`, up to `seconds` away from it.
    """
    if not hashes:
        return 0
    spans = list(range(span_of(low - seconds), span_of(high + seconds) + 1))
    asked = {"spans": spans, "hashes": sorted(hashes), "low": low, "high": high}
    return connection.execute(_most_shared(connection.dialect.name), asked).scalar() or 0


@cache
def _most_shared(dialect: str) -> Select[int]:
    shared = func.count()
    return (
        select(shared)
        .where(
            in_parameter(dialect, FingerprintRow.span, "spans"),
            in_parameter(dialect, FingerprintRow.hash, "hashes"),
            ~FingerprintRow.second.between(bindparam("low"), bindparam("high")),
        )
        .group_by(FingerprintRow.revision_id)
        .order_by(shared.desc())
        .limit(1)
    )


def newest_second(connection: Connection) -> int | None:
    """Return the second of the newest event that has fingerprints, or None."""
    span = connection.execute(select(func.max(FingerprintRow.span))).scalar()
    newest = select(func.max(FingerprintRow.second)).where(FingerprintRow.span == span)
    return None if span is None else connection.execute(newest).scalar()
