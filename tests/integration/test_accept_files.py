"""Folders, pages, long files of JSON lines and web archives through `reportedly accept`."""

import fcntl
import gzip
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, func, select

import migrations
from db.models import ArticleRow, JobRow, RevisionRow
from db.session import engine_for, reading
from tests.articles import article
from tests.conftest import Launch, Reportedly
from tests.news import story
from tests.waiting import wait_until
from worker.errors import RejectedError
from worker.flow.articles import Stored
from worker.flow.documents import store_documents
from worker.settings import Settings


def _canonical(number: int) -> str:
    link = f"<link rel=canonical href='https://e.org/story/{number}'>"
    return story(number, damaged=20).replace("<head>", f"<head>{link}")


def _articles(reportedly: Reportedly) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        reportedly("articles", "--unfold", "--json").stdout
    )
    return found


def test_a_folder_means_all_files_below_it_in_order(
    reportedly: Reportedly, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    (folder / "b" / ".git").mkdir(parents=True)
    (folder / "c.txt").write_text(article(3)["text"])
    (folder / "b" / "2.HTM").write_text(_canonical(2))
    (folder / "b" / "1.jsonl").write_text(json.dumps(article(1)))
    (folder / "a.html").write_text(_canonical(0))
    (folder / ".hidden.txt").write_text("Not this.")
    (folder / "b" / ".git" / "config").write_text("Nor this.")
    (folder / "b" / "again").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")

    ended = reportedly("accept", str(folder))
    assert ended.returncode == 0, ended.stderr
    places = [line.split(maxsplit=2)[-1] for line in ended.stdout.splitlines()[:-1]]
    expected = ["a.html", "b/1.jsonl line 1", "b/2.HTM", "c.txt"]
    assert places == [f"{folder}/{name}" for name in expected]
    assert ended.stdout.splitlines()[-1] == "4 new"
    urls = [view["url"] for view in _articles(reportedly)]
    assert urls == [None, "https://e.org/story/2", None, "https://e.org/story/0"]


def test_a_page_is_stored_as_its_article_and_title(reportedly: Reportedly, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(_canonical(1))
    assert reportedly("accept", str(page)).stdout.splitlines()[-1] == "1 new"
    (view,) = _articles(reportedly)
    assert (view["title"], view["published_on"]) == ("Bridge 1 closed after flood", "2025-03-14")
    shown = json.loads(reportedly("show", str(view["key"]), "--json").stdout)
    assert shown["text"].startswith("Bridge 1 closed after flood\n\nThe bridge over the river")
    assert "Subscribe" not in shown["text"]


def test_a_page_without_an_article_is_reported_in_one_line_and_the_others_are_stored(
    reportedly: Reportedly, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.html").write_text("<html><p>Short.")
    (folder / "b.png").write_bytes(b"\x89PNG\0\0")
    (folder / "c.txt").write_text("He left, she said.")
    (folder / "d.html").write_bytes(b"x" * 10_000_001)
    (folder / "e.warc.gz").write_bytes(b"no archive")
    (folder / os.fsdecode(b"f\xff.txt")).write_text("")
    ended = reportedly("accept", str(folder))
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[-1] == "1 new, 5 rejected"
    faults = ended.stderr.splitlines()
    assert f"{folder}/a.html: rejected: no article: " in faults[0]
    assert "binary file" in faults[1]
    assert "a page has at most 10,000,000" in faults[2]
    assert "the archive is broken" in faults[3]
    assert "f\ufffd.txt: rejected: text: missing or blank" in faults[4] or "f?" in faults[4]
    assert "Traceback" not in ended.stderr


def test_many_documents_are_counted_and_only_the_first_are_shown(
    reportedly: Reportedly, tmp_path: Path
) -> None:
    lines = tmp_path / "many.jsonl"
    written = [json.dumps(article(n)) for n in range(250)]
    written[30:30] = ["{}"] * 30
    lines.write_text("\n".join(written))
    ended = reportedly("accept", str(lines))
    assert ended.returncode == 1
    assert len(ended.stdout.splitlines()) == 21
    assert ended.stdout.splitlines()[-1] == "250 new, 30 rejected"
    assert ended.stderr.count(": rejected: ") == 20
    assert "more documents are only counted" in ended.stderr
    assert "more faults are only counted" in ended.stderr
    again = reportedly("accept", str(lines), "--json")
    printed = [json.loads(line) for line in again.stdout.splitlines()]
    assert [one["verdict"] for one in printed].count("seen_again") == 250
    assert printed[30] == {
        "place": f"{lines} line 31",
        "verdict": "rejected",
        "reason": "text: missing or blank; a document needs a text",
    }


def test_a_terminal_shows_a_bar_with_documents_bytes_and_rate(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("\n".join(json.dumps(article(n)) for n in range(200)))
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    command = [sys.executable, "-m", "worker", "accept", str(lines)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=its, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(its)
        shown = b""
        with suppress(OSError):  # how Linux says that the other end is closed
            while read := os.read(ours, 10_000):
                shown += read
        os.close(ours)
    assert process.returncode == 0
    size = lines.stat().st_size / 1000
    assert re.search(rf"200 documents [\d,]+/s .*{size:.1f}/{size:.1f} kB".encode(), shown), shown


def test_an_endless_line_is_one_fault(reportedly: Reportedly) -> None:
    long = '{"text": "' + "word " * 200_000 + '"}'
    lines = f"\n\n{json.dumps(article(1))}\r\n{long}\n{json.dumps(article(2))}"
    ended = reportedly("accept", given=lines, REPORTEDLY_MAX_CHARACTERS="1000")
    assert ended.stdout.splitlines()[-1] == "2 new, 1 rejected"
    assert "line 4: rejected: text: 1,000,000 characters; the limit is 1,000" in ended.stderr
    endless = reportedly("accept", given=lines[:50] + "x" * 3_000_000 + "\n" + lines[:200].strip())
    assert endless.returncode == 1
    assert endless.stderr.count("\n") <= 3


def test_an_interrupted_command_keeps_its_documents_and_the_next_one_continues(
    reportedly: Reportedly,
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "worker", "accept", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n".join(json.dumps(article(n)) for n in range(150)) + "\n")
    process.stdin.flush()
    assert "new" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert stdout.splitlines()[-1] == "100 new"
    assert "stopped; up to standard input line 100 all is kept, and the same command" in stderr
    assert len(_articles(reportedly)) == 50, "of a hundred: so many are listed"
    again = reportedly("accept", given="\n".join(json.dumps(article(n)) for n in range(150)))
    assert again.stdout.splitlines()[-1] == "50 new, 100 seen again"


def test_kills_and_interruptions_in_a_long_file_lose_and_duplicate_nothing(
    reportedly: Reportedly, launch: Launch, settings: Settings, tmp_path: Path
) -> None:
    number = 1_500
    lines = tmp_path / "long.jsonl"
    lines.write_text("\n".join(json.dumps(article(n)) for n in range(number)))
    engine = engine_for(settings.database)
    migrations.upgrade(engine)

    def stored() -> int:
        with reading(engine) as connection:
            return connection.execute(select(func.count(ArticleRow.id))).scalar_one()

    before = 0
    for ending, code in ((signal.SIGKILL, -9), (signal.SIGINT, 130)):
        process = launch("worker", "accept", str(lines))
        wait_until(lambda least=before + 300: stored() >= least, what="some of the lines")
        process.send_signal(ending)
        assert process.wait(30) == code
        before = stored()
        assert before < number
        assert before % 100 == 0, "whole batches"

    ended = reportedly("accept", str(lines))
    assert ended.returncode == 0, ended.stderr
    printed = f"{number - before:,} new, {before:,} seen again"
    assert ended.stdout.splitlines()[-1] == printed
    assert stored() == number
    with reading(engine) as connection:
        for table in (RevisionRow, JobRow):
            assert connection.execute(select(func.count(table.id))).scalar_one() == number
    assert "up to" in (tmp_path / "program.log").read_text()


def test_memory_does_not_grow_with_the_file(launch: Launch, tmp_path: Path) -> None:
    line = json.dumps({"id": "one", "text": "He left, she said. " + "x" * 250_000}) + "\n"
    file = tmp_path / "long.jsonl"
    with file.open("w") as written:
        for _ in range(1200):
            written.write(line)
    process = launch("worker", "accept", str(file))
    most = 0

    def ended() -> bool:
        nonlocal most
        if process.poll() is None:
            most = max(most, psutil.Process(process.pid).memory_info().rss)
        return process.poll() is not None

    wait_until(ended, what="300 MB of JSON lines")
    assert process.returncode == 0
    assert most < 280_000_000, "less than the file itself"


def _record(kind: str, url: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _answer(number: int, status: str, kind: str, body: str) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return _record("response", f"https://e.org/story/{number}", (head + body).encode())


def test_pages_of_web_archives_are_accepted(reportedly: Reportedly, tmp_path: Path) -> None:
    records = (
        _record("request", "https://e.org/story/1", b"GET /story/1 HTTP/1.1\r\n\r\n"),
        _answer(1, "200 OK", "text/html; charset=utf-8", story(1, damaged=7)),
        _answer(2, "200 OK", "image/png", "PNG"),
        _answer(3, "404 Not Found", "text/html", "<html>not here"),
        _answer(4, "200 OK", "text/html", "<html><p>Short."),
    )
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    (tmp_path / "b.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    ended = reportedly("accept", str(tmp_path / "a.warc"))
    assert ended.stdout.splitlines()[-1] == "1 new, 1 rejected, 3 passed over"
    assert "a.warc record 5, https://e.org/story/4: rejected: no article" in ended.stderr
    again = reportedly("accept", str(tmp_path / "b.warc.gz"))
    assert again.stdout.splitlines()[-1] == "1 seen again, 1 rejected, 3 passed over"
    (view,) = _articles(reportedly)
    assert view["url"] == "https://e.org/story/1"

    broken = tmp_path / "c.warc.gz"
    broken.write_bytes((tmp_path / "b.warc.gz").read_bytes()[:-30])
    cut = reportedly("accept", str(broken))
    assert "Traceback" not in cut.stderr
    assert "1 seen again" in cut.stdout


def test_a_batch_is_one_transaction(engine: Engine, settings: Settings) -> None:
    documents = [article(1), {"text": 5}, article(2), article(1)]
    outcomes = store_documents(engine, documents, settings)
    verdicts = [one.verdict if isinstance(one, Stored) else str(one) for one in outcomes]
    assert verdicts == ["new", "text: must be a string, not int", "new", "seen_again"]
    assert isinstance(outcomes[1], RejectedError)
    assert store_documents(engine, [], settings) == []


@pytest.mark.parametrize("name", ["none", "none.jsonl", "none.warc"])
def test_a_missing_file_is_reported(reportedly: Reportedly, tmp_path: Path, name: str) -> None:
    ended = reportedly("accept", str(tmp_path / name))
    assert (ended.returncode, ended.stdout) == (1, "1 rejected\n")
    assert "No such file or directory" in ended.stderr
