"""Voices by nouns of persons: the one in that role, the last who may be called so, one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.pronouns import person_meant
from worker.extract.voices.proper_nouns import named, owner_of, place_of
from worker.extract.voices.speakers import Voice
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Heard
    from worker.records import Span

DEFINITE: Final = frozenset({"the", "this", "that"})
"""Words before a noun that somebody bears who is known already."""

_PERSONS: Final = words("people", "persons")
_ANONYMOUS: Final = words("people", "anonymous")
_OWNERS: Final = frozenset({"her", "his", "my"})
_OFFICES: Final = tuple(frozenset(row.split()) for row in words("people", "offices"))
_GENDERED: Final = {
    **dict.fromkeys(words("people", "women"), True),
    **dict.fromkeys(words("people", "men"), False),
}
_GENERIC: Final = frozenset({"person", "source", "individual"})


def known_person(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """The person that a noun means: the only one of that role, or the last who may be."""
    if head.tag not in {"NN", "NNP"} or head.lemma not in _PERSONS | _GENERIC:
        return None
    first = parsed.tokens[mention(head).start]
    definite = first.lower in DEFINITE and first.head is head
    known = heard.names.by_role(head.lemma)
    before = known is not None and (known.start < head.start or not heard.people)
    if known is not None and _fits(parsed, head, known) and (before or not definite):
        resolved(span, f"the one “{head.lemma}” of the article", place_of(known))
        return Voice(known.text, None, span, is_person=True)
    return _last_called(heard, head, span) if definite else None


def _last_called(heard: Heard, head: Token, span: Span) -> Voice | None:
    """The last who spoke and may be called so; those of that role where there are any."""
    bearing = [v for v in heard.people if v.name and head.lemma in heard.names.roles(v.name)]
    for voice in reversed(bearing or heard.people):
        if _may_be_called(heard, voice, head):
            resolved(span, "the last who spoke and may be called so", voice.mention)
            return voice.at(span)
    return None


def _may_be_called(heard: Heard, voice: Voice, head: Token) -> bool:
    """Whether "the spokesman" may mean a voice: one who is called so, or nothing else."""
    if voice.name is None:
        return voice.noun == head.lemma or head.lemma in _GENERIC
    female = _GENDERED.get(head.lemma)
    if female is not None and heard.names.is_female(voice.name) == (not female):
        return False
    roles = heard.names.roles(voice.name)
    office = next((row for row in _OFFICES if head.lemma in row), None)
    others = any(not roles.isdisjoint(row) for row in _OFFICES)
    return not roles.isdisjoint(office) if office and others else head.lemma not in _GENERIC


def _fits(parsed: Parsed, head: Token, known: Name) -> bool:
    """Whether a noun may mean the named person: "a lawmaker" only where he is named later."""
    words_of = mention(head)
    return (
        parsed.tokens[words_of.start].lower in DEFINITE | {"our"}
        or known.start > head.start
        or words_of.end - words_of.start == 1
    )


def belonging(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """As in "her club": what belongs to the person last meant."""
    owner = parsed.tokens[mention(head).start]
    if owner.tag != "PRP$" or owner.i >= head.i or owner.lower not in _OWNERS:
        return None
    if owner.lower == "my":
        whose = heard.people[-1].name if heard.people else None
    else:
        whose = person_meant(heard, owner, span).name
    own = parsed.words(Range(owner.i + 1, head.i + 1))
    return _of(head, f"{own} of {whose}" if whose else parsed.words(mention(head)), span)


def owned(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """As in "Ana Brandt's campaign": what belongs to a person that is named here."""
    found = owner_of(parsed, head)
    if found is None:
        return None
    owner, run = found
    whose = named(heard.names, parsed, run, parsed.span(run), person=False)
    if not whose.is_person:
        return None
    resolved(span, f"what belongs to {whose.name}", parsed.span(run))
    return _of(head, f"{parsed.words(Range(owner.right, head.i + 1))} of {whose.name}", span)


def _of(head: Token, text: str, span: Span) -> Voice:
    """What belongs to somebody: a body of that name, or one of the own people, unnamed."""
    if head.lemma in _ANONYMOUS or head.lemma in _PERSONS:
        return Voice(None, text, span, anonymous=True, is_person=True)
    return Voice(text, None, span)
