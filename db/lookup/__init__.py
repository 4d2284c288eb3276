"""The reads, by topic: the data for decisions, and the views that are shown.

Callers write `from db import lookup` and `lookup.feeds.all_feeds(...)`.
"""

from db.lookup import (
    articles,
    claims,
    copies,
    feeds,
    fetches,
    fingerprints,
    jobs,
    lines,
    stats,
    stories,
)

__all__ = [
    "articles",
    "claims",
    "copies",
    "feeds",
    "fetches",
    "fingerprints",
    "jobs",
    "lines",
    "stats",
    "stories",
]
