"""Mends of an attribution between commas within the clause that it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import FINITE, NOUNS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import VERB_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_NAMING: Final = NOUNS | {"DT", "JJ", "CD", "PRP$", "POS", "HYPH", "IN"}
_LONGEST: Final = 9
"""Tokens of a source before its verb, and of what stands behind the verb before the comma."""


def parenthesis(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """As in "The bridge, engineers warned last year, could fall": "bridge" could, they warned."""
    if verb.tag not in {"VBD", "VBZ"} or verb.lemma not in VERB_CLASSES or verb.quoted:
        return False
    close = _closing(tokens, sentence, verb)
    end = _before_apposition(tokens, sentence, verb)
    start = _opening(tokens, sentence, end)
    if start is None or close is None:
        return False
    before, source = tokens[sentence.start : start - 1], _source(tokens, start, end)
    topic = _head_noun(before)
    first = tokens[close + 1]
    main = first.head if first.dep in {"aux", "auxpass"} else first
    if topic is None or main.i <= close or main.i >= sentence.end:
        return False
    if source.tag not in NOUNS | {"CD"} or any(t.pos in {"VERB", "AUX"} for t in before):
        return False
    _raise(main, verb)
    moved = attach(topic, main, "nsubj")
    return attach(source, verb, "nsubj") or moved


def _source(tokens: Sequence[Token], start: int, end: int) -> Token:
    """The head of the phrase from `start` to `end`: "Ministry" of "the Ministry of Health"."""
    token = tokens[end - 1]
    while start <= token.head.i < end and token.head is not token:
        token = token.head
    return token


def _before_apposition(tokens: Sequence[Token], sentence: Range, verb: Token) -> int:
    """Where the name ends: at the verb, or at the comma before "an ally, suggested"."""
    if verb.i - 1 <= sentence.start or tokens[verb.i - 1].text != ",":
        return verb.i
    start = _opening(tokens, sentence, verb.i - 1)
    return start - 1 if start is not None else verb.i


def _opening(tokens: Sequence[Token], sentence: Range, end: int) -> int | None:
    """Where the phrase between a comma and `end` begins."""
    i = end
    while i > sentence.start and end - i < _LONGEST and tokens[i - 1].tag in _NAMING:
        i -= 1
    parted = i - 1 > sentence.start and tokens[i - 1].text == ","
    return i if parted and i < end and tokens[i].tag != "IN" else None


def _closing(tokens: Sequence[Token], sentence: Range, verb: Token) -> int | None:
    """The comma behind the verb and its adverbials, where a finite verb follows it."""
    for i in range(verb.i + 1, min(verb.i + _LONGEST, sentence.end - 1)):
        if tokens[i].text == ",":
            return i if tokens[i + 1].tag in FINITE else None
        if tokens[i].pos in {"VERB", "AUX"} or tokens[i].quote or tokens[i].text in {":", ";"}:
            return None
    return None


def _head_noun(phrase: Sequence[Token]) -> Token | None:
    """The noun that a phrase is about: the first that hangs on nothing in it."""
    inside = {token.i for token in phrase}
    if any(token.text in {",", ";", ":"} for token in phrase):
        return None
    heads = (t for t in phrase if t.tag in NOUNS and t.head.i not in inside)
    return next(heads, None)


def _raise(main: Token, verb: Token) -> None:
    """Makes the attribution a part beside `main`, which becomes the verb of the sentence."""
    if main is not verb and any(above is verb for above in main.ancestors()):
        main.head.children.remove(main)
        main.head, main.dep = main, "ROOT"
    attach(verb, main, "parataxis")
