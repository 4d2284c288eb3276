"""Acts of speech: orders, offers, expectations and admissions, "urged them to leave".

Each function gives the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.reporting.content.objects import object_to_end
from worker.extract.trace import rejected
from worker.extract.tree.phrases import is_negated, mention
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Range, Token

_DOCUMENTS: Final = words("people", "documents")
_TELLING: Final = frozenset({"ask", "tell", "advise", "remind", "warn"})
"""Verbs of saying that order where an infinitive follows: "told them to leave"."""

_NAMING: Final = frozenset({"name", "identify"})
_CLAIMED: Final = {
    "claim": frozenset({"responsibility", "credit", "victory"}),
    "maintain": frozenset({"innocence"}),
    "protest": frozenset({"innocence"}),
    "profess": frozenset({"innocence", "ignorance"}),
}
"""What somebody claims for himself without a clause."""


def ordered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "urged them to leave", "called for a boycott"."""
    ordering = verb.lemma in _TELLING or "ordering" in VERB_CLASSES.get(verb.lemma, ())
    if not ordering or not sources:
        return None
    clause = verb.child("xcomp", "ccomp")
    if clause is not None and clause.lemma in _NAMING and clause.child("auxpass") is not None:
        # "who asked not to be named" says who the source is.
        return None
    target = verb.child("dobj", "dative")
    if clause is not None and clause.i > verb.i:
        start = (
            clause.left
            if target is None or target.i < verb.i
            else min(mention(target).start, clause.left)
        )
        return "ordering", object_to_end(parsed, sentence, verb, past_to(parsed, start))
    asked = next(
        (c for c in verb.children if c.dep == "prep" and c.lower == "for" and c.i > verb.i), None
    )
    if asked is not None and verb.lemma in {"call", "appeal", "plead"}:
        return "ordering", object_to_end(parsed, sentence, verb, asked.i + 1)
    rejected(verb, "no infinitive and no clause behind it that says what is asked for")
    return None


def past_to(parsed: Parsed, start: int) -> int:
    """Behind a "to" at token `start`."""
    return start + 1 if parsed.tokens[start].lower == "to" else start


def offered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "threatened to publish", "offered to pay", "expects to win", "claims to have seen"."""
    clause = verb.child("xcomp")
    if clause is None or clause.i < verb.i or not sources:
        return None
    classes = VERB_CLASSES.get(verb.lemma, ())
    infinitive = any(child.lower == "to" and child.dep == "aux" for child in clause.children)
    if not infinitive:
        return None
    content = object_to_end(parsed, sentence, verb, past_to(parsed, clause.left))
    if "offering" in classes:
        return "offering", content
    if "predicting" in classes:
        return "predicting", content
    if "distancing" in classes:
        return "saying", content
    rejected(verb, "its infinitive is no offer, plan or claim")
    return None


def expected(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "expects 3 million guests", "predicted a win"; also what documents show."""
    target = verb.child("dobj")
    classes = VERB_CLASSES.get(verb.lemma, ())
    if target is None or target.i < verb.i or not sources:
        return None
    if "predicting" in classes and verb.lemma != "promise":
        return "predicting", object_to_end(parsed, sentence, verb, mention(target).start)
    if (
        verb.lemma in {"show", "indicate", "suggest", "reveal", "depict"}
        and sources[0].lemma in _DOCUMENTS
        and not any(child.tag == "MD" for child in verb.children)
    ):
        return "showing", object_to_end(parsed, sentence, verb, mention(target).start)
    rejected(verb, f"its object “{target.text}” is no clause, and nothing predicted or shown")
    return None


def admitted(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "admitted to taking part", "confirmed the arrest", "claimed responsibility"."""
    taken = verb.child("dobj")
    if taken is not None and taken.lemma in _CLAIMED.get(verb.lemma, ()) and sources:
        if is_negated(verb) or taken.i < verb.i:
            return None
        return "saying", object_to_end(parsed, sentence, verb, mention(taken).start)
    if "confirming" not in VERB_CLASSES.get(verb.lemma, ()) or not sources or is_negated(verb):
        return None
    prep = verb.child("prep")
    inner = prep.child("pcomp", "pobj") if prep is not None and prep.lower == "to" else None
    if inner is not None and inner.tag == "VBG":
        return "saying", object_to_end(parsed, sentence, verb, inner.left)
    target = verb.child("dobj", "xcomp")
    if (
        target is not None
        and target.i > verb.i
        and verb.lemma in {"confirm", "admit", "acknowledge", "concede"}
    ):
        return "saying", object_to_end(
            parsed, sentence, verb, min(mention(target).start, target.left)
        )
    rejected(verb, "nothing behind it that is confirmed or admitted")
    return None
