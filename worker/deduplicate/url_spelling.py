"""One spelling for what percent-encoding can spell in many ways.

`%7E` is `~`, `%c3%a9` is `é` and `é`: all that means the same comes out the same. What would mean
something else bare, such as `%2F` in a path or `%26` in a query, stays encoded.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

_UNRESERVED: Final = f"{ascii_letters}{digits}-._~"
_STRAY: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE: Final = re.compile(r"(%[0-9A-F]{2})")
_ASCII: Final = re.compile(r"%[0-7][0-9A-Fa-f]")
_NOT_ASCII: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


class Spelling:
    """The spelling of one part of an address.

    `bare` means the same bare and encoded and comes out bare; `separators` mean something only
    bare, so that they stay as they are; all else comes out encoded.
    """

    def __init__(self, bare: str, separators: str = "") -> None:
        self._safe = bare + separators
        self._is_plain = re.compile(f"[{re.escape(_UNRESERVED + self._safe)}]*").fullmatch
        self._meanings = {
            f"%{number:02X}": chr(number)
            if chr(number) in _UNRESERVED + bare
            else f"%{number:02X}"
            for number in range(128)
        }

    def __call__(self, text: str) -> str:
        """Return `text` in its one spelling, which is ASCII and its own spelling."""
        if self._is_plain(text):
            return text
        text = _ASCII.sub(self._meaning, _STRAY.sub("%25", text))
        text = _NOT_ASCII.sub(_characters, text)
        # Each piece by itself: an accent must not join a letter of the escape before it.
        return "".join(
            piece if at % 2 else quote(normalize("NFC", piece), safe=self._safe, errors="replace")
            for at, piece in enumerate(_ESCAPE.split(text))
        )

    def _meaning(self, escape: re.Match[str]) -> str:
        return self._meanings[escape[0].upper()]


def _characters(escapes: re.Match[str]) -> str:
    """The characters that a row of escapes spells, or the row where it is no UTF-8."""
    try:
        return unquote_to_bytes(escapes[0]).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0].upper()
