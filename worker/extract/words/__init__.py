"""The word lists of extraction: TOML files that a person reads and extends, loaded once.

Each language has a folder. `reporting_verbs` has verbs by class, `lexicon` those of a dictionary,
`other_cues` adverbs, passives, silences and nouns, `stance` words inside a proposition, `people`
nouns of sources, `given_names` first names of women and of men, `states` countries and capitals,
`quantities` numbers, units and what is counted. `cues`, `content`, `voices`, `claims`, `tree`,
`times` and `places` have what the
rules of the room of that name look for.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

LANGUAGE: Final = "en"
"""The language that the rules read: the folder of its word lists."""


@cache
def table(name: str) -> dict[str, Any]:
    """Return the word list `name`.toml of the language."""
    path = files(__package__) / LANGUAGE / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words(name: str, *keys: str) -> frozenset[str]:
    """Return the words under `keys` of the list `name`, written as an array or as one string."""
    entry: Any = table(name)
    for key in keys:
        entry = entry[key]
    return frozenset(entry.split() if isinstance(entry, str) else entry)


_SECOND: Final = frozenset({"showing", "denying", "calling"})
"""Classes that decide only for verbs that are in no other class."""


def _verb_classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, tuple[str, ...]] = {}
    # By name within each half: the order of tables in the file decides nothing.
    lists_by_class = sorted(table("reporting_verbs").items())
    for name, lists in sorted(lists_by_class, key=lambda one: one[0] in _SECOND):
        for verb in (*lists.get("strong", ()), *lists.get("clause", ())):
            classes[verb] = (*classes.get(verb, ()), name)
    return classes


VERB_CLASSES: Final = _verb_classes()
"""The classes of each reporting verb, the one that decides first."""

SAFE_VERBS: Final = (
    words("lexicon", "clause") | words("reporting_verbs", "saying", "safe")
) - set(VERB_CLASSES)
"""Further verbs of communication: they only say, and only in the frames that are safest."""

STRONG_VERBS: Final = frozenset(
    verb for lists in table("reporting_verbs").values() for verb in lists.get("strong", ())
)
"""Verbs that report with any content."""


def is_safe_verb(lemma: str, form: str) -> bool:
    """Return whether a verb is one of `SAFE_VERBS`, also where the lemma of its form is wrong.

    The parser does not know rare verbs: its lemma of "griped" is "grip".
    """
    return bool(SAFE_VERBS & {lemma, form.removesuffix("d"), form.removesuffix("ed")})
