"""Voices by nouns of organisations: the paper, police force, bank or company of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.proper_nouns import first_word
from worker.extract.voices.role_nouns import DEFINITE
from worker.extract.voices.speakers import Voice
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Speakers
    from worker.records import Span

_OUTLETS: Final = words("people", "outlets")
_BODIES: Final = words("people", "bodies")
_GENERAL: Final = words("people", "general")
_POLICE: Final = words("voices", "organisations", "police")
_MEANING_OUTLETS: Final = words("voices", "organisations", "of_outlets")
_OUTLET_MODIFIERS: Final = words("voices", "organisations", "outlet_modifiers")


@as_in(
    "Orlo police closed the bridge. Police said the bridge was icy.",
    no=("Police said the bridge was icy.",),
)
def known_force(speakers: Speakers, head: Token, span: Span) -> Voice | None:
    """Return the one police force that the article names, where the noun is "police"."""
    force = speakers.names.police() if head.lower in _POLICE else None
    if force is None:
        return None
    resolved(span, "the only police force of the article")
    return Voice(force, None, span)


@as_in(
    "The Harbour Gazette has the story. The pier is gone, the news site notes.",
    "The Harbour Gazette said it fell. The newspaper said it was old.",
    no=(
        "A newspaper said it fell.",
        "The newspaper said it fell.",
        "The Harbour Gazette has the story. The local newspaper said it fell.",
    ),
)
def known_outlet(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return the outlet that a definite noun means: the last that spoke, or the last named."""
    first = parsed.tokens[mention(head).start]
    modifiers = [child for child in head.children if child.dep == "compound"]
    alone = first.i + 1 + len(modifiers) == head.i
    alone = alone and all(child.lower in _OUTLET_MODIFIERS for child in modifiers)
    outlet = head.lemma in _OUTLETS | _MEANING_OUTLETS or bool(modifiers)
    if not outlet or first.lower not in DEFINITE or not alone:
        return None
    for voice in reversed(speakers.others):
        if voice.is_outlet:
            resolved(span, "the last outlet that spoke", voice.mention)
            return voice.mentioned_at(span)
    name = speakers.names.outlet_before(head.start)
    if name is None:
        return None
    resolved(span, "the last outlet named", first_word(name))
    return Voice(name.text, None, span, is_outlet=True)


@as_in(
    "Orlo Bank cut rates. The bank said rents will rise.",
    "The Orlo Refugee Council opened a camp. The charity said it was full.",
    "Norlin Systems said that Seabolt Motors has fallen. The company said it was sad.",
    no=(
        "Orlo Bank cut rates. A bank said rents will rise.",
        "Orlo Bank cut rates. The council said rents will rise.",
    ),
)
def known_body(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return the organisation that a definite noun means.

    It is the last whose name contains the noun, as "the bank" after "Nordea Bank"; for a noun that
    fits any organisation, else the last that spoke or was a subject.
    """
    first = parsed.tokens[mention(head).start]
    alone = first.lower in DEFINITE and first.i + 1 == head.i and head.tag in {"NN", "NNP"}
    if not alone or head.lower not in _BODIES | _GENERAL:
        return None
    name = speakers.names.body_called(head.lower, head.start)
    described = speakers.names.described_body(head.lower, head.start)
    if (
        head.lower not in _GENERAL
        and described is not None
        and (name is None or name.start < described.span.start)
    ):
        resolved(span, f"the last “{head.lower}” described", described.span)
        return Voice(described.text, None, span)
    if name is None and head.lower in _GENERAL:
        name = speakers.names.organisation_before(head.start)
        speaker = _spoke_since(speakers, name)
        if speaker is not None:
            resolved(span, "the last organisation that spoke", speaker.mention)
            return speaker.mentioned_at(span)
    if name is None:
        return None
    resolved(span, f"the last “{head.lower}” named", first_word(name))
    full = speakers.names.full_form(name.words) or name
    return Voice(full.text, None, span)


@as_in(
    "Norlin Systems said that Seabolt Motors has fallen. The company said it was sad.",
    no=("Norlin Systems said it fell. Seabolt Motors has fallen. The company said it was sad.",),
)
def _spoke_since(speakers: Speakers, name: Name | None) -> Voice | None:
    """Return the last organisation that spoke, unless `name` is after the sentence it spoke in."""
    for voice in reversed(speakers.others):
        if _is_organisation(speakers, voice) and (
            name is None or speakers.is_mentioned_since(voice, name.start)
        ):
            return voice
    return None


@as_in(
    "Norlin Systems said that Seabolt Motors has fallen. The company said it was sad.",
    no=(
        "Norway said that Seabolt Motors has fallen. The company said it was sad.",
        "Orlo police said that Seabolt Motors has fallen. The company said it was sad.",
    ),
)
def _is_organisation(speakers: Speakers, voice: Voice) -> bool:
    """Return whether a voice is an organisation with a name: no state, police force or person."""
    name = voice.name or ""
    known = speakers.names.full_form(name.split(" "))
    if voice.is_document or (known is not None and known.is_person):
        return False
    police = any(noun in name.casefold() for noun in _POLICE)
    return name != name.lower() and state_of(name) is None and not police
