"""Repairs of verbs: a past tense that was read as a participle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_QUOTED_AND_SPEAKER: Final = 2
"""Tokens before a verb whose speaker follows a quotation: a closing mark and a name at least."""

_WITH_BARE_INFINITIVE: Final = words("claims", "boundaries", "with_bare_infinitive")
_BETWEEN: Final = frozenset({"appos", "punct", "advmod", "relcl"})
"""Dependents of a subject that can be between it and its verb."""


@as_in(
    '"Go back to Oslo," Lind barked on Monday.',
    'Hale, an engineer from the north, dubbed the vote "wrong" on Monday.',
    no=("The vote was called wrong by Ana Lind.",),
)
def retag_participle_as_past(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Retag a participle without an auxiliary as the past tense that it is."""
    if token.tag != "VBN" or token.child("aux", "auxpass") is not None:
        return False
    if token.lemma in VERB_CLASSES and token.child("nsubj") is not None:
        token.tag = "VBD"
        return False
    return _retag_after_quotation(tokens, token) or _retag_only_verb(tokens, sentence, token)


@as_in('"Go back to Oslo," Lind barked on Monday.')
def _retag_after_quotation(tokens: Sequence[Token], token: Token) -> bool:
    """Retag a participle after a quotation and a name, and make the name its subject."""
    if token.i < _QUOTED_AND_SPEAKER:
        return False
    speaker = tokens[token.i - 1]
    start = speaker.i
    while start and tokens[start - 1].tag in {"NNP", "NNPS"}:
        start -= 1
    named = speaker.tag in {"NNP", "NNPS", "PRP"}
    if not named or not start or tokens[start - 1].quote != "close":
        return False
    token.tag = "VBD"
    if not attach(speaker, token, "nsubj"):
        return False
    for name in tokens[start : speaker.i]:
        attach(name, speaker, "compound")
    return True


@as_in('Hale, an engineer from the north, dubbed the vote "wrong" on Monday.')
def _retag_only_verb(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Make a participle the main verb, where its noun is the root and it has an object."""
    subject = token.head
    if token.dep != "acl" or subject.head is not subject or token.lemma not in VERB_CLASSES:
        return False
    between = (child for child in subject.children if subject.i < child.i < token.i)
    if subject.i > token.i or any(child.dep not in _BETWEEN for child in between):
        return False
    complement = token.child("dobj", "ccomp", "oprd")
    if complement is None or token.child("agent") is not None:
        return False
    marked = complement.i + 1 < sentence.end and tokens[complement.i + 1].quote == "open"
    if complement.dep == "oprd" and not marked:
        return False
    token.tag, token.pos = "VBD", "VERB"
    token.head, token.dep = token, "ROOT"
    for child in [child for child in subject.children if child.i > token.i]:
        child.head = token
    subject.children = [child for child in subject.children if child.i < token.i]
    return attach(subject, token, "nsubj")


@as_in(
    "Traders bring goods and provide work.",
    "The men catch fish, sell it and repair their boats.",
    no=(
        "Traders want to bring goods and provide work.",
        "The vote saw traders bring goods and provide work.",
    ),
)
def retag_infinitive_as_present(_tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Retag a base form as the present tense, where it is coordinated with a present tense."""
    first = token.head
    if token.tag != "VB" or token.dep != "conj" or token.child("aux") is not None:
        return False
    if first.tag != "VBP" or first.child("aux") is not None or first.pos != "VERB":
        return False
    if first.dep == "ccomp" and first.head.lemma in _WITH_BARE_INFINITIVE:
        return False
    token.tag = "VBP"
    return True
