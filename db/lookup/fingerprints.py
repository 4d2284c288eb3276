"""Who else has a fingerprint: in the time about an event, and long before or after it."""

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


def postings(
    connection: Connection, texts: Iterable[Fingerprinted], *, seconds: int
) -> Iterator[tuple[Fingerprinted, Mapping[int, list[tuple[int, int]]]]]:
    """Yield texts, each with the events that have its fingerprints, no farther than `seconds`.

    Events are by the fingerprint, each the second and the revision, in no order. Texts of one time
    are asked for together: others are among them, and farther events too.
    """
    for some in _of_one_time(texts):
        held = _held(connection, some, seconds)
        yield from ((text, held) for text in some)


def _held(
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
    # What the texts have themselves is known, and need not be read; each needs the others' only.
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


def _of_one_time(texts: Iterable[Fingerprinted]) -> list[list[Fingerprinted]]:
    """The texts by the span of their events, as many as one statement may ask for."""
    groups: dict[tuple[int, int], list[Fingerprinted]] = defaultdict(list)
    asked: dict[int, int] = defaultdict(int)
    for text in texts:
        span = span_of(text.second)
        asked[span] += len(text.hashes)
        groups[span, asked[span] // _MOST_HASHES].append(text)
    return list(groups.values())


def most_shared(
    connection: Connection, hashes: Collection[int], *, low: int, high: int, seconds: int
) -> int:
    """Return how many of the hashes the text has that has most of them and lies outside.

    Outside is before the second `low` or after `high`, as far as `seconds` from there.
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
    """Return the second of the newest event that fingerprints are kept of, or None."""
    span = connection.execute(select(func.max(FingerprintRow.span))).scalar()
    newest = select(func.max(FingerprintRow.second)).where(FingerprintRow.span == span)
    return None if span is None else connection.execute(newest).scalar()
