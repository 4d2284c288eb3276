"""The chains of an article: the voices of each frame, then the sources that they rely on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from worker.extract.examples import as_in
from worker.extract.reporting.secondary_sources import quoted_by
from worker.extract.trace import inherited
from worker.extract.voices.name_parts import is_of_outlet
from worker.records import Link, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Frame, Passage, Spoken
    from worker.extract.voices.resolver import Resolver
    from worker.extract.voices.speakers import Voice
    from worker.records import Role


@dataclass(slots=True)
class Chains:
    """The builder of an article's chains; it must be asked in the order of the text."""

    resolver: Resolver
    _voices_of: dict[tuple[int, int], tuple[Voice, ...]] = field(default_factory=dict)
    """The voices of each frame, by the offset of its paragraph and its anchor."""

    _lasting: dict[str, tuple[tuple[Link, ...], Span]] = field(default_factory=dict)
    """The sources that a voice keeps relying on, with the words that name them."""

    def of_passage(self, passage: Passage) -> tuple[Link, ...]:
        """Return the chain of the passage's own attribution, the nearest voice first."""
        links: list[Link] = []
        for spoken in passage.outer:
            links += self._relay(spoken, links, explicit=passage.explicit)
            links += self.of_frame(spoken, links, explicit=passage.explicit)
            links += self._secondary(spoken, links, explicit=passage.explicit)
        return _with_relays(unrepeated(links))

    def of_frame(
        self, spoken: Spoken, before: Sequence[Link], *, explicit: bool = True
    ) -> list[Link]:
        """Return the links of one frame, which follow the links `before` it."""
        frame = spoken.frame
        position = len(_positions(before))
        cue = spoken.parsed.span(frame.cue)
        if frame.meaning.unnamed:
            text = spoken.parsed.words(frame.cue).casefold()
            return [Link(position, 0, "hearsay", None, text, anonymous=True, mention=cue, cue=cue)]
        return [
            Link(
                position=position,
                group=group,
                role=_role(voice, frame, position),
                name=voice.name,
                descriptor=None if voice.name else voice.descriptor,
                anonymous=voice.anonymous,
                mention=voice.mention if explicit else None,
                cue=cue if explicit else None,
                explicit=explicit,
            )
            for group, voice in enumerate(self._voices(spoken, outermost=position == 0))
        ]

    def _voices(self, spoken: Spoken, *, outermost: bool) -> tuple[Voice, ...]:
        """Return the voices of a frame; they are resolved when it is first asked about."""
        key = (spoken.parsed.paragraph.offset, spoken.frame.anchor)
        if key not in self._voices_of:
            heads = spoken.frame.sources
            voices = self.resolver.joint_speakers(heads[0]) if len(heads) == 1 else ()
            voices = voices or tuple(self.resolver.resolve(spoken.parsed, head) for head in heads)
            self._voices_of[key] = voices
            if not spoken.frame.meaning.silent and outermost and voices:
                self.resolver.add_speakers(voices)
        return self._voices_of[key]

    @as_in(
        "The ministry, quoted by the agency Orlo, said that the pier was gone.",
        no=("The ministry said that the pier was gone.",),
    )
    def _relay(self, spoken: Spoken, before: Sequence[Link], *, explicit: bool) -> list[Link]:
        """Return the link of the outlet that quotes the frame's source: it is nearer."""
        outlet = quoted_by(spoken.parsed, spoken.frame)
        if outlet is None:
            return []
        voice = self.resolver.resolve(spoken.parsed, outlet.head)
        descriptor = None if voice.name else voice.descriptor
        return [
            Link(
                position=len(_positions(before)),
                group=0,
                role="relay",
                name=voice.name,
                descriptor=descriptor,
                anonymous=voice.anonymous,
                mention=voice.mention if explicit else None,
                cue=spoken.parsed.span(outlet.cue) if explicit else None,
                explicit=explicit,
            )
        ]

    @as_in(
        "Ana Brandt said, citing the spy agency, that the pier was gone.",
        no=("Ana Brandt said that the pier was gone.",),
    )
    def _secondary(self, spoken: Spoken, before: Sequence[Link], *, explicit: bool) -> list[Link]:
        """Return the links of the sources that a frame's source relies on.

        They are named in the frame, or kept from an earlier frame of the same voice.
        """
        position = len(_positions(before))
        key = (before[-1].name or before[-1].descriptor or "") if before else ""
        found: list[Link] = []
        for source in spoken.frame.secondary:
            voice = self.resolver.resolve(spoken.parsed, source.head)
            found.append(
                Link(
                    position=position + len(found),
                    group=0,
                    role=_secondary_role(voice),
                    name=voice.name,
                    descriptor=None if voice.name else voice.descriptor,
                    anonymous=voice.anonymous,
                    mention=voice.mention if explicit else None,
                    cue=spoken.parsed.span(source.cue) if explicit else None,
                    explicit=explicit,
                )
            )
        if not found:
            return self._kept_sources(spoken, key, position)
        if key and any(source.lasting for source in spoken.frame.secondary):
            kept = tuple(replace(link, mention=None, cue=None, explicit=False) for link in found)
            self._lasting[key] = kept, spoken.parsed.span(spoken.frame.secondary[0].cue)
        return found

    @as_in(
        "It fell, Ana Brandt said after a briefing from the agency. She said it was old.",
        no=(
            "Ana Brandt said, citing the spy agency, that the pier was gone. She said it was old.",
        ),
    )
    def _kept_sources(self, spoken: Spoken, key: str, position: int) -> list[Link]:
        """Return the links of the sources that a voice still relies on since it named them."""
        if key not in self._lasting:
            return []
        kept, origin = self._lasting[key]
        anchor = spoken.parsed.tokens[spoken.frame.anchor]
        inherited(anchor, f"{key} goes on relying on it", origin)
        return [replace(link, position=position + n) for n, link in enumerate(kept)]


@as_in("Otto Falk said that he believes the pier is safe.")
def unrepeated(links: Sequence[Link]) -> list[Link]:
    """Return a chain without a voice that directly follows itself."""
    kept: list[Link] = []
    for position in sorted(_positions(links)):
        here = [link for link in links if link.position == position]
        last = kept[-1].position if kept else -1
        before = [link.name for link in kept if link.position == last]
        if all(link.name for link in here) and [link.name for link in here] == before:
            continue
        kept += [replace(link, position=last + 1) for link in here]
    return kept


def _positions(links: Sequence[Link]) -> set[int]:
    """Return the positions that links take in their chain."""
    return {link.position for link in links}


def _with_relays(links: list[Link]) -> tuple[Link, ...]:
    """Return a chain in which an outlet that speaks for voices after it is a relay."""
    last = max((link.position for link in links), default=0)
    return tuple(
        replace(link, role="relay")
        if link.role == "speaker"
        and link.position < last
        and is_of_outlet((link.name or "").split(" "))
        else link
        for link in links
    )


def _role(voice: Voice, frame: Frame, position: int) -> Role:
    """Return the role of a frame's own voice."""
    if frame.meaning.silent:
        return "holder"
    if voice.is_document:
        return "evidence"
    return "original" if position else "speaker"


def _secondary_role(voice: Voice) -> Role:
    """Return the role of a voice that another one relies on."""
    if voice.is_document:
        return "evidence"
    return "relay" if voice.is_outlet else "original"
