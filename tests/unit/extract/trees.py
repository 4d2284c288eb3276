"""Paragraphs for tests of rules: parsed by the model, or with a hand-written tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Paragraph, Parsed, Range, Token
from worker.extract.text.quotations import quotations
from worker.extract.tree.parser import parse
from worker.extract.tree.repairs.attachments import update_bounds

if TYPE_CHECKING:
    from spacy.language import Language

_POS: Final = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("PRP", "WP", "WDT"), "PRON"),
    "CD": "NUM",
    "DT": "DET",
    "IN": "ADP",
    "RB": "ADV",
    "CC": "CCONJ",
    "MD": "AUX",
    "TO": "PART",
    "POS": "PART",
    "AUX": "AUX",
    ",": "PUNCT",
    ".": "PUNCT",
    "HYPH": "PUNCT",
}
_TIGHT: Final = frozenset({",", ".", "'s"})


def parsed(language_model: Language, text: str, offset: int = 0) -> Parsed:
    """A text as one paragraph at `offset`, parsed by the model and repaired."""
    paragraph = Paragraph("body", offset, text)
    (found,) = parse([paragraph], quotations((paragraph,)), language_model)
    return found


def tree(*sentences: str, offset: int = 0, lemmas: dict[str, str] | None = None) -> Parsed:
    """A paragraph with a hand-written tree, without any model.

    A sentence is a row of "word/tag/dependency/head/entity"; the head is a position in the
    sentence from 1 on, 0 for the root; "AUX" is an auxiliary's tag; the entity may be left out.
    `lemmas` has the base forms of inflected words.
    """
    known = lemmas or {}
    tokens: list[Token] = []
    heads: list[int] = []
    ranges: list[Range] = []
    text = ""
    for sentence in sentences:
        first = len(tokens)
        for row in sentence.split():
            word, tag, dep, head, *entity = row.split("/")
            text += "" if not text or word in _TIGHT else " "
            low = word.lower()
            token = Token(
                i=len(tokens),
                text=word,
                lower=low,
                lemma=known.get(low, low),
                tag="VBD" if tag == "AUX" else tag,
                pos=_POS[tag],
                dep=dep,
                entity=entity[0] if entity else "",
                start=offset + len(text),
                end=offset + len(text) + len(word),
            )
            text += word
            tokens.append(token)
            heads.append(first + int(head) - 1 if int(head) else token.i)
        ranges.append(Range(first, len(tokens)))
    for token, i in zip(tokens, heads, strict=True):
        token.head = tokens[i]
    update_bounds(tokens)
    return Parsed(Paragraph("body", offset, text), tuple(tokens), tuple(ranges))
