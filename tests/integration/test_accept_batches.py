"""A batch of documents is stored in a few statements, as if they had come one after the other."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import Engine, event, func, select

from db.models import ArticleRow, JobRow, RevisionRow
from db.session import reading, writing
from tests.articles import article
from worker.accept import accept
from worker.errors import RejectedError
from worker.extract.identity import identity
from worker.flow.articles import Stored, store_articles
from worker.flow.documents import store_document, store_documents
from worker.settings import Settings

Document = dict[str, object]


def _documents(random: Random, number: int) -> list[Document]:
    """Documents of a few articles with a few texts: many repeated, some with a notice."""
    notices = [None, None, None, None, "update", "correction", "retraction"]
    return [
        {
            "id": f"test/{random.randrange(6)}",
            "text": f"It was {random.randrange(3)}, he said.",
            "notice": random.choice(notices),
        }
        if random.random() < 0.95
        else {"text": 5}
        for _ in range(number)
    ]


def _named(documents: list[Document], prefix: str) -> list[Document]:
    return [
        {**document, "id": f"{prefix}{document['id']}"} if "id" in document else document
        for document in documents
    ]


def _ledger(engine: Engine, prefix: str) -> dict[str, object]:
    """The stored articles whose ids have this prefix, by the rest of their ids."""
    start = len(f"id:{prefix}")
    stored: dict[str, list[object]] = {}
    with reading(engine) as connection:
        rows = connection.execute(
            select(
                ArticleRow.source_key,
                ArticleRow.status,
                ArticleRow.times_seen,
                RevisionRow.number,
                RevisionRow.text,
                RevisionRow.notice,
                func.count(JobRow.id),
            )
            .join(RevisionRow, RevisionRow.article_id == ArticleRow.id)
            .outerjoin(JobRow, JobRow.payload["revision"].as_integer() == RevisionRow.id)
            .where(ArticleRow.source_key.startswith(f"id:{prefix}"))
            .group_by(ArticleRow.id, RevisionRow.id)
            .order_by(RevisionRow.article_id, RevisionRow.number)
        )
        for row in rows:
            stored.setdefault(row.source_key[start:], []).append(tuple(row[1:]))
    return dict(stored)


def _told(outcomes: list[Stored | RejectedError]) -> list[tuple[str, bool]]:
    return [
        (one.verdict, one.queued is not None) if isinstance(one, Stored) else (str(one), False)
        for one in outcomes
    ]


def _one_by_one(
    engine: Engine, documents: list[Document], settings: Settings
) -> list[Stored | RejectedError]:
    outcomes: list[Stored | RejectedError] = []
    for document in documents:
        try:
            outcomes.append(store_document(engine, document, settings))
        except RejectedError as error:
            outcomes.append(error)
    return outcomes


@pytest.mark.parametrize("seed", range(3))
def test_a_batch_gives_the_same_result_as_its_documents_one_by_one(
    engine: Engine, settings: Settings, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - nothing is kept secret here
    for number in (1, 2, 40, 3):
        documents = _documents(random, number)
        alone = _one_by_one(engine, _named(documents, "a/"), settings)
        together = store_documents(engine, _named(documents, "b/"), settings)
        assert _told(together) == _told(alone)
        assert _ledger(engine, "b/") == _ledger(engine, "a/")
    assert len(_ledger(engine, "a/")) == 6


def test_a_document_repeated_in_a_batch_is_seen_again(engine: Engine, settings: Settings) -> None:
    texts = ["It was 300.", "It was 300.", "It was 320.", "It was 300.", "It was  300.\n"]
    outcomes = store_documents(engine, [{"id": 1, "text": text} for text in texts], settings)
    assert [verdict for verdict, _ in _told(outcomes)] == [
        "new",
        "seen_again",
        "revision",
        "revision",
        "seen_again",
    ]
    hints = [one.queued for one in outcomes if isinstance(one, Stored)]
    assert [hint is not None for hint in hints] == [True, False, True, True, False]
    (stored,) = _ledger(engine, "").values()
    assert stored == [
        ("active", 3, 1, "It was 300.", None, 1),
        ("active", 3, 2, "It was 320.", None, 1),
        ("active", 3, 3, "It was 300.", None, 1),
    ]


def test_a_batch_is_stored_in_a_few_statements(engine: Engine, settings: Settings) -> None:
    articles = [accept(article(number), max_characters=10_000) for number in range(100)]
    extractor = identity(settings.model)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    for most in (6, 4):  # new, then seen again
        statements.clear()
        with writing(engine) as connection:
            store_articles(connection, articles, extractor)
        sent = [each for each in statements if not each.startswith("BEGIN")]
        assert len(sent) <= most, Counter(each.split()[0] for each in sent)


def test_two_processes_with_the_same_documents_store_each_once(
    engine: Engine, settings: Settings
) -> None:
    documents: list[Document] = [
        {**article(number), "text": f"Text {turn} of {number}, he said."}
        for turn in range(2)
        for number in range(60)
    ]

    def push(seed: int) -> list[Stored | RejectedError]:
        # In a different order each, so that they conflict; first texts before second ones.
        random, outcomes = Random(seed), []  # noqa: S311 - the same
        for half in (documents[:60], documents[60:]):
            mixed = random.sample(half, len(half))
            for start in range(0, len(mixed), 20):
                outcomes += store_documents(engine, mixed[start : start + 20], settings)
        return outcomes

    with ThreadPoolExecutor(3) as pool:
        outcomes = [one for pushed in pool.map(push, range(3)) for one in pushed]
    verdicts = Counter(verdict for verdict, _ in _told(outcomes))
    assert verdicts["new"] == 60
    assert verdicts.total() == 360
    stored = _ledger(engine, "test/")
    assert len(stored) == 60
    for revisions in stored.values():
        assert isinstance(revisions, list)
        numbers = [revision[2] for revision in revisions]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(revision[-1] == 1 for revision in revisions), "each has its one job"
        texts = [revision[3] for revision in revisions]
        assert all(one != other for one, other in pairwise(texts))
    seen = sum(revisions[0][1] for revisions in stored.values())  # type: ignore[index]
    assert seen == 60 + verdicts["seen_again"]
