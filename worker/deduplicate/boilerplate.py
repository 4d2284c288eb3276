"""Boilerplate in the lines of a text: datelines, credits, calls to sign up.

Found by the rules of `boilerplate.toml` alone, so that a text gives the same words whoever
publishes it. Every pattern reads a bounded part of a line.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

_MAX_LINE: Final = 240
"""Characters of a line, at most, that can be boilerplate as a whole: a sentence or two."""

_HEAD: Final = 120
"""Characters at the start of a line in which a dateline is looked for: bounds the matching."""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY: Final = r"\([^\W\d_][\w ./&'-]{1,30}\)"
_DASH: Final = r"(?:--?|[\u2013\u2014])"
_PLACE: Final = r"[^\W\d_][\w.'-]{0,24}(?:[,/]? [^\W\d_][\w.'-]{0,24}){0,5}?"
# A place followed by a day or an agency, an agency alone, or a place in capitals
# in a line that is not all in capitals.
_DATELINE: Final = re.compile(
    rf"(?:(?:{_PLACE},? {{1,2}})?(?:{_DAY}(?:,? {_AGENCY})?|{_AGENCY}) ?{_DASH}"
    rf"|(?-i:[A-Z][A-Z.'/ -]{{1,40}}(?:, [A-Z][\w. ]{{1,30}})? ?(?:--|[\u2013\u2014]| -)"
    rf"(?=.*[a-z])))\s+",
    re.IGNORECASE,
)
_TRIMMED: Final = " \t()[]-\u2013\u2014.*|"
"""Characters around a line that do not count when it is compared with the rules."""


def _load() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    words = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))
    openings: dict[str, tuple[str, ...]] = {}
    for opening in words["openings"]:
        first = opening[:3]
        openings[first] = (*openings.get(first, ()), opening)
    return frozenset(words["lines"]), openings


_LINES, _OPENINGS = _load()


def is_boilerplate(line: str) -> bool:
    """Return whether a whole line is not part of the story."""
    if len(line) > _MAX_LINE:
        return False
    words = line.strip(_TRIMMED).casefold()
    return words in _LINES or words.startswith(_OPENINGS.get(words[:3], ()) or "\0")


def without_dateline(line: str) -> str:
    """Return the line after its dateline, which may also name an agency."""
    found = _DATELINE.match(line, 0, _HEAD)
    return line[found.end() :] if found is not None else line
