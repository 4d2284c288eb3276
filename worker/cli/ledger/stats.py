"""`reportedly stats`: counts of what the ledger has."""

from typing import Annotated

import typer
from rich import box
from rich.table import Table

from db import lookup
from db.session import reading
from worker.cli.opening import open_ledger
from worker.cli.screen import out, print_json
from worker.clock import now
from worker.settings import load_settings


def stats(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False
) -> None:
    """Print counts: articles, claims by factuality, runs, jobs."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        counts: dict[str, object] = {**lookup.stats.counts(connection, now=now())}
        factualities = lookup.stats.factualities(connection)
    if as_json:
        print_json({**counts, "factuality": factualities})
        return
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}")
        if name == "claims":
            for factuality, some in sorted(factualities.items()):
                table.add_row(f"  {factuality}", f"{some:,}")
    out.print(table)
