"""Repairs of noun phrases: a name after its noun, a noun read as a verb or a verb as a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import RELATIVES, SUBJECTS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_PROPER: Final = frozenset({"NNP", "NNPS"})
_MISREAD_NAMES: Final = frozenset(
    {"nsubj", "nsubjpass", "compound", "appos", "advmod", "dep", "dobj"}
)
"""Relations that the parser gives to a name after its noun."""

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "conj"})
_ACCUSED: Final = words("other_cues", "passives", "accused")
_OF_TITLE: Final = _PROPER | {"NN", "NNS", "JJ", "POS", "HYPH", "CC"}
"""Tags of the words of a title and a name."""

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_DATES: Final = words("quantities", "nouns", "weekdays") | words("quantities", "nouns", "months")
_FALSE: Final = words("stance", "falsehoods")
_STATEMENTS: Final = words("other_cues", "propositions", "saying") | words(
    "other_cues", "propositions", "accusing"
)
_VERB_AS_WORD: Final = 3
"""Tokens of "dismissed as nonsense": the verb, "as" and one word for false."""

_DEED_PREPOSITIONS: Final = frozenset({"of", "with", "for"})


@as_in(
    "The agency Nilpress said that the bridge fell.",
    no=("The agency said on Monday that the bridge fell.",),
)
def attach_name_to_noun(tokens: Sequence[Token], _sentence: Range, noun: Token) -> bool:
    """Make a name an apposition of the common noun right before it."""
    name = _name_after(tokens, noun)
    if name is None or name.dep not in _MISREAD_NAMES or noun.dep not in _SUBJECTS:
        return False
    if noun.head is name or name.right > name.i + 1:
        return False
    if name.head is noun:
        name.dep = "appos"
        return False
    joined = name.head is noun.head or (name.head.i < noun.i and name.dep == "appos")
    return joined and attach(name, noun, "appos")


@as_in(
    "Reed, a Republican, and Hale, a Democrat, said the bill was dead.",
    no=(
        "Ana Lind, a mayor and a member of the board, said the bridge was safe.",
        "Ana Lind, a partner at Orlo and Malby, said the bridge was safe.",
    ),
)
def conjoin_after_apposition(tokens: Sequence[Token], _sentence: Range, name: Token) -> bool:
    """Make a name after "a Republican, and" a conjunct of the name described, not of the noun."""
    noun = name.head
    if name.dep != "conj" or name.tag not in _PROPER or noun.dep != "appos":
        return False
    first = tokens[name.left]
    described = noun.child("det", "poss") is not None and noun.head.tag in _PROPER
    apart = tokens[first.i - 1].lower == "and" and tokens[first.i - 2].text == ","
    if not described or not apart or name.child("det") is not None:
        return False
    joint = noun.child("cc")
    if joint is not None:
        attach(joint, noun.head, "cc")
    return attach(name, noun.head, "conj")


@as_in(
    "WHO said 40 people died.",
    "The WHO said 40 people died.",
    no=("Who said 40 people died?",),
)
def retag_initials(_tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Retag a relative pronoun in capitals as the name that it abbreviates: "WHO"."""
    if token.lower not in RELATIVES or not token.text.isupper():
        return False
    others = (t for t in _tokens[sentence.start : sentence.end] if t is not token)
    if any(t.text.isupper() and len(t.text) > 1 and t.lower in RELATIVES for t in others):
        return False
    token.tag, token.pos, token.entity, token.lower = "NNP", "PROPN", "ORG", token.text
    return True


@as_in(
    "City engineers query whether the bridge is safe.",
    no=("City engineers repaired the bridge.",),
)
def split_compound_subject(_tokens: Sequence[Token], _sentence: Range, noun: Token) -> bool:
    """Make a noun the subject of the verb right after it, where it was read as its compound."""
    verb = noun.head
    if noun.dep != "compound" or verb.tag not in _FINITE or noun.i + 1 != verb.i:
        return False
    if noun.pos not in {"NOUN", "PROPN"} or verb.child(*SUBJECTS) is not None:
        return False
    return attach(noun, verb, "nsubj")


@as_in(
    "The bridge was closed, the Gazette notes.",
    "As the Gazette notes, the bridge was closed on Monday.",
    no=("The mayor read the Gazette notes.",),
)
def retag_noun_in_attribution(tokens: Sequence[Token], sentence: Range, noun: Token) -> bool:
    """Retag a plural noun after a name as the verb of an attribution: final, or after "as"."""
    if noun.tag != "NNS" or noun.lower[:-1] not in STRONG_VERBS or noun.i - 1 <= sentence.start:
        return False
    name = tokens[noun.i - 1]
    following = tokens[noun.i + 1].text if noun.i + 1 < sentence.end else "."
    mark = noun.head if noun.dep == "pobj" else noun.child("mark")
    after_as = following == "," and mark is not None and mark.lower == "as"
    final = following in {".", ""} and noun.child("ccomp") is not None
    if name.tag not in _PROPER or name.head is not noun or not (after_as or final):
        return False
    noun.tag, noun.pos, noun.lemma = "VBZ", "VERB", noun.lower[:-1]
    for child in list(noun.children):
        if child.i < name.i and child.dep in {"det", "compound", "punct", "amod"}:
            attach(child, name, child.dep)
    name.dep = "nsubj"
    if after_as and mark is not None and mark is noun.head:
        attach(noun, mark.head, "advcl")
        attach(mark, noun, "mark")
    return True


def _name_after(tokens: Sequence[Token], noun: Token) -> Token | None:
    """Return the last word of the name right after a common noun with an article."""
    if noun.tag != "NN" or noun.child("det", "poss") is None:
        return None
    end = noun.i + 1
    while end < len(tokens) and tokens[end].tag in _PROPER and tokens[end].lower not in _DATES:
        end += 1
    return tokens[end - 1] if end > noun.i + 1 else None


@as_in(
    "Ana Lind dismissed as nonsense claims that the bridge is unsafe.",
    no=("Ana Lind dismissed claims that the bridge is unsafe as nonsense.",),
)
def retag_verb_as_object(tokens: Sequence[Token], _sentence: Range, noun: Token) -> bool:
    """Retag a verb as the noun that is the object: "dismissed as nonsense claims that P"."""
    if noun.lower.removesuffix("s") not in _STATEMENTS:
        return False
    if not _VERB_AS_WORD <= noun.i < len(tokens) - 1:
        return False
    verb, as_, word = tokens[noun.i - _VERB_AS_WORD : noun.i]
    if as_.lower != "as" or word.lower not in _FALSE or tokens[noun.i + 1].lower != "that":
        return False
    if verb.pos != "VERB":
        return False
    clause = noun.child("ccomp")
    noun.tag, noun.pos, noun.lemma = "NNS", "NOUN", noun.lower.removesuffix("s")
    attach(as_, verb, "prep")
    attached = attach(noun, verb, "dobj") and attach(word, as_, "pobj")
    if clause is not None:
        attach(clause, noun, "acl")
    return attached


@as_in(
    "Ana Lind was accused by the union of lying.",
    no=("Ana Lind was accused of lying.",),
)
def attach_deed_to_accusation(_tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Attach the deed to a passive verb of accusing, where it was attached to the accuser."""
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None and verb.lemma in _ACCUSED else None
    if by is None:
        return False
    prep = next((c for c in by.children if c.lower in _DEED_PREPOSITIONS and c.i > by.i), None)
    deed = prep.child("pcomp", "pobj") if prep is not None else None
    if prep is None or deed is None:
        return False
    for child in list(by.children):
        if child.i > deed.i:
            attach(child, deed, "dobj")
    return attach(prep, verb, "prep")


@as_in(
    "The scientists found losses of crops by 2050 exceeded a tenth.",
    "Health officials warn typhoid could return if wells are not cleaned.",
    no=("The scientists found losses of crops and left the fields.",),
)
def raise_object_to_subject(tokens: Sequence[Token], _sentence: Range, verb: Token) -> bool:
    """Make the object of a reporting verb the subject of the finite verb that follows it."""
    target = verb.child("dobj")
    clause = verb.child("ccomp")
    reports = verb.lemma in STRONG_VERBS
    if (
        reports
        and target is not None
        and clause is not None
        and _continues(tokens, target, clause)
    ):
        return attach(target, clause, "nsubj")
    if verb.lemma not in VERB_CLASSES or target is None or target.left != verb.i + 1:
        return False
    other = next((c for c in verb.children if c.dep == "conj" and c.tag in _FINITE), None)
    if other is None or other.i < target.i or other.child(*SUBJECTS) is not None:
        return False
    if any(token.dep in {"cc", "punct"} for token in tokens[target.i : other.i]):
        return False
    for child in [c for c in verb.children if target.i < c.i < other.i]:
        attach(child, other, child.dep)
    return attach(other, verb, "ccomp") and attach(target, other, "nsubj")


@as_in(
    "Health officials warn typhoid could return if wells are not cleaned.",
    no=("The mayor warned the officials that typhoid could return.",),
)
def _continues(tokens: Sequence[Token], target: Token, clause: Token) -> bool:
    """Return whether a clause without a subject goes on right after an object, with its modal."""
    if clause.child(*SUBJECTS, "expl") is not None or target.i + 1 >= len(tokens):
        return False
    following = tokens[target.i + 1]
    return clause in (following, following.head) and following.tag in _FINITE | {"MD"}


@as_in(
    '"There will be no ferry," harbour chief Ruta Mond told the press.',
    no=('"There will be no ferry," warned Ruta Mond.', '"There will be no ferry," Lund told us.'),
)
def retag_verb_as_title(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Retag the first word after a quotation, read as a verb, as the noun that it is.

    After it come only words of the source and then the reporting verb: ", harbour chief Ruta Mond
    told".
    """
    quoted = verb.i > sentence.start and tokens[verb.i - 1].quote == "close"
    if not quoted or verb.tag not in _FINITE | {"VB"} or verb.lemma in VERB_CLASSES:
        return False
    report = next((t for t in tokens[verb.i + 1 : sentence.end] if t.tag in _FINITE), None)
    if report is None or report.lemma not in STRONG_VERBS:
        return False
    source = tokens[verb.i + 1 : report.i]
    name = source[-1] if source else None
    if name is None or name.tag not in _PROPER or any(t.tag not in _OF_TITLE for t in source):
        return False
    said = [c for c in verb.children if c.i < verb.i and c.pos in {"VERB", "AUX"}]
    verb.tag, verb.pos, verb.lemma = "NN", "NOUN", verb.lower
    if any(above is verb for above in report.ancestors()):
        report.head.children.remove(report)
        report.head, report.dep = report, "ROOT"
    attach(name, report, "nsubj")
    for child in said:
        attach(child, report, "ccomp")
    return attach(verb, name, "compound")
