"""Whether confidence means what it says: held to the annotated articles, which are not ours.

They are found under `$SHARED_DATA`; where they are not, what needs them is skipped. After a change
of rules that moves it, `python -m bench.calibrate --write` measures anew.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from bench import calibrate
from bench.calibrate import Judged, Weights
from bench.scorers import scorer

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITTEN = tomllib.loads(calibrate.TABLE.read_text(encoding="utf-8"))
CEILING = 0.05
"""Of the calibration error: how far, on average, what is said may be from what is right."""

APART = 0.15
"""By how much claims above .9 are right more often than those below .7, at least."""


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every claim found in the annotated articles, judged."""
    if not all(file.exists() for file in calibrate.GOLD) or scorer("score_claims") is None:
        pytest.skip(f"no annotated articles at {calibrate.GOLD[0].parent}; set SHARED_DATA")
    return calibrate.judged()


def _share(claims: Sequence[Judged], said: Sequence[float], low: float, high: float) -> float:
    right = [
        claim.right for claim, chance in zip(claims, said, strict=True) if low <= chance < high
    ]
    assert len(right) >= 20, "enough of them to say so"
    return sum(right) / len(right)


def _assert_means_it(claims: Sequence[Judged], said: Sequence[float]) -> None:
    assert calibrate.error(calibrate.bands(claims, said)) <= CEILING
    low, high = _share(claims, said, 0.0, 0.7), _share(claims, said, 0.9, 1.0)
    assert high >= 0.85
    assert high - low >= APART


def test_what_is_said_of_articles_that_were_not_learned_from_holds(judged: list[Judged]) -> None:
    _assert_means_it(judged, calibrate.crossed(judged))


def test_the_weights_that_are_shipped_hold_for_the_rules_as_they_are(judged: list[Judged]) -> None:
    shipped = Weights(WRITTEN["base"], WRITTEN["signs"])
    _assert_means_it(judged, [shipped.of(claim) for claim in judged])
    assert {sign for claim in judged for sign in claim.signs} <= set(WRITTEN["signs"])


def test_the_guide_shows_the_table_that_was_measured() -> None:
    assert "\n".join(calibrate.rows(WRITTEN["reliability"])) in calibrate.GUIDE.read_text("utf-8")


@pytest.mark.parametrize("sign", WRITTEN["signs"])
def test_the_guide_names_every_sign(sign: str) -> None:
    assert f"`{sign}`" in calibrate.GUIDE.read_text("utf-8")
