"""What a number counts by its place in the tree: subject, object, predicate, modifier."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.extract.quantities.property_by_harm import (
    harm_beside,
    harm_of_object,
    harm_of_subject,
    is_harm,
)
from worker.extract.quantities.property_words import (
    ALONE,
    ATTACKS,
    LISTS,
    PERSONS,
    VERBS,
    WORDS,
    index_of_words,
    is_person,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span, Token

    from worker.records import Property

_STATES: Final = index_of_words("predicates")
_TROOPS: Final = frozenset(LISTS["nouns"]["troops"].split())
_SENDING: Final = frozenset(LISTS["with_troops"]["deployed"].split())
_SAVING: Final = frozenset(LISTS["with_persons"]["rescued"].split())
_SHOTS: Final = frozenset(LISTS["measuring"]["shots"].split())
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: Final = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
_PREDICATES: Final = frozenset(
    {"acomp", "attr", "oprd", "prep", "advmod", "xcomp", "ccomp", "acl"}
)
_INSIDE: Final = frozenset(
    {"amod", "pobj", "prep", "acomp", "attr", "oprd", "xcomp", "conj", "pcomp"}
)
_ADJECTIVES: Final = frozenset({"missing", "dead", "hospitalized", "hospitalised"})
_BEING: Final = frozenset({"be", "remain", "go", "fall", "'s", "\u2019s"})
_REPORTING: Final = frozenset(
    {"report", "list", "pronounce", "find", "leave", "say", "believe", "fear", "confirm"}
    | {"declare", "take", "presume"}
)
_MOST: Final = 30  # no sentence that anybody wrote hangs more on one noun
_PLURALS: Final = frozenset(LISTS["numbers"]["plurals"])
_LOOK_BACK: Final = 15
_LOOK_AHEAD: Final = 6


def by_clause(phrase: Span, noun: Token | None) -> Property | None:
    """What the verb says of the phrase as its subject or object, or a noun of what is its own."""
    inner = noun if noun is not None else phrase.root
    token = _outermost(inner)
    head = token.head
    found: Property | None = None
    if token.dep_ in _SUBJECTS:
        found = _of_subject(token, head)
    elif token.dep_ in _OBJECTS:
        found = of_object(head, noun)
    elif token.dep_ == "pobj" and head.lower_ == "of" and not is_harm(inner.text):
        of = head.head.lower_
        found = WORDS.get(of) or ATTACKS.get(of)
    found = found or _of_modifiers(token) or _of_modifiers(inner)
    return found or (harm_beside(token) if noun is None or is_person(noun.text) else None)


def of_object(verb: Token, noun: Token | None) -> Property | None:
    """What is said of the object of `verb`."""
    low = verb.lower_
    if low in VERBS and not _is_passive(verb):
        return None if noun is not None and noun.lower_ in _SHOTS else VERBS[low]
    words = {noun.lower_} if noun is not None else _words_behind(verb)
    if low in _SENDING and words & _TROOPS:
        return "deployed"
    if low in _SAVING and (noun is None or is_person(noun.text)):
        return "rescued" if words & PERSONS or _talks_of_persons(verb) else None
    return harm_of_object(verb) if noun is None or is_person(noun.text) else None


def _words_behind(verb: Token) -> set[str]:
    return {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + _LOOK_BACK]}


def _talks_of_persons(verb: Token) -> bool:
    near = verb.doc[max(0, verb.i - _LOOK_BACK) : verb.i + _LOOK_BACK]
    return any(token.lower_ in PERSONS for token in near)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.lefts)


def _outermost(token: Token) -> Token:
    """The head of a coordination or of "four of them", unless a fate of its own follows."""
    seen = 0
    while seen < _LOOK_AHEAD:
        parent = token.head
        if parent.i == token.i:
            break
        if token.dep_ in ("nummod", "quantmod", "appos", "compound", "amod", "npadvmod") or (
            token.dep_ == "conj"
            and parent.pos_ in ("NOUN", "PROPN", "NUM", "PRON")
            and not _has_own_fate(token)
        ):
            token = parent
        elif token.dep_ == "pobj" and parent.lower_ == "of" and _is_share(parent.head):
            token = parent.head
        else:
            break
        seen += 1
    return token


def _has_own_fate(token: Token) -> bool:
    """As in "20 hurt and 800 homes destroyed", "two killed and a boy wounded"."""
    fates = (child for child in islice(token.children, _MOST) if child.dep_ == "acl")
    return any(child.lower_ in VERBS or not is_person(token.text) for child in fates)


def _is_share(token: Token) -> bool:
    """Whether "of" behind the token names what it is a number of: "four of", "hundreds of"."""
    return token.pos_ in ("NUM", "DET") or token.lower_ in _PLURALS


def _of_subject(subject: Token, verb: Token) -> Property | None:
    low = verb.lower_
    if any(child.dep_ == "neg" for child in islice(verb.lefts, _MOST)):
        return None  # the unhurt
    if low in ALONE or low in _ADJECTIVES:
        return ALONE.get(low) or WORDS[low]
    passive = subject.dep_ == "nsubjpass" or _is_passive(verb)
    if passive and low in VERBS:
        return VERBS[low]
    if passive and low in _SENDING and subject.lower_ in _TROOPS:
        return "deployed"
    return harm_of_subject(verb, passive=passive) or _of_predicate(verb)


def _of_predicate(verb: Token) -> Property | None:
    """As in "are feared dead", "is in hospital", "were found, and remained unaccounted for"."""
    for child in _predicates(verb):
        low = child.lower_
        if low == "guilty":
            return None  # "were found guilty in the deaths of two"
        critic = low == "critical" and any(word.lower_ == "of" for word in child.children)
        if low in WORDS or (low in _STATES and not critic):
            return WORDS.get(low) or _STATES[low]
        if low in VERBS and child.tag_ == "VBN":
            return VERBS[low]
    for other in verb.conjuncts:
        if other.i > verb.i and not any(child.dep_ in _SUBJECTS for child in other.children):
            words = (child.lower_ for child in _predicates(other))
            return next((WORDS[word] for word in words if word in WORDS), None)
    return None


def _predicates(verb: Token) -> Iterable[Token]:
    """The words right of a verb of being, reporting or leaving, up to its next clause."""
    lemma = verb.lemma_.lower()
    if lemma not in _BEING and not (lemma in _REPORTING and _is_passive(verb)):
        return
    waiting = [child for child in verb.rights if child.dep_ in _PREDICATES]
    while waiting:
        token = waiting.pop(0)
        yield token
        if token.lower_ not in ("for", "of"):  # "were on trial for murder"
            waiting.extend(child for child in token.children if child.dep_ in _INSIDE)


def _of_modifiers(token: Token) -> Property | None:
    """As in "people who have fled", "soldiers captured in the town"."""
    for child in islice(token.children, _MOST):
        low = child.lower_
        if child.dep_ == "relcl":
            subject = next((c for c in child.children if c.dep_ in _SUBJECTS), None)
            if subject is not None and subject.lower_ in ("who", "that", "which"):
                return _of_subject(subject, child)
        if child.dep_ == "acl" and child.tag_ == "VBN" and low in VERBS:
            return VERBS[low]
    return None
