"""Which words around a proper noun are one name, and how a name is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.voices.body_names import tail_of_body
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.extract.records import Parsed, Token

PROPER: Final = frozenset({"NNP", "NNPS"})
"""Tags of the words of a name."""

JOINS: Final = frozenset({"-", "\u2011", "&"})
"""Signs that join the halves of a double name."""

_PARTICLES: Final = words("voices", "names", "particles") | {"of", "the", "and", "for"}
_JOINING: Final = words("voices", "names", "joining")
_TITLE_GOES_ON: Final = frozenset({"of", "for", "and"})
"""Words after a title that make it a part of the name."""

_FIRM: Final = 2
"""Tokens: an organisation's name of no more keeps a title as its first word."""

_NICKNAMED: Final = 4
"""Words before the surname in 'Tomas "Red" Halloran': the first name, two marks, a nickname."""

_NICKNAME: Final = re.compile(r"[\"\u201c\u2018'] (\w+) [\"\u201d\u2019']")
_MARKS: Final = frozenset("\"\u201c\u201d'\u2018\u2019")
_TITLES: Final = words("people", "titles")
_PERSONS: Final = words("people", "persons")
_BODIES: Final = words("people", "bodies")
_OUTLETS: Final = words("people", "outlets")
_SPELLINGS: Final[dict[str, str]] = table("voices")["names"]["spellings"]


@as_in("The Harbour Gazette closed.", no=("Otto Falk left.",))
def is_of_outlet(name: Iterable[str]) -> bool:
    """Return whether a word of a name is one that papers, stations or agencies have."""
    return not _OUTLETS.isdisjoint(word.casefold() for word in name)


def join_name(parts: Sequence[str]) -> str:
    """Return words as one name, without spaces around hyphens or before apostrophes and stops."""
    text = _NICKNAME.sub(r'"\1"', " ".join(parts))
    for join in ("-", "\u2011"):
        text = text.replace(f" {join} ", join)
    for spelling, plain in _SPELLINGS.items():
        text = text.replace(spelling, plain)
    return text.replace(" 's", "'s").replace(" ’s", "’s").replace(" .", ".").replace(" ,", ",")


def name_run(parsed: Parsed, head: Token) -> Range | None:
    """Return the range of the name around `head`, without titles; None where it is no name."""
    tokens = parsed.tokens
    start, end = head.i, head.i + 1
    while start > 0 and _belongs(tokens, start - 1, start):
        start -= 1
    while end < len(tokens) and _belongs(tokens, end, end - 1):
        end += 1
    while start < end and tokens[start].tag not in PROPER and not _is_double(tokens, start):
        start += 1
    while end > start and tokens[end - 1].tag not in PROPER:
        end -= 1
    if start >= end:
        return None
    start = _start_after_titles(tokens, Range(start, end))
    start -= _nicknamed(tokens, start)
    if end - start > _FIRM and tokens[start].entity == "NORP" != tokens[start + 1].entity:
        start += 1
    return Range(start, end + tail_of_body(tokens, end))


def _start_after_titles(tokens: Sequence[Token], run: Range) -> int:
    """Return where the bare name begins: after its last title and the office before that."""
    start = run.start
    if tokens[run.end - 1].lower in _BODIES:
        return start
    for i in range(run.start, run.end - 1):
        token, following = tokens[i], tokens[i + 1]
        titled = token.lower in _TITLES or token.lemma in _PERSONS
        firm = token.entity == "ORG" and following.entity == "ORG" and run.end - i <= _FIRM
        goes_on = following.text in JOINS or following.lower in _TITLE_GOES_ON
        if titled and not firm and not goes_on:
            start = i + 1
    return start


@as_in(
    '"It fell," said Tomas "Red" Halloran, a pilot.',
    no=('The "Red" Halloran left.', 'Ana Lind and "Red" Halloran left.'),
)
def _nicknamed(tokens: Sequence[Token], start: int) -> int:
    """Return the number of words before a surname that are a first name and a nickname."""
    if start < _NICKNAMED or tokens[start - 1].text not in _MARKS:
        return 0
    first, mark, nickname = tokens[start - _NICKNAMED : start - 1]
    named = first.tag in PROPER and mark.text in _MARKS and nickname.text[:1].isupper()
    return _NICKNAMED if named else 0


def _belongs(tokens: Sequence[Token], i: int, neighbour: int) -> bool:
    """Return whether token `i` belongs to the same name as the token next to it."""
    token = tokens[i]
    if token.tag in PROPER or (i < neighbour and _is_double(tokens, i)):
        return True
    if token.text in JOINS or (token.lower in _JOINING and token.tag != "IN"):
        other = i + 1 if i > neighbour else i - 1
        return 0 <= other < len(tokens) and (
            tokens[other].tag in PROPER
            or tokens[other].lower in _PARTICLES
            or _is_double(tokens, other)
        )
    return False


@as_in("Rush-Cox said it fell.", no=("Well-known Ana Brandt left.",))
def _is_double(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a capitalised word is the first half of a double name, tagged as a verb."""
    if i + 2 >= len(tokens) or tokens[i + 1].text not in JOINS:
        return False
    tight = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    return tight and tokens[i].text[:1].isupper() and tokens[i + 2].tag in PROPER
