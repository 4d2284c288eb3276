"""The chains of an article: for each frame its voices, and behind them whom they rely on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.reporting.secondary_sources import quoted_by
from worker.extract.trace import inherited
from worker.extract.words import words
from worker.records import Link, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Frame, Passage, Spoken
    from worker.extract.voices.resolver import Resolver
    from worker.extract.voices.speakers import Voice
    from worker.records import Role

_OUTLETS: Final = words("people", "outlets")


@dataclass(slots=True)
class Chains:
    """Builds the chains of one article; it must be asked in the order of the text."""

    resolver: Resolver
    _known: dict[tuple[int, int], tuple[Voice, ...]] = field(default_factory=dict)
    _relied_on: dict[str, tuple[tuple[Link, ...], Span]] = field(default_factory=dict)

    def of_passage(self, passage: Passage) -> tuple[Link, ...]:
        """The chain that the passage's own attribution gives, the nearest voice first."""
        links: list[Link] = []
        for spoken in passage.outer:
            links += self._relay(spoken, links, explicit=passage.explicit)
            links += self.of_frame(spoken, links, explicit=passage.explicit)
            links += self._secondary(spoken, links, explicit=passage.explicit)
        return _relayed(unrepeated(links))

    def of_frame(
        self, spoken: Spoken, before: Sequence[Link], *, explicit: bool = True
    ) -> list[Link]:
        """The links of one frame, behind those that stand `before` it."""
        frame = spoken.frame
        position = len(_positions(before))
        cue = spoken.parsed.span(frame.cue)
        if frame.meaning.unnamed:
            said = spoken.parsed.words(frame.cue).casefold()
            return [Link(position, 0, "hearsay", None, said, anonymous=True, mention=cue, cue=cue)]
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
        """The voices of a frame, resolved once, where the article comes to it."""
        key = (spoken.parsed.paragraph.offset, spoken.frame.anchor)
        if key not in self._known:
            heads = spoken.frame.sources
            voices = self.resolver.together(heads[0]) if len(heads) == 1 else ()
            voices = voices or tuple(self.resolver.resolve(spoken.parsed, head) for head in heads)
            self._known[key] = voices
            if not spoken.frame.meaning.silent and outermost and voices:
                self.resolver.said(voices)
        return self._known[key]

    def _relay(self, spoken: Spoken, before: Sequence[Link], *, explicit: bool) -> list[Link]:
        """The outlet that quotes a frame's own source: it stands nearer."""
        by = quoted_by(spoken.parsed, spoken.frame) if explicit else None
        if by is None:
            return []
        voice = self.resolver.resolve(spoken.parsed, by.head)
        descriptor = None if voice.name else voice.descriptor
        return [
            Link(
                position=len(_positions(before)),
                group=0,
                role="relay",
                name=voice.name,
                descriptor=descriptor,
                anonymous=voice.anonymous,
                mention=voice.mention,
                cue=spoken.parsed.span(by.cue),
            )
        ]

    def _secondary(self, spoken: Spoken, before: Sequence[Link], *, explicit: bool) -> list[Link]:
        """The sources behind a frame's own, said here or kept from the same voice's last words."""
        position = len(_positions(before))
        key = (before[-1].name or before[-1].descriptor or "") if before else ""
        found: list[Link] = []
        for further in spoken.frame.secondary:
            voice = self.resolver.resolve(spoken.parsed, further.head)
            found.append(
                Link(
                    position=position + len(found),
                    group=0,
                    role=_secondary_role(voice),
                    name=voice.name,
                    descriptor=None if voice.name else voice.descriptor,
                    anonymous=voice.anonymous,
                    mention=voice.mention if explicit else None,
                    cue=spoken.parsed.span(further.cue) if explicit else None,
                    explicit=explicit,
                )
            )
        if not found:
            return self._kept_sources(spoken, key, position)
        if key and any(further.lasting for further in spoken.frame.secondary):
            kept = tuple(replace(link, mention=None, cue=None, explicit=False) for link in found)
            self._relied_on[key] = kept, spoken.parsed.span(spoken.frame.secondary[0].cue)
        return found

    def _kept_sources(self, spoken: Spoken, key: str, position: int) -> list[Link]:
        """The sources that a voice went on relying on since it named them; none for others."""
        if key not in self._relied_on:
            return []
        kept, origin = self._relied_on[key]
        anchor = spoken.parsed.tokens[spoken.frame.anchor]
        inherited(anchor, f"{key} goes on relying on it", origin)
        return [replace(link, position=position + n) for n, link in enumerate(kept)]


def unrepeated(links: Sequence[Link]) -> list[Link]:
    """The chain without a voice right behind itself: "Brandt said that she believes P"."""
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
    """The positions that are taken."""
    return {link.position for link in links}


def _relayed(links: list[Link]) -> tuple[Link, ...]:
    """The chain with a speaker before others made a relay."""
    last = max((link.position for link in links), default=0)
    return tuple(
        replace(link, role="relay")
        if link.role == "speaker" and link.position < last and _is_outlet(link)
        else link
        for link in links
    )


def _is_outlet(link: Link) -> bool:
    return any(word.casefold() in _OUTLETS for word in (link.name or "").split(" "))


def _role(voice: Voice, frame: Frame, position: int) -> Role:
    """The role of a frame's own voice."""
    if frame.meaning.silent:
        return "holder"
    if voice.is_document:
        return "evidence"
    return "original" if position else "speaker"


def _secondary_role(voice: Voice) -> Role:
    """The role of a voice that another one relies on."""
    if voice.is_document:
        return "evidence"
    return "relay" if voice.is_outlet else "original"
