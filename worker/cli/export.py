"""`reportedly export`: what the ledger has, for other programs; one function a format."""

import typer

from db import lookup
from db.session import reading
from worker.cli.opening import open_ledger
from worker.cli.screen import print_json
from worker.export.copies import relation_fields
from worker.settings import load_settings

app = typer.Typer(
    name="export",
    help="Write what the ledger has for other programs, as JSON lines.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def _no_options() -> None:
    """Take no options: Typer makes a group of an application that has this."""


@app.command("copies")
def export_copies() -> None:
    """Print every relation, a line each, under the ids with which the articles were accepted."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        for each in lookup.copies.relations(connection):
            print_json(relation_fields(each))
