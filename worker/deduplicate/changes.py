"""What was changed between two texts: numbers, words of negation and hedging, names.

Looked for among the words that are missing from the other text in sentences that both have. What
the other text has in another place was moved and not changed.
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

    from worker.deduplicate.figures import Figure
    from worker.deduplicate.sides import Aligned

_MOST_NAMES: Final = 3


class Changes(NamedTuple):
    """Numbers as the texts have them, words of negation and hedging; `name` is put right."""

    numbers_removed: tuple[str, ...] = ()
    numbers_added: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    name: bool = False


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    group: str


class _Mark(NamedTuple):
    """A number or a phrase in a text: where, what it means, how it is written."""

    start: int
    end: int
    meaning: float | str
    writing: str


def _load() -> dict[str, tuple[_Phrase, ...]]:
    kinds = tomllib.loads(files(__package__).joinpath("differences.toml").read_text("utf-8"))
    phrases = [
        _Phrase(tuple(phrase.split()), group)
        for groups in kinds.values()
        for group, listed in groups.items()
        for phrase in listed
    ]
    # The longest first: "no more than" is no "more than".
    phrases.sort(key=lambda phrase: -len(phrase.words))
    firsts = {phrase.words[0] for phrase in phrases}
    return {first: tuple(p for p in phrases if p.words[0] == first) for first in firsts}


_PHRASES: Final = _load()


def changes_of(pair: Aligned) -> Changes:
    """Return what was changed within the sentences that both texts have, and in the headline."""
    title = _in_titles(*(side.prepared.title for side in pair.sides))
    older, newer = pair.sides
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
    """What was changed in a headline that is the same in all else."""
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
    pair: Aligned, marks: tuple[list[_Mark], list[_Mark]]
) -> tuple[list[_Mark], list[_Mark]]:
    """The marks that went and those that came."""
    missing = [_among(m, words) for m, words in zip(marks, pair.missing, strict=True)]
    left = [_among(m, words) for m, words in zip(marks, pair.left, strict=True)]
    if pair.whole:
        # Then all can be counted: a word may stand where the other text has it elsewhere.
        older, newer = (
            sorted(every, key=changed.__contains__)
            for every, changed in zip(marks, missing, strict=True)
        )
        gone, come = _without(older, newer), _without(newer, older)
    else:
        gone, come = _without(left[0], missing[1]), _without(left[1], missing[0])
    before, after = ([mark.meaning for mark in side] for side in left)
    if before != after and Counter(before) == Counter(after):
        return left[0], left[1]  # two figures in each other's place
    return gone, come


def _among(marks: list[_Mark], words: NDArray[np.bool_]) -> list[_Mark]:
    """The marks of which a word is one of `words`."""
    flags = words.tolist()
    return [mark for mark in marks if any(flags[mark.start : mark.end])]


def _without(marks: list[_Mark], others: list[_Mark]) -> list[_Mark]:
    """The marks without as many as the others have of the same meaning."""
    had = Counter(mark.meaning for mark in others)
    kept = []
    for mark in marks:
        if had[mark.meaning]:
            had[mark.meaning] -= 1
        else:
            kept.append(mark)
    return kept


def _written(marks: Iterable[_Mark]) -> tuple[str, ...]:
    return tuple(mark.writing for mark in marks)


def _numbers(found: Iterable[Figure], cased: Sequence[str]) -> list[_Mark]:
    return [_Mark(*figure, writing=" ".join(cased[figure.start : figure.end]))
            for figure in found]  # fmt: skip


def _phrases(words: Sequence[str]) -> list[_Mark]:
    """The words of negation and hedging, by their groups."""
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


def _is_name(pair: Aligned) -> bool:
    """Whether nothing but one name is written differently."""
    if any(pair.gone):
        return False
    sides = [
        [side.cased[place] for place in np.flatnonzero(left).tolist()]
        for side, left in zip(pair.sides, pair.left, strict=True)
    ]
    same = 0 < len(sides[0]) == len(sides[1]) <= _MOST_NAMES
    return same and all(word[0].isupper() for words in sides for word in words)
