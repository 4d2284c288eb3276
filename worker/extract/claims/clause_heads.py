"""The verbs that head a claim: which conjuncts, adverbial and relative clauses are claims.

The verb that governs the content is the first; `_RULES` says which verbs below it are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import FINITE, SUBJECTS
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

SEPARATING: Final = frozenset(
    {"because", "although", "though", "while", "whereas", "after", "as", "so", "but", "and"}
)
"""Conjunctions that introduce an adverbial clause which is a claim."""

_KEEPING: Final = frozenset(
    {"if", "unless", "when", "where", "until", "before", "since", "once", "how", "than", "even"}
)
"""Conjunctions and adverbs whose clause stays part of the claim above it."""

_VERBS: Final = frozenset({"VERB", "AUX"})
_UNFINISHED: Final = frozenset({"xcomp", "pcomp", "acl", "amod", "relcl"})
"""Dependencies of a verb whose conjuncts are claims only if it is one."""

_RELATING: Final = words("claims", "clause_heads", "relating")
_GENERIC: Final = words("claims", "clause_heads", "people_in_general") | {
    *("those", "anyone", "anybody", "everyone", "any", "no"),
    *("someone", "somebody", "one", "ones"),
}
"""Words for nobody in particular, whose "who" clause only says which people are meant."""

_OBJECTLESS: Final = words("stance", "objectless")
_WITH_BARE_INFINITIVE: Final = words("claims", "clause_heads", "with_bare_infinitive")
_BEGINNING_OR_ENDING: Final = words("claims", "clause_heads", "beginning_or_ending")
_TIME_NOUNS: Final = words("claims", "clause_heads", "time_nouns")
_CASES: Final = words("claims", "conditions", "cases")
_INSERTED: Final = words("claims", "clause_heads", "inserted")
_BREAKS: Final = frozenset({",", "--", "—", "–"})

_NEXT_VERB: Final = 3
"""Tokens from a verb to its conjunct, at most, for both to share the conjunct's object.

"sold or quietly lent shares" has three; further away, the first verb has words after it.
"""

FEWEST_WORDS: Final = 2
"""Words, without punctuation, that a claim has at least: one verb alone states nothing."""

_LONG_RELATIVE: Final = 5
"""Tokens that a relative clause without a comma has at least to be a claim.

A shorter one only says which: "the man who left".
"""


def claim_heads(parsed: Parsed, inside: set[int]) -> list[Token]:
    """Return the verbs that head a claim: the governing one, then others in textual order."""
    verbs = [parsed.tokens[i] for i in sorted(inside) if parsed.tokens[i].pos in _VERBS]
    tops = [verb for verb in verbs if _is_top(verb, inside)]
    if not tops:
        return []
    top = min(tops, key=lambda verb: (verb.tag == "VBG", sum(1 for _ in verb.ancestors()), verb.i))
    others = [
        verb
        for verb in verbs
        if verb is not top and (verb in tops or _is_claim(parsed, verb, inside))
    ]
    return [top, *others]


def _is_top(verb: Token, inside: set[int]) -> bool:
    """Return whether a verb depends on nothing inside the content."""
    if verb.dep in {"aux", "auxpass", "amod", "compound"}:
        return False
    return all(above.i not in inside for above in verb.ancestors())


def _is_claim(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a verb below the governing one heads a claim."""
    rule = _RULES.get(verb.dep)
    return rule is not None and rule(parsed, verb, inside)


@as_in(
    "The mayor opened the bridge and the council closed the road.",
    "Police arrested two men and seized a car.",
    no=(
        "The firm wants to sell the house and buy a boat.",
        "The mayor sold or leased the houses.",
    ),
)
def _conjunct(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a coordinated verb is a claim: finite, or with a subject.

    The verb that it is coordinated with has to be a claim, too, unless the conjunct has a subject.
    """
    first = verb.head
    while first.dep == "conj":
        first = first.head
    subject = verb.child(*SUBJECTS, "expl")
    unfinished = (
        first.dep in _UNFINISHED and subject is None and not _is_claim(parsed, first, inside)
    )
    aside = first.dep == "advcl" and first.i in inside and not _adverbial(parsed, first, inside)
    if unfinished or aside:
        return False
    if subject is not None or (verb.tag == "VBG" and _is_finite(verb)):
        return True
    if _shares_object(verb) or _is_bare_infinitive(first):
        return False
    if verb.tag == "VBG" or (verb.tag == "VB" and not _has_modal(verb)):
        return verb.tag == "VBG" and first.tag == "VBG" and first.dep == "advcl"
    long = verb.right - verb.left > FEWEST_WORDS
    return verb.tag in FINITE | {"VB"} or first.tag == "VBN" or long


@as_in(
    "The mayor sold or leased the houses.",
    no=("The men stopped and ate lunch.", "The mayor sold a house and leased a boat."),
)
def _shares_object(verb: Token) -> bool:
    """Return whether a verb and its first conjunct have one object and so are one claim."""
    first, target = verb.head, verb.child("dobj")
    past = {verb.tag, first.tag} <= {"VBD", "VBN"}
    if target is None or target.i < verb.i or not (past or verb.tag == first.tag):
        return False
    passive = first.child("auxpass") is not None
    if first.lemma in _OBJECTLESS or passive or verb.i - first.i > _NEXT_VERB:
        return False
    return all(c.dep in {"cc", "conj", "punct"} for c in first.children if c.i > first.i)


@as_in("The coach would like to see them apply and be chosen.")
def _is_bare_infinitive(verb: Token) -> bool:
    """Return whether a verb is a bare infinitive after "see" or "let", which states no event."""
    bare = verb.tag == "VB" and not any(c.dep == "aux" for c in verb.children)
    return bare and verb.dep == "ccomp" and verb.head.lemma in _WITH_BARE_INFINITIVE


@as_in(
    "The firm will mend the well and replace the tank.",
    no=("The firm did not mend the well or replace the tank.",),
)
def _has_modal(verb: Token) -> bool:
    """Return whether an infinitive or the verb that it is coordinated with has a modal."""
    return any(child.tag == "MD" for child in (*verb.children, *verb.head.children))


@as_in(
    "The road was closed because the bridge had failed.",
    "The bridge collapsed, killing two men.",
    "The mayor stayed away, although the council had invited her.",
    no=("The road is closed when the river rises.", "The shop opens daily, beginning in May."),
)
def _adverbial(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether an adverbial clause is a claim.

    With a subject it is one after a separating conjunction, without one as a participle after a
    comma.
    """
    del inside
    subject = verb.child(*SUBJECTS, "expl")
    if subject is None:
        return _is_participle_after_comma(parsed, verb)
    marks = {
        child.lower
        for child in verb.children
        if child.dep in {"mark", "advmod", "prep"} and child.i < verb.i
    }
    if is_inverted(parsed.tokens[verb.left]) or parsed.tokens[verb.left].lower == "by":
        return False
    if verb.i < verb.head.i and marks & {"when", "as"}:
        return subject.tag != "PRP"
    if marks & _KEEPING or _is_measured(verb) or _is_each_time(verb) or _is_ellipsis(verb, marks):
        return False
    return not any(c.dep == "mark" for c in verb.children) or bool(marks & SEPARATING)


@as_in(
    "The bridge collapsed, killing two men.",
    "The firm closed the plant, effectively ending the strike.",
    no=(
        "Fines are high, depending on income.",
        "The shop opens daily, beginning in May.",
        "The mayor left while holding a book.",
    ),
)
def _is_participle_after_comma(parsed: Parsed, verb: Token) -> bool:
    """Return whether a participle after a comma or dash states something."""
    before = parsed.tokens[verb.left - 1].text if verb.left else ""
    adverb = verb.left == verb.i - 1 and parsed.tokens[verb.left].tag == "RB"
    return (
        verb.tag == "VBG"
        and verb.lemma not in _RELATING
        and not (verb.lemma in _BEGINNING_OR_ENDING and verb.child("dobj", "xcomp") is None)
        and not _is_listed(verb)
        and before in _BREAKS
        and (verb.left == verb.i or adverb)
    )


@as_in("Had it rained, the river would have flooded the town.")
def is_inverted(first: Token) -> bool:
    """Return whether a clause begins with its auxiliary: a condition without an "if"."""
    return first.lower in {"had", "were", "should"} and first.dep == "aux"


@as_in(
    "A day after the bridge opened, it was closed.",
    no=("The man died after he fell.",),
)
def _is_measured(verb: Token) -> bool:
    """Return whether an "after" clause only says how long after it something happened."""
    mark = next((c for c in verb.children if c.lower == "after" and c.i < verb.i), None)
    return mark is not None and mark.i > verb.left


@as_in("The man was jailed for opening a letter, telling a lie and fleeing the town.")
def _is_listed(verb: Token) -> bool:
    """Return whether a participle is one of a list of acts after a preposition."""
    above = verb.head
    if above.dep == "pcomp" and above.tag == "VBG":
        return True
    joined = verb.child("conj")
    acts = (c.child("pcomp") for c in above.children if c.dep == "prep" and c.i < verb.i)
    more = joined is not None and joined.tag == "VBG"
    return more and any(act is not None and act.tag == "VBG" for act in acts)


def _is_each_time(verb: Token) -> bool:
    """Return whether an adverbial clause opens with a noun of time: "each time he calls"."""
    noun = verb.child("npadvmod")
    opens = noun is not None and noun.left == verb.left and noun.lemma in _TIME_NOUNS
    return opens and noun is not None and noun.child("det") is not None


@as_in("She ran as fast as he did.")
def _is_ellipsis(verb: Token, marks: set[str]) -> bool:
    """Return whether an "as" clause has an auxiliary alone: it compares and states nothing."""
    return "as" in marks and verb.lemma in {"do", "be", "have"} and verb.right == verb.i + 1


@as_in(
    "The mayor, who left on Friday, sold the house.",
    "The hall where a judge saw him last year was closed.",
    "The firm sold the bridge that may be closed for a year.",
    no=("The man who left sold the house.",),
)
def _relative(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a relative clause is a claim.

    It is one after a comma, where it states something in passing, or where a modal makes it less
    sure than the clause around it.
    """
    if verb.head.i not in inside or not verb.left or not _is_finite(verb):
        return False
    if parsed.tokens[verb.left - 1].text in _BREAKS:
        return True
    if _presupposes(verb):
        return True
    modal = any(child.tag == "MD" and child.lower != "can" for child in verb.children)
    return modal and verb.right - verb.left >= _LONG_RELATIVE


@as_in(
    "The mayor met our soldiers who are held in the north.",
    "The hall where a judge saw him last year was closed.",
    no=("The mayor met anyone who was held in the north.", "The mayor met the man who left."),
)
def _presupposes(verb: Token) -> bool:
    """Return whether a relative clause without a comma states something in passing."""
    subject, noun = verb.child(*SUBJECTS), verb.head
    if subject is None or verb.right - verb.left < _LONG_RELATIVE:
        return False
    if any(child.lower == "where" for child in verb.children):
        return subject.pos in {"NOUN", "PROPN"}
    if subject.lower != "who" or (verb.lemma in VERB_CLASSES and is_negated(verb)):
        return False
    noun_words = {noun.lower, *(child.lower for child in noun.children)}
    return noun.dep != "attr" and not noun_words & _GENERIC


def _is_finite(verb: Token) -> bool:
    """Return whether a verb or one of its auxiliaries is finite."""
    return verb.tag in FINITE or any(
        child.tag in FINITE for child in verb.children if child.dep in {"aux", "auxpass"}
    )


@as_in(
    "The bridge (it was built in 1900) was closed.",
    no=("The bridge, it seems, was closed.",),
)
def _side(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a clause next to the main one is a claim: with a subject, no remark."""
    del parsed
    if verb.lemma in _INSERTED and {child.dep for child in verb.children} <= {"nsubj", "punct"}:
        return False
    return verb.child(*SUBJECTS, "expl") is not None and verb.head.i in inside


@as_in(
    "The bridge was closed, the river had flooded the road.",
    no=("The mayor knows that the bridge is closed.",),
)
def _complement(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a clause parsed as a complement is a claim: only a comma joins it."""
    above = verb.head
    if verb.i > above.i or above.lemma in VERB_CLASSES or above.i not in inside:
        return False
    opening = [token.lower for token in parsed.tokens[verb.left : verb.i]]
    case = opening[:2] == ["in", "the"] and not _CASES.isdisjoint(opening)
    if case or is_inverted(parsed.tokens[verb.left]):
        return False
    both = verb.child(*SUBJECTS, "expl") is not None and above.child(*SUBJECTS, "expl") is not None
    after = parsed.tokens[verb.right].text if verb.right < len(parsed.tokens) else ""
    return both and after in _BREAKS | {";", "-"}


@as_in("Ana Brandt said the toll rose, with estimates suggesting that 300 people had died.")
def _absolute(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a participle after "with" and a noun is a claim: it has a clause."""
    noun = verb.head
    prep = noun.head
    return (
        verb.tag == "VBG"
        and verb.child("ccomp") is not None
        and noun.i in inside
        and prep.lower == "with"
        and prep.i > 0
        and parsed.tokens[prep.i - 1].text in _BREAKS
    )


_RULES: Final = {
    "conj": _conjunct,
    "advcl": _adverbial,
    "relcl": _relative,
    "parataxis": _side,
    "ccomp": _complement,
    "acl": _absolute,
}
"""The rule that says whether a verb below the governing one is a claim, by its dependency."""
