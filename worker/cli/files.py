"""What was named on the command line, as documents: files, folders, standard input.

Every form is read as a stream: of a file of any length only the present line or page is held.
"""

import json
import os
import sys
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, replace
from gzip import GzipFile
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from worker.accept import document_of
from worker.clock import now
from worker.errors import RejectedError, SetupError
from worker.parse.pages.addresses import own_address

JSON_LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm")
ARCHIVE = ".warc"
COMPRESSED = ".gz"
MAX_PAGE_BYTES = 10_000_000

_SHOWN_OF_A_FAULT = 100
_BYTES_A_CHARACTER = 4
# A character in JSON may be two escapes of six bytes; the other fields have room beside the text.
_BYTES_OF_A_LINE = 12
_ROOM_IN_A_LINE = 1_000_000
_MOST_BLANK_LINES = 1_000
_UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it was given, or why there is none; `size` is how many bytes it took.

    `passed_over` is what holds no document and was not meant to, such as a picture in an archive.
    """

    place: str
    document: dict[str, object] | None
    fault: str | None = None
    size: int = 0
    passed_over: bool = False


def read_given(names: list[str], *, max_characters: int) -> Iterator[Given]:
    """Yield the documents of files, folders and standard input (`-`, or nothing at all).

    A folder is all that lies below it, in order, hidden files left out. A file that ends in
    .jsonl or .ndjson, and standard input that begins with `{`, is read as JSON lines; .html and
    .htm as pages; .warc as an archive of pages; anything else is one plain text. Each may be
    compressed (.gz). A fault is a value here: the others go on.
    """
    if not names and sys.stdin.isatty():
        raise SetupError("name a file, or pipe a text into standard input")
    for name in names or ["-"]:
        if name == "-":
            yield from _tolerant("standard input", _read_input(sys.stdin.buffer, max_characters))
            continue
        for path in files_below(Path(name)):
            place = printable(str(path))
            yield from _tolerant(place, _read_file(place, path, max_characters))


def files_below(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder in order, without those that are hidden."""
    try:
        below = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        yield path  # a file; if there is none, why is said when it is opened
        return
    for each in below:
        if each.name.startswith("."):
            continue
        if each.is_dir(follow_symlinks=False):
            yield from files_below(Path(each.path))
        elif each.is_file(follow_symlinks=False) or os.path.isfile(each.path):  # noqa: PTH113
            yield Path(each.path)


def size_of(names: list[str]) -> int | None:
    """Return how many bytes the named files have together; None where that cannot be known."""
    if not names or "-" in names:
        return None
    try:
        return sum(path.stat().st_size for name in names for path in files_below(Path(name)))
    except OSError:
        return None  # what is wrong with it is told when its turn comes


def read_bytes(name: str, *, most: int) -> bytes:
    """Return the bytes of a file, or of standard input (`-`).

    Raises:
        RejectedError: it cannot be read, or is longer than `most`.
        SetupError: standard input is a keyboard, from which nothing comes.
    """
    if name == "-" and sys.stdin.isatty():
        raise SetupError("name a file, or pipe something into standard input")
    try:
        if name == "-":
            body = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                body = file.read(most + 1)
    except OSError as error:
        raise RejectedError(f"{name}: {error.strerror}") from None
    if len(body) > most:
        place = "standard input" if name == "-" else name
        raise RejectedError(f"{place}: more than {most:,} bytes, too many to read")
    return body


def decode(body: bytes) -> str:
    """Return bytes as text.

    Raises:
        RejectedError: they are not UTF-8, or not a text at all; the message says where.
    """
    if body.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        raise RejectedError(
            "UTF-16, not UTF-8; convert it first, as with iconv -f UTF-16 -t UTF-8"
        )
    if b"\0" in body[:8192]:
        raise RejectedError("this is a binary file, not a text")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RejectedError(
            f"not UTF-8 (byte {error.start:,} is 0x{body[error.start]:02x}); convert it first, "
            "as with iconv -t UTF-8"
        ) from None


def _tolerant(place: str, documents: Iterator[Given]) -> Iterator[Given]:
    try:
        yield from documents
    except RejectedError as error:
        yield Given(place, None, str(error))
    except _UNREADABLE as error:
        yield Given(place, None, short(error))


def _read_file(place: str, path: Path, max_characters: int) -> Iterator[Given]:
    name = path.name.lower()
    bare = name.removesuffix(COMPRESSED)
    with path.open("rb") as file:
        if bare == name and not name.endswith(ARCHIVE):
            yield from _read_named(name, place, file, max_characters)
            return
        with GzipFile(fileobj=file) if bare != name else file as unpacked:
            before = 0
            for given in _read_named(bare, place, unpacked, max_characters):
                # What the bar counts is what was taken from the disk.
                size, before = file.tell() - before, file.tell()
                yield replace(given, size=size)


def _read_named(
    name: str, place: str, file: BufferedReader | GzipFile, max_characters: int
) -> Iterator[Given]:
    if name.endswith(JSON_LINES):
        yield from _read_lines(place, file, max_characters)
    elif name.endswith(ARCHIVE):
        from worker.cli.archives import read_archive  # noqa: PLC0415 - warcio, only for archives

        yield from read_archive(place, file)
    elif name.endswith(PAGES):
        yield page_of(place, file.read(MAX_PAGE_BYTES + 1))
    else:
        yield _text(place, file.read(max_characters * _BYTES_A_CHARACTER + 1), max_characters)


def _read_input(stream: BinaryIO, max_characters: int) -> Iterator[Given]:
    place, begun = "standard input", [b""]
    while not begun[-1].strip() and len(begun) <= _MOST_BLANK_LINES:
        begun.append(stream.readline(_longest_line(max_characters)))
        if not begun[-1]:
            break
    if begun[-1].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from _read_lines(place, stream, max_characters, begun=begun[1:])
        return
    body = b"".join(begun) + stream.read(max_characters * _BYTES_A_CHARACTER)
    yield _text(place, body, max_characters)


def _text(place: str, body: bytes, max_characters: int) -> Given:
    if len(body) > max_characters * _BYTES_A_CHARACTER:
        fault = f"too many bytes; a text has at most {max_characters:,} characters"
        return Given(place, None, fault, size=len(body))
    try:
        return Given(place, {"text": decode(body)}, size=len(body))
    except RejectedError as error:
        return Given(place, None, str(error), size=len(body))


def page_of(place: str, body: bytes, *, url: str | None = None) -> Given:
    """Return the bytes of a page, which came from `url` if that is known, as a document."""
    if len(body) > MAX_PAGE_BYTES:
        fault = f"too many bytes; a page has at most {MAX_PAGE_BYTES:,}"
        return Given(place, None, fault, size=len(body))
    try:
        return Given(place, page_document(body, url=url), size=len(body))
    except RejectedError as error:
        return Given(place, None, str(error), size=len(body))


def _longest_line(max_characters: int) -> int:
    return max_characters * _BYTES_OF_A_LINE + _ROOM_IN_A_LINE


def _read_lines(
    place: str,
    stream: BinaryIO | GzipFile,
    max_characters: int,
    *,
    begun: list[bytes] | None = None,
) -> Iterator[Given]:
    most = _longest_line(max_characters)
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
    except _UNREADABLE as error:
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


def short(error: Exception) -> str:
    """Return the beginning of what an error says, fit for a terminal."""
    said = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return printable(said.strip().partition("\n")[0][:_SHOWN_OF_A_FAULT])


def printable(words: str) -> str:
    """Return words that come from outside without what would change how a terminal looks."""
    return "".join(each if each.isprintable() else "\ufffd" for each in words)


def page_document(
    body: bytes, *, url: str | None = None, content_type: str | None = None
) -> dict[str, object]:
    """Return the article of a page as a document, its title above its text.

    Raises:
        RejectedError: there is no article; the message says what there is instead.
    """
    from worker.parse.pages.page import read_page  # noqa: PLC0415 - trafilatura, only for pages

    address = url or own_address(body)
    page = read_page(body, url=address or "", content_type=content_type, now=now())
    return document_of(page, url=address)
