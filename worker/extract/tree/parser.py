"""The trees of an article's paragraphs, each parsed by itself.

A parse of the whole text lets sentences cross line breaks, so that a headline takes words of the
lead. Only plain records leave the model's memory zone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Parsed, Range, Token
from worker.extract.text.quotations import UNBREAKING, readable
from worker.extract.tree.name_kinds import mark_names
from worker.extract.tree.parses import parses
from worker.extract.tree.repairs import repair
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

    from worker.extract.records import Paragraph, Quotation
    from worker.extract.tree.parses import Row

_ENDS: Final = frozenset(".!?…:;")
_OPENING: Final = frozenset('"“«„')
_TITLES: Final = words("people", "titles")
_CLOSING: Final = frozenset("\"'”’»)]}")


def parse(
    paragraphs: Sequence[Paragraph],
    quotations: Sequence[tuple[Quotation, ...]],
    model: Language,
) -> tuple[Parsed, ...]:
    """Return each paragraph with its sentences and its repaired tree."""
    found = tuple(_parsed(paragraphs, model))
    for parsed, marks in zip(found, quotations, strict=True):
        _mark(parsed.tokens, marks)
    mark_names(found)
    for parsed in found:
        repair(parsed.tokens, parsed.sentences)
    return found


def _mark(tokens: Sequence[Token], marks: Sequence[Quotation]) -> None:
    """Mark the tokens that are quotation marks, and those inside a quotation with its group."""
    for mark in marks:
        for token in tokens:
            if mark.inner_start <= token.start and token.end <= mark.inner_end:
                token.quoted = mark.group
            elif mark.start <= token.start and token.end <= mark.end:
                token.quote = "open" if token.start < mark.inner_start else "close"
                token.tag, token.pos, token.dep = "''", "PUNCT", "punct"


def _parsed(paragraphs: Sequence[Paragraph], model: Language) -> Iterator[Parsed]:
    """Yield the paragraphs as parsed by the model, without repairs."""
    found = parses([readable(part.text) for part in paragraphs], model)
    for paragraph, rows in zip(paragraphs, found, strict=True):
        tokens = tokens_of(rows, paragraph)
        yield Parsed(paragraph=paragraph, tokens=tokens, sentences=sentences_of(tokens))


def tokens_of(rows: Sequence[Row], paragraph: Paragraph) -> tuple[Token, ...]:
    """Return the tokens of a paragraph, joined to a tree."""
    offset = paragraph.offset
    tokens = tuple(
        Token(
            i=n,
            text=(text := _as_written(row, paragraph)),
            lower=text.lower(),
            lemma=row.lemma.rpartition(UNBREAKING)[2] or row.lemma,
            tag=row.tag,
            pos=row.pos,
            dep=row.dep,
            entity="",
            start=offset + row.start,
            end=offset + row.end,
            left=row.left,
            right=row.right + 1,
        )
        for n, row in enumerate(rows)
    )
    for token, row in zip(tokens, rows, strict=True):
        if UNBREAKING in row.text and token.pos not in {"NOUN", "PROPN", "VERB"}:
            token.tag, token.pos = "NN", "NOUN"
        token.head = tokens[row.head]
        if row.head != token.i:
            token.head.children.append(token)
    return tokens


def _as_written(row: Row, paragraph: Paragraph) -> str:
    """Return the text of a token with the signs of the article, not those put for the parser."""
    written = paragraph.text[row.start : row.end]
    changed = ("’" in written and "'" in row.text) or UNBREAKING in row.text
    return written if changed else row.text


def sentences_of(tokens: tuple[Token, ...]) -> tuple[Range, ...]:
    """Return the parser's sentences, joined again where nothing in the text ends one.

    The parser starts a sentence after a closing quotation mark ("...," | he said) and inside
    brackets.
    """
    found: list[Range] = []
    start = 0
    roots = [_root(token) for token in tokens]
    for i in range(1, len(tokens) + 1):
        if i < len(tokens) and (roots[i] is roots[i - 1] or not _may_end(tokens, i)):
            continue
        end = i - 1 if i - 1 > start and _is_opening(tokens, i - 1) else i
        found.append(Range(start, end))
        start = end
    return tuple(found) if tokens else ()


def _is_opening(tokens: tuple[Token, ...], i: int) -> bool:
    """Return whether a mark at the end of a sentence opens the next one, which it touches."""
    if tokens[i].text not in _OPENING or i + 1 >= len(tokens):
        return False
    return tokens[i].end == tokens[i + 1].start and tokens[i - 1].end < tokens[i].start


def _root(token: Token) -> Token:
    """Return the root of the tree that a token is in."""
    while token.head is not token:
        token = token.head
    return token


@as_in("The bridge fell. Nobody was hurt.", no=("Is it safe?” she asked.",))
def _may_end(tokens: tuple[Token, ...], i: int) -> bool:
    """Return whether a sentence can end before token `i`: after a stop, before no small letter."""
    last = i - 1
    while last > 0 and tokens[last].text in _CLOSING:
        last -= 1
    if tokens[last].text[-1] not in _ENDS or tokens[last].lower in _TITLES:
        return False
    opening = i
    while opening < len(tokens) - 1 and not tokens[opening].text[0].isalnum():
        opening += 1
    return not tokens[opening].text[0].islower()
