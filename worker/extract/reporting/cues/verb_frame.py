"""The frame of a reporting verb: one attribution of one sentence, before it becomes claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame
from worker.extract.reporting.content.position import complement
from worker.extract.tree.phrases import SUBJECTS, mention, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Range, Token
    from worker.extract.stances import Stance

_OUTLETS: Final = words("people", "outlets")
_DOCUMENTS: Final = words("people", "documents")


def verb_frame(
    verb: Token,
    stance: Stance,
    sources: tuple[Token, ...],
    content: tuple[Range, ...],
) -> Frame:
    """Return the frame of a reporting verb with its sources and content."""
    cue = verb_group(verb)
    documents = bool(sources) and sources[0].lemma in _DOCUMENTS
    shown = complement(verb) or verb.child("ccomp")
    pictured = shown is None or (shown.tag == "VBG" and shown.child("aux", "mark") is None)
    return Frame(
        stance="depicting" if documents and stance == "showing" and pictured else stance,
        anchor=verb.i,
        cue=cue,
        sources=sources,
        content=content,
        attribution=(cue, *(mention(s) for s in sources if _is_source_only(s, verb))),
        kind="relay" if sources and _is_outlet(sources[0]) else "report",
        is_past=verb.tag in {"VBD", "VBN"}
        or any(c.tag == "VBD" for c in verb.children if c.dep == "aux"),
    )


@as_in(
    "The Harbour Herald reported that the bridge was closed.",
    "The Herald said that the bridge was closed.",
    no=("The post said that the bridge was closed.",),
)
def _is_outlet(source: Token) -> bool:
    """Return whether a source is a paper, station or agency, which passes on what others say."""
    named = [source, *(child for child in source.children if child.dep == "compound")]
    return any(
        token.lower in _OUTLETS and (token.text[0].isupper() or token.lower not in _DOCUMENTS)
        for token in named
    )


@as_in(
    "Ana Brandt said that the bridge was closed.",
    no=("Ana Brandt returned on Monday, saying that the bridge was closed.",),
)
def _is_source_only(source: Token, verb: Token) -> bool:
    """Return whether a source is the subject of no other verb: its words belong to no content."""
    head = source
    while head.dep == "conj":
        head = head.head
    return head.head is verb or head.dep not in SUBJECTS
