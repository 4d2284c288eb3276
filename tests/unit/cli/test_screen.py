"""What commands print with: every label has its colour and its sign."""

from typing import get_args

from worker.cli import screen
from worker.records import Comparator, Factuality


def test_every_factuality_has_a_colour_of_its_own() -> None:
    assert set(screen.STYLES) == set(get_args(Factuality))
    assert len(set(screen.STYLES.values())) == len(screen.STYLES)


def test_every_comparator_has_its_words() -> None:
    assert set(screen._SIGNS) == set(get_args(Comparator))  # noqa: SLF001
