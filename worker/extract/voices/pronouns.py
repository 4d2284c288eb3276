"""Voices by pronouns: mostly the last speaker of the right kind, or a subject since then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import state_of
from worker.extract.trace import resolved
from worker.extract.voices.proper_nouns import first_word
from worker.extract.voices.speakers import FEMALE, PERSONAL, Voice
from worker.extract.words import words
from worker.records import Span

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.voices.described import Described
    from worker.extract.voices.mentions import Name
    from worker.extract.voices.speakers import Speakers

_PLURAL: Final = frozenset({"they", "them", "their"})
_NEUTRAL: Final = frozenset({"it", "its", "this", "that"})
_FIRST: Final = frozenset({"i", "we", "me", "us", "my", "our"})

_BOTH: Final = frozenset({"they", "both"}) | words("voices", "roles", "pairs")
_PAIR_REACH: Final = 3
"""Sentences after which the persons named together are no longer meant by "they"."""

_SEVERAL: Final = 2
"""Voices: "they" and "both" need at least as many that spoke together."""

_NEAR: Final = 3
"""Characters before a pronoun: a name that begins within them is too near to be its antecedent."""


@as_in("She said it fell.", no=("One suggested that it was old.", "Ana Brandt said that it fell."))
def is_pronoun(head: Token) -> bool:
    """Return whether a source is a pronoun; "one" is none, it counts an unnamed source."""
    return head.lower in _NEUTRAL or (head.tag in {"PRP", "PRP$"} and head.lower != "one")


def resolve_pronoun(speakers: Speakers, parsed: Parsed, head: Token, span: Span) -> Voice:
    """Return the last speaker or the last name of the kind that a pronoun means."""
    if head.lower in PERSONAL:
        return resolve_personal(speakers, head, span)
    if head.lower == "it" and (meant := _subject_of_sentence(speakers, parsed, head)) is not None:
        return Voice(state_of(meant.text) or meant.text, None, span)
    last = _last_of_kind(speakers, head)
    described = _described_before(speakers, head, last)
    if described is not None:
        resolved(span, "the body that is the subject before", described.span)
        return Voice(described.text, None, span)
    if last is not None:
        resolved(span, "the last speaker of the kind that the pronoun means", last.mention)
        return last.mentioned_at(span)
    if head.lower in _NEUTRAL and not head.quoted:
        name = speakers.names.last_before(head.start, person=False)
        if name is not None:
            resolved(span, "the last name before the pronoun", first_word(name))
        return Voice(name.text if name else None, head.text, span)
    return Voice(None, head.text, span, anonymous=True)


@as_in(
    "The airline cancelled 40 flights, it said.",
    "The hospital closed its wards. It said it was full.",
    no=(
        "The crew left. It said the pier was gone.",
        "The airline said it fell. It said the pier was gone.",
    ),
)
def _described_before(speakers: Speakers, head: Token, last: Voice | None) -> Described | None:
    """Return the body described as a subject in this sentence or the last, for "it".

    None where another body has spoken since.
    """
    found = speakers.names.described_subject(head.start) if head.lower == "it" else None
    if found is None or speakers.names.sentences_between(found.span.start, head.start) > 1:
        return None
    if found.is_general and speakers.names.organisation_before(head.start) is not None:
        return None
    named = speakers.names.subject_before(head.start, person=False)
    spoke = last is not None and speakers.is_mentioned_since(last, found.span.start)
    later = named is not None and named.start > found.span.start
    return None if spoke or later else found


@as_in(
    'Linda Brandt and Otto Falk said the pier was gone. "It was old," they said.',
    no=('Otto Falk said the pier was gone. "It was old," they said.',),
)
def joint_speakers(speakers: Speakers, head: Token) -> tuple[Voice, ...]:
    """Return the voices that spoke last together, where "they" or "both" means them."""
    if head.lower not in _BOTH:
        return ()
    span = Span(head.start, head.end)
    pair = _pair(speakers, head)
    if len(speakers.together) >= _SEVERAL and not (
        pair and not speakers.is_mentioned_since(speakers.together[0], pair[0].start)
    ):
        resolved(span, "the voices that spoke last together", speakers.together[0].mention)
        return tuple(voice.mentioned_at(span) for voice in speakers.together)
    return tuple(
        _named_person(speakers, name, span, "the persons named last together") for name in pair
    )


@as_in(
    "Linda Brandt and Otto Falk met the crew. They said it was old.",
    "Linda Brandt is married to Otto Falk. The couple said it was old.",
    no=("Linda Brandt and Otto Falk met the crew. Officials came. They said it was old.",),
)
def _pair(speakers: Speakers, head: Token) -> tuple[Name, ...]:
    """Return the persons named last together, who may be meant by "they" or "the couple"."""
    names = speakers.names
    pair = names.pair_before(head.start)
    if pair and names.sentences_between(pair[-1].start, head.start) > _PAIR_REACH:
        pair = ()
    if head.lower != "they":
        return pair or (names.two_before(head.start) if head.lower != "both" else ())
    if not pair or names.plural_subject_between(pair[0].start, head.start):
        return ()
    between = any(name.start > pair[-1].start for name in names.people_before(head.start))
    spoke = any(speakers.is_mentioned_since(v, pair[0].start) for v in speakers.others)
    return () if between or spoke else pair


def resolve_personal(speakers: Speakers, head: Token, span: Span) -> Voice:
    """Return who "he" or "she" is: the subject since the last speech, else the last speaker.

    A title, a role or a first name of the other gender rules a person out.
    """
    female = head.lower in FEMALE
    since = _named_since_speech(speakers, head, span, female=female)
    if since is not None:
        return since
    names = speakers.names
    known = names.person_before(head.start, female=female)
    for voice in reversed(speakers.people):
        superseded = known is not None and speakers.is_superseded(voice, known)
        called = voice.name or voice.descriptor or ""
        if not superseded and speakers.fits_gender(called, female=female):
            resolved(span, "the last speaker whom the pronoun may mean", voice.mention)
            return voice.mentioned_at(span)
    name = known or names.last_before(head.start, person=True)
    if name is not None and (
        names.is_only_person(head.start) or speakers.fits_gender(name.text, female=female)
    ):
        return _named_person(speakers, name, span, "the last person named before the pronoun")
    return Voice(None, head.text, span, anonymous=True, is_person=True)


@as_in(
    "Anna Brandt met the crew. She said it was old.",
    "John Hale said it was gone. Linda Brandt came with Jonas Lind. He said it was old.",
    no=(
        "Anna Brandt said it fell. She said it was old.",
        "Peter Falk met the crew. She said it was old.",
    ),
)
def _named_since_speech(
    speakers: Speakers, head: Token, span: Span, *, female: bool
) -> Voice | None:
    """Return the person named since the last speech: the last subject if the pronoun fits it.

    If it does not fit the subject, it means the last person of its gender, named since then too.
    """
    end = head.start - _NEAR
    subject = speakers.names.subject_before(end, person=True)
    if subject is None or speakers.person_spoke_since(subject.start, head):
        return None
    full = speakers.names.full_form(subject.words) or subject
    if speakers.fits_gender(full.text, female=female):
        return _named_person(speakers, full, span, "the last subject; nobody has spoken since")
    since = speakers.names.person_before(end, female=female)
    if since is None or speakers.person_spoke_since(since.start, head):
        return None
    return _named_person(
        speakers, since, span, "the last person named since the last speech; not the subject"
    )


def _named_person(speakers: Speakers, name: Name, span: Span, why: str) -> Voice:
    """Return the person of a name by the full form of it, and record why it is meant."""
    resolved(span, why, first_word(name))
    full = speakers.names.full_form(name.words) or name
    return Voice(full.text, None, span, is_person=True)


@as_in("The crew said it fell. They said it was old.", no=("It said the pier was gone.",))
def _last_of_kind(speakers: Speakers, head: Token) -> Voice | None:
    """Return the last speaker of the kind that a pronoun means: a person, a group, a body."""
    last_person = next(reversed(speakers.people), None)
    if head.lower in _FIRST:
        return last_person or next(reversed(speakers.others), None)
    if head.lower in _PLURAL:
        return next((v for v in reversed(speakers.others) if not v.is_document), None)
    if head.lower not in _NEUTRAL:
        return last_person
    if head.lower != "it":
        return next(reversed(speakers.others), None)
    if head.quoted:
        return None
    return next((voice for voice in reversed(speakers.others) if not voice.is_plural), None)


@as_in(
    "The Nilpress agency is small - it says that the pier fell.",
    "Northline is small but it says that the pier fell.",
    no=("The Orlo Union is full, it says.", "Northline is small. But it says that the pier fell."),
)
def _subject_of_sentence(speakers: Speakers, parsed: Parsed, head: Token) -> Name | None:
    """Return the last subject before "it" in its sentence.

    There is none right after a comma or a closing mark: "it" begins an attribution there.
    """
    before = parsed.tokens[head.i - 1] if head.i else None
    if before is None or before.text == "," or before.quote == "close":
        return None
    name = speakers.names.subject_before(head.start, person=False)
    start = parsed.tokens[parsed.sentences[parsed.sentence_of(head.i)].start].start
    return name if name is not None and name.start >= start else None
