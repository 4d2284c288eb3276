"""Repairs of an attribution between commas, in the middle of the clause that it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import FINITE, NOUNS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import VERB_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_NAMING: Final = NOUNS | {"DT", "JJ", "CD", "PRP$", "POS", "HYPH", "IN"}
"""Tags of the words of a source, in addition to its nouns."""

_LONGEST: Final = 9
"""Tokens of the source before its verb, and from the verb to the comma after it.

With more between the commas, that is more often a clause or a list than an attribution.
"""


@as_in(
    "The bridge, engineers warned last year, could fall.",
    "The owners, Notiver reported, question whether the radar worked.",
    no=("The bridge, which engineers repaired last year, could fall.",),
)
def separate_parenthesis(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Attach the topic before an attribution to the verb after it, and the source to its verb.

    "The bridge, engineers warned last year, could fall": the bridge could, engineers warned.
    """
    if verb.tag not in {"VBD", "VBZ"} or verb.lemma not in VERB_CLASSES or verb.quoted:
        return False
    close = _closing_comma(tokens, sentence, verb)
    end = _end_of_source(tokens, sentence, verb)
    start = _start_of_source(tokens, sentence, end)
    if start is None or close is None:
        return False
    before, source = tokens[sentence.start : start - 1], _head_of_source(tokens, start, end)
    topic = _head_noun(before)
    first = tokens[close + 1]
    main = first.head if first.dep in {"aux", "auxpass"} else first
    if topic is None or main.i <= close or main.i >= sentence.end:
        return False
    if source.tag not in NOUNS | {"CD"} or any(t.pos in {"VERB", "AUX"} for t in before):
        return False
    _make_main(main, verb)
    moved = attach(topic, main, "nsubj")
    return attach(source, verb, "nsubj") or moved


def _head_of_source(tokens: Sequence[Token], start: int, end: int) -> Token:
    """Return the head of a noun phrase: "Ministry" of "the Ministry of Health"."""
    token = tokens[end - 1]
    while start <= token.head.i < end and token.head is not token:
        token = token.head
    return token


def _end_of_source(tokens: Sequence[Token], sentence: Range, verb: Token) -> int:
    """Return where the source ends: at the verb, or before an apposition between commas."""
    if verb.i - 1 <= sentence.start or tokens[verb.i - 1].text != ",":
        return verb.i
    start = _start_of_source(tokens, sentence, verb.i - 1)
    return start - 1 if start is not None else verb.i


def _start_of_source(tokens: Sequence[Token], sentence: Range, end: int) -> int | None:
    """Return where the noun phrase between a comma and `end` begins; None if there is none."""
    i = end
    while i > sentence.start and end - i < _LONGEST and tokens[i - 1].tag in _NAMING:
        i -= 1
    parted = i - 1 > sentence.start and tokens[i - 1].text == ","
    return i if parted and i < end and tokens[i].tag != "IN" else None


def _closing_comma(tokens: Sequence[Token], sentence: Range, verb: Token) -> int | None:
    """Return the comma after the verb and its adverbials, where a finite verb follows it."""
    for i in range(verb.i + 1, min(verb.i + _LONGEST, sentence.end - 1)):
        if tokens[i].text == ",":
            return i if tokens[i + 1].tag in FINITE else None
        if tokens[i].pos in {"VERB", "AUX"} or tokens[i].quote or tokens[i].text in {":", ";"}:
            return None
    return None


def _head_noun(phrase: Sequence[Token]) -> Token | None:
    """Return the head of a phrase: its first noun that depends on no word in it."""
    inside = {token.i for token in phrase}
    if any(token.text in {",", ";", ":"} for token in phrase):
        return None
    heads = (t for t in phrase if t.tag in NOUNS and t.head.i not in inside)
    return next(heads, None)


def _make_main(main: Token, verb: Token) -> None:
    """Make `main` the verb of the sentence, with the attribution as its parataxis."""
    if main is not verb and any(above is verb for above in main.ancestors()):
        main.head.children.remove(main)
        main.head, main.dep = main, "ROOT"
    attach(verb, main, "parataxis")
