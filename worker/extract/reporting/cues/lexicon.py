"""The reporting frames whose cue is no plain verb: "according to", nouns, adverbs, adjectives.

`BY_WORD` and `BY_NOUN` map the words that begin such a frame to the rule that makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.reporting.cues.adjectives import (
    CLEAR,
    OPEN,
    SURE,
    adjective_of_view,
    made_clear,
)
from worker.extract.reporting.cues.hearsay import adverb_frame
from worker.extract.reporting.cues.nouns import (
    NOUNS_BY_STANCE,
    NOUNS_OF_SAYING,
    PRETEXTS,
    noun_of_saying,
    pretext,
)
from worker.extract.reporting.cues.parentheses import according, as_clause, may_follow_as, view
from worker.extract.trace import made
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.records import Frame, Parsed, Range, Token

Finder = Callable[["Parsed", "Range", "Token"], "Frame | None"]

_HEARSAY: Final = words("other_cues", "adverbs", "hearsay")
_ALLEGED: Final = words("other_cues", "adverbs", "accused")
_VIEWS: Final = words("other_cues", "views")


def other_frames(parsed: Parsed, sentence: Range) -> Iterator[Frame]:
    """Return the frames of a sentence whose cue is no verb, and those of its "as" clauses."""
    for token in parsed.tokens[sentence.start : sentence.end]:
        finder = BY_WORD.get(token.lower)
        if finder is None and token.pos in {"NOUN", "PROPN"}:
            finder = BY_NOUN.get(token.lemma)
        if finder is None and may_follow_as(token):
            finder = as_clause
        frame = finder(parsed, sentence, token) if finder is not None else None
        if finder is not None and frame is not None:
            made(finder, token)
            yield frame


@as_in(
    "In the mayor's view, the bridge is unsafe.",
    "The mayor's view that the bridge is unsafe is wrong.",
    no=("The view was blocked by the bridge.",),
)
def view_of(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """Return the frame of "in X's view, P", or else of "X's view that P"."""
    found = view(parsed, sentence, noun)
    if found is None and noun.lemma in NOUNS_OF_SAYING:
        found = noun_of_saying(parsed, sentence, noun)
    return found


BY_WORD: Final[dict[str, Finder]] = {
    "according": according,
    **dict.fromkeys(CLEAR, made_clear),
    **dict.fromkeys(_HEARSAY | _ALLEGED, adverb_frame),
    **dict.fromkeys(SURE | OPEN, adjective_of_view),
}
"""The rule that makes a frame of a word, by the word in small letters."""

BY_NOUN: Final[dict[str, Finder]] = {
    **dict.fromkeys(NOUNS_OF_SAYING.union(*NOUNS_BY_STANCE.values()), noun_of_saying),
    **dict.fromkeys(PRETEXTS, pretext),
    **dict.fromkeys(_VIEWS, view_of),
}
"""The rule that makes a frame of a noun, by its lemma; asked where `BY_WORD` has none."""
