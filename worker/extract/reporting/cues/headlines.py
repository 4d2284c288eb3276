"""The reporting frame of a headline: "P: Seoul", "Lind: P", "P - witness"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_LABELS: Final = frozenset(
    {
        "update",
        "exclusive",
        "watch",
        "opinion",
        "analysis",
        "breaking",
        "video",
        "photos",
        "live",
        "review",
        "correction",
    }
)
"""What a headline may open with before a colon and that names no source."""

_PEOPLE: Final = words("people", "persons") | words("people", "anonymous")
_SHORT: Final = 6
_PROPER: Final = 4
_SHORTEST: Final = 4


def headline_frame(parsed: Parsed) -> Frame | None:
    """As in "P: Seoul", "Lind: P", "P - witness" of a headline."""
    tokens = parsed.tokens
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in {":", "–", "—", "-", "--"}:
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
                and len(tokens) - (source.end - source.start) >= _SHORTEST
            ):
                return Frame(
                    stance="saying",
                    anchor=i,
                    cue=Range(i, i + 1),
                    sources=(head,),
                    content=(found,),
                    attribution=(source,),
                )
        rejected(tokens[i], "no few words beside it that can only name a source")
    return None


def _short_source(parsed: Parsed, source: Range) -> Token | None:
    """The head of a few words that can only name a source; None where they may be content."""
    inside = parsed.tokens[source.start : source.end]
    if not 0 < len(inside) < _SHORT or inside[0].lower in _LABELS:
        return None
    if any(token.pos in {"VERB", "AUX", "ADP", "NUM", "ADV", "PUNCT"} for token in inside):
        return None
    last = inside[-1]
    if last.lemma in _PEOPLE or last.lower in {"police", "sources", "officials"}:
        return last
    proper = all(token.text[:1].isupper() for token in inside)
    return (
        last
        if proper and len(inside) <= _PROPER and last.pos in {"PROPN", "NOUN", "ADJ"}
        else None
    )
