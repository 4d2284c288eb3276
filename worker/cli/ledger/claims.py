"""`reportedly claims`: claims as a list."""

from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from db import lookup
from db.session import reading
from worker.cli.opening import open_ledger
from worker.cli.screen import (
    chain_words,
    confidence_words,
    factuality_text,
    out,
    print_json,
    quantity_words,
)
from worker.export.claims_gold import claim_fields
from worker.records import Factuality, Property
from worker.settings import load_settings


def claims(  # noqa: PLR0913 - each is an option of the command
    *,
    voice: Annotated[
        str | None, typer.Option(help="A name, or a part of one, anywhere in the chain.")
    ] = None,
    factuality: Annotated[
        Factuality | None, typer.Option(help="Only claims with this factuality.")
    ] = None,
    property: Annotated[  # noqa: A002 - the option is named as the field is
        Property | None, typer.Option(help="Only claims with a number of this kind.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published on this day or later.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words of the statement.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, newest article first.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List claims: what is said, with which factuality, and on whose word."""
    selection = lookup.claims.Selection(
        voice=voice,
        factuality=factuality,
        property=property,
        since=since.date() if since else None,
        words=text,
        limit=limit,
    )
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = lookup.claims.find(connection, selection)
    if as_json:
        print_json([claim_json(view) for view in found])
        return
    for view in found:
        out.print(claim_lines(view))
    if not found:
        out.print("no claims fit; `reportedly stats` counts what there is")


def claim_lines(view: lookup.claims.ClaimView, *, number: int | None = None) -> Text:
    """Return a claim as lists show it: its statement, factuality, voices and numbers."""
    claim = view.claim
    lines = Text(f"[{number}] " if number else "", style="")
    lines.append(view.key, style="bold")
    lines.append("  ")
    lines.append(claim.statement)
    lines.append("\n    ")
    lines.append_text(factuality_text(claim))
    lines.append(confidence_words(claim), style="dim")
    lines.append(f"  {chain_words(claim, view.text)}")
    for quantity in claim.quantities:
        lines.append(f"  | {quantity_words(quantity)}", style="dim")
    return lines


def claim_json(view: lookup.claims.ClaimView) -> dict[str, object]:
    """Return a claim for scripts: where it was found, by which run, and what it says."""
    return {
        "key": view.key,
        "article": view.article_key,
        "revision": view.revision,
        "title": view.title,
        "published": view.published_on,
        "run": view.run_id,
        "extractor": view.extractor,
        "shown": view.shown,
        **claim_fields(view.claim),
    }
