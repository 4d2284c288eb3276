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
_NEAR: Final = 3
"""Characters: a name that ends right before a pronoun is part of the same clause."""

_OWNERS: Final = frozenset({"her", "his", "my"})
_COMMON: Final = _DOCUMENTS | _PERSONS | _ANONYMOUS
"""Words that the tagger takes for names at the start of a sentence."""

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


@dataclass(slots=True)
class Resolver:
    """Resolves sources in the order of the text; `said` must be told of each voice that speaks."""

    names: Names
    _people: list[Voice] = field(default_factory=list)
    _others: list[Voice] = field(default_factory=list)
    _gender: dict[str, bool] = field(default_factory=dict)

    def said(self, voice: Voice) -> None:
        """Remembers that `voice` spoke."""
        (self._people if voice.is_person else self._others).append(voice)

    def resolve(self, parsed: Parsed, head: Token) -> Voice:
        """The voice that the noun or pronoun `head` names."""
        words_of = mention(head)
        span = parsed.span(words_of)
        if head.tag in {"PRP", "DT", "PRP$"}:
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
        if (head.tag in {"NNP", "NNPS"} and not common) or self._is_known(head):
            return self._column(parsed, head, span) or self._proper(parsed, head, span)
        return self._nominal(parsed, head, (text, span))

    def _pronoun(self, parsed: Parsed, head: Token, span: Span) -> Voice:
        """Whoever of the right kind spoke or was named last."""
        if head.lower in _PERSONAL:
            return self._person(head, span)
        if head.lower == "it" and (meant := self._meant(parsed, head)) is not None:
            return Voice(state_of(meant.text) or meant.text, None, span)
        pool = self._others if head.lower in _PLURAL | _NEUTRAL else self._people
        if head.lower == "it":
            pool = [voice for voice in pool if not voice.is_plural]
        if head.lower in _FIRST:
            pool = self._people or self._others
        if pool:
            resolved(span, "the voice of its kind that spoke last", pool[-1].mention)
            return _at(pool[-1], span)
        if head.lower in _NEUTRAL:
            named = self.names.before(head.start, person=False)
            if named is not None:
                resolved(span, "the name before it", _place(named))
            return Voice(named.text if named else None, head.text, span)
        del parsed
        return Voice(None, head.text, span, anonymous=True)

    def _meant(self, parsed: Parsed, head: Token) -> Name | None:
        """The subject of "The agency Nilpress is small - it says that": named in the sentence."""
        before = parsed.tokens[head.i - 1] if head.i else None
        if before is None or before.text == "," or before.quote == "close":
            return None
        named = self.names.subject_before(head.start, person=False)
        start = parsed.tokens[parsed.sentences[parsed.sentence_of(head.i)].start].start
        return named if named is not None and named.start >= start else None

    def _person(self, head: Token, span: Span) -> Voice:
        female = head.lower in _FEMALE
        near = self.names.subject_before(head.start - _NEAR, person=True)
        if near is not None and not self._spoke_after(near.start):
            full = self.names.full(near.words) or near
            key = full.words[-1].casefold()
            if self._gender.setdefault(key, female) == female:
                resolved(span, "the subject before it, since when nobody spoke", _place(near))
                return Voice(full.text, None, span, is_person=True)
        for voice in reversed(self._people):
            key = (voice.name or voice.descriptor or "").split(" ")[-1].casefold()
            if self._gender.setdefault(key, female) == female:
                resolved(span, "the last who spoke and may be meant", voice.mention)
                return _at(voice, span)
        named = self.names.before(head.start, person=True)
        if named is not None:
            resolved(span, "the last person named before it", _place(named))
            full = self.names.full(named.words) or named
            return Voice(full.text, None, span, is_person=True)
        return Voice(None, head.text, span, anonymous=True, is_person=True)

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

    def _spoke_after(self, offset: int) -> bool:
        """Whether a person was named as a voice behind `offset`."""
        return any(
            voice.mention is not None and voice.mention.start >= offset for voice in self._people
        )

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
        if not head.text[:1].isupper() or head.lemma in _PERSONS | _ANONYMOUS:
            return False
        known = self.names.full([head.text])
        return known is not None and known.is_person

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
        )
        if known is not None:
            return known
        if head.lemma in _ANONYMOUS or not head.text.isalpha():
            resolved(span, "unnamed: no name of the article is known to be meant")
            person = head.tag == "NN" and head.lemma in _PERSONS
            full = _small(parsed, mention(head))
            plural = head.tag == "NNS"
            return Voice(None, full, span, anonymous=True, is_person=person, is_plural=plural)
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
        """The person that a role means: the only one who has it, or the one who spoke last."""
        if head.lemma not in _PERSONS or head.tag not in {"NN", "NNP"}:
            return None
        known = self.names.by_role(head.lemma)
        if known is not None and _fits(parsed, head, known):
            resolved(span, f"the one “{head.lemma}” of the article", _place(known))
            return Voice(known.text, None, span, is_person=True)
        definite = parsed.tokens[mention(head).start].lower in _DEFINITE
        if definite and self._people and self._people[-1].name:
            resolved(span, "the person who spoke last", self._people[-1].mention)
            return _at(self._people[-1], span)
        return None

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
