"""Accusations and pleas: "accused B of P", "charged in P", "pleaded not guilty to P".

Each function gives the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import before_occasion
from worker.extract.reporting.content.objects import object_to_end
from worker.extract.reporting.content.position import (
    trimmed,
)
from worker.extract.trace import rejected
from worker.extract.tree.phrases import mention

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token
    from worker.extract.stances import Stance

_ACCUSING: Final = frozenset(
    {"accuse", "charge", "blame", "suspect", "slam", "criticize", "criticise", "fault", "denounce"}
)
_CRIMES: Final = frozenset(
    {
        *("death", "killing", "murder", "slaying", "homicide", "shooting", "stabbing", "beating"),
        *(
            "attack",
            "assault",
            "rape",
            "kidnapping",
            "abduction",
            "bombing",
            "robbery",
            "burglary",
        ),
        *("theft", "fraud", "scheme", "plot", "conspiracy", "crash", "arson"),
    }
)
"""What somebody is charged "in": "charged in the killing of two men"."""

_OF: Final = frozenset({"of", "with", "for"})


def accused(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "A accused B of P", "A blamed B": B and P."""
    del sentence
    if verb.lemma not in _ACCUSING or not sources:
        return None
    target = verb.child("dobj")
    deed = deed_of(parsed, verb, target)
    if target is None or (deed is None and verb.lemma != "blame"):
        no_deed = "no deed behind “of”, “with” or “for”"
        rejected(verb, "no object that is accused" if target is None else no_deed)
        return None
    if deed is not None and deed.start < target.i:
        # As in "charged with murder, attempted murder": deeds, and nobody accused.
        return None
    party = mention(target)
    if deed is None:
        return "accusing", (party,)
    party = Range(party.start, max(min(party.end, deed.start - 1), party.start + 1))
    if (
        verb.lemma not in {"accuse", "charge", "blame", "suspect"}
        and parsed.tokens[deed.start].tag != "VBG"
    ):
        rejected(verb, "what somebody is criticised for is no deed: no participle behind it")
        return None
    return "accusing", (party, deed)


def deed_of(parsed: Parsed, verb: Token, target: Token | None) -> Range | None:
    """What somebody is accused of: behind "of", "with" or "for"."""
    for governor in (verb, target):
        for child in governor.children if governor is not None else ():
            of = {"for"} if verb.lemma == "blame" else _OF | {"in"}
            if child.dep == "prep" and child.lower in of and child.i > verb.i:
                inner = child.child("pcomp", "pobj")
                if inner is not None and (child.lower != "in" or inner.lemma in _CRIMES):
                    end = _before_relative(parsed, Range(child.i + 1, inner.right))
                    end = before_occasion(parsed, Range(child.i + 1, end))
                    return trimmed(parsed, Range(child.i + 1, end), leading=False)
    return None


def _before_relative(parsed: Parsed, deed: Range) -> int:
    """Where a deed ends: before a ", which" that tells more of it in the article's words."""
    tokens = parsed.tokens
    ends = (i - 1 for i in range(deed.start + 1, deed.end) if tokens[i].tag in {"WDT", "WP"})
    return next((end for end in ends if tokens[end].text == ","), deed.end)


def pleaded(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "pleaded not guilty to P": P."""
    plea = verb.child("acomp")
    if verb.lemma != "plead" or plea is None or plea.lower != "guilty" or not sources:
        return None
    prep = next((c for c in (*plea.children, *verb.children) if c.lower == "to"), None)
    deed = prep.child("pcomp", "pobj") if prep is not None else None
    if deed is None:
        rejected(verb, "a plea, but no “to” behind it that says what of")
        return None
    start = min(deed.left, mention(deed).start)
    stance: Stance = "denying" if plea.child("neg") is not None else "saying"
    return stance, object_to_end(parsed, sentence, verb, start)
