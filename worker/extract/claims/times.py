"""The times of claims: when something was said, when it happened, and whether that lies ahead."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.claims.certainty.scope import clause_above
from worker.extract.claims.evidence import is_inside
from worker.extract.examples import as_in
from worker.extract.reporting.content.position import DATED
from worker.extract.trace import because
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Frame, Parsed, Passage
    from worker.records import Link, Span, Time

_TALKING: Final = words("times", "talking")
_UNTIL: Final = (["through"], ["until"], ["till"])
"""Prepositions before the end of a time that has begun already: "runs through Friday"."""

_NEAR_CUE: Final = 4
"""Tokens between the reporting words and a time, at most, for the time to be that of the saying.

Further away it depends on the tree whether the time belongs to them or to another clause.
"""

_SUBORDINATE: Final = frozenset({"acl", "advcl", "relcl", "xcomp", "pcomp"})
"""Dependencies of verbs inside a clause whose times are not the clause's."""


@dataclass(slots=True)
class Sayings:
    """The days on which the voices of an article spoke, in the order of its passages."""

    _last: dict[str, Time] = field(default_factory=dict)
    _talks: dict[str, Time] = field(default_factory=dict)
    _speaker: str = ""

    @as_in(
        "Ana Brandt said on 12 January 2025 that the bridge fell. Brandt said two men were hurt.",
        no=("Ana Brandt said that the bridge fell in 2025.",),
    )
    def said_at(self, passage: Passage, links: Sequence[Link]) -> Time | None:
        """Return the day of the saying: of this passage, or the last that its voice had."""
        if links[0].role == "narrator" or not passage.outer:
            return None
        key = links[0].name or links[0].descriptor or ""
        self._speaker = key
        found = _time_of_saying(passage) if passage.explicit else None
        if found is not None:
            if key:
                self._last[key] = found
            return found
        earlier = self._last.get(key) or self._talks.get(key.rpartition(" ")[2]) if key else None
        if earlier is None:
            return None
        if earlier.span is not None:
            because(f"said on the day last given for {key}", earlier.span)
        return replace(earlier, span=None)

    def note(self, passage: Passage) -> None:
        """Keep the day of a conversation that the article tells of, for those named in it."""
        day = None if passage.outer else _day_of_talk(passage)
        if day is None:
            return
        tokens = passage.parsed.tokens[passage.sentence.start : passage.sentence.end]
        named = {token.text for token in tokens if token.pos == "PROPN"}
        if any(token.lower in ("he", "she", "they") for token in tokens):
            named.add(self._speaker.rpartition(" ")[2])
        self._talks.update(dict.fromkeys(named, day))
        for key in self._last:
            if key.rpartition(" ")[2] in named:
                self._last[key] = day


@as_in(
    "Ana Brandt spoke to reporters on 12 January 2025. Brandt said two men were hurt.",
    no=("Ana Brandt met the council on 12 January 2025. Brandt said two men were hurt.",),
)
def _day_of_talk(passage: Passage) -> Time | None:
    """Return the day of a sentence of the article that tells of a conversation."""
    parsed, sentence = passage.parsed, passage.parsed.span(passage.sentence)
    tokens = parsed.tokens[passage.sentence.start : passage.sentence.end]
    if _TALKING.isdisjoint(token.lemma for token in tokens):
        return None
    inside = (t for t in parsed.times if t.span and sentence.start <= t.span.start < sentence.end)
    return next((time for time in inside if time.granularity == "day"), None)


def time_in(parsed: Parsed, parts: Sequence[Span]) -> Time | None:
    """Return the first time inside these parts."""
    return next((t for t in parsed.times if t.span is not None and is_inside(t.span, parts)), None)


def is_ahead(parsed: Parsed, clause: Clause, published: date | None) -> bool:
    """Return whether a clause has a date after the day of publication: "starts on Friday"."""
    above = clause_above(clause) or clause
    time = time_in(parsed, [parsed.span(part) for part in above.parts])
    if time is None or published is None or time.value <= published:
        return False
    if time.span is None or not _is_time_of(parsed, time.span, above):
        return False
    before = parsed.paragraph.text[: time.span.start - parsed.paragraph.offset]
    if before.rsplit(None, 1)[-1:] in _UNTIL:
        return False
    because("its date is after the day of publication", time.span)
    return True


def _is_time_of(parsed: Parsed, time: Span, clause: Clause) -> bool:
    """Return whether a time is that of a clause: no subordinate verb governs it."""
    for above in parsed.at(time.start).ancestors():
        if above is clause.head:
            return True
        if not any(above.i in part for part in clause.parts):
            return clause.head.dep != "relcl"
        if above.pos in {"VERB", "AUX"} and above.dep in _SUBORDINATE:
            return False
    return True


def _time_of_saying(passage: Passage) -> Time | None:
    """Return the time of the reporting words: in the sentence, outside the content."""
    parsed = passage.parsed
    sentence = parsed.span(passage.sentence)
    content = [parsed.span(part) for part in passage.outer[0].frame.content]
    for time in parsed.times:
        if time.span is None or not (sentence.start <= time.span.start < sentence.end):
            continue
        if any(part.start <= time.span.start < part.end for part in content):
            continue
        if _is_said_then(parsed, time.span, passage.outer[0].frame):
            return time
    return None


@as_in(
    "Ana Brandt said on 12 January 2025 that the bridge fell.",
    no=("After he left the town in May 2024 with his brother, Ana Brandt said the bridge fell.",),
)
def _is_said_then(parsed: Parsed, time: Span, frame: Frame) -> bool:
    """Return whether a time is that of the saying, and not that of another clause."""
    token = parsed.at(time.start)
    outside = not time.start <= token.head.start < time.end
    if token.dep in {"nummod", "compound"} and outside and token.head.entity not in DATED:
        return False  # "the Monday vote", but not "Monday night"
    if frame.cue.start - _NEAR_CUE <= token.i < frame.cue.end + _NEAR_CUE:
        return True
    cue = parsed.tokens[frame.anchor]
    above = next((a for a in token.ancestors() if a.pos == "VERB" and a.dep != "amod"), cue)
    # "On Friday, they went to a court where they claimed P": the day is that of both.
    return above is cue or above in cue.ancestors()
