"""`reportedly accept`: push texts into the ledger."""

from collections import Counter
from typing import Annotated

import typer
from rich.progress import Progress

from worker.cli.files import read_given
from worker.cli.ledger import open_ledger
from worker.cli.screen import err, out, print_json
from worker.errors import RejectedError
from worker.pipeline import Taken, take_in
from worker.records import Hint
from worker.settings import load_settings

HINTS_AT_ONCE = 500
ENDS = (
    ("new", "new"),
    ("revision", "new revisions"),
    ("seen_again", "seen again"),
    ("rejected", "rejected"),
)


def accept(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Plain texts, JSON lines (.jsonl), or - for standard input."),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a document.")
    ] = False,
) -> None:
    """Store articles and queue their extraction.

    They are stored whether or not workers run.
    A JSON line is {"text": ..., "id"?, "url"?, "title"?, "published"?}. The same document again is
    seen again, not stored twice; a new text under the same id or url is its next revision.
    """
    settings = load_settings()
    engine = open_ledger(settings)
    counts: Counter[str] = Counter()
    queued: list[Hint] = []
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        bar = progress.add_task("accepting", total=None)
        for given in read_given(files or [], max_characters=settings.max_characters):
            fault = given.fault
            if given.document is not None:
                try:
                    taken = take_in(engine, given.document, settings)
                except RejectedError as error:
                    fault = str(error)
                else:
                    counts[taken.verdict] += 1
                    queued += [taken.queued] if taken.queued else []
                    _tell(given.place, taken, as_json=as_json)
            if fault is not None:
                counts["rejected"] += 1
                err.print(f"{given.place}: rejected: {fault}", markup=False)
            progress.advance(bar)
    _queue(queued)
    if not as_json:
        out.print(", ".join(f"{counts[name]} {words}" for name, words in ENDS if counts[name]))
    if counts["rejected"]:
        raise typer.Exit(1)


def _tell(place: str, taken: Taken, *, as_json: bool) -> None:
    if as_json:
        print_json({"place": place, "article": taken.article_key, "verdict": taken.verdict})
    else:
        out.print(
            f"{taken.article_key}  {taken.verdict.replace('_', ' '):10}  {place}", markup=False
        )


def _queue(hints: list[Hint]) -> None:
    if not hints:
        return
    # Celery is only needed, and only loaded, when there is something to tell the workers.
    from worker.queueing import hint  # noqa: PLC0415

    if not hint(hints[:HINTS_AT_ONCE]):
        err.print("stored and queued; no broker answers, so `reportedly up` will do the rest")
