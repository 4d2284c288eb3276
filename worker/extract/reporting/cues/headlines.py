"""The frames of a headline: "P: Seoul", "Lind: P", "P - witness", "A says P, B denies"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected
from worker.extract.tree.phrases import FINITE, SUBJECTS, conjuncts, noun_before, verb_group
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_LABELS: Final = words("cues", "headlines", "labels")
_GROUPS: Final = words("cues", "headlines", "groups")
_BODIES: Final = words("people", "bodies")
_OPPOSING: Final = words("cues", "headlines", "opposing")
_STATEMENTS: Final = words("other_cues", "propositions", "nouns")
_IT: Final = frozenset({"it", "this", "that"})
_PARTING: Final = frozenset({",", ";", "but", "while", "as"})
_TAIL: Final = 5
"""Tokens at the end of a sentence among which a verb of denying, with its object, ends it."""

_PEOPLE: Final = words("people", "persons") | words("people", "anonymous")
_SEPARATORS: Final = frozenset({":", "–", "—", "-", "--"})
_LONG: Final = 6
"""Tokens of the shortest part of a headline that is too long to be a source: it may be content."""

_LONGEST_NAME: Final = 4
"""Tokens that a capitalized source may have: a title and a name; more of them are a headline with
capitalized words.
"""

_LEAST: Final = 4
"""Tokens, with the separator, that a headline must have besides its source to report anything."""


@as_in(
    "Bridge will stay closed for a year: Brandt\n\nThe bridge was closed on Monday.",
    "Mayor Brandt: The bridge will stay closed\n\nThe bridge was closed on Monday.",
    "Driver fled after the crash - witness\n\nThe bridge was closed on Monday.",
    "Bees sting 14 pupils on outing – school\n\nThe bridge was closed on Monday.",
    no=("Analysis: The bridge will stay closed\n\nThe bridge was closed on Monday.",),
)
def headline_frame(parsed: Parsed) -> Frame | None:
    """Return the frame of a headline with a source before a colon, or after a colon or a dash."""
    tokens = parsed.tokens
    for i in range(past_dateline(parsed) + 1, len(tokens) - 1):
        if tokens[i].text not in _SEPARATORS:
            continue
        left, right = Range(0, i), Range(i + 1, len(tokens))
        colon = tokens[i].text == ":"
        for source, content in ((left, right), (right, left)):
            if source is left and not colon:
                continue
            head = _short_source(parsed, source)
            found = trimmed(parsed, content)
            if (
                head is not None
                and found is not None
                and len(tokens) - (source.end - source.start) >= _LEAST
            ):
                return Frame(
                    stance="saying",
                    anchor=i,
                    cue=Range(i, i + 1),
                    sources=(head,),
                    content=(found,),
                    attribution=(source,),
                )
        rejected(tokens[i], "no short phrase before or after it that can only be a source")
    return None


@as_in(
    "Bridge will stay closed for a year: officials\n\nThe bridge was closed on Monday.",
    no=(
        "Why the bridge fell: a short history of the harbour\n\nThe bridge was closed on Monday.",
    ),
)
def _short_source(parsed: Parsed, source: Range) -> Token | None:
    """Return the head of a few words that can only name a source; None where they may not."""
    inside = parsed.tokens[source.start : source.end]
    if not 0 < len(inside) < _LONG or inside[0].lower in _LABELS:
        return None
    if any(token.pos in {"VERB", "AUX", "ADP", "NUM", "ADV", "PUNCT"} for token in inside):
        return None
    last = inside[-1]
    if last.lemma in _PEOPLE or last.lower in _GROUPS or last.lemma in _BODIES:
        return last
    proper = all(token.text[:1].isupper() for token in inside)
    named = proper and len(inside) <= _LONGEST_NAME and last.pos in {"PROPN", "NOUN", "ADJ"}
    return last if named else None


@as_in(
    "Brackley: The number of missing goats rose to 40 on Tuesday.",
    no=("Ana Brandt said: The bridge is closed.", "Brandt: Bridge Will Stay Closed For A Year."),
)
def past_dateline(parsed: Parsed) -> int:
    """Return the index after the place and the colon that open a body text; 0 where none do.

    A headline has no full stop, or has its words in capitals.
    """
    tokens = parsed.tokens
    colon = next((t.i for t in tokens[: _LONGEST_NAME + 1] if t.text == ":"), 0)
    if parsed.paragraph.section != "body" or not colon or tokens[-1].text != ".":
        return 0
    place = tokens[:colon]
    if not all(t.text[:1].isupper() or t.text == "," for t in place):
        return 0
    if place[-1].lemma in _PEOPLE or place[-1].lower in _GROUPS | _LABELS:
        return 0
    long = [t.text for t in tokens[colon + 2 :] if len(t.text) >= _LEAST and t.text.isalpha()]
    titled = 2 * sum(word[0].isupper() for word in long) >= len(long)
    return 0 if titled or tokens[colon + 1].quote else colon + 1


def detach_dateline(parsed: Parsed) -> None:
    """Take the place that opens a body text out of the clause after it, whatever the tree says."""
    for token in parsed.tokens[: past_dateline(parsed)]:
        if token.dep in SUBJECTS:
            token.dep = "dep"


@as_in(
    "Police say 12 shots were fired at bus, driver denies",
    "The army claims that it took the town, but rebels deny it.",
    no=("Police say 12 shots were fired at bus, driver survives",),
)
def opposed(parsed: Parsed, sentence: Range, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with that of "A says P, B denies": B denies what A says; else none."""
    verb = _opposing(parsed, sentence)
    if verb is None:
        return []
    source = verb.child("nsubj") or noun_before(parsed, verb)
    if source is None or source.i > verb.i:
        return []
    start = next((i for i in range(source.i, sentence.start, -1) if _parts(parsed, i)), 0)
    said = next(
        (
            frame
            for frame in reversed(frames)
            if frame.meaning.plain
            and frame.content
            and frame.anchor < frame.content[0].start < start <= verb.i
        ),
        None,
    )
    content = trimmed(parsed, Range(said.content[0].start, start)) if said is not None else None
    if said is None or content is None:
        return []
    denial = Frame(
        stance="denying",
        anchor=verb.i,
        cue=verb_group(verb),
        sources=conjuncts(source),
        content=(_pronoun_after(parsed, verb) or content,),
        attribution=(Range(start, verb.i + 1),),
    )
    others = [f for f in frames if f is not said and f.anchor < start]
    return [*others, replace(said, content=(content,)), denial]


def _parts(parsed: Parsed, i: int) -> bool:
    """Return whether token `i` parts two clauses: a comma, a semicolon, "but"."""
    return parsed.tokens[i].lower in _PARTING


def _pronoun_after(parsed: Parsed, verb: Token) -> Range | None:
    """Return the pronoun that a verb of denying has as its object: "but B denies this"."""
    after = parsed.tokens[verb.i + 1 : verb.i + 2]
    return Range(verb.i + 1, verb.i + 2) if after and after[0].lower in _IT else None


def _opposing(parsed: Parsed, sentence: Range) -> Token | None:
    """Return the verb of denying that ends a sentence, with "it" or "the claim" or no object."""
    tail = [t for t in parsed.tokens[sentence.start : sentence.end] if t.text not in {".", "!"}]
    for verb in tail[-_TAIL:]:
        opposing = "denying" in VERB_CLASSES.get(verb.lemma, ()) or verb.lemma in _OPPOSING
        if not opposing or verb.tag not in FINITE or verb.quoted:
            continue
        rest = [t for t in tail if t.i > verb.i and t.pos != "DET"]
        if all(t.lower in _IT or t.lemma in _STATEMENTS for t in rest):
            return verb
    return None
