"""The changes between two texts: numbers, words of negation and hedging, names.

A change is among the words that the other text lacks, in sentences that both have. Words that the
other text has in another place were moved, not changed.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from worker.deduplicate.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from worker.deduplicate.alignment import Alignment
    from worker.deduplicate.figures import Figure

_MOST_NAME_WORDS: Final = 3
"""Words that a corrected name has, at most; where more differ, a passage was rewritten."""


class Changes(NamedTuple):
    """The numbers and the words of negation and hedging that changed, as the texts have them.

    `name` is true where nothing but one name is spelled differently.
    """

    numbers_removed: tuple[str, ...] = ()
    numbers_added: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    name: bool = False


class _Phrase(NamedTuple):
    """Words in a row of `differences.toml`; those of one group mean the same."""

    words: tuple[str, ...]
    group: str


class _Mark(NamedTuple):
    """A number or a phrase at `words[start:end]`: its value or group, and its spelling."""

    start: int
    end: int
    meaning: float | str
    spelling: str


def _load() -> dict[str, tuple[_Phrase, ...]]:
    kinds = tomllib.loads(files(__package__).joinpath("differences.toml").read_text("utf-8"))
    phrases = [
        _Phrase(tuple(phrase.split()), group)
        for groups in kinds.values()
        for group, listed in groups.items()
        for phrase in listed
    ]
    # The longest first: "no more than" is not "more than".
    phrases.sort(key=lambda phrase: -len(phrase.words))
    firsts = {phrase.words[0] for phrase in phrases}
    return {first: tuple(p for p in phrases if p.words[0] == first) for first in firsts}


_PHRASES: Final = _load()


def changes_of(pair: Alignment) -> Changes:
    """Return the changes within the sentences that both texts have, and in the headline."""
    title = _in_titles(*(text.prepared.title for text in pair.texts))
    older, newer = pair.texts
    if older.words == newer.words:
        return title
    numbers = _changed(
        pair, (_numbers(older.figures, older.cased), _numbers(newer.figures, newer.cased))
    )
    phrases = _changed(pair, (_phrases(older.words), _phrases(newer.words)))
    removed, added = (_written(marks) for marks in numbers)
    words = _written(mark for marks in phrases for mark in marks)
    name = not (removed or added or words) and _is_name(pair)
    return Changes(
        numbers_removed=title.numbers_removed + removed,
        numbers_added=title.numbers_added + added,
        words=tuple(dict.fromkeys(title.words + words)),
        name=name,
    )


def _in_titles(older: list[str], newer: list[str]) -> Changes:
    """The changes between two headlines that are equal in all other words; else none."""
    if older == newer:
        return Changes()
    numbers = [_numbers(figures(title), title) for title in (older, newer)]
    phrases = [_phrases(title) for title in (older, newer)]
    rests = [
        _rest(title, [*marks, *more])
        for title, marks, more in zip((older, newer), numbers, phrases, strict=True)
    ]
    if not rests[0] or rests[0] != rests[1]:
        return Changes()
    removed, added = _without(*numbers), _without(numbers[1], numbers[0])
    words = [*_without(*phrases), *_without(phrases[1], phrases[0])]
    return Changes(_written(removed), _written(added), _written(words))


def _rest(title: list[str], marks: list[_Mark]) -> list[str]:
    taken = {place for mark in marks for place in range(mark.start, mark.end)}
    return [word for place, word in enumerate(title) if place not in taken]


def _changed(
    pair: Alignment, marks: tuple[list[_Mark], list[_Mark]]
) -> tuple[list[_Mark], list[_Mark]]:
    """The marks that were removed, and those that were added."""
    missing = [_touching(m, words) for m, words in zip(marks, pair.missing, strict=True)]
    changed = [_touching(m, words) for m, words in zip(marks, pair.changed, strict=True)]
    if pair.same_sentences:
        # Then all marks can be counted, those that only moved within the text among them.
        older, newer = (
            sorted(every, key=lacking.__contains__)
            for every, lacking in zip(marks, missing, strict=True)
        )
        removed, added = _without(older, newer), _without(newer, older)
    else:
        removed, added = _without(changed[0], missing[1]), _without(changed[1], missing[0])
    before, after = ([mark.meaning for mark in some] for some in changed)
    if before != after and Counter(before) == Counter(after):
        return changed[0], changed[1]  # two figures that changed places
    return removed, added


def _touching(marks: list[_Mark], words: NDArray[np.bool_]) -> list[_Mark]:
    """The marks with a word for which `words` is true."""
    flags = words.tolist()
    return [mark for mark in marks if any(flags[mark.start : mark.end])]


def _without(marks: list[_Mark], others: list[_Mark]) -> list[_Mark]:
    """The marks minus the others, as multisets of meanings; the first ones are dropped."""
    counts = Counter(mark.meaning for mark in others)
    kept = []
    for mark in marks:
        if counts[mark.meaning]:
            counts[mark.meaning] -= 1
        else:
            kept.append(mark)
    return kept


def _written(marks: Iterable[_Mark]) -> tuple[str, ...]:
    return tuple(mark.spelling for mark in marks)


def _numbers(found: Iterable[Figure], cased: Sequence[str]) -> list[_Mark]:
    return [_Mark(*figure, spelling=" ".join(cased[figure.start : figure.end]))
            for figure in found]  # fmt: skip


def _phrases(words: Sequence[str]) -> list[_Mark]:
    """The words of negation and hedging, each with its group."""
    found, end = [], 0
    for start, word in enumerate(words):
        if start < end or (word not in _PHRASES and not word.endswith("n't")):
            continue
        phrase = _phrase_at(words, start)
        if phrase is not None:
            end = start + len(phrase.words)
            found.append(_Mark(start, end, phrase.group, " ".join(phrase.words)))
    return found


def _phrase_at(words: Sequence[str], place: int) -> _Phrase | None:
    if words[place].endswith("n't"):
        return _Phrase((words[place],), "not")
    return next(
        (
            phrase
            for phrase in _PHRASES[words[place]]
            if tuple(words[place : place + len(phrase.words)]) == phrase.words
        ),
        None,
    )


def _is_name(pair: Alignment) -> bool:
    """Whether one name, in sentences that both texts have, is the only difference."""
    if any(pair.unmatched):
        return False
    changed = [
        [text.cased[place] for place in np.flatnonzero(flags).tolist()]
        for text, flags in zip(pair.texts, pair.changed, strict=True)
    ]
    same = 0 < len(changed[0]) == len(changed[1]) <= _MOST_NAME_WORDS
    return same and all(word[0].isupper() for words in changed for word in words)
