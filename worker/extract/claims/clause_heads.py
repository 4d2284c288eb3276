"""The verbs that head a claim of their own: which conjuncts, adverbial and relative clauses do.

The verb that governs the content is the first; `_RULES` says which verbs below it are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import FINITE, SUBJECTS, is_negated
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

SEPARATING: Final = frozenset(
    {"because", "although", "though", "while", "whereas", "after", "as", "so", "but", "and"}
)
"""Conjunctions behind which an adverbial clause is a claim of its own."""

_KEEPING: Final = frozenset(
    {"if", "unless", "when", "where", "until", "before", "since", "once", "how", "than", "even"}
)
_VERBS: Final = frozenset({"VERB", "AUX"})
_UNFINISHED: Final = frozenset({"xcomp", "pcomp", "acl", "amod", "relcl"})
_RELATING: Final = frozenset(
    {"depend", "include", "accord", "give", "consider", "regard", "concern", "follow", "cite"}
)
"""Participles that only relate one thing to another and state nothing."""

_ANYBODY: Final = frozenset(
    {
        *("those", "anyone", "anybody", "everyone", "any", "no", "people"),
        *("someone", "somebody", "one", "ones"),
    }
)
"""Nouns whose "who" clause picks out a kind and tells of nobody."""

_ALONE: Final = words("stance", "objectless")
"""Verbs that take no object: "stopped and ate lunch" is two claims."""

_SIDE_BY_SIDE: Final = 3
"""Tokens from a verb to the one that is joined to it by no more than an "and"."""

_SEEING: Final = frozenset({"see", "let", "make", "have", "help", "watch", "hear"})
"""Verbs over a bare infinitive with its subject: "would like to see them win"."""

_BEGINNING: Final = frozenset({"begin", "start", "commence", "end"})
"""Participles that say from or until when: "beginning in May"."""

_TIMES: Final = frozenset({"time", "moment", "minute", "second", "instant", "day", "year", "week"})
"""Nouns that open a clause without a conjunction: "each time he calls"."""

_BREAKS: Final = frozenset({",", "--", "—", "–"})
SHORTEST: Final = 2
_LONG_RELATIVE: Final = 5


def claim_heads(parsed: Parsed, inside: set[int]) -> list[Token]:
    """The verbs that head a claim, the governing one first, then in the order of the text."""
    verbs = [parsed.tokens[i] for i in sorted(inside) if parsed.tokens[i].pos in _VERBS]
    tops = [verb for verb in verbs if _is_top(verb, inside)]
    if not tops:
        return []
    top = min(tops, key=lambda verb: (verb.tag == "VBG", sum(1 for _ in verb.ancestors()), verb.i))
    others = [
        verb
        for verb in verbs
        if verb is not top and (verb in tops or _is_own(parsed, verb, inside))
    ]
    return [top, *others]


def _is_top(verb: Token, inside: set[int]) -> bool:
    """Whether a verb hangs on nothing inside the content."""
    if verb.dep in {"aux", "auxpass", "amod", "compound"}:
        return False
    return all(above.i not in inside for above in verb.ancestors())


def _is_own(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Whether a verb below the governing one makes a claim of its own."""
    rule = _RULES.get(verb.dep)
    return rule is not None and rule(parsed, verb, inside)


def _conjunct(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """A coordinated verb: finite, or with a subject of its own; its first must be a claim too."""
    first = verb.head
    while first.dep == "conj":
        first = first.head
    own = verb.child(*SUBJECTS, "expl")
    unfinished = first.dep in _UNFINISHED and own is None and not _is_own(parsed, first, inside)
    aside = first.dep == "advcl" and first.i in inside and not _adverbial(parsed, first, inside)
    if unfinished or aside:
        return False
    if own is not None or (verb.tag == "VBG" and _is_finite(verb)):
        return True
    if _shares_object(verb) or _is_bare_act(first):
        return False
    if verb.tag == "VBG" or (verb.tag == "VB" and not _has_modal(verb)):
        return verb.tag == "VBG" and first.tag == "VBG" and first.dep == "advcl"
    return verb.tag in FINITE | {"VB"} or first.tag == "VBN" or verb.right - verb.left > SHORTEST


def _shares_object(verb: Token) -> bool:
    """Whether "sold or transferred shares" has one object for both: then they are one claim."""
    first, taken = verb.head, verb.child("dobj")
    past = {verb.tag, first.tag} <= {"VBD", "VBN"}
    if taken is None or taken.i < verb.i or not (past or verb.tag == first.tag):
        return False
    passive = first.child("auxpass") is not None
    if first.lemma in _ALONE or passive or verb.i - first.i > _SIDE_BY_SIDE:
        return False
    return all(c.dep in {"cc", "conj", "punct"} for c in first.children if c.i > first.i)


def _is_bare_act(verb: Token) -> bool:
    """As in "would like to see them apply and be chosen": an act that nobody says took place."""
    bare = verb.tag == "VB" and not any(c.dep == "aux" for c in verb.children)
    return bare and verb.dep == "ccomp" and verb.head.lemma in _SEEING


def _has_modal(verb: Token) -> bool:
    """Whether a bare verb stands under a modal, its own or the first conjunct's."""
    return any(child.tag == "MD" for child in (*verb.children, *verb.head.children))


def _adverbial(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """An adverbial clause behind a separating conjunction, or a participle behind a comma."""
    del inside
    if verb.child(*SUBJECTS, "expl") is None:
        before = parsed.tokens[verb.left - 1].text if verb.left else ""
        adverb = verb.left == verb.i - 1 and parsed.tokens[verb.left].tag == "RB"
        return (
            verb.tag == "VBG"
            and verb.lemma not in _RELATING
            and not (verb.lemma in _BEGINNING and verb.child("dobj", "xcomp") is None)
            and not _is_listed(verb)
            and before in _BREAKS
            and (verb.left == verb.i or adverb)
        )
    marks = {
        child.lower
        for child in verb.children
        if child.dep in {"mark", "advmod", "prep"} and child.i < verb.i
    }
    own = verb.child(*SUBJECTS, "expl")
    if is_inverted(parsed.tokens[verb.left]) or parsed.tokens[verb.left].lower == "by":
        return False
    if verb.i < verb.head.i and marks & {"when", "as"}:
        return own is not None and own.tag != "PRP"
    if marks & _KEEPING or _is_measured(verb) or _is_each_time(verb) or _is_ellipsis(verb, marks):
        return False
    return not any(c.dep == "mark" for c in verb.children) or bool(marks & SEPARATING)


def is_inverted(first: Token) -> bool:
    """As in "Had it rained": a condition without an "if", which begins with its auxiliary."""
    return first.lower in {"had", "were", "should"} and first.dep == "aux"


def _is_measured(verb: Token) -> bool:
    """Whether an "after" clause only says how long after: "a day after he fell"."""
    mark = next((c for c in verb.children if c.lower == "after" and c.i < verb.i), None)
    return mark is not None and mark.i > verb.left


def _is_listed(verb: Token) -> bool:
    """As in "fined for opening it, telling a lie and fleeing": one of a list of acts."""
    above = verb.head
    if above.dep == "pcomp" and above.tag == "VBG":
        return True
    joined = verb.child("conj")
    acts = (c.child("pcomp") for c in above.children if c.dep == "prep" and c.i < verb.i)
    more = joined is not None and joined.tag == "VBG"
    return more and any(act is not None and act.tag == "VBG" for act in acts)


def _is_each_time(verb: Token) -> bool:
    """As in "each time he calls", "the moment it rains": a clause that only says when."""
    noun = verb.child("npadvmod")
    opens = noun is not None and noun.left == verb.left and noun.lemma in _TIMES
    return opens and noun is not None and noun.child("det") is not None


def _is_ellipsis(verb: Token, marks: set[str]) -> bool:
    """As in "as badly as he did", "as they do elsewhere": it compares and states nothing."""
    return "as" in marks and verb.lemma in {"do", "be", "have"} and verb.right == verb.i + 1


def _relative(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """A relative clause behind a comma, of somebody, or less sure than what it stands in."""
    if verb.head.i not in inside or not verb.left or not _is_finite(verb):
        return False
    if parsed.tokens[verb.left - 1].text in _BREAKS:
        return True
    if _presupposes(verb):
        return True
    modal = any(child.tag == "MD" and child.lower != "can" for child in verb.children)
    return modal and verb.right - verb.left >= _LONG_RELATIVE


def _presupposes(verb: Token) -> bool:
    """As in "our soldiers who are held there", "a hall where a judge saw him": in passing."""
    own, noun = verb.child(*SUBJECTS), verb.head
    if own is None or verb.right - verb.left < _LONG_RELATIVE:
        return False
    if any(child.lower == "where" for child in verb.children):
        return own.pos in {"NOUN", "PROPN"}
    if own.lower != "who" or (verb.lemma in VERB_CLASSES and is_negated(verb)):
        return False
    words_of = {noun.lower, *(child.lower for child in noun.children)}
    return noun.dep != "attr" and not words_of & _ANYBODY


def _is_finite(verb: Token) -> bool:
    return verb.tag in FINITE or any(
        child.tag in FINITE for child in verb.children if child.dep in {"aux", "auxpass"}
    )


def _side(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """A clause beside the main one, with a subject of its own, and no ", it seems,"."""
    del parsed
    seems = verb.lemma in {"seem", "appear", "think", "believe"}
    if seems and {child.dep for child in verb.children} <= {"nsubj", "punct"}:
        return False
    return verb.child(*SUBJECTS, "expl") is not None and verb.head.i in inside


def _complement(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """A clause that the parser took for a complement although only a comma joins it."""
    above = verb.head
    if verb.i > above.i or above.lemma in VERB_CLASSES or above.i not in inside:
        return False
    opening = [token.lower for token in parsed.tokens[verb.left : verb.i]]
    case = opening[:2] == ["in", "the"] and "event" in opening
    if case or is_inverted(parsed.tokens[verb.left]):
        return False
    both = verb.child(*SUBJECTS, "expl") is not None and above.child(*SUBJECTS, "expl") is not None
    behind = parsed.tokens[verb.right].text if verb.right < len(parsed.tokens) else ""
    return both and behind in _BREAKS | {";", "-"}


def _absolute(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """As in ", with estimates suggesting that P": a claim beside the main one."""
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
"""Which verb below the governing one is a claim, by its dependency."""
