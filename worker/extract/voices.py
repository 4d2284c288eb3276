"""The voices of an article: each source resolved to a name, or kept with its descriptor.

The resolver reads the article in order and remembers who spoke last, because a pronoun nearly
always means the last one who spoke.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.explain import resolved
from worker.extract.names import Names, joined, name_run
from worker.extract.phrases import mention
from worker.extract.states import state_of
from worker.extract.tokens import Range
from worker.extract.words import words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.names import Name
    from worker.extract.tokens import Parsed, Token

_PERSONS: Final = words("people", "persons")
_ANONYMOUS: Final = words("people", "anonymous")
_DOCUMENTS: Final = words("people", "documents")
_OUTLETS: Final = words("people", "outlets")
_TITLES: Final = words("people", "titles")
_ARTICLES: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "both", "neither", "all"}
)
_DEFINITE: Final = frozenset({"the", "this", "that"})
_PERSONAL: Final = frozenset({"he", "she", "him", "her"})
_PLURAL: Final = frozenset({"they", "them"})
_NEUTRAL: Final = frozenset({"it", "this", "that"})
_PAIR: Final = 2
_NEAR: Final = 3
"""Characters: a name that ends right before a pronoun is part of the same clause."""

_OWNERS: Final = frozenset({"her", "his", "my"})
_COMMON: Final = _DOCUMENTS | _PERSONS | _ANONYMOUS
"""Words that the tagger takes for names at the start of a sentence."""

_BODIES: Final = words("people", "bodies")
_GENERAL: Final = words("people", "general")
_OFFICES: Final = tuple(frozenset(row.split()) for row in words("people", "offices"))
_GENDERED: Final = {
    **dict.fromkeys(words("people", "women"), True),
    **dict.fromkeys(words("people", "men"), False),
}
_GENERIC: Final = frozenset({"person", "source", "individual"})
_MANY: Final = frozenset({"authority", "report", "people", "some", "many", "others", "guard"})
"""Nouns of sources that are no single person."""

_FIRST: Final = frozenset({"i", "we", "me", "us", "my", "our"})
_FEMALE: Final = frozenset({"she", "her"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a name or a descriptor, and the words that name it here."""

    name: str | None
    descriptor: str | None
    mention: Span | None
    anonymous: bool = False
    is_person: bool = False
    is_document: bool = False
    is_outlet: bool = False
    is_plural: bool = False
    noun: str = ""


@dataclass(slots=True)
class Resolver:
    """Resolves sources in the order of the text; `said` must be told of each voice that speaks."""

    names: Names
    _people: list[Voice] = field(default_factory=list)
    _others: list[Voice] = field(default_factory=list)
    _last: tuple[Voice, ...] = ()
    _gender: dict[str, bool] = field(default_factory=dict)

    def said(self, voices: Sequence[Voice]) -> None:
        """Remembers that `voices` spoke, together."""
        self._last = tuple(voices)
        for voice in voices:
            (self._people if voice.is_person else self._others).append(voice)

    def resolve(self, parsed: Parsed, head: Token) -> Voice:
        """The voice that the noun or pronoun `head` names."""
        words_of = mention(head)
        span = parsed.span(words_of)
        if head.lower in _NEUTRAL or (head.tag in {"PRP", "PRP$"} and head.lower != "one"):
            return self._pronoun(parsed, head, span)
        text = _bare(parsed, words_of)
        state = state_of(text) if head.tag in {"NNP", "NNPS"} or text[:1].isupper() else None
        if state is not None:
            resolved(span, "a state, by its name or its capital")
            return Voice(state, None, span)
        apposed = self._apposition(parsed, head)
        if apposed is not None:
            return apposed
        common = words_of.end - words_of.start == 1 and head.lower in _COMMON
        common = common and not self._is_surname(head)
        if (head.tag in {"NNP", "NNPS"} and not common) or self._is_known(head):
            return self._column(parsed, head, span) or self._proper(parsed, head, span)
        return self._nominal(parsed, head, (text, span))

    def together(self, head: Token) -> tuple[Voice, ...]:
        """Those who spoke last with one voice, where "they" or "both" means them; else none."""
        if head.lower not in {"they", "both"} or len(self._last) < _PAIR:
            return ()
        span = Span(head.start, head.end)
        resolved(span, "those who spoke last together", self._last[0].mention)
        return tuple(_at(voice, span) for voice in self._last)

    def _pronoun(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """Whoever of the right kind spoke or was named last."""
        if head.lower in _PERSONAL:
            return self._person(head, span)
        if head.lower == "it" and (meant := self._meant(parsed, head)) is not None:
            return Voice(state_of(meant.text) or meant.text, None, span)
        pool = self._spoken(head)
        if pool:
            resolved(span, "the voice of its kind that spoke last", pool[-1].mention)
            return _at(pool[-1], span)
        if head.lower in _NEUTRAL and not head.quoted:
            named = self.names.before(head.start, person=False)
            if named is not None:
                resolved(span, "the name before it", _place(named))
            return Voice(named.text if named else None, head.text, span)
        return Voice(None, head.text, span, anonymous=True)

    def _spoken(self, head: Token) -> list[Voice]:
        """Who spoke and is of the kind that a pronoun means, the last one last."""
        if head.lower in _FIRST:
            return self._people or self._others
        if head.lower in _PLURAL:
            return [voice for voice in self._others if not voice.is_document]
        if head.lower not in _NEUTRAL:
            return self._people
        single = head.lower == "it"
        return [v for v in self._others if not (single and (v.is_plural or head.quoted))]

    def _meant(self, parsed: Parsed, head: Token) -> Name | None:
        """The subject of "The agency Nilpress is small - it says that": named in the sentence."""
        before = parsed.tokens[head.i - 1] if head.i else None
        if before is None or before.text == "," or before.quote == "close":
            return None
        named = self.names.subject_before(head.start, person=False)
        start = parsed.tokens[parsed.sentences[parsed.sentence_of(head.i)].start].start
        return named if named is not None and named.start >= start else None

    def _person(self, head: Token, span: Span) -> Voice:
        """Who "he" or "she" is: the subject since the last speech, else the last who spoke.

        Nobody is meant whose title, role or first name says otherwise.
        """
        female = head.lower in _FEMALE
        near = self.names.subject_before(head.start - _NEAR, person=True)
        if near is not None and not self._spoke_after(near.start, head):
            full = self.names.full(near.words) or near
            if self._may_be(full.text, female=female):
                return self._met(full, span, "the subject before it, since when nobody spoke")
            since = self.names.person_before(head.start - _NEAR, female=female)
            if since is not None and not self._spoke_after(since.start, head):
                return self._met(since, span, "named since somebody spoke, and the subject is not")
        known = self.names.person_before(head.start, female=female)
        for voice in reversed(self._people):
            passed = known is not None and voice.anonymous and self._is_passed(voice, known)
            if not passed and self._may_be(voice.name or voice.descriptor or "", female=female):
                resolved(span, "the last who spoke and may be meant", voice.mention)
                return _at(voice, span)
        named = known or self.names.before(head.start, person=True)
        if named is not None and (
            self.names.is_alone(head.start) or self._may_be(named.text, female=female)
        ):
            return self._met(named, span, "the last person named before it")
        return Voice(None, head.text, span, anonymous=True, is_person=True)

    def _is_passed(self, voice: Voice, known: Name) -> bool:
        """Whether a known person was named since somebody unnamed spoke, or is spoken of there."""
        return self._is_aside(voice, known.start) or not self._is_behind(voice, known.start)

    def _may_be(self, name: str, *, female: bool) -> bool:
        """Whether "she" or "he" may mean a name; what nothing says, the first use decides."""
        known = self.names.is_female(name)
        if known is None and name.casefold() in _PERSONAL:
            known = name.casefold() in _FEMALE
        if known is not None:
            return known == female
        return self._gender.setdefault(name.casefold(), female) == female

    def _met(self, named: Name, span: Span, why: str) -> Voice:
        """The person of a name that was found, in full."""
        resolved(span, why, _place(named))
        full = self.names.full(named.words) or named
        return Voice(full.text, None, span, is_person=True)

    def _belonging(self, parsed: Parsed, owner: Token, said: tuple[Token, Span]) -> Voice:
        """As in "her club": what belongs to the person last meant."""
        head, span = said
        last = self._people[-1] if self._people else None
        voice = last if owner.lower == "my" else self._person(owner, span)
        office = parsed.words(Range(owner.i + 1, head.i + 1))
        anonymous = head.lemma in _ANONYMOUS or head.lemma in _PERSONS
        whose = voice.name if voice is not None else None
        words_of = f"{office} of {whose}" if whose else parsed.words(mention(head))
        if anonymous:
            return Voice(None, words_of, span, anonymous=True, is_person=True)
        return Voice(words_of, None, span)

    def _owned(self, parsed: Parsed, head: Token, span: Span) -> Voice | None:
        """As in "Ana Brandt's campaign": what belongs to a person that is named here."""
        owner = head.child("poss")
        run = name_run(parsed, owner) if owner is not None and owner.tag == "NNP" else None
        if owner is None or run is None:
            return None
        whose = self._named(parsed, run, parsed.span(run), person=False)
        if not whose.is_person:
            return None
        resolved(span, f"what belongs to {whose.name}", parsed.span(run))
        words_of = f"{parsed.words(Range(owner.right, head.i + 1))} of {whose.name}"
        if head.lemma in _ANONYMOUS or head.lemma in _PERSONS:
            return Voice(None, words_of, span, anonymous=True, is_person=True)
        return Voice(words_of, None, span)

    def _spoke_after(self, offset: int, head: Token) -> bool:
        """Whether a person was named as a voice behind `offset`, or speaks in its sentence.

        Somebody unnamed who only stands behind it in its sentence does not count, nor who speaks
        before it where `head` stands in that sentence: "Lind said that Falk left when he saw it".
        """
        here = self.names.in_one_sentence(offset, head.start)
        return any(
            (voice.mention is not None and voice.mention.start >= offset)
            if here
            else self._is_behind(voice, offset)
            and not (voice.anonymous and self._is_aside(voice, offset))
            for voice in self._people
        )

    def _is_aside(self, voice: Voice, offset: int) -> bool:
        """Whether a voice stands behind `offset` in its sentence: "P, a friend said"."""
        start = voice.mention.start if voice.mention is not None else 0
        return start > offset and self.names.in_one_sentence(start, offset)

    def _is_behind(self, voice: Voice, offset: int) -> bool:
        """Whether a voice was named behind `offset`, or in its sentence."""
        if voice.mention is None:
            return False
        start = voice.mention.start
        return start >= offset or self.names.in_one_sentence(start, offset)

    def _apposition(self, parsed: Parsed, head: Token) -> Voice | None:
        """As in "its owner, Northline": the name that stands beside a common noun."""
        if head.tag in {"NNP", "NNPS"}:
            return None
        for child in head.children:
            other = head.child("conj")
            if other is not None and other.i < child.i:
                return None
            if child.dep == "appos" and child.tag in {"NNP", "NNPS"} and child.i > head.i:
                run = name_run(parsed, child)
                if run is not None:
                    start = mention(head).start
                    span = Span(parsed.tokens[start].start, parsed.tokens[run.end - 1].end)
                    return self._named(parsed, run, span, person=head.lemma in _PERSONS)
        return None

    def _column(self, parsed: Parsed, head: Token, span: Span) -> Voice | None:
        """As in "the Herald's 'Street Talk'": a part of an outlet speaks for it."""
        owner = head.child("poss")
        run = name_run(parsed, owner) if owner is not None and owner.tag == "NNP" else None
        if owner is None or run is None or parsed.tokens[owner.right].quote != "open":
            return None
        voice = self._named(parsed, run, span, person=False)
        return voice if voice.is_outlet else None

    def _is_known(self, head: Token) -> bool:
        """Whether a word that was tagged as a common noun is a name of the article."""
        if self._is_surname(head):
            return True
        if not head.text[:1].isupper() or head.lemma in _PERSONS | _ANONYMOUS:
            return False
        known = self.names.full([head.text])
        return known is not None and known.is_person

    def _is_surname(self, head: Token) -> bool:
        """Whether a large word is what somebody of the article is called: "Cook", "Leader"."""
        known = self.names.full([head.text]) if head.text[:1].isupper() else None
        return known is not None and known.is_person and known.words[1:][-1:] == (head.text,)

    def _proper(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        run = name_run(parsed, head)
        if run is None:
            full = self.names.full([head.text])
            name = full.text if full is not None else _bare(parsed, mention(head))
            return Voice(name, None, span, is_person=full is not None and full.is_person)
        person = any(
            parsed.tokens[i].lemma in _PERSONS or parsed.tokens[i].lower in _TITLES
            for i in range(mention(head).start, run.start)
        )
        return self._named(parsed, run, span, person=person)

    def _named(self, parsed: Parsed, run: Range, span: Span, *, person: bool) -> Voice:
        inside = parsed.tokens[run.start : run.end]
        full = self.names.full([token.text for token in inside])
        if full is None and len(inside) == 1:
            full = self.names.by_initials(inside[0].text)
        elif (
            full is not None
            and len(inside) == 1
            and len(full.words) == 1
            and inside[0].text.isupper()
        ):
            full = self.names.by_initials(inside[0].text) or full
        if full is not None and full.words != tuple(token.text for token in inside):
            resolved(span, "the article's full form of the name", _place(full))
        is_person = person or (full.is_person if full is not None else False)
        name = (
            full.text
            if full is not None and len(full.words) >= len(inside)
            else joined([t.text for t in inside])
        )
        parts = name.casefold().replace("-", " ").split(" ")
        outlet = not is_person and not _OUTLETS.isdisjoint(parts)
        return Voice(state_of(name) or name, None, span, is_person=is_person, is_outlet=outlet)

    def _nominal(self, parsed: Parsed, head: Token, said: tuple[str, Span]) -> Voice:
        """A common noun: a document, a person of the article, an office, or somebody unnamed."""
        text, span = said
        first = parsed.tokens[mention(head).start]
        outlet = self._known_outlet(head, first, span)
        if head.lemma in _DOCUMENTS and outlet is None:
            return self._document(parsed, head, said)
        if first.tag == "PRP$" and first.i < head.i and first.lower in _OWNERS:
            return self._belonging(parsed, first, (head, span))
        apart = _name_behind_comma(parsed, head)
        if apart is not None:
            return self._named(parsed, apart, span, person=head.lemma in _PERSONS)
        known = (
            self._owned(parsed, head, span)
            or self._known_person(parsed, head, span)
            or outlet
            or self._known_force(head, span)
            or self._known_body(head, first, span)
        )
        if known is not None:
            return known
        single = head.tag == "NN" and head.lemma in (_ANONYMOUS | _PERSONS) - _MANY
        unnamed = single or head.lemma in _ANONYMOUS or head.tag in {"DT", "PRP"}
        if unnamed or not head.text.isalpha():
            resolved(span, "unnamed: no name of the article is known to be meant")
            full = _small(parsed, mention(head))
            return Voice(
                None,
                full,
                span,
                anonymous=True,
                is_person=single,
                is_plural=head.tag == "NNS",
                noun=head.lemma,
            )
        words_of = mention(head)
        plain = _small(parsed, Range(_start(parsed, words_of), words_of.end), text)
        return Voice(plain, None, span, is_outlet=head.lemma in _OUTLETS)

    def _document(self, parsed: Parsed, head: Token, said: tuple[str, Span]) -> Voice:
        """A document by the name of its maker, or with its words as descriptor."""
        text, span = said
        owner = _owner(parsed, head)
        if owner is not None:
            named = self._named(parsed, owner, span, person=False)
            return Voice(named.name, None, span, is_document=True)
        outlet = head.lemma in _OUTLETS
        words_of = mention(head)
        plain = _small(parsed, Range(_start(parsed, words_of), words_of.end), text)
        return Voice(None, plain, span, is_document=not outlet, is_outlet=outlet)

    def _known_person(self, parsed: Parsed, head: Token, span: Span) -> Voice | None:
        """The person that a noun means: the only one of that role, or the last who may be."""
        if head.tag not in {"NN", "NNP"} or head.lemma not in _PERSONS | _GENERIC:
            return None
        first = parsed.tokens[mention(head).start]
        definite = first.lower in _DEFINITE and first.head is head
        known = self.names.by_role(head.lemma)
        named = known is not None and (known.start < head.start or not self._people)
        if known is not None and _fits(parsed, head, known) and (named or not definite):
            resolved(span, f"the one “{head.lemma}” of the article", _place(known))
            return Voice(known.text, None, span, is_person=True)
        if not definite:
            return None
        bearing = [v for v in self._people if v.name and head.lemma in self.names.roles(v.name)]
        for voice in reversed(bearing or self._people):
            if self._may_be_called(voice, head):
                resolved(span, "the last who spoke and may be called so", voice.mention)
                return _at(voice, span)
        return None

    def _may_be_called(self, voice: Voice, head: Token) -> bool:
        """Whether "the spokesman" may mean a voice: one who is called so, or nothing else."""
        if voice.name is None:
            return voice.noun == head.lemma or head.lemma in _GENERIC
        female = _GENDERED.get(head.lemma)
        if female is not None and self.names.is_female(voice.name) == (not female):
            return False
        roles = self.names.roles(voice.name)
        office = next((row for row in _OFFICES if head.lemma in row), None)
        others = any(not roles.isdisjoint(row) for row in _OFFICES)
        return not roles.isdisjoint(office) if office and others else head.lemma not in _GENERIC

    def _known_force(self, head: Token, span: Span) -> Voice | None:
        """The one police force that the article names."""
        force = self.names.police() if head.lower == "police" else None
        if force is None:
            return None
        resolved(span, "the one police force of the article")
        return Voice(force, None, span)

    def _known_outlet(self, head: Token, first: Token, span: Span) -> Voice | None:
        """The paper or agency that "the newspaper" means: the last one that spoke or was named."""
        kind = [child for child in head.children if child.dep == "compound"]
        bare = first.i + 1 + len(kind) == head.i and all(child.lower == "news" for child in kind)
        outlet = head.lemma in _OUTLETS or bool(kind)
        if not outlet or first.lower not in _DEFINITE or not bare:
            return None
        for voice in reversed(self._others):
            if voice.is_outlet:
                resolved(span, "the outlet that spoke last", voice.mention)
                return _at(voice, span)
        named = self.names.outlet_before(head.start)
        if named is None:
            return None
        resolved(span, "the outlet named last", _place(named))
        return Voice(named.text, None, span, is_outlet=True)

    def _known_body(self, head: Token, first: Token, span: Span) -> Voice | None:
        """The body that "the bank" means by its name, or "the company" by what it is."""
        bare = first.lower in _DEFINITE and first.i + 1 == head.i and head.tag in {"NN", "NNP"}
        if not bare or head.lower not in _BODIES | _GENERAL:
            return None
        named = self.names.body(head.lower, head.start)
        if named is None and head.lower in _GENERAL:
            named = self.names.organization_before(head.start)
            for voice in reversed(self._others):
                if _is_organization(voice) and (
                    named is None or self._is_behind(voice, named.start)
                ):
                    resolved(span, "the body that spoke last", voice.mention)
                    return _at(voice, span)
        if named is None:
            return None
        resolved(span, f"the “{head.lower}” named last", _place(named))
        full = self.names.full(named.words) or named
        return Voice(full.text, None, span)


def _is_organization(voice: Voice) -> bool:
    """Whether a voice is a body with a name of its own, and no state or police force."""
    name = voice.name or ""
    return name != name.lower() and state_of(name) is None and "police" not in name.casefold()


def _place(name: Name) -> Span:
    """Where a name stands: its first word."""
    return Span(name.start, name.start + len(name.words[0]))


def _name_behind_comma(parsed: Parsed, head: Token) -> Range | None:
    """The name at the end of "the head of the harbour, Ana Brandt", wherever it hangs."""
    words_of = mention(head)
    inside = parsed.tokens[words_of.start : words_of.end]
    if head.lemma not in _PERSONS or "," not in {token.text for token in inside}:
        return None
    last = inside[-1]
    return name_run(parsed, last) if last.tag in {"NNP", "NNPS"} else None


def _owner(parsed: Parsed, document: Token) -> Range | None:
    """The name of who made a document: "the Herald's analysis", "a Justice Department report"."""
    for child in document.children:
        named = child.tag in {"NNP", "NNPS"}
        if child.dep in {"poss", "compound", "nmod"} and (named or _is_camel(child.text)):
            return name_run(parsed, child) if named else Range(child.i, child.i + 1)
    return None


def _fits(parsed: Parsed, head: Token, known: Name) -> bool:
    """Whether a noun may mean the named person: "a lawmaker" only where he is named later."""
    first = parsed.tokens[mention(head).start]
    return (
        first.lower in _DEFINITE | {"our"}
        or known.start > head.start
        or mention(head).end - mention(head).start == 1
    )


def _small(parsed: Parsed, words_of: Range, text: str | None = None) -> str:
    """The words, or their `text`, with a small first letter, unless they begin with a name."""
    text = parsed.words(words_of) if text is None else text
    first = parsed.tokens[words_of.start]
    following = text.split(" ")[1:2]
    named = first.pos == "PROPN" or first.entity in {"NORP", "GPE", "ORG"} or _is_camel(first.text)
    if named or (following and following[0][:1].isupper()):
        return text
    return text[:1].lower() + text[1:]


def _is_camel(word: str) -> bool:
    """Whether a word has capitals inside, as names of firms and sites do."""
    return word[:1].isupper() and any(c.isupper() for c in word[1:]) and not word.isupper()


def _at(voice: Voice, span: Span) -> Voice:
    """The same voice, named here by other words."""
    return replace(voice, mention=span)


def _start(parsed: Parsed, words_of: Range) -> int:
    """The first token of a mention behind its articles."""
    start = words_of.start
    while start < words_of.end - 1 and parsed.tokens[start].lower in _ARTICLES:
        start += 1
    return start


def _bare(parsed: Parsed, words_of: Range) -> str:
    """The words of a mention without an article or a possessive ending."""
    start, end = _start(parsed, words_of), words_of.end
    tokens = parsed.tokens
    if end - 1 > start and tokens[end - 1].lower in {"'s", "’s", "'", "’"}:
        end -= 1
    first, last = tokens[start].start, tokens[end - 1].end
    offset = parsed.paragraph.offset
    return parsed.paragraph.text[first - offset : last - offset]
