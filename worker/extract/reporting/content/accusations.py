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
_OPENING: Final = 2
"""Words that a further deed opens with: "and" and the preposition or participle after it."""


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
    deeds = deeds_of(parsed, verb, target)
    if target is None or (not deeds and verb.lemma not in _BLAMING):
        no_deed = "no deed after “of”, “with” or “for”"
        rejected(verb, "no object that is accused" if target is None else no_deed)
        return None
    party = mention(target)
    if not deeds:
        return "accusing", (party,)
    first = deeds[0].start
    if first < target.i:
        # In "charged with murder, attempted murder" the object is one more deed, not a party.
        return None
    party = Range(party.start, max(min(party.end, first - 1), party.start + 1))
    if verb.lemma not in _CHARGING and parsed.tokens[first].tag != "VBG":
        rejected(verb, "a criticism without a deed: no participle after the preposition")
        return None
    return "accusing", (party, *deeds)


@as_in(
    "Ana Brandt was accused of taking bribes.",
    "Ana Brandt was charged in the killing of two men.",
    "Ana Brandt was accused of fraud and of taking bribes.",
    no=("Ana Brandt was charged in March.",),
)
def deeds_of(parsed: Parsed, verb: Token, target: Token | None) -> tuple[Range, ...]:
    """Return the deeds of an accusation: the complements of "of", "with", "for" or "in"."""
    blaming = verb.lemma in _BLAMING
    prepositions = {_BEFORE_BLAME} if blaming else _BEFORE_DEED | {_BEFORE_CRIME}
    for governor in (verb, target):
        for child in governor.children if governor is not None else ():
            if child.dep == "prep" and child.lower in prepositions and child.i > verb.i:
                first = _first_of(parsed, child, target)
                inner = first.child("pcomp", "pobj")
                if inner is not None and (child.lower != _BEFORE_CRIME or inner.lemma in _CRIMES):
                    return _divided(parsed, first, _whole(parsed, first, inner))
    return ()


@as_in(
    "Villagers accuse the water board of waste and of bribing two inspectors.",
)
def _first_of(parsed: Parsed, prep: Token, target: Token | None) -> Token:
    """Return the preposition of the first deed: that of the party where "and" is before this."""
    if target is None or parsed.tokens[prep.i - 1].dep != "cc":
        return prep
    same = (c for c in target.children if c.lower == prep.lower and target.i < c.i < prep.i)
    return next(same, prep)


@as_in(
    "The club accuses the league of favouritism and of hiding its accounts.",
    no=("Ana Brandt was accused of fraud, leaving the firm in debt.",),
)
def _goes_on(parsed: Parsed, prep: Token, end: int) -> int:
    """Return where the next deed of a list ends; 0 where the words from `end` on are none.

    It comes after "and" or a comma, with the preposition again or as a participle.
    """
    following = parsed.tokens[end : end + 2]
    if len(following) < _OPENING or not (following[0].dep == "cc" or following[0].text == ","):
        return 0
    again = following[1].lower == prep.lower
    acts = following[0].dep == "cc" or parsed.tokens[prep.i + 1].tag == "VBG"
    further = _is_deed(following[1]) if acts else False
    return following[1].right if further or (following[0].dep == "cc" and again) else 0


def _is_deed(word: Token) -> bool:
    """Return whether a word is a participle that goes on with a list of deeds."""
    return word.tag == "VBG" and word.dep in {"acl", "advcl", "conj", "pcomp"}


def _whole(parsed: Parsed, prep: Token, inner: Token) -> Range:
    """Return the deeds after a preposition, as one."""
    # The parser may give the "and" before the next deed to this one.
    end = inner.right - (parsed.tokens[inner.right - 1].dep == "cc")
    while (further := _goes_on(parsed, prep, end)) > end:
        end = further
    return Range(prep.i + 1, _before_relative(parsed, Range(prep.i + 1, end)))


@as_in(
    "Ana Brandt was accused of fraud and of taking bribes.",
    "Ana Brandt was accused of opening letters, telling lies and taking bribes.",
)
def _divided(parsed: Parsed, prep: Token, whole: Range) -> tuple[Range, ...]:
    """Return the deeds of a list: each with its preposition or with a participle of its own."""
    tokens = parsed.tokens
    cuts = [whole.start]
    for i in range(whole.start + 1, whole.end - 1):
        if tokens[i].dep != "cc" and tokens[i].text != ",":
            continue
        following = tokens[i + 1]
        if _is_deed(following) or (following.lower == prep.lower and tokens[i].dep == "cc"):
            cuts.append(i)
    parts = (Range(*bounds) for bounds in zip(cuts, [*cuts[1:], whole.end], strict=True))
    alone = (_without_opener(parsed, prep, part) for part in parts)
    alone = (Range(part.start, before_occasion(parsed, part)) for part in alone)
    deeds = (trimmed(parsed, part, leading=False) for part in alone)
    return tuple(deed for deed in deeds if deed is not None)


def _without_opener(parsed: Parsed, prep: Token, part: Range) -> Range:
    """Return a deed without the comma, the conjunction and the preposition before it."""
    start = part.start
    while start < part.end - 1 and (
        parsed.tokens[start].dep == "cc"
        or parsed.tokens[start].text == ","
        or parsed.tokens[start].lower == prep.lower
    ):
        start += 1
    return Range(start, part.end)


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
