"""The bytes of a feed as UTF-8, whatever they say of themselves.

Most feeds are UTF-8, and say so. For the others feedparser believes the header, then the
declaration, and takes for Windows-1252 what is neither. Three things are commoner than that:
UTF-8 under another name, UTF-8 with a few broken bytes, and Cyrillic or Hebrew under no name.
"""

from __future__ import annotations

import re
from typing import Any, Final

from feedparser.encodings import convert_to_utf8  # type: ignore[import-untyped]

# Bytes in which the XML declaration is looked for.
_SNIFFED: Final = 1_000
_BEFORE: Final = b"\xef\xbb\xbf \t\n\r\v\f"  # marks of UTF-8 and blanks
_EBCDIC: Final = "<?xm".encode("cp037")
_DECLARATION: Final = re.compile(rb"<\?xml[^>]*?>")
_NAME: Final = re.compile(rb"encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_NEW: Final = b"<?xml version='1.0' encoding='utf-8'?>"
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
# They write other letters in the bytes of ASCII.
_SEVEN_BITS: Final = re.compile(r"2022|utf-?7|hz|unicode-1-1", re.IGNORECASE)
# The share of bytes beyond ASCII outside of whole letters, up to which they are faults in UTF-8.
_FAULTS: Final = 0.1
_WHOLE: Final = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2})+")
_BEYOND: Final = re.compile(rb"[\x80-\xff]")
_ASCII: Final = bytes(range(128))
# Bytes from which the alphabet is decided.
_SAMPLED: Final = 1_000_000
# Whole words of such letters are Cyrillic or Hebrew; western alphabets have them one by one.
_LETTERS: Final = re.compile(rb"[\xc0-\xff]{3,}")
# The share of bytes, or letters, from which a body is mostly of that kind.
_MOSTLY: Final = 0.5
_SMALL_IN_1251: Final = re.compile(rb"[\xe0-\xff]+")
_NOT_HEBREW: Final = re.compile(rb"[\xfb-\xff]")
# Letters from which the lack of the letters that Hebrew lacks means something.
_ENOUGH: Final = 100
_CONTROLS: Final = bytes(sorted({*range(32)} - {9, 10, 13}))


def as_utf8(body: bytes, content_type: str | None) -> tuple[bytes, bool]:
    """Return `body` in UTF-8, and whether its letters are known to be read rightly.

    It begins with a declaration of UTF-8: the marks and blanks that no declaration may follow are
    gone, and so are the control characters that XML forbids.
    """
    start = body[:_SNIFFED]
    # UTF-16, UTF-32 and EBCDIC are recognised by their first bytes.
    if b"\0" not in start and not start.startswith(_EBCDIC):
        body = body.lstrip(_BEFORE)
        names = _names(body, content_type)
        converted = _by_bytes(body, names)
        if converted is not None:
            return _declared(converted.translate(None, _CONTROLS)), True
    # Without a charset the type says nothing about the bytes, and feedparser would think it does.
    named = content_type is not None and _CHARSET.search(content_type) is not None
    found: dict[str, Any] = {}
    data: bytes = convert_to_utf8({"content-type": content_type} if named else {}, body, found)
    return data.translate(None, _CONTROLS), bool(found["encoding"])


def _names(body: bytes, content_type: str | None) -> list[str]:
    """Return what the declaration and the header call the encoding."""
    declaration = _DECLARATION.match(body[:_SNIFFED])
    declared = _NAME.search(declaration[0]) if declaration else None
    header = _CHARSET.search(content_type or "")
    given = [declared[1].decode("ascii") if declared else "", header[1] if header else ""]
    return [name.lower() for name in given if name]


def _by_bytes(body: bytes, names: list[str]) -> bytes | None:
    """Return the body in UTF-8 where its bytes decide its encoding; None where its names do."""
    if body.isascii():
        return None if _SEVEN_BITS.search(" ".join(names)) else body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return body
    if not _UTF_8.issuperset(names):
        return None
    sample = _sample(body)
    beyond = len(sample.translate(None, _ASCII))
    if beyond - sum(map(len, _WHOLE.findall(sample))) <= beyond * _FAULTS:
        return body.decode("utf-8", "replace").encode()
    words = b"".join(_LETTERS.findall(sample))
    if len(words) < beyond * _MOSTLY:
        return None
    return body.decode(_alphabet(words), "replace").encode()


def _sample(body: bytes) -> bytes:
    """Return a part that shows the alphabet, from the first letter beyond ASCII."""
    first = _BEYOND.search(body)
    start = first.start() if first is not None else 0
    return body[start : start + _SAMPLED]


def _alphabet(words: bytes) -> str:
    """Return the encoding of words that have no letter of ASCII."""
    small = sum(map(len, _SMALL_IN_1251.findall(words)))
    if small <= len(words) * _MOSTLY:
        return "koi8-r"
    return "cp1255" if len(words) >= _ENOUGH and not _NOT_HEBREW.search(words) else "cp1251"


def _declared(data: bytes) -> bytes:
    given = _DECLARATION.match(data[:_SNIFFED])
    return _NEW + (data[given.end() :] if given else b"\n" + data)
