"""Verification: whether two texts are of one story, how the newer relates to the older, the proof.

Containment is measured, not similarity: copies are cut and lengthened. Numbers and names separate
two events that were reported with one form; where only numbers differ in a text that is not a
form, the newer text is a revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.deduplicate.alignment import Alignment
from worker.deduplicate.changes import Changes, changes_of
from worker.records import Comparison

if TYPE_CHECKING:
    from collections.abc import Collection

    from worker.deduplicate.alignment import ComparedText
    from worker.records import Relation

_CONTAINED: Final = 0.45
"""The share of one text's shingles that the other has, at least, where they are one story."""

_MOSTLY: Final = 0.7
"""The same share, from which on the words are enough where most numbers agree."""

_NEARLY_ALL: Final = 0.9
"""The same share, from which on a text is the other one with small changes."""

_NUMBERS: Final = 0.6
"""The share of the shorter list of numbers that the other text has, from which on they agree."""

_MOST_NUMBERS: Final = 0.8
"""The same share, where less than `_MOSTLY` of the words agree."""

_NAMES: Final = 0.5
"""The share of the shorter list of names, where less than `_MOSTLY` of the words agree."""

_SAME_NAMES: Final = 0.9
"""The share of the shorter list of names from which on two texts have the same names."""

_LONG: Final = 100
"""Words of the shorter text: below, two texts that differ in their numbers are taken for a form
that is filled in every day, unless nearly all words agree."""

_LONG_ABOUT_OTHERS: Final = 120
"""Words of the shorter text: below, two texts whose openings name different people are taken for
a form."""

_SHORT: Final = 30
"""Words of the shorter text: below, it may be mostly a form, so names and numbers must agree."""

_LEAD: Final = 12
"""Words of a text's opening, in which the people it is about are named."""

_FEWEST_WORDS: Final = 4
"""Words of a text, at least; a shorter one is not compared."""

_UNRELATED: Final = 0.2
"""The share of an added part's names that the older text has: below, it is another story."""

_MERGED_SENTENCES: Final = 3
"""Sentences of an added part, at least, where it may be another story."""


def compare(
    older: ComparedText, newer: ComparedText, *, template: bool = False
) -> Comparison | None:
    """Return how the newer text relates to the older one, or None if they are not of one story.

    With `template`, the words that they share are known to recur from story to story, so only the
    same numbers make them one story.
    """
    if min(len(older.words), len(newer.words)) < _FEWEST_WORDS:
        return None
    texts = older.prepared, newer.prepared
    if texts[0].digest == texts[1].digest and texts[0].title == texts[1].title:
        return Comparison("exact_copy", 1.0, 1.0, (), (), (), 0, 0)
    pair = Alignment(older, newer)
    if not _is_one_story(pair, template=template):
        return None
    pair.find_differences()
    changes = changes_of(pair)
    contained_older, contained_newer = pair.contained
    return Comparison(
        relation=_relation(pair, changes),
        contained_older=contained_older,
        contained_newer=contained_newer,
        numbers_removed=changes.numbers_removed,
        numbers_added=changes.numbers_added,
        words_changed=changes.words,
        sentences_removed=len(pair.unmatched[0]),
        sentences_added=len(pair.unmatched[1]),
    )


def _is_one_story(pair: Alignment, *, template: bool) -> bool:
    contained = max(pair.contained)
    if contained < _CONTAINED:
        return False
    older, newer = pair.texts
    values = [{figure.value for figure in text.figures} for text in pair.texts]
    numbers = _overlap(*values)
    names = _overlap(older.names, newer.names)
    length = min(len(older.words), len(newer.words))
    about_others = _opens_with_others(older, newer) and _opens_with_others(newer, older)
    is_form = length < _LONG_ABOUT_OTHERS and about_others
    if is_form or (template and values[0] != values[1]):
        return False
    if length < _SHORT and numbers >= _NUMBERS:
        return contained >= _MOSTLY and min(numbers, names) >= _SAME_NAMES
    if contained < _MOSTLY:
        return numbers >= _MOST_NUMBERS and names >= _NAMES
    if numbers >= _NUMBERS:
        return True
    return (length >= _LONG or contained >= _NEARLY_ALL) and names >= _SAME_NAMES


def _opens_with_others(text: ComparedText, other: ComparedText) -> bool:
    """Whether the opening has a name that is nowhere in the other text."""
    return not text.names.intersection(text.words[:_LEAD]) <= set(other.words)


def _overlap(one: Collection[object], other: Collection[object]) -> float:
    """The share of the smaller set that the other has; 1 if it is empty, which proves nothing."""
    smaller = min(len(one), len(other))
    return len(set(one) & set(other)) / smaller if smaller else 1.0


def _relation(pair: Alignment, changes: Changes) -> Relation:
    older, newer = (text.prepared for text in pair.texts)
    removed, added = map(len, pair.unmatched)
    if newer.notice in {"correction", "retraction"} or changes.name:
        return "correction"
    # A number that was cut together with the words around it was not changed.
    if changes.words or changes.numbers_added or (changes.numbers_removed and not removed):
        return "revision"
    if older.digest == newer.digest:
        return "exact_copy"  # under another headline
    if not (removed or added) or min(pair.contained) >= _NEARLY_ALL:
        return "syndicated_copy"
    return _size_relation(pair, removed=removed, added=added)


def _size_relation(pair: Alignment, *, removed: int, added: int) -> Relation:
    contained_older, contained_newer = pair.contained
    if removed and added and max(pair.contained) < _NEARLY_ALL:
        return "revision"
    if contained_newer >= contained_older:
        return "abridgement"
    return "merged" if _is_merged(pair) else "expansion"


def _is_merged(pair: Alignment) -> bool:
    """Whether the added sentences are about other people and places altogether."""
    older, newer = pair.texts
    if len(pair.unmatched[1]) < _MERGED_SENTENCES:
        return False
    # The first word of a sentence is capitalised in any case.
    added = {
        newer.words[place]
        for start, end in pair.unmatched[1]
        for place in range(start + 1, end)
        if newer.cased[place][0].isupper()
    }
    return bool(added) and len(added & set(older.words)) < _UNRELATED * len(added)
