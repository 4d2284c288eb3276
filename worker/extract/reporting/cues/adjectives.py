"""Adjectives that report with a clause: "is convinced that P", "made it clear that P"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import limit
from worker.extract.reporting.content.position import STOPS, trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.phrases import (
    SUBJECTS,
    is_negated,
    joint,
    mention,
    subject,
    tags_of,
    verb_group,
)
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance

SURE: Final = words("other_cues", "adjectives", "asserted")
OPEN: Final = words("other_cues", "adjectives", "open")
_AWAY: Final = 12
"""Tokens from "made it clear" to its "that"."""


def made_clear(parsed: Parsed, sentence: Range, clear: Token) -> Frame | None:
    """As in "made clear that P", "has made it clear that P"."""
    tokens = parsed.tokens
    i = clear.i - 1
    while i > sentence.start and (tokens[i].lower == "it" or tokens[i].tag == "RB"):
        i -= 1
    verb = tokens[i]
    own = subject(verb) if verb.lemma == "make" else None
    start = clear.i + 1
    if own is None or start >= sentence.end or is_negated(verb):
        rejected(clear, "nobody is named who makes it clear")
        return None
    if tokens[start].tag in {"IN", "TO"} and tokens[start].lower != "that":
        # "made it clear to the council that P"
        end = min(start + _AWAY, sentence.end)
        start = next((t.i for t in tokens[start:end] if t.lower == "that"), sentence.end - 1)
    content = without_mark(parsed, Range(start, limit(parsed, sentence, verb, start)))
    clause = any(t.dep in SUBJECTS for t in tokens[start : sentence.end])
    if content is None or not clause or tokens[start].text in STOPS:
        rejected(clear, "no clause behind it that is made clear")
        return None
    cue = Range(verb_group(verb).start, clear.i + 1)
    past = "VBD" in tags_of(parsed, cue)
    return Frame(
        stance="saying",
        anchor=clear.i,
        cue=cue,
        sources=joint(own),
        content=(content,),
        attribution=(cue, mention(own)),
        is_past=past,
    )


def adjective_of_view(parsed: Parsed, sentence: Range, adjective: Token) -> Frame | None:
    """As in "is convinced that P", "is not sure that P": a source that has a view."""
    verb = adjective if adjective.child("auxpass") is not None else adjective.head
    clause = adjective.child("ccomp") or (
        verb.child("ccomp") if verb.pos in {"VERB", "AUX"} else None
    )
    own = verb.child(*SUBJECTS)
    if own is None:
        own = next((s for c in verb.children if (s := c.child(*SUBJECTS)) is not None), None)
    if (
        own is None
        or own.dep == "expl"
        or own.lower in {"it", "this", "that", "i", "we"}
        or adjective.i < max(own.i, verb.i)
    ):
        rejected(adjective, "nobody is named who is so")
        return None
    negated = is_negated(verb)
    cue = Range(verb_group(verb).start, adjective.i + 1)
    if clause is None or clause.i <= adjective.i:
        if not (negated and adjective.lower in {"convinced", "sure", "certain"}):
            rejected(adjective, "no clause behind it")
            return None
        found = trimmed(
            parsed, Range(max(own.left, sentence.start), max(verb.right, adjective.i + 1))
        )
        return (
            None
            if found is None
            else Frame(
                stance="doubting",
                anchor=adjective.i,
                cue=cue,
                sources=joint(own),
                content=(found,),
            )
        )
    content = without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))
    if content is None:
        return None
    stance: Stance = "doubting" if negated or adjective.lower in OPEN else "believing"
    past = "VBD" in tags_of(parsed, Range(cue.start, adjective.i))
    return Frame(
        stance=stance,
        anchor=adjective.i,
        cue=cue,
        sources=joint(own),
        content=(content,),
        attribution=(cue, mention(own)),
        is_past=past,
    )
