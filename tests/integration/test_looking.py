"""Commands that show the ledger: for people and as JSON, they show what is stored."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import migrations
from db.session import engine_for
from tests.conftest import SEED, Reportedly
from worker import jobs
from worker.flow.documents import store_document
from worker.settings import Settings


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger with the seed article, extracted once for all these tests."""
    url = f"sqlite:///{tmp_path_factory.mktemp('looking') / 'ledger.sqlite'}"
    engine, settings = engine_for(url), Settings()
    migrations.upgrade(engine)
    store_document(engine, {"text": SEED.read_text(encoding="utf-8")}, settings)
    while jobs.work_next(engine, settings):
        pass
    engine.dispose()
    return url


@pytest.fixture
def look(reportedly: Reportedly, ledger: str, monkeypatch: pytest.MonkeyPatch) -> Reportedly:
    """Run a command on that ledger; it must succeed."""
    monkeypatch.setenv("DATABASE_URL", ledger)

    def run(*arguments: str) -> object:
        ended = reportedly(*arguments)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended

    return run  # type: ignore[return-value]


def test_articles_lists_the_seed(look: Reportedly) -> None:
    (view,) = json.loads(look("articles", "--json").stdout)
    assert view["title"] == "300 North Korean soldiers killed fighting in Ukraine: Seoul"
    assert (view["published_on"], view["credit"]) == ("2025-01-13", "AFP")
    assert view["key"] in look("articles").stdout


def test_articles_can_be_searched(look: Reportedly) -> None:
    assert len(json.loads(look("articles", "--text", "kursk", "--json").stdout)) == 1
    assert len(json.loads(look("articles", "--language", "en", "--json").stdout)) == 1
    assert look("articles", "--text", "no such words").stdout == "no articles fit\n"


def test_show_numbers_each_claim_in_the_text_and_below_it(look: Reportedly) -> None:
    shown = look("show", "a").stdout
    claims = json.loads(look("show", "a", "--json").stdout)["claims"]
    assert len(claims) > 15
    for number, claim in enumerate(claims, start=1):
        assert shown.count(f"[{number}]") == 2, "once in the text, once beneath"
        assert claim["key"] in shown
    text = shown[: shown.index(f"[1] {claims[0]['key']}")]
    first = claims[0]["evidence_text"][-1]
    assert f"{first}[1]" in text


def test_every_shown_span_is_exact(look: Reportedly) -> None:
    shown = json.loads(look("show", "a", "--json").stdout)
    assert shown["text"] == SEED.read_text(encoding="utf-8")
    for claim in shown["claims"]:
        words = [shown["text"][start:end] for start, end in claim["evidence"]]
        assert words == claim["evidence_text"]


@pytest.mark.parametrize(
    ("options", "field", "values"),
    [
        (("--factuality", "accused"), "factuality", {"accused"}),
        (("--factuality", "unacknowledged"), "voice", {"publisher"}),
        (("--text", "10,000"), "section", {"dek", "body"}),
        (("--property", "killed", "--voice", "Lee"), "factuality", {"asserted"}),
    ],
)
def test_claims_can_be_filtered(
    look: Reportedly, options: tuple[str, ...], field: str, values: set[str]
) -> None:
    found = json.loads(look("claims", *options, "--json").stdout)
    assert {claim[field] for claim in found} == values


def test_since_takes_a_day(look: Reportedly) -> None:
    assert json.loads(look("claims", "--since", "2025-01-13", "--json").stdout)
    assert not json.loads(look("claims", "--since", "2025-01-14", "--json").stdout)
    assert "no claims fit" in look("claims", "--since", "2025-01-14").stdout


def test_why_prints_the_proof_of_a_claim(look: Reportedly) -> None:
    found = json.loads(look("claims", "--property", "killed", "--voice", "Lee", "--json").stdout)
    key = found[0]["key"]
    proof = look("why", key).stdout
    start, end = found[0]["evidence"][0]
    assert f"[{start}, {end})" in proof
    assert "Around 300 North Korean soldiers have been killed" in proof
    assert "a South Korean lawmaker said Monday" in proof, "the whole passage"
    assert "rules" in proof
    assert "the run that is shown" in proof
    assert f"confidence  {found[0]['confidence']:.2f}" in proof
    assert f"asserted {found[0]['confidence']:.2f}  " in look("claims").stdout
    assert json.loads(look("why", key, "--json").stdout)["key"] == key


def test_stats_and_jobs_print_counts(look: Reportedly) -> None:
    stats = json.loads(look("stats", "--json").stdout)
    assert (stats["articles"], stats["runs"], stats["jobs_done"]) == (1, 1, 1)
    assert stats["claims"] == sum(stats["factuality"].values()) > 15
    (job,) = json.loads(look("jobs", "--json").stdout)
    assert (job["kind"], job["state"]) == ("extract", "done")
    assert "1 done" in look("jobs").stdout


def test_extract_prints_the_claims_that_the_ledger_has(look: Reportedly) -> None:
    printed = json.loads(look("extract", str(SEED)).stdout)
    stored = json.loads(look("show", "a", "--json").stdout)["claims"]
    for name in ("evidence", "confidence"):
        assert [claim[name] for claim in printed["claims"]] == [claim[name] for claim in stored]
    frames = json.loads(look("extract", str(SEED), "--format", "attributions").stdout)
    assert frames["attributions"]


@pytest.mark.usefixtures("look")
def test_a_closed_pipe_gives_no_error_message(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with errors.open("wb") as stream:
        shown = subprocess.Popen(
            [sys.executable, "-m", "worker", "claims"], stdout=subprocess.PIPE, stderr=stream
        )
        assert shown.stdout
        shown.stdout.close()
        shown.wait(30)
    assert errors.read_text() == ""
