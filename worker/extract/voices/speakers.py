"""Who speaks in an article, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.name_register import Names
    from worker.records import Span

FEMALE: Final = frozenset({"she", "her"})
PERSONAL: Final = frozenset({"he", "him"}) | FEMALE
"""Pronouns that mean one person."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a name or a descriptor, and the words that name it here."""

    name: str | None
    descriptor: str | None
    mention: Span | None
    anonymous: bool = False
    is_person: bool = False
    is_document: bool = False
    is_outlet: bool = False
    is_plural: bool = False
    noun: str = ""

    def at(self, span: Span) -> Voice:
        """The same voice, named here by other words."""
        return replace(self, mention=span)


@dataclass(slots=True)
class Heard:
    """Who spoke so far in an article, the last one last; `said` must be told of each voice."""

    names: Names
    people: list[Voice] = field(default_factory=list)
    others: list[Voice] = field(default_factory=list)
    together: tuple[Voice, ...] = ()
    """Those who spoke last with one voice."""

    _female: dict[str, bool] = field(default_factory=dict)

    def said(self, voices: Sequence[Voice]) -> None:
        """Remembers that `voices` spoke, together."""
        self.together = tuple(voices)
        for voice in voices:
            (self.people if voice.is_person else self.others).append(voice)

    def may_be(self, name: str, *, female: bool) -> bool:
        """Whether "she" or "he" may mean a name; what nothing says, the first use decides."""
        folded = name.casefold()
        known = self.names.is_female(name)
        if known is None and folded in PERSONAL:
            known = folded in FEMALE
        if known is not None:
            return known == female
        return self._female.setdefault(folded, female) == female

    def spoke_after(self, offset: int, head: Token) -> bool:
        """Whether a person was named as a voice behind `offset`, or speaks in its sentence.

        Somebody unnamed who only stands behind it in its sentence does not count, nor who speaks
        before it where `head` stands in that sentence: "Lind said that Falk left when he saw it".
        """
        if self.names.in_one_sentence(offset, head.start):
            starts = (voice.mention.start for voice in self.people if voice.mention is not None)
            return any(start >= offset for start in starts)
        behind = (voice for voice in self.people if self.is_behind(voice, offset))
        return any(not (voice.anonymous and self._is_aside(voice, offset)) for voice in behind)

    def is_passed(self, voice: Voice, known: Name) -> bool:
        """Whether a known person was named since somebody unnamed spoke, or is spoken of there."""
        return voice.anonymous and (
            self._is_aside(voice, known.start) or not self.is_behind(voice, known.start)
        )

    def is_behind(self, voice: Voice, offset: int) -> bool:
        """Whether a voice was named behind `offset`, or in its sentence."""
        if voice.mention is None:
            return False
        start = voice.mention.start
        return start >= offset or self.names.in_one_sentence(start, offset)

    def _is_aside(self, voice: Voice, offset: int) -> bool:
        """Whether a voice stands behind `offset` in its sentence: "P, a friend said"."""
        start = voice.mention.start if voice.mention is not None else 0
        return start > offset and self.names.in_one_sentence(start, offset)
