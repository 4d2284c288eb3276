"""Mends of what the parser is known to break in news, done on the tree before it is read.

The parser fails most at "..., a lawmaker said": the source becomes part of the content or the
content's subject the source. Commas, quotation marks and the word lists show what it must be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import NOUNS, SUBJECTS
from worker.extract.tree.repairs.adverbials import said_in, said_on, titled
from worker.extract.tree.repairs.attachments import attach, bound
from worker.extract.tree.repairs.nouns import (
    accused_by,
    bare_subject,
    belittled,
    named_noun,
    named_reporter,
    object_as_subject,
)
from worker.extract.tree.repairs.parentheses import parenthesis
from worker.extract.tree.repairs.subjects import inverted, named_like_adverb, source_behind
from worker.extract.tree.repairs.tenses import untense
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_TITLES: Final = words("people", "titles")
_DASHES: Final = frozenset({"—", "–", "--"})
_TOGETHER: Final = (
    STRONG_VERBS - {"tell"}
    | {
        verb
        for verb, classes in VERB_CLASSES.items()
        if {"accusing", "calling", "ordering", "denying", "doubting"} & set(classes)
    }
    | {"suggest", "praise", "thank"}
)
"""Verbs that one speaker says and does: "said that P, and urged". One also says that he "told"."""

_PAIR: Final = 2


def mend(tokens: Sequence[Token], sentences: Sequence[Range]) -> None:
    """Mends the tree of one paragraph in place."""
    changed = False
    for sentence in sentences:
        for token in tokens[sentence.start : sentence.end]:
            changed |= _noun_as_verb(tokens, token)
            changed |= _listed(tokens, token)
            changed |= _found_on(token)
            changed |= _bare_verb(sentence, token)
            changed |= _two_subjects(tokens, token)
            changed |= _beside(tokens, sentence, token)
            changed |= _joined(tokens, token)
            changed |= _outside(token)
            changed |= _title(tokens, token)
            changed |= _bare_source(tokens, sentence, token)
            changed |= untense(tokens, sentence, token)
            changed |= named_like_adverb(token)
            changed |= inverted(tokens, sentence, token)
            changed |= named_noun(tokens, token)
            changed |= bare_subject(token)
            changed |= named_reporter(tokens, sentence, token)
            changed |= accused_by(token)
            changed |= belittled(tokens, token)
            changed |= object_as_subject(tokens, token)
            changed |= parenthesis(tokens, sentence, token)
            changed |= titled(tokens, token)
            changed |= said_on(tokens, token)
            changed |= said_in(tokens, token)
            if (
                token.lemma in STRONG_VERBS
                and token.tag in _FINITE
                and token.dep not in {"relcl", "aux"}
            ):
                changed |= source_behind(tokens, sentence, token)
    if changed:
        bound(tokens)


def _noun_as_verb(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Hale doubts that": a verb that was tagged as a noun."""
    if token.tag != "NNS" or token.lower[:-1] not in VERB_CLASSES or not token.i:
        return False
    following = tokens[token.i + 1 : token.i + 3]
    clause = next((t.lower for t in following if t.text[0].isalpha()), "") in {"that", "whether"}
    quoted = len(following) == _PAIR and following[0].text == "," and following[1].quote == "open"
    if not (clause or quoted):
        return False
    before = tokens[token.i - 1]
    named = before.tag in NOUNS or (before.tag == "JJ" and before.text[0].isupper())
    own = token.child("nsubj") or (before if named else None)
    if own is None or any(c.dep in {"det", "amod"} for c in token.children if c is not own):
        return False
    if own.tag == "JJ":
        own.tag, own.pos = "NNP", "PROPN"
    token.tag, token.pos, token.lemma = "VBZ", "VERB", token.lower[:-1]
    for child in list(token.children):
        if child is not own and child.dep == "compound" and child.i < own.i:
            attach(child, own, "compound")
    if own.head is token:
        own.dep = "nsubj"
    else:
        attach(own, token, "nsubj")
    return True


def _listed(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Ukraine, the US and South Korea accuse": a list that was read as an apposition."""
    if token.dep != "appos" or token.head.dep not in {"nsubj", "nsubjpass"}:
        return False
    last = token.child("conj")
    if last is None or token.child("cc") is None or last.right >= len(tokens):
        return False
    if tokens[last.right].text == "," or tokens[last.right].pos not in {"VERB", "AUX", "ADV"}:
        return False
    token.dep = "conj"
    return True


def _two_subjects(tokens: Sequence[Token], verb: Token) -> bool:
    """As in "Ukraine, the US and South Korea accuse": a list with both ends as subjects."""
    subjects = [child for child in verb.children if child.dep == "nsubj" and child.i < verb.i]
    if len(subjects) != _PAIR:
        return False
    first, last = subjects
    joined = any(token.dep == "cc" for token in tokens[first.i : last.i])
    if not joined or tokens[first.right - 1].text != "," or last.i + 1 < verb.left:
        return False
    for child in list(last.children):
        if child.dep == "compound" and child.child("cc") is not None:
            attach(child, first, "conj")
    return attach(last, first, "conj")


def _beside(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """As in "He rejected the notion that P, saying": the participle is the main verb's."""
    if token.tag != "VBG" or token.lemma not in VERB_CLASSES or token.i == sentence.start:
        return False
    if tokens[token.i - 1].text not in {",", *_DASHES} or token.dep == "advcl":
        return False
    root = token
    for above in token.ancestors():
        root = above
    return root.pos in {"VERB", "AUX"} and attach(token, root, "advcl")


def _outside(verb: Token) -> bool:
    """As in '"Whoever won, it was close," said Lind': a subject inside the quotation."""
    subjects = [child for child in verb.children if child.dep in SUBJECTS]
    if verb.quoted or len(subjects) != _PAIR or not subjects[0].quoted or subjects[1].quoted:
        return False
    subjects[0].dep = "dep"
    return True


def _joined(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Lind said the plan has failed, and urged": the second verb is the speaker's too."""
    if token.dep != "conj" or token.tag not in {"VBD", "VBZ", "VBG"} or token.i < _PAIR:
        return False
    if token.lemma not in _TOGETHER or token.child(*SUBJECTS) is not None:
        return False
    first = token.head
    while first.dep == "conj" and first.head is not first:
        first = first.head
    above = first.head
    if first.dep != "ccomp" or above.lemma not in VERB_CLASSES or above.tag != token.tag:
        return False
    cc = token.i - 1
    while cc > first.i and tokens[cc].tag == "RB":
        cc -= 1
    if tokens[cc].dep != "cc":
        return False
    parted = tokens[cc - 1].text == "," or tokens[cc - 1].text in _DASHES | {"-"}
    # Nobody denies that he said something: "denied that he left and said P".
    parted |= token.lemma in STRONG_VERBS and "denying" in VERB_CLASSES[above.lemma]
    return (parted or first.tag != token.tag) and attach(token, above, "conj")


def _title(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Sgt. Ana Brandt": a title with a stop that was read as the end of a sentence."""
    if token.lower not in _TITLES or token.text[-1] != "." or token.i + 1 >= len(tokens):
        return False
    name = tokens[token.i + 1]
    if name.tag not in {"NNP", "NNPS"} or name.head is token.head or token.dep == "compound":
        return False
    while name.head is not name and name.head.tag in {"NNP", "NNPS"} and name.head.i > name.i:
        name = name.head
    head, dep = token.head, token.dep
    if head is token or not attach(name, head, dep):
        return False
    return attach(token, name, "compound")


def _bare_verb(sentence: Range, token: Token) -> bool:
    """As in "Trump in recent days has said": a name that was read as a verb and so a subject."""
    if token.dep != "csubj" or token.tag not in {"VB", "VBP"} or token.i != sentence.start:
        return False
    if any(child.dep != "prep" for child in token.children):
        return False
    token.tag, token.pos, token.dep = "NNP", "PROPN", "nsubj"
    return True


def _found_on(token: Token) -> bool:
    """As in "Memos found on soldiers indicate": a participle that was read as the subject."""
    own = token.child("nsubj")
    if token.dep != "csubj" or token.tag != "VBN" or own is None or own.i > token.i:
        return False
    verb = token.head
    token.dep = "acl"
    moved = [child for child in token.children if child.i < own.i]
    if not attach(own, verb, "nsubj") or not attach(token, own, "acl"):
        return False
    for child in moved:
        attach(child, verb, child.dep)
    return True


def _bare_source(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """As in "According to Hale the house was": the name alone is the source."""
    start = token.i + 2
    if token.lower != "according" or token.i != sentence.start:
        return False
    end = start
    while end < sentence.end and tokens[end].text[0].isupper():
        end += 1
    if start >= end or end >= sentence.end or tokens[end].tag not in {"DT", "PRP", "PRP$", "CD"}:
        return False
    to, name = tokens[start - 1], tokens[end - 1]
    name.tag, name.pos = "NNP", "PROPN"
    for child in list(to.children):
        if child.dep == "pobj" and child is not name:
            child.dep = "dep"
    if not attach(name, to, "pobj"):
        return False
    for part in tokens[start : end - 1]:
        attach(part, name, "compound")
    return True
