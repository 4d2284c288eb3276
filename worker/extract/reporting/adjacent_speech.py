"""Frames whose source is outside the sentence that it says.

"Mr Dow said." after a quotation, and a name under a message. Those before one are in `lead_ins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import made, rejected
from worker.extract.tree.phrases import (
    SUBJECTS,
    conjuncts,
    mention,
    verb_group,
)
from worker.extract.words import STRONG_VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Quotation

_SHORT: Final = 6
"""Tokens of a sentence after a quotation whose verb, whatever it is, attributes the quotation:
"Mr Dow went on."; a longer one may say anything else."""

_VERB_WITHIN: Final = 8
"""Tokens at the start of a sentence after a quotation among which its verb can attribute it: a
later verb is that of another statement."""


@as_in(
    '"The bridge is closed." Ana Brandt said.',
    no=('"The bridge is closed." The mayor left the hall on Monday.',),
)
def attribution_after(
    parsed: Parsed, sentence: Range, frames: Sequence[Frame], marks: Sequence[Quotation]
) -> Frame | None:
    """Return the frame of "Mr Dow said." after a quotation that closed the sentence before."""
    if sentence.start == 0 or parsed.tokens[sentence.start - 1].quote != "close":
        return None
    short = sentence.end - sentence.start <= _SHORT
    last = min(sentence.start + _VERB_WITHIN, sentence.end)
    for verb in parsed.tokens[sentence.start : last]:
        speaks = verb.lemma in STRONG_VERBS or (short and verb.pos == "VERB")
        if speaks and verb.tag in {"VBD", "VBZ"}:
            source = verb.child(*SUBJECTS)
            if source is None or any(frame.anchor == verb.i for frame in frames):
                return None
            cue = verb_group(verb)
            if min(mention(source).start, cue.start) > sentence.start + 1:
                rejected(verb, "it begins too far after the quotation before it")
                return None
            said = _quoted_before(parsed, sentence, marks)
            made(attribution_after, verb)
            content = (said,) if said is not None else ()
            return Frame(
                stance="saying",
                anchor=verb.i,
                cue=cue,
                sources=conjuncts(source),
                content=content,
                attribution=(cue, mention(source)),
            )
    return None


@as_in('"The bridge is closed." - Ana Brandt', no=("Ana Brandt left the hall.",))
def signature(parsed: Parsed, sentence: Range, marks: Sequence[Quotation]) -> Frame | None:
    """Return the frame of the name under a message or a pulled quotation."""
    mark = next((mark for mark in marks if mark.name is not None), None)
    inside = parsed.tokens[sentence.start : sentence.end]
    if mark is None or mark.name is None or not inside[0].start <= mark.name < inside[-1].end:
        return None
    first = next(token for token in inside if token.end > mark.name)
    last = first
    for token in parsed.tokens[first.i + 1 : sentence.end]:
        if token.text == "(" or not token.text[0].isalnum():
            break
        last = token
    here = Range(sentence.start, first.i)
    said = quoted_part(parsed, here, mark) if first.i > sentence.start else None
    said = said or _quoted_before(parsed, sentence, marks)
    if said is None:
        rejected(first, "a signature, but no words before it in its paragraph")
        return None
    made(signature, last)
    # A signature is no sentence: the name is its words up to a bracket, whatever the tree says.
    last.children = [child for child in last.children if first.i <= child.i < last.i]
    name = Range(first.i, last.i + 1)
    rest = Range(max(sentence.start, said.end), sentence.end)
    return Frame(
        stance="saying",
        anchor=last.i,
        cue=name,
        sources=(last,),
        content=(said,),
        attribution=(rest,),
    )


def _quoted_before(parsed: Parsed, sentence: Range, marks: Sequence[Quotation]) -> Range | None:
    """Return the last sentence of the quotation that ends right before `sentence`."""
    close = parsed.tokens[sentence.start - 1]
    mark = next((mark for mark in marks if mark.start < close.start < mark.end), None)
    if mark is None:
        return None
    last = parsed.sentences[max(parsed.sentence_of(sentence.start - 1), 0)]
    start = next(
        (i for i in range(*last) if parsed.tokens[i].start >= mark.inner_start), last.start
    )
    return trimmed(parsed, Range(start, sentence.start)) if start < sentence.start else None


def quoted_part(parsed: Parsed, part: Range, mark: Quotation) -> Range | None:
    """Return the words of `part` that are in a quotation; None if there are none."""
    indices = [
        i
        for i in range(*part)
        if mark.inner_start <= parsed.tokens[i].start and parsed.tokens[i].end <= mark.inner_end
    ]
    return trimmed(parsed, Range(indices[0], indices[-1] + 1)) if indices else None
