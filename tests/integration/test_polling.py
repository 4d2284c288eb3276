"""Continuous ingestion with a real web server, broker, workers and both databases."""

from collections.abc import Iterator
from datetime import timedelta

import psutil
import pytest
import redis
from sqlalchemy import select, update

from db.lookup import claims as claim_lookup
from db.lookup import feeds as feed_lookup
from db.models import ArticleRow, JobRow, RevisionRow
from db.persist.feeds import NewFeed, add_feed
from db.session import reading, writing
from tests.fleet import Fleet
from tests.news import Newspaper, NewsServer
from tests.waiting import wait_until
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.flow.feed_turn import queue_feed
from worker.kinds import FETCH_FEED, FETCH_PAGE

STORIES = 6


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    """A newspaper with an RSS and an Atom feed of six stories each."""
    paper = Newspaper()
    server = NewsServer(paper)
    for name, kind, first in (("/rss", "rss", 0), ("/atom", "atom", STORIES)):
        paper.feeds[name] = [paper.publish(first + n, damaged=20 + n) for n in range(STORIES)]
        paper.kinds[name] = kind
    yield paper
    server.close()


def _add(fleet: Fleet, url: str, allow: tuple[str, ...] = ("127.0.0.1",)) -> int:
    feed = NewFeed(url, url_key(url), url.rsplit("/", 1)[-1], "Test", "en", allow)
    with writing(fleet.engine) as connection:
        feed_id = add_feed(connection, feed, now=now())
        assert feed_id
        queue_feed(connection, feed_id, now())
    return feed_id


def _poll_again(fleet: Fleet, *feed_ids: int) -> None:
    with writing(fleet.engine) as connection:
        for feed_id in feed_ids:
            queue_feed(connection, feed_id, now())


def _feed(fleet: Fleet, feed_id: int) -> feed_lookup.Feed:
    with reading(fleet.engine) as connection:
        feed = feed_lookup.feed(connection, feed_id)
    assert feed
    return feed


def _start(fleet: Fleet) -> None:
    fleet.environment["REPORTEDLY_POLL"] = "1"
    fleet.intake()
    fleet.worker()


def _settled(fleet: Fleet, articles: int) -> bool:
    counts = fleet.counts()
    return fleet.drained() and counts["articles"] == articles and counts["runs"] >= articles


def test_feeds_become_claims_and_a_second_poll_adds_nothing(
    fleet: Fleet, newspaper: Newspaper
) -> None:
    feeds = [_add(fleet, newspaper.url(path)) for path in ("/rss", "/atom")]
    _start(fleet)
    wait_until(lambda: _settled(fleet, 2 * STORIES), 90, what="all stories")
    fleet.assert_all_there_once(2 * STORIES)
    with reading(fleet.engine) as connection:
        brenner = claim_lookup.find(connection, claim_lookup.Selection(voice="Brenner"))
        assert len({view.article_key for view in brenner}) == 2 * STORIES
        stored = connection.execute(select(RevisionRow.text).limit(1)).scalar_one()
    assert "newsletter" not in stored, "the furniture of the page is no article"
    assert stored.startswith("Bridge "), "the headline is part of the text"
    assert {_feed(fleet, feed).outcome for feed in feeds} == {"ok"}

    before = fleet.counts()
    _poll_again(fleet, *feeds)
    wait_until(lambda: sum(newspaper.validators.values()) == 2, what="both with their validators")
    wait_until(fleet.drained, what="the second poll")
    after = fleet.counts()
    assert after["fetches"] == before["fetches"] + 2
    assert {**after, "fetches": 0} == {**before, "fetches": 0}
    assert {_feed(fleet, feed).outcome for feed in feeds} == {"not_modified"}
    assert max(newspaper.asked[path] for path in newspaper.pages) == 1


def test_a_changed_page_is_a_second_revision_with_its_own_run(
    fleet: Fleet, newspaper: Newspaper
) -> None:
    feed = _add(fleet, newspaper.url("/rss"))
    _start(fleet)
    wait_until(lambda: _settled(fleet, STORIES), 90, what="all stories")
    newspaper.publish(0, damaged=320_000)
    _poll_again(fleet, feed)
    wait_until(lambda: fleet.counts()["runs"] == STORIES + 1, what="the run of the new revision")
    counts = fleet.counts()
    assert (counts["articles"], counts["revisions"]) == (STORIES, STORIES + 1)
    with reading(fleet.engine) as connection:
        found = claim_lookup.find(connection, claim_lookup.Selection(words="320000"))
        assert [view.revision for view in found] == [2]


def test_a_page_is_visited_again_without_news_from_its_feed(
    fleet: Fleet, newspaper: Newspaper
) -> None:
    _add(fleet, newspaper.url("/rss"))
    _start(fleet)
    wait_until(lambda: _settled(fleet, STORIES), 90, what="all stories")
    with reading(fleet.engine) as connection:
        turns = connection.execute(select(JobRow.run_after).filter_by(kind=FETCH_PAGE)).scalars()
        assert all(timedelta(minutes=55) < turn - now() < timedelta(hours=1) for turn in turns)
    page = newspaper.publish(0, damaged=99)
    with writing(fleet.engine) as connection:
        connection.execute(
            update(JobRow)
            .where(JobRow.kind == FETCH_PAGE, JobRow.key == url_key(newspaper.url(page)))
            .values(run_after=now())
        )
    wait_until(lambda: fleet.counts()["revisions"] == STORIES + 1, what="the new revision")


def test_a_failing_feed_shows_its_reason_and_the_others_continue(
    fleet: Fleet, newspaper: Newspaper
) -> None:
    newspaper.broken.add("/rss")
    dead = _add(fleet, newspaper.url("/rss"))
    gone = _add(fleet, "http://127.0.0.1:1/feed")
    forbidden = _add(fleet, newspaper.url("/other"), allow=())
    unknown = _add(fleet, "http://feeds.nowhere.invalid/rss")
    page = _add(fleet, newspaper.url("/story/1.html"))
    _add(fleet, newspaper.url("/atom"))
    _start(fleet)
    wait_until(lambda: _settled(fleet, STORIES), 90, what="the stories of the good feed")
    states = {
        name: _feed(fleet, feed)
        for name, feed in (
            ("dead", dead),
            ("gone", gone),
            ("forbidden", forbidden),
            ("unknown", unknown),
            ("page", page),
        )
    }
    assert {name: feed.outcome for name, feed in states.items()} == {
        "dead": "http_error",
        "gone": "unreachable",
        "forbidden": "refused",
        "unknown": "unreachable",
        "page": "no_feed",
    }
    for feed in states.values():
        assert feed.reason
        assert feed.polling.failures == 1
        assert feed.next_fetch_at
        assert feed.next_fetch_at > now() + timedelta(minutes=20), "the wait is longer"
    assert newspaper.asked["/other"] == 0, "refused before a connection"
    newspaper.broken.clear()
    _poll_again(fleet, dead)
    wait_until(lambda: _feed(fleet, dead).outcome == "ok", what="the feed that came back")
    assert _feed(fleet, dead).polling.failures == 0


def test_kills_and_a_flush_lose_nothing_and_duplicate_nothing(
    fleet: Fleet, newspaper: Newspaper
) -> None:
    stories = 30
    newspaper.feeds["/rss"] = [newspaper.publish(n, damaged=20 + n) for n in range(stories)]
    feed = _add(fleet, newspaper.url("/rss"))
    fleet.environment["REPORTEDLY_POLL"] = "1"
    intake = fleet.intake()
    worker = fleet.worker()
    wait_until(lambda: fleet.counts()["runs"] >= 3, what="the first stories")
    address = fleet.environment["REDIS_URL"].replace("redis+socket://", "unix://")
    client = redis.Redis.from_url(address)
    client.flushall()
    client.close()
    for process in (worker, intake):
        for each in [*psutil.Process(process.pid).children(recursive=True), process]:
            each.kill()
        process.wait()
    assert fleet.counts()["runs"] < stories, "killed too late to prove anything"
    _poll_again(fleet, feed)
    _start(fleet)
    wait_until(lambda: _settled(fleet, stories), 120, what="all stories")
    fleet.assert_all_there_once(stories)
    with reading(fleet.engine) as connection:
        keys = connection.execute(select(ArticleRow.source_key)).scalars().all()
        jobs = connection.execute(select(JobRow.key).filter_by(kind=FETCH_FEED)).scalars().all()
    assert len(set(keys)) == stories
    assert jobs == [str(feed)]


def test_a_page_that_disappears_keeps_its_stored_text(fleet: Fleet, newspaper: Newspaper) -> None:
    _add(fleet, newspaper.url("/rss"))
    _start(fleet)
    wait_until(lambda: _settled(fleet, STORIES), 90, what="all stories")
    page = newspaper.feeds["/rss"][0]
    newspaper.broken.add(page)
    asked = newspaper.asked[page]
    job = (JobRow.kind == FETCH_PAGE) & (JobRow.key == url_key(newspaper.url(page)))
    with writing(fleet.engine) as connection:
        connection.execute(update(JobRow).where(job).values(run_after=now()))

    def given_up() -> bool:
        with reading(fleet.engine) as connection:
            turn = connection.execute(select(JobRow.run_after).where(job)).scalar_one()
        return newspaper.asked[page] == asked + 3 and turn > now() + timedelta(minutes=30)

    wait_until(given_up, what="the page given up until its next visit")
    wait_until(fleet.drained, what="whatever that queued")
    assert fleet.counts()["revisions"] == STORIES, "the feed's teaser is no new text of the story"
