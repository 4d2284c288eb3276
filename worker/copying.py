"""Step 4, deduplicate, as far as it looks across articles: copies are linked, nothing is dropped.

Publish, then check: a revision's fingerprints are committed first, then others are looked for. Of
two copies that come at once at least the later look finds both. All of it may run again.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from db.lookup import articles, copies
from db.lookup.articles import Revision
from db.persist import copies as persist
from db.session import reading, writing
from worker.clock import now
from worker.deduplicate.verify import compare
from worker.deduplicate.winnow import (
    MOST_CANDIDATES,
    MOST_POSTINGS,
    SHARED,
    WINDOW,
    fingerprints,
)
from worker.deduplicate.words import Prepared, prepare
from worker.records import Comparison

_WINDOW = copies.Window(WINDOW, SHARED, MOST_POSTINGS, MOST_CANDIDATES)


def check(engine: Engine, revisions: Sequence[Revision]) -> int:
    """Find what revisions are copies of, and write the relations down; return how many there are.

    A revision is compared with the one before it of its own article, and with the candidates of
    other articles whose events lie within the window.
    """
    own = {revision.id for revision in revisions}
    prepared = {revision.id: prepare(revision.article) for revision in revisions}
    published = [
        persist.Published(revision.id, revision.event_at, fingerprints(prepared[revision.id]))
        for revision in revisions
    ]
    with writing(engine) as connection:
        persist.publish(connection, published)
    pairs: dict[tuple[int, int], tuple[Revision, Revision]] = {}
    with reading(engine) as connection:
        for revision, text in zip(revisions, published, strict=True):
            for other in _others(connection, revision, text):
                older, newer = _ordered(revision, other)
                pairs[older.id, newer.id] = older, newer
    found = [(older, newer, _compared(prepared, older, newer)) for older, newer in pairs.values()]
    related = [
        (older, newer, comparison)
        for older, newer, comparison in found
        if comparison or older.article_key == newer.article_key
    ]
    if related:
        met = {each.id: each for older, newer, _ in related for each in (older, newer)}
        with writing(engine) as connection:
            # One of a ledger from before there were fingerprints is published when it is met.
            persist.publish(
                connection,
                [
                    persist.Published(each.id, each.event_at, ())
                    for each in met.values()
                    if each.id not in own
                ],
            )
            for older, newer, comparison in related:
                _write(connection, older, newer, comparison)
    return sum(comparison is not None for _, _, comparison in related)


def _others(connection: Connection, revision: Revision, text: persist.Published) -> list[Revision]:
    """The texts to compare a revision with; another revision of its article is no candidate."""
    ids = copies.candidates(
        connection, revision.id, text.fingerprints, at=text.event_at, window=_WINDOW
    )
    near = articles.revisions(connection, ids)
    kept = [other for other in near if other.article_key != revision.article_key]
    before = articles.revision_before(connection, revision)
    return [*kept, before] if before else kept


def _ordered(one: Revision, other: Revision) -> tuple[Revision, Revision]:
    """The two, the older first: by their numbers in one article, else by their events."""
    if one.article_key == other.article_key:
        older, newer = sorted((one, other), key=lambda each: each.number)
    else:
        older, newer = sorted((one, other), key=lambda each: (each.event_at, each.id))
    return older, newer


def _compared(
    prepared: dict[int, Prepared], older: Revision, newer: Revision
) -> Comparison | None:
    for each in (older, newer):
        if each.id not in prepared:
            prepared[each.id] = prepare(each.article)
    return compare(prepared[older.id], prepared[newer.id])


def _write(
    connection: Connection, older: Revision, newer: Revision, found: Comparison | None
) -> None:
    if found is None:
        persist.join(connection, older.id, newer.id)
    else:
        persist.link(connection, older.id, newer.id, found, now=now())
