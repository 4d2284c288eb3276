"""What reads strangers' bytes, and how many times a well-formed body the worst may cost it.

Each bound is about twice the highest ratio that was measured, so that another processor or
another Python stays within it. What takes the square of its size is far beyond it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.cost import bodies, plain
from worker.deduplicate.urls import url_key
from worker.fetch.robots import Robots
from worker.parse.feeds.discovery import find_feeds
from worker.parse.feeds.opml import read_opml
from worker.parse.feeds.reader import read_feed
from worker.parse.html import html_to_text
from worker.parse.kinds import guess_kind
from worker.parse.pages.addresses import own_address
from worker.parse.pages.page import read_page
from worker.parse.text.plaintext import read_text
from worker.settings import Settings

URL = "https://gazette.example/feed"
LONGEST = Settings.model_fields["max_characters"].default
"""No longer text is accepted."""

Read = Callable[[bytes], object]


@dataclass(frozen=True)
class Reader:
    """A reader, its well-formed bodies by their size, and how many times their cost others may.

    `most` goes for large bodies. `densest` goes for those that have as many marks as are read at
    all, and nothing else: a well-formed body has them in many more bytes. A well-formed body of
    `whole` bytes is still read to its end, and costs in proportion.
    """

    read: Read
    plain: Callable[[int], bytes]
    whole: int
    most: float
    densest: float


def _feed(body: bytes) -> object:
    return read_feed(body, url=URL)


def _page(body: bytes) -> object:
    return read_page(body, url=URL)


def _says(body: bytes) -> object:
    return own_address(body), find_feeds(body, url=URL)


def _markup(body: bytes) -> object:
    return html_to_text(body.decode())


def _address(body: bytes) -> object:
    return url_key(body.decode())


def _robots(body: bytes) -> object:
    return Robots(200, body.decode())


def _text(body: bytes) -> object:
    guess_kind(body)
    return read_text(body.decode("utf-8", "replace")[:LONGEST])


# The ratios are the highest of a dozen runs, on an idle machine and on a crowded one.
READERS = {
    # 1.5: entries with a base of their own. 8: `{},` again and again.
    "read_feed": Reader(_feed, plain.feed, 1_600_000, most=3, densest=16),
    # 3: a script of blanks, which trafilatura takes one by one. 5.5: `<p>a`.
    "read_page": Reader(_page, plain.page, 240_000, most=6, densest=11),
    # 1.5: lines of 16 characters. 4.5: lines of one.
    "read_text": Reader(_text, plain.text, 1_000_000, most=3, densest=9),
    # 1.8: feeds of an address and nothing else. 4: of an address of one letter.
    "read_opml": Reader(read_opml, plain.opml, 4_000_000, most=4, densest=8),
    # 8: links to feeds, each another. 6: the same link.
    "find_feeds": Reader(_says, plain.front_page, 1_000_000, most=16, densest=16),
    # 1.7: tags and nothing between them. 5: with a letter.
    "html_to_text": Reader(_markup, plain.markup, 1_000_000, most=4, densest=10),
    # 9: parameters of one character, and that a stray %.
    "url_key": Reader(_address, plain.address, 400_000, most=18, densest=18),
    # 8: names and rules of a few characters.
    "robots": Reader(_robots, plain.robots, 480_000, most=16, densest=16),
}
OF_BODIES = ("read_feed", "read_page", "read_text", "read_opml", "find_feeds")


@dataclass(frozen=True)
class Case:
    """A body that is made to be costly, and what reads it at which cost at the most."""

    make: Callable[[], bytes]
    most: dict[str, float]


def _cases(
    made: dict[str, Callable[[], bytes]], *readers: str, dense: bool = False
) -> dict[str, Case]:
    most = {name: READERS[name].densest if dense else READERS[name].most for name in readers}
    return {name: Case(make, most) for name, make in made.items()}


CASES = {
    **_cases(bodies.BODIES, *OF_BODIES),
    **_cases(bodies.DENSE, *OF_BODIES, "html_to_text", dense=True),
    **_cases(bodies.PAGES, "read_page"),
    **_cases(bodies.MARKUP, "html_to_text"),
    **_cases(bodies.ADDRESSES, "url_key"),
    **_cases(bodies.ROBOTS, "robots"),
}
