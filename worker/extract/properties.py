"""What a number counts, as one of the closed list: killed, injured, arrested and so on.

The words beside a number decide before the parse does, since the parser attaches "300 killed and
2,700 injured" anywhere.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from worker.extract.harm import harm_beside, harm_of_object, harm_of_subject, is_harm
from worker.extract.words import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from worker.records import Property

_LISTS: Final = table("quantities")


def _index(*kinds: str) -> dict[str, Property]:
    forms: dict[str, Property] = {}
    for name, lists in _LISTS["properties"].items():
        for kind in kinds:
            for word in lists[kind].split():
                forms.setdefault(word, cast("Property", name))
    return forms


def _index_of_nouns(name: str) -> dict[str, Property]:
    return {
        word: cast("Property", kind) for kind, row in _LISTS[name].items() for word in row.split()
    }


_VERBS: Final = _index("verbs")
_ALONE: Final = _index("alone")
_WORDS: Final = _index("words")
_STATES: Final = _index_of_nouns("predicates")
_PERSONS: Final = frozenset(_LISTS["nouns"]["persons"].split())
_PERSON_ENDINGS: Final = tuple(_LISTS["nouns"]["person_endings"])
_TROOPS: Final = frozenset(_LISTS["nouns"]["troops"].split())
_SENDING: Final = frozenset(_LISTS["with_troops"]["deployed"].split())
_SAVING: Final = frozenset(_LISTS["with_persons"]["rescued"].split())
_MEASURING: Final = frozenset(_LISTS["measuring"]["verbs"].split())
_DAYS: Final = frozenset(_LISTS["nouns"]["weekdays"].split())
_ATTACKS: Final = _index_of_nouns("attacks")
_SHOTS: Final = frozenset(_LISTS["measuring"]["shots"].split())
_FATAL: Final = frozenset({"dead", "fatal", "deadly", "fatally", "death", "killed", "died"})
_SHOT: Final = frozenset({"shot", "stabbed", "gunned", *_ATTACKS})
_FATALLY: Final = frozenset({"fatally", "mortally"})
_WHEN: Final = frozenset({"early", "late", "last", "earlier", "today", "yesterday", "overnight"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: Final = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
_PREDICATES: Final = frozenset(
    {"acomp", "attr", "oprd", "prep", "advmod", "xcomp", "ccomp", "acl"}
)
_INSIDE: Final = frozenset(
    {"amod", "pobj", "prep", "acomp", "attr", "oprd", "xcomp", "conj", "pcomp"}
)
_OBJECT_POS: Final = frozenset({"DET", "NUM", "PROPN", "NOUN", "PRON", "ADJ"})
_ADJECTIVES: Final = frozenset({"missing", "dead", "hospitalized", "hospitalised"})
_BEING: Final = frozenset({"be", "remain", "go", "fall", "'s", "\u2019s"})
_REPORTING: Final = frozenset(
    {"report", "list", "pronounce", "find", "leave", "say", "believe", "fear", "confirm"}
    | {"declare", "take", "presume"}
)
_MOST: Final = 30  # no sentence that anybody wrote hangs more on one noun
_PLURALS: Final = frozenset(_LISTS["numbers"]["plurals"])
_LONG: Final = 8
_SKIPPED: Final = frozenset(
    {"others", "more", "other", "were", "was", "are", "have", "has", "had", "been", "feared"}
)
_AGES: Final = frozenset(
    {"age", "ages", "aged", "and", "or", "to", "under", "over", "months", "years", "old", ","}
)
_LOOK_BACK: Final = 15
_LOOK_AHEAD: Final = 6


def is_event(word: str) -> bool:
    """Whether the word itself tells what was counted: "deaths", "wounded", "killing"."""
    return word.lower() in _WORDS or word.lower() in _VERBS or word.lower() in _ALONE


def is_person(word: str) -> bool:
    """Whether the noun counts human beings: "skiers", "Minnesotans", "people"."""
    low = word.lower()
    if low.endswith("ists") and len(low) >= _LONG:  # "activists", but not "fists"
        return True
    ends = low.endswith(_PERSON_ENDINGS) and not low.endswith("ments")  # "Departments"
    return low in _PERSONS or (word[:1].isupper() and ends)


def is_victim(noun: Token | None) -> bool:
    """Whether the noun only says that something befell them: "four murder victims"."""
    return noun is not None and noun.lower_ in ("victim", "victims")


def property_of(phrase: Span, noun: Token | None) -> Property:
    """What the number in `phrase` counts; `noun` is the noun it stands with, or None."""
    found = (
        _how(phrase, noun)
        or _in_phrase(phrase, noun)
        or _after(phrase, noun)
        or _before(phrase, noun)
        or _in_clause(phrase, noun)
        or _after_others(phrase)
        or (_in_sentence(phrase) if noun is None else None)
    )
    if found == "casualties" and _is_fatal(phrase):
        return "killed"
    if found == "injured" and _is_mortal(phrase):
        return "killed"
    if found in ("killed", "injured") and _is_either(phrase):
        return "casualties"
    return found or "count"


def _is_either(phrase: Span) -> bool:
    """As in "killed or wounded": how many were which is not said."""
    near = phrase.doc[max(0, phrase.start - 4) : phrase.end + _LOOK_AHEAD]
    for token in near:
        if token.lower_ == "or" and 0 < token.i < len(phrase.doc) - 1:
            words = (token.nbor(-1).lower_, token.nbor(1).lower_)
            kinds = {"killed" if word == "dead" else _VERBS.get(word) for word in words}
            if kinds == {"killed", "injured"} and not phrase[0].lower_.startswith("no"):
                return True
    return False


def _in_phrase(phrase: Span, noun: Token | None) -> Property | None:
    """As in "300 deaths", "the wounded employees", "two prisoners of war"."""
    words = [token for token in phrase if token.pos_ not in ("NUM", "ADP", "DET")]
    if noun is not None:
        words.insert(0, noun)
    for token in words:
        low = token.lower_
        if token.dep_ == "compound" and token is not noun and not is_victim(noun):
            continue  # "two murder scenes", "20 rescue workers"
        if low == "lives" and not {"claim", "lose", "cost", "take"} & _lemmas_near(phrase):
            continue
        if low in _WORDS and low not in ("victim", "victims"):
            return _WORDS[low]
        if low in _VERBS and token.i != phrase.end - 1 and low not in ("shot", "shooting"):
            return _VERBS[low]
    return None


def _how(phrase: Span, noun: Token | None) -> Property | None:
    """As in "were shot, one fatally", "five of them critically"."""
    behind = [token.lower_ for token in phrase.doc[phrase.end : phrase.end + 4]]
    behind = behind[2:] if behind[:2] in (["of", "them"], ["of", "whom"]) else behind[:2]
    if noun is not None or not behind or not set(behind[1:]) <= {",", ".", ";", ")", "and"}:
        return None
    if behind[0] in _FATALLY:
        return "killed"
    return "injured" if behind[0] in ("critically", "seriously", "severely", "badly") else None


def _lemmas_near(phrase: Span) -> set[str]:
    doc = phrase.doc
    near = (*doc[max(0, phrase.start - 4) : phrase.start], *doc[phrase.end : phrase.end + 4])
    return {token.lemma_.lower() for token in near}


def _after(phrase: Span, noun: Token | None) -> Property | None:
    """As in "300 killed", "two others missing", "20 wounded": the word right behind the number."""
    doc, i = phrase.doc, phrase.end
    if i < len(doc) and doc[i].lower_.startswith("age"):  # "three boys ages 6 to 9 were hurt"
        end = min(len(doc), i + _LOOK_BACK)
        while i < end and (doc[i].lower_ in _AGES or doc[i].like_num):
            i += 1
    while i < len(doc) and (doc[i].lower_ in _SKIPPED or doc[i].lower_.endswith("ly")):
        i += 1
    return _said_at(doc, i, noun) if i < len(doc) else None


def _after_others(phrase: Span) -> Property | None:
    """What is said behind others too: "2 women and a boy killed in fire"."""
    doc, i = phrase.doc, phrase.end
    if i >= len(doc) or doc[i].lower_ not in ("and", ","):
        return None
    end = min(len(doc), i + _LONG)
    while i < end and (doc[i].pos_ in _OBJECT_POS or doc[i].lower_ in ("and", ",")):
        i += 1
    others = any(is_person(token.text) for token in doc[phrase.end : i])
    if i >= end or not others or not is_person(doc[phrase.end - 1].text):
        return None
    return _said_at(doc, i, None) if doc[i].tag_ == "VBN" or doc[i].lower_ in _WORDS else None


def _said_at(doc: Doc, i: int, noun: Token | None) -> Property | None:
    """What the word at `i` says of those before it."""
    token = doc[i]
    low = token.lower_
    if low in _ALONE:
        return _ALONE[low]
    if low in _WORDS and low not in _VERBS:
        return _WORDS[low] if low != "lives" else None
    if low == "shot" and noun is not None and not is_person(noun.text):
        return None  # "a 3-point shot"
    if low in _VERBS and low.endswith(("ed", "t", "n", "d")) and not _has_object(doc, i):
        return _VERBS[low]
    return None


def _has_object(doc: Doc, i: int) -> bool:
    """Whether the verb at `i` takes what follows as its object: "two soldiers killed three"."""
    if doc[i - 1].lower_ in ("were", "was") or i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    if after.lower_ in _DAYS or after.lower_ in _WHEN or after.lower_.endswith("ing"):
        return False
    return after.pos_ in _OBJECT_POS


def _before(phrase: Span, noun: Token | None) -> Property | None:
    """As in "killing 107", "captured two soldiers", "sent more than 10,000 soldiers"."""
    doc, i = phrase.doc, phrase.start - 1
    while i >= 0 and doc[i].lower_ in ("the", "a", "an", "just", "only", "all", "another"):
        i -= 1
    return _object_of(doc[i], noun) if i >= 0 else None


def _object_of(verb: Token, noun: Token | None) -> Property | None:
    """What is said of the object of `verb`."""
    low = verb.lower_
    if low in _VERBS and not _is_passive(verb):
        return None if noun is not None and noun.lower_ in _SHOTS else _VERBS[low]
    words = {noun.lower_} if noun is not None else _words_behind(verb)
    if low in _SENDING and words & _TROOPS:
        return "deployed"
    if low in _SAVING and (noun is None or is_person(noun.text)):
        return "rescued" if words & _PERSONS or _talks_of_persons(verb) else None
    return harm_of_object(verb) if noun is None or is_person(noun.text) else None


def _words_behind(verb: Token) -> set[str]:
    return {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + _LOOK_BACK]}


def _talks_of_persons(verb: Token) -> bool:
    near = verb.doc[max(0, verb.i - _LOOK_BACK) : verb.i + _LOOK_BACK]
    return any(token.lower_ in _PERSONS for token in near)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.lefts)


def _in_clause(phrase: Span, noun: Token | None) -> Property | None:
    """What the verb says of the phrase as its subject or object, or a noun of what is its own."""
    inner = noun if noun is not None else phrase.root
    token = _outermost(inner)
    head = token.head
    found: Property | None = None
    if token.dep_ in _SUBJECTS:
        found = _of_subject(token, head)
    elif token.dep_ in _OBJECTS:
        found = _object_of(head, noun)
    elif token.dep_ == "pobj" and head.lower_ == "of" and not is_harm(inner.text):
        of = head.head.lower_
        found = _WORDS.get(of) or _ATTACKS.get(of)
    found = found or _of_modifiers(token) or _of_modifiers(inner)
    return found or (harm_beside(token) if noun is None or is_person(noun.text) else None)


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
    return any(child.lower_ in _VERBS or not is_person(token.text) for child in fates)


def _is_share(token: Token) -> bool:
    """Whether "of" behind the token names what it is a number of: "four of", "hundreds of"."""
    return token.pos_ in ("NUM", "DET") or token.lower_ in _PLURALS


def _of_subject(subject: Token, verb: Token) -> Property | None:
    low = verb.lower_
    if any(child.dep_ == "neg" for child in islice(verb.lefts, _MOST)):
        return None  # the unhurt
    if low in _ALONE or low in _ADJECTIVES:
        return _ALONE.get(low) or _WORDS[low]
    passive = subject.dep_ == "nsubjpass" or _is_passive(verb)
    if passive and low in _VERBS:
        return _VERBS[low]
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
        if low in _WORDS or (low in _STATES and not critic):
            return _WORDS.get(low) or _STATES[low]
        if low in _VERBS and child.tag_ == "VBN":
            return _VERBS[low]
    for other in verb.conjuncts:
        if other.i > verb.i and not any(child.dep_ in _SUBJECTS for child in other.children):
            words = (child.lower_ for child in _predicates(other))
            return next((_WORDS[word] for word in words if word in _WORDS), None)
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
        if child.dep_ == "acl" and child.tag_ == "VBN" and low in _VERBS:
            return _VERBS[low]
    return None


def _in_sentence(phrase: Span) -> Property | None:
    """What a bare number is of: "casualties have surpassed 3,000", "the toll rose to nine"."""
    doc, start = phrase.doc, phrase.start
    first = start
    while first > max(0, start - _LOOK_BACK) and not doc[first].is_sent_start:
        first -= 1
    before = list(doc[first:start])
    if not {token.lower_ for token in (*before[-4:], *phrase)} & (_MEASURING | {"to", "from"}):
        return None
    for token in reversed(before):
        if token.lower_ in _WORDS and token.lower_ != "lives":
            return _WORDS[token.lower_]
    return None


def _is_mortal(phrase: Span) -> bool:
    """As in "two fatally wounded", "fatally injured two men"."""
    doc = phrase.doc
    behind = {token.lower_ for token in doc[phrase.end : phrase.end + 3]}
    ahead = {token.lower_ for token in doc[max(0, phrase.start - 2) : phrase.start]}
    return bool((behind | ahead) & _FATALLY)


def _is_fatal(phrase: Span) -> bool:
    """Whether the shot are dead: "shot dead", "fatally shot", "shot and killed"."""
    doc = phrase.doc
    near = (*doc[max(0, phrase.start - 4) : phrase.start], *doc[phrase.end : phrase.end + 6])
    shot = [token.i for token in near if token.lower_ in _SHOT]
    return any(
        token.lower_ in _FATAL and not _is_of_one(token)
        for i in shot
        for token in doc[max(0, i - 1) : i + 4]
        if token.i != i
    )


def _is_of_one(token: Token) -> bool:
    """As in "four people were shot, one fatally", "one of them fatally"."""
    before = token.doc[max(0, token.i - 1) : token.i]
    if token.lower_ in ("fatal", "deadly"):
        return False
    return any(word.like_num or word.lower_ in ("them", "whom") for word in before)
