"""Participles: which of them, after a comma or after "with" and a noun, are claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.forms import is_parted
from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import STRONG_VERBS, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_RELATING: Final = words("claims", "boundaries", "relating")
_BEGINNING_OR_ENDING: Final = words("claims", "boundaries", "beginning_or_ending")


@as_in(
    "The bridge collapsed, killing two men.",
    "The firm closed the plant, effectively ending the strike.",
    no=(
        "Fines are high, depending on income.",
        "The shop opens daily, beginning in May.",
        "The mayor left while holding a book.",
    ),
)
def is_participle_claim(parsed: Parsed, verb: Token) -> bool:
    """Return whether a participle after a comma or dash states something."""
    adverb = verb.left == verb.i - 1 and parsed.tokens[verb.left].tag == "RB"
    return (
        verb.tag == "VBG"
        and verb.lemma not in _RELATING
        and not (verb.lemma in _BEGINNING_OR_ENDING and verb.child("dobj", "xcomp") is None)
        and not _is_listed(verb)
        and verb.lemma not in STRONG_VERBS
        and is_parted(parsed, verb.left)
        and (verb.left == verb.i or adverb)
    )


@as_in("The man was jailed for opening a letter, telling a lie and fleeing the town.")
def _is_listed(verb: Token) -> bool:
    """Return whether a participle is one of a list of acts after a preposition."""
    above = verb.head
    if above.dep == "pcomp" and above.tag == "VBG":
        return True
    joined = verb.child("conj")
    acts = (c.child("pcomp") for c in above.children if c.dep == "prep" and c.i < verb.i)
    more = joined is not None and joined.tag == "VBG"
    return more and any(act is not None and act.tag == "VBG" for act in acts)


@as_in(
    "Ana Brandt said the toll rose, with estimates suggesting that 300 people had died.",
    "The bridge was closed, with the council looking for a firm.",
    "The bridge was closed, with the road blocked by snow.",
    "Despite the council looking for a firm, the bridge was closed.",
    no=(
        "The mayor was pleased with the firm mending the bridge.",
        "The council talked about the firm mending the bridge.",
    ),
)
def is_absolute_claim(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a participle after "with" or "despite" and its noun is a claim.

    It has a subject of its own, and a comma parts it from the clause that it goes with.
    """
    prep = preposition_above(verb)
    if prep is None or prep.i not in inside or verb.tag not in {"VBG", "VBN", "VBD"}:
        return False
    if prep.lower == "despite":
        return True
    return prep.lower == "with" and (is_parted(parsed, prep.i) or prep.i < prep.head.i)


def preposition_above(verb: Token) -> Token | None:
    """Return the preposition whose object or complement is a participle with its subject."""
    if verb.dep == "pcomp":
        named = verb.child(*SUBJECTS) is not None or verb.head.lower == "despite"
        return verb.head if named and verb.head.dep == "prep" else None
    noun = verb.head
    if verb.dep != "acl" or noun.dep != "pobj" or noun.head.dep != "prep":
        return None
    return noun.head
