"""Documents named on the command line: lines of any length, folders, batches."""

import gzip
import io
import json
from pathlib import Path

import pytest

from tests.news import story
from worker.cli.documents.files import files_below, read_given, size_of
from worker.cli.documents.given import Given
from worker.cli.documents.pages import page_document
from worker.cli.ledger.accept import batches

LONGEST_LINE = 1_000_000 + 12 * 10


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of JSON lines with one line over the limit in the middle."""
    file = tmp_path / "a.jsonl"
    long = '{"text": "' + "x" * 3 * LONGEST_LINE + '"}'
    file.write_text(f'\ufeff{{"text": "a"}}\r\n\n{long}\n{{"text": "b"}}\n[]\n{{"text": "c"}}')
    return file


def _read(*names: str | Path) -> list[Given]:
    return list(read_given([str(name) for name in names], max_characters=10))


def _texts(given: list[Given]) -> list[object]:
    return [one.document["text"] if one.document else one.fault for one in given]


def test_lines_of_any_length_are_read_one_by_one(lines: Path) -> None:
    given = _read(lines)
    fault = f"a line of more than {LONGEST_LINE:,} bytes"
    assert _texts(given) == ["a", fault, "b", "not an object but list", "c"]
    assert [one.place.split()[-1] for one in given] == ["1", "3", "4", "5", "6"]


def test_standard_input_is_read_like_a_file(lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\n \n" + lines.read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert _texts(_read("-")) == _texts(_read(lines))


@pytest.mark.parametrize("body", [b"", b"\n\n", b"\n a {\n", b" text\n{}\n"])
def test_a_text_on_standard_input_is_unchanged(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body)))
    assert _texts(_read("-")) == [body.decode()]


def test_a_text_that_is_too_long_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 41)
    (given,) = _read(tmp_path / "long.txt")
    assert given.fault == "too many bytes; a text has at most 10 characters"
    stream = io.BytesIO(b"x\n" * 1_000_000)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    (given,) = _read("-")
    assert given.fault == "too many bytes; a text has at most 10 characters"


def test_a_folder_gives_the_files_below_it(tmp_path: Path) -> None:
    for name in ("b/x.txt", "b/.y.txt", "a.txt", ".git/config", "c/d/e/f.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("12345")
    (tmp_path / "empty").mkdir()
    found = [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)]
    assert found == ["a.txt", "b/x.txt", "c/d/e/f.txt"]
    assert size_of([str(tmp_path)]) == 15
    assert size_of([str(tmp_path / "none")]) is None
    assert size_of(["-"]) is size_of([]) is None
    assert _texts(_read(tmp_path / "empty")) == []


def test_the_sizes_of_documents_are_those_of_their_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a"}) + "\n" + json.dumps([]) + "\n")
    (tmp_path / "b.txt").write_text("ä")
    (tmp_path / "c.html").write_text("<html>")
    given = _read(tmp_path)
    assert sum(one.size for one in given) == size_of([str(tmp_path)])


def test_a_page_without_an_address_has_none() -> None:
    document = page_document(story(1, damaged=7).encode())
    assert document["url"] is None
    assert document["title"] == "Bridge 1 closed after flood"
    assert str(document["text"]).count("Bridge 1 closed after flood") == 1


def test_a_batch_is_a_hundred_small_documents_or_a_few_long_ones() -> None:
    small = [Given(str(n), {}, size=1) for n in range(250)]
    assert [len(batch) for batch in batches(small)] == [100, 100, 50]
    long = [Given(str(n), {}, size=2_000_000) for n in range(7)]
    assert [len(batch) for batch in batches(long)] == [3, 3, 1]
    assert list(batches([])) == []


def test_a_batch_is_limited_by_its_text_not_by_its_compressed_size() -> None:
    packed = [Given(str(n), {"text": "x" * 2_000_000}, size=50) for n in range(4)]
    assert [len(batch) for batch in batches(packed)] == [3, 1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.html"])
def test_a_compressed_file_is_read_like_its_content(tmp_path: Path, name: str) -> None:
    bodies = {
        "a.jsonl": b'{"text": "a"}\n{"text": "b"}\n',
        "a.txt": b"He left.",
        "a.html": story(1, 7).encode(),
    }
    (tmp_path / name).write_bytes(bodies[name])
    half = len(bodies[name]) // 2
    members = gzip.compress(bodies[name][:half]) + gzip.compress(bodies[name][half:])
    packed = tmp_path / f"{name}.GZ"
    packed.write_bytes(members)
    given = _read(packed)
    assert _texts(given) == _texts(_read(tmp_path / name))
    assert sum(one.size for one in given) == len(members)


@pytest.mark.parametrize("name", ["a.json", "a.txt", "pushed", "a.JSONL.bak", "a.txt.gz"])
def test_json_lines_are_known_by_their_content(tmp_path: Path, name: str) -> None:
    lines = b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}\n'
    (tmp_path / name).write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    assert _texts(_read(tmp_path / name)) == ["a", "b"]


def test_a_text_with_a_brace_inside_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('He left.\n{"text": "a"}\n')
    assert len(_read(tmp_path / "a.txt")) == 1


def test_lines_before_the_cut_of_a_compressed_file_are_kept(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d"}\n' % number for number in range(9))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-12])
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines) + b"more")
    for given in (_read(tmp_path / "a.jsonl.gz"), _read(tmp_path / "b.jsonl.gz")):
        *before, fault = given
        assert [one.document for one in before] == [{"text": f"{n}"} for n in range(len(before))]
        assert fault.place.endswith(f".jsonl.gz line {len(before) + 1}")
        assert fault.fault
        assert fault.fault.startswith("not read on: ")
    assert len(before) == 9
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"He left.")[:-4])
    (given,) = _read(tmp_path / "c.txt.gz")
    assert given.document is None


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = b'{"text": "a"}\n'
    bad = (
        (b'{"text": "caf\xe9"}', "not UTF-8 (byte 13 is 0xe9); convert it first"),
        (b'{"text": "a\0"}', "a binary file, not a text"),
        (b'{"text": "a",}', "not JSON: Expecting property name enclosed in double quotes at"),
        (b"[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "not JSON: Exceeds the limit"),
        (b'"\x1b[2Ja', "not JSON: Invalid control character"),
    )
    (tmp_path / "a.jsonl").write_bytes(good + b"".join(line + b"\n" + good for line, _ in bad))
    given = _read(tmp_path / "a.jsonl")
    assert [one.document is not None for one in given] == [True, *[False, True] * len(bad)]
    for one, (_, words) in zip(given[1::2], bad, strict=True):
        assert words in str(one.fault)
    assert given[1].place == f"{tmp_path}/a.jsonl line 2"


def test_a_text_in_utf_16_is_reported_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Left.".encode("utf-16"))
    (given,) = _read(tmp_path / "a.txt")
    assert given.fault == "UTF-16, not UTF-8; convert it first, as with iconv -f UTF-16 -t UTF-8"


def test_an_unreadable_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    # It can be opened, but every read is an error, for root too.
    (tmp_path / "a.jsonl").symlink_to("/proc/self/mem")
    (tmp_path / "b.txt").symlink_to("/proc/self/mem")
    (tmp_path / "c.txt").write_text("c")
    lines, text, other = _read(tmp_path)
    assert (lines.place, lines.fault) == (
        f"{tmp_path}/a.jsonl line 1",
        "not read on: Input/output error",
    )
    assert (text.place, text.fault) == (f"{tmp_path}/b.txt", "Input/output error")
    assert _texts([other]) == ["c"]
    (long,) = _read("x" * 5_000)
    assert long.fault == "File name too long"


def test_control_characters_in_a_file_name_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_text("")
    (given,) = _read(tmp_path)
    assert given.place == f"{tmp_path}/a\ufffd[2J.txt"
