"""Verification: whether two texts are one story's, what the newer is to the older, the proof.

Containment and not likeness: copies are cut and lengthened. Numbers and names tell two events
that were written up by one form; where numbers alone differ in a text that is no form, the newer
text is a revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.deduplicate.changes import Changes, changes_of
from worker.deduplicate.sides import Aligned
from worker.records import Comparison

if TYPE_CHECKING:
    from collections.abc import Collection

    from worker.deduplicate.sides import Side
    from worker.records import Relation

# Shares of the smaller text's shingles that the other has.
_CONTAINED: Final = 0.45
_MOSTLY: Final = 0.7
_NEARLY_ALL: Final = 0.9
# Shares of the smaller set that the other has.
_NUMBERS: Final = 0.6
_MOST_NUMBERS: Final = 0.8
_NAMES: Final = 0.5
_SAME_NAMES: Final = 0.9
# Shorter texts that agree in all but numbers, or but who they are about, are forms that are filled
# in every day.
_LONG: Final = 100
_LONG_ABOUT_OTHERS: Final = 120
# In texts this short a form is most of the text.
_SHORT: Final = 30
_LEAD: Final = 12
_FEWEST_WORDS: Final = 4
# An added part that shares fewer of its names with the rest is another story.
_STRANGE: Final = 0.2
_MERGED_SENTENCES: Final = 3


def compare(older: Side, newer: Side, *, template: bool = False) -> Comparison | None:
    """Return what the newer text is to the older, or None where they are not one story's text.

    With `template` the words they share are known to repeat from story to story, so that nothing
    but the same numbers makes them one.
    """
    if min(len(older.words), len(newer.words)) < _FEWEST_WORDS:
        return None
    texts = older.prepared, newer.prepared
    if texts[0].digest == texts[1].digest and texts[0].title == texts[1].title:
        return Comparison("exact_copy", 1.0, 1.0, (), (), (), 0, 0)
    pair = Aligned(older, newer)
    if not _is_one_story(pair, template=template):
        return None
    pair.settle()
    changes = changes_of(pair)
    contained_older, contained_newer = pair.contained
    return Comparison(
        relation=_relation(pair, changes),
        contained_older=contained_older,
        contained_newer=contained_newer,
        numbers_removed=changes.numbers_removed,
        numbers_added=changes.numbers_added,
        words_changed=changes.words,
        sentences_removed=len(pair.gone[0]),
        sentences_added=len(pair.gone[1]),
    )


def _is_one_story(pair: Aligned, *, template: bool) -> bool:
    contained = max(pair.contained)
    if contained < _CONTAINED:
        return False
    older, newer = pair.sides
    worths = [{figure.worth for figure in side.figures} for side in pair.sides]
    numbers = _overlap(*worths)
    names = _overlap(older.names, newer.names)
    length = min(len(older.words), len(newer.words))
    form = length < _LONG_ABOUT_OTHERS and _lead(older, newer) and _lead(newer, older)
    if form or (template and worths[0] != worths[1]):
        return False
    if length < _SHORT and numbers >= _NUMBERS:
        return contained >= _MOSTLY and min(numbers, names) >= _SAME_NAMES
    if contained < _MOSTLY:
        return numbers >= _MOST_NUMBERS and names >= _NAMES
    if numbers >= _NUMBERS:
        return True
    return (length >= _LONG or contained >= _NEARLY_ALL) and names >= _SAME_NAMES


def _lead(side: Side, other: Side) -> bool:
    """Whether the first words name somebody whom the other text does not know."""
    return not side.names.intersection(side.words[:_LEAD]) <= set(other.words)


def _overlap(one: Collection[object], other: Collection[object]) -> float:
    """The share of the smaller set that the other has; an empty one is no evidence against."""
    smaller = min(len(one), len(other))
    return len(set(one) & set(other)) / smaller if smaller else 1.0


def _relation(pair: Aligned, changes: Changes) -> Relation:
    older, newer = (side.prepared for side in pair.sides)
    removed, added = map(len, pair.gone)
    if newer.notice in {"correction", "retraction"} or changes.name:
        return "correction"
    # A number that went with what was cut about it was not changed.
    if changes.words or changes.numbers_added or (changes.numbers_removed and not removed):
        return "revision"
    if older.digest == newer.digest:
        return "exact_copy"  # under another headline
    if not (removed or added) or min(pair.contained) >= _NEARLY_ALL:
        return "syndicated_copy"
    return _size_relation(pair, removed=removed, added=added)


def _size_relation(pair: Aligned, *, removed: int, added: int) -> Relation:
    contained_older, contained_newer = pair.contained
    if removed and added and max(pair.contained) < _NEARLY_ALL:
        return "revision"
    if contained_newer >= contained_older:
        return "abridgement"
    return "merged" if _is_merged(pair) else "expansion"


def _is_merged(pair: Aligned) -> bool:
    """Whether what was added is about somebody else altogether."""
    older, newer = pair.sides
    if len(pair.gone[1]) < _MERGED_SENTENCES:
        return False
    # The first word of a sentence has its capital whatever it is.
    added = {
        newer.words[place]
        for start, end in pair.gone[1]
        for place in range(start + 1, end)
        if newer.cased[place][0].isupper()
    }
    return bool(added) and len(added & set(older.words)) < _STRANGE * len(added)
