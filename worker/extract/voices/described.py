"""Bodies that an article describes and does not name: "the health ministry", "the airline"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.records import Parsed, Token
    from worker.records import Span

_BODIES: Final = words("people", "bodies")
_GENERAL: Final = words("people", "general")
_DEFINITE: Final = frozenset({"the", "this", "that", "its", "their", "our"})


class Described(NamedTuple):
    """A body by its noun: its words without an article, and where they are."""

    text: str
    noun: str
    span: Span
    is_subject: bool
    is_qualified: bool
    is_general: bool
    """Whether a body of any name may be meant: "the company"."""


def described_bodies(paragraphs: Sequence[Parsed]) -> tuple[Described, ...]:
    """Return the definite common nouns of bodies in an article, in the order of the text."""
    return tuple(one for parsed in paragraphs for one in _of_paragraph(parsed))


def _of_paragraph(parsed: Parsed) -> Iterator[Described]:
    """Yield the bodies described in one paragraph."""
    for noun in parsed.tokens:
        if is_described(noun):
            qualifying = [c for c in noun.children if c.dep in {"compound", "amod", "nmod"}]
            qualifying = [c for c in qualifying if c.i < noun.i]
            start = min((c.left for c in qualifying), default=noun.i)
            phrase = Range(start, noun.i + 1)
            subject = noun.dep in SUBJECTS and not noun.quoted
            yield Described(
                text=parsed.words(phrase),
                noun=noun.lower,
                span=parsed.span(phrase),
                is_subject=subject,
                is_qualified=bool(qualifying),
                is_general=noun.lower in _GENERAL,
            )


@as_in(
    "The health ministry closed the port.",
    "The airline cancelled 40 flights.",
    no=("A bank said it fell.", "The banks said it fell."),
)
def is_described(noun: Token) -> bool:
    """Return whether a noun is a body's, in the singular, with a word that says which."""
    body = noun.tag == "NN" and noun.lower in _BODIES | _GENERAL
    return body and any(
        child.lower in _DEFINITE for child in noun.children if child.dep in {"det", "poss"}
    )
