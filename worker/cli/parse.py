"""`reportedly parse`: what is read of a feed, a page or a text, and why."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from worker.accept import accept
from worker.cli.files import decode, read_bytes
from worker.cli.screen import counted, out, print_json
from worker.clock import now
from worker.errors import RejectedError
from worker.parse.discovery import guess_kind, own_address
from worker.parse.plaintext import read_text
from worker.records import Article, FeedEntry
from worker.settings import Settings, load_settings

MOST_BYTES = 10_000_000
"""As much as is read of one address; a text may have as many bytes as its characters need."""

_BYTES_A_CHARACTER = 4
_NO_FACTS = frozenset({"title", "text", "sections"})


class Kind(StrEnum):
    """What a body can be read as."""

    FEED = "feed"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class _Source:
    """A body to be read: where it came from, and what it is said to be."""

    place: str
    url: str
    body: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read: the fields as scripts get them, and the lines that are shown."""

    fields: Mapping[str, object]
    lines: Sequence[str]


def parse(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|URL", help="A file, an address, or - for standard input."),
    ] = "-",
    *,
    kind: Annotated[
        Kind | None,
        typer.Option("--type", help="Read it as this; without it the type is guessed, and said."),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A private host that may be fetched from."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is read of a feed, a page or a text, and why. Nothing is stored.

    A feed: its entries with the keys that name them. A page: the article's text, title, byline,
    dates and where they stand, address, language, section, the agency it is credited to, and its
    notice of a correction, clarification, update or retraction. A text: its sections; lines that
    stand in none are marked with a dash.

    What cannot be read is one line that says why, and exit code 1.
    """
    settings = load_settings()
    given = (
        _fetched(source, allow or [], settings)
        if _is_address(source)
        else _local(source, settings)
    )
    if kind is not None:
        found, why = kind.value, "as --type says"
    else:
        found, why = guess_kind(given.body, content_type=given.content_type, name=given.place)
    try:
        reading = _READERS[Kind(found)](given, settings)
    except RejectedError as error:
        hint = "" if kind else "; if it is something else, say so with --type"
        raise RejectedError(f"{given.place}: read as a {found} ({why}): {error}{hint}") from None
    if as_json:
        told = {"type": found, "why": why, "place": given.place}
        print_json({**told, **reading.fields, **told})
        return
    out.print(f"{given.place}: read as a {found}: {why}\n", style="dim", markup=False)
    for line in reading.lines:
        out.print(line, markup=False)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _fetched(url: str, allow: list[str], settings: Settings) -> _Source:
    from worker.flow.attempts import fetcher_for  # noqa: PLC0415 - loads the parsers of all formats

    fetched = fetcher_for(settings, allow).get(url)
    if fetched.outcome != "ok":
        hint = "; --allow HOST permits a private host" if fetched.outcome == "refused" else ""
        raise RejectedError(f"{url}: {fetched.reason or fetched.outcome}{hint}")
    return _Source(fetched.url, fetched.url, fetched.body, fetched.content_type)


def _local(source: str, settings: Settings) -> _Source:
    most = max(MOST_BYTES, settings.max_characters * _BYTES_A_CHARACTER)
    place = "standard input" if source == "-" else source
    return _Source(place, "", read_bytes(source, most=most))


def _read_feed(given: _Source, _settings: Settings) -> _Reading:
    from worker.parse.feeds import read_feed  # noqa: PLC0415 - loads feedparser

    feed = read_feed(given.body, url=given.url, content_type=given.content_type, now=now())
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
    return _Reading(asdict(feed), lines)


def _read_page(given: _Source, _settings: Settings) -> _Reading:
    from worker.parse.page import read_page  # noqa: PLC0415 - loads trafilatura

    url = given.url or own_address(given.body) or ""
    page = read_page(given.body, url=url, content_type=given.content_type, now=now())
    article = read_text(page.text, title=page.title, published=page.published)
    fields = {**asdict(page), "credit": page.credit or article.credit}
    facts = {name: fields[name] for name in fields if name not in _NO_FACTS}
    lines = [page.title or "(no title)", *_facts(facts), *_text_lines(article)]
    return _Reading({**fields, "sections": _sections(article)}, lines)


def _read_text(given: _Source, settings: Settings) -> _Reading:
    article = accept({"text": decode(given.body)}, max_characters=settings.max_characters)
    facts = {"published": article.published, "credit": article.credit}
    fields = {"title": article.title, **facts, "text": article.text}
    lines = [article.title or "(no title)", *_facts(facts), *_text_lines(article)]
    return _Reading({**fields, "sections": _sections(article)}, lines)


_READERS = {Kind.FEED: _read_feed, Kind.PAGE: _read_page, Kind.TEXT: _read_text}


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
