"""How sure the innermost committed voice of a claim is, and whether the claim is negative.

The stance of the reporting words decides first; where they only say, the words of the
proposition do: modals, conditions, adverbs. A hedge on a number is no doubt about the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.clauses import Clause, is_inverted
from worker.extract.explain import because, seen
from worker.extract.phrases import SUBJECTS, is_negated
from worker.extract.tokens import Range
from worker.extract.words import VERB_CLASSES, table, words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.tokens import Parsed, Token
    from worker.records import Factuality, Polarity

BY_STANCE: Final[dict[str, Factuality]] = {
    "accusing": "accused",
    "denying": "denied",
    "doubting": "questioned",
    "silence": "unacknowledged",
    "open": "hypothetical",
    "offering": "hypothetical",
    "predicting": "predicted",
    "guessing": "hedged",
    "hearsay": "hedged",
    "hearsay-accused": "accused",
    "hearsay-predicted": "predicted",
}
"""What a stance makes of its content, whatever the words of the content are."""

_NEGATIONS: Final = words("stance", "negations")
_NOT: Final = frozenset({"not", "n't", "n’t"})
_ADVERBS: Final = words("other_cues", "adverbs", "hedged") | words(
    "other_cues", "adverbs", "hearsay"
)
_ALLEGED: Final = words("other_cues", "adverbs", "accused") | {"alleged", "suspected"}
_ASKING: Final = frozenset({"see", "know", "ask", "check", "find", "determine", "learn", "decide"})
"""Verbs behind which an "if" asks and sets no condition."""

_WORDS: Final = words("other_cues", "propositions", "nouns") - {"plan", "role", "tie", "link"}
_NEUTRAL: Final = frozenset({"it", "this", "that"})
_QUESTIONS: Final = frozenset({"whether", "if", "what", "who", "why", "how"})
_STANCE: Final = {name: frozenset(entry) for name, entry in table("stance").items()}


def factuality(
    parsed: Parsed, clause: Clause, stances: Sequence[str], *, reported_past: bool
) -> Factuality:
    """The factuality of a clause under `stances`, the outermost first.

    `reported_past` says that the reporting verb is past and the speech indirect: "would" is then
    a shifted "will".
    """
    stance = next((s for s in reversed(stances) if s in BY_STANCE), None)
    own = _own_words(parsed, clause)
    if stance is not None and BY_STANCE[stance] == "predicted":
        said = _by_words(parsed, clause, own, reported_past=True)
        if said in {"hypothetical", "hedged"}:
            return said
    if stance is not None:
        because(f"the stance of its voice is {stance}")
        return BY_STANCE[stance]
    alleged = (t for t in own if t.lower in _ALLEGED and _charges(clause, t))
    if seen("an allegation", alleged):
        return "accused"
    if seen("left open", _left_open(parsed, clause)):
        return "questioned"
    stated = own_stance(clause)
    if stated in BY_STANCE:
        because(f"{stated} by its own verb", Span(clause.head.start, clause.head.end))
        return BY_STANCE[stated]
    return _by_words(parsed, clause, own, reported_past=reported_past)


def _charges(clause: Clause, token: Token) -> bool:
    """Whether an "allegedly" or "alleged" is over the clause, and not over a noun far below."""
    noun = token.head
    return (
        (token.tag == "RB" and noun.dep != "amod")
        or noun is clause.head
        or (noun.head is clause.head and noun.dep != "dobj")
    )


def own_stance(clause: Clause) -> str:
    """What the clause's own verb does to what stands below it: "I deny that P", "P is a lie"."""
    verb = clause.head
    if is_negated(verb):
        state = verb.child("acomp")
        if verb.lemma == "be" and state is not None and state.lower == "true":
            return "denying" if _is_about_words(verb) else "saying"
        asks = any(c.lower in {"whether", "if"} for b in verb.children for c in b.children)
        return "open" if verb.lemma == "know" and asks else "saying"
    own = verb.child("nsubj")
    about = verb.child("ccomp", "dobj")
    if own is not None and own.lower in {"i", "we"} and about is not None:
        first = VERB_CLASSES.get(verb.lemma, ("saying",))[0]
        words_of = about.dep == "ccomp" or about.lemma in _WORDS
        return first if words_of and first in {"denying", "doubting"} else "saying"
    state = verb.child("acomp", "attr")
    if verb.lemma == "be" and state is not None and state.lower in _STANCE["falsehoods"]:
        return "denying" if _is_about_words(verb) else "saying"
    return "saying"


def _is_about_words(verb: Token) -> bool:
    """Whether what is called false or untrue is a statement, and not a door or a friend."""
    own = verb.child("nsubj", "csubj")
    if own is None:
        return False
    thing = any(child.lower == "fake" for child in verb.children)
    pointing = own.lower in {"it", "this", "that"} and not thing
    return own.dep == "csubj" or pointing or own.lemma in _WORDS - _NEUTRAL


def _by_words(
    parsed: Parsed, clause: Clause, own: Sequence[Token], *, reported_past: bool
) -> Factuality:
    """The factuality that the words of the proposition give."""
    if _has_condition(parsed, clause):
        return "hypothetical"
    if _is_hedged(parsed, clause, own):
        return "hedged"
    modal = _by_modal(clause, own, reported_past=reported_past)
    if modal is not None:
        return modal
    above = followed(clause)
    if above is None:
        return "asserted"
    return _by_words(parsed, above, _own_words(parsed, above), reported_past=reported_past)


def _by_modal(clause: Clause, own: Sequence[Token], *, reported_past: bool) -> Factuality | None:
    """What "could", "would", "will" or a plan makes of the proposition; None without one."""
    possible = (t for t in own if t.lemma in _STANCE["possible_nouns"] and t.dep == "dobj")
    auxiliaries = [child for child in clause.head.children if child.dep in {"aux", "auxpass"}]
    auxiliaries += [token for token in own if token.tag == "MD"]
    if clause.head.tag in {"VBD", "VBZ"}:
        # No modal stands before a finite verb: "Will Artino scored" names somebody.
        auxiliaries = [token for token in auxiliaries if token.head is not clause.head]
    auxiliaries += _over_both(clause.head)
    able = not is_negated(clause.head) and _has_modal(auxiliaries, "hypothetical_modals")
    if seen("a noun of possibility", possible) or able:
        return "hypothetical"
    if seen("a modal", (t for t in auxiliaries if _is_would(t))):
        shifted = reported_past and not (_rests_on_it(clause.head) or _wishes(clause.head))
        because("the saying is past: a “will”" if shifted else "not a “will” of the past")
        return "predicted" if shifted else "hypothetical"
    if _has_modal(auxiliaries, "predicting_modals") or _is_planned(own, clause):
        return "predicted"
    return None


def _over_both(verb: Token) -> list[Token]:
    """The auxiliaries of "will mend the well and replace the tank" over the second verb."""
    over = verb
    while over.dep == "conj" and over.head is not over and _shares(over):
        over = over.head
        found = [child for child in over.children if child.dep in {"aux", "auxpass"}]
        if found:
            return found
    return []


def _shares(verb: Token) -> bool:
    """Whether a coordinated verb has its subject and its auxiliaries from the one before."""
    alone = verb.child(*SUBJECTS, "expl", "aux", "auxpass") is None
    participle = verb.head.tag == "VBN" and verb.tag in {"VBN", "VBD"}
    return alone and (verb.tag == "VB" or participle)


def _is_would(auxiliary: Token) -> bool:
    """Whether an auxiliary is "would", and no "had" as in "I'd never seen him"."""
    if auxiliary.lower == "would":
        return True
    return auxiliary.lower in {"'d", "’d"} and auxiliary.head.tag not in {"VBN", "VBD"}


def followed(clause: Clause) -> Clause | None:
    """What a participle follows from: ", forcing them to leave" is as sure as the clause above."""
    verb, over = clause.head, clause.head.head
    if verb.tag != "VBG" or verb.dep != "advcl" or over.i > verb.i:
        return None
    return Clause(over, (Range(over.left, verb.left),))


def _rests_on_it(verb: Token) -> bool:
    """As in "That would help": a "would" that depends on what "that" refers to."""
    own = verb.child("nsubj")
    return own is not None and own.lower in {"that", "this", "which"}


def _wishes(verb: Token) -> bool:
    """As in "would like to", "would rather stay": what somebody wants, whatever comes."""
    rather = any(child.lower in {"rather", "sooner"} for child in verb.children)
    return rather or verb.lemma in {"like", "prefer", "love", "hate"}


def _has_modal(auxiliaries: Sequence[Token], kind: str) -> bool:
    """Whether one of the auxiliaries is a modal of this kind."""
    return seen("a modal", (token for token in auxiliaries if token.lower in _STANCE[kind]))


def _own_words(parsed: Parsed, clause: Clause) -> list[Token]:
    """The tokens around the clause's verb: its evidence without clauses below it."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    below = [
        token
        for token in inside
        if token is not clause.head
        and token.dep in {"relcl", "advcl", "acl", "ccomp", "pcomp", "csubj"}
    ]
    hidden = {i for token in below for i in range(token.left, token.right)} - {clause.head.i}
    return [token for token in inside if token.i not in hidden or token.head is clause.head]


def _is_hedged(parsed: Parsed, clause: Clause, own: Sequence[Token]) -> bool:
    modals = [token for token in own if token.tag == "MD"]
    if _has_modal([*modals, *_over_both(clause.head)], "hedging_modals"):
        return True
    if _seems(parsed, clause.head):
        return seen("a verb that hedges", [clause.head])
    adverbs = (
        token
        for token in own
        if token.lower in _ADVERBS
        and _is_near(token.head, clause.head)
        and token.tag in {"RB", "JJ"}
    )
    adjectives = (
        token
        for token in own
        if token.lower in _STANCE["hedging_adjectives"] and token.dep in {"acomp", "advmod"}
    )
    named = clause.head.child("attr") if clause.head.lemma == "be" else None
    called = (c for c in named.children if c.lower in _STANCE["doubtful"]) if named else ()
    nouns = (t for t in own if t.lemma in _STANCE["estimating_nouns"] and t.dep in SUBJECTS)
    return (
        seen("an adverb that hedges", adverbs)
        or seen("an adjective that hedges", adjectives)
        or seen("an adjective that hedges what it is", called)
        or seen("an estimate", nouns)
        or _thinks(parsed, clause)
    )


def _is_near(over: Token, verb: Token) -> bool:
    """Whether what an adverb stands with carries the clause: "cut off, apparently for a day"."""
    if over.dep == "amod":
        # "a possibly contested convention": nothing is said to be less sure.
        return over is verb
    return over.pos in {"VERB", "AUX", "ADJ"} or (over.pos == "ADP" and over.head is verb)


def _seems(parsed: Parsed, verb: Token) -> bool:
    """As in "appears to be", "looks as if P", "sounds as though P"."""
    if verb.lemma in _STANCE["hedging_verbs"] and verb.child("xcomp", "acomp", "oprd", "ccomp"):
        return True
    if verb.lemma not in _STANCE["likening_verbs"]:
        return False
    behind = [token.lower for token in parsed.tokens[verb.i + 1 : verb.i + 3]]
    return behind[:1] == ["as"] and behind[1:] in (["if"], ["though"])


def _thinks(parsed: Parsed, clause: Clause) -> bool:
    """Whether an "I think" or "it seems" stands in or over the clause."""
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    beside = clause.head.dep == "conj" and clause.head.child(*SUBJECTS, "expl") is not None
    over = () if beside else (clause.head.head,)
    thinking = (
        token
        for token in (*inside, *over)
        if token.lemma in {"think", "believe", "guess", "suppose", "seem"}
        and not (token.dep in {"relcl", "acl"} and token is not clause.head)
        and (token.tag != "VBD" or token.lemma == "seem")
        and (own := token.child("nsubj")) is not None
        and own.lower in {"i", "we", "it"}
    )
    return seen("only thought", thinking)


def _has_condition(parsed: Parsed, clause: Clause) -> bool:
    inside = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    conditions = (t for t in inside if t.lower in {"if", "unless"} and _conditions(clause, t))
    events = (t for t in inside if t.lower == "event" and _is_case(t))
    if seen("a condition", conditions) or seen("a case that may come", events):
        return True
    return is_inverted(inside[0]) and seen("a condition without “if”", [inside[0]])


def _is_case(noun: Token) -> bool:
    """As in "in the event that it rains", "in the unlikely event of a tie"."""
    inside = noun.head.lower == "in" and any(child.lower == "the" for child in noun.children)
    clause = any(c.dep in {"acl", "relcl"} or c.lower == "of" for c in noun.children)
    return inside and (clause or noun.head.head.dep == "ccomp")


def _conditions(clause: Clause, mark: Token) -> bool:
    """Whether an "if" is over the clause's verb and not inside a clause on one of its nouns."""
    if mark.dep not in {"mark", "advmod"} or any(c.lower == "as" for c in mark.head.children):
        return False
    if any(c.lower == "even" and c.i + 1 == mark.i for c in (*mark.children, *mark.head.children)):
        # "even if it rains": what is said holds with or without it.
        return False
    if mark.head.head.lemma in _ASKING and mark.head is not clause.head:
        return False
    for above in mark.ancestors():
        if above is clause.head:
            return True
        if above.dep in {"relcl", "acl"}:
            return False
    return True


def _left_open(parsed: Parsed, clause: Clause) -> list[Token]:
    """The "whether" of "It remains unclear whether P"; none where P is not left open."""
    own = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    inside = {token.lower for token in own}
    doubtful = inside & {"unclear", "uncertain", "unknown", "unsure"}
    if "clear" in inside and inside & _NOT:
        doubtful |= {"clear"}
    if {"there", "no", "whether"} <= inside and clause.head.child("expl") is not None:
        return [token for token in own if token.lower == "whether"]
    return [token for token in own if doubtful and token.lower in _QUESTIONS]


def _is_planned(own: Sequence[Token], clause: Clause) -> bool:
    verb = clause.head
    if _is_to_be(verb):
        return seen("an infinitive with a subject alone: what is to come", [verb])
    going = verb.lemma == "go" and verb.tag == "VBG"
    if (going or verb.lemma in _STANCE["predicting_verbs"]) and verb.child("xcomp") is not None:
        return seen("a plan", [verb])
    planned = (
        token
        for token in own
        if token.lower in _STANCE["predicting_words"]
        and any(c.dep == "xcomp" and c.child("aux") is not None for c in token.children)
    )
    return seen("what is to come", planned)


def _is_to_be(verb: Token) -> bool:
    """As in the headline "Minister to close bridge": an infinitive with a subject alone."""
    named = verb.head is verb and (
        verb.pos == "PROPN" or verb.child("compound", "poss") is not None
    )
    named = named and verb.pos in {"NOUN", "PROPN"} and verb.child("nummod", "det") is None
    act = verb.child("acl", "relcl") if named else verb
    if act is None or act.tag != "VB" or (verb.head is not verb and verb.head.pos == "VERB"):
        return False
    bare = named or act.child(*SUBJECTS) is not None
    return bare and [c.lower for c in act.children if c.dep == "aux"] == ["to"]


def polarity(parsed: Parsed, clause: Clause) -> Polarity:
    """Whether the proposition itself carries a negation, in its verb, subject or object."""
    verb = clause.head
    own = _own_words(parsed, clause)
    if _left_open(parsed, clause) or own_stance(clause) in {"denying", "open"}:
        return "positive"
    for token in own:
        if token.lower not in _NEGATIONS:
            continue
        if _negates_nothing(parsed, token):
            continue
        near = token.head is verb or token.head.head is verb or token.head.head.head is verb
        near |= verb.pos not in {"VERB", "AUX"} and token.dep == "neg"
        if near and (token.head is verb or not _is_aside(token, verb)):
            because("a negation", Span(token.start, token.end))
            return "negative"
    return "positive"


def _is_aside(token: Token, verb: Token) -> bool:
    """Whether a negation stands in a clause that only says when, why or which."""
    between = []
    for above in token.ancestors():
        if above is verb:
            break
        between.append(above)
    return any(above.dep in {"advcl", "relcl"} for above in between)


def _negates_nothing(parsed: Parsed, token: Token) -> bool:
    """As in "not only", "no more than 70", "No. 5", "second to none", "a house with no roof"."""
    before = parsed.tokens[token.i - 1].lower if token.i else ""
    following = [t.lower for t in parsed.tokens[token.i + 1 : token.i + 3]]
    if token.lower in _NOT and following[:1] in (["only"], ["just"], ["least"]):
        return True
    if token.lower == "no" and (following[:1] == ["-"] or "".join(following)[1:].isdigit()):
        return True
    if token.lower in {"no", "not"} and following[1:] == ["than"]:
        return True
    if token.head.dep == "conj" and token.head.pos not in {"VERB", "AUX"}:
        # "a low price, but not much else": the first half stands.
        return True
    phrase = token.head.head if token.dep == "det" else token.head
    return (token.lower == "no" and phrase.lower == "with") or (
        token.lower == "none" and before == "to"
    )
