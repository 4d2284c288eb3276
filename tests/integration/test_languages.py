"""A text in a language that is not supported: stored, linked and shown, without claims."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db.lookup import articles as lookup
from db.lookup import copies, stories
from db.lookup.stats import counts
from db.session import reading
from tests.conftest import Reportedly
from worker import extractors, jobs
from worker.clock import now
from worker.extract.text import languages
from worker.flow.documents import store_document
from worker.flow.reprocess import reprocess_all
from worker.records import Extractor
from worker.settings import Settings

GERMAN = (
    "Hafenbrücke nach Unfall gesperrt\n\n"
    "Die Hafenbrücke wurde am Montag gesperrt, nachdem ein Lastwagen ihren östlichen Pfeiler "
    "gestreift hatte. Der Schaden sei gering, sagte Bürgermeisterin Ada Brenner vor Journalisten. "
    "Am Abend könne der Verkehr wieder fließen. Die Fähren fuhren alle zehn Minuten, und die "
    "Stadt bezahlte die Karten aller 300 Fahrgäste.\n"
)
UNSUPPORTED = "unsupported_language"


def _work_all(engine: Engine, settings: Settings) -> None:
    while jobs.work_next(engine, settings):
        pass


@pytest.fixture
def german(engine: Engine, settings: Settings) -> Engine:
    """A ledger with one German article under two names."""
    for name in ("one", "two"):
        store_document(engine, {"id": name, "text": GERMAN}, settings)
    _work_all(engine, settings)
    return engine


def test_the_text_is_stored_with_its_language_and_the_run_says_why_it_is_empty(
    german: Engine,
) -> None:
    with reading(german) as connection:
        views = lookup.find(connection, limit=9)
        counted = counts(connection, now=now())
    assert [(view.language, view.outcome, view.claims) for view in views] == [
        ("de", UNSUPPORTED, 0)
    ] * 2
    assert (counted["texts_in_unsupported_languages"], counted["jobs_done"]) == (2, 2)
    assert counted["jobs_dead"] == 0


def test_copies_of_the_text_are_linked(german: Engine) -> None:
    with reading(german) as connection:
        (copy,) = copies.relations(connection)
    assert copy.relation == "exact_copy"


def test_the_text_is_found_by_its_words(german: Engine, settings: Settings) -> None:
    store_document(german, {"id": "three", "text": "The bridge is open, Hale said.\n"}, settings)
    with reading(german) as connection:

        def found(words: str | None = None, language: str | None = None) -> list[int]:
            search = lookup.Search(words, language)
            unfolded = lookup.find(connection, limit=9, search=search)
            return [len(unfolded), len(stories.find(connection, limit=9, search=search))]

        assert found("HAFENBRÜCKE") == [2, 1]
        assert found("östlichen pfeiler", "de") == [2, 1]
        assert found("Östlichen") == [2, 1], "capitals beyond ASCII, on both databases"
        assert found("bridge") == [1, 1]
        assert found("bridge", "de") == [0, 0]
        assert found("100%") == [0, 0], "a sign of patterns is a sign"
        assert found() == [3, 2]


def test_an_extractor_that_supports_the_language_processes_the_text(
    german: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reprocess_all(german, settings) == []
    before = extractors.rules_identity

    def identity(model: str) -> Extractor:
        return replace(before(model), version="next")

    monkeypatch.setattr(extractors, "rules_identity", identity)
    monkeypatch.setattr(languages, "SUPPORTED", {"en", "de"})
    assert len(reprocess_all(german, settings)) == 2
    _work_all(german, settings)
    with reading(german) as connection:
        views = lookup.find(connection, limit=9)
    assert {view.outcome for view in views} == {"extracted"}
    assert all(view.claims for view in views)


def test_a_declaration_that_contradicts_the_text_is_ignored(
    engine: Engine, settings: Settings
) -> None:
    english = "The mayor said that the bridge had been closed after the flood of last week. " * 3
    store_document(engine, {"id": "a", "text": english, "language": "de"}, settings)
    store_document(engine, {"id": "b", "text": GERMAN, "language": "en-GB"}, settings)
    store_document(engine, {"id": "c", "text": "Ana Brandt said it rained."}, settings)
    _work_all(engine, settings)
    with reading(engine) as connection:
        views = lookup.find(connection, limit=9)
    assert [(view.language, view.outcome) for view in reversed(views)] == [
        ("en", "extracted"),
        ("de", UNSUPPORTED),
        (None, "extracted"),
    ]


def test_the_commands_show_that_the_language_is_not_supported(
    german: Engine, database_url: str, reportedly: Reportedly, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert "in de" in reportedly("articles").stdout
    (view,) = json.loads(reportedly("articles", "--json").stdout)
    assert (view["language"], view["outcome"]) == ("de", UNSUPPORTED)
    assert "its language, de, is not supported" in reportedly("show", view["key"]).stdout
    shown = json.loads(reportedly("show", view["key"], "--json").stdout)
    assert (shown["outcome"], shown["claims"]) == (UNSUPPORTED, [])
    with reading(german) as connection:
        assert lookup.outcome(connection, 999) is None


def test_extract_prints_no_claims_and_says_why(reportedly: Reportedly) -> None:
    ended = reportedly("extract", "-", given=GERMAN)
    assert ended.returncode == 0
    printed = json.loads(ended.stdout)
    assert (printed["language"], printed["outcome"]) == ("de", UNSUPPORTED)
    assert printed["claims"] == []
    assert "no claims: its language, de, is not supported" in ended.stderr
