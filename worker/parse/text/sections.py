"""The sections of a text: its headline, standfirst, captions and body, a line each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parse.furniture import credit_start, dateline_end, opening_credit_end
from worker.records import Section, SectionKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parse.text.front import Front
    from worker.parse.text.lines import Line

_BULLET: Final = re.compile(r"(?:[*•·▪●◦‣>]|[-\u2013—](?=\s))\s*")
# Words of a sub-heading, and of a caption that begins in the middle of its sentence.
_SUBHEADING_WORDS: Final = 8
_CAPTION_WORDS: Final = 30


def sections_of(
    lines: Sequence[Line], news: Sequence[int], front: Front
) -> tuple[tuple[Section, ...], str | None]:
    """Return the sections, in order, and the agency that a dateline names.

    `news` are the indices of the lines that are news.
    """
    sections: list[Section] = []
    agency: str | None = None
    opened = False
    for i in news:
        line = lines[i]
        if i == front.headline or i in front.deks:
            kind: SectionKind = "headline" if i == front.headline else "dek"
            sections.append(_section(kind, line, 0, len(line.text.rstrip(";, "))))
            continue
        credit, opening = credit_start(line.text), opening_credit_end(line.text)
        if credit is not None or opening or (not opened and _is_bare_caption(line)):
            sections.append(_section("caption", line, opening, credit))
        elif not (opened and _is_subheading(lines, i)):
            start, named = _body_start(line.text)
            agency = agency or named
            opened = True
            sections.append(_section("body", line, start, None))
    return tuple(s for s in sections if s.span.start < s.span.end), agency


def _section(kind: SectionKind, line: Line, start: int, end: int | None) -> Section:
    if start == 0 and end is None:
        return Section(kind, Span(line.start, line.start + len(line.text)))
    words = line.text[start:end]
    start += len(words) - len(words.lstrip())
    return Section(kind, Span(line.start + start, line.start + start + len(words.strip())))


def _is_bare_caption(line: Line) -> bool:
    """Return a caption that goes on from its picture: "pilgrims at the gate in 2008."."""
    first = line.text.split(maxsplit=1)[0]
    return first.isalpha() and first.islower() and line.words <= _CAPTION_WORDS and line.ended


def _is_subheading(lines: Sequence[Line], i: int) -> bool:
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
