"""Nouns that report a clause: "X's claim that P", "rumours that P", "on the pretext that P"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.objects import noun_clause
from worker.extract.reporting.content.position import trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import mention, subject, tags_of, verb_group
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance

_ACCUSATIONS: Final = words("other_cues", "propositions", "accusing")
NOUNS_OF_SAYING: Final = words("other_cues", "propositions", "saying")
"""Nouns of what is said: "claim", "report"."""

NOUNS_BY_STANCE: Final[dict[Stance, frozenset[str]]] = {
    "accusing": _ACCUSATIONS,
    "denying": words("other_cues", "propositions", "denying"),
    "doubting": words("other_cues", "propositions", "doubting"),
    "open": words("other_cues", "propositions", "open"),
}
"""The stance of a noun towards its clause; a noun of no list says it."""

PRETEXTS: Final = words("other_cues", "propositions", "pretexts")
_LIGHT: Final = words("other_cues", "propositions", "light")
_RETRACTING: Final = words("cues", "nouns", "retracting")
_FACING: Final = words("cues", "nouns", "facing")


@as_in(
    "The union's claim that the bridge was unsafe was false.",
    "The report by the Harbour Agency that the bridge was unsafe was false.",
    "The panel came to the conclusion that the bridge was unsafe.",
    no=(
        "The report was long.",
        "Ana Brandt retracted her claim that the bridge was unsafe.",
    ),
)
def noun_of_saying(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """Return the frame of a noun with a "that" clause: its possessor or holder says the clause."""
    content = noun_clause(parsed, sentence, noun) or _predicate(parsed, sentence, noun)
    source, cue = _source(noun)
    if content is None:
        rejected(noun, "a noun of saying, but no “that” clause after it")
        return None
    if noun.dep == "dobj" and noun.head.lemma in _RETRACTING:
        rejected(noun, "the statement is taken back: it is no longer made")
        return None
    if source is None:
        return _frame_without_source(parsed, sentence, noun, content)
    past = noun.dep in {"dobj", "pobj"} and cue.start < noun.i and "VBD" in tags_of(parsed, cue)
    return Frame(
        stance=_stance_of(noun),
        anchor=noun.i,
        cue=cue,
        sources=(source,),
        content=(content,),
        attribution=(mention(noun),),
        is_past=past,
    )


def _source(noun: Token) -> tuple[Token | None, Range]:
    """Return the source of a noun of saying, if it has one, and the words that are its cue."""
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
        return _holder(noun)
    return source, cue


@as_in(
    "The mayor's message was that the bridge was safe.",
    no=("The mayor's message was not that the bridge was safe.",),
)
def _predicate(parsed: Parsed, sentence: Range, noun: Token) -> Range | None:
    """Return the "that" clause after a "be" whose subject the noun is."""
    clause = noun.head.child("ccomp") if noun.dep == "nsubj" and noun.head.lemma == "be" else None
    if clause is None or clause.left != noun.head.i + 1 or is_negated(noun.head):
        return None
    if parsed.tokens[clause.left].lower != "that":
        return None
    return without_mark(parsed, Range(clause.left, min(clause.right, sentence.end)))


def _stance_of(noun: Token) -> Stance:
    """Return the stance of a noun, or of the noun that governs it: "doubt on the claim that"."""
    governor = noun.head.head.child("dobj") if noun.dep == "pobj" else None
    if any(child.lower in {"little", "no"} for child in noun.children):
        return "saying"
    names = {noun.lemma, governor.lemma if governor is not None else ""}
    return next((stance for stance, nouns in NOUNS_BY_STANCE.items() if names & nouns), "saying")


@as_in(
    "There were rumours that the mayor had paid.",
    "The mayor faces accusations that he took a bribe.",
    no=(
        "There were no rumours that the mayor had paid.",
        "Rumours that the mayor had paid spread quickly.",
    ),
)
def _frame_without_source(
    parsed: Parsed, sentence: Range, noun: Token, content: Range
) -> Frame | None:
    """Return the hearsay frame of a noun without a source, after "there is" or "faces"."""
    verb = noun.head
    if is_negated(verb) or any(c.lower == "no" for c in noun.children):
        rejected(noun, "there is none: a “not” with its verb or a “no” before it")
        return None
    if verb.lemma in _FACING and noun.dep == "dobj" and noun.lemma in _ACCUSATIONS:
        cue = Range(verb_group(verb).start, noun.i + 1)
        before = Range(max(verb.left, sentence.start), content.start)
        return Frame(
            stance="hearsay-accused",
            anchor=noun.i,
            cue=cue,
            sources=(),
            content=(content,),
            attribution=(before,),
        )
    exists = (
        noun.lemma in NOUNS_OF_SAYING and verb.lemma == "be" and verb.child("expl") is not None
    )
    whole = trimmed(parsed, Range(max(verb.left, sentence.start), content.end)) if exists else None
    if whole is None:
        rejected(noun, "it has no source, and no “there is” or “faces” before it")
        return None
    cue = Range(noun.i, noun.i + 1)
    return Frame(
        stance="hearsay", anchor=noun.i, cue=cue, sources=(), content=(whole,), kind="marker"
    )


@as_in(
    "The driver left under the pretext that he was ill.",
    no=("The driver left under a pretext.",),
)
def pretext(parsed: Parsed, sentence: Range, noun: Token) -> Frame | None:
    """Return the frame of a pretext or lie with a "that" clause: the article denies the clause."""
    content = noun_clause(parsed, sentence, noun)
    if content is None:
        rejected(noun, "no “that” clause after it")
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


@as_in("The panel came to the conclusion that the bridge was unsafe.")
def _holder(noun: Token) -> tuple[Token | None, Range]:
    """Return the subject of "came to the conclusion that P", and the cue: from verb to noun."""
    verb = noun.head if noun.dep == "dobj" else noun.head.head
    light = verb.lemma in _LIGHT or (verb.dep == "xcomp" and verb.head.lemma in _LIGHT)
    holder = subject(verb) if light and not is_negated(verb) else None
    if holder is None or holder.i > verb.i:
        return None, Range(noun.i, noun.i + 1)
    return holder, Range(verb_group(verb).start, noun.i + 1)
