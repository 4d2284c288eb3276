"""Outlets that quote somebody as saying something: "the Herald quoted Lund as saying that P"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.clauses import stance_of
from worker.extract.reporting.content.position import content_after
from worker.extract.reporting.content.preceding import content_before
from worker.extract.tree.phrases import NOUNS, SUBJECTS, conjuncts, mention, verb_group
from worker.extract.words import STRONG_VERBS, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_CITING: Final = words("other_cues", "citing", "verbs")
_PASSIVE: Final = frozenset({"auxpass"})
_FARTHEST: Final = 12
"""Tokens from "quoted" to its "as saying": the words that name who is quoted are between them."""


class Quoting(NamedTuple):
    """A verb of quoting with who is quoted; the outlet that quotes, where it is named."""

    verb: Token
    source: Token
    outlet: Token | None


@as_in(
    '"The bridge is unsafe," the Herald quoted Ana Brandt as saying.',
    "The Herald quoted Ana Brandt as saying that the bridge was unsafe.",
    '"The bridge is unsafe," Ana Brandt was quoted as saying by the Herald.',
    no=("Ana Brandt quoted the mayor, saying that the bridge was unsafe.",),
)
def quoted_as_saying(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of "quoted X as saying P": X says it, and an outlet passes it on."""
    quoting = quoting_of(parsed, verb)
    if quoting is None or verb.i >= sentence.end:
        return None
    named = [quoting.source, *([quoting.outlet] if quoting.outlet is not None else [])]
    start = min(verb_group(quoting.verb).start, *(mention(one).start for one in named))
    content = content_before(parsed, sentence, start) or content_after(parsed, sentence, verb)
    if content is None:
        return None
    end = max(verb.i + 1, *(mention(one).end for one in named))
    closed = Range(start, end if content.start < start else verb.i + 1)
    return Frame(
        stance=stance_of(verb),
        anchor=verb.i,
        cue=Range(verb.i, verb.i + 1),
        sources=conjuncts(quoting.source),
        content=(content,),
        attribution=(closed,),
        is_past=quoting.verb.tag in {"VBD", "VBN"},
    )


def is_quoting(parsed: Parsed, verb: Token) -> bool:
    """Return whether a verb of quoting has an "as saying" after it, which is the cue then."""
    if verb.lemma not in _CITING:
        return False
    following = parsed.tokens[verb.i + 1 : verb.i + 1 + _FARTHEST]
    found = (quoting_of(parsed, token) for token in following if token.tag == "VBG")
    return any(quoting is not None and quoting.verb is verb for quoting in found)


def quoting_of(parsed: Parsed, verb: Token) -> Quoting | None:
    """Return the quoting that a verb of saying belongs to: "quoted X as saying"."""
    tokens = parsed.tokens
    said = verb.tag == "VBG" and verb.lemma in STRONG_VERBS
    if not said or verb.i == 0 or tokens[verb.i - 1].lower != "as":
        return None
    before = tokens[max(0, verb.i - _FARTHEST) : verb.i - 1]
    quoting = next((token for token in reversed(before) if token.lemma in _CITING), None)
    if quoting is None:
        return None
    passive = quoting.child(*_PASSIVE) is not None
    subject = quoting.child(*SUBJECTS)
    if passive:
        by = next((c for c in (*quoting.children, *verb.children) if c.lower == "by"), None)
        outlet = by.child("pobj") if by is not None else None
        return Quoting(quoting, subject, outlet) if subject is not None else None
    source = quoting.child("dobj") or _noun(tokens[verb.i - 2])
    return Quoting(quoting, source, subject) if source is not None else None


def _noun(token: Token) -> Token | None:
    """Return a token that is a noun; None if it is another word."""
    return token if token.tag in NOUNS else None
