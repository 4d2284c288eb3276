"""Silences: who is said not to confirm, not to answer, or not to have been reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.contents import complement, limit, trimmed, without_mark
from worker.extract.frames import Frame
from worker.extract.phrases import SUBJECTS, is_negated, joint, mention, subject, verb_group
from worker.extract.tokens import Range
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.tokens import Parsed, Token

_SILENT: Final = words("other_cues", "silence", "verbs")
_REFUSING: Final = words("other_cues", "silence", "refusing")
_UNREACHABLE: Final = words("other_cues", "silence", "unreachable")
_WHOLE: Final = words("other_cues", "silence", "whole")
_DUTIES: Final = frozenset({"should", "must"})
"""What somebody should not confirm he has not been silent about."""

_OPENLY: Final = words("other_cues", "silence", "negated")


def silence(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "declined to comment", "has not confirmed that P", "could not be reached"."""
    spoken = _spoken(verb)
    if spoken is None:
        return None
    own = verb.child(*SUBJECTS) or subject(verb)
    if own is None:
        return None
    clause = complement(spoken) or spoken.child("ccomp") or _wondered(spoken)
    target = spoken.child("dobj")
    content = None
    if (
        clause is not None
        and clause.i > spoken.i
        and spoken.lemma not in _WHOLE
        and _open_clause(clause)
    ):
        content = without_mark(parsed, Range(clause.left, clause.right), question=True)
    elif (
        target is not None
        and spoken.lemma in {"confirm", "acknowledge", "deny"}
        and target.i > spoken.i
    ):
        content = trimmed(parsed, Range(mention(target).start, target.right))
    if content is None:
        end = min(max(verb.right, spoken.right), limit(parsed, sentence, verb, spoken.i + 1))
        close = (t.i for t in parsed.tokens[verb.i : end] if t.quote == "close")
        content = trimmed(parsed, Range(max(own.left, sentence.start), next(close, end)))
    if content is None:
        return None
    cue = Range(verb_group(verb).start, spoken.i + 1)
    return Frame(
        "silence", verb.i, cue, joint(own), (content,), attribution=(cue,), keeps_cue=True
    )


def _wondered(verb: Token) -> Token | None:
    """The clause of "could not say if P", which the parser takes for a condition."""
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


def _open_clause(clause: Token) -> bool:
    """Whether the clause is a proposition: "whether P", not "who was there"."""
    first = min([clause, *clause.children], key=lambda token: token.i)
    return first.tag not in {"WP", "WRB", "WDT"} or first.lower == "that"


def _spoken(verb: Token) -> Token | None:
    """The verb of confirming or answering that does not happen here; None where it does."""
    if verb.lemma in _REFUSING:
        act = verb.child("xcomp")
        if act is None and (prep := verb.child("prep")) is not None:
            act = prep.child("pcomp") if prep.lower in {"short", "of", "from"} else None
        return act if act is not None and act.lemma in _SILENT else None
    if not is_negated(verb) or any(child.lower in _DUTIES for child in verb.children):
        return None
    if verb.lemma in _UNREACHABLE:
        return verb if verb.child("auxpass") is not None else None
    if verb.child("auxpass") is not None:
        return None
    if verb.lemma in _OPENLY:
        return verb
    return verb if verb.lemma == "say" and verb.child("ccomp") is not None else None
