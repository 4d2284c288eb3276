"""The states of the world by any of their words: name, people, capital.

`state_of("Seoul")` is "South Korea", since a capital is often named for its state. Whether it is
in a given sentence, and whether "Washington" or "Jordan" is a person there, the caller decides:
these functions read only the words.
"""

from __future__ import annotations

import re
from typing import Final

from worker.extract.examples import as_in
from worker.extract.words import table

_LISTS: Final[dict[str, list[str]]] = table("states")["states"]
_SPLIT: Final = re.compile(r",\s+(?!D\.C\.)")
_ARTICLE: Final = re.compile(r"(?:the|The|THE)\s+")
_POSSESSIVE: Final = re.compile(r"['\u2019][sS]?$")
_SHORT: Final = 3
"""Letters up to which a name is not read in capitals: a short one may be initials."""


def _words(listed: str) -> list[str]:
    """Return the words of one column of a state."""
    return [word for word in _SPLIT.split(listed) if word]


def _forms(*columns: int) -> dict[str, str]:
    """Return the state that each word in these columns names."""
    return {
        word: state
        for state, row in _LISTS.items()
        for column in columns
        for word in _words(row[column])
    }


_PEOPLES: Final = _forms(0)
_CAPITALS: Final = _forms(1)
_NAMES: Final = {**{state: state for state in _LISTS}, **_forms(2)}
_ALL: Final = {**_PEOPLES, **_CAPITALS, **_NAMES}
_UPPER: Final = {word.upper(): state for word, state in _ALL.items() if len(word) > _SHORT}
_UPPER_CAPITALS: Final = {word.upper() for word in _CAPITALS if len(word) > _SHORT}


@as_in("The bridge is in the US.", "The mayor left Kenya.")
def state_of(words: str) -> str | None:
    """Return the common name of the state that `words` name, or None.

    An article and a possessive are folded, and names in capitals are known; nothing in lower case
    is, since "us", "turkey" and "polish" are other words.
    """
    for form in _foldings(words):
        found = _ALL.get(form) or _UPPER.get(form)
        if found is not None:
            return found
    return None


def is_capital(words: str) -> bool:
    """Return whether `words` name the capital of a state: "Seoul", "Kiev", "the Hague's"."""
    return any(form in _CAPITALS or form in _UPPER_CAPITALS for form in _foldings(words))


@as_in("The mayor left Kenya.", no=("The mayor left Nairobi.",))
def is_state_name(words: str) -> bool:
    """Return whether `words` name a state itself, and not its people or its capital."""
    return any(form in _NAMES for form in _foldings(words))


def place_names() -> frozenset[str]:
    """Return the words of every state and capital, for a gazetteer."""
    return frozenset(_NAMES) | frozenset(_CAPITALS)


def _foldings(words: str) -> list[str]:
    """Return the words as they are, then without possessive, then without article."""
    plain = " ".join(words.split())
    owned = _POSSESSIVE.sub("", plain)
    bare = _ARTICLE.sub("", owned, count=1) if _ARTICLE.match(owned) else owned
    return [plain, owned, bare]
