"""Reprocessing: a new run is stored in addition to the old one, and shown instead of it."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from db import lookup
from db.models import ActiveRunRow, ClaimRow, ExtractorRow, RunRow
from db.session import reading
from tests.articles import article
from tests.conftest import Reportedly
from worker import extractors, jobs
from worker.flow.documents import store_document
from worker.flow.reprocess import reprocess_all
from worker.records import Article, Claim, Extraction, Extractor, Link, Span
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
    store_document(engine, article(1), settings)
    _work_all(engine, settings)
    assert len(_runs(engine)) == 1
    return engine


class _OneClaimFewer:
    """A second extractor: the rules without the last claim of each article."""

    def __init__(self, settings: Settings) -> None:
        self._rules = extractors.Rules(settings)

    @property
    def identity(self) -> Extractor:
        return replace(self._rules.identity, name="next")

    def extract(self, article: Article) -> Extraction:
        found = self._rules.extract(article)
        return replace(found, claims=found.claims[:-1])


class _NoModel:
    """An extractor without a language model: the whole text is one claim of the narrator."""

    def __init__(self, _settings: Settings) -> None:
        self.identity = Extractor("whole-text", "1", "0" * 64)

    def extract(self, article: Article) -> Extraction:
        whole = (Span(0, len(article.text)),)
        claim = Claim(
            section="body",
            evidence=whole,
            evidence_text=(article.text,),
            statement=article.text,
            chain=(Link(0, 0, "narrator"),),
            factuality="asserted",
            polarity="positive",
            speech="none",
        )
        return Extraction((claim,))


def _change_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extractors.EXTRACTORS, "next", _OneClaimFewer)  # type: ignore[arg-type]
    monkeypatch.setattr(extractors, "USED", "next")


def test_an_extractor_needs_only_its_line_in_the_table(
    extracted: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = _shown(extracted)
    monkeypatch.setitem(extractors.EXTRACTORS, "whole-text", _NoModel)  # type: ignore[arg-type]
    monkeypatch.setattr(extractors, "USED", "whole-text")
    assert len(reprocess_all(extracted, settings)) == 1
    _work_all(extracted, settings)
    assert len(_runs(extracted)) == 2, "its run was stored in addition to the first"
    (second,) = _shown(extracted)
    assert second != first
    with reading(extracted) as connection:
        names = connection.execute(select(ExtractorRow.name).order_by(ExtractorRow.id)).scalars()
        assert list(names) == ["rules", "whole-text"]
        (claim,) = lookup.claims.find(connection, lookup.claims.Selection())
    assert claim.claim.statement == article(1)["text"]
    store_document(extracted, article(2), settings)
    _work_all(extracted, settings)
    assert _runs(extracted)[2:] == [1], "it extracts new articles, too"


def test_the_same_extractor_adds_nothing(extracted: Engine, settings: Settings) -> None:
    assert reprocess_all(extracted, settings) == []
    _work_all(extracted, settings)
    assert len(_runs(extracted)) == 1


def test_the_run_of_a_new_extractor_is_added_and_shown(
    extracted: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = _shown(extracted)
    kept = _keys(extracted, first)
    _change_the_extractor(monkeypatch)
    assert len(reprocess_all(extracted, settings)) == 1
    assert reprocess_all(extracted, settings) == [], "its job is queued already"
    _work_all(extracted, settings)
    (second,) = _shown(extracted)
    assert second != first
    assert _keys(extracted, first) == kept, "the first run is as it was"
    assert _keys(extracted, second) == kept[:-1], "the same claims keep their keys"
    with reading(extracted) as connection:
        assert len(lookup.claims.find(connection, lookup.claims.Selection())) == len(kept) - 1
        views = lookup.claims.by_key(connection, kept[0])
        lost = lookup.claims.by_key(connection, kept[-1])
    assert [view.shown for view in views] == [True, False]
    assert [view.shown for view in lost] == [False], "a claim that was dropped can still be cited"


def test_the_old_extractor_used_again_shows_its_stored_run(
    extracted: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _shown(extracted)
    with monkeypatch.context() as changed:
        _change_the_extractor(changed)
        reprocess_all(extracted, settings)
        _work_all(extracted, settings)
        assert _shown(extracted) != before
    assert len(reprocess_all(extracted, settings)) == 1
    _work_all(extracted, settings)
    assert _shown(extracted) == before
    assert len(_runs(extracted)) == 2


def test_the_command_reports_what_it_does(reportedly: Reportedly) -> None:
    assert reportedly("reprocess").returncode == 2
    assert reportedly("up", "--once").returncode == 0
    assert "nothing to do" in reportedly("reprocess", "--all").stdout
