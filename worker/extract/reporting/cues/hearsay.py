"""Hearsay: claims that somebody unnamed hands on, by a passive or by an adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.accusations import deed_of
from worker.extract.reporting.content.position import trimmed
from worker.extract.reporting.cues.verb_frames import reported
from worker.extract.trace import rejected
from worker.extract.tree.phrases import (
    RELATIVES,
    SUBJECTS,
    is_negated,
    joint,
    mention,
    verb_group,
)
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance

_HEARSAY: Final[dict[Stance, frozenset[str]]] = {
    "hearsay": words("other_cues", "passives", "hedged"),
    "hearsay-predicted": words("other_cues", "passives", "predicted"),
    "hearsay-accused": words("other_cues", "passives", "accused"),
}
_STANCE_OF: Final[dict[str, Stance]] = {
    verb: stance for stance, verbs in reversed(_HEARSAY.items()) for verb in verbs
}
_ALLEGED: Final = words("other_cues", "adverbs", "accused")


def passive_hearsay(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "is believed to", "was accused of": somebody, unnamed unless a "by" names him."""
    headed = is_bare_passive(verb)
    first = _first_passive(verb)
    if not headed and (verb.tag != "VBN" or first.child("auxpass") is None):
        return None
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None else None
    own = first.child("nsubjpass", "nsubj") or (verb.head if headed else None)
    if verb.lemma in _HEARSAY["hearsay-accused"] and own is not None:
        deed = deed_of(parsed, verb, None)
        if deed is not None and is_negated(verb):
            rejected(verb, "a negation over it: nobody is accused")
            return None
        if deed is not None:
            return _charge(verb, _party(first, own), deed, by)
    if by is not None or not _is_hearsay(verb):
        if any(verb.lemma in verbs for verbs in _HEARSAY.values()):
            missing = "no clause and no deed behind it"
            why = missing if by is None else "a “by” names who says it"
            rejected(verb, f"a passive, but no hearsay: {why}")
        return None
    return _handed_on(parsed, sentence, verb, own)


def _handed_on(parsed: Parsed, sentence: Range, verb: Token, own: Token | None) -> Frame | None:
    """The frame of "is believed to have", "I'm told that P": the whole clause, which keeps it."""
    start = min((own.left if own is not None else verb.i), verb_group(verb).start)
    found = trimmed(parsed, Range(max(start, sentence.start), _clause_end(verb, sentence)))
    if found is None:
        return None
    stance = _STANCE_OF.get(verb.lemma, "hearsay")
    return Frame(
        stance=stance,
        anchor=verb.i,
        cue=verb_group(verb),
        sources=(),
        content=(found,),
        kind="marker",
    )


def _first_passive(verb: Token) -> Token:
    """The verb whose auxiliary a charge shares: "was arrested and charged with theft"."""
    first = verb
    while first.dep == "conj" and first.child("nsubjpass", "nsubj", "auxpass", "aux") is None:
        first = first.head
    charged = verb.lemma in _HEARSAY["hearsay-accused"] and first.tag == "VBN"
    return first if charged else verb


def is_bare_passive(verb: Token) -> bool:
    """As in the headline "Minister accused of P": a participle without an auxiliary or object."""
    top = verb.head
    bare = verb.child("aux", "auxpass", "dobj") is None and verb.tag in {"VBN", "VBD"}
    if verb.lemma not in _HEARSAY["hearsay-accused"] or not bare or top.head is not top:
        return False
    of = any(c.i == verb.i + 1 and c.lower in {"of", "with", "for"} for c in verb.children)
    return of and (top is verb or (verb.dep == "acl" and top.pos in {"NOUN", "PROPN"}))


def _charge(verb: Token, party: Range, deed: Range, by: Token | None) -> Frame:
    """As in "was accused of P", by somebody or by nobody that is named: the accused and P."""
    stance: Stance = "accusing" if by is not None else "hearsay-accused"
    return reported(verb, stance, joint(by) if by is not None else (), (party, deed))


def _party(verb: Token, own: Token) -> Range:
    """The words that name the accused, also where the parser took them for several subjects."""
    if own is verb.head:
        return Range(own.left, own.i + 1)
    if own.lower in RELATIVES and verb.dep == "relcl":
        return mention(verb.head)
    named = [child for child in verb.children if child.dep in SUBJECTS and child.i < verb.i]
    return Range(mention(own).start, mention(named[-1]).end)


def _clause_end(verb: Token, sentence: Range) -> int:
    ends = [
        child.left for child in verb.children if child.dep in {"conj", "cc"} and child.i > verb.i
    ]
    return min([verb.right, sentence.end, *ends])


def _is_hearsay(verb: Token) -> bool:
    """Whether a passive without an agent hands on a claim: with an infinitive, "that" or "as"."""
    if verb.lemma == "report":
        return True
    own = verb.child("nsubjpass", "nsubj")
    if verb.lemma == "tell" and own is not None and own.lower in {"i", "we"}:
        return verb.child("ccomp") is not None
    known = any(verb.lemma in verbs for verbs in _HEARSAY.values())
    return known and verb.child("xcomp", "ccomp") is not None


def adverb_frame(parsed: Parsed, sentence: Range, adverb: Token) -> Frame | None:
    """As in "reportedly", "allegedly": hearsay over the clause that it stands in."""
    head = adverb.head
    if head.dep == "amod" and head.pos in {"VERB", "ADJ"}:
        rejected(adverb, "it stands with an attribute: “allegedly hacked emails” is no claim")
        return None
    start, end = max(head.left, sentence.start), min(head.right, sentence.end)
    if head.pos not in {"VERB", "AUX"}:
        start, end = adverb.i, max(head.right, adverb.i + 1)
        left = parsed.tokens[adverb.i - 1] if adverb.i > sentence.start else None
        close = next((t.i for t in parsed.tokens[adverb.i : sentence.end] if t.text == ","), None)
        if left is not None and left.text == "," and close is not None:
            # ", reportedly from the Storm Corps," is a claim of its own.
            return Frame(
                stance="hearsay",
                anchor=adverb.i,
                cue=Range(adverb.i, adverb.i + 1),
                sources=(),
                content=(Range(adverb.i, close),),
                kind="aside",
            )
    found = trimmed(parsed, Range(min(start, adverb.i), max(end, adverb.i + 1)))
    if found is None:
        return None
    stance: Stance = "hearsay-accused" if adverb.lower in _ALLEGED else "hearsay"
    return Frame(
        stance=stance,
        anchor=adverb.i,
        cue=Range(adverb.i, adverb.i + 1),
        sources=(),
        content=(found,),
        kind="marker",
    )
