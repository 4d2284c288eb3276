"""`reportedly feeds` and related commands: changing feeds and showing their state."""

import json
from collections.abc import Iterator

import pytest

from tests.conftest import Launch, PrivateRedis, Reportedly
from tests.news import Newspaper, NewsServer
from tests.waiting import wait_until


@pytest.fixture
def newspaper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newspaper]:
    """A newspaper with one feed of three stories; polling is on, without the shipped feeds."""
    paper = Newspaper()
    server = NewsServer(paper)
    paper.feeds["/rss"] = [paper.publish(n, damaged=20 + n) for n in range(3)]
    monkeypatch.setenv("REPORTEDLY_POLL", "1")
    yield paper
    server.close()


def _feeds(reportedly: Reportedly) -> list[dict[str, object]]:
    feeds: list[dict[str, object]] = json.loads(reportedly("feeds", "list", "--json").stdout)
    return [feed for feed in feeds if feed["publisher"] == "Test"]


def _add(reportedly: Reportedly, newspaper: Newspaper) -> None:
    added = reportedly(
        *("feeds", "add", newspaper.url("/rss"), "--name", "Bridge News"),
        *("--publisher", "Test", "--language", "en", "--allow", "127.0.0.1"),
    )
    assert (added.returncode, added.stdout) == (0, "added as feed 1\n")
    assert "`reportedly up` polls it" in added.stderr


def test_a_feed_is_added_once_polled_paused_resumed_and_removed(
    reportedly: Reportedly, newspaper: Newspaper
) -> None:
    _add(reportedly, newspaper)
    twice = reportedly("feeds", "add", newspaper.url("/rss") + "?utm_source=x")
    assert twice.returncode == 1
    assert "in the ledger already" in twice.stderr
    assert "not polled yet" in reportedly("feeds", "list").stdout

    assert reportedly("up", "--once").returncode == 0
    (feed,) = _feeds(reportedly)
    assert (feed["outcome"], feed["entries"], feed["failures"]) == ("ok", 3, 0)
    assert json.loads(reportedly("stats", "--json").stdout)["articles"] == 4
    shown = reportedly("feeds", "show", "Bridge").stdout
    assert "well; next in" in shown
    assert "last 1 poll: 1 ok" in shown
    assert "3 ok" in shown.partition("other requests:")[2]

    assert reportedly("feeds", "pause", "1", "--reason", "too loud").returncode == 0
    assert "paused: too loud" in reportedly("feeds", "list").stdout
    assert reportedly("feeds", "fetch", "1").returncode == 1
    before = newspaper.asked["/rss"]
    assert reportedly("up", "--once").returncode == 0
    assert newspaper.asked["/rss"] == before
    assert reportedly("feeds", "resume", "1").returncode == 0
    assert reportedly("up", "--once").returncode == 0
    assert newspaper.asked["/rss"] == before + 1

    assert reportedly("feeds", "remove", "Bridge News").returncode == 0
    assert _feeds(reportedly) == []
    assert json.loads(reportedly("stats", "--json").stdout)["articles"] == 4
    assert "no feed 'Bridge News'" in reportedly("feeds", "show", "Bridge News").stderr


def test_no_feeds_polls_nothing(reportedly: Reportedly, newspaper: Newspaper) -> None:
    _add(reportedly, newspaper)
    ended = reportedly("up", "--once", "--no-feeds")
    assert ended.returncode == 0
    assert newspaper.asked.total() == 0
    stats = json.loads(reportedly("stats", "--json").stdout)
    assert (stats["feeds"], stats["articles"], stats["fetches"]) == (1, 1, 0)


def test_without_a_network_every_feed_shows_the_reason_and_the_seed_is_extracted(
    reportedly: Reportedly,
) -> None:
    ended = reportedly("up", "--once", REPORTEDLY_POLL="1")
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
    feeds = json.loads(reportedly("feeds", "list", "--json").stdout)
    assert len(feeds) >= 40
    assert {feed["outcome"] for feed in feeds} == {"unreachable"}
    assert all(feed["reason"] for feed in feeds)
    stats = json.loads(reportedly("stats", "--json").stdout)
    assert stats["articles"] == 1
    assert stats["claims"] > 15


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.org/rss", "http://", "/a/file.xml"])
def test_an_invalid_address_is_refused(reportedly: Reportedly, url: str) -> None:
    ended = reportedly("feeds", "add", url)
    assert ended.returncode == 1
    assert "is no address of a feed" in ended.stderr


def test_worker_and_beat_started_singly_do_the_work_of_up(
    reportedly: Reportedly, newspaper: Newspaper, launch: Launch, redis_server: PrivateRedis
) -> None:
    _add(reportedly, newspaper)
    environment = {"REDIS_URL": redis_server.url, "REPORTEDLY_SWEEP_SECONDS": "1"}
    for arguments in (("beat",), ("worker", "fetch"), ("worker", "extract")):
        launch("worker", *arguments, log=arguments[-1], **environment)

    def done() -> bool:
        stats = json.loads(reportedly("stats", "--json").stdout)
        return stats["runs"] == stats["articles"] == 3 and stats["jobs_pending"] == 0

    wait_until(done, what="three stories by single processes")


def test_doctor_is_silent_on_a_good_installation_and_gives_advice_on_a_bad_one(
    reportedly: Reportedly,
) -> None:
    assert reportedly("migrate").returncode == 0
    well = reportedly("doctor")
    assert (well.returncode, well.stdout.count("ILL")) == (0, 0), well.stdout
    ill = reportedly("doctor", "--json", REDIS_URL="redis://127.0.0.1:1", REPORTEDLY_MODEL="none")
    assert ill.returncode == 1
    findings = {each["what"]: each for each in json.loads(ill.stdout)}
    assert {name for name, each in findings.items() if not each["well"]} == {"broker", "model"}
    assert "start it" in findings["broker"]["words"]
