"""`reportedly extract --explain`: the output in a terminal and through a pipe."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import SEED
from worker.cli import app
from worker.cli.screen import out

TEXT = """Ana Brandt, the mayor, said on Monday that the bridge might close. She said a prayer.

"It is a disgrace," she said. "Two men were hurt and nobody has told us why."
"""


def _run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["extract", *arguments], input=given)


def _words(result: Result) -> str:
    """The output without its line breaks, which depend on the width."""
    return " ".join(result.stdout.split())


def test_each_sentence_is_explained() -> None:
    ended = _run("--explain", given=TEXT)
    assert ended.exit_code == 0
    shown = _words(ended)
    assert shown.startswith("standard input: 4 sentences, 5 claims steps: divide, quote, parse,")
    for line in (
        "sentence 1, body, 0 to 66 Ana Brandt, the mayor, said on Monday that",
        "frame saying: “said”, by “Ana Brandt” content: “the bridge might close” rule: quoted_or",
        "rejected “said”: no clause or quotation after it",
        'quotation "Two men were hurt and nobody has told us why."',
        "hedged The bridge might close. why: a modal: “might”",
        "speaker Ana Brandt, here “she”: “said”, quoted_or_clause (reporting/content/clauses",
        "speaker Ana Brandt: inherited: the nearest speaker in the paragraph: “said” (sentence 3)",
        "number: 2 person, injured",
    ):
        assert line in shown


@pytest.mark.parametrize("columns", ["40", "72", "200"])
def test_lines_fit_the_width_of_the_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "width", int(columns))
    lines = _run("--explain", str(SEED)).stdout.splitlines()
    body = lines[2:]  # the file's name and the steps are not wrapped
    assert max(map(len, body)) <= min(int(columns), 110)
    assert len(body) > 100
    assert not any(line != line.rstrip() or "\x1b" in line for line in body)


def test_the_example_of_the_docs_is_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "width", 110)
    docs = (SEED.parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
    example = docs.partition("## See why")[2].split("```")[1].strip()
    assert example.startswith("sentence 9")
    assert example in _run("--explain", str(SEED)).stdout


def test_rejected_words_are_listed_with_the_frames() -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in ("Ana Brandt said it ran.", 5, " "))
    ended = _run("--explain", given=lines)
    assert ended.exit_code == 1
    assert "1 sentence, 1 claim" in ended.stdout
    assert "0 sentences, 0 claims" in ended.stdout
    assert "line 2: rejected: text" in ended.stderr


def test_explain_refuses_a_format(tmp_path: Path) -> None:
    ended = _run("--explain", "--format", "claims", str(tmp_path / "not read"))
    assert ended.exit_code == 2
    assert "--explain is for reading and has no --format" in ended.stderr


def test_without_explain_the_answer_is_json() -> None:
    for arguments, key in (([], "claims"), (["--format", "attributions"], "attributions")):
        assert key in json.loads(_run(*arguments, given=TEXT).stdout)
