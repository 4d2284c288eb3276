"""The paragraphs of an article: the pieces that are parsed one by one, each with its offset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.records import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.records import Article

LONGEST: Final = 20_000
"""Characters of one parse: memory grows with it, and no paragraph a person writes is longer."""

_BREAK: Final = re.compile(r"\s*[\n\r\v\f\u2028\u2029]+\s*")
_SENTENCE_END: Final = re.compile(r"[.!?][\"'”’»)\]]*\s")


def paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Every paragraph of the article's sections, in the order of the text, none of them blank."""
    found = []
    for section in article.sections:
        for start, end in _lines(article.text, section.span.start, section.span.end):
            for left, right in _pieces(article.text, start, end):
                found.append(Paragraph(section.kind, left, article.text[left:right]))
    return tuple(sorted(found, key=lambda paragraph: paragraph.offset))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of `text[start:end]`; a line that was only wrapped goes on into the next."""
    left = start
    for gap in _BREAK.finditer(text, start, end):
        if _is_wrapped(text, left, gap):
            continue
        yield from _trimmed(text, left, gap.start())
        left = gap.end()
    yield from _trimmed(text, left, end)


def _is_wrapped(text: str, left: int, gap: re.Match[str]) -> bool:
    """Whether the line break is the width of a page and not the end of a paragraph."""
    if gap.start() <= left or gap.end() >= len(text) or gap.group().count("\n") > 1:
        return False
    return text[gap.end()].islower() and text[gap.start() - 1] not in '.!?:;"”'


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start, end`, cut into pieces of at most `LONGEST` characters."""
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut: behind the last sentence, else the last white space, else at the limit."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start + LONGEST // 2, limit)]
    if ends:
        return ends[-1]
    blank = next((i for i in range(limit - 1, start + LONGEST // 2, -1) if text[i].isspace()), 0)
    return blank + 1 if blank else limit
