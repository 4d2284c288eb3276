"""One feed replayed: edited, renamed, reordered, unchanged, failing, moved, gone.

Nothing is stored twice, nothing is lost, and the next turn is right each time.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from db.lookup import fetches
from db.models import BodyRow, FeedEntryRow, FetchRow, HostRow, RevisionRow
from db.persist import feeds as persist
from db.session import reading, writing
from tests.replay import LONG, Answer, Clock, Item, Replay, replaying, rss
from worker import clock
from worker.fetch.schedule import FULL_EVERY, USUAL
from worker.flow.feed_turn import SIGHTINGS
from worker.flow.retention import ATTEMPTS_KEPT, forget
from worker.settings import Settings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def replay(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Replay]:
    """A feed's server, its ledger and its clock."""
    with replaying(engine, settings, monkeypatch) as made:
        yield made


def _story(number: int, title: str | None = None, text: str | None = None) -> Item:
    return Item(
        f"story-{number}",
        f"https://gazette.example/news/{number}",
        title or f"Crane number {number} is moved to the northern quay",
        text or f"Report {number}. " + LONG * 20,
    )


def _page(body: bytes, **headers: str) -> Answer:
    return Answer(200, body, {"Content-Type": "text/html", **headers})


def _once(*numbers: int) -> list[tuple[str, int]]:
    return [(_story(number).title, 1) for number in numbers]


def test_an_edited_title_makes_a_revision_and_no_second_article(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1), _story(2))
    edited = _story(1, "Crane number one stays where it is, after all")
    replay.poll(edited, _story(2))
    assert replay.stored() == [(edited.title, 2), *_once(2)]
    assert replay.entries() == 2
    replay.poll(_story(1), _story(2))
    assert replay.stored() == [(_story(1).title, 3), *_once(2)], "back again is a third"


def test_changed_guids_make_no_second_article(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1), _story(2))
    for turn in range(3):
        renamed = [replace(_story(n), guid=f"new-{turn}-{n}") for n in (1, 2)]
        replay.poll(*renamed)
    assert replay.stored() == _once(1, 2)
    assert replay.entries() == 2
    edited = replace(_story(1, "Crane one: the port changes its mind"), guid="again")
    replay.poll(edited, renamed[1])
    assert replay.stored() == [(edited.title, 2), *_once(2)]


def test_a_changed_link_makes_no_second_article(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1), _story(2))
    moved = replace(_story(1), link="https://gazette.example/news/crane-moved")
    replay.poll(moved, _story(2))
    assert replay.stored() == _once(1, 2)
    both = replace(moved, guid="other", link="https://gazette.example/archive/crane")
    replay.poll(both, _story(2))
    assert replay.stored() == _once(1, 2), "guid and link are new, the words are not"
    assert replay.entries() == 2


def test_a_reused_guid_loses_no_entry(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    other = Item("story-1", "https://gazette.example/news/9", "Ferry timetable for the summer")
    replay.poll(other)
    replay.poll(other)
    assert replay.stored() == [*_once(1), (other.title, 1)]
    assert replay.entries() == 2


def test_entries_that_share_one_link_are_all_kept(replay: Replay) -> None:
    replay.add()
    front = "https://gazette.example/"
    items = [replace(_story(n), link=front) for n in range(1, 5)]
    replay.poll(*items[:2])
    replay.poll(*items[1:])
    replay.poll(*items)
    assert replay.stored() == _once(1, 2, 3, 4)


def test_the_order_of_a_feed_has_no_effect(replay: Replay) -> None:
    replay.add()
    stories = [_story(n) for n in range(6)]
    replay.poll(*stories)
    replay.poll(*reversed(stories))
    replay.poll(*stories[3:])
    replay.poll(*stories)
    assert replay.stored() == _once(*range(6))
    assert replay.entries() == 6


def test_not_modified_costs_no_parse_and_slows_the_feed_down(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1), ETag='W/"1,a"', Last_Modified="Wed, 4 Mar 2026 12:00:00 +0100")
    assert USUAL <= replay.wait <= USUAL * 1.1
    feed = replay.poll()
    assert feed.outcome == "not_modified"
    _, headers, _ = replay.asked[-1]
    assert headers["if-none-match"] == 'W/"1,a"'
    assert headers["if-modified-since"] == "Wed, 4 Mar 2026 12:00:00 +0100", "verbatim"
    assert replay.wait > USUAL * 1.2
    assert "usual" in (feed.next_why or "")
    for _ in range(3):
        replay.poll(_story(1), _story(2), _story(3), ETag=f'"{_}"')
    assert replay.stored() == _once(1, 2, 3)


def test_a_false_not_modified_is_detected_within_a_day_and_ignored_from_then_on(
    replay: Replay,
) -> None:
    replay.add()
    replay.poll(_story(1), ETag='"always"')
    replay.serve(_story(1), _story(2), ETag='"always"')
    began = clock.now()
    while len(replay.stored()) < 2:
        replay.poll()
        assert clock.now() - began < FULL_EVERY + 13 * HOUR, "never asked for in full"
    assert "not_modified" in replay.outcomes()
    replay.poll(_story(1), _story(2), _story(3), ETag='"always"')
    assert replay.stored() == _once(1, 2, 3), "its validators are not sent any more"
    assert "if-none-match" not in replay.asked[-1][1]


def test_a_feed_recovers_from_server_errors_without_loss(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    waits = []
    for status in (500, 502, 500, 502):
        replay.fail(status)
        feed = replay.poll()
        assert feed.outcome == "http_error"
        assert str(status) in (feed.reason or "")
        waits.append(replay.wait)
    assert waits == sorted(waits)
    assert feed.polling.failures == 4
    replay.poll(_story(1), _story(2))
    assert replay.stored() == _once(1, 2)
    assert replay.feed.polling.failures == 0
    assert replay.wait < 1.3 * USUAL


@pytest.mark.parametrize("date", [False, True])
def test_retry_after_is_obeyed_for_the_feed_and_its_host(replay: Replay, date: bool) -> None:  # noqa: FBT001
    replay.add()
    replay.add("/other")
    replay.serve(_story(5), path="/other")
    replay.poll(_story(1))
    until = clock.now() + 3 * HOUR
    value = until.strftime("%a, %d %b %Y %H:%M:%S GMT") if date else str(3 * 3600)
    replay.fail(429, Retry_After=value)
    replay.poll()
    assert 2.6 * HOUR < replay.wait < 3.6 * HOUR
    assert "Retry-After" in (replay.feed.next_why or "")
    asked = len(replay.asked)
    replay.go_on(2 * HOUR)
    assert len(replay.asked) == asked, "the other feed of that host waits too"
    with reading(replay.engine) as connection:
        quiet = fetches.quiet(connection, f"127.0.0.1:{replay.port}", now=clock.now())
    assert quiet
    assert "429" in (quiet.reason or "")
    replay.serve(_story(1), _story(2))
    replay.go_on(2 * HOUR)
    assert sorted(replay.stored()) == _once(1, 2, 5)


def test_a_permanent_move_is_adopted_after_three_sightings(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    replay.fail(301, Location="/new")
    replay.serve(_story(1), _story(2), path="/new")
    for sighting in range(1, SIGHTINGS + 1):
        assert replay.feed.url == replay.url("/feed")
        replay.poll()
        assert replay.stored() == _once(1, 2)
        assert replay.feed.times_moved == (sighting if sighting < SIGHTINGS else 0)
    assert replay.feed.url == replay.url("/new")
    replay.asked.clear()
    replay.poll()
    assert [path for path, _, _ in replay.asked] == ["/new"]
    assert replay.stored() == _once(1, 2)


def test_a_temporary_move_is_not_adopted(replay: Replay) -> None:
    replay.add()
    replay.serve(_story(1), path="/new")
    for status in (301, 302, 301, 307, 308, 302):
        replay.fail(status, Location="/new")
        replay.poll()
    assert replay.feed.url == replay.url("/feed")
    assert replay.stored() == _once(1)


def test_sightings_of_two_new_addresses_are_counted_separately(replay: Replay) -> None:
    replay.add()
    for path in ("/a", "/b"):
        replay.serve(_story(1), path=path)
    for path in ("/a", "/b", "/b"):
        replay.fail(301, Location=path)
        replay.poll()
    assert replay.feed.url == replay.url("/feed")
    replay.poll()
    assert replay.feed.url == replay.url("/b")


def test_a_feed_that_moves_to_another_feeds_address_is_paused_with_the_reason(
    replay: Replay,
) -> None:
    replay.add()
    other = replay.add("/new")
    replay.serve(_story(1), path="/new")
    replay.fail(308, Location="/new")
    while not replay.feed.paused:
        replay.poll()
    assert f"feed {other}" in (replay.feed.reason or "")
    assert replay.stored() == _once(1)


def test_410_pauses_a_feed_with_the_reason_and_a_probe_resumes_it(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    replay.fail(410)
    feed = replay.poll()
    assert feed.paused
    assert not feed.stopped, "it is probed"
    assert "410" in (feed.reason or "")
    assert DAY <= replay.wait <= 1.1 * DAY
    feed = replay.poll()
    assert feed.paused
    assert replay.wait > 2 * DAY, "slower and slower"
    feed = replay.poll(_story(1), _story(2))
    assert not feed.paused
    assert feed.reason is None
    assert replay.stored() == _once(1, 2)


def test_a_feed_paused_by_hand_is_not_probed(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    with writing(replay.engine) as connection:
        persist.set_paused(
            connection, replay.feed_id, paused=True, reason="by hand", at=clock.now()
        )
    asked = len(replay.asked)
    replay.go_on(30 * DAY)
    assert len(replay.asked) == asked


def test_wishes_of_feed_and_server_are_kept_when_nothing_changes(replay: Replay) -> None:
    replay.add()
    head = "<ttl>240</ttl><skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    replay.serve(_story(1), head=head, ETag='"1"')
    feed = replay.poll()
    assert feed.wishes.ttl_minutes == 240
    for _ in range(12):
        turn = replay.feed.next_fetch_at
        assert turn
        assert turn.weekday() not in {5, 6}
        assert turn - clock.now() > 3.9 * HOUR
        replay.poll()
    assert "not_modified" in replay.outcomes()


def test_every_attempt_is_a_row_and_its_body_is_kept_once(replay: Replay) -> None:
    replay.add()
    items = [_story(n) for n in range(3)]
    for _ in range(3):
        replay.poll(*items)
    replay.fail(500)
    replay.poll()
    with reading(replay.engine) as connection:
        rows = connection.execute(select(FetchRow).order_by(FetchRow.id)).all()
        bodies = connection.execute(select(BodyRow)).all()
        kept = fetches.body(connection, rows[0].body_hash)
    assert [row.outcome for row in rows] == ["ok", "ok", "ok", "http_error"]
    assert kept == rss(*items)
    assert len({row.body_hash for row in rows[:3]}) == len(bodies) == 1
    assert len(bodies[0].compressed) < bodies[0].size / 3


def test_a_feeds_headers_are_sent_to_its_origin_only(
    replay: Replay, caplog: pytest.LogCaptureFixture
) -> None:
    secret = base64.b64encode(b"reader:parole").decode()
    page = replay.url("/page")
    replay.add(
        headers={"authorization": f"Basic {secret}"}, allowed_hosts=("127.0.0.1", "localhost")
    )
    caplog.set_level("DEBUG")
    foreign = page.replace("127.0.0.1", "localhost") + "/foreign"
    short = [Item("a", page, "On this site", "Short."), Item("b", foreign, "Elsewhere", "Short.")]
    replay.fail(404, "/robots.txt")
    replay.fail(404, "/page")
    replay.poll(*short)
    sent = {path: headers.get("authorization") for path, headers, _ in replay.asked}
    assert sent["/feed"] == f"Basic {secret}"
    assert sent["/page"] == f"Basic {secret}"
    assert sent["/page/foreign"] is None
    elsewhere = replay.url("/elsewhere").replace("127.0.0.1", "localhost")
    replay.fail(302, Location=elsewhere)
    replay.serve(*short, path="/elsewhere")
    replay.poll()
    assert (
        "authorization" not in {path: headers for path, headers, _ in replay.asked}["/elsewhere"]
    )
    assert secret not in caplog.text
    assert secret not in repr(replay.feed)


def test_robots_txt_is_obeyed_for_pages_and_read_once(replay: Replay) -> None:
    replay.add()
    replay.answers["/robots.txt"] = _page(
        b"User-agent: reportedly\nDisallow: /private/\nCrawl-delay: 1\n"
    )
    secret, public = replay.url("/private/1"), replay.url("/news/1")
    replay.answers["/news/1"] = _page(PAGE)
    replay.poll(
        Item("1", secret, "Kept from robots", "The feed itself says this much about it."),
        Item("2", public, "For all to read", "The feed says little."),
    )
    paths = [path for path, _, _ in replay.asked]
    assert "/private/1" not in paths
    assert paths.count("/robots.txt") == 1
    assert paths.count("/news/1") == 1
    assert replay.outcomes().count("disallowed") == 1
    assert {title for title, _ in replay.stored()} == {"Kept from robots", "For all to read"}
    with reading(replay.engine) as connection:
        assert connection.execute(select(HostRow.crawl_delay)).scalar_one() == 1.0
    replay.go_on(2 * HOUR)
    assert [path for path, _, _ in replay.asked].count("/robots.txt") == 1
    replay.go_on(26 * HOUR)
    assert [path for path, _, _ in replay.asked].count("/robots.txt") == 2


def test_a_page_is_visited_again_with_validators_at_growing_intervals(
    replay: Replay,
) -> None:
    replay.add()
    replay.fail(404, "/robots.txt")
    page = replay.url("/news/1")
    replay.answers["/news/1"] = _page(PAGE, ETag='"p1"')
    replay.serve(Item("1", page, "Quay", "Short."))
    began = clock.now()
    replay.go_on(timedelta())
    while clock.now() - began < 3 * DAY:
        replay.go_on(timedelta(minutes=10))
    visits = [(moment, headers) for path, headers, moment in replay.asked if path == "/news/1"]
    hours = [round((moment - visits[0][0]) / HOUR) for moment, _ in visits]
    assert hours == [0, 1, 6, 24]
    assert [headers.get("if-none-match") for _, headers in visits] == [None] + ['"p1"'] * 3
    assert [number for _, number in replay.stored()] == [1]


def test_an_unavailable_page_is_visited_again_and_the_feeds_text_is_kept_meanwhile(
    replay: Replay,
) -> None:
    replay.add()
    replay.fail(404, "/robots.txt")
    said, silent = replay.url("/news/1"), replay.url("/news/2")
    replay.fail(500, "/news/1")
    replay.fail(500, "/news/2")
    replay.serve(Item("1", said, "Quay", "The quay is closed."), Item("2", silent, "Crane", ""))
    for _ in range(30):
        replay.go_on(timedelta(minutes=1))
    assert replay.stored() == [("Quay", 1)], "of the other nothing is known yet"
    assert [path for path, _, _ in replay.asked].count("/news/1") == replay.settings.max_attempts
    replay.answers["/news/1"] = replay.answers["/news/2"] = _page(PAGE)
    replay.go_on(HOUR)
    assert replay.stored() == [("For all to read", 2), ("For all to read", 1)]


def test_no_page_is_fetched_while_robots_txt_is_unavailable(replay: Replay) -> None:
    replay.add()
    replay.fail(500, "/robots.txt")
    replay.answers["/news/1"] = _page(PAGE)
    replay.serve(Item("1", replay.url("/news/1"), "Quay", "The quay is closed."))
    for _ in range(30):
        replay.go_on(timedelta(minutes=1))
    assert "/news/1" not in [path for path, _, _ in replay.asked]
    assert replay.stored() == [("Quay", 1)]
    replay.fail(404, "/robots.txt")
    for _ in range(6):
        replay.go_on(HOUR)
    assert replay.stored() == [("For all to read", 2)]


def test_the_origin_of_date_byline_and_credit_is_kept(replay: Replay) -> None:
    replay.add()
    head = (
        '<item xmlns:dc="http://purl.org/dc/elements/1.1/"><guid>9</guid><title>Quay</title>'
        f"<link>https://gazette.example/9</link><description>{LONG * 20}</description>"
        "<pubDate>Wed, 04 Mar 2026 10:00:00 KST</pubDate><dc:creator>Ada Brenner</dc:creator>"
        '<source url="https://wire.example/rss">Harbour Wire</source>'
        '<enclosure url="https://gazette.example/9.mp3" type="audio/mpeg" length="77"/></item>'
    )
    replay.serve(head=head)
    replay.go_on(timedelta())
    with reading(replay.engine) as connection:
        (revision,) = connection.execute(select(RevisionRow)).all()
        (entry,) = connection.execute(select(FeedEntryRow)).all()
    assert revision.published_at == datetime(2026, 3, 4, 1, 0, tzinfo=UTC), "the zone is right"
    assert revision.published_from == entry.published_from == "pubDate"
    assert (revision.byline, revision.credit) == ("Ada Brenner", "Harbour Wire")
    assert entry.authors == ["Ada Brenner"]
    assert entry.credit_url == "https://wire.example/rss"
    assert entry.enclosures == [
        {"url": "https://gazette.example/9.mp3", "media_type": "audio/mpeg", "size": 77}
    ]


def test_a_feed_that_announces_its_new_address_is_polled_there(replay: Replay) -> None:
    replay.add()
    new = f"<itunes:new-feed-url>{replay.url('/new')}</itunes:new-feed-url>"
    space = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    body = rss(_story(1), head=new).replace(b"<rss ", f"<rss {space} ".encode())
    replay.answers["/feed"] = Answer(200, body)
    replay.serve(_story(1), _story(2), path="/new")
    replay.poll()
    assert replay.feed.url == replay.url("/new")
    replay.poll()
    assert replay.stored() == _once(1, 2)


def test_old_bodies_and_attempts_are_deleted(replay: Replay) -> None:
    replay.add()
    replay.poll(_story(1))
    replay.go_on(10 * DAY)
    replay.poll(_story(1), _story(2))
    replay.go_on(timedelta(days=replay.settings.keep_days + 1))
    forget(replay.engine, replay.settings)
    with reading(replay.engine) as connection:
        first, *_, last = connection.execute(
            select(FetchRow.body_hash).where(FetchRow.body_hash.is_not(None)).order_by(FetchRow.id)
        ).scalars()
        assert fetches.body(connection, first) is None
        assert fetches.body(connection, last)
    Clock.ahead += ATTEMPTS_KEPT
    forget(replay.engine, replay.settings)
    assert replay.outcomes() == []
    assert replay.stored() == _once(1, 2), "what was learned stays"


PAGE = b"""<!doctype html><html lang="en"><head><title>For all to read</title></head>
<body><article>
<h1>For all to read</h1><p>The harbour office said on Monday that the quay stays closed.</p>
<p>The cranes are moved on Tuesday, a spokeswoman told reporters who stood in the rain.</p>
<p>Ferries use the southern quay, and nobody was hurt when the first crane came down.</p>
</article></body></html>"""
