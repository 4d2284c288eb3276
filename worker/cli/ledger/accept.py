"""`reportedly accept`: push texts into the ledger, one or a hundred thousand."""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from sqlalchemy import Engine

from worker.accept import schema
from worker.cli.documents.files import read_given, size_of
from worker.cli.documents.given import Given
from worker.cli.hints import hint
from worker.cli.ledger.tally import Tally, interruptible, progress_bar
from worker.cli.opening import open_ledger
from worker.cli.screen import err, out
from worker.flow.documents import store_documents
from worker.settings import Settings, load_settings

_BATCH = 100
_BATCH_BYTES = 5_000_000
"""Documents, and bytes of them, that are stored in one transaction."""

_INTERRUPTED = 130


def accept(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Plain texts, pages (.html), JSON lines, web archives (.warc), each of "
            "them as it is or compressed (.gz), folders of these, or - for standard input."
        ),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a document.")
    ] = False,
    show_schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a document, then exit.")
    ] = False,
) -> None:
    """Store articles and queue their extraction, whether or not workers run.

    A JSON line is a document: {"text": ..., "id"?, "url"?, "title"?, "published"? ...}; --schema
    lists every field. The same document again is seen again, not stored twice; a new text under
    the same id or url is its next revision.

    A folder stands for the files below it, without hidden ones; an archive, for the pages in it.
    Ctrl-C keeps what was stored so far; the same command again goes on after it.
    """
    settings = load_settings()
    if show_schema:
        described = schema(max_characters=settings.max_characters)
        out.out(json.dumps(described, indent=2), highlight=False)
        return
    engine = open_ledger(settings)
    names = files or []
    with progress_bar() as progress:
        tally = Tally(progress, size_of(names), as_json=as_json)
        with interruptible(tally):
            _store(names, engine, settings, tally)
    tally.end()
    if tally.stopped:
        raise typer.Exit(_INTERRUPTED)
    if tally.queued and not hint(tally.queued):
        err.print("stored and queued; no broker answers, so `reportedly up` will do the rest")
    if tally.counts["rejected"]:
        raise typer.Exit(1)


def _store(names: list[str], engine: Engine, settings: Settings, tally: Tally) -> None:
    for batch in batches(read_given(names, max_characters=settings.max_characters)):
        documents = [given.document for given in batch if given.document is not None]
        tally.storing = True
        tally.note(batch, store_documents(engine, documents, settings))
        tally.storing = False
        if tally.stopped:
            return


def batches(given: Iterable[Given]) -> Iterator[list[Given]]:
    """Yield the documents of one transaction each: many short ones, or a few long ones."""
    batch: list[Given] = []
    size = 0
    for each in given:
        batch.append(each)
        size += max(each.size, _length(each))
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _length(given: Given) -> int:
    # A few bytes of a compressed file can hold many long texts.
    text = given.document.get("text") if given.document else None
    return len(text) if isinstance(text, str) else 0
