"""`reportedly up`: one command, everything on this machine, ended cleanly, nothing lost."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.articles import article
from tests.conftest import Launch, Reportedly
from tests.waiting import wait_until


def _stats(reportedly: Reportedly) -> dict[str, int]:
    counts: dict[str, int] = json.loads(reportedly("stats", "--json").stdout)
    return counts


def _processes_of(home: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            # The broker writes its title over its environment; its socket is in its title.
            words = " ".join([process.environ().get("REPORTEDLY_HOME", ""), *process.cmdline()])
            if str(home) in words:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return [process for process in found if process.pid != os.getpid()]


@pytest.fixture
def home() -> Path:
    """The home of this test."""
    return Path(os.environ["REPORTEDLY_HOME"])


def test_once_reads_the_seed_and_leaves(reportedly: Reportedly, home: Path) -> None:
    first = reportedly("up", "--once")
    assert first.returncode == 0, first.stderr
    counts = _stats(reportedly)
    assert counts["articles"] == 1
    assert counts["claims"] > 15
    assert counts["jobs_dead"] == counts["jobs_pending"] == 0
    assert "reportedly show ARTICLE" in first.stdout
    assert not _processes_of(home)
    second = reportedly("up", "--once")
    assert second.returncode == 0
    assert _stats(reportedly) == counts, "a second start adds nothing"


def test_without_a_terminal_every_line_is_an_event(reportedly: Reportedly) -> None:
    lines = reportedly("up", "--once").stderr.splitlines()
    event = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [a-z_]+(\.[a-z_]+)?( [a-z_]+=.*)*")
    odd = [line for line in lines if not event.fullmatch(line)]
    assert not odd
    names = {line.split()[1] for line in lines}
    assert {"schema.ready", "broker.started", "process.started", "run.stored"} <= names


def test_ctrl_c_ends_everything_and_the_next_start_goes_on(
    reportedly: Reportedly,
    launch: Launch,
    home: Path,
    tmp_path: Path,
) -> None:
    # More than are extracted while the statistics are read once, also on a busy machine.
    lines = "\n".join(json.dumps(article(n)) for n in range(600))
    assert "600 new" in reportedly("accept", "-", given=lines).stdout
    up = launch("worker", "up", log="up", REPORTEDLY_PROCESSES="1")
    wait_until(lambda: _stats(reportedly)["runs"] > 3, what="the first articles")
    os.kill(up.pid, signal.SIGINT)
    assert up.wait(60) == 0
    assert not _processes_of(home)
    assert _stats(reportedly)["runs"] < 601, "stopped too late to prove anything"
    assert reportedly("up", "--once").returncode == 0
    counts = _stats(reportedly)
    assert (counts["articles"], counts["runs"], counts["jobs_dead"]) == (601, 601, 0)
    assert "Traceback" not in (tmp_path / "up.log").read_text()


def test_what_a_killed_up_left_is_ended_by_the_next(
    reportedly: Reportedly, launch: Launch, home: Path
) -> None:
    up = launch("worker", "up", log="up")
    wait_until(lambda: _stats(reportedly)["runs"] == 1, what="the seed")
    left = {process.pid for process in _processes_of(home)} - {up.pid}
    os.kill(up.pid, signal.SIGKILL)
    up.wait()
    assert left
    assert reportedly("up", "--once").returncode == 0
    assert not _processes_of(home)


def test_a_private_broker_that_is_killed_is_started_again(
    reportedly: Reportedly, launch: Launch, home: Path
) -> None:
    lines = "\n".join(json.dumps(article(n)) for n in range(150))
    assert "150 new" in reportedly("accept", "-", given=lines).stdout
    launch("worker", "up", log="up", REPORTEDLY_SWEEP_SECONDS="1", REPORTEDLY_PROCESSES="1")
    wait_until(lambda: _stats(reportedly)["runs"] > 3, what="the first articles")
    (server,) = [process for process in _processes_of(home) if "valkey" in process.name()]
    server.kill()
    assert _stats(reportedly)["runs"] < 151, "killed too late to prove anything"
    wait_until(lambda: _stats(reportedly)["runs"] == 151, 120, what="the rest, with a new broker")
    counts = _stats(reportedly)
    assert (counts["articles"], counts["jobs_dead"]) == (151, 0)


def test_a_second_up_on_the_same_home_says_so(
    reportedly: Reportedly, launch: Launch, home: Path
) -> None:
    launch("worker", "up", log="up")
    wait_until((home / "run" / "processes.json").exists, what="the first up")
    second = reportedly("up", "--once")
    assert second.returncode == 2
    assert "already runs" in second.stderr


NO_REDIS = """
from worker import cli
from worker.run import broker
broker.SERVERS, broker.WHEELS = (), {}
cli.main()
"""


def test_without_any_redis_one_process_does_the_same_work(reportedly: Reportedly) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", NO_REDIS, "up", "--once"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "no Redis" in ended.stdout
    counts = _stats(reportedly)
    assert (counts["articles"], counts["runs"]) == (1, 1)
    assert counts["claims"] > 15


def test_flower_is_shown_with_its_password_once(
    launch: Launch, reportedly: Reportedly, tmp_path: Path
) -> None:
    launch("worker", "up", "--flower", log="up")
    wait_until(lambda: "password" in (tmp_path / "up.log").read_text(), what="the password")
    wait_until(lambda: _stats(reportedly)["runs"] == 1, what="the seed, with Flower beside it")
    assert (tmp_path / "up.log").read_text().count("password") == 1


def test_an_unreachable_broker_or_database_is_one_line(reportedly: Reportedly) -> None:
    broker = reportedly("up", "--once", REDIS_URL="redis://127.0.0.1:1/0")
    assert (broker.returncode, broker.stderr.count("\n")) == (2, 2)
    assert "REDIS_URL does not answer" in broker.stderr
    database = reportedly(
        "up", "--once", DATABASE_URL="postgresql://somebody:secret@127.0.0.1:1/none"
    )
    assert database.returncode == 2
    assert "does not answer" in database.stderr
    assert "secret" not in database.stderr
    assert "Traceback" not in database.stderr
