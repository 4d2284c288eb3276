"""The lines that publishers repeat in story after story, learned a few times a day.

They are left out where two texts are compared, never from fingerprints, so that texts that were
published before are still found.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine

from db import lookup
from db.persist.lines import NewLine, add_lines
from db.session import reading, writing
from worker import log
from worker.clock import now, second_of
from worker.deduplicate.publisher_lines import FEWEST_STORIES, StoryArticle, repeated_lines
from worker.deduplicate.urls import publisher_of

TEXTS: Final = 200_000
"""How many of the newest texts are considered; not measured."""

TEXTS_OF_EACH: Final = 40
"""How many texts of one publisher are read, evenly spread over its newest; not measured."""


def learn(engine: Engine) -> int:
    """Learn the lines that publishers repeat in their newest texts; return how many are new."""
    learned: list[NewLine] = []
    for publisher, ids in _newest(engine).items():
        if len(ids) >= FEWEST_STORIES:
            found = repeated_lines(_story_articles(engine, ids))
            learned += [NewLine(publisher, *line) for line in found]
    with writing(engine) as connection:
        added = add_lines(connection, learned, now=now())
    if added:
        log.event(log.LINES_LEARNED, lines=added)
    return added


def _newest(engine: Engine) -> dict[str, list[int]]:
    by_publisher: dict[str, list[int]] = defaultdict(list)
    with reading(engine) as connection:
        for revision_id, url in lookup.articles.newest_urls(connection, limit=TEXTS):
            publisher = publisher_of(url)
            if publisher:
                by_publisher[publisher].append(revision_id)
    return {
        publisher: ids[:: -(-len(ids) // TEXTS_OF_EACH)] for publisher, ids in by_publisher.items()
    }


def _story_articles(engine: Engine, ids: Sequence[int]) -> list[StoryArticle]:
    with reading(engine) as connection:
        roots = lookup.stories.roots(connection, ids)
        return [
            StoryArticle(roots[each.id], second_of(each.event_at), each.article)
            for each in lookup.articles.revisions(connection, ids)
        ]
