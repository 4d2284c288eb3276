"""The health of a feed in words: how it fares, when it is next and why then, what was asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from rich.text import Text

from db.lookup.feeds import Feed
from db.lookup.fetches import Attempt, Quiet
from worker.cli.screen import counted
from worker.clock import now
from worker.fetch.schedule import in_words
from worker.flow.feed_turn import SIGHTINGS
from worker.records import Wishes

_HOURS_OF_A_DAY = 24
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def health(feed: Feed) -> Text:
    """Return the state of a feed in a line: how its last poll went, and when the next one is."""
    if feed.stopped:
        return Text(f"paused: {feed.reason}", style="yellow")
    if feed.outcome is None:
        return Text("not polled yet", style="dim")
    turn = f"next {_until(feed.next_fetch_at)}" if feed.next_fetch_at else "no turn"
    why = feed.reason or feed.outcome
    if feed.paused:
        return Text(f"paused itself: {why}; {turn}, to see whether it is back", style="yellow")
    if feed.polling.failures:
        times = counted(feed.polling.failures, "time")
        return Text(f"failed {times}: {why}; {turn}", style="red")
    return Text(f"well; {turn}", style="green")


def details(feed: Feed, quiet: Quiet | None, newest: datetime | None) -> Iterator[str]:
    """Return what else there is to say of a feed, a line each."""
    if feed.next_fetch_at and feed.next_why:
        yield f"next turn {time(feed.next_fetch_at)}: {feed.next_why}"
    if quiet:
        yield f"nothing is asked of {quiet.host} until {time(quiet.until)}: {quiet.reason}"
    if newest:
        yield f"the newest entry came {in_words(now() - newest)} ago"
    yield from _wishes(feed.wishes)
    yield from _ways(feed)


def _wishes(wishes: Wishes) -> Iterator[str]:
    """Yield when the feed asks not to be polled."""
    if wishes.ttl_minutes:
        yield f"it asks to be polled every {wishes.ttl_minutes} min at most (ttl)"
    if wishes.skip_hours:
        yield f"it asks not to be polled in these hours, GMT: {_hours(wishes.skip_hours)}"
    if wishes.skip_days:
        yield f"it asks not to be polled on {', '.join(_DAYS[day] for day in wishes.skip_days)}"


def _ways(feed: Feed) -> Iterator[str]:
    """Yield what is particular about how the feed is fetched."""
    if feed.moved_to:
        seen = counted(feed.times_moved, "time")
        yield f"it says it moved to {feed.moved_to} (seen {seen}; taken over after {SIGHTINGS})"
    if not feed.conditional:
        yield 'its "not modified" was false once: it is read in full each time'
    if feed.headers:
        yield f"sent with each request, values not shown: {', '.join(sorted(feed.headers))}"
    if feed.allowed_hosts:
        yield f"private hosts that may be asked: {', '.join(feed.allowed_hosts)}"


def outcomes(attempts: Sequence[Attempt]) -> str:
    """Return how often each outcome came, such as "18 ok, 2 timeout"."""
    counts: dict[str, int] = {}
    for attempt in attempts:
        counts[attempt.outcome] = counts.get(attempt.outcome, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in ordered)


def as_json(feed: Feed, entries: int) -> Mapping[str, object]:
    """Return a feed for scripts; of its headers the names alone."""
    given = asdict(feed)
    polling, wishes = given.pop("polling"), given.pop("wishes")
    del polling["paused"]
    polling["interval_seconds"] = round(polling.pop("interval").total_seconds())
    given["headers"] = sorted(feed.headers)
    return {**given, **polling, **wishes, "entries": entries}


def time(moment: datetime) -> str:
    """Return a moment as it is shown, in UTC."""
    return moment.strftime("%Y-%m-%d %H:%M:%SZ")


def _until(moment: datetime) -> str:
    wait = moment - now()
    return "now" if wait < timedelta(minutes=1) else f"in {in_words(wait)}"


def _hours(hours: Sequence[int]) -> str:
    return ", ".join(f"{hour}-{(hour + 1) % _HOURS_OF_A_DAY}" for hour in hours)
