"""Lines that a publisher repeats in story after story: notices, background, calls to its readers.

No rule describes them; they recur in several stories, farther apart in time than copies of one
story are. Two texts that share nothing else are two stories.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.deduplicate.candidates import SECONDS
from worker.deduplicate.words import line_hash, story_lines, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records import Article

FEWEST_STORIES: Final = 5
"""Stories that have a line, at least, before it is taken for the publisher's."""

_FEWEST_WORDS: Final = 3
"""Words of a line, at least: shorter ones recur by chance."""


class StoryArticle(NamedTuple):
    """An article of a publisher: its story's id, and the second of its event since 1970."""

    story: int
    second: int
    article: Article


class RepeatedLine(NamedTuple):
    """A line that recurs, its hash, and in how many stories it was seen."""

    hash: int
    line: str
    stories: int


def repeated_lines(articles: Iterable[StoryArticle]) -> list[RepeatedLine]:
    """Return the lines that recur in several stories of one publisher, the most frequent first."""
    seen: dict[int, tuple[str, dict[int, int]]] = {}
    for story, second, article in articles:
        for line in story_lines(article):
            if len(words_of(line)) >= _FEWEST_WORDS:
                _, stories = seen.setdefault(line_hash(line), (line, {}))
                stories.setdefault(story, second)
    found = [
        RepeatedLine(one, line, len(stories))
        for one, (line, stories) in seen.items()
        if len(stories) >= FEWEST_STORIES
        and max(stories.values()) - min(stories.values()) > SECONDS
    ]
    return sorted(found, key=lambda each: (-each.stories, each.hash))
