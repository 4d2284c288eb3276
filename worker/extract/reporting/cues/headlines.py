"""The reporting frame of a headline: "P: Seoul", "Lind: P", "P - witness"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_LABELS: Final = words("cues", "headlines", "labels")
_GROUPS: Final = words("cues", "headlines", "groups")
_PEOPLE: Final = words("people", "persons") | words("people", "anonymous")
_SEPARATORS: Final = frozenset({":", "–", "—", "-", "--"})
_LONG: Final = 6
"""Tokens of the shortest part of a headline that is too long to be a source: it may be content."""

_LONGEST_NAME: Final = 4
"""Tokens that a capitalized source may have: a title and a name; more of them are a headline with
capitalized words.
"""

_LEAST: Final = 4
"""Tokens, with the separator, that a headline must have besides its source to report anything."""


@as_in(
    "Bridge will stay closed for a year: Brandt\n\nThe bridge was closed on Monday.",
    "Mayor Brandt: The bridge will stay closed\n\nThe bridge was closed on Monday.",
    "Driver fled after the crash - witness\n\nThe bridge was closed on Monday.",
    no=("Analysis: The bridge will stay closed\n\nThe bridge was closed on Monday.",),
)
def headline_frame(parsed: Parsed) -> Frame | None:
    """Return the frame of a headline with a source before a colon, or after a colon or a dash."""
    tokens = parsed.tokens
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in _SEPARATORS:
            continue
        left, right = Range(0, i), Range(i + 1, len(tokens))
        colon = tokens[i].text == ":"
        for source, content in ((left, right), (right, left)):
            if source is left and not colon:
                continue
            head = _short_source(parsed, source)
            found = trimmed(parsed, content)
            if (
                head is not None
                and found is not None
                and len(tokens) - (source.end - source.start) >= _LEAST
            ):
                return Frame(
                    stance="saying",
                    anchor=i,
                    cue=Range(i, i + 1),
                    sources=(head,),
                    content=(found,),
                    attribution=(source,),
                )
        rejected(tokens[i], "no short phrase before or after it that can only be a source")
    return None


@as_in(
    "Bridge will stay closed for a year: officials\n\nThe bridge was closed on Monday.",
    no=(
        "Why the bridge fell: a short history of the harbour\n\nThe bridge was closed on Monday.",
    ),
)
def _short_source(parsed: Parsed, source: Range) -> Token | None:
    """Return the head of a few words that can only name a source; None where they may not."""
    inside = parsed.tokens[source.start : source.end]
    if not 0 < len(inside) < _LONG or inside[0].lower in _LABELS:
        return None
    if any(token.pos in {"VERB", "AUX", "ADP", "NUM", "ADV", "PUNCT"} for token in inside):
        return None
    last = inside[-1]
    if last.lemma in _PEOPLE or last.lower in _GROUPS:
        return last
    proper = all(token.text[:1].isupper() for token in inside)
    named = proper and len(inside) <= _LONGEST_NAME and last.pos in {"PROPN", "NOUN", "ADJ"}
    return last if named else None
