"""The exchange formats of claims: claims-gold/1 and the form of public attribution sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.records import Article, Attribution, Claim, Extraction, Link, Place, Quantity, Time


def to_claims_gold(article_id: str, article: Article, extraction: Extraction) -> dict[str, object]:
    """Return one article with its claims as a claims-gold/1 object, ready for JSON."""
    published = article.published
    return {
        "id": article_id,
        "url": article.url,
        "title": article.title,
        "published": published.isoformat()[:10] if published is not None else None,
        "language": article.language,
        "outcome": extraction.outcome,
        "text": article.text,
        "claims": [
            {"id": f"c{number:02d}", **claim_fields(claim), "note": None}
            for number, claim in enumerate(extraction.claims, start=1)
        ],
        "links": [],
        "non_claims": [],
    }


def to_attributions(
    article_id: str, article: Article, extraction: Extraction
) -> dict[str, object]:
    """Return one article with its reporting frames, in the form of public attribution sets."""
    return {
        "id": article_id,
        "text": article.text,
        "attributions": [_attribution(frame) for frame in extraction.attributions],
    }


def _attribution(frame: Attribution) -> dict[str, object]:
    return {
        "source": [list(span) for span in frame.source],
        "cue": [list(span) for span in frame.cue],
        "content": [list(span) for span in frame.content],
    }


def claim_fields(claim: Claim) -> dict[str, object]:
    """Return the fields of one claim under their names in claims-gold/1, without its id."""
    return {
        "section": claim.section,
        "voice": claim.voice,
        "evidence": [list(span) for span in claim.evidence],
        "evidence_text": list(claim.evidence_text),
        "statement": claim.statement,
        "chain": [_link(link) for link in claim.chain],
        "factuality": claim.factuality,
        "polarity": claim.polarity,
        "speech": claim.speech,
        "confidence": claim.confidence,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "said_at": _time(claim.said_at),
        "event_time": _time(claim.event_time),
        "places": [_place(place) for place in claim.places],
    }


def _link(link: Link) -> dict[str, object]:
    return {
        "position": link.position,
        "group": link.group,
        "role": link.role,
        "name": link.name,
        "descriptor": link.descriptor,
        "anonymous": link.anonymous,
        "mention": list(link.mention) if link.mention is not None else None,
        "cue": list(link.cue) if link.cue is not None else None,
        "explicit": link.explicit,
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    entry: dict[str, object] = {
        "span": list(quantity.span),
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "comparator": quantity.comparator,
        "approx": quantity.comparator == "approx",
        "unit": quantity.unit,
        "property": quantity.property,
    }
    return {**entry, "implicit": True} if quantity.implicit else entry


def _number(value: float | None) -> float | None:
    """Return a whole number as an int, which JSON writes without a decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def _time(time: Time | None) -> dict[str, object] | None:
    if time is None:
        return None
    return {
        "value": time.value.isoformat(),
        "value_end": time.value_end.isoformat() if time.value_end is not None else None,
        "granularity": time.granularity,
        "span": list(time.span) if time.span is not None else None,
    }


def _place(place: Place) -> dict[str, object]:
    return {"span": list(place.span), "name": place.name}
