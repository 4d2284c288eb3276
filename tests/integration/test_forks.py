"""A command that tests run as a fork ends as one that is started from nothing does."""

import subprocess
import sys

import pytest

from tests.forks import Forks


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("feeds", "add", "nonsense"), ("parse", "-", "--json"), ("jobs", "x")],
)
def test_a_fork_ends_as_a_program_does(forks: Forks, arguments: tuple[str, ...]) -> None:
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


def test_what_is_given_is_read_to_its_end_or_not_at_all(forks: Forks) -> None:
    lines = b"two lines\n" * 500_000
    assert forks.run("base64", given=lines).stdout.count("dHdvIGxpbmVz") > 100_000
    assert "Python" in forks.run("sysconfig", given=lines).stdout
    assert forks.run("base64").stdout == ""


def test_what_takes_too_long_is_killed_and_the_next_goes_on(forks: Forks) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forks.run("timeit", "-n1", "-r1", "import time; time.sleep(60)", seconds=0.5)
    assert forks.run("platform").returncode == 0
