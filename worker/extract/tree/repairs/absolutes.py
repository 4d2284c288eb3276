"""Repairs of an absolute phrase that reports: ", with officials saying the roof was wet"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import FINITE, NOUNS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.tree.repairs.subjects import noun_phrase
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_REPORTING: Final = frozenset(VERB_CLASSES) | words("other_cues", "citing", "verbs")
_DOCUMENTS: Final = words("people", "documents")
_SOURCE_TAGS: Final = NOUNS | {"DT", "JJ", "CD", "PRP$", "POS", "IN", "CC", "HYPH"}
_LONGEST: Final = 12
"""Tokens of a source between "with" and its participle: with more, another clause is between."""


@as_in(
    "The road flooded, with Mayor Petra Lund claiming the roof is safe.",
    no=("The road flooded, with Mayor Petra Lund leaving the town.",),
)
def attach_source_to_participle(tokens: Sequence[Token], sentence: Range, with_: Token) -> bool:
    """Make the noun after ", with" the subject of the reporting participle after it."""
    if with_.lower != "with" or with_.i == sentence.start or tokens[with_.i - 1].text != ",":
        return False
    verb = _participle(tokens, sentence, with_)
    core = noun_phrase(tokens[with_.i + 1 : verb.i]) if verb is not None else ()
    if verb is None or not core or core[-1].tag not in NOUNS:
        return False
    source = core[-1]
    if source.lemma in _DOCUMENTS:
        return False
    if verb.head is not with_:
        if any(above is verb for above in with_.ancestors()):
            return False
        attach(verb, with_, "pcomp")
    verb.dep = "pcomp"
    attach(source, verb, "nsubj")
    for token in tokens[with_.i + 1 : source.i]:
        if token.head is not source and token.head.i not in range(with_.i + 1, source.i):
            attach(token, source, "compound" if token.tag in NOUNS else token.dep)
    _join_clause(tokens, sentence, verb)
    return True


def _participle(tokens: Sequence[Token], sentence: Range, with_: Token) -> Token | None:
    """Return the reporting participle after the noun phrase that follows "with"."""
    for token in tokens[with_.i + 2 : min(with_.i + _LONGEST, sentence.end)]:
        if token.tag == "VBG":
            return token if token.lemma in _REPORTING else None
        if token.tag not in _SOURCE_TAGS:
            return None
    return None


@as_in("Shops closed early, with three residents warning more rain is on the way.")
def _join_clause(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Make the object of a participle the subject of the finite verb right after it."""
    target = verb.child("dobj")
    if target is None or target.i < verb.i or target.right >= sentence.end:
        return False
    following = tokens[target.right]
    clause = following.head if following.dep in {"aux", "auxpass"} else following
    if following.tag not in FINITE or clause.i < target.i or clause.child("nsubj") is not None:
        return False
    return attach(clause, verb, "ccomp") and attach(target, clause, "nsubj")
