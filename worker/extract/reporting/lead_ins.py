"""Frames that lead in to a quotation without words of saying of its own.

"Mr Dow put it so:" before it, "Mr Dow was asked whether P." and "Mr Dow laughed."
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import made, rejected
from worker.extract.tree.phrases import (
    FINITE,
    RELATIVES,
    SUBJECTS,
    conjuncts,
    mention,
    subject,
    verb_group,
)
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Row, Token

_NEAR_COLON: Final = 6
"""Tokens at the end of a sentence among which a verb introduces the quotation after it: an earlier
verb has other content."""

_QUESTIONED: Final = words("cues", "answers", "questioned")
_PERSONS: Final = words("people", "persons") | words("people", "anonymous")
_TOPICS: Final = frozenset({"about", "on", "over"})
_PERSONAL: Final = frozenset({"NNP", "NNPS", "PRP"})
_SPEAKING: Final = frozenset({"VBD", "VBZ", "VBP", "VBG"})


@as_in(
    'Ana Brandt was more blunt: "The bridge is a wreck."',
    no=('The sign at the bridge: "No entry."',),
)
def before_colon(parsed: Parsed, sentence: Range, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame of a name and a verb before a colon and a quotation, whatever the verb."""
    tokens = parsed.tokens
    for i in range(sentence.start + 1, sentence.end - 1):
        if tokens[i].text != ":" or tokens[i + 1].quote != "open" or tokens[i].quoted:
            continue
        if any(frame.holds(i + 2) for frame in frames):
            return None
        source = next((t for t in tokens[sentence.start : i] if t.dep in SUBJECTS), None)
        said = trimmed(parsed, Range(i + 1, sentence.end))
        if source is None or said is None or source.tag not in _PERSONAL or source.head.i >= i:
            rejected(tokens[i], "no name or pronoun with its verb before the colon")
            return None
        verb, cue = source.head, verb_group(source.head)
        made(before_colon, verb)
        return Frame(
            stance="saying",
            anchor=verb.i,
            cue=cue,
            sources=conjuncts(source),
            content=(said,),
            attribution=(Range(sentence.start, i),),
        )
    return None


@as_in(
    'Ana Brandt put it so:\n\n"The bridge is a wreck."',
    no=('The plan to close it:\n\n"The bridge is a wreck."',),
)
def lead_in(parsed: Parsed, sentence: Range, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame of "Mr Dow said:" or "Mr Dow put it so:" before a quoting paragraph."""
    if sentence.end != len(parsed.tokens) or parsed.tokens[-1].text not in {",", ":"}:
        return None
    inside = parsed.tokens[sentence.start : sentence.end]
    verbs = [t for t in inside[-_NEAR_COLON:] if t.lemma in VERB_CLASSES and t.tag in _SPEAKING]
    if parsed.tokens[-1].text == ":":
        verbs = [t for t in inside if t.head is t and t.pos == "VERB"] + verbs
    for verb in reversed(verbs):
        source = subject(verb)
        if source is None or source.i > verb.i or source.lower in RELATIVES:
            rejected(verb, "the next paragraph is a quotation, but no source is named before it")
            continue
        if any(frame.anchor == verb.i for frame in frames):
            return None
        made(lead_in, verb)
        return Frame(
            stance="saying",
            anchor=verb.i,
            cue=verb_group(verb),
            sources=conjuncts(source),
            content=(),
            attribution=(mention(source),),
            kind="lead-in",
        )
    return None


@as_in(
    'Ana Brandt was asked if the bridge was safe. "I walk over it every day."',
    'Ana Brandt was asked about the bridge. "I walk over it every day."',
    no=(
        'Ana Brandt was asked to leave. "I walk over it every day."',
        "Ana Brandt was asked about the bridge. She left.",
    ),
)
def asked(parsed: Parsed, sentence: Range, *, before_quotation: bool) -> Frame | None:
    """Return the frame of "X was asked whether P." whose answer is the quotation after it.

    The question is no claim, whatever follows it; that somebody was asked about a thing is one,
    but for a quotation.
    """
    tokens = parsed.tokens
    follows = before_quotation if sentence.end == len(tokens) else tokens[sentence.end].quote
    for verb in tokens[sentence.start : sentence.end]:
        source = verb.child("nsubjpass")
        if verb.lemma not in _QUESTIONED or verb.dep != "ROOT" or source is None or verb.quoted:
            continue
        question = any(
            child.dep == "ccomp" and child.i > verb.i for child in verb.children
        ) or any(token.lower in {"if", "whether"} for token in tokens[verb.i : sentence.end])
        about = any(child.dep == "prep" and child.lower in _TOPICS for child in verb.children)
        if not (question or (about and follows)):
            rejected(verb, "a request, or a question without an answer")
            return None
        made(asked, verb)
        return Frame(
            stance="saying",
            anchor=verb.i,
            cue=verb_group(verb),
            sources=conjuncts(source),
            content=(),
            attribution=(sentence,),
            kind="lead-in",
        )
    return None


@as_in(
    'The mayor said it was closed. Olaf Berg laughed. "Nobody here believes that."',
    no=('The mayor said it was closed. It rained. "Nobody here believes that."',),
)
def actor(row: Row) -> Frame | None:
    """Return the frame of the person whom a sentence is about, who says the quotation after it."""
    tokens = row.parsed.tokens
    for source in tokens[row.sentence.start : row.sentence.end]:
        verb = source.head
        if source.dep != "nsubj" or verb.dep != "ROOT" or verb.tag not in FINITE or source.quoted:
            continue
        if not _is_person(source):
            return None
        return Frame(
            stance="saying",
            anchor=verb.i,
            cue=verb_group(verb),
            sources=conjuncts(source),
            content=(),
            kind="lead-in",
        )
    return None


@as_in(
    'It was closed. A driver, Olaf Berg, laughed. "Nobody here believes that."',
    'It was closed. The driver laughed. "Nobody here believes that."',
    no=('It was closed. The bridge fell. "Nobody here believes that."',),
)
def _is_person(source: Token) -> bool:
    """Return whether a subject names a person, by name or by a role."""
    apposed = source.child("appos")
    named = any(one is not None and one.entity == "PERSON" for one in (source, apposed))
    return named or (source.tag == "NN" and source.lemma in _PERSONS)
