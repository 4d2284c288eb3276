"""The one-command run: broker, workers, beat and Flower as processes, started and ended cleanly.

A killed `up` is cleaned up at the next start: processes that it left running are ended first, and
the leases of owners that have ended are freed.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from worker import log
from worker.errors import SetupError
from worker.run import broker
from worker.run.programs import Program
from worker.settings import Settings

TERM_SECONDS, QUIT_SECONDS = 4.0, 9.0
"""Seconds after TERM at which a process that still runs gets QUIT, then KILL: `up` ends in ten."""

_QUICK_DEATHS = 5
_QUICK_SECONDS = 20.0
"""A program that ends so often, each time within so many seconds of its start, stops `up`; not
measured: a worker needs some seconds to start."""


class Supervisor:
    """Keeps the programs of one home running until it is stopped."""

    def __init__(self, settings: Settings, *, quiet: bool) -> None:
        self.settings = settings
        self._quiet = quiet
        self._run = settings.home / "run"
        self._logs = settings.home / "logs"
        self._running: dict[str, tuple[Program, subprocess.Popen[bytes], float]] = {}
        self._deaths: dict[str, int] = {}
        self._broker: subprocess.Popen[bytes] | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lock this home for this process, after ending the processes that a killed `up` left.

        Raises:
            SetupError: another `up` runs on this home.
        """
        for folder in (self._run, self._logs):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise SetupError(
                    f"{folder} cannot be made ({error.strerror}); set REPORTEDLY_HOME to a folder "
                    "of yours"
                ) from None
        with (self._run / "up.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SetupError(
                    f"`reportedly up` already runs on {self.settings.home}; stop it, or set "
                    "REPORTEDLY_HOME to another folder"
                ) from None
            self._end_leftovers()
            try:
                yield
            finally:
                self.stop()

    def find_broker(self) -> str | None:
        """Return where the broker is, started if need be, or None where none can be had.

        Raises:
            SetupError: a configured Redis does not answer, or a private one does not start.
        """
        if broker.answers(self.settings):
            return self.settings.redis_url or "the private Redis that was running"
        if self.settings.redis_url:
            raise SetupError(
                "the Redis at REDIS_URL does not answer; start it, or unset REDIS_URL to use a "
                "private one"
            )
        program = broker.find_server()
        if program is None:
            return None
        self._broker = broker.start_server(self.settings, program)
        self._remember()
        log.event(log.BROKER_STARTED, program=program)
        return program.name

    def start(self, programs: list[Program]) -> None:
        """Start the programs, each in a new session: Ctrl-C reaches `up` alone."""
        for program in programs:
            self._start(program)
        self._remember()

    def keep(self) -> None:
        """Start again what has ended, the private broker first.

        Raises:
            SetupError: a program ends again and again; the message has the end of its log.
        """
        if self._broker is not None and self._broker.poll() is not None:
            log.event(log.PROCESS_ENDED, name="broker", code=self._broker.returncode)
            self._broker = None
            self.find_broker()
        for name, (program, process, started) in list(self._running.items()):
            if process.poll() is None:
                continue
            log.event(log.PROCESS_ENDED, name=name, code=process.returncode)
            quick = time.monotonic() - started < _QUICK_SECONDS
            self._deaths[name] = self._deaths.get(name, 0) + 1 if quick else 1
            if self._deaths[name] >= _QUICK_DEATHS:
                raise SetupError(f"{name} ends again and again:\n{self._log_end(name)}")
            self._start(program)
            self._remember()

    def stop(self) -> None:
        """End everything: TERM, QUIT after 4 s, KILL after 9 s; the broker last."""
        processes = [process for _, process, _ in self._running.values()]
        # TERM to the main process alone: it ends its children when their tasks are done.
        _end(processes)
        self._running.clear()
        if self._broker is not None:
            _end([self._broker])
            self._broker = None
        self._remember()

    def _start(self, program: Program) -> None:
        environment = {
            **os.environ,
            # One child a core: threads of the linear algebra would only get in each other's way.
            "OMP_NUM_THREADS": "1",
            # In a container everything runs as root; Celery says so at length, at every start.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
            "REPORTEDLY_HOME": str(self.settings.home),
            "REPORTEDLY_POLL": str(self.settings.poll),
            **program.environment,
        }
        output = (self._logs / f"{program.name}.log").open("ab") if self._quiet else None
        process = subprocess.Popen(
            program.arguments,
            env=environment,
            stdin=subprocess.DEVNULL,
            # Events go to standard error; what Celery says there besides is for people.
            stdout=output or subprocess.DEVNULL,
            stderr=output or sys.stderr,
            start_new_session=True,
        )
        if output:
            output.close()
        self._running[program.name] = (program, process, time.monotonic())
        log.event(log.PROCESS_STARTED, name=program.name, pid=process.pid)

    def _log_end(self, name: str, lines: int = 15) -> str:
        path = self._logs / f"{name}.log"
        if not self._quiet or not path.exists():
            return "(see its lines above)"
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])

    @property
    def _pids(self) -> Path:
        return self._run / "processes.json"

    def _remember(self) -> None:
        processes = [process for _, process, _ in self._running.values()]
        if self._broker is not None:
            processes.append(self._broker)
        rows = []
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                rows.append([process.pid, psutil.Process(process.pid).create_time()])
        self._pids.write_text(json.dumps(rows))

    def _end_leftovers(self) -> None:
        if not self._pids.exists():
            return
        with suppress(ValueError):
            for pid, started in json.loads(self._pids.read_text()):
                with suppress(psutil.NoSuchProcess):
                    process = psutil.Process(pid)
                    if process.create_time() == started:
                        _kill_tree(process)
        self._pids.unlink()


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    began = time.monotonic()
    for order, until in (
        (signal.SIGTERM, TERM_SECONDS),
        (signal.SIGQUIT, QUIT_SECONDS),
    ):
        for process in processes:
            if process.poll() is None:
                process.send_signal(order)
        while time.monotonic() - began < until:
            if all(process.poll() is not None for process in processes):
                return
            time.sleep(0.05)
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            _kill_tree(psutil.Process(process.pid))
        process.wait()


def _kill_tree(process: psutil.Process) -> None:
    for each in [*process.children(recursive=True), process]:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs([process], timeout=5)
