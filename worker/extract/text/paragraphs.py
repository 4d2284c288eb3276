"""The paragraphs of an article: the pieces that are parsed one by one, each with its offset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.records import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.records import Article

LONGEST: Final = 20_000
"""Characters parsed at once: memory grows with them, and people write shorter paragraphs."""

_BULLET: Final = 4
"""Characters before a line that a bullet and the space around it take."""

_BULLETS: Final = frozenset("-*•·–—‣▪●")
_BREAK: Final = re.compile(r"\s*[\n\r\v\f\u2028\u2029]+\s*")
_SENTENCE_END: Final = re.compile(r"[.!?][\"'”’»)\]]*\s")


def paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the article's sections, in the order of the text, none blank."""
    found = []
    for section in article.sections:
        for start, end in _lines(article.text, section.span.start, section.span.end):
            for left, right in _pieces(article.text, start, end):
                text = article.text[left:right]
                found.append(Paragraph(section.kind, left, text, _is_item(article.text, left)))
    return tuple(sorted(found, key=lambda paragraph: paragraph.offset))


def _is_item(text: str, left: int) -> bool:
    """Return whether a bullet precedes a paragraph on its line."""
    before = text[max(0, left - _BULLET) : left].rpartition("\n")[2].strip()
    return bool(before) and before in _BULLETS


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the bounds of the lines of `text[start:end]`, wrapped lines joined again."""
    left = start
    for gap in _BREAK.finditer(text, start, end):
        if _is_wrapped(text, left, gap):
            continue
        yield from _trimmed(text, left, gap.start())
        left = gap.end()
    yield from _trimmed(text, left, end)


def _is_wrapped(text: str, left: int, gap: re.Match[str]) -> bool:
    """Return whether a break only wraps a line: no stop before it, a small letter after it."""
    if gap.start() <= left or gap.end() >= len(text) or gap.group().count("\n") > 1:
        return False
    return text[gap.end()].islower() and text[gap.start() - 1] not in '.!?:;"”'


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the bounds without white space at both ends; nothing if nothing else is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the bounds of pieces of at most `LONGEST` characters."""
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Return where a piece ends: after its last sentence, else its last white space, else `limit`.

    A cut is made in its second half only.
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start + LONGEST // 2, limit)]
    if ends:
        return ends[-1]
    blank = next((i for i in range(limit - 1, start + LONGEST // 2, -1) if text[i].isspace()), 0)
    return blank + 1 if blank else limit
