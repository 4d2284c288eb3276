"""Mends of noun phrases that the parser breaks: a name beside its noun, a deed on its accuser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import SUBJECTS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_PROPER: Final = frozenset({"NNP", "NNPS"})
_BESIDE: Final = frozenset({"nsubj", "nsubjpass", "compound", "appos", "advmod", "dep", "dobj"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "conj"})
_ACCUSED: Final = words("other_cues", "passives", "accused")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS: Final = table("quantities")["nouns"]
_DATES: Final = frozenset(f"{_NOUNS['weekdays']} {_NOUNS['months']}".split())
_FALSE: Final = words("stance", "falsehoods")
_STATED: Final = words("other_cues", "propositions", "saying") | words(
    "other_cues", "propositions", "accusing"
)
_BELITTLING: Final = 3
"""Words of "dismissed as nonsense"."""

_OF: Final = frozenset({"of", "with", "for"})


def named_noun(tokens: Sequence[Token], noun: Token) -> bool:
    """As in "The agency Nilpress said": a name right behind the noun that says what it is."""
    name = _name_behind(tokens, noun)
    if name is None or name.dep not in _BESIDE or noun.dep not in _SUBJECTS:
        return False
    if noun.head is name or name.right > name.i + 1:
        return False
    if name.head is noun:
        name.dep = "appos"
        return False
    joined = name.head is noun.head or (name.head.i < noun.i and name.dep == "appos")
    return joined and attach(name, noun, "appos")


def bare_subject(noun: Token) -> bool:
    """As in "Engineers query whether P": a noun before its verb that was read as part of it."""
    verb = noun.head
    if noun.dep != "compound" or verb.tag not in _FINITE or noun.i + 1 != verb.i:
        return False
    if noun.pos not in {"NOUN", "PROPN"} or verb.child(*SUBJECTS) is not None:
        return False
    return attach(noun, verb, "nsubj")


def named_reporter(tokens: Sequence[Token], sentence: Range, noun: Token) -> bool:
    """As in "P, the Gazette notes." and "As the Gazette notes, P": a verb read as a noun."""
    if noun.tag != "NNS" or noun.lower[:-1] not in STRONG_VERBS or noun.i - 1 <= sentence.start:
        return False
    name = tokens[noun.i - 1]
    following = tokens[noun.i + 1].text if noun.i + 1 < sentence.end else "."
    mark = noun.head if noun.dep == "pobj" else noun.child("mark")
    told = following == "," and mark is not None and mark.lower == "as"
    said = following in {".", ""} and noun.child("ccomp") is not None
    if name.tag not in _PROPER or name.head is not noun or not (told or said):
        return False
    noun.tag, noun.pos, noun.lemma = "VBZ", "VERB", noun.lower[:-1]
    for child in list(noun.children):
        if child.i < name.i and child.dep in {"det", "compound", "punct", "amod"}:
            attach(child, name, child.dep)
    name.dep = "nsubj"
    if told and mark is not None and mark is noun.head:
        attach(noun, mark.head, "advcl")
        attach(mark, noun, "mark")
    return True


def _name_behind(tokens: Sequence[Token], noun: Token) -> Token | None:
    """The last word of the name that stands right behind a common noun with an article."""
    if noun.tag != "NN" or noun.child("det", "poss") is None:
        return None
    end = noun.i + 1
    while end < len(tokens) and tokens[end].tag in _PROPER and tokens[end].lower not in _DATES:
        end += 1
    return tokens[end - 1] if end > noun.i + 1 else None


def belittled(tokens: Sequence[Token], noun: Token) -> bool:
    """As in "dismissed as nonsense claims that P": the noun behind was read as a verb."""
    if noun.lower.removesuffix("s") not in _STATED or not _BELITTLING <= noun.i < len(tokens) - 1:
        return False
    verb, as_, word = tokens[noun.i - _BELITTLING : noun.i]
    if as_.lower != "as" or word.lower not in _FALSE or tokens[noun.i + 1].lower != "that":
        return False
    if verb.pos != "VERB":
        return False
    clause = noun.child("ccomp")
    noun.tag, noun.pos, noun.lemma = "NNS", "NOUN", noun.lower.removesuffix("s")
    attach(as_, verb, "prep")
    attached = attach(noun, verb, "dobj") and attach(word, as_, "pobj")
    if clause is not None:
        attach(clause, noun, "acl")
    return attached


def accused_by(verb: Token) -> bool:
    """As in "was accused by the union of lying": the deed hangs on the verb, not on the union."""
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None and verb.lemma in _ACCUSED else None
    prep = next((c for c in by.children if c.lower in _OF and c.i > by.i), None) if by else None
    deed = prep.child("pcomp", "pobj") if prep is not None else None
    if by is None or prep is None or deed is None:
        return False
    for child in list(by.children):
        if child.i > deed.i:
            attach(child, deed, "dobj")
    return attach(prep, verb, "prep")


def object_as_subject(tokens: Sequence[Token], verb: Token) -> bool:
    """As in "found losses of crops exceeded a tenth": the object is the next verb's subject."""
    target = verb.child("dobj")
    if verb.lemma not in VERB_CLASSES or target is None or target.left != verb.i + 1:
        return False
    other = next((c for c in verb.children if c.dep == "conj" and c.tag in _FINITE), None)
    if other is None or other.i < target.i or other.child(*SUBJECTS) is not None:
        return False
    if any(token.dep in {"cc", "punct"} for token in tokens[target.i : other.i]):
        return False
    for child in [c for c in verb.children if target.i < c.i < other.i]:
        attach(child, other, child.dep)
    return attach(other, verb, "ccomp") and attach(target, other, "nsubj")
