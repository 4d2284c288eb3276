"""What each body costs each reader, in a process of its own: how many times a plain one's, memory.

usage: python -m tests.cost.processes cases [NAME ...] | planted | growth

Prints one JSON object a line. Every process is forked from one in which all readers are loaded,
so that neither loading nor the body before counts.
"""

import gc
import json
import math
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.cost.plain import SIZES, size_near
from tests.cost.ratio import TRIES, seconds, times
from tests.cost.readers import CASES, READERS, Read
from worker.errors import RejectedError

DAY = 86_400
MOST_GROWTH = 8
"""Four times the size costs four times as much where all is well, and sixteen times squared."""
PLANTED = re.compile(rb" +x")
BLANKS = 80_000
"""Over so many the planted expression goes three billion times."""


@dataclass(frozen=True)
class Cost:
    """The CPU time of a reading, the megabytes it took more than before, and its end.

    `end` is the type of what was read, `RejectedError: reason`, "given up", or the bug.
    """

    seconds: float
    megabytes: float
    end: str


def cost(read: Read, body: bytes, *, patience: float = DAY) -> Cost:
    """What a reading costs in a process of its own, given up after so many seconds of CPU."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            whole = math.ceil(patience)
            resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.write(into, json.dumps(asdict(_cost(read, body))).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        return Cost(**json.loads(told))
    given_up = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return Cost(math.inf, 0, "given up" if given_up else f"bug: it ended with status {status}")


def _cost(read: Read, body: bytes) -> Cost:
    ends: list[str] = []

    def reading() -> None:
        try:
            ends.append(type(read(body)).__name__)
        except RejectedError as error:
            ends.append(f"RejectedError: {error}")
        except Exception as error:  # noqa: BLE001 - it is told, and fails the test
            ends.append(f"bug: {type(error).__name__}: {error}")

    before = _peak()
    taken = seconds(reading)
    return Cost(taken, round(_peak() - before), ends[0][:200])


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def plain_seconds(reader: str, size: int) -> float:
    """The seconds that a well-formed body of a size takes."""
    of = READERS[reader]
    return cost(of.read, of.plain(size)).seconds


known = cache(plain_seconds)


def compared(
    reader: str, body: bytes, read: Read, *, most: float, tries: int = TRIES
) -> dict[str, object]:
    """What a body costs with `read` beside a well-formed one of about its size with a reader."""
    size = size_near(len(body))
    before = known(reader, size)
    told: list[Cost] = []

    def costly() -> float:
        # Twice: a process that is only just beyond the bound may have been kept from its work.
        told.append(cost(read, body, patience=2 * most * before))
        return told[-1].seconds

    ratio = times(
        costly, lambda: plain_seconds(reader, size), most=most, known=before, tries=tries
    )
    return {"reader": reader, **asdict(told[-1]), "times": ratio}


def cases(*names: str) -> Iterator[dict[str, object]]:
    """What each body costs each of its readers; all bodies without a name."""
    for name in names or CASES:
        body = CASES[name].make()
        for reader, most in CASES[name].most.items():
            told = compared(reader, body, READERS[reader].read, most=most)
            yield {"body": name, "bytes": len(body), **told}


def planted() -> Iterator[dict[str, object]]:
    """What readers cost in which something goes over a run of blanks once from each of them."""
    for reader, of in READERS.items():
        read = _with_plant(of.read)
        yield compared(reader, _blanks(BLANKS), read, most=of.densest, tries=1)


def _with_plant(read: Read) -> Read:
    return lambda body: (PLANTED.search(body), read(body))


def growth() -> Iterator[dict[str, object]]:
    """How many times what a quarter costs the longest body costs that is read to its end."""
    for reader, of in READERS.items():
        yield {"reader": reader, "times": _growth(of.read, of.plain, of.whole)}
    yield {"reader": "planted", "times": _growth(PLANTED.search, _blanks, BLANKS // 2, tries=1)}


def _growth(read: Read, make: Callable[[int], bytes], whole: int, *, tries: int = TRIES) -> float:
    bodies = make(whole), make(whole // 4)
    costly, plain = (lambda body=body: cost(read, body).seconds for body in bodies)
    return times(costly, plain, most=MOST_GROWTH, tries=tries)


def _blanks(size: int) -> bytes:
    return b" " * size


def measured(command: str, *names: str) -> list[dict[str, Any]]:
    """What a command prints, started from nothing."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, command, *names],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def main(command: str, *names: str) -> None:
    """Print what a command measures."""
    for of in READERS.values():  # each loads something at its first body
        seconds(lambda of=of: of.read(of.plain(SIZES[0])))
    gc.freeze()  # what the forks never change they need not copy
    for told in COMMANDS[command](*names):
        sys.stdout.write(f"{json.dumps(told)}\n")


COMMANDS: dict[str, Callable[..., Iterator[dict[str, object]]]] = {
    "cases": cases,
    "planted": planted,
    "growth": growth,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
