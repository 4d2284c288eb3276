"""Voices by nouns of bodies: the paper, police force, bank or company of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.proper_nouns import place_of
from worker.extract.voices.role_nouns import DEFINITE
from worker.extract.voices.speakers import Voice
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Heard
    from worker.records import Span

_OUTLETS: Final = words("people", "outlets")
_BODIES: Final = words("people", "bodies")
_GENERAL: Final = words("people", "general")


def known_force(heard: Heard, head: Token, span: Span) -> Voice | None:
    """The one police force that the article names."""
    force = heard.names.police() if head.lower == "police" else None
    if force is None:
        return None
    resolved(span, "the one police force of the article")
    return Voice(force, None, span)


def known_outlet(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """The paper or agency that "the newspaper" means: the last one that spoke or was named."""
    first = parsed.tokens[mention(head).start]
    kind = [child for child in head.children if child.dep == "compound"]
    alone = first.i + 1 + len(kind) == head.i and all(child.lower == "news" for child in kind)
    outlet = head.lemma in _OUTLETS or bool(kind)
    if not outlet or first.lower not in DEFINITE or not alone:
        return None
    for voice in reversed(heard.others):
        if voice.is_outlet:
            resolved(span, "the outlet that spoke last", voice.mention)
            return voice.at(span)
    found = heard.names.outlet_before(head.start)
    if found is None:
        return None
    resolved(span, "the outlet named last", place_of(found))
    return Voice(found.text, None, span, is_outlet=True)


def known_body(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """The body that "the bank" means by its name, or "the company" by what it is."""
    first = parsed.tokens[mention(head).start]
    alone = first.lower in DEFINITE and first.i + 1 == head.i and head.tag in {"NN", "NNP"}
    if not alone or head.lower not in _BODIES | _GENERAL:
        return None
    found = heard.names.body(head.lower, head.start)
    if found is None and head.lower in _GENERAL:
        found = heard.names.organization_before(head.start)
        spoke = _spoke_since(heard, found)
        if spoke is not None:
            resolved(span, "the body that spoke last", spoke.mention)
            return spoke.at(span)
    if found is None:
        return None
    resolved(span, f"the “{head.lower}” named last", place_of(found))
    full = heard.names.full(found.words) or found
    return Voice(full.text, None, span)


def _spoke_since(heard: Heard, found: Name | None) -> Voice | None:
    """The last organization that spoke, unless another was named since."""
    for voice in reversed(heard.others):
        if _is_organization(voice) and (found is None or heard.is_behind(voice, found.start)):
            return voice
    return None


def _is_organization(voice: Voice) -> bool:
    """Whether a voice is a body with a name of its own, and no state or police force."""
    name = voice.name or ""
    return name != name.lower() and state_of(name) is None and "police" not in name.casefold()
