"""What `reportedly parse` shows of a feed, a page and a text."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from worker.accept import accept
from worker.cli.documents.words import decode
from worker.cli.screen import counted
from worker.cli.text.sources import Source
from worker.clock import now
from worker.parse.pages.addresses import own_address
from worker.parse.readers import Kind, reader
from worker.records import Article, FeedEntry
from worker.settings import Settings

_NO_FACTS = frozenset({"title", "text", "sections"})
"""Fields of a page that are shown in another way than as facts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the fields as scripts get them, and the lines that are shown."""

    fields: Mapping[str, object]
    lines: Sequence[str]


def _read_feed(given: Source, _settings: Settings) -> Reading:
    feed = reader("feed")(given.body, url=given.url, content_type=given.content_type, now=now())
    lines = [
        feed.title or "(no title)",
        *_facts(
            {
                "site": feed.url,
                "language": feed.language,
                "ttl minutes": feed.ttl_minutes,
                "skip hours": feed.skip_hours,
                "skip days": feed.skip_days,
                "moved to": feed.new_url,
                "cut": feed.cut,
            }
        ),
        counted(len(feed.entries), "entry", "entries"),
    ]
    for entry in feed.entries:
        lines += ["", *_entry_lines(entry)]
    return Reading(asdict(feed), lines)


def _read_page(given: Source, _settings: Settings) -> Reading:
    url = given.url or own_address(given.body) or ""
    page = reader("page")(given.body, url=url, content_type=given.content_type, now=now())
    article = reader("text")(page.text, title=page.title, published=page.published)
    fields = {**asdict(page), "credit": page.credit or article.credit}
    facts = {name: fields[name] for name in fields if name not in _NO_FACTS}
    lines = [page.title or "(no title)", *_facts(facts), *_text_lines(article)]
    return Reading({**fields, "sections": _sections(article)}, lines)


def _read_text(given: Source, settings: Settings) -> Reading:
    article = accept({"text": decode(given.body)}, max_characters=settings.max_characters)
    facts = {"published": article.published, "credit": article.credit}
    fields = {"title": article.title, **facts, "text": article.text}
    lines = [article.title or "(no title)", *_facts(facts), *_text_lines(article)]
    return Reading({**fields, "sections": _sections(article)}, lines)


READINGS: Final[Mapping[Kind, Callable[[Source, Settings], Reading]]] = {
    "feed": _read_feed,
    "page": _read_page,
    "text": _read_text,
}
"""For each kind of document what reads and shows it; a test compares it with `READERS`."""


def _sections(article: Article) -> list[dict[str, object]]:
    return [
        {"kind": section.kind, "start": section.span.start, "end": section.span.end}
        for section in article.sections
    ]


def _facts(facts: Mapping[str, object]) -> list[str]:
    """Return what is known as aligned lines; what is not known is left out."""
    return [
        f"{name.replace('_', ' '):13}  {_words(value)}"
        for name, value in facts.items()
        if value not in (None, "", (), [])
    ]


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" + (f"{value:%z}".replace("+0000", "Z"))
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)


def _entry_lines(entry: FeedEntry) -> list[str]:
    facts = {
        "key": entry.key,
        "url": None if entry.url == entry.key else entry.url,
        "published": entry.published,
        "updated": entry.updated,
        "date from": entry.published_from,
        "authors": entry.authors,
        "credit": entry.credit,
        "credit url": None if entry.credit_url == entry.credit else entry.credit_url,
        "enclosures": [enclosure.url for enclosure in entry.enclosures],
        "text": counted(len(entry.text), "character"),
    }
    return [entry.title or "(no title)", *(f"  {line}" for line in _facts(facts))]


def _text_lines(article: Article) -> list[str]:
    """Return the lines of a text, each with the kind of its section, or a dash for none."""
    kinds = {section.span.start: section.kind for section in article.sections}
    starts = sorted(kinds)
    lines = ["", f"{counted(len(article.text), 'character')} in {counted(len(starts), 'section')}"]
    position = 0
    for line in article.text.splitlines(keepends=True):
        end = position + len(line)
        first = bisect_left(starts, position)
        inside = first < len(starts) and starts[first] < end
        if line.strip():
            lines.append(f"{kinds[starts[first]] if inside else '-':8}  {line.strip()}")
        position = end
    return lines
