"""Accusations and pleas: "accused B of P", "charged in P", "pleaded not guilty to P".

A rule returns the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import before_occasion
from worker.extract.reporting.content.objects import object_to_end
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected
from worker.extract.tree.phrases import mention
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token
    from worker.extract.stances import Stance

_ACCUSING: Final = words("content", "accusations", "accusing")
_CHARGING: Final = words("content", "accusations", "charging")
_BLAMING: Final = words("content", "accusations", "blaming")
_CRIMES: Final = words("content", "accusations", "crimes")
_PLEADING: Final = words("content", "accusations", "pleading")
_GUILTY: Final = words("content", "accusations", "guilty")
_BEFORE_DEED: Final = frozenset({"of", "with", "for"})
_BEFORE_CRIME: Final = "in"
"""The preposition after which only a crime is a deed: "charged in the killing of two men"."""

_BEFORE_BLAME: Final = "for"


@as_in(
    "Ana Brandt accused the firm of taking bribes.",
    "Ana Brandt blamed the firm for the crash.",
    "Prosecutors charged Ana Brandt in the killing of two men.",
    no=("Ana Brandt accused the firm.", "Ana Brandt criticized the firm for its plan."),
)
def accused(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the party that an accusing verb has as its object, and the deed it is accused of."""
    del sentence
    if verb.lemma not in _ACCUSING or not sources:
        return None
    target = verb.child("dobj")
    deed = deed_of(parsed, verb, target)
    if target is None or (deed is None and verb.lemma not in _BLAMING):
        no_deed = "no deed after “of”, “with” or “for”"
        rejected(verb, "no object that is accused" if target is None else no_deed)
        return None
    if deed is not None and deed.start < target.i:
        # In "charged with murder, attempted murder" the object is one more deed, not a party.
        return None
    party = mention(target)
    if deed is None:
        return "accusing", (party,)
    party = Range(party.start, max(min(party.end, deed.start - 1), party.start + 1))
    if verb.lemma not in _CHARGING and parsed.tokens[deed.start].tag != "VBG":
        rejected(verb, "a criticism without a deed: no participle after the preposition")
        return None
    return "accusing", (party, deed)


@as_in(
    "Ana Brandt was accused of taking bribes.",
    "Ana Brandt was charged in the killing of two men.",
    no=("Ana Brandt was charged in March.",),
)
def deed_of(parsed: Parsed, verb: Token, target: Token | None) -> Range | None:
    """Return the deed of an accusation: the complement of "of", "with", "for" or "in"."""
    blaming = verb.lemma in _BLAMING
    prepositions = {_BEFORE_BLAME} if blaming else _BEFORE_DEED | {_BEFORE_CRIME}
    for governor in (verb, target):
        for child in governor.children if governor is not None else ():
            if child.dep == "prep" and child.lower in prepositions and child.i > verb.i:
                inner = child.child("pcomp", "pobj")
                if inner is not None and (child.lower != _BEFORE_CRIME or inner.lemma in _CRIMES):
                    end = _before_relative(parsed, Range(child.i + 1, inner.right))
                    end = before_occasion(parsed, Range(child.i + 1, end))
                    return trimmed(parsed, Range(child.i + 1, end), leading=False)
    return None


@as_in("Ana Brandt was accused of fraud, which carries a long sentence.")
def _before_relative(parsed: Parsed, deed: Range) -> int:
    """Return where a deed ends: before a ", which" clause that the article adds, or at its end."""
    tokens = parsed.tokens
    ends = (i - 1 for i in range(deed.start + 1, deed.end) if tokens[i].tag in {"WDT", "WP"})
    return next((end for end in ends if tokens[end].text == ","), deed.end)


@as_in(
    "Ana Brandt pleaded guilty to taking bribes.",
    "Ana Brandt pleaded not guilty to fraud.",
    no=("Ana Brandt pleaded not guilty.",),
)
def pleaded(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the deed after "pleaded guilty to" as said, after "not guilty to" as denied."""
    plea = verb.child("acomp")
    if verb.lemma not in _PLEADING or plea is None or plea.lower not in _GUILTY or not sources:
        return None
    prep = next((c for c in (*plea.children, *verb.children) if c.lower == "to"), None)
    deed = prep.child("pcomp", "pobj") if prep is not None else None
    if deed is None:
        rejected(verb, "a plea without a “to” and the deed after it")
        return None
    start = min(deed.left, mention(deed).start)
    stance: Stance = "denying" if plea.child("neg") is not None else "saying"
    return stance, object_to_end(parsed, sentence, verb, start)
