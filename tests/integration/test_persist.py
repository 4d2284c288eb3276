"""Step 6: every span is checked against the text before it is stored."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from db.lookup import claims as lookup
from db.models import RunRow
from db.persist import articles, runs
from db.persist.claims import fault_of
from db.session import writing
from worker.clock import now
from worker.records import (
    Article,
    Claim,
    Extraction,
    Extractor,
    Link,
    Place,
    Quantity,
    Rejection,
    Span,
    Time,
)

TEXT = 'Mayor Ada Brenner said "at least two people" were hurt in Lindau on Thursday.'
EXTRACTOR = Extractor("rules", "1", "abc")


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _claim() -> Claim:
    evidence = ('at least two people" were hurt in Lindau',)
    return Claim(
        section="body",
        evidence=(_span(evidence[0]),),
        evidence_text=evidence,
        statement="At least two people were hurt in Lindau.",
        chain=(
            Link(
                0,
                0,
                "speaker",
                "Ada Brenner",
                mention=_span("Mayor Ada Brenner"),
                cue=_span("said"),
            ),
            Link(1, 0, "original", descriptor="the clinic", anonymous=True, explicit=False),
        ),
        factuality="asserted",
        polarity="positive",
        speech="mixed",
        quantities=(
            Quantity(_span("at least two people"), 2, 2, None, "gte", "person", "injured"),
        ),
        said_at=Time(now().date(), None, "day", _span("Thursday")),
        places=(Place(_span("Lindau"), "Lindau"),),
        confidence=0.87,
    )


def test_a_valid_claim_has_no_fault() -> None:
    assert fault_of(_claim(), TEXT) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chain": ()}, "without a voice"),
        ({"evidence": (Span(0, 5), Span(3, 9))}, "overlap"),
        ({"evidence": (Span(6, 9), Span(0, 5))}, "out of order"),
        ({"evidence": (Span(5, 6),), "evidence_text": (" ",)}, "blank"),
        ({"evidence_text": ("at least three people",)}, "not the text of its span"),
        ({"evidence": (Span(4, 999),)}, "is outside a text of"),
        ({"evidence": (Span(-3, 4),)}, "is outside"),
        ({"evidence": (Span(4, 4),)}, "is outside"),
        ({"places": (Place(Span(70, 990), "x"),)}, "is outside"),
        ({"said_at": Time(now().date(), None, "day", Span(70, 990))}, "is outside"),
    ],
)
def test_a_wrong_span_is_reported(change: dict[str, object], words: str) -> None:
    assert words in (fault_of(replace(_claim(), **change), TEXT) or "")  # type: ignore[arg-type]


def _store(engine: Engine, extraction: Extraction) -> int | None:
    article = Article(text=TEXT, sections=(), source_key="id:1")
    with writing(engine) as connection:
        added = articles.add_articles(connection, [article], now=now())
        article_id = added["id:1"].article_id if added else 1
        new = articles.NewRevision(article_id, 1, article, "h")
        revision_id = articles.add_revisions(connection, [new], now=now()).get((article_id, 1))
        stored = runs.add_run(
            connection,
            revision_id or 1,
            EXTRACTOR,
            article,
            extraction,
            claim_scope="a1/1",
            milliseconds=5,
            now=now(),
        )
        runs.show_run(connection, 1, runs.extractor_id(connection, EXTRACTOR, now=now()))
    return stored


def test_claims_are_read_as_they_were_stored(engine: Engine) -> None:
    assert _store(engine, Extraction((_claim(),))) == 1
    with writing(engine) as connection:
        (view,) = lookup.find(connection, lookup.Selection())
    assert view.claim == _claim()


def test_a_rejected_claim_is_kept_with_its_reason_and_the_others_are_stored(
    engine: Engine,
) -> None:
    bad = replace(_claim(), evidence_text=("invented",))
    earlier = Rejection("no clause", (Span(0, 5),))
    assert _store(engine, Extraction((bad, _claim()), rejections=(earlier,))) == 1
    with writing(engine) as connection:
        (rejections,) = connection.execute(select(RunRow.rejections)).scalars()
    assert [each["reason"] for each in rejections] == [
        "no clause",
        "the evidence is not the text of its span",
    ]


def test_the_same_run_again_adds_nothing(engine: Engine) -> None:
    assert _store(engine, Extraction((_claim(),))) == 1
    assert _store(engine, Extraction((_claim(), _claim()))) is None
    with writing(engine) as connection:
        assert len(lookup.find(connection, lookup.Selection())) == 1


def test_two_claims_on_the_same_spans_have_two_keys(engine: Engine) -> None:
    assert _store(engine, Extraction((_claim(), replace(_claim(), factuality="denied")))) == 2
    with writing(engine) as connection:
        keys = [view.key for view in lookup.find(connection, lookup.Selection())]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (lookup.Selection(voice="brenner"), 1),
        (lookup.Selection(voice="CLINIC"), 1),
        (lookup.Selection(voice="%"), 0),
        (lookup.Selection(factuality="asserted", property="injured"), 1),
        (lookup.Selection(factuality="denied"), 0),
        (lookup.Selection(property="killed"), 0),
        (lookup.Selection(words="were hurt"), 1),
        (lookup.Selection(words="unhurt"), 0),
    ],
)
def test_claims_are_selected(engine: Engine, selection: lookup.Selection, found: int) -> None:
    _store(engine, Extraction((_claim(),)))
    with writing(engine) as connection:
        assert len(lookup.find(connection, selection)) == found


def test_claims_of_a_run_without_confidence_have_none(engine: Engine) -> None:
    assert _store(engine, Extraction((replace(_claim(), confidence=None),))) == 1
    with writing(engine) as connection:
        (view,) = lookup.find(connection, lookup.Selection())
    assert view.claim.confidence is None
