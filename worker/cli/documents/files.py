"""Files, folders and standard input as documents.

Every form is read as a stream: only the current line or page is in memory, however long the file.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from gzip import GzipFile
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from worker.cli.documents.archives import read_archive
from worker.cli.documents.given import Given
from worker.cli.documents.lines import UNREADABLE, longest_line, read_lines
from worker.cli.documents.pages import MAX_PAGE_BYTES, page_of
from worker.cli.documents.words import decode, printable, short
from worker.errors import RejectedError, SetupError

JSON_LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm")
ARCHIVE = ".warc"
COMPRESSED = ".gz"

_BYTES_A_CHARACTER = 4
"""Bytes that a character of UTF-8 has at most."""

_MOST_BLANK_LINES = 1_000
"""Blank lines after which a stream is taken for a plain text."""


def read_given(names: list[str], *, max_characters: int) -> Iterator[Given]:
    """Yield the documents of files, folders and standard input (`-`, or nothing at all).

    A folder stands for all files below it, in order, without hidden ones. A file that ends in
    .html or .htm is read as a page, .warc as an archive of pages, .jsonl or .ndjson as JSON lines;
    so is anything else that begins with `{`, standard input too; the rest are plain texts, one
    each. Each may be compressed (.gz). A fault is a value here: the others go on.
    """
    if not names and sys.stdin.isatty():
        raise SetupError("name a file, or pipe a text into standard input")
    for name in names or ["-"]:
        if name == "-":
            place = "standard input"
            content = _read_by_content(place, sys.stdin.buffer, max_characters)
            yield from _tolerant(place, content)
            continue
        for path in files_below(Path(name)):
            place = printable(str(path))
            yield from _tolerant(place, _read_file(place, path, max_characters))


def files_below(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder in order, without those that are hidden."""
    try:
        below = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        yield path  # a file; if there is none, opening it says why
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
        return None  # reading it says what is wrong


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


def _tolerant(place: str, documents: Iterator[Given]) -> Iterator[Given]:
    try:
        yield from documents
    except RejectedError as error:
        yield Given(place, None, str(error))
    except UNREADABLE as error:
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
                # The bar counts the bytes that were read from the disk.
                size, before = file.tell() - before, file.tell()
                yield replace(given, size=size)


def _read_named(
    name: str, place: str, file: BufferedReader | GzipFile, max_characters: int
) -> Iterator[Given]:
    if name.endswith(JSON_LINES):
        yield from read_lines(place, file, max_characters)
    elif name.endswith(ARCHIVE):
        yield from read_archive(place, file)
    elif name.endswith(PAGES):
        yield page_of(place, file.read(MAX_PAGE_BYTES + 1))
    else:
        yield from _read_by_content(place, file, max_characters)


def _read_by_content(
    place: str, stream: BinaryIO | BufferedReader | GzipFile, max_characters: int
) -> Iterator[Given]:
    """Yield the JSON lines of a stream that begins with `{`, or the one text that it is."""
    begun = [b""]
    while not begun[-1].strip() and len(begun) <= _MOST_BLANK_LINES:
        begun.append(stream.readline(longest_line(max_characters)))
        if not begun[-1]:
            break
    if begun[-1].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_lines(place, stream, max_characters, begun=begun[1:])
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
