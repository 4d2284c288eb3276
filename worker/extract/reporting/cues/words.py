"""The reporting frames whose cue is no plain verb: "according to", nouns, adverbs, adjectives.

`BY_WORD` and `BY_NOUN` name the words that begin one, each with the function that reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from worker.extract.reporting.cues.adjectives import OPEN, SURE, adjective_of_view, made_clear
from worker.extract.reporting.cues.hearsay import adverb_frame
from worker.extract.reporting.cues.nouns import (
    PRETEXTS,
    SAYINGS,
    STANCES,
    noun_of_saying,
    pretext,
)
from worker.extract.reporting.cues.parentheses import according, as_told, may_be_told, view
from worker.extract.trace import made
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.records import Frame, Parsed, Range, Token

Finder = Callable[["Parsed", "Range", "Token"], "Frame | None"]

_HEARSAY: Final = words("other_cues", "adverbs", "hearsay")
_ALLEGED: Final = words("other_cues", "adverbs", "accused")
_VIEWS: Final = words("other_cues", "views")
_FINITE: Final = frozenset({"VBN", "VBD", "VBZ", "VBP"})


def other_frames(parsed: Parsed, sentence: Range) -> Iterator[Frame]:
    """The frames of one sentence that no verb of saying makes."""
    for token in parsed.tokens[sentence.start : sentence.end]:
        finder = BY_WORD.get(token.lower)
        if finder is None and token.pos in {"NOUN", "PROPN"}:
            finder = BY_NOUN.get(token.lemma)
        if finder is None and token.tag in _FINITE and may_be_told(token):
            finder = as_told
        frame = finder(parsed, sentence, token) if finder is not None else None
        if finder is not None and frame is not None:
            made(finder, token)
            yield frame


def view_of(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "in Hale's view, P", or as any noun of saying: "Hale's view that P"."""
    found = view(parsed, sentence, noun)
    if found is None and noun.lemma in SAYINGS:
        found = noun_of_saying(parsed, sentence, noun)
    return found


BY_WORD: Final[dict[str, Finder]] = {
    "according": according,
    "clear": made_clear,
    **dict.fromkeys(_HEARSAY | _ALLEGED, adverb_frame),
    **dict.fromkeys(SURE | OPEN, adjective_of_view),
}
"""Which words begin a frame, and what reads it."""

BY_NOUN: Final[dict[str, Finder]] = {
    **dict.fromkeys(SAYINGS.union(*STANCES.values()), noun_of_saying),
    **dict.fromkeys(PRETEXTS, pretext),
    **dict.fromkeys(_VIEWS, view_of),
}
"""Which nouns name a proposition, and what reads their frame."""
