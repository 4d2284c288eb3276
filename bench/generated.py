"""Ledgers filled in bulk with made-up articles, for the bench of deduplication at scale.

The texts are walks through the words of the wire stories: a walk continues with the words that
follow, or from another occurrence of the same word. Phrases recur as they do in news,
and some texts are edits of others.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, count
from multiprocessing import get_context
from zlib import crc32

import numpy as np
from duplicates import rows
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Table, create_engine

from db.models import ArticleRow, CopyRow, FingerprintRow, RevisionRow, StoryRow
from db.models.copies import span_of
from worker.clock import second_of
from worker.deduplicate.winnow import fingerprints
from worker.deduplicate.words import prepare
from worker.records import Article, Section, Span

NEWEST = datetime(2026, 1, 31, tzinfo=UTC)
"""No article is newer."""

A_DAY = 1_000
"""Articles a day, as on the busiest days of the wire."""

# So that a wire story has as many chance candidates as among the wire stories.
_GOES_ON = 0.4
_EDITED = 0.1
_CHANGED_WORDS = 0.03
_WALK = 128
_AT_A_TIME = 5_000
_LOADERS = 2
_TITLE_WORDS = 6
_FRESH = 100_000_007  # a place that no ledger reaches
_RECENT = 2
_OUTLETS = 40
_EVIDENCE = {
    "numbers_removed": [],
    "numbers_added": [],
    "words_changed": [],
    "sentences_removed": 0,
    "sentences_added": 0,
}


_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An article with the moment of its event; `prints` and `original` if it is published.

    `original` is the position in the batch of the text that it is an edit of.
    """

    article: Article
    at: datetime
    prints: tuple[int, ...] = ()
    original: int | None = None


@dataclass(frozen=True)
class _Words:
    """The wire's words in order, the positions of each, and the lengths of the stories."""

    spelling: list[str]
    row: NDArray[np.int64]
    places: NDArray[np.int64]
    first: NDArray[np.int64]
    times: NDArray[np.int64]
    lengths: NDArray[np.int64]


@cache
def _words() -> _Words:
    texts = [story["text"].split() for story in rows("duplicates/reuters_stream.jsonl.gz")]
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    row = np.array([numbers[word] for word in chain.from_iterable(texts)])
    times = np.bincount(row)
    lengths = np.array([len(text) for text in texts if text])
    first = np.cumsum(times) - times
    return _Words(list(numbers), row, np.argsort(row, kind="stable"), first, times, lengths)


def made(start: int, size: int, days: float | None) -> list[Made]:
    """Return articles from a place on, the same for the same place, as long as the wire's.

    They go back one day for each day's number of articles, or all the `days`.
    """
    words, random = _words(), np.random.default_rng(start)
    newest, oldest = (0.0, days) if days else (start / A_DAY, (start + size) / A_DAY)
    lengths = random.choice(words.lengths, size)
    ends = np.cumsum(lengths)
    texts = np.split(_walks(words, random, int(ends[-1])), ends[:-1])
    ages = random.uniform(newest, oldest, size)
    articles: list[Made] = []
    for place in range(size):
        original = None
        if place and random.random() < _EDITED:
            original = int(random.integers(place))
            texts[place] = _edit(texts[original], random)
            ages[place] = max(newest, ages[original] - random.random())
        article = _article(f"{start}/{place}", [words.spelling[word] for word in texts[place]])
        at = NEWEST - timedelta(days=float(ages[place]))
        articles.append(Made(article, at, fingerprints(prepare(article)), original))
    return articles


def fresh(size: int, days: float | None) -> list[Made]:
    """Return new articles, later than all in the ledger; some begin like one that is in it."""
    count = int(_EDITED * size)
    first = made(0, _AT_A_TIME, days)
    recent = [one for one in first if (NEWEST - one.at).days < _RECENT][:count]
    texts = [one.article for one in made(_FRESH, size - len(recent), 1)]
    halves = [_article("", one.article.text.split()[: len(one.article.text.split()) // 2 + 1])
              for one in recent]  # fmt: skip
    mixed = np.random.default_rng(_FRESH).permutation([*range(size)])
    both = [*texts, *halves]
    return [Made(both[i], NEWEST, fingerprints(prepare(both[i]))) for i in mixed]


def _walks(words: _Words, random: np.random.Generator, length: int) -> NDArray[np.int64]:
    """Enough words for `length`, from many parallel walks."""
    place = random.integers(len(words.row), size=length // _WALK + 1)
    walks = np.empty((len(place), _WALK), dtype=np.int64)
    for step in range(_WALK):
        walks[:, step] = word = words.row[place]
        elsewhere = words.first[word] + (random.random(len(place)) * words.times[word]).astype(int)
        goes_on = random.random(len(place)) < _GOES_ON
        place = (np.where(goes_on, place, words.places[elsewhere]) + 1) % len(words.row)
    return walks.ravel()[:length]


def _edit(text: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """The first half, or some words replaced with others of the text."""
    if random.random() < 0.5:  # noqa: PLR2004 - one or the other
        return text[: max(1, len(text) // 2)]
    changed = random.random(len(text)) < _CHANGED_WORDS
    return np.where(changed, random.permutation(text), text)


def _article(key: str, words: Sequence[str]) -> Article:
    text = " ".join(words)
    sections = (Section("body", Span(0, len(text))),)
    title = " ".join(words[:_TITLE_WORDS])
    return Article(text, sections, f"id:{key}", title=title, url=url_of(key))


def url_of(key: str) -> str:
    """Return an address for an article, of one of so many outlets."""
    return f"https://outlet{crc32(key.encode()) % _OUTLETS}.example/news/{key}"


class Ledger:
    """A database that is filled without any checks, as fast as possible."""

    def __init__(self, engine: Engine, days: float | None) -> None:
        self.engine = engine
        self.days = days
        self.size = 0

    def grow(self, size: int) -> None:
        """Fill up with published articles to a size."""
        starts = range(self.size, size, _AT_A_TIME)
        batches = [(start, min(_AT_A_TIME, size - start), self.days) for start in starts]
        with get_context("spawn").Pool(_LOADERS) as pool:
            for batch in pool.imap(_made, batches):
                self.store(batch)
                print(f"\r{self.size:,} of {size:,} stored", end="", file=sys.stderr)
        print(file=sys.stderr)

    def store(self, batch: Sequence[Made]) -> list[int]:
        """Store articles with all their rows; return the ids of their revisions."""
        ids = range(self.size + 1, self.size + len(batch) + 1)
        # A separate engine: its settings for fast loading must not affect the measurement.
        loader = create_engine(self.engine.url)
        with loader.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
                connection.exec_driver_sql("PRAGMA cache_size=-1000000")
            for model, cells in _cells(batch, ids[0]).items():
                _fill(connection, model, cells)
        loader.dispose()
        self.size += len(batch)
        return list(ids)


def _made(batch: tuple[int, int, float | None]) -> list[Made]:
    return made(*batch)


def _cells(batch: Sequence[Made], first: int) -> dict[Table, tuple[str, Iterable[_Row]]]:
    """The inserts by table: the columns and the rows."""
    numbered = list(enumerate(batch, start=first))
    published = [(i, one) for i, one in numbered if one.prints]
    edits = [(first + one.original, i, one.at) for i, one in published if one.original is not None]
    stories = {i: i for i, _ in published} | {i: original for original, i, _ in edits}
    return {
        ArticleRow.__table__: (
            "id key source_key url status first_seen_at last_seen_at times_seen",
            (
                (i, f"a{i}", f"id:{i}", one.article.url, "active", one.at, one.at, 1)
                for i, one in numbered
            ),
        ),
        RevisionRow.__table__: (
            "id article_id number text_hash title text published_at sections stored_at",
            (
                (i, i, 1, f"{i:064x}", one.article.title, one.article.text, one.at,
                 [[section.kind, *section.span] for section in one.article.sections], one.at)
                for i, one in numbered
            ),
        ),
        StoryRow.__table__: ("revision_id parent_id", stories.items()),
        FingerprintRow.__table__: (
            # In order of arrival, not sorted: later rows would split full pages.
            "span hash second revision_id",
            (
                (span_of(second), one, second, i)
                for i, each in published
                for second in [second_of(each.at)]
                for one in each.prints
            ),
        ),
        CopyRow.__table__: (
            "low_id high_id older_id relation contained_older contained_newer evidence found_at",
            ((low, i, low, "syndicated_copy", 0.9, 0.9, _EVIDENCE, at) for low, i, at in edits),
        ),
    }  # fmt: skip


def _fill(connection: Connection, table: Table, cells: tuple[str, Iterable[_Row]]) -> None:
    names = cells[0].split()
    types = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    bound = [each.bind_processor(connection.dialect) for each in types]
    values = _bound(cells[1], bound)
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        into = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(into, values)
        return
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _bound(
    cells: Iterable[_Row], bound: Sequence[Callable[[object], object] | None]
) -> Iterator[_Row]:
    for row in cells:
        yield tuple(
            value if bind is None else bind(value) for bind, value in zip(bound, row, strict=True)
        )
