"""Forms of reporting verbs: those that report nothing, and infinitives that do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import opening_with
from worker.extract.reporting.content.position import complement
from worker.extract.reporting.cues.hearsay import is_bare_passive
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import SUBJECTS, is_conditional, verb_group
from worker.extract.words import STRONG_VERBS, words

if TYPE_CHECKING:
    from worker.extract.records import Token

_WITH_INFINITIVE: Final = words("cues", "verb_forms", "with_infinitive")
_HABITUAL: Final = words("cues", "verb_forms", "habitual")
_READY: Final = words("cues", "verb_forms", "ready")
_IDEAS: Final = words("cues", "verb_forms", "ideas")
_ASKED: Final = words("cues", "answers", "asked")
_CITING: Final = words("other_cues", "citing", "verbs") | words("cues", "verb_forms", "according")
_TO_INFINITIVE: Final = 5
"""Tokens from "went" to the verb of "went on to say" that are part of the cue; more of them hold
an object or a circumstance.
"""

_NO_PREDICATES: Final = frozenset({"amod", "compound", "nmod", "auxpass", "aux"})
"""Dependencies of verb forms that are adjectives or auxiliaries."""


@as_in("Ana Brandt refused to confirm the arrest.", "There is no denying that the bridge fell.")
def why_no_report(verb: Token) -> str | None:
    """Return why a verb form reports nothing itself; None where it may."""
    if verb.dep in _NO_PREDICATES:
        return "it is used as an adjective or an auxiliary"
    infinitive = verb.tag == "VB" and any(
        child.lower == "to" and child.dep == "aux" for child in verb.children
    )
    if infinitive and not _is_reporting_infinitive(verb):
        return "an infinitive: it says what may or should be said, not that it was"
    if any(child.lower == "no" and child.i + 1 == verb.i for child in verb.children):
        return "a “no” before it: “no denying that” denies nothing"
    return _why_unsaid(verb) or _why_descriptive(verb)


@as_in(
    "Ana Brandt went on to say that the bridge was closed.",
    "Ana Brandt was quick to note that the bridge was closed.",
    "Ana Brandt went on the radio to warn that the bridge would fall.",
    no=("Ana Brandt has the power to say that the bridge is closed.",),
)
def _is_reporting_infinitive(verb: Token) -> bool:
    """Return whether an infinitive reports what was said, and not what may be said."""
    governor = verb.head
    if verb.dep == "xcomp" and governor.lemma in _WITH_INFINITIVE | _READY | _HABITUAL:
        return governor.lemma not in _READY or not is_negated(governor.head)
    purpose = verb.dep == "advcl" and governor.tag == "VBD" and governor.i < verb.i
    return (
        purpose
        and verb.lemma in STRONG_VERBS
        and not is_negated(governor)
        and complement(verb) is not None
    )


@as_in(
    "Ana Brandt went on to say that the bridge was closed.",
    no=("Ana Brandt phoned the mayor to say that the bridge was closed.",),
)
def words_before_infinitive(verb: Token) -> Range | None:
    """Return the words before a reporting infinitive that belong to its cue: "was quick to"."""
    governor = verb.head
    if verb.tag != "VB" or verb.dep not in {"xcomp", "advcl"} or governor.i > verb.i:
        return None
    top = governor.head if governor.lemma in _READY else governor
    near = governor.lemma in _WITH_INFINITIVE | _READY and verb.i - top.i <= _TO_INFINITIVE
    return Range(verb_group(top).start, verb.i) if near else None


@as_in(
    "If Ana Brandt says that the bridge is closed, the school will close.",
    no=("Ana Brandt said that the bridge was closed.",),
)
def _why_unsaid(verb: Token) -> str | None:
    """Return why what a verb says has not been said: a question, an order or a condition."""
    if _is_asked(verb):
        return "part of a question that was asked"
    if _is_prohibition(verb):
        return "an order: “don’t think that P” reports no thought"
    return "part of a condition: it has not been said yet" if is_conditional(verb) else None


@as_in(
    "Do not think that the bridge is safe.",
    no=("Ana Brandt and I do not think that the bridge is safe.",),
)
def _is_prohibition(verb: Token) -> bool:
    """Return whether a verb is a negative order, which has no subject: "so don't think that P"."""
    ordered = verb.tag == "VB" and any(c.lower == "do" and c.dep == "aux" for c in verb.children)
    if not ordered or not is_negated(verb) or verb.child(*SUBJECTS) is not None:
        return False
    return verb.dep == "ROOT" or (verb.dep == "conj" and verb.head.tag in {"VBD", "VBZ"})


@as_in(
    "The driver was kept from claiming that he was ill.",
    "The plan announced on Monday was good.",
    no=("Minister accused of fraud.",),
)
def _why_descriptive(verb: Token) -> str | None:
    """Return why a participle reports nothing: it describes, or names a secondary source."""
    bare = verb.child("aux", "auxpass") is None
    if verb.dep == "pcomp" and _is_unsaid_act(verb.head):
        return "after “from”, “without” or “the idea of”: it has not been said"
    reduced = verb.tag == "VBN" and verb.dep in {"acl", "advcl", "pcomp"}
    if bare and (reduced or _is_reduced(verb)):
        headline = is_bare_passive(verb)
        return None if headline else "a participle that describes a noun or a circumstance"
    if verb.tag == "VBG" and verb.lemma in _CITING and opening_with(verb) is None:
        return "it names a secondary source"
    return None


@as_in(
    "The driver was kept from claiming that he was ill.",
    "Ana Brandt left without admitting that the bridge was unsafe.",
    "The idea of admitting that the bridge was unsafe was new.",
    no=("Ana Brandt began by saying that the bridge was unsafe.",),
)
def _is_unsaid_act(prep: Token) -> bool:
    """Return whether a gerund after a preposition names an act that has not been done."""
    idea = prep.lower == "of" and prep.head.lemma in _IDEAS
    return idea or prep.lower in {"from", "without"}


@as_in(
    "The ruling announced Thursday by Judge Ana Lind clears the way for a trial.",
    no=("Ana Brandt announced on Monday that the bridge was closed.",),
)
def _is_reduced(verb: Token) -> bool:
    """Return whether a reduced relative clause was parsed as the main clause.

    The parser took "The ruling [announced by a judge] clears the way" for "The ruling announced
    that ...": the verb has a "by", and the clause after it has no subject.
    """
    clause = verb.child("ccomp")
    by = verb.tag == "VBD" and verb.child("agent") is not None
    return by and clause is not None and clause.child(*SUBJECTS, "expl") is None


@as_in(
    "Asked about the bridge, Ana Brandt said that it was closed.",
    "Asked if she believed that the bridge was safe, Ana Brandt left.",
    no=("Ana Brandt asked whether the bridge was safe.",),
)
def _is_asked(verb: Token) -> bool:
    """Return whether a verb is the "Asked" before an answer, or a belief in that question."""
    alone = verb.child("nsubj", "nsubjpass", "auxpass") is None
    when = any(child.lower == "when" for child in verb.children)
    asked = verb.lower in _ASKED and verb.dep == "advcl" and alone
    if asked and (verb.text.istitle() or when):
        return True
    return any(c.dep == "mark" and c.lower in {"if", "whether"} for c in verb.children) and any(
        above.lower in _ASKED and above.tag == "VBN" for above in verb.ancestors()
    )
