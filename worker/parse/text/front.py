"""What is above the body of a text: its headline and its standfirst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.parse.furniture import credit_start, dateline_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parse.text.lines import Line

TITLE_LINES: Final = 4
"""Lines, those that are no news left out, among which the headline is looked for."""

# Words of a headline, of a standfirst and lines of one, as newspapers write them.
_HEADLINE_WORDS: Final = 25
_DEK_WORDS: Final = range(5, 41)
_DEK_LINES: Final = 2
# The share of longer words that begin with a capital, from which a line is in title case.
_TITLE_CASE: Final = 0.8


class Front(NamedTuple):
    """The headline, the standfirst and the start of the body, as indices of lines."""

    headline: int | None
    deks: tuple[int, ...]
    body: int


def front_of(
    lines: Sequence[Line], news: Sequence[int], title: str | None, *, dump: bool
) -> Front:
    """Return what is above the body.

    `news` are the indices of the lines that are news, `title` the title that is known; a `dump`
    has its headline in its first line of news.
    """
    if not news:
        return Front(None, (), len(lines))
    wanted = _fold(title) if title else None
    headline = next((i for i in news[:TITLE_LINES] if _fold(lines[i].text) == wanted), None)
    if headline is not None and lines[headline].ended and not _is_short(lines[headline]):
        headline = None  # a title that is the whole first sentence: the text has no headline
    elif headline is None and (dump or _looks_like_headline(lines, news)):
        headline = news[0]
    if headline is None:
        return Front(None, (), 0)
    deks = _deks(lines, news, headline, dump=dump)
    return Front(headline, deks, max((headline, *deks)) + 1)


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".; ")


def _is_short(line: Line) -> bool:
    return line.words <= _HEADLINE_WORDS


def _looks_like_headline(lines: Sequence[Line], news: Sequence[int]) -> bool:
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
    lines: Sequence[Line], news: Sequence[int], headline: int, *, dump: bool
) -> tuple[int, ...]:
    """Return the standfirst: the rest of the headline's block, else a line that is no sentence."""
    block = lines[headline].block
    later = [i for i in news if i > headline and credit_start(lines[i].text) is None]
    same = tuple(i for i in later if lines[i].block == block)
    short = len(same) <= _DEK_LINES and all(lines[i].words < _DEK_WORDS.stop for i in same)
    if same and len(same) < len(later) and (dump or short):
        return same
    if len(later) > 1 and not lines[later[0]].ended and lines[later[0]].words in _DEK_WORDS:
        return (later[0],)
    return ()
