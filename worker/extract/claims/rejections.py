"""Clauses that are no claims: questions, orders, fillers, labels, remainders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.evidence import is_inside
from worker.extract.examples import as_in
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.claims.extents.records import Clause
    from worker.extract.records import Parsed, Passage, Token

FILLER: Final = "words to the listener, such as “you know”, state nothing"
LABEL: Final = "no verb and nothing counted: a name, a label or a credit"
QUESTION: Final = "a question or an order claims nothing"
NO_WORDS: Final = "no words are left between the quotation marks"
LEFT_OVER: Final = "no more than the words around a reported clause"
_FILLERS: Final = words("claims", "rejections", "fillers")
_SPANS_OF_TIME: Final = frozenset({"age", "duration"})
"""Properties of a quantity that a label has too: "10-year struggle"."""

_BEFORE_IMPERATIVE: Final = frozenset(
    {"advcl", "advmod", "dep", "intj", "neg", "npadvmod", "prep", "punct"}
)
"""Dependencies of words before an imperative: "For more information, call the office"."""

_ARRIVING: Final = words("claims", "rejections", "arriving")
_OBJECTS: Final = frozenset({"acomp", "advmod", "attr", "dobj", "oprd", "prep", "prt", "xcomp"})
_WORDS_OF_TIME: Final = 4
"""Words from such a verb on, at most: itself and a span of time, "came a few weeks"."""

_LISTING: Final = words("claims", "rejections", "listing")


@as_in("You know.", "Was the bridge closed?", no=("The bridge was closed.",))
def reason_against(passage: Passage, clause: Clause) -> str | None:
    """Return why a clause is no claim; None where it is one."""
    parsed = passage.parsed
    if _is_question_or_order(parsed, clause):
        return QUESTION
    if " ".join(_lower_words(parsed, clause)) in _FILLERS:
        return FILLER
    if not passage.outer and _is_label(passage):
        return LABEL
    return LEFT_OVER if _is_left_over(parsed, clause) else None


def _lower_words(parsed: Parsed, clause: Clause) -> Iterator[str]:
    """Return the words of a clause in small letters, without punctuation."""
    inside = (parsed.tokens[i] for part in clause.parts for i in range(*part))
    return (token.lower for token in inside if any(map(str.isalnum, token.text)))


@as_in(
    "The river rose.\n\nAna Brandt, writer.",
    "The river rose.\n\nA 10-year struggle.",
    no=("The river rose.\n\nAna Brandt, who wrote it.", "The river rose.\n\nTwo dead."),
)
def _is_label(passage: Passage) -> bool:
    """Return whether a sentence of the body has no verb and no number but a span of time."""
    parsed = passage.parsed
    paragraph = parsed.paragraph
    if paragraph.section != "body" or paragraph.offset == 0:
        return False
    sentence = parsed.tokens[passage.sentence.start : passage.sentence.end]
    if any(token.pos in {"VERB", "AUX"} for token in sentence):
        return False
    span = parsed.span(passage.sentence)
    counted = [q for q in parsed.quantities if q.unit and q.property not in _SPANS_OF_TIME]
    return not any(is_inside(q.span, (span,)) for q in counted)


@as_in(
    "Ana Lind repeated her claim that the bridge was closed.",
    "The other funds include:",
    "The sale of the pier comes as the city has shut two theatres.",
    no=("Ana Lind repeated the test.", "Ana Lind came home as the city shut two theatres."),
)
def _is_left_over(parsed: Parsed, clause: Clause) -> bool:
    """Return whether a clause ends where its complement or object became another claim.

    Also where it ends with a verb such as "include" before the colon of a list.
    """
    verb = clause.head
    inside = {i for part in clause.parts for i in range(*part)}
    after = parsed.tokens[max(inside) + 1 : max(inside) + 2]
    listed = verb.lemma in _LISTING and max(inside) == verb.i
    if listed and after and after[0].text == ":":
        return True
    if verb.lemma in _ARRIVING and _is_bare(verb, inside):
        return True
    act = parsed.tokens[max(inside)].child("pcomp")
    if act is not None and act.i not in inside:
        return True
    last = max(inside) == verb.i and len(clause.parts) == 1
    return last and any(
        child.dep in {"dobj", "attr", "xcomp"} and child.i > verb.i for child in verb.children
    )


@as_in(
    "The sale of the pier comes as the city has shut two theatres.",
    "The sale of the pier came a week after the council found that he had lied.",
    no=("Ana Lind came home as the city shut two theatres.",),
)
def _is_bare(verb: Token, inside: set[int]) -> bool:
    """Return whether a verb has lost the clause that says with what it came, and has nothing else.

    A span of time may be left: "came a week".
    """
    parted = any(c.dep in {"advcl", "prep"} and c.i not in inside for c in verb.children)
    after = [verb.i, *(i for i in inside if i > verb.i)]
    kept = (c for c in verb.children if c.i in inside and c.i > verb.i)
    return parted and len(after) <= _WORDS_OF_TIME and all(c.dep not in _OBJECTS for c in kept)


@as_in(
    "Was the bridge closed?",
    "For more information, call the office.",
    no=("The bridge was closed.",),
)
def _is_question_or_order(parsed: Parsed, clause: Clause) -> bool:
    """Return whether a clause is a question or has its verb in the imperative."""
    tokens = parsed.tokens
    end = clause.parts[-1].end
    following = (tokens[i] for i in range(end - 1, len(tokens)))
    stops = (t.text for t in following if t.text in {".", "?", "!"} or t.quote == "close")
    if next(stops, "") == "?":
        return True
    verb = clause.head
    bare = verb.tag == "VB" and verb.child(*SUBJECTS, "expl", "aux") is None
    opened = {child.dep for child in verb.children if child.i < verb.i} <= _BEFORE_IMPERATIVE
    return bare and opened and verb.head is verb and not tokens[clause.parts[0].start].quoted
