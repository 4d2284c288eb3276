"""Where the content before an attribution begins: "P, X said", '"P," X said'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import DASHES
from worker.extract.reporting.content.position import has_verb, trimmed
from worker.extract.tree.phrases import SUBJECTS, mention
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

_VOICE: Final = 2
"""Tokens at the start of an attribution among which its pronoun is: "he said", "said he"."""

_DEPENDENT: Final = frozenset({"advcl", "relcl", "acl", "pcomp", "conj"})
_ASKED: Final = words("content", "position", "asked")


@as_in(
    "The bridge was closed, Ana Brandt said.",
    '"It is closed," Ana Brandt said.',
    no=("On Monday, Ana Brandt said that the bridge was closed.",),
)
def content_before(parsed: Parsed, sentence: Range, start: int) -> Range | None:
    """Return the content before an attribution at `start`, if a comma or mark closes it."""
    if start - 1 <= sentence.start:
        return None
    last = parsed.tokens[start - 1]
    if last.quote != "close" and last.text not in {",", *DASHES}:
        return None
    content = trimmed(parsed, Range(_content_start(parsed, sentence, start), start))
    return content if content is not None and has_verb(parsed, content) else None


@as_in(
    "Speaking in the hall on Monday, Ana Brandt said the bridge was closed.",
    no=("Closing the bridge would save money, Ana Brandt said.",),
)
def is_side_clause(parsed: Parsed, content: Range) -> bool:
    """Return whether content is a participle or a clause that depends on what follows it."""
    inside = parsed.tokens[content.start : content.end]
    if inside[0].quote or inside[0].quoted or any(token.dep == "csubj" for token in inside):
        return False
    heads = [t.head for t in inside if t.dep in SUBJECTS and t.head.i in content]
    leading = inside[0].tag in {"VBG", "VBN", "IN", "TO", "WRB"}
    return leading and all(head.dep in _DEPENDENT and not _spans(inside, head) for head in heads)


@as_in(
    "If the dam bursts, about 60 homes will be flooded, guards said.",
    no=("If it rains, homes will flood, Ana Brandt said.",),
)
def _spans(inside: Sequence[Token], verb: Token) -> bool:
    """Return whether the parser attached an "if" to the verb of the clause after its own."""
    mark = verb.child("mark")
    subjects = [child for child in verb.children if child.dep in SUBJECTS]
    if mark is None or not subjects:
        return False
    start = mention(subjects[-1]).start
    return any(mark.i < token.i < start and token.text == "," for token in inside)


@as_in('When asked about the bridge, "It is closed," Ana Brandt said.')
def _content_start(parsed: Parsed, sentence: Range, start: int) -> int:
    """Return where content before an attribution begins: at the start of the sentence, or later.

    Later after the bracket that encloses both, at a quotation after a colon, and at one with a
    capital after the comma of a side clause, as in 'Asked about it, "P," he said'.
    """
    tokens = parsed.tokens
    for i in range(start - 1, sentence.start, -1):
        if tokens[i].text == ")":
            break
        if tokens[i].text == "(":
            return i + 1
    for i in range(start - 1, sentence.start, -1):
        if tokens[i].quote == "open" and _begins_content(parsed, sentence, i, start):
            return i
    return sentence.start


def _begins_content(parsed: Parsed, sentence: Range, i: int, start: int) -> bool:
    """Return whether a quotation at token `i` is all that an attribution at `start` reports."""
    if _is_said_by_another(parsed, i, start):
        return False
    before = parsed.tokens[i - 1].text
    return before == ":" or (before == "," and _begins_sentence(parsed, sentence, i))


@as_in(
    'Fans left the bus, chanting: "We will win," the Herald said.',
    'A man drew a knife and yelled: "Nobody moves," a guard told the Herald.',
    no=('Ana Brandt turned and yelled: "Nobody moves," she said.',),
)
def _is_said_by_another(parsed: Parsed, i: int, start: int) -> bool:
    """Return whether a quotation at token `i` is in what a voice tells of somebody else.

    A verb right before it has its own speaker, and the voice at `start` is no pronoun.
    """
    tokens = parsed.tokens
    before = tokens[i - 1 - (tokens[i - 1].text in {",", ":"})]
    tells = before.tag == "VBG" or (before.tag == "VBD" and before.lemma in VERB_CLASSES)
    voice = tokens[start : start + _VOICE]
    return tells and before.pos == "VERB" and not any(token.tag == "PRP" for token in voice)


@as_in(
    'When asked about the bridge, "It is closed," Ana Brandt said.',
    no=('In a statement, "the bridge is closed," Ana Brandt said.',),
)
def _begins_sentence(parsed: Parsed, sentence: Range, i: int) -> bool:
    """Return whether a quotation at token `i` begins a sentence, after a side clause."""
    tokens = parsed.tokens
    if i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper():
        return False
    if tokens[i + 1].lower != "i" and tokens[i + 1].tag not in {"NNP", "NNPS"}:
        return True
    before = tokens[sentence.start : i]
    return any(t.lemma in VERB_CLASSES or t.lower in _ASKED for t in before)
