"""The words that say what a number counts: events, what happened to people, and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from worker.extract.words import table, words

if TYPE_CHECKING:
    from worker.extract.records import Token
    from worker.records import Property

LISTS: Final = table("quantities")


def _index(kind: str) -> dict[str, Property]:
    """The property of each word of one kind: verbs, alone or words."""
    forms: dict[str, Property] = {}
    for name, lists in LISTS["properties"].items():
        for word in lists[kind].split():
            forms.setdefault(word, cast("Property", name))
    return forms


def index_of_words(name: str) -> dict[str, Property]:
    """The property that each word of the table `name` says."""
    return {
        word: cast("Property", kind) for kind, row in LISTS[name].items() for word in row.split()
    }


VERBS: Final = _index("verbs")
ALONE: Final = _index("alone")
WORDS: Final = _index("words")
ATTACKS: Final = index_of_words("attacks")
PERSONS: Final = words("quantities", "nouns", "persons")
FATALLY: Final = words("quantities", "manner", "fatally")
_VICTIMS: Final = words("quantities", "nouns", "victims")
_PERSON_ENDINGS: Final = tuple(LISTS["nouns"]["person_endings"])
_LONG: Final = 8
"""Letters from which "-ists" ends a noun for people."""


def is_event(word: str) -> bool:
    """Whether the word itself says what was counted: "deaths", "wounded", "killing"."""
    return word.lower() in WORDS or word.lower() in VERBS or word.lower() in ALONE


def is_person(word: str) -> bool:
    """Whether the noun counts human beings: "skiers", "Minnesotans", "people"."""
    low = word.lower()
    if low.endswith("ists") and len(low) >= _LONG:  # "activists", but not "fists"
        return True
    ends = low.endswith(_PERSON_ENDINGS) and not low.endswith("ments")  # "Departments"
    return low in PERSONS or (word[:1].isupper() and ends)


def is_victim(noun: Token | None) -> bool:
    """Whether the noun only says that something happened to them: "four murder victims"."""
    return noun is not None and noun.lower in _VICTIMS
