"""Web archives as documents: one for each answer that is a page; other records are passed over."""

import zlib
from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from io import BufferedReader
from itertools import count

from warcio.archiveiterator import WARCIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.limitreader import LimitReader  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from worker.cli.documents.given import Given
from worker.cli.documents.pages import MAX_PAGE_BYTES, page_of
from worker.cli.documents.words import printable, short
from worker.errors import RejectedError

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_AT_ONCE = 65_536
"""Bytes that are read at once of what is left of a record."""

_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, ValueError)


def read_archive(place: str, file: BufferedReader | GzipFile) -> Iterator[Given]:
    """Yield the document, or the fault, of each record of an uncompressed WARC file.

    Raises:
        RejectedError: the rest cannot be read; the message names the record.
    """
    # HTTP is read here, for the records that need it: warcio takes a cut in it for the end.
    records = WARCIterator(_Pieces(file), no_record_parse=True)
    records.INC_RECORD = ""  # printed, with the bytes, where a record is longer than it says
    for number in count(1):
        try:
            record = next(records, None)
            if record is None:
                return
            given = _read_record(f"{place} record {number}", record)
            while record.raw_stream.read(_AT_ONCE):
                pass
        except (*_BROKEN, OSError) as error:
            reason = f"record {number}: not read on, the archive is broken: {short(error)}"
            raise RejectedError(reason) from error
        if _is_cut_off(record):
            raise RejectedError(f"record {number}: the archive is cut off here")
        yield given


def _is_cut_off(record: ArcWarcRecord) -> bool:
    """Return whether a record had fewer bytes than it declares, or declares none."""
    stream = record.raw_stream
    return bool(stream.limit) if isinstance(stream, LimitReader) else True


def _read_record(place: str, record: ArcWarcRecord) -> Given:
    if record.rec_type != "response":
        return Given(place, None, f"a record of {record.rec_type}", passed_over=True)
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(record.raw_stream)
        mime = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
        status = headers.get_statuscode()
        if status != "200" or mime not in _PAGE_TYPES:
            return Given(place, None, f"status {status}, {mime or 'no type'}", passed_over=True)
        record.http_headers = headers
        body = record.content_stream().read(MAX_PAGE_BYTES + 1)
    except EOFError:
        return Given(place, None, "the answer is cut off")
    except _BROKEN as error:
        return Given(place, None, f"the answer is broken: {short(error)}")
    return page_of(f"{place}, {printable(url or 'no address')}", body, url=url)


class _Pieces:
    """A file that is read piece by piece, so that a fault hides nothing that comes before it."""

    def __init__(self, file: BufferedReader | GzipFile) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """Return the next bytes, `size` at most; none at the end."""
        try:
            return self._file.read1(size)
        except EOFError:  # warcio takes this one for the end
            raise BadGzipFile("it is cut off") from None
