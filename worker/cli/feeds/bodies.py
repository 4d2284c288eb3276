"""`reportedly feeds body`: the raw bytes of an attempt."""

import sys
from typing import Annotated

import typer

from db import lookup
from db.session import reading
from worker.cli.opening import open_ledger
from worker.errors import RejectedError
from worker.settings import load_settings


def body(
    sha256: Annotated[str, typer.Argument(help="The body_hash of an attempt, from show --json.")],
) -> None:
    """Write the raw bytes of an attempt, as the server sent them, to standard output."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        kept = lookup.fetches.body(connection, sha256)
    if kept is None:
        raise RejectedError(f"no body {sha256} is kept; REPORTEDLY_KEEP_DAYS says for how long")
    sys.stdout.buffer.write(kept)
