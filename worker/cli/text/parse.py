"""`reportedly parse`: what is read of a feed, a page or a text, and why."""

from typing import Annotated

import typer

from worker.cli.screen import out, print_json
from worker.cli.text.readings import READINGS
from worker.cli.text.sources import source_of
from worker.errors import RejectedError
from worker.parse.kinds import guess_kind
from worker.parse.readers import Kind
from worker.settings import load_settings


def parse(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|URL", help="A file, an address, or - for standard input."),
    ] = "-",
    *,
    kind: Annotated[
        Kind | None,
        typer.Option("--type", help="Read it as this; without it the type is guessed, and shown."),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A private host that may be fetched from."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is read of a feed, a page or a text, and why. Nothing is stored.

    A feed: its entries with the keys that name them. A page: the article's text, title, byline,
    dates and where they were found, address, language, section, the agency it is credited to, and
    its notice of a correction, clarification, update or retraction. A text: its sections; lines
    outside every section are marked with a dash.

    If it cannot be read, one line says why, and the exit code is 1.
    """
    settings = load_settings()
    given = source_of(source, allow or [], settings)
    found, why = guess_kind(given.body, content_type=given.content_type, name=given.place)
    if kind is not None:
        found, why = kind, "as --type says"
    try:
        reading = READINGS[found](given, settings)
    except RejectedError as error:
        hint = "" if kind else "; if it is something else, say so with --type"
        raise RejectedError(f"{given.place}: read as a {found} ({why}): {error}{hint}") from None
    if as_json:
        said = {"type": found, "why": why, "place": given.place}
        print_json({**said, **reading.fields, **said})
        return
    out.print(f"{given.place}: read as a {found}: {why}\n", style="dim", markup=False)
    for line in reading.lines:
        out.print(line, markup=False)
