"""The word lists: no verb in two moods by accident, all in small letters."""

from __future__ import annotations

import pytest

from worker.extract.words import STRONG_VERBS, VERB_CLASSES, table, words


@pytest.mark.parametrize("name", ["reporting_verbs", "other_cues", "stance", "people"])
def test_every_list_is_of_small_words(name: str) -> None:
    def flat(entry: object) -> list[str]:
        if isinstance(entry, dict):
            return [word for value in entry.values() for word in flat(value)]
        assert isinstance(entry, list)
        return entry

    found = flat(table(name))
    assert found
    assert all(word == word.casefold().strip() for word in found)


def test_verbs_know_their_class() -> None:
    assert VERB_CLASSES["deny"][0] == "denying"
    assert "say" in STRONG_VERBS
    assert "lawmaker" in words("people", "persons")


def test_first_names_are_of_small_words_and_of_one_list() -> None:
    women, men = (table("given_names")[who].split() for who in ("women", "men"))
    assert not set(women) & set(men)
    assert all(name == name.casefold() for name in (*women, *men))
