"""Lines that a publisher repeats, and the recheck of copies, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select, update

from db.lookup import copies, stories
from db.models import CopyRow, FingerprintRow, JobRow, PublisherLineRow, RevisionRow, StoryRow
from db.session import reading, writing
from tests.articles import NEWS
from worker import jobs
from worker.flow import copy_recheck, publisher_lines
from worker.flow.documents import store_document
from worker.kinds import RECHECK_COPIES
from worker.settings import Settings

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NOTICE = (
    "This desk reports from every harbour of the northern coast and is paid for by its readers; "
    "whoever finds a mistake may write to the editor, who answers every letter within the week, "
    "and whoever wants to help can become a member for a crown a month at any post office."
)


def _take(
    engine: Engine, settings: Settings, number: int, text: str, *, hours: float, site: str = "desk"
) -> None:
    when = (NOON + timedelta(hours=hours)).isoformat()
    url = f"https://{site}.example/{number}"
    store_document(engine, {"url": url, "published": when, "text": text}, settings)


def _relations(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as connection:
        return [(each.older_key, each.newer_key) for each in copies.relations(connection)]


def _lines(engine: Engine) -> list[tuple[str, int]]:
    with reading(engine) as connection:
        rows = connection.execute(select(PublisherLineRow).order_by(PublisherLineRow.version))
        return [(row.line, row.version) for row in rows]


def _with_notice(engine: Engine, settings: Settings, numbers: range, *, days: float) -> None:
    for number in numbers:
        _take(engine, settings, number, f"{NEWS[number]}\n\n{NOTICE}", hours=number * days * 24)


def test_texts_that_share_only_their_publishers_lines_are_not_copies(
    engine: Engine, settings: Settings
) -> None:
    _with_notice(engine, settings, range(5), days=4)
    assert publisher_lines.learn(engine) == 1
    assert _lines(engine) == [(NOTICE, 1)]
    _with_notice(engine, settings, range(5, 7), days=0.01)
    _take(engine, settings, 9, NEWS[6] + "\n\n" + NOTICE, hours=2)
    assert _relations(engine) == [("url:https://desk.example/6", "url:https://desk.example/9")]
    with reading(engine) as connection:
        (found,) = copies.relations(connection)
    assert (found.relation, found.evidence["lines_version"]) == ("exact_copy", 1)


def test_lines_repeated_within_the_window_or_in_few_stories_are_not_learned(
    engine: Engine, settings: Settings
) -> None:
    _with_notice(engine, settings, range(4), days=4)
    assert publisher_lines.learn(engine) == 0
    _with_notice(engine, settings, range(4, 6), days=0)
    assert publisher_lines.learn(engine) == 1, "now five stories and more have it"


def test_nothing_is_learned_from_copies_of_one_story(engine: Engine, settings: Settings) -> None:
    for number in range(8):
        _take(engine, settings, number, f"{NEWS[0]}\n\n{NOTICE}", hours=number * 24)
    assert publisher_lines.learn(engine) == 0


def test_learned_lines_are_kept_and_new_ones_make_the_next_version(
    engine: Engine, settings: Settings
) -> None:
    _with_notice(engine, settings, range(5), days=4)
    assert publisher_lines.learn(engine) == 1
    assert publisher_lines.learn(engine) == 0
    other = NOTICE.replace("harbour", "village").replace("letter", "call")
    for number in range(5):
        text = f"{NEWS[number].upper()}\n\n{other}"
        _take(engine, settings, 20 + number, text, hours=number * 96)
    assert publisher_lines.learn(engine) == 1
    assert _lines(engine) == [(NOTICE, 1), (other, 2)]


def test_a_recheck_removes_wrong_relations_and_finds_missed_ones(
    engine: Engine, settings: Settings
) -> None:
    # Linked by the notice alone, since it was not learned yet; the first counts as a form.
    _take(engine, settings, 0, f"{NEWS[0]}\n\n{NOTICE}", hours=0)
    _take(engine, settings, 1, f"{NEWS[0]}\n\n{NOTICE}", hours=1, site="paper")
    _take(engine, settings, 2, f"{NEWS[2]}\n\n{NOTICE}", hours=2)
    with reading(engine) as connection:
        ids = list(connection.execute(select(RevisionRow.id).order_by(RevisionRow.id)).scalars())
    with writing(engine) as connection:
        # As an earlier version of the rules may have stored it.
        connection.execute(delete(CopyRow))
        connection.execute(delete(FingerprintRow))
        connection.execute(update(StoryRow).values(parent_id=ids[0]))
        evidence = {"numbers_removed": [], "numbers_added": [], "words_changed": []}
        wrong = {"low_id": ids[0], "high_id": ids[2], "older_id": ids[0], "relation": "revision"}
        shares = {"contained_older": 0.9, "contained_newer": 0.9, "found_at": NOON}
        counts = {"sentences_removed": 0, "sentences_added": 0}
        row = CopyRow(**wrong, **shares, evidence=evidence | counts)
        values = {c.name: getattr(row, c.key) for c in CopyRow.__table__.c if c.name != "id"}
        connection.execute(CopyRow.__table__.insert().values(values))
    _with_notice(engine, settings, range(2, 7), days=4)
    assert publisher_lines.learn(engine) == 1
    with writing(engine) as connection:
        assert copy_recheck.queue_recheck(connection)
        assert copy_recheck.queue_recheck(connection) is None, "it waits already"
    while jobs.work_next(engine, settings.model_copy(update={"poll": False})):
        if _repaired(engine):
            break
    assert ("url:https://desk.example/0", "url:https://paper.example/1") in _relations(engine)
    assert ("url:https://desk.example/0", "url:https://desk.example/2") not in _relations(engine)
    with reading(engine) as connection:
        roots = stories.roots(connection, ids)
    assert roots == {ids[0]: ids[0], ids[1]: ids[0], ids[2]: ids[2]}


def _repaired(engine: Engine) -> bool:
    with reading(engine) as connection:
        state = select(JobRow.state).where(JobRow.kind == RECHECK_COPIES)
        return connection.execute(state).scalar() == "done"


def test_a_recheck_continues_where_it_was_interrupted(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_notice(engine, settings, range(3), days=4)
    monkeypatch.setattr(copy_recheck, "TEXTS_AT_A_TIME", 1)
    monkeypatch.setattr(copy_recheck, "_SECONDS", 0.0)
    with writing(engine) as connection:
        hint = copy_recheck.queue_recheck(connection)
    assert hint
    came = []
    while not _repaired(engine):
        queued = jobs.work(engine, hint.job_id, settings)
        with reading(engine) as connection:
            payload = connection.execute(
                select(JobRow.payload).where(JobRow.kind == RECHECK_COPIES)
            )
            came.append((payload.scalar_one()["after"], queued))
    ids = [after for after, _ in came[:-1]]
    assert ids == sorted(set(ids))
    assert len(ids) == 3, "one text at a time"
    assert all(queued == [hint] for _, queued in came[:-1]), "the next part is queued at once"
