"""Adjectives that report with a clause: "is convinced that P", "made it clear that P"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import STOPS, trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS, conjuncts, mention, subject, tags_of, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance

CLEAR: Final = words("cues", "adjectives", "clear")
SURE: Final = words("other_cues", "adjectives", "asserted")
OPEN: Final = words("other_cues", "adjectives", "open")
_MAKING: Final = words("cues", "adjectives", "making")
_DOUBTING_WHEN_NEGATED: Final = words("cues", "adjectives", "doubting_when_negated")
_NO_SOURCES: Final = frozenset({"it", "this", "that", "i", "we"})
"""Subjects that name no source: a thing, an expletive, or whoever writes or is quoted."""

_TO_THAT: Final = 12
"""Tokens after "made it clear" within which its "that" begins; a later "that" belongs to another
verb or noun.
"""


@as_in(
    "Ana Brandt made clear that the bridge would be closed.",
    "Ana Brandt has made it clear that the bridge is safe.",
    "Ana Brandt made it clear to the council that the bridge would be closed.",
    no=(
        "The water under the bridge was clear.",
        "Ana Brandt never made it clear that the bridge was unsafe.",
    ),
)
def made_clear(parsed: Parsed, sentence: Range, clear: Token) -> Frame | None:
    """Return the frame of "made it clear that P": the subject says P."""
    tokens = parsed.tokens
    i = clear.i - 1
    while i > sentence.start and (tokens[i].lower == "it" or tokens[i].tag == "RB"):
        i -= 1
    verb = tokens[i]
    source = subject(verb) if verb.lemma in _MAKING else None
    start = clear.i + 1
    if source is None or start >= sentence.end or is_negated(verb):
        rejected(clear, "no subject that makes it clear")
        return None
    if tokens[start].tag in {"IN", "TO"} and tokens[start].lower != "that":
        # "made it clear to the council that P"
        end = min(start + _TO_THAT, sentence.end)
        start = next((t.i for t in tokens[start:end] if t.lower == "that"), sentence.end - 1)
    content = without_mark(parsed, Range(start, content_end(parsed, sentence, verb, start)))
    clause = any(t.dep in SUBJECTS for t in tokens[start : sentence.end])
    if content is None or not clause or tokens[start].text in STOPS:
        rejected(clear, "no clause after it that is made clear")
        return None
    cue = Range(verb_group(verb).start, clear.i + 1)
    return _frame("saying", clear, cue, source, content, is_past="VBD" in tags_of(parsed, cue))


@as_in(
    "Ana Brandt is convinced that the bridge is safe.",
    "Ana Brandt was not sure that the bridge was safe.",
    "Ana Brandt is not convinced.",
    no=("It is unclear whether the bridge is safe.", "Ana Brandt is aware of it."),
)
def adjective_of_view(parsed: Parsed, sentence: Range, adjective: Token) -> Frame | None:
    """Return the frame of "is convinced that P": the subject believes or doubts P."""
    verb = _verb_of(adjective)
    clause = adjective.child("ccomp") or (
        verb.child("ccomp") if verb.pos in {"VERB", "AUX"} else None
    )
    source = _source(verb)
    if source is None or adjective.i < max(source.i, verb.i):
        rejected(adjective, "no subject before it that could be its source")
        return None
    negated = is_negated(verb)
    cue = Range(verb_group(verb).start, adjective.i + 1)
    if clause is None or clause.i <= adjective.i:
        if not (negated and adjective.lower in _DOUBTING_WHEN_NEGATED):
            rejected(adjective, "no clause after it")
            return None
        return _doubt(parsed, sentence, adjective, cue, source)
    content = without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))
    if content is None:
        return None
    stance: Stance = "doubting" if negated or adjective.lower in OPEN else "believing"
    past = "VBD" in tags_of(parsed, Range(cue.start, adjective.i))
    return _frame(stance, adjective, cue, source, content, is_past=past)


def _verb_of(adjective: Token) -> Token:
    """Return the verb before an adjective, or the adjective itself where it is a passive."""
    return adjective if adjective.child("auxpass") is not None else adjective.head


def _source(verb: Token) -> Token | None:
    """Return the subject of a verb or of its complement; None where it is no source."""
    source = verb.child(*SUBJECTS)
    if source is None:
        source = next((s for c in verb.children if (s := c.child(*SUBJECTS)) is not None), None)
    if source is None or source.dep == "expl" or source.lower in _NO_SOURCES:
        return None
    return source


@as_in("Ana Brandt is not convinced.")
def _doubt(
    parsed: Parsed, sentence: Range, adjective: Token, cue: Range, source: Token
) -> Frame | None:
    """Return the frame of a doubt without a clause: its content is the sentence itself."""
    verb = _verb_of(adjective)
    found = trimmed(
        parsed, Range(max(source.left, sentence.start), max(verb.right, adjective.i + 1))
    )
    if found is None:
        return None
    return Frame(
        stance="doubting", anchor=adjective.i, cue=cue, sources=conjuncts(source), content=(found,)
    )


def _frame(
    stance: Stance, adjective: Token, cue: Range, source: Token, content: Range, *, is_past: bool
) -> Frame:
    """Return the frame of an adjective with a clause."""
    return Frame(
        stance=stance,
        anchor=adjective.i,
        cue=cue,
        sources=conjuncts(source),
        content=(content,),
        attribution=(cue, mention(source)),
        is_past=is_past,
    )
