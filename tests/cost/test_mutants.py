"""Any bytes cost about what a well-formed body does: documents that are broken and inflated."""

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cost.plain import size_near
from tests.cost.processes import BLANKS, PLANTED
from tests.cost.ratio import TRIES, seconds, times
from tests.cost.readers import OF_BODIES, READERS, Read
from tests.mutants import mutants, swollen

LETTERS = 100_000
"""So many are put into every mutant: of a small one the cost says nothing."""


class Mutant:
    """A document with up to five things wrong with it, and one of them is its size."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __repr__(self) -> str:
        return f"{len(self.body)} bytes that begin with {self.body[:200]!r}"


@st.composite
def large_mutants(draw: st.DrawFn) -> Mutant:
    """A mutant that is large enough for its cost to count."""
    return Mutant(swollen(draw, draw(mutants()), LETTERS))


def _times(reader: str, body: bytes, read: Read, *, tries: int = TRIES) -> float:
    size = size_near(len(body))
    return times(
        lambda: seconds(lambda: read(body)),
        lambda: _plain_seconds(reader, size),
        most=READERS[reader].densest,
        known=_known(reader, size),
        tries=tries,
    )


@cache
def _known(reader: str, size: int) -> float:
    # The first time the reader loads what it needs.
    return min(_plain_seconds(reader, size) for _ in range(3))


def _plain_seconds(reader: str, size: int) -> float:
    of = READERS[reader]
    body = of.plain(size)
    return seconds(lambda: of.read(body))


@settings(
    max_examples=150,
    print_blob=True,
    # Nothing is made smaller: what takes the square would take hours.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(mutant=large_mutants())
@pytest.mark.parametrize("reader", OF_BODIES)
def test_cost_of_a_mutant(reader: str, mutant: Mutant) -> None:
    of = READERS[reader]
    assert _times(reader, mutant.body, of.read) <= of.densest


def test_the_bound_fails_on_a_planted_square() -> None:
    of = READERS["read_opml"]
    planted = _times(
        "read_opml",
        b" " * (BLANKS // 2),
        lambda body: (PLANTED.search(body), of.read(body)),
        tries=1,
    )
    assert planted > of.densest
