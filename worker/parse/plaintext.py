"""An Article out of plain text: the stored text as it was given, cut into sections.

Two forms are read by the same rules. A dump opens with ` date 2025-01-13 WORLD`; its title,
standfirst, caption and dateline follow line by line, its body after a blank line, and
`SOURCE:AFP` closes it. Ordinary text and wire text may have a headline, a date, a byline and
credits about the paragraphs. A section is one line without its dateline, bullet or credit;
lines that are no news, sub-headings too, stand in no section.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.errors import RejectedError
from worker.parse.furniture import credit_start, dateline_end, is_furniture, read_date
from worker.records import Article, Section, SectionKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MAX_LINES: Final = 100_000
"""Each becomes a section that is read by itself."""

_DUMP: Final = re.compile(r"\s*date\s+(?P<day>\d{4}-\d{2}-\d{2})(?:\s+[A-Z][A-Z &/-]*)?")
_SOURCE: Final = re.compile(r"source\s*:\s*(?P<credit>\S.{0,80})", re.IGNORECASE)
_BULLET: Final = re.compile(r"(?:[*•·▪●◦‣>]|[-\u2013—](?=\s))\s*")
_HEADLINE_WORDS: Final = 25
_DEK_WORDS: Final = range(5, 41)
_DEK_LINES: Final = 2
_TITLE_LINES: Final = 4
_SUBHEADING_WORDS: Final = 8
_CAPTION_WORDS: Final = 30
_TITLE_CASE: Final = 0.8


class _Line(NamedTuple):
    """A line without the white space about it; `block` counts the blank lines before it."""

    start: int
    text: str
    block: int

    @property
    def ended(self) -> bool:
        """Whether it ends like a sentence."""
        return self.text.rstrip(" \"'”\u2019»)]").endswith((".", "!", "?", "…", ":"))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


class _Front(NamedTuple):
    """What stands above the body: indices of lines, and where the body starts."""

    headline: int | None
    deks: tuple[int, ...]
    body: int


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: date | datetime | None = None,
    source_key: str = "",
    url: str | None = None,
) -> Article:
    """The article in `text`, which is stored as it is and which every offset refers to.

    A title or a day that is not given is taken from the text where it has one.

    Raises:
        RejectedError: it has more lines than any article.
    """
    lines = _lines(text)
    dump = _DUMP.fullmatch(lines[0].text) if lines else None
    day = _day(dump["day"]) if dump is not None else None
    kept = lines[1:] if dump is not None and day is not None else lines
    news = [i for i, line in enumerate(kept) if not is_furniture(line.text)]
    front = _front(kept, news, title, dump=day is not None)
    sections, agency = _sections(kept, news, front)
    headline = next((s.span for s in sections if s.kind == "headline"), None)
    if title is None and headline is not None:
        title = text[slice(*headline)]
    if published is None:
        published = day or _date_line(kept)
    return Article(
        text=text,
        sections=sections,
        source_key=source_key,
        title=title,
        url=url,
        published=published,
        credit=_credit(kept) or agency,
    )


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = block = 0
    raws = text.splitlines(keepends=True)
    if len(raws) > MAX_LINES:
        raise RejectedError(f"text: it has more than {MAX_LINES:,} lines, as no article has")
    for raw in raws:
        words = raw.strip()
        if words:
            lines.append(_Line(start + raw.index(words), words, block))
        else:
            block += 1
        start += len(raw)
    return lines


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _date_line(lines: Sequence[_Line]) -> date | None:
    """The first line of the front that is only a date: deeper ones date other things."""
    days = (read_date(line.text) for line in lines[: 2 * _TITLE_LINES])
    return next((day for day in days if day is not None), None)


def _credit(lines: Sequence[_Line]) -> str | None:
    found = _SOURCE.fullmatch(lines[-1].text) if lines else None
    return None if found is None else found["credit"].strip()


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".; ")


def _front(
    lines: Sequence[_Line], news: Sequence[int], title: str | None, *, dump: bool
) -> _Front:
    if not news:
        return _Front(None, (), len(lines))
    wanted = _fold(title) if title else None
    headline = next((i for i in news[:_TITLE_LINES] if _fold(lines[i].text) == wanted), None)
    if headline is not None and lines[headline].ended and not _is_short(lines[headline]):
        headline = None  # a title that is the whole first sentence: the text has no headline
    elif headline is None and (dump or _looks_like_headline(lines, news)):
        headline = news[0]
    if headline is None:
        return _Front(None, (), 0)
    deks = _deks(lines, news, headline, dump=dump)
    return _Front(headline, deks, max((headline, *deks)) + 1)


def _is_short(line: _Line) -> bool:
    return line.words <= _HEADLINE_WORDS


def _looks_like_headline(lines: Sequence[_Line], news: Sequence[int]) -> bool:
    line = lines[news[0]]
    after = lines[news[1]] if len(news) > 1 else None
    if not _is_short(line) or dateline_end(line.text)[0] or credit_start(line.text) is not None:
        return False
    if line.ended:
        alone = after is not None and after.block > line.block
        return alone and line.text.endswith(".") and _is_title_case(line.text)
    wrapped = after is not None and after.block == line.block and after.text[:1].islower()
    return not wrapped and not line.text.endswith(",")


def _is_title_case(words: str) -> bool:
    long = [word for word in words.split() if len(word) > 3]  # noqa: PLR2004 - "The", "of"
    capitals = sum(not word.lstrip("\"'“\u2018(")[:1].islower() for word in long)
    return len(long) > 2 and capitals >= _TITLE_CASE * len(long)  # noqa: PLR2004


def _deks(
    lines: Sequence[_Line], news: Sequence[int], headline: int, *, dump: bool
) -> tuple[int, ...]:
    """The standfirst: what shares the headline's block, else one line that is no sentence."""
    block = lines[headline].block
    later = [i for i in news if i > headline and credit_start(lines[i].text) is None]
    same = tuple(i for i in later if lines[i].block == block)
    short = len(same) <= _DEK_LINES and all(lines[i].words < _DEK_WORDS.stop for i in same)
    if same and len(same) < len(later) and (dump or short):
        return same
    if len(later) > 1 and not lines[later[0]].ended and lines[later[0]].words in _DEK_WORDS:
        return (later[0],)
    return ()


def _sections(
    lines: Sequence[_Line], news: Sequence[int], front: _Front
) -> tuple[tuple[Section, ...], str | None]:
    sections: list[Section] = []
    agency: str | None = None
    opened = False
    for i in news:
        line = lines[i]
        if i == front.headline or i in front.deks:
            kind: SectionKind = "headline" if i == front.headline else "dek"
            sections.append(_section(kind, line, 0, len(line.text.rstrip(";, "))))
            continue
        credit = credit_start(line.text)
        if credit is not None or (not opened and _is_bare_caption(line)):
            sections.append(_section("caption", line, 0, credit))
        elif not (opened and _is_subheading(lines, i)):
            start, named = _body_start(line.text)
            agency = agency or named
            opened = True
            sections.append(_section("body", line, start, None))
    return tuple(s for s in sections if s.span.start < s.span.end), agency


def _section(kind: SectionKind, line: _Line, start: int, end: int | None) -> Section:
    if start == 0 and end is None:
        return Section(kind, Span(line.start, line.start + len(line.text)))
    words = line.text[start:end]
    start += len(words) - len(words.lstrip())
    return Section(kind, Span(line.start + start, line.start + start + len(words.strip())))


def _is_bare_caption(line: _Line) -> bool:
    """A caption that goes on from its picture: "pilgrims at the gate in 2008."."""
    first = line.text.split(maxsplit=1)[0]
    return first.isalpha() and first.islower() and line.words <= _CAPTION_WORDS and line.ended


def _is_subheading(lines: Sequence[_Line], i: int) -> bool:
    line = lines[i]
    if i == 0 or i + 1 == len(lines) or line.text[:1].islower():
        return False
    if lines[i + 1].text[:1].islower() or line.ended or not lines[i - 1].ended:
        return False
    return line.words <= _SUBHEADING_WORDS and _BULLET.match(line.text) is None


def _body_start(line: str) -> tuple[int, str | None]:
    bullet = _BULLET.match(line)
    if bullet is not None:
        return bullet.end(), None
    return dateline_end(line)
