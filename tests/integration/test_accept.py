"""Step 3 through the command line: accepted means stored, a repeat changes nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, select

import migrations
from db.lookup import articles as lookup
from db.lookup import jobs as job_lookup
from db.models import JobRow, RevisionRow
from db.session import reading, writing
from tests.articles import article
from tests.conftest import SEED, Reportedly
from worker import jobs
from worker.flow.documents import store_document, store_or_record
from worker.settings import Settings


def test_accept_takes_files_lines_and_standard_input(
    reportedly: Reportedly, tmp_path: Path
) -> None:
    lines = tmp_path / "pushed.jsonl"
    lines.write_text("\n".join(json.dumps(article(n)) for n in range(3)) + "\n\n")
    ended = reportedly("accept", str(SEED), str(lines))
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[-1] == "4 new"
    assert "`reportedly up` will do the rest" in ended.stderr
    again = reportedly("accept", "-", given=lines.read_text())
    assert again.stdout.splitlines()[-1] == "3 seen again"
    assert json.loads(reportedly("stats", "--json").stdout)["articles"] == 4
    listed = json.loads(reportedly("articles", "--json").stdout)
    assert [view["times_seen"] for view in listed] == [2, 2, 2, 1]
    assert listed[-1]["title"] == "300 North Korean soldiers killed fighting in Ukraine: Seoul"


def test_a_bad_document_is_named_and_the_others_are_stored(
    reportedly: Reportedly, tmp_path: Path
) -> None:
    lines = tmp_path / "pushed.jsonl"
    good = json.dumps(article(1))
    lines.write_text(
        f'{{"text": 5}}\n{good}\n{{"text"\n[1]\n{{"text": "x", "published": "May"}}\n'
    )
    ended = reportedly("accept", str(lines), str(tmp_path / "none.txt"))
    assert ended.returncode == 1
    faults = ended.stderr
    assert "line 1: rejected: text: must be a string, not int" in faults
    assert "line 3: rejected: not JSON" in faults
    assert "line 4: rejected: not an object but list" in faults
    assert "line 5: rejected: published: 'May' is not a date" in faults
    assert "none.txt: rejected: No such file" in faults
    assert ended.stdout.splitlines()[-1] == "1 new, 5 rejected"


def test_a_new_text_under_the_same_id_is_the_next_revision(
    engine: Engine, settings: Settings
) -> None:
    texts = ["300 were killed, he said.", "320 were killed, he said.", "300 were killed, he said."]
    taken = [store_document(engine, {"id": "x", "text": text}, settings) for text in texts]
    assert [each.verdict for each in taken] == ["new", "revision", "revision"]
    assert store_document(engine, {"id": "x", "text": texts[-1]}, settings).verdict == "seen_again"
    with reading(engine) as connection:
        stored = connection.execute(select(RevisionRow.text).order_by(RevisionRow.number))
        assert list(stored.scalars()) == texts


def test_one_text_under_two_ids_is_two_articles(engine: Engine, settings: Settings) -> None:
    taken = [store_document(engine, {"id": name, "text": "He left."}, settings) for name in "xy"]
    assert len({each.article_key for each in taken}) == 2, "copies are linked, never dropped"


def test_replacing_unstorable_characters_keeps_the_offsets(
    engine: Engine, settings: Settings
) -> None:
    text = "One\x00two \ud83d three 🙂 he said."
    taken = store_document(engine, {"text": text}, settings)
    with reading(engine) as connection:
        revision = lookup.newest_revision(connection, taken.article_key)
    assert revision
    assert revision.article.text == "One\ufffdtwo \ufffd three 🙂 he said."
    assert len(revision.article.text) == len(text)


def test_a_rejected_push_is_kept_once(engine: Engine, settings: Settings) -> None:
    for _ in range(2):
        assert store_or_record(engine, {"text": " "}, settings) is None
    with writing(engine) as connection:
        (view,) = job_lookup.find(connection, state="dead")
    assert view.kind == "accept"
    assert view.error == "text: missing or blank; a document needs a text"


@pytest.mark.parametrize(
    "document",
    [
        {"text": 5, "published": datetime(2025, 1, 13, tzinfo=UTC)},
        {"text": float("nan"), "title": "\ud83d\0"},
        ["no object"],
    ],
)
def test_a_rejected_push_is_kept_with_any_content(
    engine: Engine, settings: Settings, document: dict[str, object]
) -> None:
    assert store_or_record(engine, document, settings) is None
    with reading(engine) as connection:
        (payload,) = connection.execute(select(JobRow.payload)).scalars()
    assert list(payload) == ["document"]


def test_a_new_notice_on_the_same_text_is_a_revision(engine: Engine, settings: Settings) -> None:
    notices = [None, "retraction", "retraction", None, "correction", "clarification"]
    taken = [
        store_document(engine, {"id": "x", "text": "He left.", "notice": notice}, settings)
        for notice in notices
    ]
    assert [one.verdict for one in taken] == [
        "new",
        "revision",
        "seen_again",
        "seen_again",
        "revision",
        "revision",
    ]
    with reading(engine) as connection:
        (view,) = lookup.find(connection, limit=5)
    assert (view.status, view.notice) == ("corrected", "clarification")
    assert (view.revisions, view.times_seen) == (4, 3)


def test_a_change_of_other_fields_makes_no_revision_and_keeps_the_first_values(
    engine: Engine, settings: Settings
) -> None:
    first = {"id": "x", "text": "He left.", "byline": "Ada Brenner", "language": "en"}
    store_document(engine, first, settings)
    changed = {**first, "byline": "Tom Reyes", "section": "World", "published": "2025-01-13"}
    assert store_document(engine, changed, settings).verdict == "seen_again"
    with reading(engine) as connection:
        (view,) = lookup.find(connection, limit=5)
    assert (view.byline, view.section, view.status) == ("Ada Brenner", None, "active")


def test_the_fields_of_a_document_are_shown(reportedly: Reportedly) -> None:
    said = {
        "modified": "2025-01-14T10:00:00+01:00",
        "language": "en",
        "byline": "Ada [red] Brenner",
        "section": "World",
        "credit": "AP",
        "notice": "retraction",
    }
    reportedly("accept", given=json.dumps({"text": "He left, she said.", **said}))
    (listed,) = json.loads(reportedly("articles", "--json").stdout)
    shown = json.loads(reportedly("show", listed["key"], "--json").stdout)
    for name in ("language", "byline", "section", "credit", "notice"):
        assert listed[name] == shown[name] == said[name]
    assert listed["status"] == shown["status"] == "retracted"
    assert listed["modified_at"] == shown["modified"] == "2025-01-14 09:00:00+00:00"
    assert " retracted " in reportedly("articles").stdout
    words = reportedly("show", "a").stdout.splitlines()[0]
    assert words.endswith(
        "revision 1, retracted, published unknown, modified 2025-01-14 09:00:00+00:00, AP, "
        "by Ada [red] Brenner, in World, language en, notice of retraction"
    )


def test_a_day_of_modification_is_stored_as_its_first_second(
    engine: Engine, settings: Settings
) -> None:
    store_document(engine, {"text": "He left.", "modified": "2025-01-14"}, settings)
    with reading(engine) as connection:
        (view,) = lookup.find(connection, limit=5)
    assert view.modified_at == datetime(2025, 1, 14, tzinfo=UTC)


def test_the_columns_migrate_both_ways_while_runs_refer_to_revisions(
    engine: Engine, settings: Settings
) -> None:
    taken = store_document(engine, {"text": "He left, she said."}, settings)
    assert taken.queued
    jobs.work(engine, taken.queued.job_id, settings)
    configuration = migrations.configuration()
    configuration.attributes["engine"] = engine
    command.downgrade(configuration, "0004")
    command.downgrade(configuration, "-1")
    assert migrations.upgrade(engine)
    assert store_document(engine, {"text": "He left, she said."}, settings).verdict == "seen_again"
