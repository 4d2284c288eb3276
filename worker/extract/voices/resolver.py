"""The voices of an article: each source resolved to a name, or kept with its descriptor.

The resolver reads the article in order and remembers who spoke last, because a pronoun nearly
always means the last one who spoke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.descriptors import bare, plain, small
from worker.extract.voices.name_parts import PROPER
from worker.extract.voices.organisation_nouns import known_body, known_force, known_outlet
from worker.extract.voices.pronouns import all_meant, by_pronoun, is_pronoun
from worker.extract.voices.proper_nouns import (
    apposition,
    by_name,
    is_name,
    maker_of,
    name_behind_comma,
    named,
)
from worker.extract.voices.role_nouns import belonging, known_person, owned
from worker.extract.voices.speakers import Heard, Voice
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token
    from worker.extract.voices.name_register import Names
    from worker.records import Span

_PERSONS: Final = words("people", "persons")
_ANONYMOUS: Final = words("people", "anonymous")
_DOCUMENTS: Final = words("people", "documents")
_OUTLETS: Final = words("people", "outlets")
_MANY: Final = frozenset({"authority", "report", "people", "some", "many", "others", "guard"})
"""Nouns of sources that are no single person."""


class Resolver:
    """Resolves sources in the order of the text; `said` must be told of each voice that speaks."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._heard = Heard(names)

    def said(self, voices: Sequence[Voice]) -> None:
        """Remembers that `voices` spoke, together."""
        self._heard.said(voices)

    def together(self, head: Token) -> tuple[Voice, ...]:
        """Those who spoke last with one voice, where "they" or "both" means them; else none."""
        return all_meant(self._heard, head)

    def resolve(self, parsed: Parsed, head: Token) -> Voice:
        """The voice that the noun or pronoun `head` names."""
        span = parsed.span(mention(head))
        if is_pronoun(head):
            return by_pronoun(self._heard, parsed, head, span)
        text = bare(parsed, mention(head))
        state = state_of(text) if head.tag in PROPER or text[:1].isupper() else None
        if state is not None:
            resolved(span, "a state, by its name or its capital")
            return Voice(state, None, span)
        apposed = apposition(self._names, parsed, head)
        if apposed is not None:
            return apposed
        if is_name(self._names, head):
            return by_name(self._names, parsed, head, span)
        return self._by_noun(parsed, head, span)

    def _by_noun(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """A common noun: a document, a person of the article, an office, or somebody unnamed."""
        heard = self._heard
        outlet = known_outlet(heard, parsed, head, span)
        if head.lemma in _DOCUMENTS and outlet is None:
            return self._document(parsed, head, span)
        own = belonging(heard, parsed, head, span)
        if own is not None:
            return own
        apart = name_behind_comma(parsed, head)
        if apart is not None:
            return named(self._names, parsed, apart, span, person=head.lemma in _PERSONS)
        return (
            owned(heard, parsed, head, span)
            or known_person(heard, parsed, head, span)
            or outlet
            or known_force(heard, head, span)
            or known_body(heard, parsed, head, span)
            or _unnamed(parsed, head, span)
            or Voice(plain(parsed, mention(head)), None, span, is_outlet=head.lemma in _OUTLETS)
        )

    def _document(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """A document by the name of its maker, or with its words as descriptor."""
        maker = maker_of(parsed, head)
        if maker is not None:
            voice = named(self._names, parsed, maker, span, person=False)
            return Voice(voice.name, None, span, is_document=True)
        outlet = head.lemma in _OUTLETS
        text = plain(parsed, mention(head))
        return Voice(None, text, span, is_document=not outlet, is_outlet=outlet)


def _unnamed(parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Somebody without a name: "a witness", "officials"; None for an office or a body."""
    single = head.tag == "NN" and head.lemma in (_ANONYMOUS | _PERSONS) - _MANY
    unnamed = single or head.lemma in _ANONYMOUS or head.tag in {"DT", "PRP"}
    if not unnamed and head.text.isalpha():
        return None
    resolved(span, "unnamed: no name of the article is known to be meant")
    return Voice(
        None,
        small(parsed, mention(head)),
        span,
        anonymous=True,
        is_person=single,
        is_plural=head.tag == "NNS",
        noun=head.lemma,
    )
