"""Mends of what stands between a reporting verb and its clause: when, and in what, it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import RELATIVES
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token

_OCCASIONS: Final = words("people", "documents") | {"interview", "speech", "conference", "call"}
_WHOLE: Final = ("dobj", "attr", "acomp", "ccomp", "xcomp", "auxpass")
"""What a clause has that leaves no gap for the noun before it."""


def said_on(tokens: Sequence[Token], verb: Token) -> bool:
    """As in "said on Monday he would go": the day is that of the saying."""
    if verb.i + 1 >= len(tokens) or verb.lemma not in STRONG_VERBS:
        return False
    on = tokens[verb.i + 1]
    day = on.child("pobj")
    clause = on.head
    if on.lower != "on" or day is None or day.entity != "DATE" or clause.head is not verb:
        return False
    comma = on.right < len(tokens) and tokens[on.right].text == ","
    return clause.dep == "ccomp" and not comma and attach(on, verb, "prep")


def said_in(tokens: Sequence[Token], noun: Token) -> bool:
    """As in "said in a statement troops had left": a clause that was read as telling of it."""
    prep = noun.head
    verb = prep.head
    clause = noun.child("relcl", "acl")
    if clause is None or noun.lemma not in _OCCASIONS or verb.lemma not in VERB_CLASSES:
        return False
    if noun.dep != "pobj" or prep.i < verb.i or verb.child("ccomp") is not None:
        return False
    own = clause.child("nsubj", "nsubjpass")
    if own is not None and tokens[clause.left].dep == "mark" and tokens[clause.left].tag == "IN":
        return attach(clause, verb, "ccomp")
    if own is None or clause.dep == "acl" or verb.lemma not in STRONG_VERBS:
        return False
    if clause.child(*_WHOLE) is None or tokens[clause.left].lower in RELATIVES:
        return False
    return tokens[clause.left].tag != "WRB" and attach(clause, verb, "ccomp")


def titled(tokens: Sequence[Token], verb: Token) -> bool:
    """As in "said on the channel's 'Face the Day' that": a title that was read as what is said."""
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
