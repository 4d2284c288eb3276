"""One spelling for what percent-encoding can spell in many ways.

`%7E` is `~`, `%c3%a9` is `é` and `é`: all spellings with one meaning give one result. Characters
that would mean something else bare, such as `%2F` in a path or `%26` in a query, stay encoded.
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

    `bare` are the characters that mean the same bare and encoded, and become bare; `separators`
    mean something only bare, so they stay as they are; all others become encoded.
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
        """Return the one spelling of `text`, in ASCII; spelling it again changes nothing."""
        if self._is_plain(text):
            return text
        text = _ASCII.sub(self._meaning, _STRAY.sub("%25", text))
        text = _NOT_ASCII.sub(_characters, text)
        # Each piece separately: an accent must not join a letter of the escape before it.
        return "".join(
            piece if at % 2 else quote(normalize("NFC", piece), safe=self._safe, errors="replace")
            for at, piece in enumerate(_ESCAPE.split(text))
        )

    def _meaning(self, escape: re.Match[str]) -> str:
        return self._meanings[escape[0].upper()]


def _characters(escapes: re.Match[str]) -> str:
    """Return the characters of escapes in a row; the escapes, in capitals, if not UTF-8."""
    try:
        return unquote_to_bytes(escapes[0]).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0].upper()
