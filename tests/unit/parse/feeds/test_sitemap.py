"""read_feed on a news sitemap, and on feeds with an unusual namespace prefix."""

from datetime import UTC, datetime

import pytest

from worker.errors import RejectedError
from worker.parse.feeds.reader import read_feed
from worker.records import FeedEntry

URL = "https://gazette.example/sitemap-news.xml"
NOW = datetime(2024, 2, 6, 12, 0, tzinfo=UTC)
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://gazette.example/ferry</loc><lastmod>2024-02-06T11:00:00Z</lastmod>
 <news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language>
 </news:publication><news:publication_date>2024-02-06T19:00:00+09:00</news:publication_date>
 <news:title>Ferry &amp; coast</news:title></news:news></url>
<url><loc>https://gazette.example/about</loc></url>
</urlset>"""


def test_news_in_a_sitemap_are_entries() -> None:
    feed = read_feed(NEWS.encode(), url=URL, now=NOW)
    assert (feed.title, feed.language) == ("Gazette", "en")
    assert feed.entries == (
        FeedEntry(
            key="https://gazette.example/ferry",
            url="https://gazette.example/ferry",
            title="Ferry & coast",
            text="",
            published=datetime(2024, 2, 6, 10, 0, tzinfo=UTC),
            updated=datetime(2024, 2, 6, 11, 0, tzinfo=UTC),
            published_from="publication_date",
            updated_from="lastmod",
        ),
    )


@pytest.mark.parametrize("body", [NEWS[: NEWS.index("<url>")], NEWS.replace("news:title", "x")])
def test_sitemap_without_news_is_rejected(body: str) -> None:
    with pytest.raises(RejectedError, match="a sitemap without news"):
        read_feed(body.encode(), url=URL)


def test_entries_with_another_prefix_are_found() -> None:
    body = (
        "<rss rss:version=2.0><rss:channel><rss:title>Gazette</rss:title><rss:item>"
        "<rss:title>Ferry</rss:title><rss:guid rss:isPermaLink=true>https://gazette.example/1"
        "</rss:guid></rss:item></rss:channel></rss>"
    )
    feed = read_feed(body.encode(), url=URL, now=NOW)
    assert feed.title == "Gazette"
    assert [(entry.title, entry.url) for entry in feed.entries] == [
        ("Ferry", "https://gazette.example/1")
    ]


def test_title_of_a_picture_is_not_the_news() -> None:
    picture = "<i:image xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'><i:title>A boat"
    body = NEWS.replace("<lastmod>", f"{picture}</i:title></i:image><lastmod>")
    assert read_feed(body.encode(), url=URL, now=NOW).entries[0].title == "Ferry & coast"
    bare = body.replace("news:title", "x")
    with pytest.raises(RejectedError, match="a sitemap without news"):
        read_feed(bare.encode(), url=URL)


def test_a_sitemap_index_is_not_a_feed() -> None:
    body = b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap/></sitemapindex>"
    with pytest.raises(RejectedError, match="a sitemap, not a feed"):
        read_feed(body, url=URL)


@pytest.mark.parametrize("place", ['9">', "Ferry", "https://gazette.example/ferry"])
def test_a_reference_to_a_lone_surrogate_does_no_harm(place: str) -> None:
    body = NEWS.replace(place, f"&#xD800;{place}").encode()
    try:
        found = read_feed(body, url=URL, now=NOW).entries
    except RejectedError:
        found = ()
    assert len(found) <= 1


def test_a_truncated_sitemap_gives_its_complete_entries() -> None:
    whole = NEWS[: NEWS.index("</urlset>")]
    assert len(read_feed(whole.encode(), url=URL, now=NOW).entries) == 1
