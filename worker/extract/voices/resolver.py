"""The voices of an article: each source resolved to a name, or kept with its descriptor.

The resolver reads the article in order and remembers the last speakers, because a pronoun nearly
always means the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.descriptors import descriptor_of, uncapitalised, without_article
from worker.extract.voices.name_parts import PROPER
from worker.extract.voices.organisation_nouns import known_body, known_force, known_outlet
from worker.extract.voices.pronouns import (
    is_pronoun,
    joint_speakers,
    resolve_pronoun,
)
from worker.extract.voices.proper_nouns import (
    apposition,
    bearer_of,
    is_name,
    is_of_person,
    maker_of,
    name_after_comma,
    name_in_clause,
    resolve_name,
)
from worker.extract.voices.role_nouns import (
    known_person,
    owned_by_name,
    owned_by_pronoun,
    person_of_age,
)
from worker.extract.voices.speakers import Speakers, Voice
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
_SEVERAL: Final = words("voices", "sources", "several")


class Resolver:
    """Resolves sources in the order of the text; the caller adds each voice that speaks."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._speakers = Speakers(names)

    def add_speakers(self, voices: Sequence[Voice]) -> None:
        """Record that `voices` spoke, together."""
        self._speakers.add(voices)

    def joint_speakers(self, head: Token) -> tuple[Voice, ...]:
        """Return the voices that spoke last together, where "they" or "both" means them."""
        return joint_speakers(self._speakers, head)

    def resolve(self, parsed: Parsed, head: Token) -> Voice:
        """Return the voice that the noun or pronoun `head` names."""
        span = parsed.span(mention(head))
        if is_pronoun(head):
            return resolve_pronoun(self._speakers, parsed, head, span)
        text = without_article(parsed, mention(head))
        state = state_of(text) if head.tag in PROPER or text[:1].isupper() else None
        if state is not None and not is_of_person(self._names, head):
            resolved(span, "a state, by its name, its people or its capital")
            return Voice(state, None, span)
        apposed = apposition(self._names, parsed, head)
        if apposed is not None:
            return apposed
        if is_name(self._names, head):
            return resolve_name(self._names, parsed, head, span)
        return self._resolve_noun(parsed, head, span)

    def _resolve_noun(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """Return the voice of a common noun: a document, a known person or body, or its words."""
        speakers = self._speakers
        outlet = known_outlet(speakers, parsed, head, span)
        if head.lemma in _DOCUMENTS and outlet is None:
            return self._document(parsed, head, span)
        possession = owned_by_pronoun(speakers, parsed, head, span)
        if possession is not None:
            return possession
        run = name_in_clause(parsed, head) or name_after_comma(parsed, head)
        if run is not None:
            return bearer_of(self._names, parsed, run, span, person=head.lemma in _PERSONS)
        return (
            owned_by_name(speakers, parsed, head, span)
            or person_of_age(speakers, parsed, head, span)
            or known_person(speakers, parsed, head, span)
            or outlet
            or known_force(speakers, head, span)
            or known_body(speakers, parsed, head, span)
            or _unnamed(parsed, head, span)
            or _office(parsed, head, span)
        )

    @as_in("The Herald's analysis shows that it fell.", "The report says that it fell.")
    def _document(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """Return a document by the name of its maker, or with its words as descriptor."""
        maker = maker_of(parsed, head)
        if maker is not None:
            voice = bearer_of(self._names, parsed, maker, span, person=False)
            return Voice(voice.name, None, span, is_document=True)
        outlet = head.lemma in _OUTLETS
        text = descriptor_of(parsed, mention(head))
        return Voice(None, text, span, is_document=not outlet, is_outlet=outlet)


@as_in(
    "A witness said it fell.", "Officials said it fell.", no=("The health ministry said it fell.",)
)
def _unnamed(parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return an unnamed source: "a witness", "officials"; None for an office or a body."""
    single = head.tag == "NN" and head.lemma in (_ANONYMOUS | _PERSONS) - _SEVERAL
    unnamed = single or head.lemma in _ANONYMOUS or head.tag in {"DT", "PRP"}
    if not unnamed and head.text.isalpha():
        return None
    resolved(span, "unnamed: no name of the article is known to be meant")
    return Voice(
        None,
        uncapitalised(parsed, mention(head)),
        span,
        anonymous=True,
        is_person=single,
        is_plural=head.tag == "NNS",
        noun=head.lemma,
    )


@as_in("The health ministry said it fell.")
def _office(parsed: Parsed, head: Token, span: Span) -> Voice:
    """Return an office or a body with its words as its name: "the health ministry"."""
    return Voice(
        descriptor_of(parsed, mention(head)), None, span, is_outlet=head.lemma in _OUTLETS
    )
