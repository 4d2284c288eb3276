"""Bad input of any kind: a clear error or an empty answer, never a traceback."""

import json
from pathlib import Path

import pytest

from tests.conftest import Reportedly

BAD_FILES = {
    "binary": (b"\x7fELF\x00\x01\x02", "this is a binary file"),
    "latin-1": ("Präsident sagte".encode("latin-1"), "not UTF-8 (byte 2 is 0xe4)"),
    "50 MB of one line": (b"word " * 10_000_000, "characters"),
}


@pytest.mark.parametrize("command", ["accept", "extract"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_binary_file_gives_a_one_line_error(
    reportedly: Reportedly, tmp_path: Path, command: str, kind: str
) -> None:
    body, words = BAD_FILES[kind]
    path = tmp_path / "given.txt"
    path.write_bytes(body)
    ended = reportedly(command, str(path))
    assert ended.returncode == 1
    assert words in ended.stderr
    assert ended.stderr.count("\n") == 1
    from_pipe = reportedly(command, "-", given=body)
    assert (from_pipe.returncode, from_pipe.stderr.count("\n")) == (1, 1)


def test_an_overlong_field_of_a_json_line_is_named(reportedly: Reportedly) -> None:
    ended = reportedly("extract", "-", given=json.dumps({"text": "word " * 400_000}))
    assert ended.returncode == 1
    assert "text: 2,000,000 characters; the limit is 1,000,000" in ended.stderr


@pytest.mark.parametrize("text", ["", "\n \t\n", "Unemployment Inflation Growth", '"He said "x'])
def test_a_text_without_claims_gives_an_empty_answer(reportedly: Reportedly, text: str) -> None:
    ended = reportedly("extract", "-", given=text)
    assert (ended.returncode, ended.stderr) == (0, "")
    answer = json.loads(ended.stdout)
    for claim in answer["claims"]:
        spans = [answer["text"][start:end] for start, end in claim["evidence"]]
        assert spans == claim["evidence_text"]


def test_an_empty_file_is_not_accepted(reportedly: Reportedly, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    ended = reportedly("accept", str(path))
    assert ended.returncode == 1
    assert "text: missing or blank" in ended.stderr


def test_an_unknown_setting_suggests_the_closest_name(reportedly: Reportedly) -> None:
    ended = reportedly("stats", REPORTEDLY_PROCESES="2")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert (
        "unknown setting REPORTEDLY_PROCESES; did you mean REPORTEDLY_PROCESSES?" in ended.stderr
    )


def test_an_invalid_value_of_a_setting_is_named(reportedly: Reportedly) -> None:
    ended = reportedly("stats", REPORTEDLY_PROCESSES="many")
    assert ended.returncode == 2
    assert "REPORTEDLY_PROCESSES=many" in ended.stderr


@pytest.mark.parametrize("command", [("extract", "-"), ("accept", "-"), ("reprocess", "--all")])
def test_a_wrong_model_name_gives_advice(reportedly: Reportedly, command: tuple[str, ...]) -> None:
    ended = reportedly(*command, given="He left.", REPORTEDLY_MODEL="en_core_web_xl")
    assert ended.returncode == 2
    assert "en_core_web_xl" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", [("show", "a999"), ("why", "c999")])
def test_a_missing_article_or_claim_is_reported(
    reportedly: Reportedly, command: tuple[str, ...]
) -> None:
    ended = reportedly(*command)
    assert ended.returncode == 1
    assert "lists them" in ended.stderr


def test_reading_an_unmigrated_database_does_not_change_it(
    reportedly: Reportedly, database_url: str
) -> None:
    looked = reportedly("stats", DATABASE_URL=database_url)
    assert looked.returncode == 2
    assert "run `reportedly migrate`" in looked.stderr
    assert reportedly("migrate", DATABASE_URL=database_url).returncode == 0
    assert reportedly("stats", DATABASE_URL=database_url).returncode == 0


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite:////proc/none/x.db"])
def test_an_invalid_database_address_is_reported(reportedly: Reportedly, url: str) -> None:
    ended = reportedly("stats", DATABASE_URL=url)
    assert ended.returncode == 2
    assert "DATABASE_URL" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["stats", "up"])
def test_a_home_that_cannot_be_created_is_reported(reportedly: Reportedly, command: str) -> None:
    ended = reportedly(command, REPORTEDLY_HOME="/proc/none")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "set REPORTEDLY_HOME" in ended.stderr
