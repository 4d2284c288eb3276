"""Lines that a publisher puts into story after story: notices, background, calls to its readers.

No rule tells them, but that they come back: in several stories, farther apart in time than copies
of one story are. Two texts that share nothing else are two stories.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.deduplicate.candidates import SECONDS
from worker.deduplicate.words import line_hash, story_lines, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records import Article

FEWEST_STORIES: Final = 5
"""Stories that have a line, before it is taken for the publisher's."""

_FEWEST_WORDS: Final = 3


class Told(NamedTuple):
    """An article of a publisher: which story it is of, and the second of its event."""

    story: int
    second: int
    article: Article


class Line(NamedTuple):
    """A line that comes back, and in how many stories it was seen."""

    hash: int
    line: str
    stories: int


def repeated_lines(told: Iterable[Told]) -> list[Line]:
    """Return the lines that stand in several stories of one publisher, those of most first."""
    seen: dict[int, tuple[str, dict[int, int]]] = {}
    for story, second, article in told:
        for line in story_lines(article):
            if len(words_of(line)) >= _FEWEST_WORDS:
                _, stories = seen.setdefault(line_hash(line), (line, {}))
                stories.setdefault(story, second)
    found = [
        Line(one, line, len(stories))
        for one, (line, stories) in seen.items()
        if len(stories) >= FEWEST_STORIES
        and max(stories.values()) - min(stories.values()) > SECONDS
    ]
    return sorted(found, key=lambda each: (-each.stories, each.hash))
