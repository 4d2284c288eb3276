"""The story's own words of a line: without dateline, credit and what asks the reader to sign up.

By rules alone (`boilerplate.toml`), so that a text gives the same words wherever it stands. All
patterns look at a bounded part of a line.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

_LONGEST: Final = 240
_HEAD: Final = 120
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY: Final = r"\([^\W\d_][\w ./&'-]{1,30}\)"
_DASH: Final = r"(?:--?|[\u2013\u2014])"
_PLACE: Final = r"[^\W\d_][\w.'-]{0,24}(?:[,/]? [^\W\d_][\w.'-]{0,24}){0,5}?"
# A place with a day or an agency behind it, an agency alone, or a place in capitals
# in a line that is not all in capitals.
_DATELINE: Final = re.compile(
    rf"(?:(?:{_PLACE},? {{1,2}})?(?:{_DAY}(?:,? {_AGENCY})?|{_AGENCY}) ?{_DASH}"
    rf"|(?-i:[A-Z][A-Z.'/ -]{{1,40}}(?:, [A-Z][\w. ]{{1,30}})? ?(?:--|[\u2013\u2014]| -)"
    rf"(?=.*[a-z])))\s+",
    re.IGNORECASE,
)
_ABOUT: Final = " \t()[]-\u2013\u2014.*|"


def _load() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    words = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))
    openings: dict[str, tuple[str, ...]] = {}
    for opening in words["openings"]:
        first = opening[:3]
        openings[first] = (*openings.get(first, ()), opening)
    return frozenset(words["lines"]), openings


_LINES, _OPENINGS = _load()


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is no part of the story."""
    if len(line) > _LONGEST:
        return False
    words = line.strip(_ABOUT).casefold()
    return words in _LINES or words.startswith(_OPENINGS.get(words[:3], ()) or "\0")


def without_dateline(line: str) -> str:
    """Return the line from behind its dateline on, which may also name an agency."""
    found = _DATELINE.match(line, 0, _HEAD)
    return line[found.end() :] if found is not None else line
