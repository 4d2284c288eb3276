"""Acts of speech: orders, offers, expectations and admissions, "urged them to leave".

A rule returns the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.reporting.content.boundaries import opening_with
from worker.extract.reporting.content.objects import object_to_end
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import mention
from worker.extract.words import VERB_CLASSES, table, words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Range, Token

_DOCUMENTS: Final = words("people", "documents")
_CITING: Final = words("other_cues", "citing", "verbs")
_TELLING: Final = words("content", "speech_acts", "telling")
_CALLING_FOR: Final = words("content", "speech_acts", "calling_for")
_NAMING: Final = words("content", "speech_acts", "naming")
_AHEAD: Final = frozenset({"predicting", "warning"})
"""Classes of verbs whose object lies ahead."""

_COMMITTING: Final = words("content", "speech_acts", "committing")
_DEPICTING: Final = words("content", "speech_acts", "depicting")
_ADMITTING: Final = words("content", "speech_acts", "admitting")
_CLAIMED: Final = {
    verb: frozenset(nouns) for verb, nouns in table("content")["speech_acts"]["claimed"].items()
}
"""The nouns that a speaker claims without a clause, by verb: "claimed responsibility"."""


@as_in(
    "Ana Brandt urged residents to leave.",
    "Ana Brandt called for a boycott.",
    "Ana Brandt told them to leave.",
    no=(
        "Ana Brandt asked not to be named.",
        "Ana Brandt ordered a coffee.",
        "Ana Brandt did not ask a friend to leave.",
    ),
)
def ordered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the order of a verb of ordering: an infinitive, a clause, or the object of "for"."""
    ordering = verb.lemma in _TELLING or "ordering" in VERB_CLASSES.get(verb.lemma, ())
    if not ordering or not sources:
        return None
    if is_negated(verb):
        rejected(verb, "negated: nothing has been asked for")
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
        return "ordering", object_to_end(parsed, sentence, verb, after_to(parsed, start))
    asked = next(
        (c for c in verb.children if c.dep == "prep" and c.lower == "for" and c.i > verb.i), None
    )
    if asked is not None and verb.lemma in _CALLING_FOR:
        return "ordering", object_to_end(parsed, sentence, verb, asked.i + 1)
    rejected(verb, "no infinitive and no clause after it that says what is asked for")
    return None


def after_to(parsed: Parsed, start: int) -> int:
    """Return the index after a "to" at token `start`, or `start` if there is none."""
    return start + 1 if parsed.tokens[start].lower == "to" else start


@as_in(
    "Ana Brandt threatened to publish the report.",
    "Ana Brandt expects to win.",
    "Ana Brandt claims to have seen the report.",
    no=("Ana Brandt decided to leave.",),
)
def offered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the infinitive of a verb of offering, predicting or distancing."""
    clause = verb.child("xcomp")
    if clause is None or clause.i < verb.i or not sources:
        return None
    classes = VERB_CLASSES.get(verb.lemma, ())
    infinitive = any(child.lower == "to" and child.dep == "aux" for child in clause.children)
    if not infinitive:
        return None
    content = object_to_end(parsed, sentence, verb, after_to(parsed, clause.left))
    if "offering" in classes:
        return "offering", content
    if "predicting" in classes:
        return "predicting", content
    if "distancing" in classes:
        return "saying", content
    rejected(verb, "its infinitive is no offer, plan or claim")
    return None


@as_in(
    "Ana Brandt expects 3 million guests.",
    "The survey showed a decline in sales.",
    no=("Ana Brandt promised a win.", "The survey may show a decline."),
)
def expected(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the object of a verb of predicting, or of showing where the subject is a document."""
    target = verb.child("dobj")
    classes = VERB_CLASSES.get(verb.lemma, ())
    if target is None or target.i < verb.i or not sources:
        return None
    if not _AHEAD.isdisjoint(classes) and verb.lemma not in _COMMITTING:
        return "predicting", object_to_end(parsed, sentence, verb, mention(target).start)
    if (
        verb.lemma in _DEPICTING
        and sources[0].lemma in _DOCUMENTS
        and not any(child.tag == "MD" for child in verb.children)
    ):
        return "showing", object_to_end(parsed, sentence, verb, mention(target).start)
    rejected(verb, f"its object “{target.text}” is no clause, and nothing predicted or shown")
    return None


@as_in(
    "Ana Brandt admitted to taking part.",
    "Ana Brandt confirmed the arrest.",
    "The group claimed responsibility for the attack.",
    no=("Ana Brandt did not admit the arrest.",),
)
def admitted(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return what is confirmed, admitted or claimed without a clause: an object or a gerund."""
    target = verb.child("dobj")
    if target is not None and target.lemma in _CLAIMED.get(verb.lemma, ()) and sources:
        if is_negated(verb) or target.i < verb.i:
            return None
        return "saying", object_to_end(parsed, sentence, verb, mention(target).start)
    if "confirming" not in VERB_CLASSES.get(verb.lemma, ()) or not sources or is_negated(verb):
        return None
    prep = verb.child("prep")
    inner = prep.child("pcomp", "pobj") if prep is not None and prep.lower == "to" else None
    if inner is not None and inner.tag == "VBG":
        return "saying", object_to_end(parsed, sentence, verb, inner.left)
    target = verb.child("dobj", "xcomp")
    if target is not None and target.i > verb.i and verb.lemma in _ADMITTING:
        return "saying", object_to_end(
            parsed, sentence, verb, min(mention(target).start, target.left)
        )
    rejected(verb, "nothing after it that is confirmed or admitted")
    return None


@as_in(
    "The library is shut, with clerks citing a lack of coal.",
    no=("The library is shut, with clerks telling Ana Brandt.",),
)
def cited(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the reason that is given in an absolute phrase: "with clerks citing P"."""
    target = verb.child("dobj")
    if verb.lemma not in _CITING or opening_with(verb) is None:
        return None
    if target is None or target.i < verb.i or not sources:
        return None
    return "saying", object_to_end(parsed, sentence, verb, mention(target).start)
