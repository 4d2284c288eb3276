"""JSON lines as documents: one object a line, each at most as long as its text can make it."""

import json
import zlib
from collections.abc import Iterator
from gzip import GzipFile
from itertools import chain
from typing import BinaryIO

from worker.cli.documents.given import Given
from worker.cli.documents.words import decode, short
from worker.errors import RejectedError

UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a file, compressed or not, raises when it cannot go on."""

_BYTES_A_CHARACTER = 12
"""Bytes of a line for each character of its text: JSON may write it as two escapes of six."""

_BYTES_OF_THE_REST = 1_000_000
"""Bytes of a line for the fields other than the text."""


def longest_line(max_characters: int) -> int:
    """Return how many bytes a line may have whose text has `max_characters` characters."""
    return max_characters * _BYTES_A_CHARACTER + _BYTES_OF_THE_REST


def read_lines(
    place: str,
    stream: BinaryIO | GzipFile,
    max_characters: int,
    *,
    begun: list[bytes] | None = None,
) -> Iterator[Given]:
    """Yield the document, or the fault, of each line; `begun` are lines that were read already."""
    most = longest_line(max_characters)
    rest = iter(lambda: stream.readline(most), b"")
    number, in_line = 1, False
    try:
        for line in chain(begun or (), rest):
            cut = in_line
            in_line = not line.endswith(b"\n") and len(line) >= most
            if not cut and in_line:
                yield Given(f"{place} line {number}", None, f"a line of more than {most:,} bytes")
            elif not cut and line.strip():
                yield _read_line(f"{place} line {number}", line)
            number += not in_line
    except UNREADABLE as error:
        yield Given(f"{place} line {number}", None, f"not read on: {short(error)}")


def _read_line(place: str, line: bytes) -> Given:
    try:
        document = json.loads(decode(line))
    except RejectedError as error:
        return Given(place, None, str(error), size=len(line))
    except json.JSONDecodeError as error:
        fault = f"not JSON: {error.msg} at character {error.pos + 1}"
        return Given(place, None, fault, size=len(line))
    except (ValueError, RecursionError) as error:
        return Given(place, None, f"not JSON: {short(error)}", size=len(line))
    if isinstance(document, dict):
        return Given(place, document, size=len(line))
    return Given(place, None, f"not an object but {type(document).__name__}", size=len(line))
