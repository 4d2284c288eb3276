"""The sources that a source relies on: "citing the agency", "after a briefing from the agency"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range, SecondarySource
from worker.extract.reporting.content.boundaries import opening_with
from worker.extract.reporting.cues.quoting import is_quoting, quoting_of
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Frame, Parsed, Token

_CITING: Final = words("other_cues", "citing", "verbs")
_CARRIERS: Final = words("other_cues", "citing", "carriers")
_OCCASIONS: Final = words("other_cues", "citing", "occasions")
_DOCUMENTS: Final = words("people", "documents")
_PEOPLE: Final = words("people", "persons") | words("people", "anonymous")
_PUBLISHED: Final = words("content", "secondary_sources", "published")
_BEFORE_OCCASION: Final = frozenset({"after", "in", "at"}) | words(
    "content", "secondary_sources", "following"
)
"""Words before an occasion that a source relies on."""


def secondary_sources(
    parsed: Parsed, frame: Frame, sentence: Range
) -> tuple[SecondarySource, ...]:
    """Return the sources that those of a frame rely on, the nearest first."""
    found = []
    for token in parsed.tokens[sentence.start : sentence.end]:
        if any(token.i in part for part in frame.content):
            continue
        here = None
        if token.lemma in _CITING and token.i != frame.anchor:
            here = _cited(token) if not is_quoting(parsed, token) else None
        elif token.lemma in _OCCASIONS and token.i > frame.anchor:
            here = _occasion(token)
        elif token.lower in _PUBLISHED and frame.kind == "relay" and token.i > frame.anchor:
            here = _published(token)
        if here is not None:
            found.append(here)
    by = _author(frame)
    return tuple([by, *found] if by is not None else found)


@as_in(
    "Ana Brandt was quoted by the Herald as saying that the bridge was closed.",
    "Ana Brandt, quoted by the Herald, said that the bridge was closed.",
    no=("Ana Brandt was quoted as saying that the bridge was closed.",),
)
def quoted_by(parsed: Parsed, frame: Frame) -> SecondarySource | None:
    """Return the outlet that passes a frame's words on: "quoted by the Herald"."""
    verb = parsed.tokens[frame.anchor]
    found = quoting_of(parsed, verb)
    if found is not None and found.outlet is not None:
        return SecondarySource(found.outlet, Range(found.verb.i, found.verb.i + 1))
    above = verb.head.head if verb.dep == "pcomp" and verb.head.lower == "as" else verb
    passive = [above] if above.child("auxpass") is not None else []
    on_source = [c for source in frame.sources for c in source.children if c.dep == "acl"]
    for quoting in (*passive, *on_source):
        if quoting.lemma not in _CITING or quoting.tag != "VBN":
            continue
        for by in (*quoting.children, *verb.children):
            outlet = by.child("pobj") if by.lower == "by" else None
            if outlet is not None:
                return SecondarySource(outlet, Range(quoting.i, quoting.i + 1))
    return None


@as_in(
    "The bridge is unsafe, according to a letter by two doctors.",
    no=("The bridge is unsafe, according to a report from the firm.",),
)
def _author(frame: Frame) -> SecondarySource | None:
    """Return the author of a document that "according to" names."""
    if frame.kind != "relay" or not frame.sources:
        return None
    document = frame.sources[0]
    prep = next(
        (c for c in document.children if c.dep in {"prep", "agent"} and c.lower in {"by", "from"}),
        None,
    )
    author = prep.child("pobj") if prep is not None else None
    if author is None or prep is None or document.lemma not in _DOCUMENTS:
        return None
    if prep.lower == "from" and author.pos != "PROPN" and author.lemma not in _PEOPLE:
        return None
    return SecondarySource(author, Range(prep.i, prep.i + 1))


@as_in(
    "Ana Brandt said it was closed, citing remarks by the mayor.",
    "The Herald reported, citing the agency, that the bridge was closed.",
    no=("Ana Brandt said it was closed, citing that it was old.",),
)
def _cited(verb: Token) -> SecondarySource | None:
    """Return the source of cited remarks, or the object cited where no source is named."""
    if verb.tag not in {"VBG", "VBD", "VBZ"} or opening_with(verb) is not None:
        return None
    cited = verb.child("dobj")
    if cited is None or cited.i < verb.i:
        return None
    cue_end = verb.i + 1
    prep = next(
        (c for c in cited.children if c.dep == "prep" and c.lower in {"from", "with", "by", "of"}),
        None,
    )
    inner = prep.child("pobj") if prep is not None else None
    if cited.lemma in _CARRIERS and inner is not None and prep is not None:
        cited, cue_end = inner, prep.i + 1
    return SecondarySource(cited, Range(verb.i, cue_end))


@as_in(
    "Ana Brandt told reporters after a briefing from the agency that the bridge was closed.",
    no=("Ana Brandt told reporters after a briefing on Monday that the bridge was closed.",),
)
def _occasion(noun: Token) -> SecondarySource | None:
    """Return the source that gave a briefing, a meeting or a hearing."""
    prep = next(
        (c for c in noun.children if c.dep == "prep" and c.lower in {"from", "by", "with"}), None
    )
    source = prep.child("pobj") if prep is not None else None
    before = noun.head
    if source is None or prep is None or before.lower not in _BEFORE_OCCASION:
        return None
    return SecondarySource(source, Range(before.i, prep.i + 1), lasting=True)


@as_in(
    "Turnout fell, according to early counts published by the ministry.",
    no=("Turnout fell, according to early counts published in May.",),
)
def _published(verb: Token) -> SecondarySource | None:
    """Return the publisher of a document that "according to" names."""
    agent = verb.child("agent", "prep")
    source = agent.child("pobj") if agent is not None and agent.lower == "by" else None
    return (
        None
        if source is None or agent is None
        else SecondarySource(source, Range(verb.i, agent.i + 1))
    )
