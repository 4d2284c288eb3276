"""The wishes of a feed to its readers, and which of them are ignored."""

import pytest

from worker.parse.feeds.reader import read_feed
from worker.records import ParsedFeed

URL = "https://gazette.example/feed"
NAMES = (
    "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
)


def channel(inside: str, *, tail: str = "") -> ParsedFeed:
    """A feed with this in its channel; a tail that is not XML forces the tolerant parser."""
    body = f"<rss version='2.0' {NAMES}><channel><title>G</title>{inside}</channel></rss>{tail}"
    return read_feed(body.encode(), url=URL)


@pytest.mark.parametrize(
    ("inside", "minutes"),
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl> 15.0 </ttl>", 15),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod> Daily </sy:updatePeriod>", 1_440),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            15,
        ),
        ("<ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 120),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            60,
        ),
        ("<ttl>999999999</ttl>", 525_600),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl/>", None),
        ("<ttl unit='m'>60</ttl>", None),
        ("<sy:updatePeriod>always</sy:updatePeriod>", None),
        ("<item><ttl>60</ttl></item>", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("tail", ["", "& <"])
def test_ttl_and_update_period_are_read(inside: str, minutes: int | None, tail: str) -> None:
    assert channel(inside, tail=tail).ttl_minutes == minutes


def test_skip_hours_and_skip_days_are_read() -> None:
    feed = channel(
        "<skipHours><hour>23</hour><hour>0</hour><hour>24</hour><hour>7</hour><hour>7</hour>"
        "<hour>25</hour><hour>-1</hour><hour>noon</hour><hour/></skipHours>"
        "<skipDays><day>Sunday</day><day>monday</day><day>Sat</day><day>Someday</day></skipDays>"
    )
    assert feed.skip_hours == (0, 7, 23)
    assert feed.skip_days == (0, 5, 6)


def test_skipping_every_hour_is_ignored() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    days = "".join(
        f"<day>{day}</day>" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    )
    feed = channel(f"<skipHours>{hours}</skipHours><skipDays>{days}</skipDays>")
    assert (feed.skip_hours, feed.skip_days) == ((), ())


def test_hours_in_an_entry_are_not_the_feeds_wish() -> None:
    assert channel("<item><hour>3</hour><day>Monday</day></item>").skip_hours == ()


def test_elements_named_like_parsed_wishes_do_no_harm() -> None:
    feed = channel("<hours>x</hours><days>x</days><skipHours><hour>3</hour></skipHours>")
    assert (feed.skip_days, feed.title) == ((), "G")


def test_a_moved_podcast_gives_its_new_address() -> None:
    feed = channel("<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>")
    assert feed.new_url == "https://new.example/feed"
    same = channel(f"<itunes:new-feed-url>{URL}</itunes:new-feed-url>")
    assert same.new_url is None


def test_a_redirect_document_is_a_moved_feed() -> None:
    body = b"<?xml version='1.0'?><redirect><newLocation>https://new.example/f</newLocation></redirect>"
    feed = read_feed(body, url=URL)
    assert (feed.new_url, feed.entries) == ("https://new.example/f", ())


@pytest.mark.parametrize("given", ["", "javascript:alert(1)", "ftp://new.example/f", URL])
def test_an_invalid_new_address_is_ignored(given: str) -> None:
    assert channel(f"<itunes:new-feed-url>{given}</itunes:new-feed-url>").new_url is None
