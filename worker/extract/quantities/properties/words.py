"""The words that say what a number counts: events, what happened to people, and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from worker.extract.examples import as_in
from worker.extract.words import table, words

if TYPE_CHECKING:
    from worker.extract.records import Token
    from worker.records import Property


def _index(kind: str) -> dict[str, Property]:
    """Return the property of each word of one kind: verbs, alone or words."""
    forms: dict[str, Property] = {}
    for name, lists in table("quantities")["properties"].items():
        for word in lists[kind].split():
            forms.setdefault(word, cast("Property", name))
    return forms


def index_of_words(name: str) -> dict[str, Property]:
    """Return the property that each word of the table `name` says."""
    rows: dict[str, str] = table("quantities")[name]
    return {word: cast("Property", kind) for kind, row in rows.items() for word in row.split()}


VERBS: Final = _index("verbs")
ALONE: Final = _index("alone")
WORDS: Final = _index("words")
ATTACKS: Final = index_of_words("attacks")
PERSONS: Final = words("quantities", "nouns", "persons")
FATALLY: Final = words("quantities", "manner", "fatally")
_VICTIMS: Final = words("quantities", "nouns", "victims")
_PERSON_ENDINGS: Final = tuple(sorted(words("quantities", "nouns", "person_endings")))
_LONG: Final = 8
"""Letters from which "-ists" ends a noun for people: "fists" and "wrists" are shorter."""


def is_event(word: str) -> bool:
    """Return whether the word itself says what was counted: "deaths", "wounded", "killing"."""
    return word.lower() in WORDS or word.lower() in VERBS or word.lower() in ALONE


@as_in(
    "About 300 skiers left.",
    "About 300 Minnesotans left.",
    "About 300 activists left.",
    no=(
        "About 300 bridges fell.",
        "Three fists were seen.",
    ),
)
def is_person(word: str) -> bool:
    """Return whether the noun counts human beings."""
    low = word.lower()
    if low.endswith("ists") and len(low) >= _LONG:  # "activists", but not "fists"
        return True
    ends = low.endswith(_PERSON_ENDINGS) and not low.endswith("ments")  # "Departments"
    return low in PERSONS or (word[:1].isupper() and ends)


@as_in("The police named four murder victims.", no=("The police named four murder suspects.",))
def is_victim(noun: Token | None) -> bool:
    """Return whether the noun only says that something happened to them."""
    return noun is not None and noun.lower in _VICTIMS
