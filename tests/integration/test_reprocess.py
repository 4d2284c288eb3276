"""Reprocessing without regret: a new run stands beside the old one and is shown instead."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from db.lookup import claims as claim_lookup
from db.models import ActiveRunRow, ClaimRow, RunRow
from db.session import reading
from tests.articles import article
from tests.conftest import Reportedly
from worker import jobs, pipeline
from worker.records import Article, Extraction, Extractor
from worker.settings import Settings


def _work_all(engine: Engine, settings: Settings) -> None:
    while jobs.work_next(engine, settings):
        pass


def _runs(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.execute(select(RunRow.claims).order_by(RunRow.id)).scalars())


def _shown(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.execute(select(ActiveRunRow.run_id)).scalars())


def _keys(engine: Engine, run_id: int) -> list[str]:
    with reading(engine) as connection:
        statement = select(ClaimRow.key).filter_by(run_id=run_id).order_by(ClaimRow.ordinal)
        return list(connection.execute(statement).scalars())


@pytest.fixture
def extracted(engine: Engine, settings: Settings) -> Engine:
    """A ledger with one extracted article."""
    pipeline.take_in(engine, article(1), settings)
    _work_all(engine, settings)
    assert len(_runs(engine)) == 1
    return engine


def _change_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    before, extract = pipeline.identity, pipeline.extract

    def identity(model: str) -> Extractor:
        return replace(before(model), version="next")

    def one_claim_fewer(article: Article, model: object) -> Extraction:
        found = extract(article, model)  # type: ignore[arg-type]
        return replace(found, claims=found.claims[:-1])

    monkeypatch.setattr(pipeline, "identity", identity)
    monkeypatch.setattr(pipeline, "extract", one_claim_fewer)


def test_the_same_extractor_adds_nothing(extracted: Engine, settings: Settings) -> None:
    assert pipeline.reprocess_all(extracted, settings) == []
    _work_all(extracted, settings)
    assert len(_runs(extracted)) == 1


def test_a_new_extractor_stands_beside_the_old_and_is_shown(
    extracted: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = _shown(extracted)
    kept = _keys(extracted, first)
    _change_the_extractor(monkeypatch)
    assert len(pipeline.reprocess_all(extracted, settings)) == 1
    assert pipeline.reprocess_all(extracted, settings) == [], "it waits already"
    _work_all(extracted, settings)
    (second,) = _shown(extracted)
    assert second != first
    assert _keys(extracted, first) == kept, "the first run is as it was"
    assert _keys(extracted, second) == kept[:-1], "the same claims keep their keys"
    with reading(extracted) as connection:
        assert len(claim_lookup.find(connection, claim_lookup.Selection())) == len(kept) - 1
        views = claim_lookup.by_key(connection, kept[0])
        lost = claim_lookup.by_key(connection, kept[-1])
    assert [view.shown for view in views] == [True, False]
    assert [view.shown for view in lost] == [False], "a claim that was dropped can still be cited"


def test_the_old_extractor_again_shows_its_run_and_makes_none(
    extracted: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _shown(extracted)
    with monkeypatch.context() as changed:
        _change_the_extractor(changed)
        pipeline.reprocess_all(extracted, settings)
        _work_all(extracted, settings)
        assert _shown(extracted) != before
    assert len(pipeline.reprocess_all(extracted, settings)) == 1
    _work_all(extracted, settings)
    assert _shown(extracted) == before
    assert len(_runs(extracted)) == 2


def test_the_command_says_what_it_does(reportedly: Reportedly) -> None:
    assert reportedly("reprocess").returncode == 2
    assert reportedly("up", "--once").returncode == 0
    assert "nothing to do" in reportedly("reprocess", "--all").stdout
