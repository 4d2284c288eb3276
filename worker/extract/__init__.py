"""The step that turns an article into claims, in this order.

languages: what is in another than English is left alone.
paragraphs -> quotations -> parse (with quantities, times, places and repairs of the tree)
-> reporting (with speech, objects, hearsay, silences) and sourcing: frames
-> attribution: passages -> names, voices, chains -> clauses -> factuality -> claims, attributions
-> confidence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from worker.extract.attribution import passages
from worker.extract.attributions import attributions
from worker.extract.chains import Chains
from worker.extract.claims import Claims
from worker.extract.confidence import confidence
from worker.extract.languages import is_supported
from worker.extract.names import Names
from worker.extract.paragraphs import paragraphs
from worker.extract.parse import parse
from worker.extract.quotations import quotations
from worker.extract.voices import Resolver
from worker.records import Extraction

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Article

__all__ = ["extract"]


def extract(article: Article, language_model: Language) -> Extraction:
    """What the article claims, on whose word, how sure, with which numbers and where."""
    if not is_supported(article.language):
        return Extraction(outcome="unsupported_language")
    pieces = paragraphs(article)
    marks = quotations(pieces)
    parsed = parse(pieces, marks, language_model, _day(article.published))
    found = passages(parsed, marks)
    builder = Claims(article.text, Chains(Resolver(Names(parsed))))
    claims = [claim for passage in found for claim in builder.of(passage)]
    claims = [replace(claim, confidence=confidence(claim, article.text)) for claim in claims]
    claims.sort(key=lambda claim: (claim.evidence[0].start, claim.evidence[-1].end))
    return Extraction(tuple(claims), attributions(found, parsed), tuple(builder.rejections))


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published
