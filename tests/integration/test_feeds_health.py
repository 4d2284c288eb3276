"""`feeds show` in words: how a feed fares, when it is next and why then, what is kept of it."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from tests.conftest import Reportedly
from tests.news import Newspaper, NewsServer
from tests.replay import LONG, Item, Replay, replaying, rss
from worker.cli.feeds import app
from worker.settings import Settings, load_settings

ITEM = Item("1", "https://gazette.example/1", "Quay closed", LONG * 20)


@pytest.fixture
def replay(
    engine: Engine, database_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Replay]:
    """A feed's server, its ledger, its clock, and the commands over that ledger."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    load_settings.cache_clear()
    with replaying(engine, settings, monkeypatch) as made:
        yield made


def _said(*arguments: str) -> str:
    ended = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_a_feed_that_is_well(replay: Replay) -> None:
    replay.add()
    assert "not polled yet" in _said("show", "1")
    replay.poll(ITEM, head="<ttl>60</ttl><skipHours><hour>3</hour></skipHours>")
    said = _said("show", "1")
    assert "well; next in 6" in said
    assert "the feed asks for (ttl) 60 min" in said
    assert "GMT: 3-4" in said
    assert "1 entry named so far" in said
    assert "last 1 poll: 1 ok" in said


def test_a_feed_in_trouble_says_why_and_when_it_is_tried(replay: Replay) -> None:
    replay.add()
    replay.poll(ITEM)
    replay.fail(404)
    for _ in range(6):
        replay.poll()
    said = _said("show", "1")
    assert "paused itself: 404 Not Found: nothing is at this address; next in 2" in said
    assert "a paused feed is probed after" in said
    assert "6 http error, 1 ok" in said
    assert "paused itself" in _said("list")
    assert "due now" in _said("fetch", "1"), "a feed that paused itself may be tried by hand"
    _said("pause", "1", "--reason", "not ours any more")
    assert "paused: not ours any more" in _said("show", "1")
    _said("resume", "1")
    replay.serve(ITEM)
    replay.go_on(timedelta())
    assert "well; next in" in _said("show", "1")


def test_a_quiet_host_and_a_moving_feed_are_shown(replay: Replay) -> None:
    replay.add()
    replay.serve(ITEM, path="/new")
    replay.fail(301, Location="/new")
    replay.poll()
    assert f"moved to {replay.url('/new')} (seen 1 time; taken over after 3)" in _said("show", "1")
    replay.fail(429, Retry_After="7200")
    replay.poll()
    said = _said("show", "1")
    assert f"nothing is asked of 127.0.0.1:{replay.port} until" in said
    assert "we ask too often" in said


def test_what_came_is_given_back_as_it_came(replay: Replay) -> None:
    replay.add(headers={"x-key": "parole"})
    replay.poll(ITEM)
    shown = json.loads(_said("show", "1", "--json"))
    assert shown["headers"] == ["x-key"]
    assert "parole" not in json.dumps(shown) + _said("show", "1") + _said("list", "--json")
    (attempt,) = shown["attempts"]
    kept = CliRunner().invoke(app, ["body", attempt["body_hash"]])
    assert kept.stdout_bytes == rss(ITEM)
    missing = CliRunner().invoke(app, ["body", "0" * 64])
    assert missing.exception
    assert "REPORTEDLY_KEEP_DAYS" in str(missing.exception)


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    """A newspaper with one feed."""
    paper = Newspaper()
    server = NewsServer(paper)
    paper.feeds["/rss"] = [paper.publish(1, damaged=20)]
    yield paper
    server.close()


def test_headers_and_passwords_are_taken_checked_and_never_shown(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    url = newspaper.url("/rss")
    allow = ("--allow", "127.0.0.1")
    bad = reportedly("feeds", "add", url, *allow, "--header", "parole")
    assert bad.returncode == 1
    assert "NAME: VALUE" in bad.stderr
    assert "parole" not in bad.stderr
    host = reportedly("feeds", "add", url, *allow, "--header", "Host: parole")
    assert "a feed may not set the header" in host.stderr
    assert "parole" not in host.stderr
    added = reportedly(
        "feeds",
        "add",
        url,
        *allow,
        "--header",
        "X-Key: Zebrafinch",
        "--user",
        "reader",
        given="parole\n",
    )
    assert added.returncode == 0, added.stderr
    signed = newspaper.url("/other").replace("http://", "http://reader:parole@")
    assert reportedly("feeds", "add", signed, *allow, "--no-check").returncode == 0
    listed = json.loads(reportedly("feeds", "list", "--json").stdout)
    assert [feed["headers"] for feed in listed] == [["authorization", "x-key"], ["authorization"]]
    assert [feed["url"] for feed in listed] == [url, newspaper.url("/other")]
    for command in (("list",), ("show", "1"), ("show", "2"), ("export",)):
        shown = reportedly("feeds", *command)
        assert "parole" not in shown.stdout + shown.stderr
        assert "Zebrafinch" not in shown.stdout + shown.stderr
