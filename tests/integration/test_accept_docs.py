"""The examples of docs/accept.md work exactly as written."""

import gzip
import json
import re
from pathlib import Path

import pytest
from celery import Celery

from tests.articles import article
from tests.conftest import ROOT, PrivateRedis, Reportedly
from tests.news import story
from worker.accept import accept

GUIDE = (ROOT / "docs" / "accept.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert found, language
    return found[1]


def test_the_celery_example_sends_a_document(redis_server: PrivateRedis) -> None:
    program = _block("python").replace("redis://host:6379/0", redis_server.url)
    assert redis_server.url in program
    exec(compile(program, "docs/accept.md", "exec"), {})  # noqa: S102 - our own example
    with Celery(broker=redis_server.url).connection() as connection:
        queue = connection.SimpleQueue("celery")
        message = queue.get(timeout=10)
        message.ack()
        queue.close()
    assert message.headers["task"] == "reportedly.accept"
    (document,), *_ = message.payload
    taken = accept(document, max_characters=1_000)
    assert (taken.source_key, taken.byline) == ("id:wire/4711", "Ada Brenner, Tom Reyes")


def test_the_json_lines_example_is_two_texts_of_one_article() -> None:
    lines = [json.loads(line) for line in _block("json").splitlines()]
    first, second = (accept(line, max_characters=1_000) for line in lines)
    assert first.source_key == second.source_key == "id:4711"
    assert first.text != second.text
    assert second.notice == "correction"


def test_the_example_commands_accept_their_files(
    reportedly: Reportedly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=":")
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("He left, she said.")
    Path("page.html").write_text(story(1, 7))
    Path("pushed.jsonl").write_text(_block("json"))
    Path("folder").mkdir()
    Path("folder", "a.txt").write_text("She left, he said.")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + story(2, 7).encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(answer)}\r\n\r\n"
    Path("crawl.warc.gz").write_bytes(gzip.compress(head.encode() + answer + b"\r\n\r\n"))

    last_lines = []
    for line in _block("sh").splitlines():
        command = re.sub(r".*?\breportedly ", "", line.partition("#")[0]).split()
        given = json.dumps(article(3)) if command[-1] == "-" else None
        ended = reportedly(*command, given=given)
        assert ended.returncode == 0, ended.stderr
        last_lines.append(ended.stdout.splitlines()[-1])
    assert last_lines == ["2 new", "1 new", "1 new, 1 new revisions", "1 new", "1 new"]
