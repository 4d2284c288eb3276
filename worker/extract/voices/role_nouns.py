"""Voices by nouns of persons: by their role, by the last speaker they fit, by their owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.trace import resolved
from worker.extract.tree.phrases import mention
from worker.extract.voices.pronouns import resolve_personal
from worker.extract.voices.proper_nouns import bearer_of, first_word, owner_of
from worker.extract.voices.speakers import Voice
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Speakers
    from worker.records import Span

DEFINITE: Final = frozenset({"the", "this", "that"})
"""Determiners of a noun that means someone or something known already."""

_PERSONS: Final = words("people", "persons")
_ANONYMOUS: Final = words("people", "anonymous")
_POSSESSIVES: Final = frozenset({"her", "his", "my"})
_OFFICES: Final = tuple(frozenset(row.split()) for row in words("people", "offices"))
_GENDERED: Final = {
    **dict.fromkeys(words("people", "women"), True),
    **dict.fromkeys(words("people", "men"), False),
}
_AGED: Final = re.compile(r"\b(\d{1,3})-year-old\b")
_LEAD: Final = 1
"""Sentences after the first one that are a headline or a lead."""

_TITLES: Final = words("people", "titles")
_DESCRIBING: Final = frozenset({"compound", "amod", "nmod"})
_NAMED_AFTER: Final = words("voices", "roles", "named_after")
_GENERIC: Final = words("voices", "roles", "generic")


@as_in(
    "Lawmaker Ana Brandt left. The lawmaker said it fell.",
    "Otto Falk said it fell. The senator said it was old.",
    no=("A lawmaker said it fell.", "Officials said it fell."),
)
def known_person(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return the person that a noun means: the only one in that role, or the last it fits."""
    if head.tag not in {"NN", "NNP"} or head.lemma not in _PERSONS | _GENERIC:
        return None
    first = parsed.tokens[mention(head).start]
    definite = first.lower in DEFINITE and first.head is head
    described = frozenset(c.lower for c in head.children if c.i < head.i and c.dep in _DESCRIBING)
    known = speakers.names.by_role(head.lemma, described)
    if known is not None and _is_another(speakers, head, known, described):
        known = None
    before = known is not None and (known.start < head.start or not speakers.people)
    if known is not None and _fits(parsed, head, known) and (before or not definite):
        resolved(span, f"the only “{head.lemma}” of the article", first_word(known))
        return Voice(known.text, None, span, is_person=True)
    return _last_in_role(speakers, head, span) if definite else None


@as_in(
    "It rained. It was cold. A rebel leader said it fell. Government leader Otto Falk left.",
    no=("It rained. It was cold. A lawmaker said it fell. Lawmaker Ana Brandt left.",),
)
def _is_another(speakers: Speakers, head: Token, known: Name, described: AbstractSet[str]) -> bool:
    """Return whether a name that comes later has another title: "rebel", "government leader".

    A headline and a lead name nobody, and describe who is named below by other words.
    """
    later = known.start > head.start and speakers.names.sentences_between(0, head.start) > _LEAD
    own = known.described_by - {head.lemma} - _TITLES
    return later and bool(described) and bool(own) and described.isdisjoint(own)


@as_in(
    "Ana Brandt, 34, left. The 34-year-old said it fell.",
    no=("Ana Brandt, 34, left. The 35-year-old said it fell.",),
)
def person_of_age(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return the person whose age is the source: "the 34-year-old"."""
    phrase = parsed.words(mention(head))
    age = _AGED.search(phrase)
    known = speakers.names.by_age(age[1]) if age is not None else None
    if known is None:
        return None
    resolved(span, "the only person of that age", first_word(known))
    full = speakers.names.full_form(known.words) or known
    return Voice(full.text, None, span, is_person=True)


@as_in(
    "Otto Falk said it fell. The senator said it was old.",
    "Senator Ana Brandt left. Senator Otto Falk said it was old. The senator said it fell.",
    no=("Police Chief Otto Falk said he fell. The victim said he was pushed.",),
)
def _last_in_role(speakers: Speakers, head: Token, span: Span) -> Voice | None:
    """Return the last speaker that a noun fits, of those in that role where there are any."""
    roles = speakers.names.roles
    named = _last_named_in_role(speakers, head)
    in_role = [v for v in speakers.people if v.name and head.lemma in roles(v.name)]
    if named is not None and not any(speakers.is_mentioned_since(v, named.start) for v in in_role):
        resolved(span, f"the last “{head.lemma}” who was a subject", first_word(named))
        full = speakers.names.full_form(named.words) or named
        return Voice(full.text, None, span, is_person=True)
    for voice in reversed(in_role or speakers.people):
        if _may_be_called(speakers, voice, head):
            resolved(span, "the last speaker that the noun fits", voice.mention)
            return voice.mentioned_at(span)
    return None


@as_in(
    "Senator Ana Brandt met Senator Otto Falk. Brandt left. The senator said it fell.",
    no=("Otto Falk met the crew. The senator said it was old.",),
)
def _last_named_in_role(speakers: Speakers, head: Token) -> Name | None:
    """Return the last mention, as a subject, of a person who has the role of a noun."""
    for name in speakers.names.people_before(head.start):
        full = speakers.names.full_form(name.words) or name
        if name.is_subject and head.lemma in speakers.names.roles(full.text):
            return name
    return None


@as_in(
    "Otto Falk said it fell. The senator said it was old.",
    "A source at the port said it fell. The person said it was old.",
    no=(
        "Police Chief Otto Falk said he fell. The victim said he was pushed.",
        "Otto Falk said it fell. The spokeswoman said it was old.",
    ),
)
def _may_be_called(speakers: Speakers, voice: Voice, head: Token) -> bool:
    """Return whether a noun may mean a speaker: by gender and by office, if any is known."""
    if voice.name is None:
        return voice.noun == head.lemma or head.lemma in _GENERIC
    female = _GENDERED.get(head.lemma)
    if female is not None and speakers.names.is_female(voice.name) == (not female):
        return False
    roles = speakers.names.roles(voice.name)
    office = next((row for row in _OFFICES if head.lemma in row), None)
    holds_office = any(not roles.isdisjoint(row) for row in _OFFICES)
    return not roles.isdisjoint(office) if office and holds_office else head.lemma not in _GENERIC


@as_in(
    "Lawmaker Ana Brandt left. The lawmaker said it fell.",
    "A lawmaker said it fell. It was repaired, lawmaker Ana Brandt said.",
    no=("Lawmaker Ana Brandt left. A lawmaker said it fell.",),
)
def _fits(parsed: Parsed, head: Token, known: Name) -> bool:
    """Return whether a noun may mean a named person: "a lawmaker" only if the name comes later."""
    phrase = mention(head)
    return (
        parsed.tokens[phrase.start].lower in DEFINITE | {"our"}
        or known.start > head.start
        or phrase.end - phrase.start == 1
    )


@as_in(
    "Ana Brandt left. Her club said it fell.",
    no=("Ana Brandt left. Its club said it fell.", "The club said it fell."),
)
def owned_by_pronoun(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return what belongs to the person that a possessive pronoun means."""
    owner = parsed.tokens[mention(head).start]
    if owner.tag != "PRP$" or owner.i >= head.i or owner.lower not in _POSSESSIVES:
        return None
    if owner.lower == "my":
        person = speakers.people[-1].name if speakers.people else None
    else:
        person = resolve_personal(speakers, owner, span).name
    owned = parsed.words(Range(owner.i + 1, head.i + 1))
    text = _owned_by(person, owned, head) if person else parsed.words(mention(head))
    return _possession(head, text, span)


@as_in(
    "Ana Brandt's campaign said it fell.",
    no=("The Harbour Gazette's owner said it fell.", "The campaign said it fell."),
)
def owned_by_name(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice | None:
    """Return what belongs to a person who is named before the noun."""
    found = owner_of(parsed, head)
    if found is None:
        return None
    owner, run = found
    person = bearer_of(speakers.names, parsed, run, parsed.span(run), person=False)
    if not person.is_person:
        return None
    resolved(span, f"belongs to {person.name}", parsed.span(run))
    owned = parsed.words(Range(owner.right, head.i + 1))
    return _possession(head, _owned_by(person.name or "", owned, head), span)


def _owned_by(person: str, owned: str, head: Token) -> str:
    """Return what belongs to a person: "Ana Brandt campaign", but "brother of Ana Brandt"."""
    return f"{person} {owned}" if head.lemma in _NAMED_AFTER else f"{owned} of {person}"


def _possession(head: Token, text: str, span: Span) -> Voice:
    """Return what belongs to a person: an unnamed person, or an organisation of that name."""
    if head.lemma in _ANONYMOUS or head.lemma in _PERSONS:
        return Voice(None, text, span, anonymous=True, is_person=True)
    return Voice(text, None, span)
