"""Any text: no exception, every span inside it, every slice exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.robust import faults
from worker.export.claims_gold import to_attributions, to_claims_gold
from worker.export.explanation import explanation
from worker.extract import explained, extract
from worker.parse.text.plaintext import read_text
from worker.records import Article, Extraction, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

VOCABULARY = """
Ana Brandt said says that the mayor denied according to police killed 300 people reportedly has
not confirmed declined comment accused of and but if would who he it Asked whether no As told by
citing adding Sgt. U.S. , . ; : ? — - ( ) [sic] ... " “ ” « » ' ’ ‘ '' `` US
"""
WORDS = (*VOCABULARY.split(), "\n", "\n\n")

NEWSLIKE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
TIGHT = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def _spans(extraction: Extraction) -> Iterator[Span]:
    for claim in extraction.claims:
        yield from claim.evidence
        for link in claim.chain:
            yield from (span for span in (link.mention, link.cue) if span is not None)
        yield from (quantity.span for quantity in claim.quantities)
        yield from (place.span for place in claim.places)
        for time in (claim.said_at, claim.event_time):
            if time is not None and time.span is not None:
                yield time.span
    for rejection in extraction.rejections:
        yield from rejection.spans
    for row in extraction.attributions:
        yield from (*row.source, *row.cue, *row.content)


def _check(article: Article, language_model: Language) -> None:
    extraction = extract(article, language_model)
    for start, end in _spans(extraction):
        assert 0 <= start < end <= len(article.text)
    for claim in extraction.claims:
        assert claim.evidence
        assert claim.chain
        assert claim.evidence_text == tuple(article.text[s:e] for s, e in claim.evidence)
    assert not list(faults(article, extraction))
    to_claims_gold("a", article, extraction)
    to_attributions("a", article, extraction)
    draft, trace = explained(article, language_model)
    assert draft.extraction == extraction
    explanation(draft, trace)


@settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.one_of(NEWSLIKE, TIGHT, ANY))
def test_spans_are_exact_in_any_text(language_model: Language, text: str) -> None:
    _check(read_text(text), language_model)
    whole = (Section("body", Span(0, len(text))),) if text else ()
    _check(Article(text, whole, "key"), language_model)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Its unclear what caused the leak in the two pipes, but Brandt said Reyes and the "
            "other plumber heard noise before the flood came."
        ),
        "Driver charged with murder, attempted murder in Lindau Park raid",
    ],
)
def test_texts_that_once_gave_reversed_spans(language_model: Language, text: str) -> None:
    _check(read_text(text), language_model)


def test_an_empty_text_has_no_claims(language_model: Language) -> None:
    assert extract(Article("", (), "key"), language_model) == Extraction()
    blank = Article(" \n ", (Section("body", Span(0, 3)),), "key")
    assert extract(blank, language_model) == Extraction()


def test_a_very_long_paragraph_is_read(language_model: Language) -> None:
    text = 'The mayor said "it rained. ' * 2000
    _check(Article(text, (Section("body", Span(0, len(text))),), "key"), language_model)


def test_the_same_text_gives_the_same_claims(language_model: Language) -> None:
    article = read_text("Ana Brandt said the bridge was closed. She denied that it had fallen.")
    assert extract(article, language_model) == extract(article, language_model)


def test_a_refusal_at_the_very_end_raises_nothing(language_model: Language) -> None:
    text = "no Ana confirmed"
    extract(Article(text, (Section("body", Span(0, len(text))),), "key"), language_model)
