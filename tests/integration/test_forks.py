"""A command that is run as a fork ends like one in a new process."""

import subprocess
import sys

import pytest

from tests.forks import Forks


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("feeds", "add", "nonsense"), ("parse", "-", "--json"), ("jobs", "x")],
)
def test_a_forked_command_ends_like_a_program(forks: Forks, arguments: tuple[str, ...]) -> None:
    given = b"PORT ARLEN -- Two divers were rescued, a doctor said.\n"
    started = subprocess.run(
        [sys.executable, "-m", "worker", *arguments], input=given, capture_output=True, check=False
    )
    forked = forks.run("worker", *arguments, given=given)
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        started.returncode,
        started.stdout.decode(),
        started.stderr.decode(),
    )


def test_standard_input_may_be_read_or_left_unread(forks: Forks) -> None:
    lines = b"two lines\n" * 500_000
    assert forks.run("base64", given=lines).stdout.count("dHdvIGxpbmVz") > 100_000
    assert "Python" in forks.run("sysconfig", given=lines).stdout
    assert forks.run("base64").stdout == ""


def test_a_command_over_its_time_is_killed_and_the_next_one_runs(forks: Forks) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forks.run("timeit", "-n1", "-r1", "import time; time.sleep(60)", seconds=0.5)
    assert forks.run("platform").returncode == 0
