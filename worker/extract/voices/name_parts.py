"""Which words around a proper word are one name, and how a name is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

PROPER: Final = frozenset({"NNP", "NNPS"})
"""Tags of the words of a name."""

JOINS: Final = frozenset({"-", "\u2011", "&"})
"""What stands between the halves of a double name."""

_PARTICLES: Final = frozenset(
    {"al", "de", "da", "di", "von", "van", "der", "bin", "ibn", "el", "la", "le"}
    | {"of", "the", "and", "for"}
)
_PAIR: Final = 2
_INNER: Final = frozenset({"of", "for", "and"})
_TITLES: Final = words("people", "titles")
_PERSONS: Final = words("people", "persons")
_BODIES: Final = words("people", "bodies")
_SPELLINGS: Final = {"U.S.": "US", "U. S.": "US", "U.K.": "UK", "U.N.": "UN", "N. Y.": "New York"}


def joined(parts: Sequence[str]) -> str:
    """Words as one name: hyphens and apostrophes stand tight."""
    text = " ".join(parts)
    for join in ("-", "\u2011"):
        text = text.replace(f" {join} ", join)
    for spelling, plain in _SPELLINGS.items():
        text = text.replace(spelling, plain)
    return text.replace(" 's", "'s").replace(" ’s", "’s").replace(" .", ".").replace(" ,", ",")


def name_run(parsed: Parsed, head: Token) -> Range | None:
    """The proper words around `head`, titles left out; None where it is no name."""
    tokens = parsed.tokens
    start, end = head.i, head.i + 1
    while start > 0 and _joins(tokens, start - 1, start):
        start -= 1
    while end < len(tokens) and _joins(tokens, end, end - 1):
        end += 1
    while start < end and tokens[start].tag not in PROPER and not _is_doubled(tokens, start):
        start += 1
    while end > start and tokens[end - 1].tag not in PROPER:
        end -= 1
    if start >= end:
        return None
    return Range(_past_titles(tokens, Range(start, end)), end)


def _past_titles(tokens: Sequence[Token], run: Range) -> int:
    """Where the bare name begins: behind the last title, before which an office may stand."""
    start = run.start
    if tokens[run.end - 1].lower in _BODIES:
        return start
    for i in range(run.start, run.end - 1):
        token, following = tokens[i], tokens[i + 1]
        titled = token.lower in _TITLES or token.lower in _PERSONS
        firm = token.entity == "ORG" and following.entity == "ORG" and run.end - i <= _PAIR
        if titled and not firm and following.text not in JOINS and following.lower not in _INNER:
            start = i + 1
    return start


def _joins(tokens: Sequence[Token], i: int, beside: int) -> bool:
    """Whether token `i` belongs to the same name as its neighbour `beside`."""
    token = tokens[i]
    if token.tag in PROPER or (i < beside and _is_doubled(tokens, i)):
        return True
    if token.text in JOINS or (
        token.lower in {"al", "de", "von", "van", "bin"} and token.tag != "IN"
    ):
        other = i + 1 if i > beside else i - 1
        return 0 <= other < len(tokens) and (
            tokens[other].tag in PROPER
            or tokens[other].lower in _PARTICLES
            or _is_doubled(tokens, other)
        )
    return False


def _is_doubled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a large word is the first half of a double name: "Rush-Cox", read as a verb."""
    if i + 2 >= len(tokens) or tokens[i + 1].text not in JOINS:
        return False
    tight = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    return tight and tokens[i].text[:1].isupper() and tokens[i + 2].tag in PROPER
