"""Whom a pronoun means: nearly always the last of its kind who spoke, or the subject since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.voices.proper_nouns import place_of
from worker.extract.voices.speakers import FEMALE, PERSONAL, Voice
from worker.records import Span

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Heard

_PLURAL: Final = frozenset({"they", "them"})
_NEUTRAL: Final = frozenset({"it", "this", "that"})
_FIRST: Final = frozenset({"i", "we", "me", "us", "my", "our"})
_PAIR: Final = 2
_NEAR: Final = 3
"""Characters: a name that ends right before a pronoun is part of the same clause."""


def is_pronoun(head: Token) -> bool:
    """Whether a source is a pronoun; "one" counts somebody unnamed."""
    return head.lower in _NEUTRAL or (head.tag in {"PRP", "PRP$"} and head.lower != "one")


def by_pronoun(heard: Heard, parsed: Parsed, head: Token, span: Span) -> Voice:
    """Whoever of the right kind spoke or was named last."""
    if head.lower in PERSONAL:
        return person_meant(heard, head, span)
    if head.lower == "it" and (meant := _subject_meant(heard, parsed, head)) is not None:
        return Voice(state_of(meant.text) or meant.text, None, span)
    last = _last_of_kind(heard, head)
    if last is not None:
        resolved(span, "the voice of its kind that spoke last", last.mention)
        return last.at(span)
    if head.lower in _NEUTRAL and not head.quoted:
        named = heard.names.before(head.start, person=False)
        if named is not None:
            resolved(span, "the name before it", place_of(named))
        return Voice(named.text if named else None, head.text, span)
    return Voice(None, head.text, span, anonymous=True)


def all_meant(heard: Heard, head: Token) -> tuple[Voice, ...]:
    """Those who spoke last with one voice, where "they" or "both" means them; else none."""
    if head.lower not in {"they", "both"} or len(heard.together) < _PAIR:
        return ()
    span = Span(head.start, head.end)
    resolved(span, "those who spoke last together", heard.together[0].mention)
    return tuple(voice.at(span) for voice in heard.together)


def person_meant(heard: Heard, head: Token, span: Span) -> Voice:
    """Who "he" or "she" is: the subject since the last speech, else the last who spoke.

    Nobody is meant whose title, role or first name says otherwise.
    """
    female = head.lower in FEMALE
    found = _named_since(heard, head, span, female=female)
    if found is not None:
        return found
    names = heard.names
    known = names.person_before(head.start, female=female)
    for voice in reversed(heard.people):
        passed = known is not None and heard.is_passed(voice, known)
        if not passed and heard.may_be(voice.name or voice.descriptor or "", female=female):
            resolved(span, "the last who spoke and may be meant", voice.mention)
            return voice.at(span)
    named = known or names.before(head.start, person=True)
    if named is not None and (
        names.is_alone(head.start) or heard.may_be(named.text, female=female)
    ):
        return _met(heard, named, span, "the last person named before it")
    return Voice(None, head.text, span, anonymous=True, is_person=True)


def _named_since(heard: Heard, head: Token, span: Span, *, female: bool) -> Voice | None:
    """The person of that sex who was named since somebody spoke, where the subject was, too."""
    end = head.start - _NEAR
    near = heard.names.subject_before(end, person=True)
    if near is None or heard.spoke_after(near.start, head):
        return None
    full = heard.names.full(near.words) or near
    if heard.may_be(full.text, female=female):
        return _met(heard, full, span, "the subject before it, since when nobody spoke")
    since = heard.names.person_before(end, female=female)
    if since is None or heard.spoke_after(since.start, head):
        return None
    return _met(heard, since, span, "named since somebody spoke, and the subject is not")


def _met(heard: Heard, named: Name, span: Span, why: str) -> Voice:
    """The person of a name that was found, in full."""
    resolved(span, why, place_of(named))
    full = heard.names.full(named.words) or named
    return Voice(full.text, None, span, is_person=True)


def _last_of_kind(heard: Heard, head: Token) -> Voice | None:
    """Who spoke last and is of the kind that a pronoun means."""
    last_person = next(reversed(heard.people), None)
    if head.lower in _FIRST:
        return last_person or next(reversed(heard.others), None)
    if head.lower in _PLURAL:
        return next((v for v in reversed(heard.others) if not v.is_document), None)
    if head.lower not in _NEUTRAL:
        return last_person
    if head.lower != "it":
        return next(reversed(heard.others), None)
    if head.quoted:
        return None
    return next((voice for voice in reversed(heard.others) if not voice.is_plural), None)


def _subject_meant(heard: Heard, parsed: Parsed, head: Token) -> Name | None:
    """The subject of "The agency Nilpress is small - it says that": named in the sentence."""
    before = parsed.tokens[head.i - 1] if head.i else None
    if before is None or before.text == "," or before.quote == "close":
        return None
    named = heard.names.subject_before(head.start, person=False)
    start = parsed.tokens[parsed.sentences[parsed.sentence_of(head.i)].start].start
    return named if named is not None and named.start >= start else None
