"""Repairs of what the parser is known to break in news, made on the tree before it is read.

The parser fails most at "..., a lawmaker said": it makes the source a part of the content, or the
subject of the content the source. Commas, quotation marks and the word lists show what is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import NOUNS, SUBJECTS
from worker.extract.tree.repairs.absolutes import attach_source_to_participle
from worker.extract.tree.repairs.adverbials import (
    attach_clause_to_report,
    attach_day_to_report,
    attach_quoted_title,
)
from worker.extract.tree.repairs.attachments import attach, update_bounds
from worker.extract.tree.repairs.brackets import keep_brackets_closed
from worker.extract.tree.repairs.nouns import (
    attach_deed_to_accusation,
    attach_name_to_noun,
    conjoin_after_apposition,
    raise_object_to_subject,
    retag_initials,
    retag_noun_in_attribution,
    retag_verb_as_object,
    retag_verb_as_title,
    split_compound_subject,
)
from worker.extract.tree.repairs.parentheses import separate_parenthesis
from worker.extract.tree.repairs.subjects import (
    attach_inverted_subject,
    attach_preceding_subject,
    retag_adverb_as_subject,
)
from worker.extract.tree.repairs.tenses import (
    retag_infinitive_as_present,
    retag_participle_as_past,
)
from worker.extract.tree.repairs.trailing import (
    attach_pronoun_to_reported_clause,
    retag_content_noun,
    retag_final_report,
)
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.extract.records import Range, Token

    Repair = Callable[[Sequence[Token], Range, Token], bool]

_TITLES: Final = words("people", "titles")
_DASHES: Final = frozenset({"—", "–", "--"})
_CLASSES_ADDED: Final = frozenset({"accusing", "calling", "ordering", "denying", "doubting"})
_ADDED: Final = (
    STRONG_VERBS - words("tree", "coordination", "told_of_oneself")
    | {verb for verb, classes in VERB_CLASSES.items() if _CLASSES_ADDED & set(classes)}
    | words("tree", "coordination", "also_added")
)
"""Verbs that a speaker adds with "and": "said that P, and urged"."""

_PAIR: Final = 2
"""Two tokens: two subjects of one verb, or a comma and a mark."""


def repair(tokens: Sequence[Token], sentences: Sequence[Range]) -> None:
    """Repair the tree of one paragraph in place."""
    changed = False
    for sentence in sentences:
        for token in tokens[sentence.start : sentence.end]:
            for apply in REPAIRS:
                changed |= apply(tokens, sentence, token)
    if changed:
        update_bounds(tokens)


@as_in(
    "Headmistress Odile Lind suspects that rivals missed tests.",
    'The Farm Ministry states, "Rain closed the road."',
    no=("His doubts that the bridge was safe grew.",),
)
def _retag_noun_before_clause(tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Retag a plural noun as the reporting verb that it is, where its clause follows.

    The clause begins with "that" or "whether", or is a quotation after a comma.
    """
    if token.tag != "NNS" or token.lower[:-1] not in VERB_CLASSES or not token.i:
        return False
    following = tokens[token.i + 1 : token.i + 1 + _PAIR]
    clause = next((t.lower for t in following if t.text[0].isalpha()), "") in {"that", "whether"}
    quoted = len(following) == _PAIR and following[0].text == "," and following[1].quote == "open"
    if not (clause or quoted):
        return False
    before = tokens[token.i - 1]
    named = before.tag in NOUNS or (before.tag == "JJ" and before.text[0].isupper())
    subject = token.child("nsubj") or (before if named else None)
    if subject is None or any(
        c.dep in {"det", "amod"} for c in token.children if c is not subject
    ):
        return False
    if subject.tag == "JJ":
        subject.tag, subject.pos = "NNP", "PROPN"
    token.tag, token.pos, token.lemma = "VBZ", "VERB", token.lower[:-1]
    for child in list(token.children):
        if child is not subject and child.dep == "compound" and child.i < subject.i:
            attach(child, subject, "compound")
    if subject.head is token:
        subject.dep = "nsubj"
    else:
        attach(subject, token, "nsubj")
    return True


@as_in(
    "Norway, the US and South Korea accuse the firm of fraud.",
    no=("Ana Lind, the mayor and head of the board, said the bridge was safe.",),
)
def _conjoin_apposition(tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Make an apposition a conjunct where it begins a list that ends before the verb."""
    if token.dep != "appos" or token.head.dep not in {"nsubj", "nsubjpass"}:
        return False
    last = token.child("conj")
    if last is None or token.child("cc") is None or last.right >= len(tokens):
        return False
    if tokens[last.right].text == "," or tokens[last.right].pos not in {"VERB", "AUX", "ADV"}:
        return False
    token.dep = "conj"
    return True


@as_in(
    "Brandt, 41, of Marek, and Ana Lind, 52, of Halstead, each pleaded guilty.",
    no=("Yesterday Ana Lind said the bridge was safe.",),
)
def _conjoin_subjects(tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Make the second of two subjects a conjunct of the first, in a list with an "and"."""
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


@as_in(
    "He rejected the notion that the bridge fell, arguing that it was safe.",
    no=("He rejected the notion that the bridge fell.",),
)
def _attach_participle_to_root(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Attach a reporting participle after a comma or dash to the main verb of the sentence."""
    if token.tag != "VBG" or token.lemma not in VERB_CLASSES or token.i == sentence.start:
        return False
    if tokens[token.i - 1].text not in {",", *_DASHES} or token.dep == "advcl":
        return False
    root = token
    for above in token.ancestors():
        root = above
    return root.pos in {"VERB", "AUX"} and attach(token, root, "advcl")


@as_in(
    '"Or Oslo," Ana Lind said.',
    no=('"The bridge is safe," Lind said.',),
)
def _detach_quoted_subject(_tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Relabel the first of two subjects, where it is in the quotation and the other is not."""
    subjects = [child for child in verb.children if child.dep in SUBJECTS]
    if verb.quoted or len(subjects) != _PAIR or not subjects[0].quoted or subjects[1].quoted:
        return False
    subjects[0].dep = "dep"
    return True


@as_in(
    "Ana Lind said the plan has failed, and thanked the council for its help.",
    "The mayor denied that he left and said it was a loan.",
    no=("Ana Lind said the plan has failed and nobody was hurt.",),
)
def _raise_added_verb(tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Make a verb in the content a conjunct of the reporting verb: its subject is the speaker.

    A comma or a dash parts it from the content, or its tense differs from that of the content.
    """
    if token.dep != "conj" or token.tag not in {"VBD", "VBZ", "VBG"} or token.i < _PAIR:
        return False
    if token.lemma not in _ADDED or token.child(*SUBJECTS) is not None:
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
    # Nobody denies having said something: "denied that he left and said P".
    parted |= token.lemma in STRONG_VERBS and "denying" in VERB_CLASSES[above.lemma]
    return (parted or first.tag != token.tag) and attach(token, above, "conj")


@as_in(
    "Police said Capt. Odile Marek was hurt.",
    no=("Police said Odile Marek was hurt.",),
)
def _attach_title_to_name(tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Attach an abbreviated title to the name after it, which takes the title's place."""
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


@as_in(
    "Thump in recent days has said that the bridge is safe.",
    no=("Repairing the bridge was expensive.",),
)
def _retag_verb_as_subject(_tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Retag a verb at the start of a sentence as a name, where only prepositions depend on it."""
    if token.dep != "csubj" or token.tag not in {"VB", "VBP"} or token.i != sentence.start:
        return False
    if any(child.dep != "prep" for child in token.children):
        return False
    token.tag, token.pos, token.dep = "NNP", "PROPN", "nsubj"
    return True


@as_in(
    '"Notably, memos found on dead soldiers indicate that the army pressured them," he said.',
    no=("Repairing the bridge was expensive.",),
)
def _attach_participle_to_subject(
    _tokens: Sequence[Token], _sentence: Range, token: Token
) -> bool:
    """Attach a participle that was read as a clausal subject to the noun before it."""
    noun = token.child("nsubj")
    if token.dep != "csubj" or token.tag != "VBN" or noun is None or noun.i > token.i:
        return False
    verb = token.head
    token.dep = "acl"
    moved = [child for child in token.children if child.i < noun.i]
    if not attach(noun, verb, "nsubj") or not attach(token, noun, "acl"):
        return False
    for child in moved:
        attach(child, verb, child.dep)
    return True


@as_in(
    "According to Hale the house was sold.",
    no=("According to the mayor, the house was sold.",),
)
def _attach_source_to_according(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Make a name the object of "according to", without the noun phrase right after it."""
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


REPAIRS: Final[tuple[Repair, ...]] = (
    retag_initials,
    _retag_noun_before_clause,
    _conjoin_apposition,
    _attach_participle_to_subject,
    _retag_verb_as_subject,
    _conjoin_subjects,
    _attach_participle_to_root,
    _raise_added_verb,
    _detach_quoted_subject,
    _attach_title_to_name,
    _attach_source_to_according,
    retag_participle_as_past,
    retag_infinitive_as_present,
    retag_final_report,
    retag_content_noun,
    attach_pronoun_to_reported_clause,
    attach_source_to_participle,
    retag_adverb_as_subject,
    attach_inverted_subject,
    attach_name_to_noun,
    conjoin_after_apposition,
    split_compound_subject,
    retag_noun_in_attribution,
    attach_deed_to_accusation,
    retag_verb_as_object,
    retag_verb_as_title,
    raise_object_to_subject,
    separate_parenthesis,
    attach_quoted_title,
    attach_day_to_report,
    attach_clause_to_report,
    attach_preceding_subject,
    keep_brackets_closed,
)
"""The repairs that are tried on each word, in this order: each reads what the ones before made.

Each takes the tokens of the paragraph, the sentence and the word, and returns whether it changed
a relation. Where it changed only a tag, it may return False.
"""
