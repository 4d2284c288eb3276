"""The reporting frame: one attribution of one sentence, before it is split into claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame
from worker.extract.reporting.content.position import complement
from worker.extract.tree.phrases import SUBJECTS, mention, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Range, Token
    from worker.extract.stances import Stance

_OUTLETS: Final = words("people", "outlets")
_DOCUMENTS: Final = words("people", "documents")


def reported(
    verb: Token,
    stance: Stance,
    sources: tuple[Token, ...],
    content: tuple[Range, ...],
) -> Frame:
    """The frame of a reporting verb with its sources and content."""
    cue = verb_group(verb)
    documents = bool(sources) and sources[0].lemma in _DOCUMENTS
    shown = complement(verb)
    pictured = shown is None or (shown.tag == "VBG" and shown.child("aux", "mark") is None)
    return Frame(
        stance="depicting" if documents and stance == "showing" and pictured else stance,
        anchor=verb.i,
        cue=cue,
        sources=sources,
        content=content,
        attribution=(cue, *(mention(source) for source in sources if _is_own(source, verb))),
        kind="relay" if sources and _is_outlet(sources[0]) else "report",
        is_past=verb.tag in {"VBD", "VBN"}
        or any(c.tag == "VBD" for c in verb.children if c.dep == "aux"),
    )


def _is_outlet(source: Token) -> bool:
    """Whether a paper, station or agency speaks, which passes on what others say."""
    named = [source, *(child for child in source.children if child.dep == "compound")]
    return any(
        token.lower in _OUTLETS and (token.text[0].isupper() or token.lower not in _DOCUMENTS)
        for token in named
    )


def _is_own(source: Token, verb: Token) -> bool:
    """Whether a source is named for this verb alone and is not the subject of another."""
    head = source
    while head.dep == "conj":
        head = head.head
    return head.head is verb or head.dep not in SUBJECTS
