"""Frames that lead in to a quotation without words of saying of its own.

"Mr Dow put it so:" before it, "Mr Dow was asked whether P." and "Mr Dow laughed." A block after
"Mr Dow said:" needs no marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range, Spoken
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import made, rejected
from worker.extract.tree.phrases import (
    FINITE,
    NOUNS,
    RELATIVES,
    SUBJECTS,
    conjuncts,
    mention,
    subject,
    verb_group,
)
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

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
    'The union celebrated on Twitter: "We have won at last."',
    no=('The sign at the bridge: "No entry."', 'There was a sign: "The bridge is closed."'),
)
def before_colon(parsed: Parsed, sentence: Range, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame of a subject and its verb before a colon and a quotation."""
    tokens = parsed.tokens
    for i in range(sentence.start + 1, sentence.end - 1):
        if tokens[i].text != ":" or tokens[i + 1].quote != "open" or tokens[i].quoted:
            continue
        if any(frame.holds(i + 2) for frame in frames):
            return None
        source = _subject_before(tokens[sentence.start : i])
        said = trimmed(parsed, Range(i + 1, sentence.end))
        if source is None or said is None or not _may_speak(source, i):
            rejected(tokens[i], "no name or pronoun with its verb before the colon")
            return None
        if source.tag not in _PERSONAL and not _is_sentence(parsed, said):
            rejected(tokens[i], "a few words in marks: what the subject is, not what it says")
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
    'The row began when Ana Brandt took to Twitter with this: "The bridge is a wreck."',
    no=('Whatever the sign: "The bridge is a wreck."',),
)
def _subject_before(before: Sequence[Token]) -> Token | None:
    """Return the subject before a colon that may speak: a name or a pronoun before any other.

    The first one goes before those of clauses in its sentence.
    """
    found = [t for t in before if t.dep in SUBJECTS and t.head in before]
    found = [t for t in found if t.head.tag in FINITE or t.head.child("aux") is not None]
    named = [t for t in found if t.tag in _PERSONAL]
    if not named or found[0] is named[0]:
        return found[0] if found else None
    return named[-1]


def _may_speak(source: Token, colon: int) -> bool:
    """Return whether a subject may be a source: a name, a pronoun or a noun of a main clause."""
    verb = source.head
    main = verb.dep == "ROOT" or verb.head.i > colon
    return source.tag in _PERSONAL or (source.tag in NOUNS and main)


def _is_sentence(parsed: Parsed, said: Range) -> bool:
    """Return whether words after a colon are one quotation with a verb, to its closing mark."""
    inside = parsed.tokens[said.start : said.end]
    marks = [token.i for token in inside if token.quote == "close"]
    whole = marks in ([], [said.end - 1])
    return whole and any(token.pos in {"VERB", "AUX"} for token in inside)


@as_in(
    'Ana Brandt put it so:\n\n"The bridge is a wreck."',
    'According to Ana Brandt:\n\n"The bridge is a wreck."',
    "Ana Brandt said in a statement:\n\nThe bridge is a wreck.",
    no=(
        'The plan to close it:\n\n"The bridge is a wreck."',
        "Ana Brandt left a list:\n\nThe bridge is a wreck.",
    ),
)
def lead_in(
    parsed: Parsed, sentence: Range, frames: Sequence[Frame], *, marked: bool
) -> Frame | None:
    """Return the frame of "Mr Dow said:" or "Mr Dow put it so:" before a quoting paragraph.

    Before a block without marks, which is not `marked`, it has a colon and a verb of saying.
    """
    if sentence.end != len(parsed.tokens) or parsed.tokens[-1].text not in {",", ":"}:
        return None
    colon = parsed.tokens[-1].text == ":"
    found = _according(parsed, sentence) if colon else None
    if found is not None:
        return found
    inside = parsed.tokens[sentence.start : sentence.end]
    verbs = [t for t in inside[-_NEAR_COLON:] if t.lemma in VERB_CLASSES and t.tag in _SPEAKING]
    if colon:
        verbs = [t for t in inside if t.head is t and t.pos == "VERB"] + verbs
    if not marked:
        verbs = [t for t in verbs if colon and t.lemma in STRONG_VERBS]
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
    'According to Ana Brandt:\n\n"The bridge is a wreck."',
    no=('Ana Brandt put it so:\n\n"The bridge is a wreck."',),
)
def _according(parsed: Parsed, sentence: Range) -> Frame | None:
    """Return the frame of "According to Mr Dow:" before a block."""
    tokens = parsed.tokens
    for token in tokens[sentence.start : sentence.end - 1]:
        if token.lower != "according" or tokens[token.i + 1].lower != "to" or token.quoted:
            continue
        source = tokens[token.i + 1].child("pobj") or token.child("pobj")
        if source is None:
            return None
        made(lead_in, token)
        return Frame(
            stance="saying",
            anchor=token.i,
            cue=Range(token.i, token.i + 2),
            sources=conjuncts(source),
            content=(),
            attribution=(sentence,),
            kind="lead-in",
        )
    return None


def give_blocks(rows: Sequence[Row]) -> None:
    """Give the sentences of a block after "Mr Dow said:" its voice: a paragraph, or a list."""
    voice: Spoken | None = None
    for n, row in enumerate(rows):
        before = rows[n - 1] if n else row
        if before.parsed is not row.parsed:
            item = row.parsed.paragraph.is_item
            goes_on = item and before.parsed.paragraph.is_item and before.block is not None
            voice = before.block if goes_on else _leading(before)
        if not (row.quotations and row.quotations[0].start == row.parsed.paragraph.offset):
            row.block = voice


def _leading(row: Row) -> Spoken | None:
    """Return the voice that leads in to the paragraph after a sentence."""
    frame = next((frame for frame in row.outer if frame.kind == "lead-in"), None)
    if frame is None or row.parsed.tokens[-1].text != ":":
        return None
    return Spoken(row.parsed, frame)


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
