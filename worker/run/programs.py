"""The programs that a machine runs: a worker for each kind of work, the beat, Flower."""

import secrets
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from worker.errors import SetupError
from worker.queues import READ_BY, Worker
from worker.settings import Settings

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep running: its name, what to start, and what to add to its environment."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowerDoor:
    """The address of Flower, and its password for this run."""

    address: str
    password: str


def programs(settings: Settings, *, events: bool) -> list[Program]:
    """Return what one machine runs: its workers and the beat."""
    return [*worker_programs(settings, events=events).values(), beat_program(settings)]


def worker_programs(settings: Settings, *, events: bool) -> dict[Worker, Program]:
    """Return the workers by name; with `events` they report to Flower what they do.

    Extraction computes, so it has one prefork child a core; fetching waits, in threads.
    """
    pools: dict[Worker, tuple[str, ...]] = {
        "fetch": ("-P", "threads", "-c", str(settings.threads)),
        "extract": ("-P", "prefork", "-c", str(settings.processes)),
    }
    tell = ("-E",) if events else ()
    return {name: _worker(name, *pools[name], *tell) for name in READ_BY}


def beat_program(settings: Settings) -> Program:
    """Return the beat, which regularly asks the workers to look for lost and due work."""
    schedule = settings.home / "run" / "beat-schedule"
    schedule.parent.mkdir(parents=True, exist_ok=True)
    return _celery("beat", "-s", str(schedule), "--pidfile=", name="beat")


def flower(port: int = 5555, address: str = LOOPBACK) -> tuple[Program, FlowerDoor]:
    """Return Flower and how to open it: on loopback, with a new password."""
    password = secrets.token_urlsafe(12)
    free = _free_port(port, address)
    program = _celery("flower", f"--address={address}", f"--port={free}", name="flower")
    # By the environment: an argument could be read by everyone in the list of processes.
    environment = {"FLOWER_BASIC_AUTH": f"reportedly:{password}"}
    door = FlowerDoor(f"http://{address}:{free}", password)
    return Program(program.name, program.arguments, environment), door


def _worker(name: Worker, *options: str) -> Program:
    queues = ",".join(READ_BY[name])
    return _celery(
        "worker", "-n", f"{name}@%h", "--without-mingle", "-Q", queues, *options, name=name
    )


def _celery(*arguments: str, name: str) -> Program:
    return Program(
        name, (sys.executable, "-m", "celery", "-q", "-A", "worker.celery_app", *arguments)
    )


def _free_port(wanted: int, address: str) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((address, port))
            return int(probe.getsockname()[1])
    raise SetupError(f"no port is free on {address} for Flower")
