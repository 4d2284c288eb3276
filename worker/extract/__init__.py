"""The step that turns an article into claims: `STEPS`, in this order.

Paragraphs and quotations are found in the text; each paragraph is parsed and its tree repaired;
quantities, times and places are read from that tree; reporting finds who reports what; claims and
rows of attribution are built from that. An article in another language than English is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from worker.extract.claims.builder import Claims
from worker.extract.claims.confidence import confidence
from worker.extract.places.toponyms import find_places
from worker.extract.quantities.expressions import find_quantities
from worker.extract.reporting.passages import passages
from worker.extract.reporting.rows import attributions
from worker.extract.text.languages import is_supported
from worker.extract.text.paragraphs import paragraphs
from worker.extract.text.quotations import quotations
from worker.extract.times.expressions import find_times
from worker.extract.trace import noting
from worker.extract.tree.parser import parse
from worker.extract.voices.chains import Chains
from worker.extract.voices.name_register import Names
from worker.extract.voices.resolver import Resolver
from worker.records import Extraction

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.extract.records import Paragraph, Parsed, Passage, Quotation
    from worker.extract.trace import Trace
    from worker.records import Article

__all__ = ["STEPS", "Draft", "draft", "explained", "extract"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way through the steps: each fills in what the later ones read."""

    article: Article
    language_model: Language
    paragraphs: tuple[Paragraph, ...] = ()
    quotations: tuple[tuple[Quotation, ...], ...] = ()
    parsed: tuple[Parsed, ...] = ()
    passages: tuple[Passage, ...] = ()
    extraction: Extraction = field(default_factory=Extraction)


def extract(article: Article, language_model: Language) -> Extraction:
    """Return the claims of an article, with their voices, factuality, quantities and spans."""
    return draft(article, language_model).extraction


def draft(article: Article, language_model: Language) -> Draft:
    """Return the article with the result of every step; none if its language is not read."""
    made = Draft(article, language_model)
    if not is_supported(article.language):
        return replace(made, extraction=Extraction(outcome="unsupported_language"))
    for step in STEPS:
        made = step(made)
    return made


def explained(article: Article, language_model: Language) -> tuple[Draft, Trace]:
    """Return the same, with the notes that the rules took."""
    with noting() as trace:
        return draft(article, language_model), trace


def _divide(made: Draft) -> Draft:
    """Fill in the paragraphs, which are parsed one by one."""
    return replace(made, paragraphs=paragraphs(made.article))


def _quote(made: Draft) -> Draft:
    """Fill in the quotations of each paragraph."""
    return replace(made, quotations=quotations(made.paragraphs))


def _parse(made: Draft) -> Draft:
    """Fill in the sentences of each paragraph, with their repaired trees."""
    return replace(made, parsed=parse(made.paragraphs, made.quotations, made.language_model))


def _measure(made: Draft) -> Draft:
    """Fill in the quantities, times and places of each paragraph."""
    published = _day(made.article.published)
    measured = (
        replace(
            parsed,
            quantities=find_quantities(parsed),
            times=find_times(parsed, published),
            places=find_places(parsed),
        )
        for parsed in made.parsed
    )
    return replace(made, parsed=tuple(measured))


def _report(made: Draft) -> Draft:
    """Fill in the passages: reported content with its frames."""
    return replace(made, passages=passages(made.parsed, made.quotations))


def _claim(made: Draft) -> Draft:
    """Fill in the claims in the order of the text, and what was no claim with its reason."""
    text = made.article.text
    chains = Chains(Resolver(Names(made.parsed)))
    builder = Claims(text, chains, _day(made.article.published))
    claims = [claim for passage in made.passages for claim in builder.of(passage)]
    claims = [replace(claim, confidence=confidence(claim, text)) for claim in claims]
    claims.sort(key=lambda claim: (claim.evidence[0].start, claim.evidence[-1].end))
    found = Extraction(tuple(claims), rejections=tuple(builder.rejections))
    return replace(made, extraction=found)


def _attribute(made: Draft) -> Draft:
    """Fill in the frames as rows of attribution, for comparison with other programs."""
    rows = attributions(made.passages, made.parsed)
    return replace(made, extraction=replace(made.extraction, attributions=rows))


def _day(published: date | datetime | None) -> date | None:
    """Return the day of publication."""
    return published.date() if isinstance(published, datetime) else published


STEPS: Final = (_divide, _quote, _parse, _measure, _report, _claim, _attribute)
"""The steps in order: each reads what the ones before it filled in."""
