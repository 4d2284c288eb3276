"""`reportedly accept`: push texts into the ledger, one or a hundred thousand."""

import json
import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from worker.accept import schema
from worker.cli.files import Given, read_given, size_of
from worker.cli.ledger import open_ledger
from worker.cli.screen import err, out, print_json
from worker.errors import RejectedError
from worker.flow.articles import Stored
from worker.flow.documents import store_documents
from worker.records import Hint
from worker.settings import load_settings

HINTS_AT_ONCE = 500
SHOWN = 20
"""So many documents, and so many faults, are shown line by line; the others are counted."""

_BATCH = 100
_BATCH_BYTES = 5_000_000
_INTERRUPTED = 130
ENDS = (
    ("new", "new"),
    ("revision", "new revisions"),
    ("seen_again", "seen again"),
    ("rejected", "rejected"),
    ("passed_over", "passed over"),
)


def accept(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Plain texts, pages (.html), JSON lines (.jsonl), web archives (.warc), each of "
            "them as it is or compressed (.gz), folders of these, or - for standard input."
        ),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a document.")
    ] = False,
    show_schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a document, and leave.")
    ] = False,
) -> None:
    """Store articles and queue their extraction, whether or not workers run.

    A JSON line is a document: {"text": ..., "id"?, "url"?, "title"?, "published"? ...}; --schema
    tells every field. The same document again is seen again, not stored twice; a new text under
    the same id or url is its next revision.

    A folder is all files below it but the hidden ones. Of an archive the answers that are pages
    are read. Ctrl-C keeps what was stored so far; the same command again goes on after it.
    """
    settings = load_settings()
    if show_schema:
        described = schema(max_characters=settings.max_characters)
        out.out(json.dumps(described, indent=2), highlight=False)
        return
    engine = open_ledger(settings)
    names = files or []
    with _progress() as progress:
        tally = Tally(progress, size_of(names), as_json=as_json)
        with _interruptible(tally):
            for batch in batches(read_given(names, max_characters=settings.max_characters)):
                documents = [given.document for given in batch if given.document is not None]
                tally.storing = True
                tally.note(batch, store_documents(engine, documents, settings))
                tally.storing = False
                if tally.stopped:
                    break
    tally.end()
    if tally.stopped:
        raise typer.Exit(_INTERRUPTED)
    _queue(tally.queued)
    if tally.counts["rejected"]:
        raise typer.Exit(1)


class Tally:
    """What has become of the documents so far: counted, shown, and measured on the bar."""

    def __init__(self, progress: Progress, total: int | None, *, as_json: bool) -> None:
        self.counts: Counter[str] = Counter()
        self.queued: list[Hint] = []
        self.storing = self.stopped = False
        self._progress = progress
        self._bar: TaskID = progress.add_task("accepting", total=total, documents=0, rate="")
        self._as_json = as_json
        self._last: str | None = None
        self._shown: Counter[str] = Counter()

    def note(self, batch: Iterable[Given], taken: Iterable[Stored | RejectedError]) -> None:
        """Count and show a batch that is stored; `taken` has an outcome for each document."""
        outcomes = iter(taken)
        size = 0
        for given in batch:
            size += given.size
            self._last = given.place
            outcome = given.fault if given.document is None else next(outcomes)
            if isinstance(outcome, Stored):
                self._note_taken(given.place, outcome)
            else:
                self._note_fault(given, str(outcome))
        documents = self.counts.total()
        elapsed = self._progress.tasks[0].elapsed or 0
        rate = f"{documents / elapsed:,.0f}/s" if elapsed else ""
        self._progress.update(self._bar, advance=size, documents=documents, rate=rate)

    def end(self) -> None:
        """Say how it ended, and after an interruption how far it came."""
        words = ", ".join(
            f"{self.counts[name]:,} {words}" for name, words in ENDS if self.counts[name]
        )
        if not self._as_json:
            out.print(words or "nothing was given")
        if self.stopped:
            told = f"; {words}" if self._as_json and words else ""
            last = self._last or "the beginning"
            err.print(
                f"stopped{told}; up to {last} all is kept, and the same command again goes on",
                markup=False,
            )

    def _note_taken(self, place: str, taken: Stored) -> None:
        self.counts[taken.verdict] += 1
        if taken.queued and len(self.queued) < HINTS_AT_ONCE:
            self.queued.append(taken.queued)
        if self._as_json:
            print_json({"place": place, "article": taken.article_key, "verdict": taken.verdict})
        elif self._is_shown("documents"):
            verdict = taken.verdict.replace("_", " ")
            out.print(f"{taken.article_key}  {verdict:10}  {place}", markup=False)

    def _note_fault(self, given: Given, fault: str) -> None:
        if given.passed_over:
            self.counts["passed_over"] += 1
            return
        self.counts["rejected"] += 1
        if self._as_json:
            print_json({"place": given.place, "verdict": "rejected", "reason": fault})
        if self._as_json or self._is_shown("faults"):
            err.print(f"{given.place}: rejected: {fault}", markup=False)

    def _is_shown(self, what: str) -> bool:
        self._shown[what] += 1
        if self._shown[what] == SHOWN + 1:
            err.print(f"more {what} are only counted; --json prints each", style="dim")
        return self._shown[what] <= SHOWN


def batches(given: Iterable[Given]) -> Iterator[list[Given]]:
    """Yield what is stored in one transaction each: many small documents, or a few long ones."""
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
    # Of a compressed file many long texts may come out of a few bytes.
    text = given.document.get("text") if given.document else None
    return len(text) if isinstance(text, str) else 0


@contextmanager
def _interruptible(tally: Tally) -> Iterator[None]:
    """Let Ctrl-C end the reading at once, but the storing of a batch only when it is counted.

    A second one ends that too: the batch is then stored or not, as a whole.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        waits = tally.storing and not tally.stopped
        tally.stopped = True
        if not waits:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        tally.stopped = True
    finally:
        signal.signal(signal.SIGINT, before)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.fields[documents]:,} documents {task.fields[rate]}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def _queue(hints: list[Hint]) -> None:
    if not hints:
        return
    # Celery is only needed, and only loaded, when there is something to tell the workers.
    from worker.hints import hint  # noqa: PLC0415

    if not hint(hints):
        err.print("stored and queued; no broker answers, so `reportedly up` will do the rest")
