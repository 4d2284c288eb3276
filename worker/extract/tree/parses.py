"""What the language model says of a text, and the texts that it read a moment ago.

Copies of one wire story share their paragraphs: a paragraph that the same process parsed a moment
ago is not parsed again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

BATCH: Final = 32
"""Paragraphs that the model reads at once: the memory of one zone grows with them."""

KEPT: Final = 512
"""Paragraphs whose parses are kept: of the last dozens of articles, in some ten megabytes."""

LONGEST: Final = 2_000
"""Characters up to which a paragraph is kept: longer ones are rare, and would fill the memory."""


class Row(NamedTuple):
    """What the model says of one token: offsets are those of the text, the rest are indices.

    White space has no row. The subtree of the token runs from `left` to `right`, both included.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    left: int
    right: int


Parse = tuple[Row, ...]

_recent: Final[WeakKeyDictionary[Language, OrderedDict[str, Parse]]] = WeakKeyDictionary()
_lock: Final = Lock()


def parses(texts: Sequence[str], model: Language) -> tuple[Parse, ...]:
    """Return the parse of each text, by the model where it was not parsed a moment ago."""
    known = _remembered(texts, model)
    unknown = [text for text in dict.fromkeys(texts) if text not in known]
    for first in range(0, len(unknown), BATCH):
        batch = unknown[first : first + BATCH]
        with model.memory_zone():
            docs = model.pipe(batch, batch_size=BATCH)
            known |= {text: rows_of(doc) for text, doc in zip(batch, docs, strict=True)}
    _remember(known, model)
    return tuple(known[text] for text in texts)


def _remembered(texts: Sequence[str], model: Language) -> dict[str, Parse]:
    """Return the parses that are kept of these texts."""
    with _lock:
        kept = _recent.setdefault(model, OrderedDict())
        return {text: kept[text] for text in texts if text in kept}


def _remember(parsed: Mapping[str, Parse], model: Language) -> None:
    """Keep these parses, as the last ones, and give up the oldest."""
    with _lock:
        kept = _recent[model]
        for text, rows in parsed.items():
            if len(text) <= LONGEST:
                kept[text] = rows
                kept.move_to_end(text)
        while len(kept) > KEPT:
            kept.popitem(last=False)


def rows_of(doc: Doc) -> Parse:
    """Return the rows of the tokens of `doc`, without those of white space."""
    kept = [token for token in doc if not token.is_space]
    place = {token.i: n for n, token in enumerate(kept)}
    return tuple(
        Row(
            start=token.idx,
            end=token.idx + len(token.text),
            text=str(token.text),
            lemma=str(token.lemma_).lower(),
            tag=str(token.tag_),
            pos=str(token.pos_),
            dep=str(token.dep_),
            head=place.get(token.head.i, n),
            left=_first(place, range(token.left_edge.i, token.right_edge.i + 1), n),
            right=_first(place, range(token.right_edge.i, token.left_edge.i - 1, -1), n),
        )
        for n, token in enumerate(kept)
    )


def _first(place: Mapping[int, int], indices: range, default: int) -> int:
    """Return the place of the first of the model's tokens that has one."""
    return next((place[i] for i in indices if i in place), default)
