"""Words as they can be stored and shown on one line."""

from __future__ import annotations

from typing import Final

LONGEST_LINE: Final = 1_000
"""Characters of a title, a name or a byline that are kept: far more than a real one has."""


def storable(text: str) -> str:
    """Return `text` without what no database and no encoding takes: NUL and half pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def one_line(words: str | None) -> str | None:
    """Return `words` on one line, as long as is kept, or None where there are none."""
    return storable(" ".join((words or "").split()))[:LONGEST_LINE] or None
