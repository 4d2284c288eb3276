"""`reportedly up`: everything on this machine, by one command."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer
from sqlalchemy import Engine

import migrations
from db import lookup
from db.session import engine_for, reading
from seeds.loader import load_articles, load_feeds
from worker import jobs, log
from worker.cli import hints
from worker.cli.run.progress import Progress
from worker.cli.screen import counted, err, out
from worker.clock import now
from worker.run import solo
from worker.run.programs import FlowerDoor, flower, programs
from worker.run.supervisor import Supervisor
from worker.settings import Settings, load_settings

_SECONDS_BETWEEN_LOOKS = 0.5


def up(
    *,
    once: Annotated[bool, typer.Option("--once", help="Process what is due, then exit.")] = False,
    with_flower: Annotated[
        bool, typer.Option("--flower", help="Show the workers in Flower, on loopback.")
    ] = False,
    no_feeds: Annotated[
        bool, typer.Option("--no-feeds", help="Poll nothing: process only what is pushed.")
    ] = False,
) -> None:
    """Start everything on this machine; Ctrl-C ends it cleanly.

    The schema is brought up to date, a Redis found or started, workers and beat started, the seed
    article and feeds accepted once. Without a terminal every event is a log line.
    """
    settings = load_settings()
    if no_feeds:
        settings = settings.model_copy(update={"poll": False})
    supervisor = Supervisor(settings, quiet=err.is_terminal)
    if not err.is_terminal:
        log.configure(level=logging.INFO)
    with _stop_on_term(), supervisor.alone():
        engine = engine_for(settings.database)
        migrations.upgrade(engine)
        log.event(log.SCHEMA_READY, database=engine.url.render_as_string(hide_password=True))
        progress = Progress(engine)
        try:
            _run(supervisor, engine, settings, progress, once=once, with_flower=with_flower)
        except KeyboardInterrupt:
            progress.end()
            if once:
                raise
            out.print("stopping; what waits is kept and goes on at the next start")
        progress.end()
    log.event(log.UP_STOPPED)
    _print_summary(engine, settings)


def _run(
    supervisor: Supervisor,
    engine: Engine,
    settings: Settings,
    progress: Progress,
    *,
    once: bool,
    with_flower: bool,
) -> None:
    server = supervisor.find_broker()
    jobs.sweep(engine)
    load_articles(engine, settings)
    if settings.poll:
        load_feeds(engine)
    if server is None:
        out.print("no Redis can be had: this one process does the work, from the ledger")
        solo.drain(engine, settings, once=once, progress=progress.update)
        return
    wanted = programs(settings, events=with_flower)
    if with_flower:
        program, door = flower()
        wanted.append(program)
        _print_door(door)
    supervisor.start(wanted)
    if err.is_terminal:
        out.print(
            f"started with {server} and {settings.processes} extraction processes; "
            f"their lines are in {settings.home / 'logs'}",
            markup=False,
            style="dim",
        )
    hints.sweep(engine, settings)
    while not (once and jobs.drained(engine, settings)):
        supervisor.keep()
        progress.update()
        time.sleep(_SECONDS_BETWEEN_LOOKS)


@contextmanager
def _stop_on_term() -> Iterator[None]:
    """Let TERM, which service managers send, end `up` as Ctrl-C does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before: Callable[[int, FrameType | None], object] | int | None
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print_door(door: FlowerDoor) -> None:
    out.print(f"Flower: {door.address}  user reportedly  password {door.password}", markup=False)


def _print_summary(engine: Engine, settings: Settings) -> None:
    with reading(engine) as connection:
        counts = lookup.stats.counts(connection, now=now())
    out.print(
        f"{counted(counts['articles'], 'article')}, {counted(counts['claims'], 'claim')}, "
        f"{counted(counts['jobs_pending'], 'job')} waiting, {counts['jobs_dead']} dead"
    )
    out.print(f"the ledger is {engine.url.render_as_string(hide_password=True)}", markup=False)
    if settings.database_url is None:
        out.print(f"(REPORTEDLY_HOME is {settings.home})", markup=False, style="dim")
    out.print("look further:")
    out.print("  reportedly articles          what is in it")
    out.print("  reportedly show ARTICLE      one text with its claims")
    out.print("  reportedly claims            who said what; --voice, --factuality, --property")
    out.print("  reportedly why CLAIM         the proof of one claim")
    if counts["jobs_pending"]:
        out.print("  reportedly jobs              what waits, and why it was put back")
    if counts["jobs_dead"]:
        out.print("  reportedly jobs --state dead what was given up, and why")
