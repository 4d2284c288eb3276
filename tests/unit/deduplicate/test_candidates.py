"""Which texts are compared: those that share most, or the nearest in time if all is common."""

from collections import defaultdict

from worker.deduplicate.candidates import (
    MOST_CANDIDATES,
    MOST_POSTINGS,
    WINDOW,
    Posting,
    choose,
)

HOUR = 3_600
HOURS = int(WINDOW.total_seconds()) // HOUR
MINE = (1, 2, 3, 4)


def _postings(texts: dict[int, tuple[int, tuple[int, ...]]]) -> dict[int, list[Posting]]:
    """Return the postings of texts: their seconds and fingerprints."""
    postings: dict[int, list[Posting]] = defaultdict(list)
    for text, (second, hashes) in texts.items():
        for one in hashes:
            postings[one].append((second, text))
    return postings


def test_two_shared_fingerprints_make_a_candidate_and_one_does_not() -> None:
    postings = _postings({10: (0, (1, 2)), 11: (0, (1, 9)), 12: (0, (1, 2, 3))})
    assert choose(99, 0, MINE, postings) == ([12, 10], [])


def test_the_window_reaches_both_ways_and_no_farther() -> None:
    texts = {at: (at * HOUR, MINE) for at in (0, 1, HOURS, 2 * HOURS, 2 * HOURS + 1)}
    assert choose(99, HOURS * HOUR, MINE, _postings(texts)).candidates == [0, 1, HOURS, 2 * HOURS]


def test_a_text_is_not_its_own_candidate() -> None:
    assert choose(10, 0, MINE, _postings({10: (0, MINE)})).candidates == []


def test_of_very_many_texts_those_that_share_most_are_compared() -> None:
    texts = dict.fromkeys(range(10, 50), (0, (1, 2))) | {50: (0, MINE)}
    candidates = choose(99, 0, MINE, _postings(texts)).candidates
    assert len(candidates) == MOST_CANDIDATES
    assert candidates[0] == 50


def test_common_fingerprints_are_ignored_when_rare_ones_are_enough() -> None:
    footer = {at: (at, (1, 2)) for at in range(100, 101 + MOST_POSTINGS)}
    mine = (1, 2, 3, 4, 5)
    chosen = choose(99, 0, mine, _postings(footer | {10: (0, (3, 4)), 11: (0, (2, 3))}))
    assert chosen.candidates == [10]


def test_a_very_common_story_is_compared_with_the_nearest_in_time() -> None:
    texts = {at: (at * HOUR, MINE) for at in range(60)}
    chosen = choose(99, 30 * HOUR, MINE, _postings(texts))
    assert sorted(chosen.candidates) == [28, 29, 30, 31, 32]


def test_fingerprints_of_many_earlier_texts_are_withdrawn() -> None:
    enough = dict.fromkeys(range(MOST_POSTINGS + 1), (0, MINE))
    assert choose(99, 0, MINE, _postings(enough)).redundant == list(MINE)
    # Of simultaneous texts the first keep theirs, in any order of lookup.
    later = {at + 100: (0, MINE) for at in range(MOST_POSTINGS + 1)}
    assert choose(99, 0, MINE, _postings(later)).redundant == []
    # Texts that leave the window earlier do not count.
    assert choose(99, (HOURS - 1) * HOUR, MINE, _postings(enough)).redundant == []
