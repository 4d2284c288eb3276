"""What was named on the command line, as documents: files, standard input, JSON lines."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from worker.errors import RejectedError, SetupError

JSON_LINES = (".jsonl", ".ndjson")
_SHOWN_OF_A_FAULT = 60
_BYTES_A_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it was given, or why there is none."""

    place: str
    document: dict[str, object] | None
    fault: str | None = None


def read_given(names: list[str], *, max_characters: int) -> Iterator[Given]:
    """Yield the documents of files and of standard input (`-`, or nothing at all).

    A file that ends in .jsonl or .ndjson, and standard input that begins with `{`, is read as JSON
    lines; anything else is one plain text. A fault is a value here: the others go on.
    """
    if not names and sys.stdin.isatty():
        raise SetupError("name a file, or pipe a text into standard input")
    for name in names or ["-"]:
        try:
            yield from _read_one(name, max_characters)
        except (RejectedError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            yield Given(name, None, reason)


def _read_one(name: str, max_characters: int) -> Iterator[Given]:
    if name == "-":
        body = sys.stdin.buffer.read()
        lines = body.lstrip().startswith(b"{")
    else:
        path = Path(name)
        lines = path.suffix in JSON_LINES
        size = path.stat().st_size
        if not lines and size > max_characters * _BYTES_A_CHARACTER:
            raise RejectedError(
                f"{size:,} bytes; a text has at most {max_characters:,} characters"
            )
        body = path.read_bytes()
    place = "standard input" if name == "-" else name
    if lines:
        yield from _read_lines(place, body)
    else:
        yield Given(place, {"text": decode(body)})


def decode(body: bytes) -> str:
    """Return bytes as text.

    Raises:
        RejectedError: they are not UTF-8, or not a text at all; the message says where.
    """
    if b"\0" in body[:8192]:
        raise RejectedError("this is a binary file, not a text")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RejectedError(
            f"not UTF-8 (byte {error.start:,} is 0x{body[error.start]:02x}); convert it first, "
            "as with iconv -t UTF-8"
        ) from None


def _read_lines(place: str, body: bytes) -> Iterator[Given]:
    for number, line in enumerate(body.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{place} line {number}"
        try:
            document = json.loads(decode(line))
        except RejectedError as error:
            yield Given(where, None, str(error))
        except (ValueError, RecursionError) as error:
            yield Given(where, None, f"not JSON: {str(error)[:_SHOWN_OF_A_FAULT]}")
        else:
            if isinstance(document, dict):
                yield Given(where, document)
            else:
                yield Given(where, None, f"not an object but {type(document).__name__}")
