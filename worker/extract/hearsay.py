"""Hearsay: claims that somebody unnamed hands on, by a passive or by an adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.contents import trimmed
from worker.extract.frames import Frame, reported
from worker.extract.objects import deed_of
from worker.extract.phrases import joint, mention, verb_group
from worker.extract.tokens import Range
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.frames import Stance
    from worker.extract.tokens import Parsed, Token

_HEARSAY: Final = {
    "hearsay": words("other_cues", "passives", "hedged"),
    "hearsay-predicted": words("other_cues", "passives", "predicted"),
    "hearsay-accused": words("other_cues", "passives", "accused"),
}
_ALLEGED: Final = words("other_cues", "adverbs", "accused")


def passive_hearsay(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "is believed to", "was accused of": somebody, unnamed unless a "by" names him."""
    if verb.tag != "VBN" or verb.child("auxpass") is None:
        return None
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None else None
    accused = verb.lemma in _HEARSAY["hearsay-accused"]
    own = verb.child("nsubjpass", "nsubj")
    if accused and own is not None:
        deed = deed_of(parsed, verb, None)
        content = (mention(own), deed) if deed is not None else None
        if content is None:
            return None
        stance: Stance = "accusing" if by is not None else "hearsay-accused"
        sources = joint(by) if by is not None else ()
        return reported(verb, stance, sources, content)
    if by is not None or not _is_hearsay(verb):
        return None
    start = min((own.left if own is not None else verb.i), verb_group(verb).start)
    start = max(start, sentence.start)
    name: Stance = "hearsay" if verb.lemma in _HEARSAY["hearsay"] else "hearsay-predicted"
    found = trimmed(parsed, Range(start, _clause_end(verb, sentence)))
    if found is None:
        return None
    cue = verb_group(verb)
    return Frame(name, verb.i, cue, (), (found,), keeps_cue=True)


def _clause_end(verb: Token, sentence: Range) -> int:
    ends = [
        child.left for child in verb.children if child.dep in {"conj", "cc"} and child.i > verb.i
    ]
    return min([verb.right, sentence.end, *ends])


def _is_hearsay(verb: Token) -> bool:
    """Whether a passive without an agent hands on a claim: with an infinitive, "that" or "as"."""
    if verb.lemma in _HEARSAY["hearsay-predicted"]:
        return verb.child("xcomp", "ccomp") is not None
    if verb.lemma not in _HEARSAY["hearsay"]:
        return False
    if verb.lemma == "report":
        return True
    return verb.child("xcomp", "ccomp") is not None


def adverb_frame(parsed: Parsed, sentence: Range, adverb: Token) -> Frame | None:
    """As in "reportedly", "allegedly": hearsay over the clause that it stands in."""
    head = adverb.head
    start, end = max(head.left, sentence.start), min(head.right, sentence.end)
    if head.pos not in {"VERB", "AUX"}:
        start, end = adverb.i, max(head.right, adverb.i + 1)
        left = parsed.tokens[adverb.i - 1] if adverb.i > sentence.start else None
        close = next((t.i for t in parsed.tokens[adverb.i : sentence.end] if t.text == ","), None)
        if left is not None and left.text == "," and close is not None:
            # ", reportedly from the Storm Corps," is a claim of its own.
            return Frame(
                "hearsay",
                adverb.i,
                Range(adverb.i, adverb.i + 1),
                (),
                (Range(adverb.i, close),),
                apart=True,
            )
    found = trimmed(parsed, Range(min(start, adverb.i), max(end, adverb.i + 1)))
    if found is None:
        return None
    stance: Stance = "hearsay-accused" if adverb.lower in _ALLEGED else "hearsay"
    return Frame(stance, adverb.i, Range(adverb.i, adverb.i + 1), (), (found,), keeps_cue=True)
