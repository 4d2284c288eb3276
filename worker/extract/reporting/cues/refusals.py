"""Refusals: the verbs by which somebody gives no answer, and what they keep to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Token

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
_RESPONDING: Final = words("cues", "silences", "responding")
_ANSWERABLE: Final = (
    _CALLS
    | words("cues", "silences", "answerable")
    | words("other_cues", "propositions", "nouns")
    | words("people", "persons")
)
"""What somebody may respond to in words: not a fire or a treatment."""

_DECLINING: Final = words("cues", "silences", "declining")
_INTERVIEWS: Final = words("cues", "silences", "interviews")
_KEEPING: Final = words("cues", "silences", "keeping")
_SILENT_STATES: Final = words("cues", "silences", "silent_states")
_CHARGING: Final = words("cues", "silences", "charging")
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


@as_in("The ministry has yet to confirm the arrest.", no=("The bridge fell on Monday.",))
def is_pending(verb: Token) -> bool:
    """Return whether a verb is the "has" of "has yet to confirm"."""
    return verb.lemma in {"have", "be"} and any(child.lower == "yet" for child in verb.children)


@as_in(
    "Ana Brandt declined to comment.",
    "The ministry did not confirm the arrest.",
    no=("Staff should not comment on it.", "Ana Brandt commented on it."),
)
def withheld_verb(verb: Token) -> Token | None:
    """Return the verb of confirming or answering that is refused or negated; None without."""
    refuses = verb.lemma in _REFUSING or is_pending(verb)
    withheld = _refused_act(verb) if refuses else None
    silent = not refuses and is_negated(verb) and _is_withheld(verb)
    if withheld is None and (silent or missing_answer(verb) is not None):
        withheld = verb
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
    if act is not None and own_act and (act.lemma in acts or _gives_answer(act)):
        return act
    if act is not None or verb.lemma in _REFUSING:
        what = f"“{act.text}” is no answer" if act is not None else "no act of answering after it"
        rejected(verb, f"no silence: {what}")
    return None


@as_in("The ministry refused to give details.", no=("The ministry refused to give money.",))
def _gives_answer(act: Token) -> bool:
    """Return whether an act is to give an answer: "refused to give details"."""
    target = act.child("dobj")
    return act.lemma in _GIVING and target is not None and target.lemma in _ANSWERS


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
    if verb.lemma in _RESPONDING and not _is_addressed(verb):
        return False
    return verb.lemma in _NEGATED or (verb.lemma in _WITH_CLAUSE and _has_clause(verb))


@as_in(
    "The firm did not respond to a request for comment.",
    "The firm did not respond to Brandt.",
    no=("The firm did not respond to the fire.", "The patient did not respond to treatment."),
)
def _is_addressed(verb: Token) -> bool:
    """Return whether what is not responded to is a call, a question, a statement or a person."""
    to = next((c for c in verb.children if c.dep == "prep" and c.lower == "to"), None)
    noun = to.child("pobj") if to is not None else None
    return noun is None or noun.pos != "NOUN" or noun.lemma in _ANSWERABLE


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
    "The ministry provided no details.",
    "The mayor remained silent on the sale.",
    no=(
        "The guns remained silent.",
        "The ministry had no money.",
        "Ana Brandt was available for comment.",
    ),
)
def missing_answer(verb: Token) -> Token | None:
    """Return the comment or call that is not given, or for which the subject is unavailable."""
    negated = is_negated(verb)
    answer = verb.child("dobj")
    nouns = _CALLS if verb.lemma in _RETURNING else _ANSWERS
    if answer is not None and verb.lemma in _DECLINING and _is_declined(verb, answer):
        return answer
    if answer is not None and answer.lemma in nouns:
        none = negated or any(child.lower == "no" for child in answer.children)
        return answer if none and verb.lemma in _GIVING else None
    state = verb.child("acomp")
    if state is None:
        return None
    if state.lower in _SILENT_STATES and verb.lemma in _KEEPING:
        topics = (c for over in (verb, state) for c in over.children if c.dep == "prep")
        return state if any(c.lower in {"on", "about", "over"} for c in topics) else None
    if verb.lemma != "be":
        return None
    away = state.lower in _UNAVAILABLE or (negated and state.lower in _AVAILABLE)
    reason = state.child("prep", "xcomp")
    about = reason.child("pobj") or reason if reason is not None else None
    return about if away and about is not None and about.lemma in _ANSWERS else None


@as_in(
    "The mayor declined an interview.",
    "The firm ignored requests for comment.",
    no=("The mayor declined an invitation.", "The firm rejected requests for help."),
)
def _is_declined(verb: Token, noun: Token) -> bool:
    """Return whether an interview, or a request for an answer, is turned down."""
    if noun.lemma in _ANSWERS:
        # "rejected the details" is no refusal to give them
        return verb.lemma in _REFUSING or noun.lemma in _INTERVIEWS
    about = noun.child("prep")
    wanted = about.child("pobj") if about is not None and about.lower == "for" else None
    asked = wanted is not None and wanted.lemma in _ANSWERS
    compound = any(c.dep == "compound" and c.lower in _INTERVIEWS for c in noun.children)
    return noun.lemma in _CALLS and (asked or compound)
