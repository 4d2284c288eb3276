"""What was named on the command line, as documents: files, folders, standard input.

Every form is read as a stream: of a file of any length only the present line or page is held.
"""

import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from worker.accept import document_of
from worker.clock import now
from worker.errors import RejectedError, SetupError
from worker.parse.discovery import own_address
from worker.parse.entries import storable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]

JSON_LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm")
ARCHIVES = (".warc", ".warc.gz")
MAX_PAGE_BYTES = 10_000_000

_SHOWN_OF_A_FAULT = 60
_BYTES_A_CHARACTER = 4
# A character in JSON may be two escapes of six bytes; the other fields have room beside the text.
_BYTES_OF_A_LINE = 12
_ROOM_IN_A_LINE = 1_000_000
_MOST_BLANK_LINES = 1_000
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


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
    .htm as pages; .warc and .warc.gz as archives of pages; anything else is one plain text. A
    fault is a value here: the others go on.
    """
    if not names and sys.stdin.isatty():
        raise SetupError("name a file, or pipe a text into standard input")
    for name in names or ["-"]:
        if name == "-":
            yield from _tolerant("standard input", _read_input(sys.stdin.buffer, max_characters))
            continue
        for path in files_below(Path(name)):
            place = storable(str(path))
            yield from _tolerant(place, _read_file(place, path, max_characters))


def files_below(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder in order, without those that are hidden."""
    if not path.is_dir():
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError:
        yield path  # why it cannot be read is said when it is opened
        return
    for each in below:
        if each.name.startswith("."):
            continue
        if each.is_dir() and not each.is_symlink():
            yield from files_below(each)
        elif each.is_file():
            yield each


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
    except (RejectedError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        yield Given(place, None, reason or str(error))


def _read_file(place: str, path: Path, max_characters: int) -> Iterator[Given]:
    name = path.name.lower()
    with path.open("rb") as file:
        if name.endswith(JSON_LINES):
            yield from _read_lines(place, file, max_characters)
        elif name.endswith(ARCHIVES):
            yield from _read_archive(place, file)
        elif name.endswith(PAGES):
            yield _page(place, file.read(MAX_PAGE_BYTES + 1))
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


def _page(place: str, body: bytes, *, url: str | None = None) -> Given:
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
    place: str, stream: BinaryIO, max_characters: int, *, begun: list[bytes] | None = None
) -> Iterator[Given]:
    most = _longest_line(max_characters)
    rest = iter(lambda: stream.readline(most), b"")
    number, in_line = 1, False
    for line in chain(begun or (), rest):
        cut = in_line
        in_line = not line.endswith(b"\n") and len(line) >= most
        if not cut and in_line:
            yield Given(f"{place} line {number}", None, f"a line of more than {most:,} bytes")
        elif not cut and line.strip():
            yield _read_line(f"{place} line {number}", line)
        number += not in_line


def _read_line(place: str, line: bytes) -> Given:
    try:
        document = json.loads(decode(line))
    except RejectedError as error:
        return Given(place, None, str(error), size=len(line))
    except (ValueError, RecursionError) as error:
        fault = f"not JSON: {_short(error)}"
        return Given(place, None, fault, size=len(line))
    if isinstance(document, dict):
        return Given(place, document, size=len(line))
    return Given(place, None, f"not an object but {type(document).__name__}", size=len(line))


def _read_archive(place: str, file: BinaryIO) -> Iterator[Given]:
    # Loaded only for archives.
    from warcio.archiveiterator import (  # type: ignore[import-untyped] # noqa: PLC0415
        ArchiveIterator,
    )
    from warcio.exceptions import (  # type: ignore[import-untyped] # noqa: PLC0415
        ArchiveLoadFailed,
    )

    records, before = ArchiveIterator(file), 0
    for number in count(1):
        try:
            record = next(records, None)
        except (ArchiveLoadFailed, zlib.error, ValueError, EOFError) as error:
            raise RejectedError(f"not read on, the archive is broken: {_short(error)}") from error
        if record is None:
            return
        given = _read_record(f"{place} record {number}", record)
        size, before = file.tell() - before, file.tell()
        yield replace(given, size=size)


def _read_record(place: str, record: "ArcWarcRecord") -> Given:
    headers, url = record.http_headers, record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type != "response" or headers is None:
        return Given(place, None, f"a record of {record.rec_type}", passed_over=True)
    mime = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    status = headers.get_statuscode()
    if status != "200" or mime not in _PAGE_TYPES:
        return Given(place, None, f"status {status}, {mime or 'no type'}", passed_over=True)
    try:
        body = record.content_stream().read(MAX_PAGE_BYTES + 1)
    except (zlib.error, ValueError, EOFError) as error:
        return Given(place, None, f"the body is broken: {_short(error)}")
    return _page(f"{place}, {url}", body, url=url)


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:_SHOWN_OF_A_FAULT]


def page_document(
    body: bytes, *, url: str | None = None, content_type: str | None = None
) -> dict[str, object]:
    """Return the article of a page as a document, its title above its text.

    Raises:
        RejectedError: there is no article; the message says what there is instead.
    """
    from worker.parse.page import read_page  # noqa: PLC0415 - trafilatura, only for pages

    address = url or own_address(body)
    page = read_page(body, url=address or "", content_type=content_type, now=now())
    return document_of(page, url=address)
