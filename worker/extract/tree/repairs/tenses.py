"""Mends of verbs: a past tense that was read as a participle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import VERB_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_PAIR: Final = 2
_BETWEEN: Final = frozenset({"appos", "punct", "advmod", "relcl"})


def untense(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Whether a participle without an auxiliary became the past tense that it is."""
    if token.tag != "VBN" or token.child("aux", "auxpass") is not None:
        return False
    if token.lemma in VERB_CLASSES and token.child("nsubj") is not None:
        token.tag = "VBD"
        return False
    return _behind_quotation(tokens, token) or _without_verb(tokens, sentence, token)


def _behind_quotation(tokens: Sequence[Token], token: Token) -> bool:
    """As in '"...," Lind tweeted'."""
    if token.i < _PAIR:
        return False
    own = tokens[token.i - 1]
    start = own.i
    while start and tokens[start - 1].tag in {"NNP", "NNPS"}:
        start -= 1
    if own.tag not in {"NNP", "NNPS", "PRP"} or not start or tokens[start - 1].quote != "close":
        return False
    token.tag = "VBD"
    if not attach(own, token, "nsubj"):
        return False
    for name in tokens[start : own.i]:
        attach(name, own, "compound")
    return True


def _without_verb(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """As in 'Lind, an ally, called the vote "wrong"': it is the only verb its subject has."""
    own = token.head
    if token.dep != "acl" or own.head is not own or token.lemma not in VERB_CLASSES:
        return False
    beside = (child for child in own.children if own.i < child.i < token.i)
    if own.i > token.i or any(child.dep not in _BETWEEN for child in beside):
        return False
    taken = token.child("dobj", "ccomp", "oprd")
    if taken is None or token.child("agent") is not None:
        return False
    marked = taken.i + 1 < sentence.end and tokens[taken.i + 1].quote == "open"
    if taken.dep == "oprd" and not marked:
        return False
    token.tag, token.pos = "VBD", "VERB"
    token.head, token.dep = token, "ROOT"
    for child in [child for child in own.children if child.i > token.i]:
        child.head = token
    own.children = [child for child in own.children if child.i < token.i]
    return attach(own, token, "nsubj")
