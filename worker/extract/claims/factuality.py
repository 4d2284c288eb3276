"""How sure the innermost committed voice of a claim is, and whether the claim is negative.

The stance of the reporting words decides first; where they only say, the words of the
proposition do: modals, conditions, adverbs. A hedge on a number is no doubt about the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.modality import STANCE, by_words, own_words
from worker.extract.stances import OF_CLASS, STANCES
from worker.extract.trace import because, seen
from worker.extract.tree.phrases import is_negated
from worker.extract.words import VERB_CLASSES, words
from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.claims.clauses import Clause
    from worker.extract.records import Parsed, Token
    from worker.extract.stances import Stance
    from worker.records import Factuality

NOT: Final = frozenset({"not", "n't", "n’t"})
_ALLEGED: Final = words("other_cues", "adverbs", "accused") | {"alleged", "suspected"}
_WORDS: Final = words("other_cues", "propositions", "nouns") - {"plan", "role", "tie", "link"}
_NEUTRAL: Final = frozenset({"it", "this", "that"})
_QUESTIONS: Final = frozenset({"whether", "if", "what", "who", "why", "how"})


def factuality(
    parsed: Parsed, clause: Clause, stances: Sequence[Stance], *, reported_past: bool
) -> Factuality:
    """The factuality of a clause under `stances`, the outermost first.

    `reported_past` says that the reporting verb is past and the speech indirect: "would" is then
    a shifted "will".
    """
    stance = next((s for s in reversed(stances) if STANCES[s].factuality), None)
    held = STANCES[stance].factuality if stance is not None else None
    own = own_words(parsed, clause)
    if held == "predicted":
        said = by_words(parsed, clause, own, reported_past=True)
        if said in {"hypothetical", "hedged"}:
            return said
    if held is not None:
        because(f"the stance of its voice is {stance}")
        return held
    alleged = (t for t in own if t.lower in _ALLEGED and _charges(clause, t))
    if seen("an allegation", alleged):
        return "accused"
    if seen("left open", left_open(parsed, clause)):
        return "questioned"
    stated = own_stance(clause)
    settled = STANCES[stated].factuality
    if settled is not None:
        because(f"{stated} by its own verb", Span(clause.head.start, clause.head.end))
        return settled
    return by_words(parsed, clause, own, reported_past=reported_past)


def _charges(clause: Clause, token: Token) -> bool:
    """Whether an "allegedly" or "alleged" is over the clause, and not over a noun far below."""
    noun = token.head
    return (
        (token.tag == "RB" and noun.dep != "amod")
        or noun is clause.head
        or (noun.head is clause.head and noun.dep != "dobj")
    )


def own_stance(clause: Clause) -> Stance:
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
        first = OF_CLASS[VERB_CLASSES.get(verb.lemma, ("saying",))[0]]
        words_of = about.dep == "ccomp" or about.lemma in _WORDS
        return first if words_of and STANCES[first].disputes else "saying"
    state = verb.child("acomp", "attr")
    if verb.lemma == "be" and state is not None and state.lower in STANCE["falsehoods"]:
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


def left_open(parsed: Parsed, clause: Clause) -> list[Token]:
    """The "whether" of "It remains unclear whether P"; none where P is not left open."""
    own = [parsed.tokens[i] for part in clause.parts for i in range(*part)]
    inside = {token.lower for token in own}
    doubtful = inside & {"unclear", "uncertain", "unknown", "unsure"}
    if "clear" in inside and inside & NOT:
        doubtful |= {"clear"}
    if {"there", "no", "whether"} <= inside and clause.head.child("expl") is not None:
        return [token for token in own if token.lower == "whether"]
    return [token for token in own if doubtful and token.lower in _QUESTIONS]
