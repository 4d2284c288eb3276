"""`reportedly doctor`: what is wrong with this installation, and what to do."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from sqlalchemy import text

import migrations
from db import lookup
from db.session import engine_for, reading
from worker.cli.screen import out, print_json
from worker.clock import now
from worker.errors import SetupError, TransientError
from worker.extractors import extractor_for
from worker.records import Article
from worker.run import broker
from worker.settings import Settings, load_settings

_GIB = 1024**3
_LITTLE_DISK = 1.0
"""GiB of free disk below which something must be done."""

_CLOCK_SECONDS = 5
"""Seconds between the clocks, above which leases would be lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    words: str


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False
) -> None:
    """Look at settings, database, schema, broker, model, disk and clock; say what to do."""
    settings = load_settings()
    findings = [_looked_at(name, look, settings) for name, look in CHECKS.items()]
    findings.insert(0, Finding("settings", well=True, words="every REPORTEDLY_ name is known"))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            line = Text("well  " if finding.well else "ILL   ", "green" if finding.well else "red")
            line.append(f"{finding.what:9} ", style="bold")
            line.append(finding.words, style="default")
            out.print(line)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def _looked_at(name: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, well=True, words=look(settings))
    except (SetupError, TransientError) as error:
        return Finding(name, well=False, words=str(error))


def _database(settings: Settings) -> str:
    engine = engine_for(settings.database)
    with reading(engine) as connection:
        connection.execute(text("SELECT 1"))
    return engine.url.render_as_string(hide_password=True)


def _schema(settings: Settings) -> str:
    engine = engine_for(settings.database)
    if not migrations.is_current(engine):
        raise SetupError("not the newest; run `reportedly migrate` (`reportedly up` does it)")
    return "the newest"


def _broker(settings: Settings) -> str:
    if broker.answers(settings):
        return "answers"
    if settings.redis_url:
        raise SetupError("the Redis at REDIS_URL does not answer; start it, or unset REDIS_URL")
    program = broker.find_server()
    if program is None:
        return "none can be had: `up` works in one process; install redis-server for more"
    return f"none runs; `up` starts {program}"


def _model(settings: Settings) -> str:
    # An extractor loads what it needs when it first extracts.
    extractor_for(settings).extract(Article(text="", sections=(), source_key=""))
    return settings.model


def _disk(settings: Settings) -> str:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free / _GIB
    if free < _LITTLE_DISK:
        raise SetupError(f"{free:.1f} GiB free at {folder}; make room or move REPORTEDLY_HOME")
    return f"{free:.0f} GiB free at {Path(folder)}"


def _clock(settings: Settings) -> str:
    engine = engine_for(settings.database)
    if engine.dialect.name == "sqlite":
        return f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())}Z"
    with reading(engine) as connection:
        theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    apart = abs((theirs - now()).total_seconds())
    if apart > _CLOCK_SECONDS:
        raise SetupError(
            f"{apart:.0f} s from the database's: leases would be lost; set both by NTP"
        )
    return f"{apart:.1f} s from the database's"


def _work(settings: Settings) -> str:
    engine = engine_for(settings.database)
    if not migrations.is_current(engine):
        return "no ledger yet"
    with reading(engine) as connection:
        counts = lookup.jobs.counts(connection, now=now())
    if counts.get("dead"):
        raise SetupError(f"{counts['dead']} jobs were given up; `reportedly jobs --state dead`")
    return f"{counts.get('pending', 0)} jobs wait, none was given up"


CHECKS: dict[str, Callable[[Settings], str]] = {
    "database": _database,
    "schema": _schema,
    "broker": _broker,
    "model": _model,
    "disk": _disk,
    "clock": _clock,
    "work": _work,
}
"""What is looked at, in this order."""
