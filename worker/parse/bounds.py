"""Limits on what is read at all: real feeds and pages have less, and more would cost time.

They count bytes and marks, so that the same body is read or refused on any machine. They keep
one body, of whatever bytes, within a few times the cost of a well-formed one of its size, and
within 200 MB.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from worker.errors import RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Most = Mapping[str, tuple[int, tuple[bytes, ...]]]

MAX_BYTES: Final = 10_000_000
"""Bytes of a body."""

MAX_ENTRIES: Final = 20_000
"""Entries of a feed that are read; feeds begin with the newest."""

# Characters of an XML declaration.
_LONGEST_DECLARATION: Final = 1_000
_SPACES: Final = re.compile(rb"\s{100,}")
_ENDLESS: Final = re.compile(rb"<[^<>\s][^<>]{20000,}")
_ENTRY_ENDS: Final = (b"</item>", b"</entry>")
# Bytes by which `_reach` may fall short.
_NEAR: Final = 1_000
# An XML declaration, by the bytes it begins with, the longer marks first.
_STARTS: Final = tuple(
    (mark + "<?".encode(encoding), encoding)
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-8"),
        (b"", "cp037"),
    )
)


def check(body: bytes, most: Most, *, refusal: str, largest: int = MAX_BYTES) -> None:
    """Refuse a body of more than `largest` bytes, or more of any named thing, than `most` allows.

    Raises:
        RejectedError: `refusal`, and what there is too much of.
    """
    if len(body) > largest:
        raise RejectedError(f"{refusal}: it has more than {largest:,} bytes")
    for name, (limit, marks) in most.items():
        if sum(body.count(mark) for mark in marks) > limit:
            raise RejectedError(f"{refusal}: it has more than {limit:,} {name}")


def as_far_as(data: bytes, most: Most, *, refusal: str) -> tuple[bytes, str | None]:
    """Return the entries of a feed that lie within `most`, and why there are no more of them.

    Raises:
        RejectedError: not one entry ends within it.
    """
    cut = None
    for name, (limit, marks) in most.items():
        if sum(data.count(mark) for mark in marks) <= limit:
            continue
        reach = _reach(data, marks, limit)
        ends = [found for mark in _ENTRY_ENDS if (found := data.rfind(mark, 0, reach)) >= 0]
        if not ends:
            raise RejectedError(f"{refusal}: it has more than {limit:,} {name}")
        data = data[: data.index(b">", max(ends)) + 1]
        cut = f"it has more than {limit:,} {name}"
    return data, cut


def cut_after(entries: int) -> str | None:
    """Return why a feed of so many entries is not read to its end, or None where it is."""
    return f"it has more than {MAX_ENTRIES:,} entries" if entries > MAX_ENTRIES else None


def _reach(data: bytes, marks: tuple[bytes, ...], limit: int) -> int:
    """Return how far into `data` there are no more than `limit` marks, or a little less far."""
    low, high = 0, len(data)
    while high - low > _NEAR:
        middle = (low + high) // 2
        inside = sum(data.count(mark, low, middle) for mark in marks)
        if inside > limit:
            high = middle
        else:
            low, limit = middle, limit - inside
    return low


def with_declaration_apart(body: bytes) -> bytes:
    """Return `body` with its XML declaration alone on the first line.

    feedparser looks for the encoding in all of the first line, in a time that grows with the
    square of its length, and many feeds are one line.

    Raises:
        RejectedError: the declaration has no end.
    """
    encoding = next((name for start, name in _STARTS if body.startswith(start)), None)
    if encoding is None:
        return body
    mark = "?>".encode(encoding)
    found = body.find(mark, 0, _LONGEST_DECLARATION * 4)
    if found < 0:
        raise RejectedError("not a feed: its XML declaration does not end")
    end = found + len(mark)
    return body[:end] + "\n".encode(encoding) + body[end:]


def without_gaps(data: bytes) -> bytes:
    """Return `data` without long runs of white space and tags without an end.

    Loose parsers go over them again and again.
    """
    return _ENDLESS.sub(b"", _SPACES.sub(b" ", data))
