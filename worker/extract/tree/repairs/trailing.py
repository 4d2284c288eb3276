"""Repairs of attributions at the end of a sentence (", a poll found") or in a relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import FINITE, NOUNS, RELATIVES
from worker.extract.tree.repairs.attachments import attach
from worker.extract.tree.repairs.subjects import noun_phrase, start_of_source
from worker.extract.words import SAFE_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_DOCUMENTS: Final = words("people", "documents")
_VERB_TAG: Final = {"VBN": "VBD", "NNS": "VBZ", "NN": "VBP", "VB": "VBP"}
"""The tag of a final reporting verb, by the one that the parser gave it."""


@as_in(
    "The bridge was unsafe, a poll found.",
    "The bridge was unsafe, data by the firm show.",
    "“The bridge was unsafe,” Mayor Brandt shares.",
    no=("The mayor watched a film, a comedy show.",),
)
def retag_final_report(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Retag the last word of a sentence as the reporting verb of what is before the comma."""
    last = verb.i + 1 == sentence.end or tokens[verb.i + 1].text == "."
    lemma = _reporting_lemma(verb)
    if not last or lemma is None or verb.quoted:
        return False
    start = start_of_source(tokens, sentence, verb)
    core = noun_phrase(tokens[start : verb.i]) if start is not None else ()
    if start is None or not core:
        return False
    source, content = core[-1], tokens[sentence.start : start - 1]
    quoted = tokens[start - 1].quote == "close" and tokens[start - 2].text == ","
    document = source.lower in _DOCUMENTS or source.lemma in _DOCUMENTS
    if source.tag not in NOUNS or not (quoted or tokens[start - 1].text == ","):
        return False
    if document == quoted and verb.tag != "VBN":
        return False
    if not any(token.tag in FINITE for token in content):
        return False
    _make_report(tokens[sentence.start : verb.i], verb, source)
    verb.tag, verb.pos, verb.lemma = _VERB_TAG[verb.tag], "VERB", lemma
    _join_source(tokens[start : verb.i], verb, source)
    return True


def _join_source(phrase: Sequence[Token], verb: Token, source: Token) -> None:
    """Attach the words of a source that the parser gave to its verb: "data by [the firm] show"."""
    prep = next((token for token in phrase if token.i > source.i and token.dep == "prep"), None)
    inner = phrase[-1] if prep is not None and phrase[-1].head is verb else None
    if prep is not None and inner is not None and inner is not source:
        attach(inner, prep, "pobj")
    for token in phrase:
        if token.head is verb and token is not source:
            noun = inner if inner is not None and prep is not None and token.i > prep.i else source
            attach(token, noun, "compound" if token.tag in NOUNS else token.dep)


def _reporting_lemma(verb: Token) -> str | None:
    """Return the reporting verb of which a word may be a form that the parser misread."""
    if verb.tag not in _VERB_TAG:
        return None
    forms = {"NNS": verb.lower.removesuffix("s"), "VBN": verb.lemma}
    lemma = forms.get(verb.tag, verb.lower)
    return lemma if lemma in VERB_CLASSES.keys() | SAFE_VERBS else None


def _make_report(before: Sequence[Token], verb: Token, source: Token) -> None:
    """Make a verb the root of its sentence, the clause before it its content."""
    root = next((token for token in before if token.head is token), None)
    if root is not None:
        if verb.head is not verb:
            verb.head.children.remove(verb)
        verb.head, verb.dep = verb, "ROOT"
        attach(root, verb, "ccomp")
    attach(source, verb, "nsubj")


@as_in(
    "The bridge cost between two and three million, the ministry said.",
    no=("The bridge cost two million, the ministry said.",),
)
def retag_content_noun(tokens: Sequence[Token], _sentence: Range, noun: Token) -> bool:
    """Retag the noun that was read as the content before an attribution as its verb.

    The parser took "The bridge cost between P" for a noun phrase: its subject is the noun before.
    """
    verb = noun.head
    misread = noun.dep in {"ccomp", "nsubj"} and noun.tag in {"NN", "NNS"}
    if not misread or verb.lemma not in VERB_CLASSES or noun.child("prep", "nsubj") is None:
        return False
    if verb.tag not in FINITE or not noun.i < verb.i or verb.child("nsubj") is None:
        return False
    if not any(t.text == "," for t in tokens[noun.right : verb.i]):
        return False
    before = [child for child in noun.children if child.i < noun.i]
    subject = next((c for c in before if c.dep == "nsubj"), None)
    if subject is None and before and before[-1].tag in NOUNS and before[-1].i + 1 == noun.i:
        subject = before[-1]
    if subject is None or any(token.tag in FINITE for token in tokens[noun.left : noun.right]):
        return False
    noun.tag, noun.pos, noun.dep = "VBD", "VERB", "ccomp"
    for child in before:
        if child is not subject and child.dep in {"det", "amod", "compound", "nummod", "poss"}:
            attach(child, subject, child.dep)
    subject.dep = "nsubj"
    return True


@as_in(
    "The cargo, which Ana Brandt said contained two rifles, was sent from Orlin.",
    no=("The cargo, which contained two rifles, was sent from Orlin.",),
)
def attach_pronoun_to_reported_clause(
    tokens: Sequence[Token], _sentence: Range, verb: Token
) -> bool:
    """Make a relative pronoun the subject of the reported clause, not of the reporting verb."""
    if verb.lemma not in VERB_CLASSES or verb.dep != "relcl":
        return False
    clause = next((c for c in verb.children if c.dep in {"ccomp", "xcomp"} and c.i > verb.i), None)
    source = next((c for c in reversed(verb.children) if c.dep == "nsubj" and c.i < verb.i), None)
    if clause is None or source is None or clause.child("nsubj", "nsubjpass") is not None:
        return False
    pronoun = tokens[verb.left]
    if pronoun.lower not in RELATIVES or pronoun is source or pronoun.head not in (verb, source):
        return False
    clause.dep = "ccomp"
    return attach(pronoun, clause, "nsubj")
