"""The voices of an article, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.name_register import Names
    from worker.records import Span

FEMALE: Final = frozenset({"she", "her"})
PERSONAL: Final = frozenset({"he", "him", "his"}) | FEMALE
"""Pronouns that mean one person."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A source: its name or a descriptor, and the words that mention it here."""

    name: str | None
    descriptor: str | None
    mention: Span | None
    anonymous: bool = False
    is_person: bool = False
    is_document: bool = False
    is_outlet: bool = False
    is_plural: bool = False
    noun: str = ""

    def mentioned_at(self, span: Span) -> Voice:
        """Return the same voice, mentioned by other words."""
        return replace(self, mention=span)


@dataclass(slots=True)
class Speakers:
    """The voices that have spoken so far in an article, in the order in which they spoke."""

    names: Names
    people: list[Voice] = field(default_factory=list)
    others: list[Voice] = field(default_factory=list)
    together: tuple[Voice, ...] = ()
    """The sources of the last frame, which spoke together."""

    _female: dict[str, bool] = field(default_factory=dict)

    def add(self, voices: Sequence[Voice]) -> None:
        """Record that `voices` spoke, together."""
        self.together = tuple(voices)
        for voice in voices:
            (self.people if voice.is_person else self.others).append(voice)

    @as_in(
        "Anna Brandt met the crew. She said it was old.",
        no=(
            "Mayor Ada Brenner spoke on Monday. He denied that he had been drinking.",
            "Peter Falk met the crew. She said it was old.",
        ),
    )
    def fits_gender(self, name: str, *, female: bool) -> bool:
        """Return whether "she" or "he" may mean a name.

        Where the article does not say, the first pronoun that is asked about decides for the rest.
        """
        folded = name.casefold()
        known = self.names.is_female(name)
        if known is None and folded in PERSONAL:
            known = folded in FEMALE
        if known is not None:
            return known == female
        return self._female.setdefault(folded, female) == female

    @as_in(
        "Otto Falk said Jonas Lind was late. He said the pier was gone.",
        no=(
            "Otto Falk left. He said it was old.",
            "Otto Falk left, according to a person close to him. He said it was old.",
        ),
    )
    def person_spoke_since(self, offset: int, pronoun: Token) -> bool:
        """Return whether a person has spoken after `offset`, or speaks in its sentence.

        An unnamed speaker after `offset` in its sentence does not count: "P, a friend said". Where
        the pronoun is in that sentence too, a speaker before `offset` does not count either: "Lind
        said that Falk left when he saw it".
        """
        if self.names.in_one_sentence(offset, pronoun.start):
            starts = (voice.mention.start for voice in self.people if voice.mention is not None)
            return any(start >= offset for start in starts)
        since = (voice for voice in self.people if self.is_mentioned_since(voice, offset))
        return any(
            not (voice.anonymous and self._follows_in_sentence(voice, offset)) for voice in since
        )

    @as_in(
        "A friend said it fell. The crew saw Otto Falk. He said it was old.",
        no=(
            "Otto Falk said Jonas Lind was late. He said the pier was gone.",
            "A friend of Otto Falk said it fell. The crew left. He said it was old.",
        ),
    )
    def is_superseded(self, voice: Voice, known: Name) -> bool:
        """Return whether an unnamed speaker gives way to a person who is named.

        The name is after the speaker's sentence, or in what the speaker says of that person.
        """
        return voice.anonymous and (
            self._follows_in_sentence(voice, known.start)
            or not self.is_mentioned_since(voice, known.start)
        )

    @as_in(
        "Norlin Systems said that Seabolt Motors has fallen. The company said it was sad.",
        no=(
            "Norlin Systems said it fell. Seabolt Motors has fallen. The company said it was sad.",
        ),
    )
    def is_mentioned_since(self, voice: Voice, offset: int) -> bool:
        """Return whether a voice is mentioned after `offset`, or in its sentence."""
        if voice.mention is None:
            return False
        start = voice.mention.start
        return start >= offset or self.names.in_one_sentence(start, offset)

    @as_in(
        "Otto Falk left, according to a person close to him. He said it was old.",
        no=("A person close to Otto Falk said it fell. He said it was old.",),
    )
    def _follows_in_sentence(self, voice: Voice, offset: int) -> bool:
        """Return whether a voice is mentioned after `offset` in the same sentence."""
        start = voice.mention.start if voice.mention is not None else 0
        return start > offset and self.names.in_one_sentence(start, offset)
