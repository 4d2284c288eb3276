"""Fingerprints: texts with a common passage share some, and a text has few."""

from itertools import pairwise
from random import Random

import pytest

from worker.deduplicate.candidates import SHARED
from worker.deduplicate.winnow import fingerprints
from worker.deduplicate.words import prepare
from worker.parse.text.plaintext import read_text


def words(count: int, seed: int = 1) -> list[str]:
    chance = Random(seed)  # noqa: S311
    return ["".join(chance.choices("abcdefghiklmnoprstuvw", k=6)) for _ in range(count)]


def prints(text: list[str]) -> set[int]:
    return set(fingerprints(prepare(read_text(" ".join(text) + "."))))


def test_fingerprints_are_sorted_distinct_and_signed() -> None:
    kept = fingerprints(prepare(read_text(" ".join(words(400)) + ".")))
    assert all(one < other for one, other in pairwise(kept))
    assert min(kept) >= -(2**63)
    assert max(kept) < 2**63


def test_fingerprints_are_the_same_in_every_process() -> None:
    kept = fingerprints(prepare(read_text("Four ships left the harbour at dawn.")))
    assert kept == (
        -7099743788803664450,
        -3765418609589147465,
        3670527961424565421,
        5017898377047455652,
    )


@pytest.mark.parametrize("length", [20, 60, 150, 400, 1_200, 5_000])
def test_a_passage_of_forty_words_is_found_at_the_start_of_any_text(length: int) -> None:
    text = words(length)
    assert len(prints(text) & prints(text[:40])) >= SHARED


@pytest.mark.parametrize("length", [150, 400, 1_200])
def test_half_a_text_is_found_anywhere_in_another(length: int) -> None:
    text, strange = words(length), words(length, seed=2)
    half = text[length // 2 :]
    assert len(prints(text) & prints([*strange, *half])) >= SHARED


def test_unrelated_texts_share_no_fingerprints() -> None:
    assert not prints(words(400)) & prints(words(400, seed=2))


@pytest.mark.parametrize(("length", "most"), [(150, 60), (1_000, 130), (20_000, 150)])
def test_long_texts_have_few_fingerprints(length: int, most: int) -> None:
    assert len(prints(words(length))) <= most


def test_an_empty_text_has_no_fingerprint_and_a_short_one_has_one() -> None:
    assert not prints([])
    assert len(prints(words(3))) == 1


def test_texts_in_scripts_without_spaces_share_fingerprints() -> None:
    chance = Random(3)  # noqa: S311
    text = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(300))
    assert len(prints([text]) & prints([text[40:140]])) >= SHARED
