"""`reportedly reprocess`: extract again, or look for copies again, as things are now."""

from collections.abc import Sequence
from typing import Annotated

import typer

from db.session import writing
from worker.cli.ledger import open_ledger
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
    """Extract again, with the extractor as it is now; or look for copies again.

    A second run is made beside the first; when it is done, it is shown instead.

    The runs that are there stay. Where the extractor has not changed, nothing is added.

    Copies are found by the rules, and by the lines of publishers, that are known now: what was
    missed is linked, and what does not hold any more is taken back.
    """
    if everything == copies:
        raise SetupError("say what: `reportedly reprocess --all`, or `--copies`")
    settings = load_settings()
    if copies:
        _repair_copies(settings)
        return
    extractor = extractor_for(settings).identity
    queued = reprocess_all(open_ledger(settings), settings)
    name = f"{extractor.name} {extractor.version} ({extractor.config_hash[:12]})"
    if not queued:
        out.print(f"nothing to do: every revision shows the run of {name}, or waits for it")
        return
    out.print(f"{len(queued)} queued for {name}")
    _tell(queued)


def _repair_copies(settings: Settings) -> None:
    with writing(open_ledger(settings)) as connection:
        queued = queue_recheck(connection)
    if queued is None:
        out.print("nothing to do: the look at all texts waits already, or is being made")
        return
    out.print("a look at all texts is queued")
    _tell([queued])


def _tell(queued: Sequence[Hint]) -> None:
    from worker.hints import MOST_HINTS, hint  # noqa: PLC0415 - Celery only when needed

    if not hint(queued[:MOST_HINTS]):
        out.print("no broker answers: `reportedly up` does them; `up --once` does them and leaves")
