"""The reporting frame: one attribution of one sentence, before it is split into claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from worker.extract.contents import complement
from worker.extract.phrases import SUBJECTS, mention, verb_group
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.tokens import Range, Token

_OUTLETS: Final = words("people", "outlets")
_DOCUMENTS: Final = words("people", "documents")

Stance = Literal[
    "saying",
    "believing",
    "guessing",
    "showing",
    "predicting",
    "accusing",
    "denying",
    "doubting",
    "ordering",
    "offering",
    "calling",
    "silence",
    "about",
    "open",
    "hearsay",
    "hearsay-accused",
    "hearsay-predicted",
]
"""What the voice does with the content."""

MARKERS: Final = frozenset({"hearsay", "hearsay-predicted", "hearsay-accused"})
"""Stances of a source that no noun names."""

Found = tuple[Stance, tuple["Range", ...]]
"""The stance of a verb and where its content stands."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A source behind the source: "citing the spy agency"; `head` is its noun.

    `lasting` says that the voice keeps relying on it: remarks after a briefing.
    """

    head: Token
    cue: Range
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Who (`sources`) by which words (`cue`) hands on what (`content`), in one sentence.

    `attribution` are the tokens that belong to the attribution itself and so to no content;
    `relays` says that an inner attribution is the claim's and not a part of its proposition,
    `described` that the article describes a document, `keeps_cue` that the cue stands in the
    evidence, `apart` that the content is a claim beside the one it stands in,
    `bare` that the content is a noun phrase, `ahead` that its quotation follows,
    `claims` that the verb keeps its distance, as "claim" does.
    """

    stance: Stance
    anchor: int
    cue: Range
    sources: tuple[Token, ...]
    content: tuple[Range, ...]
    attribution: tuple[Range, ...] = ()
    beyond: tuple[Beyond, ...] = ()
    relays: bool = False
    described: bool = False
    is_past: bool = False
    keeps_cue: bool = False
    negated: bool = False
    apart: bool = False
    bare: bool = False
    ahead: bool = False
    claims: bool = False

    def holds(self, i: int) -> bool:
        """Whether token `i` is in the content."""
        return any(i in part for part in self.content)


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
        stance=stance,
        anchor=verb.i,
        cue=cue,
        sources=sources,
        content=content,
        attribution=(cue, *(mention(source) for source in sources if _is_own(source, verb))),
        relays=bool(sources) and _is_outlet(sources[0]),
        claims="distancing" in VERB_CLASSES.get(verb.lemma, ()),
        described=documents and stance == "showing" and pictured,
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
