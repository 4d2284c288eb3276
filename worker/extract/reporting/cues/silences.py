"""Silences: sources that do not confirm something, do not answer, or cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.accusations import accused
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import complement, trimmed, without_mark
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS, conjuncts, mention, subject, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_SILENT: Final = words("other_cues", "silence", "verbs")
_NEGATED: Final = words("other_cues", "silence", "negated")
_WITHHELD: Final = words("other_cues", "silence", "withheld")
_REFUSING: Final = words("other_cues", "silence", "refusing")
_GIVING: Final = words("other_cues", "silence", "giving")
_ANSWERS: Final = words("other_cues", "silence", "answers")
_CALLS: Final = words("other_cues", "silence", "calls")
_UNREACHABLE: Final = words("other_cues", "silence", "unreachable")
_RESULTS: Final = words("other_cues", "silence", "results")
_WHOLE: Final = words("other_cues", "silence", "whole")
_CHARGING: Final = words("cues", "silences", "charging")
_WITH_OBJECT: Final = words("cues", "silences", "with_object")
_WITH_CLAUSE: Final = words("cues", "silences", "with_clause")
_UTTERING: Final = words("cues", "silences", "uttering")
_UTTERED: Final = words("cues", "silences", "uttered")
_RETURNING: Final = words("cues", "silences", "returning")
_FAILING: Final = words("cues", "silences", "failing")
_STOPPING: Final = words("cues", "silences", "stopping")
_SHORT: Final = words("cues", "silences", "short")
_UNAVAILABLE: Final = words("cues", "silences", "unavailable")
_AVAILABLE: Final = words("cues", "silences", "available")
_DUTIES: Final = frozenset({"should", "must"})
"""Modals of duty: who should not confirm something has not been silent about it."""


@as_in(
    "Ana Brandt declined to comment.",
    "The ministry has not confirmed that the bridge was closed.",
    "Ana Brandt could not be reached for comment.",
    no=("Ana Brandt refused to pay.", "Staff should not comment on it."),
)
def silence(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a silence: its content is what stays open, or else its clause."""
    governor = _governor(verb)
    withheld = _withheld_verb(governor)
    if withheld is None:
        return None
    holder = governor.child(*SUBJECTS) or _speaker_before_but(governor) or subject(governor)
    if holder is None:
        rejected(verb, "no subject that is silent")
        return None
    last = _last_coordinated(withheld)
    content = _open_content(parsed, sentence, last, holder)
    if content is None:
        end = min(
            max(governor.right, withheld.right),
            content_end(parsed, sentence, governor, last.i + 1),
        )
        close = (t.i for t in parsed.tokens[governor.i : end] if t.quote == "close")
        content = _clause_of(parsed, sentence, holder, Range(governor.i, next(close, end)))
    if content is None:
        return None
    cue = Range(_cue_start(governor, holder), (_missing_answer(governor) or last).i + 1)
    return Frame(
        stance="silence",
        anchor=verb.i,
        cue=cue,
        sources=conjuncts(holder),
        content=content,
        attribution=(cue,),
    )


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
    return verb.head if verb.dep == "xcomp" and _is_pending(verb.head) else verb


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


@as_in("The ministry has yet to confirm the arrest.", no=("The bridge fell on Monday.",))
def _is_pending(verb: Token) -> bool:
    """Return whether a verb is the "has" of "has yet to confirm"."""
    return verb.lemma in {"have", "be"} and any(child.lower == "yet" for child in verb.children)


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


@as_in(
    "Ana Brandt declined to comment.",
    "The ministry did not confirm the arrest.",
    no=("Staff should not comment on it.", "Ana Brandt commented on it."),
)
def _withheld_verb(verb: Token) -> Token | None:
    """Return the verb of confirming or answering that is refused or negated; None without."""
    if verb.lemma in _REFUSING or _is_pending(verb):
        withheld = _refused_act(verb)
    else:
        silent = _missing_answer(verb) is not None or (is_negated(verb) and _is_withheld(verb))
        withheld = verb if silent else None
    if withheld is not None and any(child.lower in _DUTIES for child in verb.children):
        rejected(verb, "a duty: who “should not comment” has not been silent")
        return None
    return withheld


@as_in(
    "Ana Brandt declined to comment.",
    "The ministry has yet to confirm the arrest.",
    "The firm stopped short of blaming the mayor.",
    no=(
        "Ana Brandt refused to pay.",
        "The driver declined to be identified.",
        "The suspect refused to say the word.",
    ),
)
def _refused_act(verb: Token) -> Token | None:
    """Return the act that is declined or not yet done, if it is to confirm, answer or accuse."""
    act = verb.child("xcomp") or _infinitive(verb) if verb.lemma not in _STOPPING else None
    if act is None and (prep := verb.child("prep") or _short_of(verb)) is not None:
        act = prep.child("pcomp") if prep.lower in _SHORT | {"of", "from"} else None
    failed = verb.lemma in _FAILING
    acts = _NEGATED | (_WHOLE - _UNREACHABLE) if failed else _SILENT | _CHARGING
    # "declined to be identified", "has yet to be released": the subject would not answer itself.
    own_act = act is not None and act.child("auxpass") is None and not _is_utterance(act)
    if act is not None and own_act and act.lemma in acts:
        return act
    if act is not None or verb.lemma in _REFUSING:
        what = f"“{act.text}” is no answer" if act is not None else "no act of answering after it"
        rejected(verb, f"no silence: {what}")
    return None


@as_in("The suspect refused to say the word.", no=("The ministry refused to say more.",))
def _is_utterance(act: Token) -> bool:
    """Return whether words are to be spoken that answer nothing: "refused to say his name"."""
    target = act.child("dobj")
    return act.lemma in _UTTERING and target is not None and target.lemma in _UTTERED


@as_in(
    "Ana Brandt declined at a meeting to confirm the arrest.",
    no=("The train failed on Monday.",),
)
def _infinitive(verb: Token) -> Token | None:
    """Return the infinitive of "declined at a meeting to confirm", parsed as one of purpose."""
    acts = (c for c in verb.children if c.dep == "advcl" and c.tag == "VB" and c.i > verb.i)
    return next((act for act in acts if any(c.lower == "to" for c in act.children)), None)


@as_in(
    "The ministry did not confirm the arrest.",
    "The ministry would not discuss the arrest.",
    "The ministry did not say whether the bridge was closed.",
    no=("The ministry did not close the bridge.", "The ministry did not discuss the arrest."),
)
def _is_withheld(verb: Token) -> bool:
    """Return whether a negation leaves open what a verb would confirm, say or blame."""
    passive = verb.child("auxpass") is not None
    if verb.lemma in _UNREACHABLE or passive:
        return passive and verb.lemma in _UNREACHABLE and _is_source_sought(verb)
    if verb.lemma in _CHARGING:
        return verb.child("dobj") is not None
    withheld = verb.lemma in _WITHHELD and verb.dep != "relcl"
    if withheld and any(child.lower == "would" for child in verb.children):
        return True
    return verb.lemma in _NEGATED or (verb.lemma in _WITH_CLAUSE and _has_clause(verb))


@as_in(
    "Ana Brandt could not be reached for comment.",
    no=("No deal could be reached.",),
)
def _is_source_sought(verb: Token) -> bool:
    """Return whether a person or body could not be reached, and not a deal or a verdict."""
    sought_noun = verb.child(*SUBJECTS)
    sought = any(child.tag == "MD" or child.lower == "for" for child in verb.children)
    return sought and sought_noun is not None and sought_noun.lemma not in _RESULTS


@as_in("The firm stopped short of blaming the mayor.", no=("The firm stopped the train.",))
def _short_of(verb: Token) -> Token | None:
    """Return the "of" after the adverb of "stopped short of"."""
    short = next((child for child in verb.children if child.lower in _SHORT), None)
    return short.child("prep") if short is not None else None


@as_in(
    "The ministry did not say whether the bridge was closed.",
    "The ministry did not say when the bridge was closed.",
    no=("The ministry did not say much.",),
)
def _has_clause(verb: Token) -> bool:
    """Return whether a verb has a clause of what is not said: "whether P", "when it began"."""
    return verb.child("ccomp") is not None or any(
        child.dep == "advcl" and any(c.tag == "WRB" for c in child.children)
        for child in verb.children
    )


@as_in(
    "The ministry had no comment.",
    "The ministry did not return a call.",
    "Ana Brandt was not available for comment.",
    no=("The ministry had no money.", "Ana Brandt was available for comment."),
)
def _missing_answer(verb: Token) -> Token | None:
    """Return the comment or call that is not given, or for which the subject is unavailable."""
    negated = is_negated(verb)
    answer = verb.child("dobj")
    nouns = _CALLS if verb.lemma in _RETURNING else _ANSWERS
    if answer is not None and answer.lemma in nouns:
        none = negated or any(child.lower == "no" for child in answer.children)
        return answer if none and verb.lemma in _GIVING else None
    state = verb.child("acomp")
    if state is None or verb.lemma != "be":
        return None
    away = state.lower in _UNAVAILABLE or (negated and state.lower in _AVAILABLE)
    reason = state.child("prep", "xcomp")
    about = reason.child("pobj") or reason if reason is not None else None
    return about if away and about is not None and about.lemma in _ANSWERS else None
