"""Whether `confidence` is calibrated, measured on the annotated articles of the shared data.

They are looked for under `$SHARED_DATA`; without them the tests that need them are skipped. After
a change of rules that affects it, `python -m bench.calibrate --write` measures it again.
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
"""The largest calibration error: the average distance between predicted and observed."""

APART = 0.15
"""The least difference in the share of right claims between those above .9 and those below .7."""


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every claim found in the annotated articles, right or wrong."""
    if not all(file.exists() for file in calibrate.GOLD) or scorer("score_claims") is None:
        pytest.skip(f"no annotated articles at {calibrate.GOLD[0].parent}; set SHARED_DATA")
    return calibrate.judged()


def _share(claims: Sequence[Judged], said: Sequence[float], low: float, high: float) -> float:
    right = [
        claim.right for claim, chance in zip(claims, said, strict=True) if low <= chance < high
    ]
    assert len(right) >= 20, "enough of them to say so"
    return sum(right) / len(right)


def _assert_calibrated(claims: Sequence[Judged], said: Sequence[float]) -> None:
    assert calibrate.error(calibrate.bands(claims, said)) <= CEILING
    low, high = _share(claims, said, 0.0, 0.7), _share(claims, said, 0.9, 1.0)
    assert high >= 0.85
    assert high - low >= APART


def test_confidence_is_calibrated_on_articles_it_was_not_fitted_to(judged: list[Judged]) -> None:
    _assert_calibrated(judged, calibrate.crossed(judged))


def test_the_shipped_weights_are_calibrated_for_the_present_rules(judged: list[Judged]) -> None:
    shipped = Weights(WRITTEN["base"], WRITTEN["signs"])
    _assert_calibrated(judged, [shipped.of(claim) for claim in judged])
    assert {sign for claim in judged for sign in claim.signs} <= set(WRITTEN["signs"])


def test_the_guide_shows_the_measured_table() -> None:
    assert "\n".join(calibrate.rows(WRITTEN["reliability"])) in calibrate.GUIDE.read_text("utf-8")


@pytest.mark.parametrize("sign", WRITTEN["signs"])
def test_the_guide_names_every_sign(sign: str) -> None:
    assert f"`{sign}`" in calibrate.GUIDE.read_text("utf-8")
