"""The clauses of a stretch of content: what becomes a claim of its own, with which words.

A clause with its own finite verb is a claim, coordinated verbs and counts are one each and share
their subject, a participle behind a comma is one, a relative clause takes its noun along.
Conditions stay with what they are a condition of. Every word belongs to the nearest verb above
it that heads a claim; `_RULES` says which verbs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.extract.contents import STOPS, trimmed
from worker.extract.phrases import FINITE, RELATIVES, SUBJECTS, is_negated, joint, mention
from worker.extract.tokens import Range, runs
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.tokens import Parsed, Token

SEPARATING: Final = frozenset(
    {"because", "although", "though", "while", "whereas", "after", "as", "so", "but", "and"}
)
"""Conjunctions behind which an adverbial clause is a claim of its own."""

_KEEPING: Final = frozenset(
    {"if", "unless", "when", "where", "until", "before", "since", "once", "how", "than", "even"}
)
_OPENERS: Final = SEPARATING | {"just", "even", "when"}
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

_PERSONS: Final = words("people", "persons") | words("people", "anonymous")
_ALONE: Final = words("stance", "objectless")
"""Verbs that take no object: "stopped and ate lunch" is two claims."""

_SIDE_BY_SIDE: Final = 3
"""Tokens from a verb to the one that is joined to it by no more than an "and"."""

_SEEING: Final = frozenset({"see", "let", "make", "have", "help", "watch", "hear"})
"""Verbs over a bare infinitive with its subject: "would like to see them win"."""

_BEGINNING: Final = frozenset({"begin", "start", "commence", "end"})
"""Participles that say from or until when: "beginning in May"."""

_PLACING: Final = frozenset({"on", "in", "at", "near", "inside", "outside", "across", "through"})
"""Prepositions before a place or a thing, which no "who" tells of."""

_TIMES: Final = frozenset({"time", "moment", "minute", "second", "instant", "day", "year", "week"})
"""Nouns that open a clause without a conjunction: "each time he calls"."""

_ARGUMENTS: Final = frozenset({"with", "of", "to", "for", "into"})
"""Prepositions that belong to one verb: "was arrested and charged with theft"."""

_BREAKS: Final = frozenset({",", "--", "—", "–"})
_SHORTEST: Final = 2
_LONG_RELATIVE: Final = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """One claim's words: `head` is its verb, `parts` its evidence, in the order of the text."""

    head: Token
    parts: tuple[Range, ...]


def clauses(parsed: Parsed, content: Sequence[Range], *, own: bool = False) -> tuple[Clause, ...]:
    """The clauses of `content`; all of it as one where no verb divides it.

    `own` says that it is the article's own: a clause behind an attribution then takes its subject
    out of it, as in "said Brandt, who left on Friday".
    """
    inside = {i for part in content for i in range(*part)}
    heads = _heads(parsed, inside)
    if not heads:
        return _counted(parsed, _whole(parsed, content, inside))
    owned: dict[int, set[int]] = {head.i: set() for head in heads}
    for i in inside:
        owned[_owner(parsed.tokens[i], heads).i].add(i)
    found: list[Clause] = []
    for head in heads:
        indices = _without_opener(parsed, head, owned[head.i])
        shared = _shared(parsed, head)
        indices |= shared if own else shared & inside
        indices |= _trailing(head, heads, owned)
        clause = _clause(parsed, head, indices)
        if clause is not None:
            found += _counted(parsed, clause)
    if not found and len(inside) == 1:
        # "vowed to appeal": one verb is a proposition too.
        return (_whole(parsed, content, inside),)
    return tuple(sorted(found, key=lambda clause: (clause.parts[0], clause.head.i)))


def _whole(parsed: Parsed, content: Sequence[Range], inside: set[int]) -> Clause:
    """All of the content as one clause."""
    tokens = parsed.tokens
    head = next(
        (
            tokens[i]
            for i in sorted(inside)
            if tokens[i].head.i not in inside or tokens[i].head.i == i
        ),
        tokens[content[0].start],
    )
    parts = [trimmed(parsed, part, leading=False) or part for part in content]
    return Clause(head, tuple(parts))


def _heads(parsed: Parsed, inside: set[int]) -> list[Token]:
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


def _owner(token: Token, heads: Sequence[Token]) -> Token:
    """The head of the claim that a word belongs to: the nearest above it."""
    if token in heads:
        return token
    below = token
    for above in token.ancestors():
        if above in heads:
            return _nearer(below, above, heads)
        below = above
    return heads[0]


def _nearer(phrase: Token, over: Token, heads: Sequence[Token]) -> Token:
    """The verb of a noun that was joined to one too far above, with another verb between them."""
    if phrase.dep != "conj" or phrase.pos not in {"NOUN", "PROPN"}:
        return over
    between = [h for h in heads if over.i < h.i < phrase.i and h.dep == "conj" and h.head is over]
    return between[-1] if between else over


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
    return verb.tag in FINITE | {"VB"} or first.tag == "VBN" or verb.right - verb.left > _SHORTEST


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


def _without_opener(parsed: Parsed, head: Token, indices: set[int]) -> set[int]:
    """The words of a clause without the conjunction or "that" that joins it to the one above."""
    kept = set(indices)
    for i in sorted(kept):
        token = parsed.tokens[i]
        if token.i == head.i or head.dep not in {"advcl", "conj"} or token.lower not in _OPENERS:
            break
        if token.child("pobj") is not None:
            # "After the sale, it will close": no conjunction, but the adverbial of the clause.
            break
        kept.discard(i)
    first = parsed.tokens[min(kept)]
    marked = first.lower == "that" and first.dep == "mark" and first.head is head
    if marked and head.dep not in {"relcl", "acl"}:
        kept.discard(first.i)
    return kept


def _shared(parsed: Parsed, head: Token) -> set[int]:
    """What a clause takes from before it: a shared subject, or the noun of a relative clause."""
    if head.dep in {"relcl", "acl"}:
        return set(range(*mention(_antecedent(parsed, head))))
    own = head.child(*SUBJECTS, "expl")
    if own is not None:
        return _named(own) if own.i < head.i else set()
    if head.dep != "conj":
        return set()
    first = head
    while (
        first.dep in {"conj", "dep"}
        and first.head is not first
        and first.child(*SUBJECTS, "expl") is None
    ):
        first = first.head
    own = first.child(*SUBJECTS, "expl")
    if own is None:
        return set()
    if first.dep == "relcl" and own.lower in RELATIVES:
        own = _antecedent(parsed, first)
    shared = _named(own)
    if head.tag == "VBN" and head.child("aux", "auxpass") is None:
        shared |= {c.i for c in first.children if c.dep in {"aux", "auxpass"}}
    return shared


def _named(own: Token) -> set[int]:
    """The words that name a subject, with all that it is coordinated with: "Dow and others"."""
    last = joint(own)[-1]
    return set(range(mention(own).start, max(mention(own).end, mention(last).end)))


def _antecedent(parsed: Parsed, verb: Token) -> Token:
    """The noun that a relative clause tells of: for "which" no day, for "who" no place.

    The parser joins the clause to the noun right before it: "a man on the net, who sold it".
    """
    noun, over = verb.head, verb.head.head
    pronoun = next((c.lower for c in verb.children if c.lower in {"who", "which"}), "")
    if over.dep != "prep" or noun.dep != "pobj":
        return noun
    if pronoun == "which" and _is_dated(parsed, noun):
        taken = over.head.child("dobj", "nsubjpass")
        return taken if taken is not None and taken.i < noun.i else noun
    if pronoun == "who" and over.lower in _PLACING and noun.pos == "NOUN" and not _is_person(noun):
        return next((a for a in noun.ancestors() if a.i < noun.i and _is_person(a)), noun)
    return noun


def _is_dated(parsed: Parsed, noun: Token) -> bool:
    """Whether a word belongs to a day or a year that is named."""
    return any(
        time.span and time.span.start <= noun.start < time.span.end for time in parsed.times
    )


def _is_person(noun: Token) -> bool:
    return noun.entity == "PERSON" or (noun.tag in {"NN", "NNS"} and noun.lemma in _PERSONS)


def _trailing(head: Token, heads: Sequence[Token], owned: dict[int, set[int]]) -> set[int]:
    """What stands behind "300 were killed and 2,700 injured" and belongs to both."""
    last = next(
        (
            c
            for c in head.children
            if c.dep == "conj"
            and c in heads
            and c.tag == "VBN"
            and c.child("aux", "auxpass") is None
        ),
        None,
    )
    if last is None or head.tag not in {"VBN", "VBD"}:
        return set()
    if any(c.i > head.i and c.dep not in {"cc", "conj", "punct"} for c in head.children):
        # "was arrested on Friday and charged with theft": each has its own.
        return set()
    shared: set[int] = set()
    for child in last.children:
        alone = child.dep == "prep" and child.lower in _ARGUMENTS
        if child.dep in {"advcl", "prep"} and child.i > last.i and not (alone or child in heads):
            shared |= {i for i in range(child.left, child.right) if i in owned[last.i]}
    return shared


def _clause(parsed: Parsed, head: Token, indices: set[int]) -> Clause | None:
    """A clause of these tokens without punctuation at the edges of its parts."""
    parts: list[Range] = []
    for part in runs(indices):
        found = trimmed(parsed, part, leading=not parts)
        if found is None:
            continue
        gap = parsed.tokens[parts[-1].end : found.start] if parts else ()
        if gap and all(token.text in STOPS for token in gap):
            parts[-1] = Range(parts[-1].start, found.end)
        else:
            parts.append(found)
    words = sum(1 for part in parts for i in range(*part) if parsed.tokens[i].text not in STOPS)
    return Clause(head, tuple(parts)) if words >= _SHORTEST else None


def _counted(parsed: Parsed, clause: Clause) -> tuple[Clause, ...]:
    """The clause, divided where it counts two things: "300 deaths and 2,700 injuries"."""
    inside = {i for part in clause.parts for i in range(*part)}
    for i in sorted(inside):
        noun = parsed.tokens[i]
        other = noun.child("conj")
        if other is None or other.i not in inside or not (_count(noun) and _count(other)):
            continue
        if noun.dep not in {"dobj", "nsubj", "nsubjpass", "ROOT", "attr"}:
            continue
        second = {n for n in range(other.left, other.right) if n in inside}
        joined = {c.i for c in noun.children if c.dep in {"cc", "punct"} and c.i > noun.i}
        first = inside - second - joined
        verb = noun.head
        if verb.lemma == "include":
            first = {n for n in range(noun.left, other.left) if n in inside} - joined
        elif noun.dep == "dobj":
            second |= first - set(range(noun.left, noun.right))
        halves = (_clause(parsed, clause.head, first), _clause(parsed, clause.head, second))
        return tuple(half for half in halves if half is not None)
    return (clause,)


def _count(noun: Token) -> bool:
    return noun.pos == "NOUN" and any(
        child.dep == "nummod" and child.pos == "NUM" for child in noun.children
    )
