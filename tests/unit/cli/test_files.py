"""What is named on the command line, as documents: lines of any length, folders, batches."""

import io
import json
from pathlib import Path

import pytest

from tests.news import story
from worker.cli.accept import batches
from worker.cli.files import Given, files_below, page_document, read_given, size_of

LONGEST_LINE = 1_000_000 + 12 * 10


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of JSON lines, with one in its middle that is longer than any may be."""
    file = tmp_path / "a.jsonl"
    long = '{"text": "' + "x" * 3 * LONGEST_LINE + '"}'
    file.write_text(f'\ufeff{{"text": "a"}}\r\n\n{long}\n{{"text": "b"}}\n[]\n{{"text": "c"}}')
    return file


def _read(*names: str | Path) -> list[Given]:
    return list(read_given([str(name) for name in names], max_characters=10))


def _texts(given: list[Given]) -> list[object]:
    return [one.document["text"] if one.document else one.fault for one in given]


def test_lines_are_read_one_by_one_whatever_their_length(lines: Path) -> None:
    given = _read(lines)
    fault = f"a line of more than {LONGEST_LINE:,} bytes"
    assert _texts(given) == ["a", fault, "b", "not an object but list", "c"]
    assert [one.place.split()[-1] for one in given] == ["1", "3", "4", "5", "6"]


def test_standard_input_is_read_as_the_file_is(
    lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\n \n" + lines.read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert _texts(_read("-")) == _texts(_read(lines))


@pytest.mark.parametrize("body", [b"", b"\n\n", b"\n a {\n", b" text\n{}\n"])
def test_a_text_on_standard_input_is_as_it_was(
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


def test_the_files_below_a_folder(tmp_path: Path) -> None:
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
