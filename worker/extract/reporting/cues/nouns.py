"""Nouns that hand on a clause: "X's claim that P", "rumours that P", "on the pretext that P"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.objects import noun_clause
from worker.extract.reporting.content.position import trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.phrases import is_negated, mention, subject, tags_of, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance

_ACCUSATIONS: Final = words("other_cues", "propositions", "accusing")
SAYINGS: Final = words("other_cues", "propositions", "saying")
"""Nouns of what is said: "claim", "report"."""

STANCES: Final[dict[Stance, frozenset[str]]] = {
    "accusing": _ACCUSATIONS,
    "denying": words("other_cues", "propositions", "denying"),
    "doubting": words("other_cues", "propositions", "doubting"),
    "open": words("other_cues", "propositions", "open"),
}
"""What a noun does with its clause; the others say it."""

PRETEXTS: Final = words("other_cues", "propositions", "pretexts")
_LIGHT: Final = words("other_cues", "propositions", "light")
_TAKING_BACK: Final = frozenset({"retract", "withdraw", "recant", "disavow", "drop", "rescind"})


def noun_of_saying(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "the union's accusations that P", "a report in the Herald that P"."""
    content = noun_clause(parsed, sentence, noun) or _predicate(parsed, sentence, noun)
    source = noun.child("poss")
    cue = Range(noun.i, noun.i + 1)
    if source is None:
        prep = next(
            (
                c
                for c in noun.children
                if c.dep in {"prep", "agent"} and c.lower in {"by", "from", "in", "of"}
            ),
            None,
        )
        source = prep.child("pobj") if prep is not None else None
        cue = Range(mention(noun).start, prep.i + 1) if prep is not None else cue
    if source is None and noun.dep in {"dobj", "pobj"}:
        source, cue = _holder(noun)
    if content is None:
        rejected(noun, "a noun of saying, but no “that” clause behind it")
        return None
    if noun.dep == "dobj" and noun.head.lemma in _TAKING_BACK:
        rejected(noun, "taken back: nobody says it any more")
        return None
    if source is None:
        return _unnamed(parsed, sentence, noun, content)
    stance = _stance_of(noun)
    past = noun.dep in {"dobj", "pobj"} and cue.start < noun.i and "VBD" in tags_of(parsed, cue)
    return Frame(
        stance=stance,
        anchor=noun.i,
        cue=cue,
        sources=(source,),
        content=(content,),
        attribution=(mention(noun),),
        is_past=past,
    )


def _predicate(parsed: Parsed, sentence: Range, noun: Token) -> Range | None:
    """As in "Hale's message was that P": the clause behind the "be" whose subject the noun is."""
    clause = noun.head.child("ccomp") if noun.dep == "nsubj" and noun.head.lemma == "be" else None
    if clause is None or clause.left != noun.head.i + 1 or is_negated(noun.head):
        return None
    if parsed.tokens[clause.left].lower != "that":
        return None
    return without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))


def _stance_of(noun: Token) -> Stance:
    """What a noun does with its clause, or the noun over it: "cast doubt on the claim that"."""
    over = noun.head.head.child("dobj") if noun.dep == "pobj" else None
    if any(child.lower in {"little", "no"} for child in noun.children):
        return "saying"
    names = {noun.lemma, over.lemma if over is not None else ""}
    return next((stance for stance, nouns in STANCES.items() if names & nouns), "saying")


def _unnamed(parsed: Parsed, sentence: Range, noun: Token, content: Range) -> Frame | None:
    """As in "There were rumours that P", "faces accusations that P": nobody says who says so."""
    verb = noun.head
    if is_negated(verb) or any(c.lower == "no" for c in noun.children):
        rejected(noun, "there is none: a “not” over it or a “no” before it")
        return None
    if verb.lemma == "face" and noun.dep == "dobj" and noun.lemma in _ACCUSATIONS:
        cue = Range(verb_group(verb).start, noun.i + 1)
        begun = Range(max(verb.left, sentence.start), content.start)
        return Frame(
            stance="hearsay-accused",
            anchor=noun.i,
            cue=cue,
            sources=(),
            content=(content,),
            attribution=(begun,),
        )
    told = noun.lemma in SAYINGS and verb.lemma == "be" and verb.child("expl") is not None
    whole = trimmed(parsed, Range(max(verb.left, sentence.start), content.end)) if told else None
    if whole is None:
        rejected(noun, "nobody is named who has it, and no “there is” or “faces” before it")
        return None
    cue = Range(noun.i, noun.i + 1)
    return Frame(
        stance="hearsay", anchor=noun.i, cue=cue, sources=(), content=(whole,), kind="marker"
    )


def pretext(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """As in "under the pretext that P": whoever says so denies P."""
    content = noun_clause(parsed, sentence, noun)
    if content is None:
        rejected(noun, "no “that” clause behind it")
        return None
    prep = noun.head
    start = prep.i if prep.dep == "prep" and prep.i < noun.i else mention(noun).start
    cue = Range(start, content.start)
    return Frame(
        stance="denying",
        anchor=noun.i,
        cue=cue,
        sources=(),
        content=(content,),
        attribution=(cue,),
        kind="aside",
    )


def _holder(noun: Token) -> tuple[Token | None, Range]:
    """Who has the view of "came to the conclusion that P", and those words up to the noun."""
    verb = noun.head if noun.dep == "dobj" else noun.head.head
    light = verb.lemma in _LIGHT or (verb.dep == "xcomp" and verb.head.lemma in _LIGHT)
    own = subject(verb) if light and not is_negated(verb) else None
    if own is None or own.i > verb.i:
        return None, Range(noun.i, noun.i + 1)
    return own, Range(verb_group(verb).start, noun.i + 1)
