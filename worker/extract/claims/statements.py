"""The plain sentence of a claim: its evidence in order, pronouns of the speaker resolved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token
    from worker.records import Link, Span

_FIRST_PERSON: Final = {"i": "", "my": "'s", "me": ""}
"""Pronouns of the speaker, with what follows the name that replaces them."""


def statement(parsed: Parsed, evidence: Sequence[Span], chain: tuple[Link, ...]) -> str:
    """Return the claim as one plain sentence."""
    speaker = next(
        (link.name for link in reversed(chain) if link.role == "speaker" and link.name), None
    )
    sentence = ""
    end = 0
    for token in _tokens(parsed, evidence):
        ending = _FIRST_PERSON.get(token.lower) if speaker else None
        words = token.text if ending is None else f"{speaker}{ending}"
        sentence += words if token.start == end else f" {words}"
        end = token.end
    sentence = " ".join(sentence.split())
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _tokens(parsed: Parsed, evidence: Sequence[Span]) -> list[Token]:
    """Return the tokens of the evidence, found without reading the whole paragraph."""
    found: set[int] = set()
    for start, end in evidence:
        first = bisect_left(parsed.tokens, start, key=attrgetter("start"))
        found.update(range(first, bisect_right(parsed.tokens, end, first, key=attrgetter("end"))))
    return [parsed.tokens[i] for i in sorted(found)]
