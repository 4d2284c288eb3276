"""Copies on both databases: linked with their relation, one story in any order of arrival."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from db.lookup import articles, copies, stories
from db.models import ArticleRow, CopyRow, FingerprintRow, RevisionRow, StoryRow
from db.session import reading, writing
from worker.accept import accept
from worker.cli import app
from worker.clock import now
from worker.extract.identity import identity
from worker.flow.articles import store_articles
from worker.flow.copies import link_copies
from worker.flow.documents import store_document
from worker.flow.retention import forget
from worker.settings import Settings, load_settings

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SENTENCES = (
    "The harbour office closed the northern quay on Monday after a crane had come down.",
    "Around 300 containers were lost when the ship listed, the master told the coastguard.",
    "Divers will look at the hull as soon as the storm over the strait has passed.",
    "The owner of the vessel, Meridian Lines, said that nobody of the crew was hurt.",
    "Ferries to the islands use the southern quay until the end of the week.",
    "A spokeswoman of the port, Ada Brenner, expects the first trains on Thursday.",
    "Insurers put the damage at four million crowns, a figure that the owner disputes.",
    "The last accident of this kind in the harbour was recorded eleven years ago.",
)
STORY = "\n\n".join(SENTENCES)
OTHER = (
    "The theatre of the old town opens its season with a comedy on Friday evening. "
    "Tickets are sold out, the manager said, and a second evening is planned for May. "
    "The stage was rebuilt over the summer by carpenters from three villages nearby."
)


def _take(
    engine: Engine,
    settings: Settings,
    name: str,
    text: str,
    *,
    hours: float = 0,
    **more: str,
) -> int:
    """Accept a document and check it as its job does; return the number of relations found."""
    when = (NOON + timedelta(hours=hours)).isoformat()
    document = {"id": name, "published": when, "text": text, **more}
    store_document(engine, document, settings)
    with reading(engine) as connection:
        newest = connection.execute(select(RevisionRow.id).order_by(RevisionRow.id.desc()))
        revision = articles.revision(connection, newest.scalars().first() or 0)
    assert revision
    with reading(engine) as connection:
        before = len(list(copies.relations(connection)))
    found = link_copies(engine, [revision])
    with reading(engine) as connection:
        assert len(list(copies.relations(connection))) == before, "accept had found them all"
    return found


def _relations(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine) as connection:
        return [
            (each.older_key, each.newer_key, each.relation)
            for each in copies.relations(connection)
        ]


def _stories(engine: Engine) -> list[set[str]]:
    """Return the stories as sets of source keys, the larger first."""
    rows = select(RevisionRow.id, ArticleRow.source_key).join(
        ArticleRow, ArticleRow.id == RevisionRow.article_id
    )
    with reading(engine) as connection:
        keys = dict(connection.execute(rows).all())
        roots = stories.roots(connection, keys)
    found: dict[int, set[str]] = {}
    for revision_id, key in keys.items():
        found.setdefault(roots[revision_id], set()).add(key)
    return sorted(found.values(), key=len, reverse=True)


def test_a_copy_a_cut_and_an_edited_figure_have_different_relations(
    engine: Engine, settings: Settings
) -> None:
    assert _take(engine, settings, "wire", STORY) == 0
    assert _take(engine, settings, "paper", STORY.replace('"', "'"), hours=1) == 1
    assert _take(engine, settings, "short", "\n\n".join(SENTENCES[:5]), hours=2) >= 1
    assert _take(engine, settings, "later", STORY.replace("300", "320"), hours=3) >= 1
    assert _take(engine, settings, "theatre", OTHER, hours=3) == 0
    related = {(older, newer): relation for older, newer, relation in _relations(engine)}
    assert related["id:wire", "id:paper"] == "exact_copy"
    assert related["id:wire", "id:short"] == "abridgement"
    assert related["id:wire", "id:later"] == "revision"
    assert _stories(engine) == [{"id:wire", "id:paper", "id:short", "id:later"}, {"id:theatre"}]
    with reading(engine) as connection:
        (changed,) = [
            each
            for each in copies.relations(connection)
            if (each.older_key, each.newer_key) == ("id:wire", "id:later")
        ]
    assert (changed.evidence["numbers_removed"], changed.evidence["numbers_added"]) == (
        ["300"],
        ["320"],
    )


def test_the_older_text_is_the_one_with_the_earlier_event_in_any_order(
    engine: Engine, settings: Settings
) -> None:
    _take(engine, settings, "late", STORY, hours=5)
    _take(engine, settings, "early", STORY + "\n\n" + OTHER, hours=1)
    ((older, newer, _),) = _relations(engine)
    assert (older, newer) == ("id:early", "id:late")


def test_the_same_words_weeks_later_are_a_different_event(
    engine: Engine, settings: Settings
) -> None:
    _take(engine, settings, "one", STORY)
    assert _take(engine, settings, "two", STORY, hours=24 * 21) == 0
    assert len(_stories(engine)) == 2


def test_a_revision_belongs_to_its_articles_story_and_shows_what_changed(
    engine: Engine, settings: Settings
) -> None:
    _take(engine, settings, "one", STORY)
    assert _take(engine, settings, "one", STORY.replace("300", "320"), hours=24 * 30) == 1
    assert _take(engine, settings, "one", OTHER, hours=24 * 60) == 0, "an unrelated text"
    assert _relations(engine) == [("id:one", "id:one", "revision")]
    with reading(engine) as connection:
        ids = connection.execute(select(RevisionRow.id)).scalars().all()
        assert len(stories.members(connection, ids[0])) == 3, "but the same article"


def test_a_repeated_check_changes_nothing(engine: Engine, settings: Settings) -> None:
    _take(engine, settings, "one", STORY)
    _take(engine, settings, "two", STORY, hours=1)
    before = _relations(engine), _stories(engine)
    with reading(engine) as connection:
        ids = connection.execute(select(RevisionRow.id)).scalars().all()
        revisions = articles.revisions(connection, ids)
    for some in (revisions, revisions[::-1]):
        assert link_copies(engine, some) == 1
    assert (_relations(engine), _stories(engine)) == before


def test_fingerprints_five_weeks_older_than_the_newest_event_expire(
    engine: Engine, settings: Settings
) -> None:
    _take(engine, settings, "old", STORY)
    _take(engine, settings, "new", OTHER, hours=24 * 45)
    forget(engine, settings)
    with reading(engine) as connection:
        left = set(connection.execute(select(FingerprintRow.second)).scalars())
    assert left == {int((NOON + timedelta(days=45)).timestamp())}
    assert len(_stories(engine)) == 2, "the texts stay"


def test_an_article_dated_in_the_far_future_expires_no_fingerprints(
    engine: Engine, settings: Settings
) -> None:
    today = (now() - NOON) / timedelta(hours=1)
    _take(engine, settings, "old", STORY, hours=today - 24)
    _take(engine, settings, "ahead", OTHER, hours=today + 24 * 365)
    forget(engine, settings)
    assert _take(engine, settings, "near", STORY, hours=today) == 1


CHECK_ALL = """
import os, random, signal, sys, threading
from sqlalchemy import select
from db.lookup import articles
from db.models import RevisionRow
from db.session import engine_for, reading
from worker.flow.copies import link_copies
from worker.errors import TransientError
engine, mine, deaths = engine_for(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "mortal"
with reading(engine) as connection:
    ids = connection.execute(select(RevisionRow.id).order_by(RevisionRow.id)).scalars().all()
if deaths:  # wherever it is then
    wait = random.Random(mine).uniform(0.05, 1.0)
    threading.Timer(wait, os.kill, (os.getpid(), signal.SIGKILL)).start()
for one in [one for place, one in enumerate(ids) if place % 4 == mine]:
    while True:
        try:
            with reading(engine) as connection:
                revision = articles.revision(connection, one)
            link_copies(engine, [revision])
            break
        except TransientError:
            continue
"""


def _check_in_four_processes(url: str, kind: str) -> list[int]:
    started = [
        subprocess.Popen([sys.executable, "-c", CHECK_ALL, url, str(number), kind])
        for number in range(4)
    ]
    return [process.wait(240) for process in started]


def _near_copies(groups: int) -> Sequence[tuple[str, str]]:
    """Four near-copies of each of many stories, which share no passage with one another."""
    chance = random.Random(7)  # noqa: S311 - made-up words
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]

    def word() -> str:
        return "".join(chance.choice(syllables) for _ in range(3))

    made = []
    for group in range(groups):
        words = [word() for _ in range(120)]
        for number in range(4):
            cut = words[: 120 - 3 * number]
            lines = [" ".join(cut[i : i + 12]).capitalize() + "." for i in range(0, len(cut), 12)]
            made.append((f"{group}-{number}", "\n\n".join(lines)))
    return made


def _store_unlinked(
    engine: Engine, settings: Settings, texts: Sequence[tuple[str, str]]
) -> list[int]:
    """Store texts with one time, as accept does before it checks for copies; return their ids."""
    stored = [
        accept(
            {"id": name, "published": NOON.isoformat(), "text": text},
            max_characters=settings.max_characters,
        )
        for name, text in texts
    ]
    with writing(engine) as connection:
        taken = store_articles(connection, stored, identity(settings.model))
    return [one.revision_id for one in taken if one.revision_id is not None]


@pytest.mark.parametrize("kind", ["immortal", "mortal"])
def test_four_processes_make_one_story_of_each_group(
    engine: Engine, database_url: str, settings: Settings, kind: str
) -> None:
    groups = 250
    _store_unlinked(engine, settings, _near_copies(groups))
    codes = _check_in_four_processes(database_url, kind)
    if kind == "mortal":
        assert any(codes), "some were killed"
        # Killed jobs are delivered again, and finished ones too.
        assert _check_in_four_processes(database_url, "immortal") == [0, 0, 0, 0]
    else:
        assert codes == [0, 0, 0, 0]
    with reading(engine) as connection:
        roots = connection.execute(
            select(StoryRow.revision_id).where(StoryRow.revision_id == StoryRow.parent_id)
        ).all()
        pairs = connection.execute(select(CopyRow.low_id, CopyRow.high_id)).all()
    assert len(roots) == groups
    assert len(set(pairs)) == len(pairs) == groups * 6
    stories = _stories(engine)
    assert all(len({key.partition("-")[0] for key in story}) == 1 for story in stories)


def test_a_story_of_very_many_outlets_is_one_in_any_order(
    engine: Engine, settings: Settings
) -> None:
    outlets = [(f"first-{number}", STORY) for number in range(120)]
    ids = _store_unlinked(engine, settings, outlets)
    with reading(engine) as connection:
        revisions = articles.revisions(connection, ids)
    link_copies(engine, revisions)
    with reading(engine) as connection:
        posted = select(FingerprintRow.revision_id).distinct()
        assert len(connection.execute(posted).all()) == 51, "only as many as are needed"
    for hours in (30, 60, 90):
        _take(engine, settings, f"later-{hours}", STORY, hours=hours)
    assert [len(story) for story in _stories(engine)] == [123]


def test_large_lists_and_stories_are_shown(engine: Engine, settings: Settings) -> None:
    ids = _store_unlinked(engine, settings, [("one", STORY), ("two", OTHER)])
    many = range(1, 70_000)  # more than one statement may have parameters
    with reading(engine) as connection:
        assert len(stories.roots(connection, many)) == len(many)
        assert set(ids) < set(stories.revisions_of(connection, many))
        assert copies.related(connection, many) == set()
        assert list(copies.relations(connection, many)) == []
        assert len(stories.find(connection, limit=len(many))) == 2


def test_a_form_filled_in_with_new_values_is_not_a_revision(
    engine: Engine, settings: Settings
) -> None:
    form = STORY.replace("on Monday ", "").replace("eleven", "many")
    _take(engine, settings, "long before", form, hours=-24 * 20)
    _take(engine, settings, "before", form.replace("300", "310"))
    assert _take(engine, settings, "today", form.replace("300", "320"), hours=24) == 0
    assert _take(engine, settings, "its copy", form.replace("300", "320"), hours=25) == 1
    assert _stories(engine)[0] == {"id:today", "id:its copy"}


def test_an_article_that_keeps_changing_is_not_a_form(engine: Engine, settings: Settings) -> None:
    for place, hours in enumerate((0, 100, 200)):
        text = STORY.replace("300", str(300 + place))
        _take(engine, settings, "live", text, modified=(NOON + timedelta(hours=hours)).isoformat())
    assert [relation for _, _, relation in _relations(engine)] == ["revision"] * 2
    _take(engine, settings, "copy", STORY.replace("300", "302"), hours=201)
    assert _stories(engine) == [{"id:live", "id:copy"}]


def test_the_story_of_an_article_is_shown_and_exported(
    engine: Engine, database_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take(engine, settings, "wire/1", STORY, title="Crane down", credit="Harbour Wire")
    _take(engine, settings, "paper/7", STORY.replace("300", "320"), hours=2, title="Crane falls")
    monkeypatch.setenv("DATABASE_URL", database_url)
    load_settings.cache_clear()
    with reading(engine) as connection:
        key = connection.execute(select(RevisionRow.id)).scalars().first()
        (first, second) = stories.members(connection, key or 0)
    said = CliRunner().invoke(
        app, ["copies", second.article_key, "--diff"], catch_exceptions=False
    )
    assert "2 articles with 2 texts" in said.output
    assert said.output.index("Crane down") < said.output.index("Crane falls")
    assert f"credited  Harbour Wire by {first.article_key}" in said.output
    assert f"revision of {first.article_key}/1" in said.output
    assert "numbers 300 -> 320" in said.output
    assert "+Around 320 containers" in said.output
    lines = CliRunner().invoke(app, ["export", "copies"], catch_exceptions=False).output
    (row,) = map(json.loads, lines.splitlines())
    listed = CliRunner().invoke(app, ["articles", "--json"], catch_exceptions=False).output
    (story,) = json.loads(listed)
    assert (story["key"], story["others"]) == (first.article_key, [second.article_key])
    table = CliRunner().invoke(app, ["articles"], catch_exceptions=False).output
    assert "+1" in table
    assert "Crane falls" not in table
    table = CliRunner().invoke(app, ["articles", "--unfold"], catch_exceptions=False).output
    assert "Crane down" in table
    assert "Crane falls" in table
    counts = CliRunner().invoke(app, ["stats", "--json"], catch_exceptions=False).output
    assert json.loads(counts)["copies"] == 1
    assert (row["id_a"], row["id_b"], row["relation"]) == ("wire/1", "paper/7", "revision")
    assert row["numbers_added"] == ["320"]
