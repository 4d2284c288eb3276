"""Programs of this environment as separate processes, forked from one that has the imports.

Most of the cost of a short command is the start of Python and the imports. A process that has done
only these forks for each command: the fork has its own memory, environment, streams and
exit code. `python -m tests.forks FILENO` is that process.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from worker.cli.commands import COMMANDS
from worker.cli.feeds import FEEDS

ROOT = Path(__file__).parents[1]
IMPORTED = (
    "spacy",
    "worker.cli",
    *sorted({place.partition(":")[0] for place, _ in (*COMMANDS.values(), *FEEDS.values())}),
    "worker.parse.feeds.syndication",
    "worker.parse.pages.page",
)
"""Celery's application is not imported: it reads the settings, which differ between tests."""

LARGEST = 200_000
"""The size of one request: arguments and environment, in bytes."""


class Forks:
    """Runs modules as `python -m` does, one at a time."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def run(
        self,
        module: str,
        *arguments: str,
        given: bytes | None = None,
        seconds: float = 120,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run a module to its end, `given` on its standard input; return its code and output.

        Raises:
            TimeoutExpired: it took longer and was killed.
        """
        command = [module, *arguments]
        request = json.dumps([str(Path.cwd()), {**os.environ, **environment}, command])
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            with _reading(given) as stdin:
                streams = [stdin, out.fileno(), err.fileno()]
                socket.send_fds(self._channel, [request.encode()], streams)
                code = self._ended(command, seconds)
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(
                command, code, out.read().decode(), err.read().decode()
            )

    def _ended(self, command: list[str], seconds: float) -> int:
        process = int(self._channel.recv(LARGEST))
        self._channel.settimeout(seconds)
        try:
            return int(self._channel.recv(LARGEST))
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            self._channel.settimeout(None)
            self._channel.recv(LARGEST)
            raise subprocess.TimeoutExpired(command, seconds) from None
        finally:
            self._channel.settimeout(None)


@contextmanager
def forking(**environment: str) -> Iterator[Forks]:
    """Keep the forking process while the block runs; `environment` is its environment."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, its:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(its.fileno())],
            cwd=ROOT,
            env={**os.environ, **environment},
            pass_fds=[its.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        its.close()
        yield Forks(ours)
        ours.close()
        process.wait(10)


@contextmanager
def _reading(given: bytes | None) -> Iterator[int]:
    """Return the reading end of a pipe into which `given` is written, or of an empty one."""
    if given is None:
        with Path(os.devnull).open("rb") as nothing:
            yield nothing.fileno()
        return
    end, start = os.pipe()
    writer = threading.Thread(target=_write, args=(start, given))
    writer.start()
    try:
        yield end
    finally:
        os.close(end)
        writer.join()


def _write(start: int, given: bytes) -> None:
    with suppress(BrokenPipeError), open(start, "wb") as pipe:
        pipe.write(given)


def _serve(channel: socket.socket) -> None:
    """Fork for every request and send the process id, then the exit code, until it is closed."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # so that forks share these objects instead of copying them
    while True:
        request, streams, _, _ = socket.recv_fds(channel, LARGEST, 3)
        if not request:
            return
        process = os.fork()
        if process == 0:
            channel.close()
            _become(json.loads(request), streams)
            return
        for stream in streams:
            os.close(stream)
        channel.send(str(process).encode())
        _, status = os.waitpid(process, 0)
        channel.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: list, streams: list[int]) -> None:
    folder, environment, command = request
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
