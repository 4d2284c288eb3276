"""Step 4, deduplicate, as far as it looks across articles: copies are linked, nothing is dropped.

Publish, then check: a revision's fingerprints are committed first, then others are looked for. Of
two copies that come at once at least the later look finds both. All of it may run again.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from threading import Lock
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine

from db.lookup import articles, copies, lines
from db.lookup import fingerprints as lookup
from db.lookup.articles import Revision
from db.persist import copies as persist
from db.persist import fingerprints as persist_fingerprints
from db.session import reading, writing
from worker.clock import now, second_of
from worker.deduplicate.candidates import SECONDS, SEEN_BEFORE, choose
from worker.deduplicate.urls import publisher_of
from worker.deduplicate.verify import compare
from worker.deduplicate.winnow import fingerprints
from worker.deduplicate.words import Prepared, prepare
from worker.records import Comparison, Fingerprinted

KEPT_SECONDS: Final = 35 * 24 * 3600
"""How long fingerprints are kept behind the newest event: a form that is filled in every month is
known as one."""

_MOST_RECENT: Final = 300


class _Text:
    """A revision as it is compared and found; each form is made once, when it is needed."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.id = revision.id

    @cached_property
    def whole(self) -> Prepared:
        """The text by rules alone."""
        return prepare(self.revision.article)

    @cached_property
    def published(self) -> Fingerprinted:
        """The text as others find it."""
        return Fingerprinted(self.id, second_of(self.revision.event_at), fingerprints(self.whole))

    @cached_property
    def publisher(self) -> str:
        """The host that goes for its publisher; empty without one."""
        return publisher_of(self.revision.article.url) or ""

    def without(self, learned: Collection[int]) -> Prepared:
        """The text without the lines that were learned of its publisher."""
        return prepare(self.revision.article, without=learned) if learned else self.whole


class _Recent:
    """Texts that were met last, by this process: copies come soon after one another."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[Engine, int], _Text] = OrderedDict()
        self._lock = Lock()

    def get(self, engine: Engine, ids: Iterable[int]) -> dict[int, _Text]:
        """Those of the texts that are still known."""
        with self._lock:
            return {one: text for one in ids if (text := self._texts.get((engine, one)))}

    def keep(self, engine: Engine, texts: Iterable[_Text]) -> None:
        """Keep texts, and let the oldest go."""
        with self._lock:
            self._texts.update(((engine, text.id), text) for text in texts)
            while len(self._texts) > _MOST_RECENT:
                self._texts.popitem(last=False)


_recent: Final = _Recent()
Pair = tuple[_Text, _Text]


class _Judged(NamedTuple):
    """Two texts, what they are to one another, and what that was judged without."""

    older: _Text
    newer: _Text
    found: Comparison | None
    lines_version: int


def check(engine: Engine, revisions: Sequence[Revision], *, again: bool = False) -> int:
    """Find what revisions are copies of, and write the relations down; return how many there are.

    A revision is compared with the one before it of its own article, and with the candidates of
    other articles whose events lie within the window. With `again` its known relations are judged
    anew too, and taken back where they do not hold.
    """
    texts = [_Text(revision) for revision in revisions]
    published = [text.published for text in texts]
    with writing(engine) as connection:
        persist_fingerprints.publish(connection, published)
    with reading(engine) as connection:
        others, needless = _candidates(connection, published)
        known = copies.related(connection, [text.id for text in texts]) if again else set()
        pairs = _pairs(connection, texts, others, known)
        judged = _judged(connection, pairs) if pairs else []
    _recent.keep(engine, texts)
    related = [each for each in judged if each.found or _is_one_article(each.older, each.newer)]
    apart = known - {_ids(each.older, each.newer) for each in judged if each.found}
    if related or needless or apart:
        with writing(engine) as connection:
            for text, hashes in needless:
                persist_fingerprints.take_back(connection, text, hashes)
            _write(connection, related)
            persist.unlink(connection, apart)
    return sum(each.found is not None for each in judged)


def _is_one_article(one: _Text, other: _Text) -> bool:
    return one.revision.article_key == other.revision.article_key


def _ids(one: _Text, other: _Text) -> tuple[int, int]:
    return min(one.id, other.id), max(one.id, other.id)


def _candidates(
    connection: Connection, published: Sequence[Fingerprinted]
) -> tuple[list[tuple[int, int]], list[tuple[Fingerprinted, list[int]]]]:
    """The revisions to compare with others, and the fingerprints they need not be found by."""
    held = lookup.postings(connection, published, seconds=SECONDS)
    others, needless = [], []
    for text in published:
        choice = choose(text.revision_id, text.second, text.hashes, held)
        others += [(text.revision_id, other) for other in choice.candidates]
        needless += [(text, choice.needless)] if choice.needless else []
    return others, needless


def _pairs(
    connection: Connection,
    texts: Sequence[_Text],
    others: Sequence[tuple[int, int]],
    known: Collection[tuple[int, int]],
) -> list[Pair]:
    """What is to be compared, each pair once: another revision of its article is no candidate."""
    met = {text.id: text for text in texts}
    missing = {one for pair in (*others, *known) for one in pair} - met.keys()
    met |= _recent.get(connection.engine, missing)
    loaded = [_Text(each) for each in articles.revisions(connection, missing - met.keys())]
    _recent.keep(connection.engine, loaded)
    met |= {text.id: text for text in loaded}
    pairs = [_ordered(met[one], met[other]) for one, other in known]
    for one, other in others:
        if not _is_one_article(met[one], met[other]):
            pairs.append(_ordered(met[one], met[other]))
    for text in texts:
        if text.revision.number > 1:
            before = articles.revision_before(connection, text.revision)
            pairs += [(_Text(before), text)] if before else []
    return list({_ids(*pair): pair for pair in pairs}.values())


def _ordered(one: _Text, other: _Text) -> Pair:
    """The two, the older first: by their numbers in one article, else by their events."""
    if _is_one_article(one, other):
        older, newer = sorted((one, other), key=lambda each: each.revision.number)
    else:
        older, newer = sorted((one, other), key=lambda each: (each.revision.event_at, each.id))
    return older, newer


def _judged(connection: Connection, pairs: Sequence[Pair]) -> list[_Judged]:
    publishers = {each.publisher for pair in pairs for each in pair} - {""}
    learned = lines.lines_of(connection, publishers) if publishers else {}
    judged = []
    for older, newer in pairs:
        two = [learned.get(each.publisher, {}) for each in (older, newer)]
        compared = older.without(two[0]), newer.without(two[1])
        found = compare(*compared)
        if found and _may_be_form(older, newer, found):
            is_form = _is_form(connection, older.published, newer.published)
            found = compare(*compared, template=True) if is_form else found
        version = max((*two[0].values(), *two[1].values()), default=0)
        judged.append(_Judged(older, newer, found, version))
    return judged


def _may_be_form(older: _Text, newer: _Text, found: Comparison) -> bool:
    return found.relation != "exact_copy" and not _is_one_article(older, newer)


def _is_form(connection: Connection, older: Fingerprinted, newer: Fingerprinted) -> bool:
    """Whether what two texts share stands in one as well that is too far away to be a copy."""
    common = set(older.hashes).intersection(newer.hashes)
    most = lookup.most_shared(
        connection,
        common,
        low=newer.second - SECONDS,
        high=older.second + SECONDS,
        seconds=KEPT_SECONDS,
    )
    return bool(common) and most >= SEEN_BEFORE * len(common)


def _write(connection: Connection, related: Sequence[_Judged]) -> None:
    # In one order, so that two who write at once wait and do not stand in each other's way.
    in_order = sorted(related, key=lambda each: _ids(each.older, each.newer))
    for older, newer, found, version in in_order:
        if found is None:
            persist.join(connection, older.id, newer.id)
        else:
            persist.link(connection, older.id, newer.id, found, lines_version=version, now=now())
