"""Repairs between a reporting verb and its clause: the day, the occasion or the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import RELATIVES
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_OCCASIONS: Final = words("people", "documents") | words("tree", "occasions")
_COMPLEMENTS: Final = ("dobj", "attr", "acomp", "ccomp", "xcomp", "auxpass")
"""Dependents of a verb that leave no gap for an antecedent: its clause is no relative one."""


@as_in(
    "The mayor said on Monday he would resign.",
    no=("The mayor said he would resign on Monday.",),
)
def attach_day_to_report(tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Attach "on" with a day right after a reporting verb to that verb, not to its clause."""
    if verb.i + 1 >= len(tokens) or verb.lemma not in STRONG_VERBS:
        return False
    on = tokens[verb.i + 1]
    day = on.child("pobj")
    clause = on.head
    if on.lower != "on" or day is None or day.entity != "DATE" or clause.head is not verb:
        return False
    comma = on.right < len(tokens) and tokens[on.right].text == ","
    return clause.dep == "ccomp" and not comma and attach(on, verb, "prep")


@as_in(
    "The army said in a letter the soldiers had left the town.",
    "Ana Lind told the Gazette in a statement that the case was dropped.",
    no=("The army said in a letter that it sent on Monday: no.",),
)
def attach_clause_to_report(tokens: Sequence[Token], _sentence: Range, noun: Token) -> bool:
    """Attach a clause to the reporting verb, where it was read as a modifier of the occasion."""
    prep = noun.head
    verb = prep.head
    clause = noun.child("relcl", "acl")
    if clause is None or noun.lemma not in _OCCASIONS or verb.lemma not in VERB_CLASSES:
        return False
    if noun.dep != "pobj" or prep.i < verb.i or verb.child("ccomp") is not None:
        return False
    subject = clause.child("nsubj", "nsubjpass")
    first = tokens[clause.left]
    if subject is not None and first.dep == "mark" and first.tag == "IN":
        return attach(clause, verb, "ccomp")
    if subject is None or clause.dep == "acl" or verb.lemma not in STRONG_VERBS:
        return False
    if clause.child(*_COMPLEMENTS) is None or first.lower in RELATIVES:
        return False
    return first.tag != "WRB" and attach(clause, verb, "ccomp")


@as_in(
    "The mayor said on the channel's 'Face the Day' that the plan had failed.",
    no=("The mayor said 'Face the day' on Monday.",),
)
def attach_quoted_title(tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Attach a quoted title after a possessive to its owner, not to the reporting verb."""
    title = verb.child("ccomp")
    if title is None or not title.quoted or verb.lemma not in STRONG_VERBS or title.i < verb.i:
        return False
    opening = next((t for t in reversed(tokens[verb.i : title.i]) if t.quote == "open"), None)
    owner = tokens[opening.i - 2] if opening is not None else verb
    if opening is None or tokens[opening.i - 1].tag != "POS" or owner.i <= verb.i:
        return False
    for child in list(title.children):
        if child.quoted != title.quoted and not child.quote:
            attach(child, verb, child.dep)
    return attach(title, owner, "dep")
