"""`reportedly up` and `reportedly migrate`: everything on this machine, by one command."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer
from rich.live import Live
from rich.text import Text
from sqlalchemy import Engine

import migrations
from db.lookup import jobs as job_lookup
from db.lookup import stats
from db.session import engine_for, reading
from seeds.loader import load_seeds
from worker import jobs, log, solo
from worker.cli.screen import counted, err, out
from worker.clock import now
from worker.settings import Settings, load_settings
from worker.supervisor import FlowerDoor, Supervisor, flower, programs

_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_BETWEEN_LINES = 5.0


def migrate() -> None:
    """Bring the database to the newest schema; safe when several start at once."""
    settings = load_settings()
    changed = migrations.upgrade(engine_for(settings.database))
    out.print("the schema is new" if changed else "the schema was the newest already")


def up(
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then leave.")] = False,
    with_flower: Annotated[
        bool, typer.Option("--flower", help="Show the workers in Flower, on loopback.")
    ] = False,
) -> None:
    """Start everything on this machine: schema, broker, workers, beat. Ctrl-C ends it cleanly."""
    settings = load_settings()
    supervisor = Supervisor(settings, quiet=err.is_terminal)
    if not err.is_terminal:
        log.configure(level=logging.INFO)
    with _stop_on_term(), supervisor.alone():
        engine = engine_for(settings.database)
        migrations.upgrade(engine)
        log.event(log.SCHEMA_READY, database=engine.url.render_as_string(hide_password=True))
        screen = _Screen(engine)
        try:
            _run(supervisor, engine, settings, screen, once=once, with_flower=with_flower)
        except KeyboardInterrupt:
            screen.end()
            if once:
                raise
            out.print("stopping; what waits is kept and goes on at the next start")
        screen.end()
    log.event(log.UP_STOPPED)
    _print_summary(engine, settings)


def _run(
    supervisor: Supervisor,
    engine: Engine,
    settings: Settings,
    screen: "_Screen",
    *,
    once: bool,
    with_flower: bool,
) -> None:
    server = supervisor.find_broker()
    jobs.sweep(engine)
    load_seeds(engine, settings)
    if server is None:
        out.print("no Redis can be had: this one process does the work, from the ledger")
        solo.drain(engine, settings, once=once, progress=screen.update)
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
    from worker import queueing  # noqa: PLC0415 - Celery, now that there is a broker

    queueing.sweep(engine)
    while not (once and _drained(engine)):
        supervisor.keep()
        screen.update()
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _drained(engine: Engine) -> bool:
    with reading(engine) as connection:
        return job_lookup.open_work(connection, now=now()) == 0


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


class _Screen:
    """The progress of a run: a live line on a terminal, a log line now and then elsewhere."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._live = Live(console=err, auto_refresh=False, transient=True)
        self._shown: dict[str, int] = {}
        self._looked = self._told = 0.0
        if err.is_terminal:
            self._live.start()

    def update(self) -> None:
        """Look at the ledger, at most every half second, and show what changed."""
        if time.monotonic() - self._looked < _SECONDS_BETWEEN_LOOKS:
            return
        with reading(self._engine) as connection:
            counts = stats.counts(connection)
        self._looked = time.monotonic()
        if err.is_terminal:
            self._live.update(self._line(counts), refresh=True)
        elif counts != self._shown and time.monotonic() - self._told > _SECONDS_BETWEEN_LINES:
            self._told, self._shown = time.monotonic(), counts
            log.event(log.PROGRESS, **_short(counts))

    def end(self) -> None:
        """Take the live line away."""
        self._live.stop()

    @staticmethod
    def _line(counts: dict[str, int]) -> Text:
        words = "  ".join(f"{name} {count:,}" for name, count in _short(counts).items())
        return Text(f"{words}   (Ctrl-C stops)", style="bold", overflow="ellipsis", no_wrap=True)


def _short(counts: dict[str, int]) -> dict[str, int]:
    return {
        "articles": counts["articles"],
        "claims": counts["claims"],
        "waiting": counts["jobs_pending"],
        "working": counts["jobs_leased"],
        "dead": counts["jobs_dead"],
    }


def _print_door(door: FlowerDoor) -> None:
    out.print(f"Flower: {door.address}  user reportedly  password {door.password}", markup=False)


def _print_summary(engine: Engine, settings: Settings) -> None:
    with reading(engine) as connection:
        counts = stats.counts(connection)
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
