"""Copies and revisions in the shared data: floors only rise, measured as in bench/."""

import pytest

from bench.duplicates import (
    EDITED,
    NEWS,
    SHARED_DATA,
    Story,
    Streamed,
    cross_validated,
    edited,
    exhaustive,
    f1,
    news,
    originals,
    rows,
    stories,
    stream,
)
from tests.edits import COPIES, REVISIONS

F1_FLOOR = 0.93
CROSS_VALIDATED_FLOOR = 0.90
RECALL_FLOOR = 0.988
CANDIDATES_AN_ARTICLE = 1.1
LINKED_FLOOR = 0.95
INDEPENDENT_LINKED = 0.01
REVISIONS_FLOOR = 0.99

pytestmark = pytest.mark.skipif(
    not (SHARED_DATA / "duplicates").is_dir(), reason=f"no shared duplicates under {SHARED_DATA}"
)


@pytest.fixture(scope="module")
def wire() -> list[Story]:
    return stories()


@pytest.fixture(scope="module")
def streamed(wire: list[Story]) -> Streamed:
    return stream(wire)


def test_labelled_wire_pairs_reach_their_floor(streamed: Streamed) -> None:
    labelled = rows("duplicates/reuters_pairs.jsonl")
    assert f1(streamed.found, labelled) >= F1_FLOOR
    assert cross_validated(streamed, labelled) >= CROSS_VALIDATED_FLOOR


def test_candidates_are_few_and_include_what_an_exhaustive_comparison_finds(
    wire: list[Story], streamed: Streamed
) -> None:
    wanted, had = exhaustive(wire, streamed.prepared), set(streamed.candidates)
    assert len(wanted) > 1_500
    assert sum(pair in had for pair in wanted) >= RECALL_FLOOR * len(wanted)
    assert len(had) <= CANDIDATES_AN_ARTICLE * len(wire)


@pytest.mark.parametrize("pairs", NEWS)
def test_copies_are_linked_and_independent_reports_are_not(pairs: str) -> None:
    seen, linked = news(pairs, NEWS[pairs])
    for label in ("near_dup", "contained"):
        assert linked[label] >= LINKED_FLOOR * seen[label] > 0, label
    independent = "same_event_independent"
    assert linked[independent] <= INDEPENDENT_LINKED * seen[independent]


@pytest.mark.parametrize("source", EDITED)
def test_every_edited_text_is_a_candidate_and_changed_facts_are_revisions(
    source: str,
) -> None:
    texts = originals(EDITED[source])
    for kind, edit in COPIES.items():
        assert all(is_candidate for is_candidate, _ in edited(texts, edit)), kind
    for kind, edit in REVISIONS.items():
        results = list(edited(texts, edit))
        assert all(is_candidate for is_candidate, _ in results), kind
        linked = [comparison.relation for _, comparison in results if comparison is not None]
        assert len(linked) >= LINKED_FLOOR * len(results) > 0, kind
        # The rest are edits of lines outside the story: a date, a call to follow.
        assert linked.count("revision") >= REVISIONS_FLOOR * len(linked), kind
