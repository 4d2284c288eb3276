"""`reportedly reprocess`: extract again, with the extractor as it is now."""

from typing import Annotated

import typer

from worker.cli.ledger import open_ledger
from worker.cli.screen import out
from worker.errors import SetupError
from worker.extract.identity import identity
from worker.pipeline import reprocess_all
from worker.settings import load_settings


def reprocess(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every revision in the ledger.")
    ] = False,
) -> None:
    """Extract again, with the extractor as it is now.

    A second run is made beside the first; when it is done, it is shown instead.

    The runs that are there stay. Where the extractor has not changed, nothing is added.
    """
    if not everything:
        raise SetupError("say what: `reportedly reprocess --all`")
    settings = load_settings()
    extractor = identity(settings.model)
    queued = reprocess_all(open_ledger(settings), settings)
    name = f"{extractor.name} {extractor.version} ({extractor.config_hash[:12]})"
    if not queued:
        out.print(f"nothing to do: every revision shows the run of {name}, or waits for it")
        return
    out.print(f"{len(queued)} queued for {name}")
    from worker.queueing import MOST_HINTS, hint  # noqa: PLC0415 - Celery only when needed

    if not hint(queued[:MOST_HINTS]):
        out.print("no broker answers: `reportedly up` does them; `up --once` does them and leaves")
