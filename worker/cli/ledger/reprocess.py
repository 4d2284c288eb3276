"""`reportedly reprocess`: run the current extractor, or the search for copies, again."""

from collections.abc import Sequence
from typing import Annotated

import typer

from db.session import writing
from worker.cli.hints import hint_first
from worker.cli.opening import open_ledger
from worker.cli.screen import out
from worker.errors import SetupError
from worker.extractors import extractor_for
from worker.flow.copy_recheck import queue_recheck
from worker.flow.reprocess import reprocess_all
from worker.records import Hint
from worker.settings import Settings, load_settings


def reprocess(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every revision in the ledger.")
    ] = False,
    copies: Annotated[
        bool, typer.Option("--copies", help="Look for the copies of every text again instead.")
    ] = False,
) -> None:
    """Extract again with the current extractor, or look for copies again.

    Runs the current extractor next to the stored run, then shows the new run.

    Stored runs are kept. Where the extractor has not changed, nothing is queued.

    Copies are checked with the current rules and the publisher lines learned so far: missed
    copies are linked, and links that no longer hold are removed.
    """
    if everything == copies:
        raise SetupError("say what: `reportedly reprocess --all`, or `--copies`")
    settings = load_settings()
    if copies:
        _recheck_copies(settings)
        return
    extractor = extractor_for(settings).identity
    queued = reprocess_all(open_ledger(settings), settings)
    name = f"{extractor.name} {extractor.version} ({extractor.config_hash[:12]})"
    if not queued:
        out.print(f"nothing to do: every revision shows the run of {name}, or is queued for it")
        return
    out.print(f"{len(queued)} queued for {name}")
    _hint(queued)


def _recheck_copies(settings: Settings) -> None:
    with writing(open_ledger(settings)) as connection:
        queued = queue_recheck(connection)
    if queued is None:
        out.print("nothing to do: a check of all texts is already queued or running")
        return
    out.print("a check of all texts is queued")
    _hint([queued])


def _hint(queued: Sequence[Hint]) -> None:
    if not hint_first(queued):
        out.print(
            "no broker answers: `reportedly up` runs them; `up --once` runs them, then exits"
        )
