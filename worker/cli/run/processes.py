"""`reportedly worker`, `beat` and `flower`: single processes, for composition and services."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from worker.cli.screen import out
from worker.queues import Worker
from worker.run.programs import LOOPBACK, Program, beat_program, flower, worker_programs
from worker.settings import load_settings


def worker(
    which: Annotated[Worker, typer.Argument(help="What it does: fetch (and accept), or extract.")],
    *,
    events: Annotated[bool, typer.Option("--events", help="Tell Flower what it does.")] = False,
) -> None:
    """Run one worker in this terminal: fetching waits in threads, extraction computes."""
    _become(worker_programs(load_settings(), events=events)[which])


def beat() -> None:
    """Run the beat, which looks for lost and due work; one is enough, a second does no harm."""
    _become(beat_program(load_settings()))


def flower_command(
    *,
    port: Annotated[int, typer.Option(help="Another one is taken if it is not free.")] = 5555,
    address: Annotated[
        str, typer.Option(help="Leave it on loopback: a part of Flower asks for no password.")
    ] = LOOPBACK,
) -> None:
    """Run Flower on loopback, with a password that is made and printed once."""
    program, door = flower(port, address)
    out.print(f"Flower: {door.address}  user reportedly  password {door.password}", markup=False)
    _become(program)


def _become(program: Program) -> NoReturn:
    """Go on as the Celery command: signals and service managers then reach it directly."""
    sys.stdout.flush()
    environment = {**os.environ, **program.environment}
    os.execve(program.arguments[0], program.arguments, environment)  # noqa: S606 - no shell
