"""Silences: who is said not to confirm, not to answer, or not to have been reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.accusations import accused
from worker.extract.reporting.content.boundaries import limit
from worker.extract.reporting.content.position import complement, trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.phrases import SUBJECTS, is_negated, joint, mention, subject, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_SILENT: Final = words("other_cues", "silence", "verbs")
_REFUSING: Final = words("other_cues", "silence", "refusing")
_UNREACHABLE: Final = words("other_cues", "silence", "unreachable")
_WHOLE: Final = words("other_cues", "silence", "whole")
_RESULTS: Final = words("other_cues", "silence", "results")
_DUTIES: Final = frozenset({"should", "must"})
"""What somebody should not confirm he has not been silent about."""

_OPENLY: Final = words("other_cues", "silence", "negated")
_WITHHELD: Final = words("other_cues", "silence", "withheld")
_LOST: Final = frozenset({"unanswered", "unreturned"})
_GIVING: Final = words("other_cues", "silence", "giving")
_ANSWERS: Final = words("other_cues", "silence", "answers")
_CALLS: Final = words("other_cues", "silence", "calls")
_UTTERED: Final = frozenset(
    {"word", "name", "phrase", "term", "prayer", "goodbye", "hello", "sorry", "oath", "pledge"}
)
"""What is uttered and answers nothing: "refused to say the word"."""

_CHARGING: Final = frozenset({"accuse", "blame"})
_TAKING: Final = frozenset({"confirm", "verify", "acknowledge", "deny"})
"""Verbs whose object is what stays open: "did not confirm the arrest"."""


def silence(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "declined to comment", "has not confirmed that P", "could not be reached"."""
    over = _over(verb)
    spoken = _spoken(over)
    if spoken is None:
        return None
    own = over.child(*SUBJECTS) or _asked(over) or subject(over)
    if own is None:
        rejected(verb, "nobody is named who is silent")
        return None
    last = _last(spoken)
    content = _kept_silent(parsed, sentence, last, own)
    if content is None:
        end = min(max(over.right, spoken.right), limit(parsed, sentence, over, last.i + 1))
        close = (t.i for t in parsed.tokens[over.i : end] if t.quote == "close")
        content = _clause(parsed, sentence, own, Range(over.i, next(close, end)))
    if content is None:
        return None
    cue = Range(_cue_start(over, own), (_unanswered(over) or last).i + 1)
    return Frame(
        stance="silence",
        anchor=verb.i,
        cue=cue,
        sources=joint(own),
        content=content,
        attribution=(cue,),
    )


def unanswered(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "Calls to the ministry were not returned", "There was no comment from Hale"."""
    asked = _asked_for(verb)
    holder = _sought(asked) if asked is not None else None
    if asked is None or holder is None:
        return None
    start = min(verb.left, asked.left)
    whole = trimmed(parsed, Range(max(start, sentence.start), max(verb.right, verb.i + 1)))
    if whole is None:
        return None
    state = verb.child("acomp", "oprd")
    cue = verb_group(verb) if verb.lemma != "be" else mention(asked)
    if state is not None and state.i >= cue.end:
        cue = Range(cue.start, state.i + 1)
    return Frame(
        stance="silence",
        anchor=verb.i,
        cue=cue,
        sources=joint(holder),
        content=(whole,),
        attribution=(cue,),
    )


def _asked_for(verb: Token) -> Token | None:
    """The call that is not returned, or the comment that does not come."""
    own = verb.child(*SUBJECTS)
    if verb.lemma == "be":
        missing = verb.child("attr") if verb.child("expl") is not None else None
        none = missing is not None and any(c.lower == "no" for c in missing.children)
        return missing if none and missing is not None and missing.lemma in _ANSWERS else None
    if own is None or own.lemma not in _CALLS:
        return None
    given = verb.lemma in {"return", "answer"} and verb.child("auxpass") is not None
    lost = verb.lemma == "go" and any(c.lower in _LOST for c in verb.children)
    return own if lost or (given and is_negated(verb)) else None


def _sought(asked: Token) -> Token | None:
    """Whom a call, or a comment, was sought from: "calls to", "messages left with", "from"."""
    for child in asked.children:
        prep = child if child.dep == "prep" else child.child("prep")
        if child.i > asked.i and prep is not None and prep.lower in {"to", "with", "for", "from"}:
            return prep.child("pobj")
    return None


def _asked(over: Token) -> Token | None:
    """Who is silent in "Lind said the firm knew of it but declined to comment": who spoke."""
    if over.dep not in {"conj", "ccomp"}:
        return None
    first = over
    while first.dep == "conj":
        first = first.head
    said = first.head
    joins = [c for c in said.children if c.dep == "ccomp" and c.i < over.i] + [first]
    but = any(c.lower == "but" and c.i < over.i for clause in joins for c in clause.children)
    spoken = first.dep == "ccomp" and said.lemma in STRONG_VERBS and said.tag == over.tag
    return said.child(*SUBJECTS) if but and spoken else None


def _clause(parsed: Parsed, sentence: Range, own: Token, verb: Range) -> tuple[Range, ...] | None:
    """The clause of a silence: its holder with it, also where another clause stands between."""
    over = parsed.tokens[verb.start]
    reports = own.head.lemma in VERB_CLASSES and own.head.dep != "ccomp" and own.i < over.i
    joined = over.dep in {"conj", "ccomp"} or (over.dep == "advcl" and over.tag == "VBG")
    if over.child(*SUBJECTS) is not None or not (reports and joined):
        whole = trimmed(parsed, Range(max(own.left, sentence.start), verb.end))
        return (whole,) if whole is not None else None
    said = trimmed(parsed, Range(_cue_start(over, own), verb.end))
    return (mention(own), said) if said is not None else None


def _kept_silent(
    parsed: Parsed, sentence: Range, spoken: Token, own: Token
) -> tuple[Range, ...] | None:
    """What is not confirmed, denied or said; None where nothing is embedded."""
    if spoken.lemma in _CHARGING:
        found = accused(parsed, sentence, spoken, (own,))
        return found[1] if found is not None else None
    clause = complement(spoken) or spoken.child("ccomp") or _wondered(spoken)
    target = spoken.child("dobj")
    act = spoken.child("xcomp")
    content = None
    if (
        clause is not None
        and clause.i > spoken.i
        and spoken.lemma not in _WHOLE
        and _open_clause(clause)
    ):
        content = without_mark(parsed, Range(clause.left, clause.right), question=True)
    elif spoken.lemma in _TAKING and target is not None and target.i > spoken.i:
        content = trimmed(parsed, Range(mention(target).start, target.right))
    elif spoken.lemma in _TAKING and act is not None and act.tag == "VBG" and act.i > spoken.i:
        content = trimmed(parsed, Range(act.left, act.right))
    return (content,) if content is not None else None


def _cue_start(verb: Token, own: Token) -> int:
    """Where the cue begins: before "would neither" too."""
    before = (c.i for c in verb.children if c.dep in {"aux", "preconj"} and own.i < c.i)
    return min([verb_group(verb).start, *before])


def _over(verb: Token) -> Token:
    """The verb that the silence hangs on: the first of "confirm or deny", "has" of "has yet"."""
    if verb.dep == "conj" and verb.lemma in _SILENT and verb.head.lemma in _SILENT:
        if not _is_either(verb.head, verb) or verb.child(*SUBJECTS):
            return verb
        verb = verb.head
        refused = verb.dep == "xcomp" and verb.head.lemma in _REFUSING
        return verb.head if refused else verb
    return verb.head if verb.dep == "xcomp" and _is_awaited(verb.head) else verb


def _last(spoken: Token) -> Token:
    """The last of "confirm or deny", behind which it stands what is not confirmed."""
    other = spoken.child("conj")
    if other is None or other.lemma not in _SILENT or not _is_either(spoken, other):
        return spoken
    return other


def _is_either(first: Token, other: Token) -> bool:
    """Whether an "or" or "nor" joins two verbs; a "But" that opens the sentence joins none."""
    between = (c for c in first.children if c.dep == "cc" and first.i < c.i < other.i)
    return any(child.lower in {"or", "nor"} for child in between)


def _is_awaited(verb: Token) -> bool:
    """As in "has yet to confirm"."""
    return verb.lemma in {"have", "be"} and any(child.lower == "yet" for child in verb.children)


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
    if verb.lemma in _REFUSING or _is_awaited(verb):
        spoken = _refused(verb)
    else:
        silent = _unanswered(verb) is not None or (is_negated(verb) and _is_kept_back(verb))
        spoken = verb if silent else None
    if spoken is not None and any(child.lower in _DUTIES for child in verb.children):
        rejected(verb, "a duty: what somebody should not say he has not been silent about")
        return None
    return spoken


def _refused(verb: Token) -> Token | None:
    """What somebody declines, fails or stops short to do, where it is to confirm or to accuse."""
    act = verb.child("xcomp") or _put_off(verb) if verb.lemma != "stop" else None
    if act is None and (prep := verb.child("prep") or _short(verb)) is not None:
        act = prep.child("pcomp") if prep.lower in {"short", "of", "from"} else None
    acts = _OPENLY | (_WHOLE - _UNREACHABLE) if verb.lemma == "fail" else _SILENT | _CHARGING
    # "declined to be identified", "has yet to be released": no answer of the subject's own.
    own_act = act is not None and act.child("auxpass") is None and not _utters(act)
    if act is not None and own_act and act.lemma in acts:
        return act
    if act is not None or verb.lemma in _REFUSING:
        what = f"“{act.text}” is no answer" if act is not None else "no act of answering behind it"
        rejected(verb, f"no silence: {what}")
    return None


def _utters(act: Token) -> bool:
    """As in "refused to say the word", "to say his name": an act, and no answer kept back."""
    taken = act.child("dobj")
    return act.lemma == "say" and taken is not None and taken.lemma in _UTTERED


def _put_off(verb: Token) -> Token | None:
    """As in "declined at a meeting to confirm": an infinitive that was read as a purpose."""
    acts = (c for c in verb.children if c.dep == "advcl" and c.tag == "VB" and c.i > verb.i)
    return next((act for act in acts if any(c.lower == "to" for c in act.children)), None)


def _is_kept_back(verb: Token) -> bool:
    """Whether a negation over the verb leaves open what it would confirm, say or blame."""
    passive = verb.child("auxpass") is not None
    if verb.lemma in _UNREACHABLE or passive:
        return passive and verb.lemma in _UNREACHABLE and _is_sought(verb)
    if verb.lemma in _CHARGING:
        return verb.child("dobj") is not None
    refused = verb.lemma in _WITHHELD and verb.dep != "relcl"
    if refused and any(child.lower == "would" for child in verb.children):
        return True
    return verb.lemma in _OPENLY or (verb.lemma == "say" and _asks(verb))


def _is_sought(verb: Token) -> bool:
    """Whether somebody could not be reached, and no deal: "No deal has been reached"."""
    own = verb.child(*SUBJECTS)
    sought = any(child.tag == "MD" or child.lower == "for" for child in verb.children)
    return sought and own is not None and own.lemma not in _RESULTS


def _short(verb: Token) -> Token | None:
    """The "of" of "stopped short of blaming"."""
    short = next((child for child in verb.children if child.lower == "short"), None)
    return short.child("prep") if short is not None else None


def _asks(verb: Token) -> bool:
    """Whether a clause says what is not said: "that P", "whether P", "when it began"."""
    return verb.child("ccomp") is not None or any(
        child.dep == "advcl" and any(c.tag == "WRB" for c in child.children)
        for child in verb.children
    )


def _unanswered(verb: Token) -> Token | None:
    """What is not given in "had no comment", "did not return a call", "was not available"."""
    negated = is_negated(verb)
    answer = verb.child("dobj")
    if answer is not None and answer.lemma in (_CALLS if verb.lemma == "return" else _ANSWERS):
        none = negated or any(child.lower == "no" for child in answer.children)
        return answer if none and verb.lemma in _GIVING else None
    state = verb.child("acomp")
    if state is None or verb.lemma != "be":
        return None
    away = state.lower == "unavailable" or (negated and state.lower == "available")
    reason = state.child("prep", "xcomp")
    about = reason.child("pobj") or reason if reason is not None else None
    return about if away and about is not None and about.lemma in _ANSWERS else None
