"""The forms of verbs that decide where claims part: tense, modals, voice, the marks around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import FINITE, SUBJECTS

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

BREAKS: Final = frozenset({",", "--", "—", "–"})
"""Marks that part a clause from the one around it; a hyphen is one only between spaces."""

FEWEST_WORDS: Final = 2
"""Words, without punctuation, that a claim has at least: one verb alone states nothing."""

AUXILIARIES: Final = frozenset({"aux", "auxpass"})


def is_finite(verb: Token) -> bool:
    """Return whether a verb or one of its auxiliaries is finite."""
    return verb.tag in FINITE or any(
        child.tag in FINITE for child in verb.children if child.dep in AUXILIARIES
    )


def is_past(verb: Token) -> bool:
    """Return whether a verb or its first auxiliary is in the past tense."""
    auxiliaries = [child for child in verb.children if child.dep in AUXILIARIES]
    if any(child.tag == "MD" for child in auxiliaries):
        return False
    return verb.tag == "VBD" or any(child.tag == "VBD" for child in auxiliaries)


def has_modal(verb: Token) -> bool:
    """Return whether a verb has a modal other than "can", which says what holds in general."""
    return any(child.tag == "MD" and child.lower != "can" for child in verb.children)


def has_subject(verb: Token) -> bool:
    """Return whether a verb has a subject of its own."""
    return verb.child(*SUBJECTS, "expl") is not None


def is_parted(parsed: Parsed, start: int) -> bool:
    """Return whether a comma or dash is right before token `start`, or before its marks."""
    i = start - 1
    while i >= 0 and parsed.tokens[i].quote:
        i -= 1
    if i < 0:
        return False
    token = parsed.tokens[i]
    spaced = i > 0 and parsed.tokens[i - 1].end < token.start
    return token.text in BREAKS or (token.text == "-" and spaced)


def is_inverted(first: Token) -> bool:
    """Return whether a clause begins with its auxiliary: a condition without an "if"."""
    return first.lower in {"had", "were", "should"} and first.dep == "aux"
