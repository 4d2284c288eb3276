"""Step 4, deduplicate, across articles: copies are linked, nothing is dropped.

Publish, then search: the fingerprints of a revision are committed before its candidates are looked
up. Of two copies that arrive at once, at least the later search finds both. All may run twice.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.lookup.articles import Revision
from db.persist.copies import Tie
from db.session import has_single_writer, reading, writing
from worker.clock import now, second_of
from worker.deduplicate.alignment import ComparedText
from worker.deduplicate.candidates import SECONDS, SEEN_BEFORE, Choice, choose
from worker.deduplicate.urls import publisher_of
from worker.deduplicate.verify import compare
from worker.deduplicate.winnow import fingerprints
from worker.deduplicate.words import Prepared, prepare
from worker.records import Comparison, Fingerprinted

KEPT_SECONDS: Final = 35 * 24 * 3600
"""How long before the newest event fingerprints are kept: longer than a month, so that a form that
is filled in monthly is recognised."""

_MOST_RECENT: Final = 300
"""Texts that this process keeps prepared for comparison; not measured."""


class _Text:
    """A revision prepared for comparison; each form is made once, when it is first needed."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.id = revision.id

    @cached_property
    def whole(self) -> Prepared:
        """The words of the text, without the boilerplate that rules know."""
        return prepare(self.revision.article)

    @cached_property
    def published(self) -> Fingerprinted:
        """The fingerprints by which other texts find this one."""
        return Fingerprinted(self.id, second_of(self.revision.event_at), fingerprints(self.whole))

    @cached_property
    def publisher(self) -> str:
        """The host that identifies its publisher; empty without one."""
        return publisher_of(self.revision.article.url) or ""

    @cached_property
    def side(self) -> ComparedText:
        """The text in the form that is compared."""
        return ComparedText(self.whole)

    def without(self, learned: Collection[int]) -> ComparedText:
        """The same without the lines that its publisher repeats."""
        return (
            ComparedText(prepare(self.revision.article, without=learned)) if learned else self.side
        )


class _Recent:
    """The texts that this process used last: copies arrive soon after one another."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[Engine, int], _Text] = OrderedDict()
        self._lock = Lock()

    def get(self, engine: Engine, ids: Iterable[int]) -> dict[int, _Text]:
        """Return those of the texts that are still kept."""
        with self._lock:
            return {one: text for one in ids if (text := self._texts.get((engine, one)))}

    def keep(self, engine: Engine, texts: Iterable[_Text]) -> None:
        """Keep texts; drop the oldest."""
        with self._lock:
            self._texts.update(((engine, text.id), text) for text in texts)
            while len(self._texts) > _MOST_RECENT:
                self._texts.popitem(last=False)


_recent: Final = _Recent()
Pair = tuple[_Text, _Text]


def link_copies(engine: Engine, revisions: Sequence[Revision], *, again: bool = False) -> int:
    """Link revisions with the texts that they are copies of; return how many relations there are.

    A revision is compared with the one before it in its article, and with the candidates of other
    articles within the window. With `again`, its known relations are checked again, too, and those
    that no longer hold are removed.
    """
    texts = [_Text(revision) for revision in revisions]
    chosen = _published(engine, [text.published for text in texts])
    redundant = [(text, each.redundant) for text, each in chosen if each.redundant]
    ties, known = _compared(engine, texts, chosen, again=again)
    _recent.keep(engine, texts)
    apart = known - {tie.ids for tie in ties if tie.found}
    if ties or redundant or apart:
        with writing(engine) as connection:
            persist.fingerprints.withdraw(connection, redundant)
            persist.copies.link(connection, ties, now=now())
            persist.copies.unlink(connection, apart)
    return sum(tie.found is not None for tie in ties)


def _published(
    engine: Engine, texts: Sequence[Fingerprinted]
) -> list[tuple[Fingerprinted, Choice]]:
    """Publish the fingerprints of texts, and choose the candidates to compare each with."""
    with writing(engine) as connection:
        persist.fingerprints.publish(connection, texts)
        if has_single_writer(connection):
            # SQLite has one writer: earlier writers have committed, later ones see these rows, so
            # one lookup is enough.
            return _chosen(connection, texts)
    with reading(engine) as connection:
        return _chosen(connection, texts)


def _chosen(
    connection: Connection, texts: Sequence[Fingerprinted]
) -> list[tuple[Fingerprinted, Choice]]:
    return [
        (text, choose(*text, found))
        for text, found in lookup.fingerprints.postings(connection, texts, seconds=SECONDS)
    ]


def _compared(
    engine: Engine,
    texts: Sequence[_Text],
    chosen: Iterable[tuple[Fingerprinted, Choice]],
    *,
    again: bool,
) -> tuple[list[Tie], set[tuple[int, int]]]:
    """Return the ties of texts to others, and the known relations, if they are checked again."""
    others = [(text.revision_id, one) for text, each in chosen for one in each.candidates]
    if not (again or others or any(text.revision.number > 1 for text in texts)):
        return [], set()
    with reading(engine) as connection:
        known = lookup.copies.related(connection, [text.id for text in texts]) if again else set()
        return _ties(connection, _pairs(connection, texts, others, known)), known


def _is_one_article(one: _Text, other: _Text) -> bool:
    return one.revision.article_key == other.revision.article_key


def _ids(one: _Text, other: _Text) -> tuple[int, int]:
    return min(one.id, other.id), max(one.id, other.id)


def _pairs(
    connection: Connection,
    texts: Sequence[_Text],
    others: Sequence[tuple[int, int]],
    known: Collection[tuple[int, int]],
) -> list[Pair]:
    """Return the pairs to compare, each once; revisions of one article are not candidates."""
    by_id = {text.id: text for text in texts}
    missing = {one for pair in (*others, *known) for one in pair} - by_id.keys()
    by_id |= _recent.get(connection.engine, missing)
    loaded = [
        _Text(each) for each in lookup.articles.revisions(connection, missing - by_id.keys())
    ]
    _recent.keep(connection.engine, loaded)
    by_id |= {text.id: text for text in loaded}
    pairs = [_ordered(by_id[one], by_id[other]) for one, other in known]
    for one, other in others:
        if not _is_one_article(by_id[one], by_id[other]):
            pairs.append(_ordered(by_id[one], by_id[other]))
    for text in texts:
        if text.revision.number > 1:
            before = lookup.articles.revision_before(connection, text.revision)
            pairs += [(_Text(before), text)] if before else []
    return list({_ids(*pair): pair for pair in pairs}.values())


def _ordered(one: _Text, other: _Text) -> Pair:
    """Return both, the older first: by their numbers in one article, else by their events."""
    if _is_one_article(one, other):
        older, newer = sorted((one, other), key=lambda each: each.revision.number)
    else:
        older, newer = sorted((one, other), key=lambda each: (each.revision.event_at, each.id))
    return older, newer


def _ties(connection: Connection, pairs: Sequence[Pair]) -> list[Tie]:
    publishers = {each.publisher for pair in pairs for each in pair} - {""}
    learned = lookup.lines.lines_of(connection, publishers) if publishers else {}
    ties = []
    for older, newer in pairs:
        two = [learned.get(each.publisher, {}) for each in (older, newer)]
        compared = older.without(two[0]), newer.without(two[1])
        found = compare(*compared)
        if found and _may_be_form(older, newer, found):
            is_form = _is_form(connection, older.published, newer.published)
            found = compare(*compared, template=True) if is_form else found
        if found or _is_one_article(older, newer):
            version = max((*two[0].values(), *two[1].values()), default=0)
            ties.append(Tie(older.id, newer.id, found, version))
    return ties


def _may_be_form(older: _Text, newer: _Text, found: Comparison) -> bool:
    return found.relation != "exact_copy" and not _is_one_article(older, newer)


def _is_form(connection: Connection, older: Fingerprinted, newer: Fingerprinted) -> bool:
    """Return whether a text outside the window, so no copy, shares the same words."""
    common = set(older.hashes).intersection(newer.hashes)
    most = lookup.fingerprints.most_shared(
        connection,
        common,
        low=newer.second - SECONDS,
        high=older.second + SECONDS,
        seconds=KEPT_SECONDS,
    )
    return bool(common) and most >= SEEN_BEFORE * len(common)
