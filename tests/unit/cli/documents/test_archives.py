"""Web archives as documents: which records are pages, and where a truncated archive ends."""

import gzip
import re
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import pytest

from tests.news import story
from worker.cli.documents import pages
from worker.cli.documents.files import read_given
from worker.cli.documents.given import Given

PAGE = story(1, 7).encode()
HTML = "Content-Type: text/html; charset=utf-8"


def _record(kind: str, number: int, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://e.org/{number}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _answer(number: int, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join(("HTTP/1.1 200 OK", *headers))
    return _record("response", number, head.encode() + b"\r\n\r\n" + body)


RECORDS = (
    _record("warcinfo", 0, b"software: test\r\n"),
    _record("request", 1, b"GET /1 HTTP/1.1\r\nHost: e.org\r\n\r\n"),
    _answer(1, PAGE, HTML),
    _record("revisit", 1, b"HTTP/1.1 200 OK\r\n\r\n"),
    _record("resource", 2, PAGE),
    _answer(3, b"PNG", "Content-Type: image/png"),
    _answer(4, gzip.compress(PAGE), HTML, "Content-Encoding: gzip"),
    _answer(5, b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), HTML, "Transfer-Encoding: chunked"),
    _answer(6, b"\0" * 300, HTML),
    _answer(7, PAGE, HTML),
)
KINDS = "..p...ppxp"


def _archive(*, packed: bool) -> tuple[bytes, list[int]]:
    """The bytes of an archive of these records, and the end of each record."""
    records = [gzip.compress(record) for record in RECORDS] if packed else RECORDS
    return b"".join(records), list(accumulate(map(len, records)))


def _read(path: Path) -> list[Given]:
    return list(read_given([str(path)], max_characters=1_000))


def _kinds(given: list[Given]) -> str:
    """One letter for each record: a page, an ignored record, a fault."""
    return "".join("p" if one.document else "." if one.passed_over else "x" for one in given)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "one_member.warc.gz"])
def test_responses_that_are_pages_are_read(tmp_path: Path, name: str) -> None:
    body, _ = _archive(packed=name == "a.warc.gz")
    body = gzip.compress(body) if name.startswith("one") else body
    (tmp_path / name).write_bytes(body)
    given = _read(tmp_path / name)
    assert _kinds(given) == KINDS
    assert sum(one.size for one in given) == len(body)
    pages = [one.document for one in given if one.document]
    assert [page["url"] for page in pages] == [f"https://e.org/{n}" for n in (1, 4, 5, 7)]
    assert len({page["text"] for page in pages}) == 1
    assert given[8].place == f"{tmp_path}/{name} record 9, https://e.org/6"
    assert given[4].fault == "a record of resource"


@pytest.mark.parametrize("packed", [False, True])
def test_a_truncated_archive_is_reported_at_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    # The cuts are all in the same few pages; reading the pages is not tested here.
    monkeypatch.setattr(pages, "page_document", lru_cache(pages.page_document))
    body, ends = _archive(packed=packed)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    # A record is complete without the blank lines after it or the checksum of its gzip member.
    trailing = 12 if packed else 4
    for end in range(8, len(body), 7):
        path.write_bytes(body[:end])
        given = _read(path)
        whole = sum(other <= end for other in ends)
        if end in ends:
            assert _kinds(given) == KINDS[:whole]
        elif end < ends[whole] - trailing:
            assert _kinds(given) == KINDS[:whole] + "x"
            assert f"record {whole + 1}" in f"{given[-1].place}: {given[-1].fault}"
            assert re.search("cut off|broken", str(given[-1].fault))
        else:
            kept = KINDS[: whole + 1]
            assert _kinds(given) in {KINDS[:whole] + "x", kept, kept + "x"}


def test_a_file_that_is_not_an_archive_is_reported_and_nothing_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.warc", "a.warc.gz"):
        (tmp_path / name).write_bytes(b"\x1b[2J no archive\n" * 500)
        (given,) = _read(tmp_path / name)
        assert "record 1: not read on, the archive is broken: " in str(given.fault)
        assert "\x1b" not in str(given.fault)
    assert capfd.readouterr() == ("", "")


def test_records_before_a_corrupt_part_are_kept(tmp_path: Path) -> None:
    body, ends = _archive(packed=False)
    (tmp_path / "a.warc").write_bytes(body[: ends[3]] + b"a hole\r\n\r\n" + body[ends[3] :])
    given = _read(tmp_path / "a.warc")
    assert _kinds(given) == "..p.x"
    packed, _ = _archive(packed=True)
    (tmp_path / "b.warc.gz").write_bytes(packed + b"no member")
    assert _kinds(_read(tmp_path / "b.warc.gz")) == KINDS + "x"


def test_a_record_longer_than_declared_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    body, _ = _archive(packed=False)
    said = re.search(rb"Content-Length: (\d+)", RECORDS[2])
    assert said
    (tmp_path / "a.warc").write_bytes(body.replace(said[0], b"Content-Length: 600", 1))
    _read(tmp_path / "a.warc")
    assert capfd.readouterr().err == ""


def test_a_response_without_an_address_is_read(tmp_path: Path) -> None:
    body, _ = _archive(packed=False)
    (tmp_path / "a.warc").write_bytes(body.replace(b"WARC-Target-URI: https://e.org/7\r\n", b""))
    *_, last = _read(tmp_path / "a.warc")
    assert last.document
    assert last.document["url"] is None
