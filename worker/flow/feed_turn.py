"""One turn of a feed: steps 1 and 2, then its entries are stored and its next turn is set.

A feed is a job that comes again.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.session import reading
from worker import log
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.fetch.headers import same_origin
from worker.fetch.hosts import host_of
from worker.fetch.schedule import FULL_EVERY, GOOD, next_turn
from worker.flow.attempts import fetcher_for, note
from worker.flow.feed_entries import store_entries
from worker.flow.outcome import Outcome, Result
from worker.kinds import FETCH_FEED
from worker.parse.feeds.reader import read_feed
from worker.records import FeedEntry, Fetched, Hint, ParsedFeed, Turn, Wishes
from worker.settings import Settings

SIGHTINGS = 3
"""Polls in a row that must name the same new address (301 or 308) before a feed is moved to it.

Not measured: one answer may be a mistake of its server, three in a row seldom are."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The answer to a poll, the feed if it is new, and the reason if the body is no feed."""

    fetched: Fetched
    parsed: ParsedFeed | None = None
    reason: str | None = None

    @property
    def failed(self) -> bool:
        return self.fetched.outcome not in GOOD or self.reason is not None

    @property
    def entries(self) -> Sequence[FeedEntry]:
        return self.parsed.entries if self.parsed else ()


def fetch_feed(engine: Engine, job: persist.jobs.Job, settings: Settings) -> Result:
    """Poll the feed of a job; return the write of its entries, articles and next turn.

    A feed that cannot be fetched or read is no error: its row has the reason and the next turn.
    """
    with reading(engine) as connection:
        feed = lookup.feeds.feed(connection, job.payload["feed"])
    if feed is None or feed.stopped:
        return lambda _connection: Outcome(log.FEED_GONE, {"feed": job.payload["feed"]})
    conditional = feed.conditional and not _is_full_due(feed)
    fetched = fetcher_for(settings, feed.allowed_hosts).get(
        feed.url,
        etag=feed.etag if conditional else None,
        last_modified=feed.last_modified if conditional else None,
        headers=feed.headers,
    )
    read = _read(fetched, feed)
    reason = read.reason or (read.parsed.cut if read.parsed else None)
    note(engine, fetched, settings, feed=feed, reason=reason)

    def write(connection: Connection) -> Outcome:
        moment = now()
        fresh, queued = store_entries(connection, feed, read.entries, settings)
        turn = next_turn(
            feed.polling,
            fetched,
            failed=read.failed,
            news=(fresh, len(read.entries)) if feed.fetched_at else None,
            wishes=_wishes(feed, read),
            now=moment,
            chance=random.random(),  # noqa: S311 - it spreads requests, it is no secret
        )
        persist.feeds.note_poll(connection, feed.id, _poll(feed, read, turn, moment), now=moment)
        _take_over_address(connection, feed, read)
        fields = {"feed": feed.name, "outcome": _outcome(read), "new": fresh}
        shown = {**fields, "reason": reason} if reason else fields
        host = host_of(fetched.url if not read.failed else feed.url)
        return Outcome(log.FEED_POLLED, shown, queued, turn.at, host=host)

    return write


def queue_feed(connection: Connection, feed_id: int, at: datetime) -> Hint | None:
    """Make the recurring job of a feed due at `at`; None where it is due already."""
    feed = lookup.feeds.feed(connection, feed_id)
    if feed is None:
        raise LookupError(f"no feed {feed_id}")
    job_id = persist.jobs.enqueue(
        connection,
        FETCH_FEED,
        str(feed.id),
        {"feed": feed.id},
        now=at,
        again=True,
        host=host_of(feed.url),
    )
    return None if job_id is None else Hint(job_id, FETCH_FEED)


def _is_full_due(feed: lookup.feeds.Feed) -> bool:
    return feed.full_at is None or now() - feed.full_at >= FULL_EVERY


def _read(fetched: Fetched, feed: lookup.feeds.Feed) -> _Read:
    if fetched.outcome == "not_modified" or (_body_hash(fetched) or "") == feed.body_hash:
        return _Read(fetched)
    if fetched.outcome != "ok":
        return _Read(fetched, reason=fetched.reason)
    try:
        parsed = read_feed(
            fetched.body, url=fetched.url, content_type=fetched.content_type, now=now()
        )
    except RejectedError as error:
        return _Read(fetched, reason=str(error))
    return _Read(fetched, parsed)


def _outcome(read: _Read) -> str:
    return "no_feed" if read.fetched.outcome in GOOD and read.reason else read.fetched.outcome


def _wishes(feed: lookup.feeds.Feed, read: _Read) -> Wishes:
    if read.parsed is None:
        return feed.wishes
    return Wishes(read.parsed.ttl_minutes, read.parsed.skip_hours, read.parsed.skip_days)


def _poll(
    feed: lookup.feeds.Feed, read: _Read, turn: Turn, moment: datetime
) -> persist.feeds.Poll:
    fetched, came = read.fetched, read.fetched.outcome == "ok" and not read.reason
    moved = fetched.permanent if not read.failed else feed.moved_to
    seen = feed.times_moved + 1 if moved == feed.moved_to else 1
    return persist.feeds.Poll(
        outcome=_outcome(read),
        reason=read.reason,
        turn=turn,
        wishes=_wishes(feed, read),
        etag=fetched.etag if came else feed.etag,
        last_modified=fetched.last_modified if came else feed.last_modified,
        conditional=feed.conditional and not _lied(feed, read),
        full_at=moment if came else feed.full_at,
        body_hash=_body_hash(fetched) if came else feed.body_hash,
        moved_to=moved,
        times_moved=(seen if moved and not read.failed else feed.times_moved) if moved else 0,
    )


def _lied(feed: lookup.feeds.Feed, read: _Read) -> bool:
    """Return whether a feed changed while its validators stayed the same.

    Its server answers "not modified" to these validators whatever the feed contains.
    """
    fetched = read.fetched
    same = (fetched.etag, fetched.last_modified) == (feed.etag, feed.last_modified)
    validators = feed.etag or feed.last_modified
    return bool(read.parsed and feed.outcome == "not_modified" and validators and same)


def _take_over_address(connection: Connection, feed: lookup.feeds.Feed, read: _Read) -> None:
    """Move a feed to the address that it names itself, or that enough redirects named."""
    url = read.parsed.new_url if read.parsed else None
    if url is None or url_key(url) == url_key(feed.url):
        url = read.fetched.permanent
        if url is None or url != feed.moved_to or feed.times_moved + 1 < SIGHTINGS:
            return
    if read.failed or not _may_have_headers(feed, url):
        return
    other = persist.feeds.move_feed(connection, feed.id, url, url_key(url))
    if other is None:
        log.event(log.FEED_MOVED, feed=feed.name, to=url)
        return
    reason = f"moved to {url}, which is feed {other} already"
    persist.feeds.set_paused(connection, feed.id, paused=True, reason=reason, at=now())


def _may_have_headers(feed: lookup.feeds.Feed, url: str) -> bool:
    """Return whether `url` may be sent the headers of the feed, if it has any."""
    return not feed.headers or same_origin(feed.url, url)


def _body_hash(fetched: Fetched) -> str | None:
    return sha256(fetched.body).hexdigest() if fetched.outcome == "ok" else None
