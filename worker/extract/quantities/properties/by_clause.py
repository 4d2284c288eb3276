"""What a number counts by its place in the tree: subject, object, predicate, modifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.properties.by_harm import (
    harm_by_preposition,
    harm_of_object,
    harm_of_subject,
    is_harm,
)
from worker.extract.quantities.properties.by_removal import is_posted, removal_of
from worker.extract.quantities.properties.intention import is_intended
from worker.extract.quantities.properties.words import (
    ALONE,
    ATTACKS,
    PERSONS,
    VERBS,
    WORDS,
    index_of_words,
    is_person,
)
from worker.extract.tree.phrases import SUBJECTS, left_children, right_children
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.quantities.phrase import Phrase
    from worker.extract.records import Token
    from worker.records import Property

_STATES: Final = index_of_words("predicates")
_TROOPS: Final = words("quantities", "nouns", "troops")
_HOLDING: Final = words("quantities", "with_troops", "holding")
_AT: Final = words("quantities", "with_troops", "at")
_SENDING: Final = words("quantities", "with_troops", "deployed")
_SAVING: Final = words("quantities", "with_persons", "rescued")
_SHOTS: Final = words("quantities", "measuring", "shots")
_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "dative"})
_PREDICATES: Final = frozenset(
    {"acomp", "attr", "oprd", "prep", "advmod", "xcomp", "ccomp", "acl"}
)
_INSIDE: Final = frozenset(
    {"amod", "pobj", "prep", "acomp", "attr", "oprd", "xcomp", "conj", "pcomp"}
)
_PARTS_OF_NUMBERS: Final = frozenset(
    {"nummod", "quantmod", "appos", "compound", "amod", "npadvmod"}
)
_ADJECTIVES: Final = words("quantities", "clauses", "adjectives")
_BEING: Final = frozenset({"be", "'s", "\u2019s"}) | words("quantities", "clauses", "being")
_REPORTING: Final = words("quantities", "clauses", "reporting")
_PLURALS: Final = words("quantities", "numbers", "plurals")
_GUILTY: Final = words("quantities", "clauses", "guilty")
_CRITICAL: Final = words("quantities", "clauses", "critical")
_MOST: Final = 30
"""Children of one token that are looked at; it bounds the cost, no real sentence has more."""
_DEEPEST: Final = 6
"""Heads from a number up to the noun that the clause is about: it bounds the cost."""
_NEAR: Final = 15
"""Tokens around a verb in which the people are looked for that its object does not name: farther
away they are of another clause."""


@as_in("About 300 men from the town were killed.", no=("About 300 men from the town agreed.",))
def by_clause(phrase: Phrase) -> Property | None:
    """Return what the verb says of its subject or object, else what a noun or a modifier says."""
    noun = phrase.noun
    inner = noun if noun is not None else phrase.root
    token = _outermost(inner)
    head = token.head
    found: Property | None = None
    if token.dep in SUBJECTS:
        found = _subject_property(token, head)
    elif token.dep in _OBJECTS:
        found = object_property(head, phrase)
    elif token.dep == "pobj" and head.lower == "of" and not is_harm(inner.text):
        of = head.head.lower
        found = WORDS.get(of) or ATTACKS.get(of)
    found = found or _modifier_property(token) or _modifier_property(inner)
    if found is None and (noun is None or is_person(noun.text)):
        return harm_by_preposition(phrase.parsed.tokens, token)
    return found


@as_in(
    "The blast killed two men.",
    "The army sent 300 troops.",
    "The guards saved two boys.",
    "The report listed 12 people as missing.",
    no=(
        "The army bought 300 tanks.",
        "Guards moved to arrest two men.",
        "The man fired and shot two rounds.",
    ),
)
def object_property(verb: Token, phrase: Phrase) -> Property | None:
    """Return what `verb` says of a phrase that is its object."""
    low, noun = verb.lower, phrase.noun
    if is_intended(verb):
        return None
    if low in VERBS and not _is_passive(verb):
        return None if noun is not None and noun.lower in _SHOTS else VERBS[low]
    listed = _listed_as(verb) if verb.lemma in _REPORTING else None
    return listed or _property_with_object(verb, phrase)


@as_in(
    "The country has 850 soldiers at a base in the north.",
    no=("The country has 850 soldiers.",),
)
def _is_placed(verb: Token, noun: Token | None) -> bool:
    """Return whether a verb or its object has a place right after the object."""
    over = (verb,) if noun is None else (verb, noun)
    places = (c for token in over for c in right_children(token) if c.dep == "prep")
    return any(place.lower in _AT for place in places)


@as_in(
    "The army sent 300 troops.",
    "The guards saved two boys.",
    no=("The army bought 300 tanks.",),
)
def _property_with_object(verb: Token, phrase: Phrase) -> Property | None:
    """Return what a verb says only of such an object, or together with what follows it."""
    low, noun, tokens = verb.lower, phrase.noun, phrase.parsed.tokens
    words = {noun.lower} if noun is not None else _words(tokens[verb.i + 1 : verb.i + 1 + _NEAR])
    if low in _SENDING and (words & _TROOPS or is_posted(verb, words)):
        return "deployed"
    if low in _HOLDING and words & _TROOPS and _is_placed(verb, noun):
        return "deployed"
    if noun is not None and not is_person(noun.text):
        return None
    if low in _SAVING:
        near = _words(tokens[max(0, verb.i - _NEAR) : verb.i + _NEAR])
        return "rescued" if (words | near) & PERSONS else None
    return harm_of_object(verb) or removal_of(verb)


@as_in("The report listed 12 people as missing.", no=("The report listed 12 people as guests.",))
def _listed_as(verb: Token) -> Property | None:
    """Return what "as" after a verb of reporting says of its object."""
    for child in right_children(verb)[:_MOST]:
        if child.lower == "as":
            for word in child.children[:_MOST]:
                if word.dep in ("amod", "pobj", "pcomp") and word.lower in {**WORDS, **VERBS}:
                    return WORDS.get(word.lower) or VERBS[word.lower]
    return None


def _words(tokens: Sequence[Token]) -> set[str]:
    """Return the words of tokens, in small letters."""
    return {token.lower for token in tokens}


@as_in("Leo Holt was arrested six nights later.", no=("The blast killed two men.",))
def _is_passive(verb: Token) -> bool:
    """Return whether a verb has an auxiliary or a subject of the passive before it."""
    return any(child.dep in ("auxpass", "nsubjpass") for child in left_children(verb))


@as_in(
    "Four of the men from the town were killed.", "Two men and a boy from the town were killed."
)
def _outermost(token: Token) -> Token:
    """Return the noun that a number is part of: head of its coordination or of "four of them".

    A conjunct with its own participle is apart: "20 men and 800 homes destroyed by the flood".
    """
    for _ in range(_DEEPEST):
        parent = token.head
        if parent is token:
            break
        if token.dep in _PARTS_OF_NUMBERS or (
            token.dep == "conj"
            and parent.pos in ("NOUN", "PROPN", "NUM", "PRON")
            and not _has_own_participle(token)
        ):
            token = parent
        elif token.dep == "pobj" and parent.lower == "of" and _is_share(parent.head):
            token = parent.head
        else:
            break
    return token


@as_in(
    "The mayor saw 20 men and 800 homes destroyed by the flood.",
    no=("The mayor saw 20 men and 800 homes.",),
)
def _has_own_participle(token: Token) -> bool:
    """Return whether a conjunct has a participle that says what happened to it."""
    participles = (child for child in token.children[:_MOST] if child.dep == "acl")
    return any(child.lower in VERBS or not is_person(token.text) for child in participles)


@as_in(
    "Four of the 20 men from the town were killed.", no=("The deaths of 20 men were reported.",)
)
def _is_share(token: Token) -> bool:
    """Return whether "of" after the token says what it is a number of."""
    return token.pos in ("NUM", "DET") or token.lower in _PLURALS


@as_in(
    "About 300 men from the town were killed.",
    no=("About 300 men from the town were not killed.",),
)
def _subject_property(subject: Token, verb: Token) -> Property | None:
    """Return what a verb says of its subject; nothing where it is negated."""
    low = verb.lower
    if any(child.dep == "neg" for child in left_children(verb)[:_MOST]):
        return None  # the unhurt
    if low in ALONE or low in _ADJECTIVES:
        return ALONE.get(low) or WORDS[low]
    passive = subject.dep == "nsubjpass" or _is_passive(verb)
    if passive and low in VERBS:
        return VERBS[low]
    if passive and low in _SENDING and subject.lower in _TROOPS:
        return "deployed"
    moved = removal_of(verb) if passive else None
    return moved or harm_of_subject(subject, verb, passive=passive) or _predicate_property(verb)


@as_in(
    "Two men from the town are feared dead.",
    "Two men from the town were in hospital.",
    "Two men from the town were listed as injured.",
    "Two men were found, and remained unaccounted for.",
    no=(
        "Two men from the town were found guilty in the deaths of two boys.",
        "Two men were critical of the plan.",
    ),
)
def _predicate_property(verb: Token) -> Property | None:
    """Return what the predicate of a verb of being or reporting says of its subject."""
    for child in _predicates(verb):
        low = child.lower
        if low in _GUILTY:
            return None  # "were found guilty in the deaths of two"
        critic = low in _CRITICAL and any(word.lower == "of" for word in child.children)
        if low in WORDS or (low in _STATES and not critic):
            return WORDS.get(low) or _STATES[low]
        if low in VERBS and child.tag == "VBN":
            return VERBS[low]
    for other in _conjuncts(verb):
        if not any(child.dep in SUBJECTS for child in other.children):
            words = (child.lower for child in _predicates(other))
            return next((WORDS[word] for word in words if word in WORDS), None)
    return None


@as_in("Two men were found and remained unaccounted for.", no=("Two men from the town agreed.",))
def _conjuncts(verb: Token) -> Iterator[Token]:
    """Yield the verbs after a verb that are coordinated with it, the nearest in the tree first."""
    first = verb
    while first.dep == "conj" and first.head is not first:
        first = first.head
    waiting = [first]
    while waiting:
        token = waiting.pop(0)
        joined = [child for child in right_children(token) if child.dep == "conj"]
        yield from (child for child in joined if child.i > verb.i)
        waiting.extend(joined)


@as_in("Two men from the town are feared dead.", no=("Two men from the town agreed.",))
def _predicates(verb: Token) -> Iterator[Token]:
    """Yield the words after a verb of being, reporting or leaving, up to its next clause."""
    if verb.lemma not in _BEING and not (verb.lemma in _REPORTING and _is_passive(verb)):
        return
    waiting = [
        child
        for child in right_children(verb)
        if child.dep in _PREDICATES
        or (child.dep == "advcl" and any(word.lower == "as" for word in child.children))
    ]
    while waiting:
        token = waiting.pop(0)
        yield token
        if token.lower not in ("for", "of"):  # "were on trial for murder"
            waiting.extend(child for child in token.children if child.dep in _INSIDE)


@as_in(
    "About 300 men who had fled the town met.",
    "About 20 soldiers from the town, captured in May, left.",
    no=("About 300 men who had left the town met.",),
)
def _modifier_property(token: Token) -> Property | None:
    """Return what a relative clause or a participle after a noun says of it."""
    for child in token.children[:_MOST]:
        low = child.lower
        if child.dep == "relcl":
            subject = child.child(*SUBJECTS)
            if subject is not None and subject.lower in ("who", "that", "which"):
                return _subject_property(subject, child)
        if child.dep == "acl" and child.tag == "VBN":
            found = VERBS.get(low) or removal_of(child)
            found = found or harm_of_subject(token, child, passive=True)
            if found is not None:
                return found
    return None
