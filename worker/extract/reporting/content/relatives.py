"""Content of a verb in a relative clause: "the fire, which police said had spread"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import without_mark
from worker.extract.tree.phrases import FINITE, NOUNS, RELATIVES, SUBJECTS, mention
from worker.extract.words import VERB_CLASSES

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token


@as_in(
    "The mayor defended policies which she said had failed.",
    "The fire, which police said had spread to two barns, was put out on Friday.",
    no=("The mayor who said that the bridge was closed has left.",),
)
def clause_in_relative(parsed: Parsed, sentence: Range, verb: Token) -> tuple[Range, ...] | None:
    """Return the antecedent of the relative clause that a verb is in, and the clause it reports.

    After a "what", which has no antecedent, the pronoun itself is the first part.
    """
    clause = next((c for c in verb.children if c.dep in {"ccomp", "xcomp"} and c.i > verb.i), None)
    source = verb.child(*SUBJECTS)
    if verb.dep not in {"relcl", "pcomp"} or clause is None or source is None:
        return None
    pronoun = next(
        (c for c in clause.children if c.lower in RELATIVES | {"what"} and c.i < source.left),
        None,
    )
    if pronoun is None or source.lower in RELATIVES:
        return None
    if not any(token.tag in FINITE | {"VBN"} for token in (clause, *clause.children)):
        # "it considers to have failed", "found concerning": no clause of its own.
        return None
    if any(child.lower == "to" and child.dep == "aux" for child in clause.children):
        return None
    rest = without_mark(parsed, Range(verb.i + 1, content_end(parsed, sentence, verb, verb.i + 1)))
    return (_antecedent(verb, pronoun), rest) if rest is not None else None


@as_in(
    "The driver, whom local papers described as a retired teacher, lives in Orlin.",
    "The plan, which the union called a disgrace, was dropped in May.",
    no=("The plan, which the union described, was dropped in May.",),
)
def called_in_relative(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the antecedent of a relative clause, and what it is called in it."""
    pronoun = verb.child("dobj")
    if verb.dep != "relcl" or "calling" not in VERB_CLASSES.get(verb.lemma, ()) or not sources:
        return None
    if pronoun is None or pronoun.lower not in RELATIVES or pronoun.i > verb.i:
        return None
    if pronoun.i == 0 or parsed.tokens[pronoun.i - 1].text != ",":
        # "It is a plan that she called bold": the clause only says which.
        return None
    name = verb.child("oprd", "attr", "acomp")
    likened = next((c for c in verb.children if c.lower == "as" and c.i > verb.i), None)
    if name is None and likened is None:
        return None
    start = likened.i + 1 if likened is not None else verb.i + 1
    end = min(content_end(parsed, sentence, verb, start), max(verb.right, start + 1))
    rest = without_mark(parsed, Range(start, end))
    return ("calling", (_antecedent(verb, pronoun), rest)) if rest is not None else None


def _antecedent(verb: Token, pronoun: Token) -> Range:
    """Return the words that a relative pronoun refers to; the pronoun itself where it has none."""
    noun = verb.head
    named = verb.dep == "relcl" and noun.tag in NOUNS and noun.i < pronoun.i
    return mention(noun) if named else Range(pronoun.i, pronoun.i + 1)
