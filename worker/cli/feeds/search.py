"""What is at an address that is to be added: a feed, or a page that names feeds."""

from dataclasses import dataclass

from worker.cli.screen import out
from worker.clock import now
from worker.errors import RejectedError
from worker.flow.attempts import fetcher_for
from worker.parse.feeds.discovery import NamedFeed, find_feeds
from worker.parse.feeds.reader import read_feed
from worker.settings import Settings

# Outcomes that can pass: the address is added, and its turns show whether it is a feed.
_AWAY = ("unreachable", "timeout")
_AWAY_STATUSES = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Found:
    """A feed to be added: its address, what is known of it, and a note on how it was found."""

    url: str
    title: str | None = None
    language: str | None = None
    note: str | None = None
    site: str | None = None


def look_at(url: str, allow: list[str], headers: dict[str, str], settings: Settings) -> Found:
    """Return the feed at an address, or the one that the page there names.

    Raises:
        RejectedError: there is neither, or several to choose from; the message says what to do.
    """
    fetched = fetcher_for(settings, allow).get(url, headers=headers)
    if fetched.outcome in _AWAY or (fetched.status or 0) in _AWAY_STATUSES:
        return Found(url, note=f"not reached ({fetched.reason}); it will be tried")
    if fetched.outcome != "ok":
        permits = "--allow HOST permits a private host, " if fetched.outcome == "refused" else ""
        raise RejectedError(f"{url}: {fetched.reason}; {permits}--no-check adds it as it is")
    try:
        feed = read_feed(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return _chosen(url, find_feeds(fetched.body, url=fetched.url), str(error))
    return Found(url, feed.title, feed.language, site=feed.url)


def _chosen(url: str, named: tuple[NamedFeed, ...], why: str) -> Found:
    """Return the one feed that a page names; print several, to choose from."""
    if not named:
        raise RejectedError(
            f"{url}: {why}, and it names no feed; give the feed's own address, or --no-check"
        )
    if len(named) == 1:
        return Found(named[0].url, note=f"the page names one feed: {named[0].url}")
    for feed in named:
        out.print(f"{feed.url}  {feed.title or ''}".rstrip(), markup=False)
    raise RejectedError(
        f"the page names {len(named)} feeds; choose one: `reportedly feeds add ADDRESS`"
    )
