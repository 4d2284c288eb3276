"""Hearsay: claims of unnamed sources, by a passive or by an adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.accusations import deeds_of
from worker.extract.reporting.content.position import trimmed
from worker.extract.reporting.cues.verb_frame import verb_frame
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import RELATIVES, SUBJECTS, conjuncts, mention, verb_group
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
_WITHOUT_CLAUSE: Final = words("cues", "hearsay", "without_clause")
_TO_REPORTER: Final = words("cues", "hearsay", "to_reporter")
_ALLEGED: Final = words("other_cues", "adverbs", "accused")


@as_in(
    "The driver is believed to have fled.",
    "Ana Brandt was accused of taking a bribe.",
    "The man was arrested and charged with theft.",
    no=(
        "Ana Brandt was not accused of fraud.",
        "The bridge was closed on Monday.",
    ),
)
def passive_hearsay(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a passive: unnamed sources say it, or accuse its subject.

    A "by" names the source of an accusation; with any other verb it is left to other rules.
    """
    bare = is_bare_passive(verb)
    first = _first_passive(verb)
    if not bare and (verb.tag != "VBN" or first.child("auxpass") is None):
        return None
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None else None
    subject = first.child("nsubjpass", "nsubj") or (verb.head if bare else None)
    if verb.lemma in _HEARSAY["hearsay-accused"] and subject is not None:
        deeds = deeds_of(parsed, verb, None)
        if deeds and is_negated(verb):
            rejected(verb, "it is negated: nobody is accused")
            return None
        if deeds:
            return _charge(verb, _accused(first, subject), deeds, by)
    if by is not None or not _is_hearsay(verb):
        if any(verb.lemma in verbs for verbs in _HEARSAY.values()):
            missing = "no clause and no deed after it"
            why = missing if by is None else "a “by” names the source"
            rejected(verb, f"a passive, but no hearsay: {why}")
        return None
    return _hearsay_clause(parsed, sentence, verb, subject)


@as_in("The driver is believed to have fled.", "I'm told that the bridge is closed.")
def _hearsay_clause(
    parsed: Parsed, sentence: Range, verb: Token, subject: Token | None
) -> Frame | None:
    """Return the frame of a passive whose content is its whole clause, the passive included."""
    start = min((subject.left if subject is not None else verb.i), verb_group(verb).start)
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


@as_in("The man was arrested and charged with theft.")
def _first_passive(verb: Token) -> Token:
    """Return the verb whose auxiliary a charge shares: "was arrested and charged with theft"."""
    first = verb
    while first.dep == "conj" and first.child("nsubjpass", "nsubj", "auxpass", "aux") is None:
        first = first.head
    charged = verb.lemma in _HEARSAY["hearsay-accused"] and first.tag == "VBN"
    return first if charged else verb


@as_in("Minister accused of fraud.", no=("The minister was accused of fraud.",))
def is_bare_passive(verb: Token) -> bool:
    """Return whether a participle of accusing is the main verb of a headline without "was"."""
    top = verb.head
    bare = verb.child("aux", "auxpass", "dobj") is None and verb.tag in {"VBN", "VBD"}
    if verb.lemma not in _HEARSAY["hearsay-accused"] or not bare or top.head is not top:
        return False
    of = any(c.i == verb.i + 1 and c.lower in {"of", "with", "for"} for c in verb.children)
    return of and (top is verb or (verb.dep == "acl" and top.pos in {"NOUN", "PROPN"}))


@as_in(
    "Ana Brandt was accused of taking a bribe.",
    "Ana Brandt was accused by the council of taking a bribe.",
)
def _charge(verb: Token, party: Range, deeds: tuple[Range, ...], by: Token | None) -> Frame:
    """Return the frame of charges: who is accused, and of what; the source is after "by"."""
    stance: Stance = "accusing" if by is not None else "hearsay-accused"
    return verb_frame(verb, stance, conjuncts(by) if by is not None else (), (party, *deeds))


@as_in("A man who was accused of fraud left on Monday.")
def _accused(verb: Token, subject: Token) -> Range:
    """Return the words that name the accused, also where the parser sees several subjects."""
    if subject is verb.head:
        return Range(subject.left, subject.i + 1)
    if subject.lower in RELATIVES and verb.dep == "relcl":
        return mention(verb.head)
    named = [child for child in verb.children if child.dep in SUBJECTS and child.i < verb.i]
    return Range(mention(subject).start, mention(named[-1]).end)


def _clause_end(verb: Token, sentence: Range) -> int:
    """Return where the clause of a verb ends: before the next verb coordinated with it."""
    ends = [
        child.left for child in verb.children if child.dep in {"conj", "cc"} and child.i > verb.i
    ]
    return min([verb.right, sentence.end, *ends])


@as_in(
    "The driver is believed to have fled.",
    "I'm told that the bridge is closed.",
    "Five people were reported missing.",
    no=("The residents were told that the bridge was closed.",),
)
def _is_hearsay(verb: Token) -> bool:
    """Return whether a passive reports a claim: its complement is an infinitive or a clause."""
    if verb.lemma in _WITHOUT_CLAUSE:
        return True
    subject = verb.child("nsubjpass", "nsubj")
    if verb.lemma in _TO_REPORTER and subject is not None and subject.lower in {"i", "we"}:
        return verb.child("ccomp") is not None
    known = any(verb.lemma in verbs for verbs in _HEARSAY.values())
    return known and verb.child("xcomp", "ccomp") is not None


@as_in(
    "The driver allegedly fled.",
    "The soldiers, reportedly from the north, were captured.",
    no=("The paper printed allegedly hacked emails.",),
)
def adverb_frame(parsed: Parsed, sentence: Range, adverb: Token) -> Frame | None:
    """Return the frame of "reportedly" or "allegedly": its clause, or the phrase it opens."""
    head = adverb.head
    if head.dep == "amod" and head.pos in {"VERB", "ADJ"}:
        rejected(adverb, "it modifies an attribute: “allegedly hacked emails” is no claim")
        return None
    start, end = max(head.left, sentence.start), min(head.right, sentence.end)
    if head.pos not in {"VERB", "AUX"}:
        start, end = adverb.i, max(head.right, adverb.i + 1)
        aside = _aside(parsed, sentence, adverb)
        if aside is not None:
            return aside
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


@as_in(
    "The soldiers, reportedly from the north, were captured.",
    no=("The soldiers were captured, reportedly from the north.",),
)
def _aside(parsed: Parsed, sentence: Range, adverb: Token) -> Frame | None:
    """Return the frame of a phrase between commas that an adverb opens: a claim in addition."""
    before = parsed.tokens[adverb.i - 1] if adverb.i > sentence.start else None
    close = next((t.i for t in parsed.tokens[adverb.i : sentence.end] if t.text == ","), None)
    if before is None or before.text != "," or close is None:
        return None
    return Frame(
        stance="hearsay",
        anchor=adverb.i,
        cue=Range(adverb.i, adverb.i + 1),
        sources=(),
        content=(Range(adverb.i, close),),
        kind="aside",
    )
