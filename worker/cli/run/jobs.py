"""`reportedly jobs`: the work that is queued, running, or was given up."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from db import lookup, persist
from db.models.jobs import STATES, State
from db.session import reading, writing
from worker.cli.opening import open_ledger
from worker.cli.screen import out, print_json
from worker.clock import now
from worker.settings import load_settings


def jobs(
    *,
    state: Annotated[State | None, typer.Option(help="Only jobs in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    revive: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="Give a dead job fresh attempts.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the ledger of work, newest first, with the error of what failed."""
    engine = open_ledger(load_settings())
    if revive:
        with writing(engine) as connection:
            revived = persist.jobs.revive(connection, revive, now=now())
        out.print(
            f"{revived} of {len(revive)} revived; running workers pick them up by themselves"
        )
        return
    with reading(engine) as connection:
        found = lookup.jobs.find(connection, state=state, limit=limit)
        counts = lookup.jobs.counts(connection, now=now())
    if as_json:
        print_json([asdict(view) for view in found])
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("id", "kind", "key", "state", "tries", "error"):
        table.add_column(column, overflow="fold")
    for view in found:
        table.add_row(
            str(view.id), view.kind, view.key, view.state, str(view.attempts), view.error or ""
        )
    if found:
        out.print(table)
    out.print(", ".join(f"{counts.get(word, 0)} {word}" for word in ("scheduled", *STATES)))
