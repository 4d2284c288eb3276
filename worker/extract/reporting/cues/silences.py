"""Silences: sources that do not confirm something, do not answer, or cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.accusations import accused
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import complement, trimmed, without_mark
from worker.extract.reporting.cues.refusals import is_pending, missing_answer, withheld_verb
from worker.extract.trace import rejected
from worker.extract.tree.phrases import (
    RELATIVES,
    SUBJECTS,
    conjuncts,
    mention,
    subject,
    verb_group,
)
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_SILENT: Final = words("other_cues", "silence", "verbs")
_REFUSING: Final = words("other_cues", "silence", "refusing")
_WHOLE: Final = words("other_cues", "silence", "whole")
_CHARGING: Final = words("cues", "silences", "charging")
_WITH_OBJECT: Final = words("cues", "silences", "with_object")
_NOBODY: Final = frozenset({"nobody", "none", "nothing"})


@as_in(
    "Ana Brandt declined to comment.",
    "The ministry has not confirmed that the bridge was closed.",
    "Ana Brandt could not be reached for comment.",
    no=("Ana Brandt refused to pay.", "Staff should not comment on it."),
)
def silence(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a silence: its content is what stays open, or else its clause."""
    governor = _governor(verb)
    withheld = withheld_verb(governor)
    if withheld is None:
        return None
    holder = governor.child(*SUBJECTS) or _speaker_before_but(governor)
    if holder is None or holder.lower in RELATIVES:
        holder = subject(governor)
    if holder is None or holder.lower in _NOBODY or _has_no(holder):
        rejected(verb, "nobody in particular is silent")
        return None
    last = _last_coordinated(withheld)
    content = _open_content(parsed, sentence, last, holder)
    relative = content is None and governor.dep == "relcl"
    if content is None:
        end = min(
            max(governor.right, withheld.right),
            content_end(parsed, sentence, governor, last.i + 1),
        )
        close = (t.i for t in parsed.tokens[governor.i : end] if t.quote == "close")
        content = _clause_of(parsed, sentence, holder, Range(governor.i, next(close, end)))
    if content is None:
        return None
    cue = Range(_cue_start(governor, holder), (missing_answer(governor) or last).i + 1)
    return Frame(
        stance="silence",
        anchor=verb.i,
        cue=cue,
        sources=conjuncts(holder),
        content=content,
        attribution=(cue,),
        kind="aside" if relative else "report",
    )


@as_in(
    "No one commented.",
    "No officials said whether the bridge was closed.",
    no=("The mayor declined to comment.",),
)
def _has_no(holder: Token) -> bool:
    """Return whether a subject has a "no": then nobody in particular has been silent."""
    return any(child.dep == "det" and child.lower == "no" for child in holder.children)


@as_in(
    "Ana Brandt said the firm knew of the fault but declined to comment further.",
    no=("The mayor said the bridge was closed, but declined to comment on the cost.",),
)
def _speaker_before_but(governor: Token) -> Token | None:
    """Return the subject of the verb of saying whose content a "but" ends before a silence.

    The parser coordinates the silence with the content, as if its subject were silent.
    """
    if governor.dep not in {"conj", "ccomp"}:
        return None
    first = governor
    while first.dep == "conj":
        first = first.head
    said = first.head
    joins = [c for c in said.children if c.dep == "ccomp" and c.i < governor.i] + [first]
    but = any(c.lower == "but" and c.i < governor.i for clause in joins for c in clause.children)
    reports = first.dep == "ccomp" and said.lemma in STRONG_VERBS and said.tag == governor.tag
    return said.child(*SUBJECTS) if but and reports else None


@as_in("The mayor said the bridge was closed and declined to comment.")
def _clause_of(
    parsed: Parsed, sentence: Range, holder: Token, verb: Range
) -> tuple[Range, ...] | None:
    """Return the clause of a silence, with its holder where another clause is between them."""
    governor = parsed.tokens[verb.start]
    reports = (
        holder.head.lemma in VERB_CLASSES and holder.head.dep != "ccomp" and holder.i < governor.i
    )
    joined = governor.dep in {"conj", "ccomp"} or (
        governor.dep == "advcl" and governor.tag == "VBG"
    )
    if governor.child(*SUBJECTS) is not None or not (reports and joined):
        whole = trimmed(parsed, Range(max(holder.left, sentence.start), verb.end))
        return (whole,) if whole is not None else None
    said = trimmed(parsed, Range(_cue_start(governor, holder), verb.end))
    return (mention(holder), said) if said is not None else None


@as_in(
    "The ministry has not confirmed that the bridge was closed.",
    "The ministry did not confirm the arrest.",
    "The firm stopped short of blaming the mayor.",
    no=("Ana Brandt declined to comment.",),
)
def _open_content(
    parsed: Parsed, sentence: Range, withheld: Token, holder: Token
) -> tuple[Range, ...] | None:
    """Return what is not confirmed, denied or said; None where nothing is embedded."""
    if withheld.lemma in _CHARGING:
        found = accused(parsed, sentence, withheld, (holder,))
        return found[1] if found is not None else None
    clause = complement(withheld) or withheld.child("ccomp") or _conditional(withheld)
    target = withheld.child("dobj")
    act = withheld.child("xcomp")
    takes_object = withheld.lemma in _WITH_OBJECT
    content = None
    if (
        clause is not None
        and clause.i > withheld.i
        and withheld.lemma not in _WHOLE
        and _is_proposition(clause)
    ):
        content = without_mark(parsed, Range(clause.left, clause.right), question=True)
    elif takes_object and target is not None and target.i > withheld.i:
        content = trimmed(parsed, Range(mention(target).start, target.right))
    elif takes_object and act is not None and act.tag == "VBG" and act.i > withheld.i:
        content = trimmed(parsed, Range(act.left, act.right))
    return (content,) if content is not None else None


def _cue_start(verb: Token, holder: Token) -> int:
    """Return where the cue begins, with the "would neither" before its verb."""
    before = (c.i for c in verb.children if c.dep in {"aux", "preconj"} and holder.i < c.i)
    return min([verb_group(verb).start, *before])


def _governor(verb: Token) -> Token:
    """Return the verb with the subject: "confirm" of "confirm or deny", "has" of "has yet"."""
    if verb.dep == "conj" and verb.lemma in _SILENT and verb.head.lemma in _SILENT:
        if not _is_alternative(verb.head, verb) or verb.child(*SUBJECTS):
            return verb
        verb = verb.head
        refused = verb.dep == "xcomp" and verb.head.lemma in _REFUSING
        return verb.head if refused else verb
    return verb.head if verb.dep == "xcomp" and is_pending(verb.head) else verb


@as_in("The ministry would neither confirm nor deny that the bridge was closed.")
def _last_coordinated(withheld: Token) -> Token:
    """Return the last verb of "confirm or deny"; the content follows it."""
    other = withheld.child("conj")
    if other is None or other.lemma not in _SILENT or not _is_alternative(withheld, other):
        return withheld
    return other


@as_in(
    "The ministry would neither confirm nor deny that the bridge was closed.",
    no=("The ministry did not respond and did not comment.",),
)
def _is_alternative(first: Token, other: Token) -> bool:
    """Return whether "or" or "nor" joins two verbs; a "But" that opens the sentence does not."""
    between = (c for c in first.children if c.dep == "cc" and first.i < c.i < other.i)
    return any(child.lower in {"or", "nor"} for child in between)


@as_in("The ministry did not disclose if the driver was hurt.")
def _conditional(verb: Token) -> Token | None:
    """Return the "if" clause after a verb, a question that the parser takes for a condition."""
    return next(
        (
            child
            for child in verb.children
            if child.dep == "advcl"
            and child.i > verb.i
            and any(c.dep == "mark" and c.lower in {"if", "whether"} for c in child.children)
        ),
        None,
    )


@as_in(
    "The ministry would not say whether the bridge was closed.",
    no=("The ministry would not say who was on the bridge.",),
)
def _is_proposition(clause: Token) -> bool:
    """Return whether a clause is a proposition, as "whether P" is and "who was there" is not."""
    first = min([clause, *clause.children], key=lambda token: token.i)
    return first.tag not in {"WP", "WRB", "WDT"} or first.lower == "that"
