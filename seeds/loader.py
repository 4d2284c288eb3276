"""Loads the seed articles and feeds, each once per ledger: what a user removes stays removed."""

import tomllib
from importlib.resources import files

from sqlalchemy import Engine

from db import lookup, persist
from db.session import reading, writing
from worker.clock import now
from worker.deduplicate.urls import url_key
from worker.flow.articles import Stored
from worker.flow.documents import store_document
from worker.flow.feed_turn import queue_feed
from worker.kinds import SEED
from worker.settings import Settings


def load_articles(engine: Engine, settings: Settings) -> list[Stored]:
    """Accept the seed articles that this ledger never had; return their results."""
    stored = []
    loaded = _loaded(engine)
    for name, text in seed_articles():
        if name not in loaded:
            stored.append(store_document(engine, {"text": text}, settings))
            with writing(engine) as connection:
                persist.jobs.record(connection, SEED, name, {}, now=now())
    return stored


def load_feeds(engine: Engine) -> int:
    """Add the seed feeds that this ledger never had, due now; return how many."""
    loaded, added = _loaded(engine), 0
    with writing(engine) as connection:
        for feed in seed_feeds():
            name = f"feeds/{feed.url_key}"
            if name in loaded:
                continue
            feed_id = persist.feeds.add_feed(connection, feed, now=now())
            if feed_id is not None:
                queue_feed(connection, feed_id, now())
                added += 1
            persist.jobs.record(connection, SEED, name, {}, now=now())
    return added


def seed_articles() -> list[tuple[str, str]]:
    """Return the names and texts of the seed articles."""
    folder = files("seeds") / "articles"
    texts = sorted(folder.iterdir(), key=lambda path: path.name)
    return [(f"articles/{path.name}", path.read_text(encoding="utf-8")) for path in texts]


def seed_feeds() -> list[persist.feeds.NewFeed]:
    """Return the seed feeds, from `feeds.toml`."""
    listed = tomllib.loads((files("seeds") / "feeds.toml").read_text(encoding="utf-8"))
    return [
        persist.feeds.NewFeed(
            url=feed["url"],
            url_key=url_key(feed["url"]),
            name=feed["name"],
            publisher=feed["publisher"],
            language=feed["language"],
        )
        for feed in listed["feeds"]
    ]


def _loaded(engine: Engine) -> set[str]:
    """Return the names of the seeds that this ledger was given before."""
    with reading(engine) as connection:
        return lookup.jobs.ended(connection, SEED)
